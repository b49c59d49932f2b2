"""Cleaning burned-in text out of pixels (PS3.15 E.3.1 Clean Pixel Data), and saying whether it is certain.

In this order: mark what lies outside ultrasound regions and what the device's template names; decide whether to read
or only to screen; read; blank those and every line but bare side markers; read again what was changed. Pixels outside
the regions stay bit-identical, which is asserted. Whatever remains in doubt comes back as a sentence without any of
the text. `look_again` does the like with what was written, in other ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pydicom import uid
from pydicom.dataset import Dataset

from app.imaging.codecs import Array
from app.imaging.deidentify.fill import assert_untouched, blank, without_repeats
from app.imaging.deidentify.policy import MARKERS, TextPolicy
from app.imaging.deidentify.screen import may_hold_text
from app.imaging.deidentify.stacks import other_frames, pictures, watched_frames
from app.imaging.deidentify.templates import template_regions
from app.imaging.deidentify.text import (
    SURE_SCORE_LIMIT,
    Line,
    TextReader,
    identifying,
    is_doubt,
    is_telling,
    read_lines,
    without_markers,
)
from app.imaging.deidentify.ultrasound import scan_regions
from app.imaging.deidentify.views import Look
from app.imaging.frames import PixelLayout, declared_layout
from app.imaging.geometry import Region, RegionReason

__all__ = ["CleanedPixels", "assert_untouched", "blank", "clean_pixels", "is_from_scanner", "look_again"]

# Slices as they come from a scanner: text is drawn into them by nobody, and a screen finds it if somebody did.
SCREENED_MODALITIES: Final = frozenset({"CT", "MR", "PT", "NM"})
SCREENED_CLASSES: Final = frozenset(
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
# Lying lines stand out best over the whole range, those that run up or down in a turned picture; faint ones by local
# contrast. Between them the first two find nearly all that either finds.
FIRST_LOOKS: Final = (
    Look(1_100_000, finds_small=True),
    Look(1_100_000, window=33, is_turned=True, finds_small=True),
)
# What a later look finds beside the first is blanked too; text worth reading in the last one is a doubt.
ROUNDS: Final = (FIRST_LOOKS, (Look(1_100_000, window=17),), FIRST_LOOKS)
# Of the written file: once more in another way, and of a slice that was only screened, quickly.
AGAIN: Final = Look(600_000, window=17)
AGAIN_SLICE: Final = Look(170_000, window=33)
ALL_FRAMES: Final = 0
STILL_TEXT: Final = "A second look at the cleaned pixels still found text."
WRITTEN_TEXT: Final = "A second look at the written pixels found text."
NOT_FOUND: Final = "The file says that annotation is burned in, but no text was found."


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
class _Source:
    """What decides which lines of an image go: its header and layout, the reader, the policy and its markers."""

    dataset: Dataset
    layout: PixelLayout
    read: TextReader
    policy: TextPolicy
    allowed: frozenset[str]

    def lines(self, pixels: Array, frames: Sequence[int], looks: Iterable[Look]) -> tuple[list[Line], frozenset[Line]]:
        """Return the lines that are to go, and which of them identify somebody."""
        shown = list(pictures(pixels, self.dataset, self.layout, frames))
        found = [line for look in looks for picture in shown for line in self.read(picture, look=look)]
        found = without_markers(found, self.allowed)
        phi = identifying(found, self.dataset)
        if self.policy is TextPolicy.PHI_ONLY:  # what is not read with certainty cannot be judged
            found = [line for line in found if line in phi or line.score < SURE_SCORE_LIMIT]
        return found, phi


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
    regions, doubt = _clean_text(cleaned, known, _Source(dataset, layout, read, policy, allowed))
    assert_untouched(pixels, cleaned, regions, layout)
    if doubt is None and not regions and str(dataset.get("BurnedInAnnotation", "")).upper() == "YES":
        doubt = NOT_FOUND
    return CleanedPixels(cleaned if regions else pixels, regions, doubt is None, doubt, was_read=True)


def look_again(
    dataset: Dataset,
    pixels: Array,
    read: TextReader = read_lines,
    *,
    policy: TextPolicy = TextPolicy.ALL_TEXT,
    allowed: frozenset[str] = MARKERS,
    was_read: bool = True,
) -> str | None:
    """Return a doubt about pixels that were decoded anew from what was written, or None; it never tells the text.

    `dataset` is the source's header, as for `clean_pixels`, and `was_read` what that said. This is another kind of
    look, in other frames of a stack: what looks the same to the same eyes twice proves nothing.
    """
    source = _Source(dataset, declared_layout(dataset), read, policy, allowed)
    look = AGAIN if was_read else AGAIN_SLICE
    lines, _ = source.lines(pixels, other_frames(pixels), (look,))
    return WRITTEN_TEXT if any(map(is_doubt, lines)) else None


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


def _clean_text(cleaned: Array, known: tuple[Region, ...], source: _Source) -> tuple[tuple[Region, ...], str | None]:
    """Blank text and known regions in place; return all regions, and the doubt that is left.

    Text is read before the known regions are blanked: their edge may cut a line, and half letters are not read.
    """
    regions, pending, frames = known, known, watched_frames(cleaned)
    for looks in ROUNDS:
        lines, phi = source.lines(cleaned, frames, looks)
        found = without_repeats(text_regions(lines, phi))
        blank(cleaned, (*pending, *found), source.layout)
        regions = (*regions, *found)
        if not pending and not any(is_telling(line.text) for line in lines):
            return regions, None
        pending = ()
    return regions, STILL_TEXT


def text_regions(lines: Sequence[Line], identifying_lines: frozenset[Line]) -> tuple[Region, ...]:
    """Return the regions of each line, for every frame."""
    return tuple(
        Region.of(box, _reason(line in identifying_lines), frame=ALL_FRAMES, confidence=round(line.score, 3))
        for line in lines
        for box in line.boxes or (line.box,)
    )


def _reason(is_identifying: bool) -> RegionReason:
    return "PHI_TEXT" if is_identifying else "TEXT"
