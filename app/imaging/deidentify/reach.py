"""How far the letters of a line go beyond where they were found.

The detector now and then leaves out the last letters of a line. To blank a letter's height at each end of every line would
cost an image more than the words themselves; so what stands there is held against the line: it goes on as long as its
ground does and there is ink like its own.
"""

from typing import Any, Final

import numpy as np

from app.imaging.codecs import Array

# A line is looked at so many pixels high; its ends so many heights beyond, in steps of a quarter.
LETTER_ROWS: Final = 24
REACH_HEIGHTS: Final = 1.25
STEP_COLUMNS: Final = LETTER_ROWS // 4
# Levels from the ground (0) to the ink (1): what is nearer to the ink is a letter's, what is beyond either is neither's,
# and what lies between is the edge of a letter, or another ground.
INK_LEVEL: Final = 0.5
BEYOND_LEVEL: Final = 0.6
EDGE_LEVELS: Final = (0.25, 0.75)
# So much more of that than in the line itself is another ground, and so much more ink above and below is no letter's.
FOREIGN_SHARE: Final = 0.15
HIGHER_ROWS: Final = LETTER_ROWS // 4
# So many columns without ink are the end.
GAP_COLUMNS: Final = LETTER_ROWS // 2
# Of a column, ink fills so much at least, or it is a speck.
LEAST_INK_ROWS: Final = 2


def reaches(picture: Array, corners: Array) -> tuple[float, float]:
    """Return how many heights a line goes on before its first corner and after its second one, 0 to `REACH_HEIGHTS`.

    `corners` are `(4, 2)`, clockwise, the line's beginning first, in pixels of the picture, `(rows, columns[, 3])`.
    """
    levels = _levels(_cut_out(picture, corners))
    margin = round(REACH_HEIGHTS * LETTER_ROWS)
    inside = levels[:, margin:-margin]
    limits = _foreign_shares(inside) + FOREIGN_SHARE
    return _reach(levels[:, :margin][:, ::-1], limits), _reach(levels[:, -margin:], limits)


def _reach(side: Array, limits: Array) -> float:
    """Return how many heights ink goes on in what lies beside a line, its columns counted away from it."""
    reach = 0
    for start in range(0, side.shape[1], STEP_COLUMNS):
        step = side[:, start : start + STEP_COLUMNS]
        if (_foreign_shares(step) > limits).any():
            break
        inked = np.flatnonzero((step[HIGHER_ROWS:-HIGHER_ROWS] > INK_LEVEL).sum(axis=0) >= LEAST_INK_ROWS)
        if len(inked):
            reach = start + int(inked[-1]) + 1
        elif start + STEP_COLUMNS - reach >= GAP_COLUMNS:
            break
    return reach / LETTER_ROWS


def _cut_out(picture: Array, corners: Array) -> Array:
    """Return the line and what is around it, upright, the line itself `LETTER_ROWS` high, `(rows, columns, samples)`."""
    first, second, _, last = corners.astype(np.float32)
    along, down = second - first, last - first
    length, height = max(float(np.linalg.norm(along)), 1.0), max(float(np.linalg.norm(down)), 1.0)
    margin = round(REACH_HEIGHTS * LETTER_ROWS)
    columns = max(round(length / height * LETTER_ROWS), 1) + 2 * margin
    beside, above = along / length * height * REACH_HEIGHTS, down * (HIGHER_ROWS / LETTER_ROWS)
    rows = LETTER_ROWS + 2 * HIGHER_ROWS
    source = np.stack([first - beside - above, second + beside - above, last - beside + above]).astype(np.float32)
    target = np.array([[0, 0], [columns, 0], [0, rows]], np.float32)
    return _around(picture, source, target, (columns, rows)).reshape(rows, columns, -1)


def _around(picture: Array, source: Array, target: Array, size: tuple[int, int]) -> Array:
    """Return what the picture shows between three corners; only the part of it that is needed is made real numbers."""
    import cv2

    rows, columns = picture.shape[:2]
    opposite = source[1] + source[2] - source[0]
    every = np.vstack([source, opposite])
    left, top = np.clip(np.floor(every.min(axis=0)).astype(int) - 1, 0, [columns - 1, rows - 1])
    right, bottom = np.clip(np.ceil(every.max(axis=0)).astype(int) + 2, [left + 1, top + 1], [columns, rows])
    part = picture[top:bottom, left:right].astype(np.float32)
    transform = cv2.getAffineTransform(source - np.array([left, top], np.float32), target)
    made: Any = cv2.warpAffine(part, transform, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(made)


def _levels(values: Array) -> Array:
    """Return how far each pixel is from the line's ground (0) to its ink (1), by the colour that tells them best."""
    margin = round(REACH_HEIGHTS * LETTER_ROWS)
    inside = values[HIGHER_ROWS:-HIGHER_ROWS, margin:-margin].reshape(-1, values.shape[-1])
    low, high = np.percentile(inside, (2, 98), axis=0)
    sample = int(np.argmax(high - low))
    middle = (low[sample] + high[sample]) / 2
    is_high = inside[:, sample] > middle
    above, below = inside[is_high, sample], inside[~is_high, sample]
    if not len(above) or not len(below):
        return np.zeros(values.shape[:2], np.float32)
    # Letters fill less of a line than its ground.
    ink, ground = (
        (np.median(above), np.median(below)) if len(above) < len(below) else (np.median(below), np.median(above))
    )
    return np.asarray((values[..., sample] - ground) / (ink - ground), np.float32)


def _foreign_shares(levels: Array) -> Array:
    """Return how much of a piece of the line is neither its ground nor its ink, and how much ink is above and below."""
    band = levels[HIGHER_ROWS:-HIGHER_ROWS]
    is_edge = (band > EDGE_LEVELS[0]) & (band < EDGE_LEVELS[1])
    is_neither = is_edge | (band < -BEYOND_LEVEL) | (band > 1 + BEYOND_LEVEL)
    around = np.concatenate([levels[:HIGHER_ROWS], levels[-HIGHER_ROWS:]])
    return np.array([is_neither.mean(), (around > INK_LEVEL).mean()])
