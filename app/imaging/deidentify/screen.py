"""A quick screen of scanner slices for text drawn into them: a millisecond for 512 x 512 pixels.

Letters are made of strokes: lines a few pixels wide that stand out on both sides and keep one exact value along
their length. Anatomy under noise has thin lines too, but next to none in which three neighbours have the same value.
So the pixels are counted that continue a line of their own exact value, and of those the most frequent value. Small
smoothed letters on noise have no exact values, but stand closer together than vessels do: a second count, window by
window, finds them. What the screen calls suspicious is only read, so it may err on that side.
"""

from collections.abc import Iterator

import numpy as np

from app.imaging.codecs import Array

# Every how manyth pixel is looked at, and how far aside a stroke must have ended: small print, and large letters.
REACHES = ((1, 2), (2, 3))
# The same for letters with smooth edges.
LETTER_REACH = 2
# How much a stroke stands out, as a share of the range that holds 99 % of the slice.
CONTRAST_SHARE = 0.05
# In 73 slices of 20 scanners without text at most 4 stroke pixels shared a value; the word MRN in 9 pixels has a dozen.
STROKE_LIMIT = 6
# Gaps between bright structures hold the exact background value where a scanner masks the air: 280 at most were seen.
GAP_LIMIT = 24
# Smoothed letters: how much they stand out, a quarter of the window they share (rows, columns), and how many pixels of
# the window they fill. Slices of soft tissue have 17 at most; a word of three letters of 11 pixels has 24.
LETTER_SHARE = 0.2
CELL = (8, 24)
WINDOW_LIMIT = 20


def may_hold_text(frame: Array) -> bool:
    """Whether somebody may have drawn text into a slice, `(rows, columns)` of stored grey values."""
    bright, dark, gaps = stroke_counts(frame)
    return max(bright, dark) >= STROKE_LIMIT or gaps >= GAP_LIMIT or densest_window(frame) >= WINDOW_LIMIT


def ink(frame: Array) -> int:
    """Return how many stroke pixels a frame of any kind has, to choose the frames that are worth reading."""
    return sum(stroke_counts(frame if frame.ndim == 2 else frame.max(axis=-1)))


def stroke_counts(frame: Array) -> tuple[int, int, int]:
    """Return how many bright and dark stroke pixels share one value, and how many dark ones have the lowest value."""
    values = _signed(frame)
    lowest, contrast = values.min(), _contrast(values, CONTRAST_SHARE)
    bright = dark = gaps = 0
    for scale, reach in REACHES:
        scaled = values[::scale, ::scale]
        for strokes, is_bright in _strokes(scaled, reach, contrast):
            if is_bright:
                bright = max(bright, _most_frequent(strokes))
            else:
                gaps = max(gaps, int(np.count_nonzero(strokes == lowest)))
                dark = max(dark, _most_frequent(strokes[strokes != lowest]))
    return bright, dark, gaps


def _strokes(values: Array, reach: int, contrast: int) -> Iterator[tuple[Array, bool]]:
    """Yield the values of stroke pixels, upright and lying, and whether they are the bright or the dark ones."""
    lowered, raised = values - contrast, values + contrast
    for is_upright in (True, False):
        # An upright stroke stands out to its left and right, and goes on above and below.
        margins = (1, reach) if is_upright else (reach, 1)
        aside, along = ((0, reach), (1, 0)) if is_upright else ((reach, 0), (0, 1))
        middle, before, after = (_moved(values, margins, aside, times) for times in (0, -1, 1))
        goes_on = middle == _moved(values, margins, along, -1)
        goes_on &= middle == _moved(values, margins, along, 1)
        low, high = _moved(lowered, margins, aside, 0), _moved(raised, margins, aside, 0)
        yield middle[goes_on & (low > before) & (low > after)], True
        yield middle[goes_on & (high < before) & (high < after)], False


def densest_window(frame: Array) -> int:
    """Return how many pixels of one window are thin lines, bright or dark, upright or lying."""
    values, reach = _signed(frame), LETTER_REACH
    contrast = _contrast(values, LETTER_SHARE)
    lowered, raised = values - contrast, values + contrast
    is_bright: Array = np.zeros(values.shape, bool)
    is_dark: Array = np.zeros(values.shape, bool)
    for margins in ((0, reach), (reach, 0)):
        before, after = _moved(values, margins, margins, -1), _moved(values, margins, margins, 1)
        low, high = _moved(lowered, margins, margins, 0), _moved(raised, margins, margins, 0)
        inside = _moved(is_bright, margins, margins, 0)
        inside |= (low > before) & (low > after)
        inside = _moved(is_dark, margins, margins, 0)
        inside |= (high < before) & (high < after)
    return max(_densest(is_bright), _densest(is_dark))


def _densest(marks: Array) -> int:
    """The most marks in a window of two by two cells, wherever it stands."""
    if np.count_nonzero(marks) < WINDOW_LIMIT:
        return 0
    rows, columns = marks.shape
    # A cell more than needed at the end, so that the last one has neighbours too.
    padded = np.pad(marks, ((0, CELL[0] + -rows % CELL[0]), (0, CELL[1] + -columns % CELL[1])))
    cells = padded.reshape(padded.shape[0] // CELL[0], CELL[0], padded.shape[1] // CELL[1], CELL[1])
    counts = cells.sum((1, 3), dtype=np.int32)
    return int((counts[:-1, :-1] + counts[1:, :-1] + counts[:-1, 1:] + counts[1:, 1:]).max())


def _moved(values: Array, margins: tuple[int, int], step: tuple[int, int], times: int) -> Array:
    """A view on the inside of a picture, within margins of (rows, columns), moved by so many steps."""
    rows, columns = (
        slice(m + times * s, max(size - m + times * s, m + times * s))
        for m, s, size in zip(margins, step, values.shape, strict=True)
    )
    return values[rows, columns]


def _signed(frame: Array) -> Array:
    """The same values in a signed type with room for the contrast at either end; the narrowest is the fastest."""
    low, high = int(frame.min()), int(frame.max())
    margin = max(high - low, 1)
    if low - margin >= -0x8000 and high + margin <= 0x7FFF:
        return frame.view(np.int16) if frame.dtype == np.uint16 else frame.astype(np.int16, copy=False)
    return frame.astype(np.int64)


def _contrast(values: Array, share: float) -> int:
    low, high = np.percentile(values[::4, ::4], (0.5, 99.5))
    if high <= low:
        low, high = float(values.min()), float(values.max())
    return max(round(share * float(high - low)), 2)


def _most_frequent(values: Array) -> int:
    return int(np.unique(values, return_counts=True)[1].max()) if len(values) else 0
