"""Review of images in doubt: a person sees what was uploaded, says what is to be blanked, and lets it through or not.

An approved image is made anew from its original, with the regions that the reviewer left or drew; then, as with a
rejected one, the original goes.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from app.documents import reviews, templates
from app.documents.additions import NewImage
from app.documents.deidentification import DeviceTemplate
from app.documents.images import Image, ImageDetails
from app.documents.jobs import Removal
from app.errors import Conflict, Invalid, NotFound
from app.imaging.deidentify.run import Deidentified, Placement, WorkItem
from app.imaging.files import File, delete
from app.imaging.geometry import Region
from app.imaging.refusal import Refusal
from app.resolvers import images, indexing, profiles
from app.resolvers.context import Context
from app.resolvers.loaders import forget
from app.storage.filesystem import original_path, thumbnail_path
from app.storage.sealed import SealedFile
from app.workers import tasks

MOST_REGIONS = 1000
DECIDED = "This image has been reviewed already."
NO_ORIGINAL = "What was uploaded of this image is not there any more. Reject it, and upload the file again."


@dataclass(frozen=True, slots=True)
class Mark:
    """A box in pixels from the upper left, of one frame (from 1) or of all (0)."""

    frame: int
    x: int
    y: int
    width: int
    height: int


async def reject(context: Context, image_id: str) -> Image:
    """Keep an image from readers for good and delete its files; raises NotFound, or Conflict when it is decided."""
    image = await _waiting(context, image_id)
    removal = await reviews.reject(context.hub.database, image, context.signed_in().user_id, images.path_of(image))
    return await _finish(context, image, removal)


async def approve(
    context: Context, image_id: str, marks: Sequence[Mark] | None, *, is_remembered: bool = False
) -> Image:
    """Let readers see an image, blanked where the marks are, or as it is when they are None.

    When it is remembered, what the reviewer marked on all frames is blanked on the next images of this device, too.

    Raises NotFound, Invalid for marks that cannot be, or Conflict when it is decided or still tells who it shows.
    """
    image = await _waiting(context, image_id)
    details = await images.details(context, image)
    regions = _regions(image, details, marks)
    key = await _template_key(context, image) if is_remembered else None
    made, incoming = await _made_anew(context, image, details, regions)
    entry = _entry(image, details, made)
    store, path = context.hub.store, images.path_of(image)

    async def put() -> None:
        await store.remove(thumbnail_path(path))
        await store.adopt([(incoming, path)])

    try:
        actor = context.signed_in()
        removal = await reviews.approve(context.hub.database, entry, actor.user_id, original_path(path), put)
    finally:
        delete(incoming)
    if key and removal:
        marked = indexing.stored_regions(each for each in made.regions if each.reason == "MANUAL" and not each.frame)
        await templates.learn(context.hub.database, key, _device(details), marked, actor.user_id)
    return await _finish(context, image, removal)


async def all_templates() -> list[DeviceTemplate]:
    """Return what reviewers taught about devices."""
    return await templates.all_templates()


async def forget_template(context: Context, template_id: str) -> None:
    """Delete a template; raises NotFound."""
    if not await templates.forget(context.hub.database, template_id, context.signed_in().user_id):
        raise NotFound("There is no template with this id.", ("id",))


async def original_picture(context: Context, image_id: str, frame: int) -> bytes:
    """Return a frame of what was uploaded of an image in doubt as a PNG; raises NotFound, Conflict or Invalid."""
    image = await _waiting(context, image_id)
    return await context.hub.view_pool.run(tasks.picture_of_original, _original(context, image), frame)


async def _waiting(context: Context, image_id: str) -> Image:
    image = await images.get(context, image_id)
    if image.review_status != "NEEDS_REVIEW":
        raise Conflict(DECIDED, ("id",))
    return image


def _regions(image: Image, details: ImageDetails, marks: Sequence[Mark] | None) -> tuple[Region, ...]:
    """Return what is to be blanked; a mark where the hub had found something keeps its reason."""
    found = {
        Mark(region.frame, region.x, region.y, region.width, region.height): Region(**region.model_dump())
        for region in details.deidentification.regions
    }
    if marks is None:
        return tuple(found.values())
    if len(marks) > MOST_REGIONS:
        raise Invalid(f"At most {MOST_REGIONS:,} regions can be blanked.", ("redact",))
    for number, mark in enumerate(marks):
        if not _lies_in(mark, image):
            raise Invalid("This region does not lie in the image.", ("redact", str(number)))
    return tuple(
        found.get(mark) or Region(mark.frame, mark.x, mark.y, mark.width, mark.height, "MANUAL") for mark in marks
    )


def _lies_in(mark: Mark, image: Image) -> bool:
    return (
        0 <= mark.frame <= image.frames
        and mark.width > 0
        and mark.height > 0
        and 0 <= mark.x <= image.columns - mark.width
        and 0 <= mark.y <= image.rows - mark.height
    )


def _original(context: Context, image: Image) -> SealedFile:
    """Return what was uploaded, encrypted; workers open it in their memory."""
    original = context.hub.store.original(images.path_of(image))
    if not original.exists():
        raise Conflict(NO_ORIGINAL, ("id",))
    return original


async def _template_key(context: Context, image: Image) -> str:
    source = _original(context, image)
    (found,) = await context.hub.view_pool.run(tasks.inspect_files, [source], context.hub.site_key)
    if isinstance(found, Refusal) or found.template_key is None:
        raise Invalid("The image does not say which device made it, so nothing can be remembered.", ("remember",))
    return found.template_key


def _device(details: ImageDetails) -> str:
    said = (details.attributes.get(keyword) for keyword in ("Modality", "Manufacturer", "ManufacturerModelName"))
    return " ".join(str(each) for each in said if each) or "a device"


async def _made_anew(
    context: Context, image: Image, details: ImageDetails, regions: tuple[Region, ...]
) -> tuple[Deidentified, File]:
    hub, report = context.hub, details.deidentification
    profile = await profiles.rules(report.profile, report.profile_version)
    incoming = hub.store.unfinished(image.id, f".{secrets.token_hex(4)}")
    placement = Placement(image.patient_id, image.study_id, image.series_id, image.id)
    item = WorkItem(_original(context, image), incoming, placement, profile, reviewed=regions)
    (made,) = await hub.view_pool.run(tasks.deidentify_files, [item], hub.site_key)
    if isinstance(made, Refusal):
        raise Conflict(made.message, ("id",))
    if made.doubt:
        delete(incoming)
        raise Conflict(
            f"{made.doubt} It cannot be approved. Reject it, then upload it with a stricter profile.", ("id",)
        )
    return made, incoming


def _entry(image: Image, details: ImageDetails, made: Deidentified) -> NewImage:
    """Return the image as it is now, for the counts and facts of what it belongs to."""
    approved = image.model_copy(update={"review_status": "APPROVED", "sha256": made.sha256, "file_size": made.size})
    report = details.deidentification.model_copy(
        update={"actions": indexing.stored_actions(made.actions), "regions": indexing.stored_regions(made.regions)}
    )
    return NewImage(approved, details.model_copy(update={"deidentification": report}), made.header)


async def _finish(context: Context, image: Image, removal: Removal | None) -> Image:
    if removal is None:
        raise Conflict(DECIDED, ("id",))
    await context.hub.store.remove(removal.path)
    await removal.delete()
    forget(context)
    return await images.get(context, image.id)
