"""Cleaning burned-in text out of pixels (PS3.15 E.3.1 Clean Pixel Data), and saying whether it is certain.

In this order: blank what lies outside ultrasound regions; decide whether to read or only to screen; read; blank every
line but bare side markers; read again what was changed. Pixels outside the regions stay bit-identical, which is
asserted. Whatever remains in doubt comes back as a sentence without any of the text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset

from app.imaging.codecs import Array
from app.imaging.deidentify.policy import MARKERS, TextPolicy
from app.imaging.deidentify.screen import ink, may_hold_text
from app.imaging.deidentify.text import (
    CLOSE_LOOK,
    WIDE_LOOK,
    Line,
    TextReader,
    identifying,
    is_marker,
    is_telling,
    read_lines,
)
from app.imaging.frames import PixelLayout, declared_layout
from app.imaging.geometry import Box, Region, RegionReason, outside_of
from app.imaging.values import rgb_levels

# Slices as they come from a scanner: text is drawn into them by nobody, and a screen finds it if somebody did.
SCREENED_MODALITIES = frozenset({"CT", "MR", "PT", "NM"})
SCREENED_CLASSES = frozenset(
    {
        uid.CTImageStorage,
        uid.EnhancedCTImageStorage,
        uid.MRImageStorage,
        uid.EnhancedMRImageStorage,
        uid.PositronEmissionTomographyImageStorage,
        uid.EnhancedPETImageStorage,
        uid.NuclearMedicineImageStorage,
    }
)
# Up to here every frame is read; beyond, the brightest and darkest of all frames and those with the most ink.
READ_FRAMES_LIMIT = 4
# Text is blanked with its outline: a seventh of its height, at least this many pixels.
MARGIN_PIXELS = 2
MARGIN_SHARE = 7
# What a later look finds beside the first is blanked too; text worth reading in the last one is a doubt.
# The first looks closely; the next sees what is too large for that, and is quicker.
LOOKS = (CLOSE_LOOK, WIDE_LOOK, CLOSE_LOOK)
# Ultrasound regions that cover less than this are measurements, not the scan.
SCAN_SHARE_LIMIT = 0.05

# What a region is filled with comes from a ring of this width around it, from about this many pixels of it.
RING_PIXELS = 3
FILL_SAMPLES = 512
# Rows that are converted at once.
BAND_ROWS = 512

ALL_FRAMES = 0


@dataclass(frozen=True, slots=True)
class CleanedPixels:
    """Cleaned pixels of the same shape and type, the cleaned regions, and whether a look at the result is clear.

    `doubt` is None when it is, else a sentence for a reviewer. `was_read` tells reading from screening.
    """

    pixels: Array
    regions: tuple[Region, ...]
    verified: bool
    doubt: str | None
    was_read: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Which text goes, and which markers stay whatever the policy."""

    policy: TextPolicy = TextPolicy.ALL_TEXT
    allowed: frozenset[str] = MARKERS


def clean_pixels(
    dataset: Dataset,
    pixels: Array,
    read: TextReader = read_lines,
    *,
    policy: TextPolicy = TextPolicy.ALL_TEXT,
    allowed: frozenset[str] = MARKERS,
    template: tuple[Region, ...] = (),
) -> CleanedPixels:
    """Return the pixels without burned-in text; `pixels` is what `decode` gave, and stays as it is.

    `dataset` is the source's header, whose names and dates tell PHI_TEXT from TEXT; nothing of it is kept.
    `allowed` are the markers that stay; `template` is what reviewers marked on this device's images.
    """
    layout = declared_layout(dataset)
    known = (*scan_regions(dataset, layout), *template_regions(template, layout))
    if not known and is_from_scanner(dataset, layout) and not _any_suspicious(pixels):
        return CleanedPixels(pixels, (), verified=True, doubt=None)
    cleaned = pixels.copy()
    rules = Rules(policy, allowed)
    regions, doubt = _clean_text(cleaned, known, dataset, layout, read, rules)
    assert_untouched(pixels, cleaned, regions, layout)
    if doubt is None and not regions and str(dataset.get("BurnedInAnnotation", "")).upper() == "YES":
        doubt = "The file says that annotation is burned in, but no text was found."
    return CleanedPixels(cleaned if regions else pixels, regions, doubt is None, doubt, was_read=True)


def is_from_scanner(dataset: Dataset, layout: PixelLayout) -> bool:
    """Whether an image is an original slice with its full depth, as a scanner sends it, so that a screen suffices."""
    image_type = [str(value).upper() for value in dataset.get("ImageType") or []]
    return (
        dataset.get("Modality") in SCREENED_MODALITIES
        and dataset.get("SOPClassUID") in SCREENED_CLASSES
        and image_type[:2] == ["ORIGINAL", "PRIMARY"]
        and str(dataset.get("BurnedInAnnotation", "")).upper() != "YES"
        and dataset.get("LossyImageCompression") != "01"
        and layout.samples == 1
        and layout.photometric in {"MONOCHROME1", "MONOCHROME2"}
        and layout.bits_stored > 8
    )


def _any_suspicious(pixels: Array) -> bool:
    return any(may_hold_text(frame) for frame in pixels)


