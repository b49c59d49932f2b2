"""A file of any origin as a data set, or a refusal that says what to do: the only door by which DICOM comes in."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import mmap
from typing import Final

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset

from app.errors import TooLarge, Unsupported
from app.imaging.elements import raw_text
from app.imaging.files import File, mapped, size_of
from app.imaging.parsing import (
    DAMAGED,
    DICTIONARY_VRS,
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    LIMITS,
    LONG_VRS,
    PIXEL_DATA,
    SHORT_VRS,
    TRUNCATED,
    Encoding,
    Limits,
    Parser,
    Unreadable,
    swapped,
)
from app.imaging.uids import (
    DEFLATED_LITTLE_ENDIAN,
    ENCAPSULATED_SYNTAXES,
    EXPLICIT_BIG_ENDIAN,
    EXPLICIT_LITTLE_ENDIAN,
    IMAGE_CLASSES,
    MEDIA_DIRECTORY,
    NATIVE_SYNTAXES,
    OBJECT_CLASSES,
)

__all__ = ["LIMITS", "NO_IMAGE", "Limits", "Unreadable", "read"]

MAGIC_OFFSET: Final = 128
PIXEL_GROUP: Final = 0x7FE0
NOT_DICOM: Final = "This is not a DICOM file. Upload DICOM images, or a zip archive of them."
NOT_TAKEN: Final = (
    "This is a DICOM object of a kind that the hub cannot check for what identifies, such as sound, video or raw data. "
    "Leave it out."
)
DIRECTORY: Final = "This is a DICOMDIR, an index of other files. Upload the images that it lists."
# What the hub has no use for: whoever uploads a folder has done nothing wrong.
NO_IMAGE: Final = frozenset({NOT_DICOM, NOT_TAKEN, DIRECTORY})
SYNTAX: Final = (
    "The file's transfer syntax is one that the hub cannot read, such as video. Convert it to an image first."
)
MISFIT: Final = "The pixel data are not in the transfer syntax that the file declares. Export it again from its source."
NO_PIXELS: Final = "The file has no pixel data. Export the image itself, not its header."
NO_UIDS: Final = "The file lacks the UIDs that say which object of which study it is. Export it again from its source."
TOO_FEW_PIXELS: Final = "The pixel data are shorter than the image's rows and columns. Export it again from its source."
BAD_LAYOUT: Final = "The file does not say how its pixels are laid out. Export it again from its source."
INFLATION: Final = "The file inflates to more than the hub takes. Store it uncompressed or split it."


def read(file: File, limits: Limits = LIMITS, *, with_pixels: bool = True) -> Dataset:
    """Return an object's whole data set as raw elements in Explicit VR Little Endian, sequences expanded.

    `file_meta.TransferSyntaxUID` tells how the pixel data are encoded: Explicit VR Little Endian for everything that
    came native, in any byte order, deflated or not. Without pixels, (7FE0,0010) is checked and left out.

    With pixels, it has (7FE0,0010) if and only if it is an image. Raises Unreadable for a damaged file, Unsupported for what is not
    DICOM or of a kind that the hub does not take, TooLarge over a limit.
    """
    with content_of(file, limits) as data:
        return parse(data, limits, with_pixels=with_pixels)


@contextmanager
def content_of(file: File, limits: Limits = LIMITS) -> Iterator[bytes | mmap]:
    """Yield a file's bytes; raises TooLarge or Unsupported for a file of a size that no image has."""
    size = size_of(file)
    if size > limits.file_bytes:
        raise TooLarge(f"The file is larger than {limits.file_bytes >> 20} MB. Split it or ask the administrator.")
    if size < 8:  # the least that a data element takes
        raise Unsupported(NOT_DICOM)
    with mapped(file) as data:
        yield data


