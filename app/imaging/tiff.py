r"""One file that is at once a DICOM Part 10 file and a TIFF 6.0 file, both of the same native pixels.

PS3.10 section 7.1 leaves the first 128 bytes to the application, so they hold a TIFF header. It points behind the
pixels, to image file directories that lie in DataSetTrailingPadding (FFFC,FFFC):

    128 bytes  'II*\\0', offset of the first directory, zeros
    DICM, file meta, dataset up to PixelData (7FE0,0010), Explicit VR Little Endian
    the pixels: native, little endian, a strip a frame
    (FFFC,FFFC) OB: values too long for an entry, then one directory a frame
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from app.errors import Invalid, Rejected, TooLarge
from app.imaging.codecs import Array
from app.imaging.elements import raw_text
from app.imaging.explicit import encode_header, pixel_data_head, pixel_data_span, trailing_padding_head
from app.imaging.files import File, delete, mapped
from app.imaging.frames import PixelLayout, declared_layout
from app.imaging.palettes import palette_colours
from app.imaging.writing import PREAMBLE_BYTES, WrittenFile, write_parts

# Offsets in TIFF have 32 bits, and so has the length of a native PixelData; beyond it lies BigTIFF.
SIZE_LIMIT_BYTES = 2**32 - 2**16
_PHOTOMETRIC = {"MONOCHROME1": 0, "MONOCHROME2": 1, "RGB": 2, "PALETTE COLOR": 3, "YBR_FULL": 6}
_SHORT, _LONG, _RATIONAL = 3, 4, 5
_FORMAT = {_SHORT: "H", _LONG: "I", _RATIONAL: "I"}


def write_dual(dataset: Dataset, pixels: Array, file: File) -> WrittenFile:
    """Write the de-identified dataset and its pixels to `file`, and read both back before returning.

    `pixels` are what `decode` gave, `(frames, rows, columns[, samples])`, and the dataset says the same. The file is
    not yet fsynced. Raises Invalid when dataset and pixels disagree, TooLarge past what TIFF and native DICOM can
    hold, Rejected when an element cannot be written or the file does not read back; then no file is left.
    """
    layout = _agreed(dataset, pixels)
    samples = np.ascontiguousarray(pixels, layout.dtype)
    header, size = encode_header(dataset), samples.nbytes
    head = pixel_data_head(size + size % 2, has_words=layout.bits_allocated > 8)
    start = PREAMBLE_BYTES + len(header) + len(head)
    trailer = _trailer(dataset, layout, start, start + size + size % 2)
    directory = start + size + size % 2 + trailer.first_directory
    preamble = struct.pack("<2sHI", b"II", 42, directory).ljust(PREAMBLE_BYTES, b"\0")
    if start + size + len(trailer.content) > SIZE_LIMIT_BYTES:
        raise TooLarge("The uncompressed image is larger than 4 GB, more than one file can hold. Split it by frames.")
    parts = (preamble + header + head, samples.view(np.uint8).reshape(-1).data, b"\0" * (size % 2) + trailer.content)
    try:
        written = write_parts(file, parts)
        verify_dual(file, samples)
    except BaseException:
        delete(file)
        raise
    return written


def _agreed(dataset: Dataset, pixels: Array) -> PixelLayout:
    layout = declared_layout(dataset)
    shape_agrees = layout.shape == pixels.shape and layout.bits_allocated == pixels.dtype.itemsize * 8
    if not shape_agrees or layout.is_signed != (pixels.dtype.kind == "i") or layout.photometric not in _PHOTOMETRIC:
        raise Invalid("The dataset and its pixels do not agree.")
    return layout


@dataclass(frozen=True, slots=True)
class _Trailer:
    content: bytes
    first_directory: int  # from the beginning of the content


def _trailer(dataset: Dataset, layout: PixelLayout, pixels_at: int, trailer_at: int) -> _Trailer:
    """The padding element with all directories; they are of one size, so the offset of each is known beforehand."""
    shared = bytearray(trailing_padding_head(0))
    entries = [_entry(entry, shared, trailer_at) for entry in _tags(dataset, layout)]
    first = len(shared)
    one = 2 + 12 * (len(entries) + 1) + 4
    for index in range(layout.frames):
        strip = _packed(273, _LONG, [pixels_at + index * layout.frame_bytes])
        directory = sorted([*entries, strip], key=lambda entry: entry[:2][::-1])
        is_last = index == layout.frames - 1
        following = 0 if is_last else trailer_at + first + (index + 1) * one
        shared += struct.pack("<H", len(directory)) + b"".join(directory) + struct.pack("<I", following)
    shared[: len(trailing_padding_head(0))] = trailing_padding_head(len(shared) - len(trailing_padding_head(0)))
    return _Trailer(bytes(shared), first)


def _tags(dataset: Dataset, layout: PixelLayout) -> list[tuple[int, int, list[int]]]:
    """All entries but StripOffsets, as (tag, type, values); TIFF 6.0 sections 4-6, 19 (SampleFormat), 21 (YCbCr)."""
    across, down = _resolution(dataset)
    tags = [
        (254, _LONG, [0 if layout.frames == 1 else 2]),
        (256, _LONG, [layout.columns]),
        (257, _LONG, [layout.rows]),
        (258, _SHORT, [layout.bits_allocated] * layout.samples),
        (259, _SHORT, [1]),
        (262, _SHORT, [_PHOTOMETRIC[layout.photometric]]),
        (277, _SHORT, [layout.samples]),
        (278, _LONG, [layout.rows]),
        (279, _LONG, [layout.frame_bytes]),
        (282, _RATIONAL, across),
        (283, _RATIONAL, down),
        (284, _SHORT, [1]),
        (296, _SHORT, [3]),  # centimetres
        (339, _SHORT, [2 if layout.is_signed else 1] * layout.samples),
    ]
    if layout.photometric == "PALETTE COLOR":
        tags.append((320, _SHORT, _colour_map(dataset, layout)))
    if layout.photometric == "YBR_FULL":
        top = (1 << layout.bits_stored) - 1
        middle = 1 << (layout.bits_stored - 1)
        white = [0, 1, top, 1, middle, 1, top, 1, middle, 1, top, 1]
        tags += [(530, _SHORT, [1, 1]), (531, _SHORT, [1]), (532, _RATIONAL, white)]
    return tags


def _resolution(dataset: Dataset) -> tuple[list[int], list[int]]:
    """Pixels per centimetre across and down, in 1/1000; where the spacing is unknown, 1 mm a pixel."""
    try:
        down_mm, across_mm = (float(value) for value in raw_text(dataset, "PixelSpacing").split("\\"))
        per_cm = [round(10_000 / across_mm), round(10_000 / down_mm)]
        if all(0 < value < 2**32 for value in per_cm):
            return [per_cm[0], 1000], [per_cm[1], 1000]
    except (AttributeError, TypeError, ValueError, ArithmeticError):
        pass
    return [10_000, 1000], [10_000, 1000]


def _colour_map(dataset: Dataset, layout: PixelLayout) -> list[int]:
    """All reds, greens and blues of the palette, 16 bits each (TIFF 6.0 section 5, ColorMap)."""
    indices = np.arange(1 << layout.bits_allocated, dtype=layout.dtype.newbyteorder("="))
    colours = palette_colours(indices, dataset)
    return [int(value) for value in colours.T.ravel()]


def _entry(tag: tuple[int, int, list[int]], shared: bytearray, trailer_at: int) -> bytes:
    """A directory entry; what does not fit its four bytes goes to `shared`, at an even offset."""
    number, kind, values = tag
    packed = struct.pack(f"<{len(values)}{_FORMAT[kind]}", *values)
    if len(packed) <= 4:
        return _packed(number, kind, values)
    offset = trailer_at + len(shared)
    shared += packed
    return struct.pack("<HHII", number, kind, len(values) // (2 if kind == _RATIONAL else 1), offset)


def _packed(number: int, kind: int, values: list[int]) -> bytes:
    value = struct.pack(f"<{len(values)}{_FORMAT[kind]}", *values).ljust(4, b"\0")
    return struct.pack("<HHI", number, kind, len(values)) + value


def verify_dual(file: File, pixels: Array) -> None:
    """Raise Rejected unless both routes into the file lead to exactly these pixels, frame by frame.

    One route follows the preamble and the directories as a TIFF reader does, the other walks the elements as a DICOM
    reader does. The bytes themselves are compared, which is quicker and stronger than comparing their hashes.
    """
    expected = np.ascontiguousarray(pixels).view(np.uint8).reshape(-1)
    frame_bytes = len(expected) // len(pixels)
    with mapped(file) as data, memoryview(data) as whole:
        offset, length = pixel_data_span(whole)
        strips = list(tiff_strips(whole))
        places = [(offset + index * frame_bytes, frame_bytes) for index in range(len(pixels))]
        agrees = strips == places and length == len(expected) + len(expected) % 2
        if not agrees or not np.array_equal(np.frombuffer(whole, np.uint8, len(expected), offset), expected):
            raise _unreadable()


def tiff_strips(file: memoryview) -> Iterator[tuple[int, int]]:
    """Yield offset and size of the one strip of every directory, in their order, following the links alone."""
    try:
        order, magic, directory = struct.unpack_from("<2sHI", file)
        if (order, magic) != (b"II", 42):
            raise _unreadable()
        while directory:
            (count,) = struct.unpack_from("<H", file, directory)
            found = {}
            for index in range(count):
                tag, kind, _, value = struct.unpack_from("<HHII", file, directory + 2 + 12 * index)
                found[tag] = value if kind == _LONG else value & 0xFFFF
            yield found[273], found[279]
            (directory,) = struct.unpack_from("<I", file, directory + 2 + 12 * count)
    except (struct.error, KeyError) as error:
        raise _unreadable() from error


def _unreadable() -> Rejected:
    return Rejected("The written file does not read back as it was written. Check the disk, then try again.")
