"""One file from source to stored, or not at all: read, de-identify, clean, write, look again."""

import errno
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from pydicom.dataset import Dataset
from pydicom.errors import BytesLengthException

from app.errors import HubError, Rejected, Unavailable
from app.imaging import frames
from app.imaging.codecs import Array
from app.imaging.deidentify.engine import declare_clean_pixels, deidentify_dataset, identifiers_of
from app.imaging.deidentify.faces import is_open_to_view, may_show_a_face
from app.imaging.deidentify.identifiers import Identifiers
from app.imaging.deidentify.pixels import CleanedPixels, clean_pixels, look_again
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.deidentify.report import Action
from app.imaging.deidentify.reviewed import blank_reviewed
from app.imaging.deidentify.table import Option
from app.imaging.explicit import pixel_data_span
from app.imaging.files import File, delete, mapped
from app.imaging.geometry import Region
from app.imaging.header import ImageHeader, Inspection, identity_of, image_header, inspect
from app.imaging.parsing import PIXEL_DATA
from app.imaging.reading import read
from app.imaging.refusal import Refusal
from app.imaging.tiff import write_dual
from app.imaging.writing import write_plain

# Of the slices that the screen found quiet, so many are read: text in a series is in most of its slices.
SAMPLED_ONE_IN: Final = 20
UNEXPECTED: Final = "The file could not be processed safely, so it was not taken. Export it again from its source."
WRONG_VALUE: Final = "A value of the header is not of the kind that the file says. Export it again from its source."
NO_SPACE: Final = "The disk is full. Make room, then send the file again."
UNVERIFIED: Final = "The pixels could not be searched for text with certainty."
FACE: Final = "The image may show a face, which the hub does not remove."
RESIDUE: Final = "A value of the source's header may still be in the header."


@dataclass(frozen=True, slots=True)
class Placement:
    """The hub's ids of what a file becomes."""

    patient_id: str
    study_id: str
    series_id: str
    image_id: str