def parse(data: bytes | mmap, limits: Limits, *, with_pixels: bool) -> Dataset:
    """Return what `read` returns, of a file's bytes."""
    start, syntax = _file_meta(data)
    content: bytes | mmap = data
    if syntax == DEFLATED_LITTLE_ENDIAN:
        content, start = _inflate(data, start, limits), 0
    elif syntax and syntax not in NATIVE_SYNTAXES and syntax not in ENCAPSULATED_SYNTAXES:
        raise Unsupported(SYNTAX)
    encoding = _encoding(content, start, syntax)
    parser = Parser(content, limits, with_pixels=with_pixels)
    dataset = parser.dataset(start, encoding)
    is_native = syntax in NATIVE_SYNTAXES or not syntax
    if parser.pixel_bytes is not None and parser.has_fragments == is_native:
        raise Unreadable(MISFIT)
    sop_class = _require_taken(dataset)
    is_image = sop_class in IMAGE_CLASSES and (parser.pixel_bytes is not None or sop_class not in OBJECT_CLASSES)
    if is_image:
        _require_pixels(dataset, parser.pixel_bytes, limits, is_native=is_native)
    elif parser.pixel_bytes is not None or any(int(tag) >> 16 == PIXEL_GROUP for tag in dataset.keys()):  # noqa: SIM118
        raise Unsupported(NOT_TAKEN)
    if encoding.is_big and with_pixels and is_image:
        _swap_pixels(dataset)
    dataset.file_meta = FileMetaDataset()
    was_native = is_native or not is_image
    dataset.file_meta.TransferSyntaxUID = EXPLICIT_LITTLE_ENDIAN if was_native else syntax  # type: ignore[assignment]
    return dataset


def _file_meta(data: bytes | mmap) -> tuple[int, str]:
    """Return where the data set starts, and the transfer syntax that the file declares ("" for none): PS3.10, 7.1."""
    if data[MAGIC_OFFSET : MAGIC_OFFSET + 4] == b"DICM":
        position = MAGIC_OFFSET + 4
    elif _starts_data_set(data, 0):
        position = 0
    else:
        raise Unsupported(NOT_DICOM)
    syntax = ""
    while data[position : position + 2] == b"\x02\x00":
        vr = data[position + 4 : position + 6]
        header = 12 if vr in LONG_VRS else 8
        field = data[position + header - 4 : position + header] if vr in LONG_VRS else data[position + 6 : position + 8]
        if vr not in LONG_VRS and vr not in SHORT_VRS:  # file meta in implicit VR: wrong, but plain to read
            field = data[position + 4 : position + 8]
        stop = position + header + int.from_bytes(field, "little")
        if stop > len(data):
            raise Unreadable(TRUNCATED)
        if data[position + 2 : position + 4] == b"\x10\x00":
            syntax = data[position + header : stop].strip(b"\0 ").decode("ascii", "replace")
        position = stop
    return position, syntax


def _starts_data_set(data: bytes | mmap, start: int) -> bool:
    """Tell whether an element of the groups that begin a data set lies here, in any of the encodings."""
    for order in ("little", "big"):
        group = int.from_bytes(data[start : start + 2], order)
        number = int.from_bytes(data[start + 2 : start + 4], order)
        if group in (2, 8) and (group << 16 | number in DICTIONARY_VRS or number == 0):
            vr = data[start + 4 : start + 6]
            if vr in SHORT_VRS or vr in LONG_VRS:
                return True
            length = int.from_bytes(data[start + 4 : start + 8], order)
            if length <= 256 and group == 8:  # what stands first in group 8 is short
                return True
    return False


