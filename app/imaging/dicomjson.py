"""Stored images as viewers want them: DICOM JSON without pixels (PS3.18 Annex F), and frames in shown colours."""

from collections.abc import Sequence
from typing import Any

from pydicom.dataset import Dataset

from app.imaging.files import File
from app.imaging.frames import PixelLayout, declared_layout, open_stored, stored_header
from app.imaging.values import rgb_levels

PALETTE_TAGS = (0x00281101, 0x00281102, 0x00281103, 0x00281201, 0x00281202, 0x00281203)


def displayed_frame(file: File, frame: int) -> bytes:
    """Return a frame (from 1) as `metadata_of` describes it: grey values as stored, little endian; colours as 8-bit RGB."""
    with open_stored(file) as stored:
        pixels = stored.frame(frame)
        if _is_grey(stored.layout):
            return pixels.tobytes()
        return rgb_levels(pixels, stored.layout, stored.header).tobytes()


def metadata_of(files: Sequence[File]) -> list[dict[str, Any]]:
    """Return the attributes of stored files as DICOM JSON; of colour images, those of the frames that are served."""
    return [_metadata(file) for file in files]


def _metadata(file: File) -> dict[str, Any]:
    header = stored_header(file)
    if not _is_grey(declared_layout(header)):
        _describe_rgb(header)
    return dict(header.to_json_dict(suppress_invalid_tags=True))


def _is_grey(layout: PixelLayout) -> bool:
    return layout.photometric in ("MONOCHROME1", "MONOCHROME2")


def _describe_rgb(header: Dataset) -> None:
    header.PhotometricInterpretation = "RGB"
    header.SamplesPerPixel, header.PlanarConfiguration, header.PixelRepresentation = 3, 0, 0
    header.BitsAllocated, header.BitsStored, header.HighBit = 8, 8, 7
    for tag in PALETTE_TAGS:
        header.pop(tag, None)
