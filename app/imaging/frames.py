"""Stored pixel values: out of any decodable file, and out of the hub's own files (PS3.3 C.7.6.3, PS3.5 section 8)."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from pydicom import dcmread, uid
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.errors import BytesLengthException

from app.errors import NotFound, TooLarge, Unsupported
from app.imaging.codecs import ALWAYS_LOSSY, DECODABLE, Array, FrameShape, Undecodable, decode_frame
from app.imaging.elements import raw_text, short_of, tag_of
from app.imaging.files import File, opened

# Twice this is about what a worker may hold: decoded pixels and one working copy.
DECODED_LIMIT_BYTES = 1 << 30
NATIVE = frozenset(
    {
        uid.ImplicitVRLittleEndian,
        uid.ExplicitVRLittleEndian,
        uid.ExplicitVRBigEndian,
        uid.DeflatedExplicitVRLittleEndian,
    }
)
COLOURS = frozenset({"RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT"})
GREYS = frozenset({"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"})
# What pydicom raises for a value that is not what its VR says.
MALFORMED = (AttributeError, TypeError, ValueError, ArithmeticError, NotImplementedError, BytesLengthException)
_SPELT = {f"{name}{' ' * (len(name) % 2)}".encode(): name for name in COLOURS | GREYS}


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """The Image Pixel module as numbers (PS3.3 C.7.6.3.1): sizes in pixels, depths in bits."""

    rows: int
    columns: int
    frames: int
    samples: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    is_signed: bool
    photometric: str
    is_planar: bool

    @property
    def dtype(self) -> np.dtype[np.generic]:
        """The type of one sample, little endian."""
        return np.dtype(f"<{'i' if self.is_signed else 'u'}{max(self.bits_allocated // 8, 1)}")

    @property
    def shape(self) -> tuple[int, ...]:
        """`(frames, rows, columns)`, with `samples` as fourth where there is more than one."""
        shape = (self.frames, self.rows, self.columns)
        return shape if self.samples == 1 else (*shape, self.samples)

    @property
    def frame_bytes(self) -> int:
        """The size of one native frame; whole bytes, also for one-bit samples."""
        return self.rows * self.columns * self.samples * max(self.bits_allocated // 8, 1)


FrameLayout = PixelLayout


def pixel_layout(dataset: Dataset) -> PixelLayout:
    """Return the layout that a dataset declares.

    Raises Undecodable when it cannot be right, Unsupported when it is of a kind that is not an image of integers,
    TooLarge when its pixels would not fit into a worker. Nothing is allocated before these answers.
    """
    if "PixelData" not in dataset:
        raise Unsupported("This object has no pixel data of integers, so there is no picture of it.")
    layout = declared_layout(dataset)
    _check_kind(layout)
    size = layout.frames * layout.frame_bytes
    if size > DECODED_LIMIT_BYTES:
        raise TooLarge(f"The decoded pixels would take more than {DECODED_LIMIT_BYTES >> 20} MB. Split the image.")
    return layout


def declared_layout(dataset: Dataset) -> PixelLayout:
    """Return what the Image Pixel module says, unchecked but for being numbers; raises Undecodable where it is not."""
    try:
        allocated = int(_said(dataset, "BitsAllocated"))
        stored = int(_said(dataset, "BitsStored") or allocated)
        high_bit = _said(dataset, "HighBit")
        layout = PixelLayout(
            rows=int(_said(dataset, "Rows")),
            columns=int(_said(dataset, "Columns")),
            frames=int(_said(dataset, "NumberOfFrames") or 1),
            samples=int(_said(dataset, "SamplesPerPixel") or 1),
            bits_allocated=allocated,
            bits_stored=stored,
            high_bit=stored - 1 if high_bit is None else int(high_bit),
            is_signed=int(_said(dataset, "PixelRepresentation") or 0) == 1,
            photometric=_spelt(dataset) or str(dataset.PhotometricInterpretation).strip(),
            is_planar=int(_said(dataset, "PlanarConfiguration") or 0) == 1,
        )
    except MALFORMED as error:
        message = "The image's size, depth or colour is missing from its header. Export it again from its source."
        raise Undecodable(message) from error
    return layout


def _said(dataset: Dataset, keyword: str) -> Any:
    # pydicom decodes and keeps what is asked for, and would have to encode it again: a tenth of the work on a slice.
    short = short_of(dataset, keyword)
    return dataset.get(keyword) if short is None else short


def _spelt(dataset: Dataset) -> str | None:
    element = dataset.get_item(tag_of("PhotometricInterpretation"))
    is_raw = isinstance(element, RawDataElement) and element.VR == "CS"
    return _SPELT.get(element.value or b"") if is_raw else None


def _say(dataset: Dataset, keyword: str, number: int) -> None:
    if short_of(dataset, keyword) != number:
        _put(dataset, keyword, "US", number)


def _put(dataset: Dataset, keyword: str, vr: str, value: str | int) -> None:
    # With a new element: that of the source may have any VR.
    dataset[tag_of(keyword)] = DataElement(tag_of(keyword), vr, value)


def _check_kind(layout: PixelLayout) -> None:
    if min(layout.rows, layout.columns, layout.frames) < 1:
        raise Undecodable("The image's header says that it has no pixels. Export it again from its source.")
    if layout.bits_allocated not in {1, 8, 16, 32} or not 1 <= layout.bits_stored <= layout.bits_allocated:
        raise Unsupported("Pixels of this depth are not taken: 1, 8, 16 and 32 bits are.")
    expected = 3 if layout.photometric in COLOURS else 1
    if layout.photometric not in COLOURS | GREYS or layout.samples != expected:
        raise Unsupported("Pixels of this colour model are not taken: grey, palette, RGB and YBR are.")


def decode(dataset: Dataset) -> Array:
    """Return the stored values as `(frames, rows, columns[, samples])`, in the dataset's own integer type.

    Bits outside the stored ones are cleared (sign extended where signed); one-bit pixels take a byte each; colours
    have their samples side by side. Colour from JPEG and JPEG 2000 is RGB; YBR_FULL that was stored without loss
    stays YBR_FULL, as RGB would not lead back to it. The array may be a read-only view on the dataset's bytes.
    The dataset's attributes are changed to say what the pixels now are. Raises Undecodable, Unsupported, TooLarge.
    """
    layout = pixel_layout(dataset)
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    if syntax in NATIVE:
        pixels, photometric = _native(dataset, layout, is_big_endian=syntax == uid.ExplicitVRBigEndian)
    elif syntax in DECODABLE:
        pixels, photometric = _compressed(dataset, layout, syntax)
        _say_lossy(dataset, syntax)
    else:
        raise Unsupported("Images in this transfer syntax (video or unknown) are not taken. Send single images.")
    pixels = _without_unused_bits(pixels, layout)
    _describe(dataset, layout, photometric)
    return pixels


def _native(dataset: Dataset, layout: PixelLayout, *, is_big_endian: bool) -> tuple[Array, str]:
    element = dataset.get_item(tag_of("PixelData"))
    if not isinstance(element, RawDataElement) or element.VR not in ("OB", "OW"):
        element = dataset["PixelData"]
    data, is_words = element.value or b"", element.VR == "OW"
    if is_big_endian:
        swap_words(dataset)
        # PS3.5 section 8.2 and Annex A.3: samples below a word are swapped within the words of OW, not in OB.
        unit = max(layout.bits_allocated // 8, 2 if is_words and len(data) % 2 == 0 else 1)
        data = np.frombuffer(data, f">u{unit}").astype(f"<u{unit}").tobytes()
    if layout.bits_allocated == 1:
        return _unpacked(data, layout), layout.photometric
    if layout.photometric == "YBR_FULL_422" and not _fits(data, layout.frames * layout.frame_bytes):
        return _upsampled(data, layout), "YBR_FULL"
    _check_length(data, layout.frames * layout.frame_bytes)
    pixels = np.frombuffer(data, layout.dtype, count=int(np.prod(layout.shape, dtype=np.int64)))
    photometric = "YBR_FULL" if layout.photometric == "YBR_FULL_422" else layout.photometric
    if layout.samples > 1 and layout.is_planar:
        planes = pixels.reshape(layout.frames, layout.samples, layout.rows, layout.columns)
        return np.ascontiguousarray(np.moveaxis(planes, 1, -1)), photometric
    return pixels.reshape(layout.shape), photometric


def swap_words(dataset: Dataset) -> None:
    """Bring word values of a big-endian dataset (palettes, LUTs) to little endian, which pydicom leaves as they are."""
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                swap_words(item)
        unit = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}.get(element.VR, 1)
        if unit > 1 and element.keyword != "PixelData" and isinstance(element.value, bytes):
            whole = len(element.value) // unit * unit
            element.value = np.frombuffer(element.value[:whole], f">u{unit}").astype(f"<u{unit}").tobytes()


def _fits(data: bytes, size: int) -> bool:
    """Tell whether the data are so long; zeros may follow, as some writers pad frames to a whole block."""
    return size <= len(data) and data.count(0, size) == len(data) - size


def _check_length(data: bytes, size: int) -> None:
    if not _fits(data, size):
        which = "shorter" if len(data) < size else "longer"
        raise Undecodable(f"The pixel data is {which} than the header says. Export the image again from its source.")


def _unpacked(data: bytes, layout: PixelLayout) -> Array:
    """Bits to bytes; frames follow each other without padding, first pixel in the lowest bit (PS3.5 8.1.1)."""
    count = layout.frames * layout.rows * layout.columns
    _check_length(data, (count + 7) // 8)
    return np.unpackbits(np.frombuffer(data, np.uint8), count=count, bitorder="little").reshape(layout.shape)


def _upsampled(data: bytes, layout: PixelLayout) -> Array:
    """YBR_FULL_422 to YBR_FULL: two pixels are stored as Y1 Y2 Cb Cr (PS3.3 C.7.6.3.1.2)."""
    if layout.columns % 2 or layout.bits_allocated != 8:
        raise Undecodable("The colour samples do not fit the number of columns. Export the image again.")
    _check_length(data, layout.frames * layout.frame_bytes * 2 // 3)
    count = layout.frames * layout.rows * layout.columns * 2
    pairs = np.frombuffer(data, np.uint8, count=count).reshape(layout.frames, layout.rows, layout.columns // 2, 4)
    pixels = np.empty(layout.shape, np.uint8)
    pixels[:, :, 0::2, 0], pixels[:, :, 1::2, 0] = pairs[..., 0], pairs[..., 1]
    pixels[:, :, 0::2, 1:] = pixels[:, :, 1::2, 1:] = pairs[..., 2:]
    return pixels


def _compressed(dataset: Dataset, layout: PixelLayout, syntax: str) -> tuple[Array, str]:
    shape = FrameShape(layout.rows, layout.columns, layout.samples, layout.bits_allocated, layout.photometric)
    frames = list(_encapsulated(dataset, layout))
    if len(frames) != layout.frames:
        which = "fewer" if len(frames) < layout.frames else "more"
        raise Undecodable(f"The pixel data holds {which} frames than the header says. Export the image again.")
    pixels = np.empty(layout.shape, layout.dtype)
    is_rgb = False
    for index, frame in enumerate(frames):
        samples, is_rgb = decode_frame(frame, syntax, shape)
        # Same bits, other name: signedness is the header's word, see _without_unused_bits.
        pixels[index] = samples.astype(pixels.dtype, casting="unsafe", copy=False)
    if layout.samples == 1:
        return pixels, layout.photometric
    return pixels, "RGB" if is_rgb else "YBR_FULL"


def _encapsulated(dataset: Dataset, layout: PixelLayout) -> Iterator[bytes]:
    offsets = None
    try:
        if "ExtendedOffsetTable" in dataset and "ExtendedOffsetTableLengths" in dataset:
            offsets = (dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths)
        yield from generate_frames(dataset.PixelData or b"", number_of_frames=layout.frames, extended_offsets=offsets)
    except (*MALFORMED, struct.error, EOFError) as error:
        raise Undecodable("The compressed frames cannot be told apart. Export the image again.") from error


def _without_unused_bits(pixels: Array, layout: PixelLayout) -> Array:
    """Clear what is above (and, for an odd HighBit, below) the stored bits: overlays, junk, or the codec's sign."""
    container = pixels.dtype.itemsize * 8
    if layout.bits_stored == container or layout.bits_allocated == 1:
        return pixels
    shift = max(layout.high_bit + 1 - layout.bits_stored, 0)
    lowest = -(1 << (layout.bits_stored - 1)) if layout.is_signed else 0
    if not shift and pixels.max() <= lowest + (1 << layout.bits_stored) - 1 and pixels.min() >= lowest:
        return pixels
    # Up to the top, then down again: an arithmetic shift extends the sign by itself.
    up = container - layout.bits_stored - shift
    return (pixels << up) >> (container - layout.bits_stored)


