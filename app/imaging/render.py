"""Pictures of stored images for browsers: windowed, scaled, encoded."""

from io import BytesIO
from typing import Literal

import imagecodecs
import numpy as np
from PIL import Image
from pydicom.dataset import Dataset

from app.errors import Invalid, NotFound
from app.imaging.codecs import Array
from app.imaging.files import File
from app.imaging.frames import PixelLayout, declared_layout, decode, open_stored
from app.imaging.reading import read
from app.imaging.values import (
    Display,
    Window,
    checked_window,
    display_of,
    grey_levels,
    rgb_levels,
    robust_window,
    tabled_levels,
)

PictureFormat = Literal["png", "jpeg", "webp"]
# Wider than any screen; a scaled picture is made in memory.
WIDTH_LIMIT = 8192
_JPEG_QUALITY = 90
_WEBP_QUALITY = 80
# A look-up table pays where it has fewer entries than the picture has pixels.
_TABLE_LIMIT = 1 << 16


def render(
    file: File,
    *,
    frame: int = 1,
    window: Window | None = None,
    width: int | None = None,
    format: PictureFormat = "png",  # noqa: A002  the word that callers and URLs use
) -> bytes:
    """Return one frame of a stored file as a picture; 1 is the first frame.

    Without a window the file's own is used, or its VOI LUT, or one that shows all but the extremes. `width` is in
    pixels; the height follows. Raises NotFound for a frame that does not exist, Invalid for a window, width or format
    that cannot be.
    """
    if width is not None and not 1 <= width <= WIDTH_LIMIT:
        raise Invalid(f"A picture is 1 to {WIDTH_LIMIT} pixels wide.")
    if window is not None:
        window = checked_window(window.center, window.width, window.function)
    with open_stored(file) as stored:
        levels = levels_of(stored.header, stored.frame(frame), stored.layout, frame, window)
        height = None if width is None else max(round(stored.layout.rows * width / stored.layout.columns), 1)
    return encode(levels if width is None or height is None else scaled(levels, width, height), format)


def picture_of_original(file: File, frame: int) -> bytes:
    """Return one frame of a DICOM file that was not de-identified as a PNG; 1 is the first.

    For a reviewer alone, and never stored. Raises NotFound for a frame that does not exist.
    """
    dataset = read(file)
    pixels = decode(dataset)
    if not 1 <= frame <= len(pixels):
        raise NotFound(f"This image has frames 1 to {len(pixels)}.")
    return encode(levels_of(dataset, pixels[frame - 1], declared_layout(dataset), frame, None), "png")


def thumbnail(file: File, size: int = 256) -> bytes:
    """Return a small WebP of the middle frame of a stored file, at most `size` pixels on its longer side."""
    with open_stored(file) as stored:
        middle = (stored.layout.frames + 1) // 2
        return thumbnail_of(stored.header, stored.frame(middle), middle, size)


def thumbnail_of(header: Dataset, pixels: Array, frame: int = 1, size: int = 256) -> bytes:
    """Return a small WebP of one frame's stored values, `(rows, columns[, samples])`, under the file's own window."""
    layout = declared_layout(header)
    # Every n-th pixel, still twice the size: the eye does not see it after the smooth reduction that follows.
    step = max(max(layout.rows, layout.columns) // (2 * size), 1)
    levels = levels_of(header, pixels[::step, ::step], layout, frame, None)
    ratio = min(size / max(layout.rows, layout.columns), 1.0)
    levels = scaled(levels, max(round(layout.columns * ratio), 1), max(round(layout.rows * ratio), 1))
    return encode(levels, "webp", effort=0)


def levels_of(header: Dataset, pixels: Array, layout: PixelLayout, frame: int, window: Window | None) -> Array:
    """Return one frame's stored values as uint8: `(rows, columns)` grey, or `(rows, columns, 3)` RGB."""
    if layout.samples > 1 or layout.photometric == "PALETTE COLOR":
        return rgb_levels(pixels, layout, header)
    display = display_of(header, frame)
    low, high = int(pixels.min()), int(pixels.max())
    if high - low >= min(_TABLE_LIMIT, pixels.size):
        return _grey(pixels, pixels, display, window)
    table = _grey(np.arange(low, high + 1), pixels, display, window)
    return table[pixels.astype(np.int32) - low] if pixels.dtype.itemsize < 4 else table[pixels.astype(np.int64) - low]


def _grey(inputs: Array, pixels: Array, display: Display, window: Window | None) -> Array:
    """Grey levels of some inputs, under what the frame's pixels as a whole ask for."""
    if window is None and display.window is None and display.voi_table is not None:
        return tabled_levels(inputs, display, display.voi_table)
    return grey_levels(inputs, display, window or display.window or robust_window(pixels, display))


def scaled(levels: Array, width: int, height: int) -> Array:
    """Return a picture of another size: averaged where smaller, interpolated where larger."""
    if levels.shape[:2] == (height, width):
        return levels
    picture = Image.fromarray(np.ascontiguousarray(levels))
    how = Image.Resampling.BOX if width < levels.shape[1] else Image.Resampling.BICUBIC
    return np.asarray(picture.resize((width, height), how))


def encode(levels: Array, format: PictureFormat, *, effort: int = 4) -> bytes:  # noqa: A002  as above
    """Return uint8 levels as the bytes of a PNG, JPEG or WebP file; raises Invalid for any other format."""
    levels, buffer = np.ascontiguousarray(levels), BytesIO()
    match format:
        case "png":
            # The settings that imagecodecs names for speed: four times faster than Pillow's, hardly larger.
            return bytes(imagecodecs.png_encode(levels, level=1, strategy=3, filter=16))
        case "jpeg":
            Image.fromarray(levels).save(buffer, "JPEG", quality=_JPEG_QUALITY)
        case "webp":
            Image.fromarray(levels).save(buffer, "WEBP", quality=_WEBP_QUALITY, method=effort)
        case _:
            raise Invalid("Pictures come as png, jpeg or webp.")
    return buffer.getvalue()