def scan_regions(dataset: Dataset, layout: PixelLayout) -> tuple[Region, ...]:
    """Return what lies outside the ultrasound regions of a file, nothing where they cannot be trusted (C.8.5.5).

    Regions of data type 0 ("none") frame side panels; a region outside the image makes all of them doubtful.
    """
    items = dataset.get("SequenceOfUltrasoundRegions") or []
    if dataset.get("Modality") not in {"US", "IVUS"} or not items:
        return ()
    boxes = [_scan_box(item) for item in items if item.get("RegionDataType") != 0]
    inside = [box for box in boxes if box is not None and box.within(layout.rows, layout.columns) == box and box.area]
    if not inside or len(inside) < len(boxes):
        return ()
    if sum(box.area for box in inside) < SCAN_SHARE_LIMIT * layout.rows * layout.columns:
        return ()
    outside = outside_of(inside, layout.rows, layout.columns)
    return tuple(Region.of(box, "OUTSIDE_SCAN") for box in outside)


def _scan_box(item: Dataset) -> Box | None:
    try:
        return Box(
            int(item.RegionLocationMinX0),
            int(item.RegionLocationMinY0),
            int(item.RegionLocationMaxX1) + 1,
            int(item.RegionLocationMaxY1) + 1,
        )
    except (AttributeError, TypeError, ValueError):
        return None


def template_regions(template: Sequence[Region], layout: PixelLayout) -> tuple[Region, ...]:
    """Return what of a device's template lies in an image of this size."""
    boxes = (region.box.within(layout.rows, layout.columns) for region in template)
    return tuple(Region.of(box, "REGION_TEMPLATE") for box in boxes if box.area)


def _clean_text(
    cleaned: Array,
    known: tuple[Region, ...],
    dataset: Dataset,
    layout: PixelLayout,
    read: TextReader,
    rules: Rules,
) -> tuple[tuple[Region, ...], str | None]:
    """Blank text and known regions in place; return all regions, and the doubt that is left.

    Text is read before the known regions are blanked: their edge may cut a line, and half letters are not read.
    """
    regions, watched, pending = known, _watched_frames(cleaned), known
    for look in LOOKS:
        lines = _lines(cleaned, dataset, layout, watched, partial(read, look=look))
        lines = [line for line in lines if not is_marker(line.text, rules.allowed)]
        phi = identifying(lines, dataset)
        if rules.policy is TextPolicy.PHI_ONLY:
            lines = [line for line in lines if line in phi]
        found = without_repeats(text_regions(lines, phi, layout))
        blank(cleaned, (*pending, *found), layout)
        regions = (*regions, *found)
        if not pending and not any(is_telling(line.text) for line in lines):
            return regions, None
        pending = ()
    return regions, "A second look at the cleaned pixels still found text."


def _lines(
    pixels: Array,
    dataset: Dataset,
    layout: PixelLayout,
    watched: Sequence[int],
    read: Callable[[Array], tuple[Line, ...]],
) -> list[Line]:
    return [line for picture in pictures(pixels, dataset, layout, watched) for line in read(picture)]


def _watched_frames(pixels: Array) -> tuple[int, ...]:
    """The frames to read one by one, by index: all of a few, else the middle, the last and the one with most ink."""
    count = len(pixels)
    if count <= READ_FRAMES_LIMIT:
        return tuple(range(count))
    inkiest = max(range(count), key=lambda index: ink(pixels[index]))
    return tuple(sorted({count // 2, count - 1, inkiest}))


def pictures(pixels: Array, dataset: Dataset, layout: PixelLayout, watched: Sequence[int]) -> Iterable[Array]:
    """Yield what to read, `(rows, columns)` uint8: the watched frames, and the extremes over all where there are more.

    Text that stays while the scan moves stands out in the brightest and the darkest of all frames.
    """
    for index in watched:
        yield grey_picture(pixels[index], layout, dataset)
    if len(pixels) > len(watched) and layout.photometric != "PALETTE COLOR":
        yield grey_picture(pixels.max(axis=0), layout, dataset)
        yield grey_picture(pixels.min(axis=0), layout, dataset)


def grey_picture(frame: Array, layout: PixelLayout, dataset: Dataset) -> Array:
    """Return a frame of any depth, sign and colour as `(rows, columns)` uint8 that shows most of its range."""
    if layout.samples > 1 or layout.photometric == "PALETTE COLOR":
        # The brightest channel: red or blue letters on black are dim in luma, and bright here.
        return np.ascontiguousarray(rgb_levels(frame, layout, dataset).max(axis=-1))
    sample = frame.ravel()[:: max(frame.size // 262_144, 1)]
    low, high = (float(value) for value in np.percentile(sample, (0.5, 99.5)))
    if high <= low:
        low, high = float(frame.min()), float(frame.max())
    scale = 255 / (high - low) if high > low else 0.0
    picture = np.empty(frame.shape, np.uint8)
    for top in range(0, len(frame), BAND_ROWS):  # so that a large frame is never held in floating point
        band = frame[top : top + BAND_ROWS].astype(np.float32)
        picture[top : top + BAND_ROWS] = ((band - low) * scale).clip(0, 255)
    return picture


def text_regions(lines: Sequence[Line], identifying_lines: frozenset[Line], layout: PixelLayout) -> tuple[Region, ...]:
    """Return the region of each line, with its outline, for every frame."""
    regions: list[Region] = []
    for line in lines:
        margin = max(MARGIN_PIXELS, min(line.box.height, line.box.width) // MARGIN_SHARE)
        box = line.box.grown(margin, layout.rows, layout.columns)
        reason: RegionReason = "PHI_TEXT" if line in identifying_lines else "TEXT"
        regions.append(Region.of(box, reason, frame=ALL_FRAMES, confidence=round(line.score, 3)))
    return tuple(regions)


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
