"""Compressed frames to sample values, with imagecodecs alone (PS3.5 section 8.2, Annex A.4).

What a codestream says about its own size is read and compared before the decoder runs, because a decoder allocates
what the codestream asks for: 65535 x 65535 pixels fit into the header of a file of 256 bytes.
"""

import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.pixels.decoders import base as pydicom_decoders

from app.errors import Rejected, Unsupported

Array: TypeAlias = NDArray[Any]


class Undecodable(Rejected):
    """The pixel data cannot be decoded as the header describes it."""


@dataclass(frozen=True, slots=True)
class Codestream:
    """What a compressed frame says about itself; `is_rgb` is None where it does not tell."""

    rows: int
    columns: int
    samples: int
    precision: int
    is_rgb: bool | None = None


@dataclass(frozen=True, slots=True)
class FrameShape:
    """What the header says a frame is: shape `(rows, columns, samples)` of `bits_allocated`, with its colours."""

    rows: int
    columns: int
    samples: int
    bits_allocated: int
    photometric: str


JPEG = frozenset({uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1})
JPEG_LS = frozenset({uid.JPEGLSLossless, uid.JPEGLSNearLossless})
JPEG_2000 = frozenset({uid.JPEG2000Lossless, uid.JPEG2000, uid.JPEG2000MCLossless, uid.JPEG2000MC})
HTJ2K = frozenset({uid.HTJ2KLossless, uid.HTJ2KLosslessRPCL, uid.HTJ2K})
# Newer than pydicom's list (PS3.6 Annex A): JPEG XL lossless, recompressed JPEG, JPEG XL; deflated image frames.
JPEG_XL_RECOMPRESSED = uid.UID("1.2.840.10008.1.2.4.111")
JPEG_XL = frozenset({uid.UID("1.2.840.10008.1.2.4.110"), JPEG_XL_RECOMPRESSED, uid.UID("1.2.840.10008.1.2.4.112")})
DEFLATED_FRAME = uid.UID("1.2.840.10008.1.2.8.1")
DECODABLE = JPEG | JPEG_LS | JPEG_2000 | HTJ2K | JPEG_XL | {uid.RLELossless, DEFLATED_FRAME}
# Image Compression always lossy in these; .91, .203 and .112 may be either, so their header is believed.
ALWAYS_LOSSY = {
    uid.JPEGBaseline8Bit: "ISO_10918_1",
    uid.JPEGExtended12Bit: "ISO_10918_1",
    uid.JPEGLSNearLossless: "ISO_14495_1",
    JPEG_XL_RECOMPRESSED: "ISO_18181_1",
}

# Start of frame in every JPEG process, and in JPEG-LS (ISO/IEC 10918-1 table B.1, 14495-1 C.1.1).
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}
_STANDALONE = frozenset(range(0xD0, 0xD9)) | {0x01}


def decode_frame(frame: bytes, transfer_syntax: str, shape: FrameShape) -> tuple[Array, bool]:
    """Return the samples of one frame as `(rows, columns[, samples])`, and whether they are now RGB.

    Raises Undecodable when the codestream is damaged or is not of the declared shape, Unsupported when no decoder
    for its transfer syntax exists.
    """
    decoder = _decoder_of(transfer_syntax)
    try:
        samples, is_rgb = decoder(frame, shape)
    except (Undecodable, Unsupported):
        raise
    except (RuntimeError, ValueError, TypeError, IndexError, struct.error, zlib.error) as error:
        # Not `from error`'s text: a codec's message may quote bytes of the file.
        raise Undecodable("The compressed pixel data is damaged. Export the image again from its source.") from error
    expected = (shape.rows, shape.columns, shape.samples) if shape.samples > 1 else (shape.rows, shape.columns)
    if samples.shape != expected:
        raise _differs("shape")
    return samples, is_rgb


def _decoder_of(transfer_syntax: str) -> Callable[[bytes, FrameShape], tuple[Array, bool]]:
    if transfer_syntax in JPEG:
        return _decode_jpeg
    if transfer_syntax in JPEG_LS:
        return _decode_jpeg_ls
    if transfer_syntax in JPEG_2000 | HTJ2K:
        return _decode_jpeg_2000
    if transfer_syntax in JPEG_XL:
        return _decode_jpeg_xl
    if transfer_syntax == uid.RLELossless:
        return _decode_rle
    if transfer_syntax == DEFLATED_FRAME:
        return _decode_deflated
    raise Unsupported("Images in this transfer syntax (video or unknown) are not taken. Send single images instead.")


def _differs(what: str) -> Undecodable:
    return Undecodable(f"The compressed pixel data has another {what} than the header says. Export the image again.")


def _checked(stream: Codestream, shape: FrameShape) -> Codestream:
    if (stream.rows, stream.columns, stream.samples) != (shape.rows, shape.columns, shape.samples):
        raise _differs("shape")
    if stream.precision > shape.bits_allocated:
        raise _differs("depth")
    return stream