def _say_lossy(dataset: Dataset, syntax: str) -> None:
    """PS3.3 C.7.6.1.1.5: what was once compressed with loss says so for ever, also when it is native again."""
    method = ALWAYS_LOSSY.get(uid.UID(syntax))
    if method and raw_text(dataset, "LossyImageCompression") != "01":
        _put(dataset, "LossyImageCompression", "CS", "01")
        _put(dataset, "LossyImageCompressionMethod", "CS", method)


def _describe(dataset: Dataset, layout: PixelLayout, photometric: str) -> None:
    if _spelt(dataset) != photometric:
        _put(dataset, "PhotometricInterpretation", "CS", photometric)
    _say(dataset, "HighBit", layout.bits_stored - 1)
    _say(dataset, "BitsStored", layout.bits_stored)
    _say(dataset, "SamplesPerPixel", layout.samples)
    if layout.samples > 1:
        _say(dataset, "PlanarConfiguration", 0)
    else:
        dataset.pop(tag_of("PlanarConfiguration"), None)
    if layout.bits_allocated == 1:
        _say(dataset, "BitsAllocated", 8)
        _describe_unpacked_segments(dataset)


def _describe_unpacked_segments(dataset: Dataset) -> None:
    """A binary segmentation must be packed (PS3.3 C.8.20.2.1); in bytes it is a fractional one with two values."""
    if raw_text(dataset, "SegmentationType") == "BINARY":
        _put(dataset, "SegmentationType", "CS", "FRACTIONAL")
        _put(dataset, "SegmentationFractionalType", "CS", "OCCUPANCY")
        _say(dataset, "MaximumFractionalValue", 1)
        _say(dataset, "BitsStored", 8)
        _say(dataset, "HighBit", 7)


