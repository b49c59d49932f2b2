"""The planted files: real ones of the shared folder and of pydicom, each with its answer key."""

import hashlib
import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
import pydicom
from pydicom import config
from pydicom.data import get_testdata_files
from pydicom.dataset import Dataset
from pydicom.filewriter import dcmwrite
from pydicom.uid import UID, ExplicitVRBigEndian, ImplicitVRLittleEndian
from rich.progress import track

from tests.benchmarks.deid import drawing, places
from tests.benchmarks.deid.answers import DATA
from tests.benchmarks.deid.checks import Key
from tests.benchmarks.deid.decoding import decode, first_shape
from tests.benchmarks.deid.output import Output, is_leaked
from tests.benchmarks.deid.people import Person, Visit, make_person, make_visit
from tests.benchmarks.deid.planter import UID_ROOT, Planter
from tests.benchmarks.deid.planting import plant
from tests.benchmarks.deid.realfile import make_ascii, replace_uids

DRAWN_SHARE: Final = 0.75
PATIENTS: Final = 90
LARGEST_REPORT: Final = 1 << 20
LARGEST_ITEM: Final = 400
# Smaller ones are icons and test patterns; one of ten pixels' side shows a letter.
SMALLEST_SEEN: Final = 64
SAFE_CREATORS: Final = frozenset(row[1] for row in places.SAFE_PRIVATE)
LABEL_MAP: Final = "1.2.840.10008.5.1.4.1.1.66.7"  # Label Map Segmentation Storage, newer than pydicom's names
# Shows words, whatever the manifest says.
SHOWS_WORDS: Final = frozenset(
    {"pydicom/test_files/GDCMJ2K_TextGBR.dcm", "fo-dicom/GH538-jpeg1.dcm", "fo-dicom/GH538-jpeg14sv1.dcm"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """A real file, and whether a person saw text in its pixels."""

    path: Path
    name: str
    has_text: bool


def sources() -> list[Source]:
    """Return the real files by name, those of pydicom that the shared folder has too only once."""
    notes = {}
    header, *lines = (DATA / "MANIFEST.tsv").read_text().splitlines()
    column = header.split("\t").index("burned_in_text")
    for line in lines:
        cells = line.split("\t")
        notes[cells[0]] = cells[column]
    found: dict[str, Source] = {}
    for path in sorted(DATA.rglob("*")):
        name = path.relative_to(DATA).as_posix()
        if path.is_file() and name in notes and path.suffix not in (".png", ".json", ".tsv"):
            found.setdefault(_digest(path), Source(path, name, notes[name] != "no" or name in SHOWS_WORDS))
    for text in sorted(get_testdata_files()):
        path = Path(text)
        if "site-packages" in text and path.is_file():
            found.setdefault(_digest(path), Source(path, f"bundled/{path.name}", True))
    return sorted(found.values(), key=lambda source: source.name)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_source(source: Source) -> Dataset | None:
    """Return a real file with everything decoded, None where pydicom cannot read or write it."""
    try:
        dataset = pydicom.dcmread(source.path, force=True)
        if "SOPClassUID" not in dataset or "DirectoryRecordSequence" in dataset:
            return None
        dataset.file_meta = getattr(dataset, "file_meta", None) or pydicom.dataset.FileMetaDataset()
        if "TransferSyntaxUID" not in dataset.file_meta:
            is_implicit, is_little = dataset.original_encoding
            dataset.file_meta.TransferSyntaxUID = (
                ImplicitVRLittleEndian
                if is_implicit
                else pydicom.uid.ExplicitVRLittleEndian
                if is_little
                else ExplicitVRBigEndian
            )
        for _ in dataset.iterall():
            pass
        make_ascii(dataset)
    except Exception:  # noqa: BLE001 - whatever a damaged file does to pydicom
        return None
    return dataset


@dataclass(slots=True)
class Plan:
    """What all files of a planted folder share."""

    seed: str
    folder: Path
    drawn: set[str]
    serials: Iterator[int]
    reports: tuple[Dataset, ...] = ()
    taken: set[str] = field(default_factory=set)

    def uid(self, old: str) -> str:
        """Return the same new UID for the same old one."""
        return f"{UID_ROOT}{int.from_bytes(hashlib.sha256(f'{self.seed} {old}'.encode()).digest()[:12])}"


def be_lenient() -> None:
    """Let pydicom read and write whatever real files hold."""
    warnings.simplefilter("ignore")
    config.settings.reading_validation_mode = config.settings.writing_validation_mode = config.IGNORE


def plant_corpus(folder: Path, seed: str, limit: int | None) -> list[Key]:
    """Write planted files and their key into a folder, and return the keys."""
    be_lenient()
    files = folder / "in"
    files.mkdir(parents=True)
    chosen = _chosen(sources(), seed, limit)
    first = int(hashlib.sha256(seed.encode()).hexdigest()[:4], 16) * 1000
    plan = Plan(seed, folder, _drawn_names(chosen, seed), count(first), _report_items(chosen))
    keys: list[Key] = []
    skipped: Counter[str] = Counter()
    for number, source in enumerate(track(chosen, "Planting")):
        dataset = read_source(source)
        if dataset is None:
            skipped["pydicom cannot read it whole, or it is an index"] += 1
            continue
        try:
            keys.append(plant_file(dataset, source, f"{number:04d}.dcm", plan))
        except Exception as error:  # noqa: BLE001 - a real file that pydicom cannot write again
            skipped[f"{type(error).__name__} while planting"] += 1
            (files / f"{number:04d}.dcm").unlink(missing_ok=True)
    if len(keys) < len(chosen) // 2:
        raise RuntimeError(f"hardly a file could be planted: {dict(skipped)}")
    (folder / "key.json").write_text(json.dumps([key.to_json() for key in keys], ensure_ascii=False))
    print(f"{len(keys)} files planted; left out: {dict(skipped)}")
    return keys


def _report_items(chosen: list[Source]) -> tuple[Dataset, ...]:
    """Return the top content items of the real structured reports among the files: they are grafted into images."""
    found: list[Dataset] = []
    for source in chosen:
        if source.path.stat().st_size > LARGEST_REPORT:
            continue
        dataset = read_source(source)
        if dataset is not None and dataset.get("Modality") == "SR":
            found += [item for item in dataset.get("ContentSequence", []) if len(list(item.iterall())) < LARGEST_ITEM]
    return tuple(found)


def plant_file(dataset: Dataset, source: Source, name: str, plan: Plan) -> Key:
    """Write one planted file, and return its key."""
    random = Random(f"{plan.seed} file {source.name}")
    instance = str(dataset.get("SOPInstanceUID", ""))
    replace_uids(dataset, plan.uid)
    if not instance or instance in plan.taken:
        dataset.SOPInstanceUID = plan.uid(f"{source.name} {instance}")
    plan.taken.add(instance)
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID"):
        if not dataset.get(keyword):
            setattr(dataset, keyword, plan.uid(f"{source.name} {keyword}"))
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    study = str(dataset.StudyInstanceUID)
    number = int(hashlib.sha256(f"{plan.seed} {study}".encode()).hexdigest()[:6], 16) % PATIENTS
    person, visit = make_person(plan.seed, number), make_visit(plan.seed, study)
    key = Key(name, source.name, is_sound_image(dataset), str(person.number), person.script)
    key.is_object = is_sound_object(dataset)
    if key.is_image:
        _see(dataset, source, key, person, visit, random, plan)
    for keyword in ("BurnedInAnnotation", "IconImageSequence"):
        dataset.pop(keyword, None)
    plant(Planter(dataset, person, visit, key, random, lambda: next(plan.serials), plan.reports))
    path = plan.folder / "in" / name
    dcmwrite(path, dataset, enforce_file_format=True)
    _verify(path, key)
    return key


def is_sound_image(dataset: Dataset) -> bool:
    """Tell whether a file is an image by its SOP class, with pixels as long as its header says."""
    kind = UID(str(dataset.SOPClassUID)).name
    if (
        not ("Image Storage" in kind or kind.startswith("Segmentation") or kind == LABEL_MAP)
        or "PixelData" not in dataset
    ):
        return False
    try:
        size = int(dataset.Rows) * int(dataset.Columns) * int(dataset.get("NumberOfFrames") or 1)
        bits = size * int(dataset.BitsAllocated)
        syntax = UID(str(dataset.file_meta.TransferSyntaxUID))
        if syntax.is_encapsulated:
            return first_shape(dataset) in (None, (int(dataset.Rows), int(dataset.Columns)))
        samples = 2 if dataset.PhotometricInterpretation == "YBR_FULL_422" else int(dataset.SamplesPerPixel)
        return len(dataset.PixelData) >= bits * samples // 8
    except Exception:  # noqa: BLE001 - a header that does not say what its pixels are
        return False


def is_sound_object(dataset: Dataset) -> bool:
    """Tell whether a file is one of the standard's objects that are no images, with nothing of it missing."""
    kind = UID(str(dataset.SOPClassUID)).name
    is_dose = kind.startswith("RT Dose")
    has_pixels = any(keyword in dataset for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"))
    return kind.endswith(" Storage") and "Image" not in kind and has_pixels == is_dose


def _see(dataset: Dataset, source: Source, key: Key, person: Person, visit: Visit, random: Random, plan: Plan) -> None:
    """Decide what is expected of the pixels, and draw on some."""
    values = decode(dataset)
    if values is None or int(dataset.BitsStored) > int(dataset.BitsAllocated):
        return
    if not source.has_text and min(values.shape[1:3]) >= SMALLEST_SEEN:
        key.pixels = "same"
    if source.name not in plan.drawn:
        return
    canvas = drawing.prepare(dataset, values.copy())
    found = drawing.draw(canvas, person, visit, random) if canvas else []
    if not canvas or not found:
        return
    drawing.store(dataset, canvas.values)
    key.words = [word for word, _ in found]
    key.pixels = "drawn" if key.pixels else "drawn over text"
    (plan.folder / "ink").mkdir(exist_ok=True)
    inks = {str(number): ink for number, (_, ink) in enumerate(found)}
    np.savez_compressed(plan.folder / "ink" / f"{key.name}.npz", **inks)  # type: ignore[arg-type]
    image_type = dataset.get("ImageType")
    if image_type and random.random() < 0.5:  # half of them say that they are no original: so screen captures do
        dataset.ImageType = ["DERIVED", "SECONDARY", *list(image_type)[2:]]


def _verify(path: Path, key: Key) -> None:
    """Make sure that what was planted can be read from the file: else a check would pass by itself."""
    output = Output.read(path)
    missing = [one for one in key.checks if one.action == "text_removed" and not is_leaked(one, output)]
    gone = set(map(id, missing))
    key.checks = [one for one in key.checks if id(one) not in gone]
    if len(missing) > 25:
        raise ValueError("what was planted cannot be read")
    kept = safe_codes(output.dataset)
    key.canaries = [canary for canary in key.canaries if canary.encode() in output.data and canary not in kept]


def safe_codes(dataset: Dataset) -> set[str]:
    """Return the values of coded elements in private blocks whose creators are in PS3.15 Table E.3.10-1.

    The profile keeps many of these, so that a canary that came to lie in one says nothing.
    """
    found = set()
    for element in dataset.iterall():
        if element.VR == "CS" and element.tag.is_private and element.private_creator in SAFE_CREATORS:
            found.add(str(element.value))
    return found


def _chosen(found: list[Source], seed: str, limit: int | None) -> list[Source]:
    if limit is None or limit >= len(found):
        return found
    # A folder in turn, so that a small run sees many kinds.
    folders: dict[str, list[Source]] = defaultdict(list)
    for source in Random(f"{seed} choice").sample(found, len(found)):
        folders[source.name.split("/")[0]].append(source)
    turns = [
        source
        for turn in range(max(map(len, folders.values())))
        for row in folders.values()
        for source in row[turn : turn + 1]
    ]
    return sorted(turns[:limit], key=lambda source: source.name)


def _drawn_names(chosen: list[Source], seed: str) -> set[str]:
    """Return the names of the files to draw on: some of each kind."""
    kinds: dict[Any, list[str]] = defaultdict(list)
    for source in chosen:
        try:
            dataset = pydicom.dcmread(source.path, stop_before_pixels=True, force=True)
            if drawing.is_drawable(dataset):
                kinds[_kind(source, dataset)].append(source.name)
        except Exception:  # noqa: BLE001 - left out again when it is planted
            continue
    random = Random(f"{seed} drawn")
    return {name for names in kinds.values() for name in random.sample(names, max(1, round(len(names) * DRAWN_SHARE)))}


def _kind(source: Source, dataset: Dataset) -> tuple[Any, ...]:
    return (
        source.name.split("/")[0],
        dataset.get("Modality"),
        dataset.PhotometricInterpretation,
        dataset.BitsStored,
        dataset.Rows,
    )


def load_keys(folder: Path) -> list[Key]:
    """Return the keys of a planted folder."""
    be_lenient()
    return [Key.from_json(values) for values in json.loads((folder / "key.json").read_text())]