def _decode_jpeg(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    stream = _checked(jpeg_header(frame), shape)
    if shape.samples == 1:
        return imagecodecs.jpeg8_decode(frame), False
    is_rgb = stream.is_rgb if stream.is_rgb is not None else shape.photometric == "RGB"
    colours = imagecodecs.jpeg8_decode(frame, colorspace="RGB" if is_rgb else "YCBCR", outcolorspace="RGB")
    return colours, True


def _decode_jpeg_ls(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    _checked(jpeg_header(frame), shape)
    return imagecodecs.jpegls_decode(frame), shape.photometric == "RGB"


def _decode_jpeg_2000(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    stream = _checked(jpeg_2000_header(frame), shape)
    # PS3.3 C.7.6.3.1.2: YBR_RCT and YBR_ICT name the transformation inside the codestream, undone by the decoder.
    is_rgb = bool(stream.is_rgb) or shape.photometric in {"RGB", "YBR_RCT", "YBR_ICT"}
    return imagecodecs.jpeg2k_decode(frame, numthreads=1), is_rgb


def _decode_jpeg_xl(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    # An array of the declared shape is given to the decoder, which refuses to fill it with anything else.
    size = (shape.rows, shape.columns, shape.samples) if shape.samples > 1 else (shape.rows, shape.columns)
    out = np.empty(size, f"u{shape.bits_allocated // 8}")
    return imagecodecs.jpegxl_decode(frame, numthreads=1, out=out), shape.samples > 1


RLE_HEADER_BYTES = 64  # PS3.5 G.5


def _decode_rle(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    planes = np.empty((shape.samples, shape.rows, shape.columns), f"<u{shape.bits_allocated // 8}")
    count, *starts = struct.unpack_from("<16I", frame)
    if count != shape.samples * planes.itemsize:
        raise _differs("number of segments")
    # The decoder trusts these, and reads beyond the frame where they lie.
    if sorted(starts[:count]) != starts[:count] or not RLE_HEADER_BYTES <= starts[0] <= starts[count - 1] < len(frame):
        raise _differs("place of its segments")
    # PS3.5 G.2: one segment a byte of every sample, so the colours come out as planes.
    decoded = np.frombuffer(imagecodecs.dicomrle_decode(frame, planes.dtype), planes.dtype)
    if decoded.size != planes.size:
        raise _differs("size")
    planes = decoded.reshape(planes.shape)
    return planes[0] if shape.samples == 1 else np.moveaxis(planes, 0, -1), shape.photometric == "RGB"


def _decode_deflated(frame: bytes, shape: FrameShape) -> tuple[Array, bool]:
    if shape.bits_allocated == 1:
        raise Unsupported("Deflated one-bit frames are not taken. Export the image uncompressed.")
    size = shape.rows * shape.columns * shape.samples * shape.bits_allocated // 8
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    samples = np.frombuffer(inflater.decompress(frame, size + 1)[: size + size % 2], f"<u{shape.bits_allocated // 8}")
    pixels = samples[: size // samples.itemsize].reshape(shape.rows, shape.columns, shape.samples)
    return pixels[..., 0] if shape.samples == 1 else pixels, shape.photometric == "RGB"


def jpeg_header(frame: bytes) -> Codestream:
    """Return what the first start-of-frame segment of a JPEG or JPEG-LS stream says (ISO/IEC 10918-1 B.2.2)."""
    if frame[:2] != b"\xff\xd8":
        raise Undecodable("The compressed pixel data is not JPEG, as its header says. Export the image again.")
    position, is_rgb = 2, None
    while position + 4 <= len(frame):
        marker = frame[position + 1]
        if frame[position] != 0xFF or marker == 0xFF:  # fill bytes may stand before a marker
            position += 1
            continue
        if marker in _STANDALONE:
            position += 2
            continue
        length = struct.unpack_from(">H", frame, position + 2)[0]
        payload = frame[position + 4 : position + 2 + length]
        if marker == 0xEE and payload[:5] == b"Adobe" and len(payload) >= 12:
            is_rgb = payload[11] == 0
        elif marker == 0xE0 and payload[:5] == b"JFIF\0" and is_rgb is None:
            is_rgb = False  # JFIF 1.02: colours are always YCbCr
        elif marker in _START_OF_FRAME:
            precision, rows, columns, samples = struct.unpack_from(">BHHB", payload)
            return Codestream(rows, columns, samples, precision, is_rgb)
        position += 2 + length
    raise Undecodable("The compressed pixel data has no frame header. Export the image again from its source.")


def jpeg_2000_header(frame: bytes) -> Codestream:
    """Return what the SIZ and COD segments of a JPEG 2000 codestream say (ISO/IEC 15444-1 A.5.1, A.6.1)."""
    start = frame.find(b"\xff\x4f\xff\x51")
    if start < 0:
        raise Undecodable("The compressed pixel data is not JPEG 2000, as its header says. Export the image again.")
    right, bottom, left, top = struct.unpack_from(">4I", frame, start + 8)
    samples, depth = struct.unpack_from(">HB", frame, start + 40)
    coding = frame.find(b"\xff\x52", start + 42 + 3 * samples)
    has_transformation = coding >= 0 and samples >= 3 and frame[coding + 8 : coding + 9] == b"\1"
    return Codestream(bottom - top, right - left, samples, (depth & 0x7F) + 1, has_transformation)


def forbid_other_decoders() -> None:
    """Take every other plugin out of pydicom's decoders.

    python-gdcm, which presidio-image-redactor installs, aborts the whole process on damaged files; the others read
    fewer files. Nothing here asks pydicom to decode: this is for whoever does so later without thinking.
    """
    for decoder in vars(pydicom_decoders).values():
        if isinstance(decoder, pydicom_decoders.Decoder):
            for plugin in ("gdcm", "pylibjpeg", "pyjpegls"):
                with suppress(ValueError):  # this decoder does not know that plugin
                    decoder.remove_plugin(plugin)


forbid_other_decoders()