def _encoding(data: bytes | mmap, start: int, syntax: str) -> Encoding:
    """Return how the elements are encoded: as declared, unless the first of them shows otherwise."""
    declared = {"1.2.840.10008.1.2": IMPLICIT_LITTLE, EXPLICIT_BIG_ENDIAN: EXPLICIT_BIG, "": IMPLICIT_LITTLE}
    encoding = declared.get(syntax, EXPLICIT_LITTLE)
    first = data[start : start + 8]
    if len(first) < 8:
        return encoding
    little, big = int.from_bytes(first[:2], "little"), int.from_bytes(first[:2], "big")
    # The groups that stand first are small: read in the wrong order, 0008 becomes 0800.
    is_big = big < little if min(little, big) <= 0x28 else encoding.is_big
    is_explicit = first[4:6] in SHORT_VRS or first[4:6] in LONG_VRS
    return Encoding(is_implicit=not is_explicit, is_big=is_big)


def _inflate(data: bytes | mmap, start: int, limits: Limits) -> bytes:
    """Return the deflated data set of PS3.5 section A.5, at most as large as the limits say."""
    most = min(
        limits.inflated_bytes,
        max(limits.inflation_free_bytes, limits.inflation_ratio * (len(data) - start)),
    )
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(data[start:], most + 1)
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    if len(content) > most:
        raise TooLarge(INFLATION)
    if not inflater.eof:
        raise Unreadable(TRUNCATED)
    return content


def _swap_pixels(dataset: Dataset) -> None:
    # The walk swaps OW as 16-bit words; samples of 32 or 64 bits are longer words, OB is none (PS3.5 section 8.1).
    bits = _number(dataset, "BitsAllocated")
    element = dataset.get_item(PIXEL_DATA)
    if bits in (32, 64) and isinstance(element, RawDataElement):
        words = swapped(element.value or b"", 2) if element.VR == "OW" else element.value or b""
        dataset[PIXEL_DATA] = element._replace(value=swapped(words, bits // 8))


def _require_taken(dataset: Dataset) -> str:
    """Return the SOP class of an object of a kind that the hub takes, and that says which object it is."""
    sop_class = _uid(dataset, "SOPClassUID")
    if sop_class == MEDIA_DIRECTORY or "DirectoryRecordSequence" in dataset:
        raise Unsupported(DIRECTORY)
    if sop_class and sop_class not in IMAGE_CLASSES and sop_class not in OBJECT_CLASSES:
        raise Unsupported(NOT_TAKEN)
    keywords = ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID")
    if not sop_class or not all(_uid(dataset, keyword) for keyword in keywords):
        raise Unreadable(NO_UIDS)
    return sop_class


def _require_pixels(dataset: Dataset, pixel_bytes: int | None, limits: Limits, *, is_native: bool) -> None:
    if not pixel_bytes:
        raise Unreadable(NO_PIXELS)
    rows, columns, bits = (_number(dataset, keyword) for keyword in ("Rows", "Columns", "BitsAllocated"))
    samples, frames = _number(dataset, "SamplesPerPixel") or 1, _number(dataset, "NumberOfFrames") or 1
    if min(rows, columns, bits, samples, frames) <= 0:
        raise Unreadable(BAD_LAYOUT)
    if rows * columns > limits.frame_pixels:
        raise TooLarge(f"A frame has more than {limits.frame_pixels >> 20} megapixels, which is over the limit.")
    if raw_text(dataset, "PhotometricInterpretation") == "YBR_FULL_422":
        samples = 2  # native 4:2:2 shares its chrominance between two pixels: PS3.3 C.7.6.3.1.2
    size = (rows * columns * samples * frames * bits + 7) // 8
    if size > limits.pixel_bytes:
        raise TooLarge(f"The decoded pixels take more than {limits.pixel_bytes >> 20} MB, which is over the limit.")
    if is_native and pixel_bytes < size:
        raise Unreadable(TOO_FEW_PIXELS)


def _number(dataset: Dataset, keyword: str) -> int:
    try:
        return int(float(raw_text(dataset, keyword).split("\\")[0] or 0))
    except (ValueError, OverflowError):
        return 0


def _uid(dataset: Dataset, keyword: str) -> str:
    element = dataset.get_item(keyword)
    if element is None or element.VR != "UI":
        return ""
    return raw_text(dataset, keyword).strip("\0 ")
