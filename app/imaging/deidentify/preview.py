"""A dry run: what would become of one file, side by side with what it says now. Nothing of it is kept."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset

from app.imaging import frames
from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.pixels import clean_pixels
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.deidentify.report import ActionKind, tag_text
from app.imaging.elements import element_values, in_order
from app.imaging.files import File
from app.imaging.geometry import Region
from app.imaging.header import identity_of
from app.imaging.parsing import PIXEL_DATA
from app.imaging.reading import read
from app.imaging.render import thumbnail_of

PICTURE_PIXELS: Final = 1024
LONGEST_VALUE: Final = 200
MOST_ROWS: Final = 2000
BULK: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
PATIENT: Final = "pat_preview"  # where the hub's id of the patient would stand


@dataclass(frozen=True, slots=True)
class Row:
    """An attribute before and after, None where it is not there; `kind` is what was done, None where it just stays."""

    path: str
    keyword: str | None
    before: str | None
    after: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Rows by path; the middle frame before and after as WebP data URLs; what was blanked, and what is in doubt.

    Of an object without pixels the pictures are "".
    """

    rows: tuple[Row, ...]
    picture_before: str
    picture_after: str
    regions: tuple[Region, ...]
    doubt: str | None


def preview_file(file: File, profile: Profile, site_key: bytes) -> Preview:
    """Return what the profile would make of a file; raises HubError as `read` and `decode` do."""
    dataset = read(file)
    before = dict(_texts(dataset, ""))
    pixels = frames.decode(dataset) if PIXEL_DATA in dataset else None
    pseudonyms = Pseudonyms.of(site_key, identity_of(dataset, site_key).patient, PATIENT)
    clean, actions = deidentify_dataset(dataset, profile, pseudonyms)
    kinds = {action.path: action.kind for action in actions}
    after = dict(_texts(clean, ""))
    rows = [
        Row(
            where, keyword_of(_last_tag(where)), before.get(where), after.get(where), _kind(where, kinds, before, after)
        )
        for where in sorted(before.keys() | after.keys())
    ]
    if pixels is None:
        return Preview(tuple(rows[:MOST_ROWS]), "", "", (), None)
    cleaned = clean_pixels(dataset, pixels, policy=profile.text_policy, allowed=profile.allowed_text)
    middle = (len(pixels) + 1) // 2
    return Preview(
        tuple(rows[:MOST_ROWS]),
        _picture(thumbnail_of(dataset, pixels[middle - 1], middle, PICTURE_PIXELS)),
        _picture(thumbnail_of(clean, cleaned.pixels[middle - 1], middle, PICTURE_PIXELS)),
        cleaned.regions,
        cleaned.doubt,
    )


def _texts(dataset: Dataset, path: str) -> Iterator[tuple[str, str]]:
    """Yield each path once with the values of all items on it."""
    found: dict[str, list[str]] = {}
    for where, text in _each(dataset, path):
        found.setdefault(where, []).append(text)
    for where, texts in found.items():
        yield where, _shortened(" | ".join(texts))


def _each(dataset: Dataset, path: str) -> Iterator[tuple[str, str]]:
    for tag, element in in_order(dataset):
        where = path + tag_text(tag)
        if element.VR == "SQ" and isinstance(element, DataElement):
            yield where, f"{len(element.value)} items"
            for item in element.value:
                yield from _each(item, f"{where}.")
        elif tag != PIXEL_DATA:
            yield where, _text(element, dataset)


def _text(element: DataElement | RawDataElement, dataset: Dataset) -> str:
    value = element.value
    if element.VR in BULK and isinstance(value, bytes):
        return f"{len(value):,} bytes"
    return " \\ ".join(_shortened(str(each)) for each in element_values(element, dataset)[:16])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def keyword_of(tag: int) -> str | None:
    """Return the keyword of a tag; None where PS3.6 has none."""
    return keyword_for_tag(tag) or None


def _last_tag(path: str) -> int:
    return int(path[-10:-6] + path[-5:-1], 16)


def _kind(path: str, kinds: dict[str, ActionKind], before: dict[str, str], after: dict[str, str]) -> ActionKind | None:
    """Return what was done to a path; what lies in a removed sequence went with it."""
    if path in kinds:
        return kinds[path]
    if path in before and path not in after:
        return ActionKind.REMOVED
    return ActionKind.REPLACED if before.get(path) != after.get(path) else None


def _picture(content: bytes) -> str:
    return "data:image/webp;base64," + b64encode(content).decode("ascii")
