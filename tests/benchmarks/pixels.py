"""Pixels: what an operation costs, how much burned-in text is hidden, and how much else is lost.

HUB_TEST_DATA names the folder of real files; without it, ../shared/data/dicom is used.
"""

import csv
import os
import resource
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from app.errors import HubError
from app.imaging.deidentify import pixels as cleaning
from app.imaging.deidentify.screen import may_hold_text
from app.imaging.deidentify.text import read_lines
from app.imaging.frames import declared_layout, decode, stored_frame
from app.imaging.render import render, thumbnail
from app.imaging.tiff import write_dual
from tests.imaging.burned_in import HIDDEN_SHARE, hidden_share, labels, load
from tests.imaging.pictures import image_of
from tests.imaging.planted import HELD_OUT_FONTS, Planted, cuts, plant

DATA = Path(os.environ.get("HUB_TEST_DATA", Path(__file__).parents[3] / "shared" / "data" / "dicom"))
SLICE = "ct-series-philips/S2010/I40"
MAMMOGRAM = "mammograms-cbis-ddsm/sfm-malign-0/1-282.dcm"
SMALLEST_SIDE = 64
# The manifest says that these have no text, but they have: colour names, and the settings of an ultrasound device.
WITH_TEXT = frozenset(
    {"pydicom/test_files/GDCMJ2K_TextGBR.dcm", "fo-dicom/GH538-jpeg1.dcm", "fo-dicom/GH538-jpeg14sv1.dcm"}
)
# Words are planted in pieces of pictures of so many pixels at a side, at least so many, and so many times over.
PIECE_PIXELS = 512
LEAST_PIECE_PIXELS = 160
ROUNDS = 2
# Less than this of the range, letters on a plate of their own are not seen by a person either.
PLATE_CONTRAST = 0.12


