"""Which frames of a stack are read, so that text in any of them is seen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from pydicom.dataset import Dataset

from app.imaging.codecs import Array
from app.imaging.deidentify.screen import ink
from app.imaging.deidentify.views import inked_cells
from app.imaging.frames import PixelLayout
from app.imaging.values import rgb_levels

# Up to here every frame is read; beyond, the brightest and darkest of all frames and some that differ.
READ_FRAMES_LIMIT: Final = 4
# Of those that have ink where none of the others has, so many; and so many squares of it are a word.
NEW_FRAMES_LIMIT: Final = 4
WORD_CELLS: Final = 2


def watched_frames(pixels: Array) -> tuple[int, ...]:
    """Return the frames to read one by one, by index: all of a few, else some between which all ink can be seen.

    The middle, the last, the one with most strokes, and those with ink where the others have none.
    """
    count = len(pixels)
    if count <= READ_FRAMES_LIMIT:
        return tuple(range(count))
    chosen = {count // 2, count - 1, max(range(count), key=lambda index: ink(pixels[index]))}
    cells = np.stack([inked_cells(frame) for frame in pixels])
    for _ in range(NEW_FRAMES_LIMIT):
        seen = _grown(np.asarray(cells[sorted(chosen)].any(axis=0)))
        new = (cells & ~seen).sum(axis=(1, 2))
        if new.max() < WORD_CELLS:
            break
        chosen.add(int(new.argmax()))
    return tuple(sorted(chosen))


def other_frames(pixels: Array) -> tuple[int, ...]:
    """Return frames for a second look: all of a few, else the first and those about a third and two thirds in."""
    count = len(pixels)
    return tuple(range(count)) if count <= READ_FRAMES_LIMIT else (0, count // 3, 2 * count // 3)


def _grown(cells: Array) -> Array:
    """Return the squares and their neighbours."""
    padded = np.pad(cells, 1)
    rows, columns = cells.shape
    grown = np.zeros_like(cells)
    for down in range(3):
        for across in range(3):
            grown |= padded[down : down + rows, across : across + columns]
    return grown


def pictures(pixels: Array, dataset: Dataset, layout: PixelLayout, watched: Sequence[int]) -> Iterator[Array]:
    """Yield what to read, `(rows, columns)` of grey values or `(rows, columns, 3)` of RGB in eight bits.

    Those are the watched frames, and the extremes over all where there are more: text that stays while the scan moves
    stands out in the brightest and the darkest of all frames.
    """
    for index in watched:
        yield picture(pixels[index], layout, dataset)
    if len(pixels) > len(watched) and layout.photometric != "PALETTE COLOR":
        yield from (picture(extreme, layout, dataset) for extreme in _extremes(pixels))


def _extremes(pixels: Array) -> Iterable[Array]:
    return pixels.max(axis=0), pixels.min(axis=0)


def picture(frame: Array, layout: PixelLayout, dataset: Dataset) -> Array:
    """Return a frame as it is where it is grey, else its colours."""
    is_coloured = layout.samples > 1 or layout.photometric == "PALETTE COLOR"
    return rgb_levels(frame, layout, dataset) if is_coloured else frame