@dataclass(frozen=True, slots=True)
class StoredImage:
    """An open stored file: its header, and its frames on demand."""

    header: Dataset
    layout: PixelLayout
    _file: BinaryIO
    offset: int  # of the pixels in the file

    def frame(self, number: int) -> Array:
        """Return the stored values of a frame, `(rows, columns[, samples])`; 1 is the first.

        Raises NotFound when there is no such frame.
        """
        if not 1 <= number <= self.layout.frames:
            raise NotFound(f"This image has {self.layout.frames} frame(s), counted from 1.")
        self._file.seek(self.offset + (number - 1) * self.layout.frame_bytes)
        return np.frombuffer(self._file.read(self.layout.frame_bytes), self.layout.dtype).reshape(self.layout.shape[1:])


@contextmanager
def open_stored(file: File) -> Iterator[StoredImage]:
    """Open a file that `write_dual` wrote; only its header and the frames that are asked for are read."""
    with opened(file) as stream:
        header = dcmread(stream, stop_before_pixels=True)
        # The hub writes PixelData with explicit VR OB or OW: its value begins 12 bytes behind its tag.
        yield StoredImage(header, declared_layout(header), stream, stream.tell() + 12)


def stored_header(file: File) -> Dataset:
    """Return the header of a stored file, without its pixels."""
    with opened(file) as stream:
        return dcmread(stream, stop_before_pixels=True)


def stored_frame(file: File, frame: int = 1) -> tuple[bytes, PixelLayout]:
    """Return one frame of a stored file as little-endian samples, row by row, with what they mean; 1 is the first.

    Reads the header and that frame, whatever the size of the file. Raises NotFound when there is no such frame.
    """
    with open_stored(file) as stored:
        return stored.frame(frame).tobytes(), stored.layout