def milliseconds(work: Callable[[], object], repetitions: int = 30) -> float:
    """Return the median duration of a call."""
    durations = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return 1000 * sorted(durations)[len(durations) // 2]


def manifest(folder: Path) -> Iterator[tuple[str, Dataset, np.ndarray[Any, Any], str]]:
    """Yield path, header, pixels and note on text of one image a folder and kind, where they can be decoded."""
    seen = set()
    with (folder / "MANIFEST.tsv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["rows"].isdigit()]
    for row in rows:
        kind = (Path(row["path"]).parent, row["modality"], row["rows"], row["photometric"], row["transfer_syntax"][:8])
        if kind in seen or int(row["rows"]) < SMALLEST_SIDE:
            continue
        seen.add(kind)
        try:
            dataset = pydicom.dcmread(folder / row["path"])
            yield row["path"], dataset, decode(dataset), row["burned_in_text"]
        except (HubError, AttributeError, NotImplementedError, ValueError, OSError, pydicom.errors.InvalidDicomError):
            continue


def time_operations() -> None:
    """Print what one operation takes, on a CT slice of 512 KB if nothing else is said."""
    dataset = pydicom.dcmread(DATA / SLICE)
    pixels = decode(dataset)
    mammogram = pydicom.dcmread(DATA / MAMMOGRAM)
    large = decode(mammogram)
    read_lines(pixels[0])  # so that no model is loaded while the clock runs
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.dcm.tif"
        write_dual(dataset, pixels, path)
        operations: dict[str, Callable[[], object]] = {
            "decode, native": lambda: decode(dataset),
            "screen for text": lambda: may_hold_text(pixels[0]),
            "clean, screened": lambda: cleaning.clean_pixels(dataset, pixels),
            "look again, screened": lambda: cleaning.look_again(dataset, pixels, was_read=False),
            "write and verify the dual file": lambda: write_dual(dataset, pixels, path),
            "read a stored frame": lambda: stored_frame(path),
            "render as PNG": lambda: render(path),
            "thumbnail": lambda: thumbnail(path),
        }
        for name, work in operations.items():
            print(f"{milliseconds(work):8.2f} ms  {name}")
        slow: dict[str, Callable[[], object]] = {
            "clean, read": lambda: cleaning.clean_pixels(image_of(pixels, Modality="OT"), pixels),
            f"clean a mammogram, {large.size / 1e6:.0f} megapixels": lambda: cleaning.clean_pixels(mammogram, large),
            "look at it again": lambda: cleaning.look_again(mammogram, large),
        }
        for name, work in slow.items():
            print(f"{milliseconds(work, 3):8.0f} ms  {name}")


def measure_recall() -> None:
    """Print how many labelled lines are hidden, image by image where one is not."""
    phi = hidden = other = other_hidden = doubtful = 0
    start = time.perf_counter()
    for name, lines in labels(DATA).items():
        dataset, pixels = load(DATA / name)
        cleaned = cleaning.clean_pixels(dataset, pixels)
        doubtful += not cleaned.verified
        for line in lines:
            is_hidden = hidden_share(dataset, pixels, cleaned.regions, line) >= HIDDEN_SHARE
            if line.is_phi:
                phi, hidden = phi + 1, hidden + is_hidden
            else:
                other, other_hidden = other + 1, other_hidden + is_hidden
            if line.is_phi and not is_hidden:
                print(f"          a line of {name} is not hidden")
    seconds = time.perf_counter() - start
    print(f"{hidden} of {phi} identifying lines hidden, {other_hidden} of {other} others, {doubtful} images in doubt")
    print(f"{seconds:8.1f} s   for {len(labels(DATA))} images")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a planted word, and whether its image is held back."""

    word: Planted
    is_hidden: bool
    is_held: bool


def planted_outcomes(rounds: int = ROUNDS) -> Iterator[Outcome]:
    """Yield what becomes of words in fonts that no limit was chosen with, in real pictures without text."""
    rng = np.random.default_rng(20)
    frames = [_grey(pixels) for name, _, pixels, note in manifest(DATA) if note == "no" and name not in WITH_TEXT]
    frames = [frame for frame in frames if min(frame.shape) >= LEAST_PIECE_PIXELS]
    for _ in range(rounds):
        for frame in frames:
            pieces = list(cuts(frame, PIECE_PIXELS))
            picture, words = plant(pieces[rng.integers(len(pieces))], rng, HELD_OUT_FONTS, 4)
            legible = [word for word in words if word.is_legible and not _is_faint(word)]
            if not legible:
                continue
            dataset = image_of(picture[None], Modality="OT")
            cleaned = cleaning.clean_pixels(dataset, picture[None])
            is_held = not cleaned.verified or cleaning.look_again(dataset, cleaned.pixels) is not None
            covered = np.zeros(picture.shape, bool)
            for region in cleaned.regions:
                covered[region.box.slices] = True
            yield from (Outcome(word, word.hidden_share(covered) >= HIDDEN_SHARE, is_held) for word in legible)


def _grey(pixels: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    frame = pixels[len(pixels) // 2]
    return np.asarray(frame.max(axis=-1) if frame.ndim == 3 else frame)


def _is_faint(word: Planted) -> bool:
    return word.style == "plate" and word.contrast < PLATE_CONTRAST


def measure_planted() -> None:
    """Print how many planted words are hidden, all and by size, contrast, angle, style and font."""
    outcomes = list(planted_outcomes())
    held = sum(not each.is_hidden and each.is_held for each in outcomes)
    print(f"{_hidden(outcomes)} planted words hidden, {held} of the others in images held back")
    for name in ("size", "contrast", "angle", "style", "font"):
        classes = sorted({getattr(each.word, name) for each in outcomes})
        rates = (
            f"{kind}: {_hidden([each for each in outcomes if getattr(each.word, name) == kind])}" for kind in classes
        )
        print(f"          {name:8} {', '.join(rates)}")


def _hidden(outcomes: list[Outcome]) -> str:
    hidden = sum(each.is_hidden for each in outcomes)
    return f"{100 * hidden / len(outcomes):.1f} % of {len(outcomes)}"


def measure_loss() -> None:
    """Print what is lost of images without text when all of them are read, and what share the screen would pass."""
    lost, held, passed, scanned = [], 0, 0, 0
    trusts = cleaning.is_from_scanner
    for name, dataset, pixels, note in manifest(DATA):
        if trusts(dataset, declared_layout(dataset)):
            scanned += 1
            passed += not any(may_hold_text(frame) for frame in pixels)
        if note != "no" or name in WITH_TEXT:
            continue
        cleaning.is_from_scanner = lambda *_: False
        try:
            cleaned = cleaning.clean_pixels(dataset, pixels)
        finally:
            cleaning.is_from_scanner = trusts
        held += not cleaned.verified or cleaning.look_again(dataset, cleaned.pixels) is not None
        mask = np.zeros(pixels.shape[1:3], bool)
        for region in cleaned.regions:
            mask[region.box.slices] = True
        lost.append(mask.mean())
        if mask.any():
            print(f"{100 * mask.mean():8.3f} %   of {name}")
    print(
        f"{sum(share > 0 for share in lost)} of {len(lost)} images without text lose pixels, {100 * np.mean(lost):.4f} %, "
        f"{held} are held back"
    )
    print(f"{passed} of {scanned} kinds of scanner slices pass by the screen alone")


def main() -> None:
    """Print all figures."""
    warnings.simplefilter("ignore")
    time_operations()
    measure_recall()
    measure_planted()
    measure_loss()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:8d} MB  at most")
