"""Pictures in which text stands out, and where in them it may stand.

Numbers of any depth become three channels of eight bits: over the whole range, or by local contrast, in which eight
grey levels of 256 stand out as well as 200. Anatomy takes the place of letters in neither, because what is found is read.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.imaging.codecs import Array
from app.imaging.geometry import Box

# What is as rare as this at either end of the range is an outlier: padding, or letters.
OUTLIER_PERCENT = 0.5
SAMPLE_PIXELS = 262_144
# Local contrast: grey levels of one standard deviation, and the least deviation, as a share of the range.
DEVIATION_LEVELS = 50
LEAST_DEVIATION = 0.004
MIDDLE_LEVEL = 128

# Small letters are found when they are enlarged. A picture of more than so many pixels is enlarged where it has ink.
ENLARGEMENT_LIMIT = 2.5
SMALL_SCALE = 1.2
SMALL_PIXELS_LIMIT = 1_100_000
# What is left for the whole of it are large letters.
COARSE_RATIO = 0.6

# Ink is what is narrower than this and stands out so many times as far as is usual in its block, and by this share of
# the range; letters fill this share of a piece of a line.
STROKE_PIXELS = 7
BLOCK_PIXELS = 32
NOISE_RATIO = 3.0
LEAST_CONTRAST = 0.01
INK_SHARE = 0.2
CELL_PIXELS = 16


@dataclass(frozen=True, slots=True)
class Look:
    """How to look at a picture.

    Enlarged to about `pixels` pixels, at most `ENLARGEMENT_LIMIT` times; by local contrast in squares of `window`
    pixels, or over the whole range where that is None; turned by a quarter where `is_turned`, for lines that run up
    or down. `finds_small` looks closely, too, at what is ink in a picture that is too large to be enlarged.
    """

    pixels: int
    window: int | None = None
    is_turned: bool = False
    finds_small: bool = False

    def scale(self, rows: int, columns: int) -> float:
        """Return the factor for a picture of that size."""
        scale = (self.pixels / (rows * columns)) ** 0.5
        if self.finds_small:
            is_large = rows * columns > SMALL_PIXELS_LIMIT
            scale = scale * COARSE_RATIO if is_large else max(scale, SMALL_SCALE)
        return float(min(scale, ENLARGEMENT_LIMIT))

    def is_coarse(self, rows: int, columns: int) -> bool:
        """Whether small letters have to be searched for where there is ink."""
        return self.finds_small and rows * columns > SMALL_PIXELS_LIMIT


def prepared(picture: Array, look: Look, scale: float) -> Array:
    """Return a picture of real numbers, `(rows, columns)` or `(rows, columns, 3)`, as contiguous `(…, 3)` uint8."""
    values = resized(picture, scale)
    low, high = value_range(values)
    levels = _by_range(values, low, high) if look.window is None else _by_contrast(values, look.window, low, high)
    if look.is_turned:
        levels = np.rot90(levels)
    return np.ascontiguousarray(levels if levels.ndim == 3 else np.repeat(levels[..., None], 3, axis=2))


def value_range(picture: Array) -> tuple[float, float]:
    """Return the values between which all but outliers lie; the high one is above the low one."""
    step = max(picture.size // SAMPLE_PIXELS, 1)
    low, high = np.percentile(picture.ravel()[::step], (OUTLIER_PERCENT, 100 - OUTLIER_PERCENT))
    if high <= low:
        low, high = picture.min(), picture.max()
    return float(low), float(high) if high > low else float(low) + 1


def resized(picture: Array, scale: float) -> Array:
    """Return a picture so many times as large, float32; not below one pixel."""
    import cv2  # with the reader: see text.py

    rows, columns = picture.shape[:2]
    size = (max(round(columns * scale), 1), max(round(rows * scale), 1))
    # In its own depth where the filter knows it: a large picture in floating point takes twice the memory.
    values = picture if picture.dtype in (np.uint8, np.uint16, np.int16) else picture.astype(np.float32)
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(values, size, interpolation=how), np.float32)


def _by_range(values: Array, low: float, high: float) -> Array:
    levels: Array = ((values - low) * (255 / (high - low))).clip(0, 255).astype(np.uint8)
    return levels


def _by_contrast(values: Array, window: int, low: float, high: float) -> Array:
    import cv2

    spread = high - low
    values = values.clip(low - spread, high + spread)
    difference: Any = values - cv2.blur(values, (window, window))
    deviation = np.sqrt(cv2.blur(difference * difference, (window, window)).clip(0))
    relative = difference / np.maximum(deviation, LEAST_DEVIATION * spread)
    levels: Array = (MIDDLE_LEVEL + relative * DEVIATION_LEVELS).clip(0, 255).astype(np.uint8)
    return levels


def inked_boxes(picture: Array, side: int) -> list[Box]:
    """Return boxes, none wider or higher than `side`, that hold whatever may be small letters."""
    cells = inked_cells(picture)
    rows, columns = picture.shape[:2]
    step = side // CELL_PIXELS - 2  # of the next box, so that its edge cuts no line
    boxes = []
    for top in range(0, cells.shape[0], step):
        for left in range(0, cells.shape[1], step):
            down, across = np.nonzero(cells[top : top + step, left : left + step])
            if len(down):
                box = Box(left + across.min(), top + down.min(), left + across.max() + 1, top + down.max() + 1)
                boxes.append(box.scaled(CELL_PIXELS).within(rows, columns))
    return boxes


def inked_cells(picture: Array) -> Array:
    """Return which squares of 16 pixels, `(rows, columns)` bool, hold strokes as dense as letters."""
    import cv2

    values = picture.astype(np.float32)
    if values.ndim == 3:
        values = values.max(axis=-1)
    low, high = value_range(values)
    stroke = np.ones((STROKE_PIXELS, STROKE_PIXELS), np.uint8)
    bright = values - cv2.morphologyEx(values, cv2.MORPH_OPEN, stroke)
    strokes = np.maximum(bright, cv2.morphologyEx(values, cv2.MORPH_CLOSE, stroke) - values)
    rows, columns = strokes.shape
    padded = np.pad(strokes, ((0, -rows % BLOCK_PIXELS), (0, -columns % BLOCK_PIXELS)), mode="edge")
    blocks = padded.reshape(padded.shape[0] // BLOCK_PIXELS, BLOCK_PIXELS, -1, BLOCK_PIXELS)
    sampled = blocks[:, ::4, :, ::2].transpose(0, 2, 1, 3).reshape(blocks.shape[0], blocks.shape[2], -1)
    limit = np.maximum(np.median(sampled, axis=-1) * NOISE_RATIO, LEAST_CONTRAST * (high - low))
    marks = (blocks > limit[:, None, :, None]).reshape(padded.shape).astype(np.float32)
    long, short = 2 * CELL_PIXELS - 1, CELL_PIXELS - 1
    density = np.maximum(cv2.blur(marks, (long, short)), cv2.blur(marks, (short, long)))
    cells: Array = density.reshape(
        padded.shape[0] // CELL_PIXELS, CELL_PIXELS, padded.shape[1] // CELL_PIXELS, CELL_PIXELS
    ).max(axis=(1, 3))
    return cells > INK_SHARE
