"""Where the images of one device and layout carry text, as reviewers marked it on earlier ones."""

import hashlib
from collections.abc import Sequence
from typing import Final

from pydicom.dataset import Dataset

from app.imaging.elements import raw_text
from app.imaging.frames import PixelLayout
from app.imaging.geometry import Region

# What makes a device draw its text where it does. Neither serial number nor station: they would name a place.
KEY_ATTRIBUTES: Final = (
    "Modality",
    "SOPClassUID",
    "Manufacturer",
    "ManufacturerModelName",
    "SoftwareVersions",
    "Rows",
    "Columns",
    "ImageType",
)
# Without these two nobody knows whose layout it is.
NEEDED_ATTRIBUTES: Final = ("Manufacturer", "ManufacturerModelName")


def template_key(dataset: Dataset) -> str | None:
    """Return a name for the device and layout of an image, 32 hexadecimal digits; None where the header has none.

    A digest, because what sites enter as a model may name them.
    """
    if not all(_spelt(dataset, keyword) for keyword in NEEDED_ATTRIBUTES):
        return None
    parts = (_spelt(dataset, keyword) for keyword in KEY_ATTRIBUTES)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _spelt(dataset: Dataset, keyword: str) -> str:
    # From the raw element: whatever its VR says, this is asked before the file has been found sound.
    return "\\".join(value.strip("\0 ").upper() for value in raw_text(dataset, keyword).split("\\"))


def template_regions(template: Sequence[Region], layout: PixelLayout) -> tuple[Region, ...]:
    """Return what of a device's template lies in an image of this size, for every frame."""
    boxes = (region.box.within(layout.rows, layout.columns) for region in template)
    return tuple(Region.of(box, "REGION_TEMPLATE") for box in boxes if box.area)