@dataclass(frozen=True, slots=True)
class Deidentified:
    """A stored file: what it is, what was done to it, and whether readers may see it.

    `status` is CLEAN or NEEDS_REVIEW; `doubt` then says why, without an old value.
    """

    header: ImageHeader
    actions: tuple[Action, ...]
    regions: tuple[Region, ...]
    status: str
    doubt: str | None
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A file on its way from `source` to `target`.

    `template` is what reviewers marked on images of this device; `reviewed` what a person marked on this very image,
    who saw it and so stands for the search for text.
    """

    source: File
    target: File
    placement: Placement
    profile: Profile
    template: tuple[Region, ...] = ()
    reviewed: tuple[Region, ...] | None = None


def deidentify_file(item: WorkItem, site_key: bytes) -> Deidentified:
    """Write the de-identified file at the item's target, and return what was made and done.

    An image becomes a file that is DICOM and TIFF at once, an object without pixels a plain DICOM file. On any error
    nothing is left behind. Raises HubError alone; a fault of the hub's own becomes Rejected, because a traceback could
    carry a value of the source.
    """
    try:
        return _deidentify(item, site_key)
    except HubError:
        delete(item.target)
        raise
    except OSError as error:
        delete(item.target)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Unavailable(NO_SPACE) from None
        raise Rejected(UNEXPECTED) from None
    except BytesLengthException:
        delete(item.target)
        raise Rejected(WRONG_VALUE) from None
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes, nothing of it may pass
        delete(item.target)
        raise Rejected(UNEXPECTED) from None
    except BaseException:
        delete(item.target)
        raise


def _deidentify(item: WorkItem, site_key: bytes) -> Deidentified:
    dataset = read(item.source)
    pseudonyms = Pseudonyms.of(site_key, identity_of(dataset, site_key).patient, item.placement.patient_id)
    identifiers = identifiers_of(dataset, item.profile)
    if PIXEL_DATA not in dataset:
        return _without_pixels(item, dataset, pseudonyms, identifiers)
    pixels = frames.decode(dataset)
    cleaned = _cleaned(item, dataset, pixels)
    clean, actions = deidentify_dataset(dataset, item.profile, pseudonyms, identifiers)
    if cleaned.verified:
        declare_clean_pixels(clean)
    header = image_header(clean, item.profile.extract)  # before anything decodes an element of it
    written = write_dual(clean, cleaned.pixels, item.target)
    doubt = cleaned.doubt or (None if cleaned.verified else UNVERIFIED)
    if not doubt and item.reviewed is None and (cleaned.was_read or is_sampled(written.sha256)):
        doubt = _seen_again(item, dataset, cleaned)
    if has_residue(item.target, identifiers):
        doubt = RESIDUE
    if _shows_a_face(item, dataset, pixels):
        doubt = doubt or FACE
    return Deidentified(
        header=header,
        actions=actions,
        regions=cleaned.regions,
        status="NEEDS_REVIEW" if doubt else "CLEAN",
        doubt=doubt,
        sha256=written.sha256,
        size=written.size,
    )


def _without_pixels(item: WorkItem, dataset: Dataset, pseudonyms: Pseudonyms, identifiers: Identifiers) -> Deidentified:
    clean, actions = deidentify_dataset(dataset, item.profile, pseudonyms, identifiers)
    header = image_header(clean, item.profile.extract)
    written = write_plain(clean, item.target)
    doubt = RESIDUE if has_residue(item.target, identifiers, has_pixels=False) else None
    status = "NEEDS_REVIEW" if doubt else "CLEAN"
    return Deidentified(header, actions, (), status, doubt, written.sha256, written.size)


def _cleaned(item: WorkItem, dataset: Dataset, pixels: Array) -> CleanedPixels:
    if item.reviewed is not None:
        return blank_reviewed(dataset, pixels, item.reviewed)
    profile = item.profile
    return clean_pixels(
        dataset, pixels, policy=profile.text_policy, allowed=profile.allowed_text, template=item.template
    )


def is_sampled(sha256: str) -> bool:
    """Tell whether a slice that the screen found quiet is read all the same: to read all takes four times as long.

    Who sends a series cannot tell which: the digest is of what was written, with the site's keyed pseudonyms in it.
    """
    return int(sha256[:8], 16) % SAMPLED_ONE_IN == 0


def _seen_again(item: WorkItem, dataset: Dataset, cleaned: CleanedPixels) -> str | None:
    """Return the doubt that a look at the written file leaves, decoded anew."""
    profile = item.profile
    return look_again(
        dataset,
        frames.decode(read(item.target)),
        policy=profile.text_policy,
        allowed=profile.allowed_text,
        was_read=cleaned.was_read,
    )


def _shows_a_face(item: WorkItem, dataset: Dataset, pixels: Array) -> bool:
    if item.reviewed is not None:
        return False
    is_asked = Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES in item.profile.options
    return (is_asked and may_show_a_face(dataset)) or is_open_to_view(dataset, pixels)


def has_residue(file: File, identifiers: Identifiers, *, has_pixels: bool = True) -> bool:
    """Tell whether the bytes of a stored file outside its pixels hold an id or a place of its source."""
    with mapped(file) as data:
        start, length = len(data), 0
        if has_pixels:
            with memoryview(data) as view:
                start, length = pixel_data_span(view)
        around = data[:start] + data[start + length :]
    return identifiers.are_in(around)


def inspect_files(files: Sequence[File], site_key: bytes) -> list[Inspection | Refusal]:
    """Return an inspection or a refusal for each file, in their order; raises nothing that a file can cause."""
    return [or_refusal(inspect, file, site_key) for file in files]


def deidentify_files(items: Iterable[WorkItem], site_key: bytes) -> list[Deidentified | Refusal]:
    """Return what became of each item, in their order; raises nothing that a file can cause."""
    return [or_refusal(deidentify_file, item, site_key) for item in items]


_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


def or_refusal(
    work: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
) -> _Result | Refusal:
    """Return what the work returns, or as a refusal what it raises; of an unexpected error not even the message."""
    try:
        return work(*args, **kwargs)
    except HubError as error:
        return Refusal(error.code, error.message)
    except Exception:  # noqa: BLE001 - a message or traceback could carry a value of the file
        return Refusal(Rejected.code, UNEXPECTED)
