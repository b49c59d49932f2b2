"""One file that is at once a DICOM Part 10 file and a TIFF 6.0 file, both of the same native pixels.

PS3.10 section 7.1 leaves the first 128 bytes to the application, so they hold a TIFF header. It points behind the
pixels, to image file directories that lie in DataSetTrailingPadding (FFFC,FFFC):

    128 bytes  'II*\\0', offset of the first directory, zeros
    DICM, file meta, dataset up to PixelData (7FE0,0010), Explicit VR Little Endian
    the pixels: native, little endian, a strip a frame
    (FFFC,FFFC) OB: values too long for an entry, then one directory a frame
"""

import hashlib
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.pixels import apply_color_lut

from app.errors import Invalid, Rejected, TooLarge
from app.imaging.codecs import Array
from app.imaging.explicit import SEQUENCE_DELIMITER, encode_header, pixel_data_header
from app.imaging.frames import PixelLayout, pixel_shape_of

# Offsets in TIFF have 32 bits, and so has the length of a native PixelData; beyond it lies BigTIFF.
SIZE_LIMIT_BYTES = 2**32 - 2**16
PREAMBLE_BYTES = 128
_PHOTOMETRIC = {"MONOCHROME1": 0, "MONOCHROME2": 1, "RGB": 2, "PALETTE COLOR": 3, "YBR_FULL": 6}
_SHORT, _LONG, _RATIONAL = 3, 4, 5
_FORMAT = {_SHORT: "H", _LONG: "I", _RATIONAL: "I"}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What lies on disk now: the SHA-256 of the whole file in hexadecimal, and its size in bytes."""

    sha256: str
    size: int
