"""Stored images as viewers want them: DICOM JSON without pixels (PS3.18 Annex F), and frames, in shown colours or as stored."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import imagecodecs
from pydicom.datadict import dictionary_VR, keyword_for_tag, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from app.errors import Unsupported
from app.imaging.files import File
from app.imaging.frames import PixelLayout, declared_layout, open_stored, stored_header
from app.imaging.values import rgb_levels

PALETTE_TAGS = (0x00281101, 0x00281102, 0x00281103, 0x00281201, 0x00281202, 0x00281203)


EXPLICIT: Final = "1.2.840.10008.1.2.1"
HTJ2K: Final = "1.2.840.10008.1.2.4.201"  # High-Throughput JPEG 2000, lossless only (PS3.5 section A.4.9)
BULK_BYTES: Final = 1024  # longer bytes are told by their address
BULK_VRS: Final = frozenset({"OB", "OD", "OF", "OL", "OV", "OW", "UN"})
PIXEL_DATA: Final = "7FE00010"
LARGEST_HTJ2K_BITS: Final = 16


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
    if "PhotometricInterpretation" in header and not _is_grey(declared_layout(header)):
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


def instances_as_json(files: Sequence[File]) -> list[bytes]:
    """Return the attributes of stored files as they are, each a JSON object (PS3.18 section F.2).

    Pixels and long bytes are `{"BulkDataURI": "bulkdata/TAG"}`; what JSON cannot hold is left out.
    """
    return [_instance(stored_header(file)) for file in files]


def _instance(header: Dataset) -> bytes:
    found: dict[str, Any] = {}
    for element in header:
        tag = f"{element.tag:08X}"
        if element.VR in BULK_VRS and len(element.value or b"") > BULK_BYTES:
            found[tag] = {"vr": element.VR, "BulkDataURI": f"bulkdata/{tag}"}
        elif (value := _json_value(element)) is not None:
            found[tag] = value
    if "Rows" in header and PIXEL_DATA not in found:
        found[PIXEL_DATA] = {"vr": "OW", "BulkDataURI": f"bulkdata/{PIXEL_DATA}"}
    return json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _json_value(element: DataElement) -> dict[str, Any] | None:
    try:
        value: dict[str, Any] = element.to_json_dict(None, BULK_BYTES)
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):  # a value that its VR does not allow
        return None
    return value


def frames_as(file: File, numbers: Sequence[int], transfer_syntax: str) -> list[bytes]:
    """Return frames (from 1) of a stored file: native little endian, or each an HTJ2K codestream without loss.

    Raises Unsupported for another transfer syntax, and for colours or more than 16 bits in HTJ2K.
    """
    with open_stored(file) as stored:
        if transfer_syntax == EXPLICIT:
            return [stored.frame(number).tobytes() for number in numbers]
        if transfer_syntax != HTJ2K or stored.layout.samples != 1 or stored.layout.bits_allocated > LARGEST_HTJ2K_BITS:
            raise Unsupported("Ask for frames of this image in Explicit VR Little Endian.")
        return [bytes(imagecodecs.htj2k_encode(stored.frame(number), reversible=True)) for number in numbers]


def bulk_data_of(file: File, tag: str) -> bytes | None:
    """Return the bytes that `instances_as_json` left out under this tag (eight digits), None where there are none."""
    element = stored_header(file).get(int(tag, 16)) if len(tag) == len(PIXEL_DATA) else None
    if not isinstance(element, DataElement) or element.VR not in BULK_VRS:
        return None
    return bytes(element.value or b"")


def pixel_data_place(file: File) -> tuple[int, int]:
    """Return where the pixels of a stored file begin and how many bytes they are."""
    with open_stored(file) as stored:
        return stored.offset, stored.layout.frames * stored.layout.frame_bytes


def keyword_of(name: str) -> str | None:
    """Return the keyword of an attribute that is named by keyword or by eight digits of its tag, None if there is none."""
    tag = int(name, 16) if re.fullmatch(r"[0-9A-Fa-f]{8}", name) else tag_for_keyword(name)
    return keyword_for_tag(tag) or None if tag is not None else None


def told(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes by keyword as a DICOM JSON object (PS3.18 section F.2), in the order of tags; None is no value."""
    found = {}
    for keyword, value in attributes.items():
        tag = tag_for_keyword(keyword)
        if tag is None:
            continue
        vr = dictionary_VR(tag)
        values = [each for each in (value if isinstance(value, list) else [value]) if each not in (None, "")]
        shown = [{"Alphabetic": each} if vr == "PN" else each for each in values]
        found[f"{tag:08X}"] = {"vr": vr} | ({"Value": shown} if shown else {})
    return dict(sorted(found.items()))
