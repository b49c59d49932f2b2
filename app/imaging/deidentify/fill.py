"""Filling boxes of pixels with what surrounds them, and the proof that nothing else changed."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from app.imaging.codecs import Array
from app.imaging.frames import PixelLayout
from app.imaging.geometry import Box, Region

# What a region is filled with comes from a ring of this width around it, from about this many pixels of it.
RING_PIXELS: Final = 3
FILL_SAMPLES: Final = 512


def without_repeats(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Return the regions that lie in no other one; the same line is found in many frames."""
    by_size = sorted(set(regions), key=lambda region: region.box.area, reverse=True)
    kept: list[Region] = []
    for region in by_size:
        if not any(other.box.contains(region.box) for other in kept):
            kept.append(region)
    return tuple(kept)


def blank(pixels: Array, regions: Sequence[Region], layout: PixelLayout) -> None:
    """Fill regions in place, frame by frame, with what surrounds them, so that windows of the image do not change."""
    boxes = [region.box for region in without_repeats(regions)]
    if not boxes:
        return
    is_outside = _outside(regions, layout)
    anywhere = _thinned(np.flatnonzero(is_outside))
    places = [_around(box, is_outside, layout) for box in boxes]
    for frame in pixels:
        values = frame.reshape(layout.rows * layout.columns, -1)
        fills = [_middle(values[place if len(place) else anywhere], layout) for place in places]
        for box, fill in zip(boxes, fills, strict=True):
            frame[box.slices] = fill if layout.samples > 1 else fill[0]


def _outside(regions: Iterable[Region], layout: PixelLayout) -> Array:
    is_outside = np.ones((layout.rows, layout.columns), bool)
    for region in regions:
        is_outside[region.box.slices] = False
    return is_outside


def _around(box: Box, is_outside: Array, layout: PixelLayout) -> Array:
    """Places (row by row) of pixels close around a box and outside every region; none where regions are all around."""
    wide = box.grown(RING_PIXELS, layout.rows, layout.columns)
    rows, columns = np.nonzero(is_outside[wide.slices])
    return _thinned((rows + wide.top) * layout.columns + columns + wide.left)


def _thinned(places: Array) -> Array:
    return places[:: max(len(places) // FILL_SAMPLES, 1)]


def _middle(values: Array, layout: PixelLayout) -> Array:
    """The middle of values, `(places, samples)`, sample by sample; zero where there is none."""
    if not len(values):
        return np.zeros(layout.samples, values.dtype)
    if layout.photometric == "PALETTE COLOR":  # indices have no middle, but a most frequent one
        found, counts = np.unique(values, return_counts=True)
        return np.asarray(found[[counts.argmax()]])
    return np.asarray(np.sort(values, axis=0)[len(values) // 2])


def assert_untouched(before: Array, after: Array, regions: Iterable[Region], layout: PixelLayout) -> None:
    """Raise AssertionError unless every pixel outside the regions is bit-identical."""
    is_outside = _outside(regions, layout)
    for old, new in zip(before, after, strict=True):
        is_changed = old != new
        if np.any((is_changed.any(axis=-1) if layout.samples > 1 else is_changed) & is_outside):
            raise AssertionError("Pixels outside the cleaned regions changed.")
