"""The last step of ingest: images, counts, outcomes and the audit entry, together or not at all."""

from collections.abc import Iterable, Sequence

from app.documents import hierarchy, uploads
from app.documents.connect import Transaction
from app.documents.hierarchy import Added, NewImage, Source
from app.documents.images import Deidentification, Image, ImageDetails, RedactedRegion
from app.documents.jobs import JobFile, UploadJob
from app.documents.transactions import in_transaction
from app.imaging.deidentify.report import Action
from app.imaging.geometry import Region
from app.resolvers.candidates import Candidate
from app.resolvers.context import Hub

HELD_BACK = "Text may be left in the pixels. The image is held back until it has been reviewed."
CONFLICT = "Another version of this image is stored. Delete that one first if this one is to replace it."
GONE = "The patient, study or series of this file was deleted meanwhile. Upload the file again."


async def settle_known(hub: Hub, job: UploadJob, candidates: Sequence[Candidate]) -> None:
    """Settle the files whose instance is stored already, by the bytes it was made from."""
    waiting = [
        (
            item,
            Source(item.inspection.identity.image, item.source_digest(hub.site_key), job.profile, job.profile_version),
        )
        for item in candidates
        if item.is_open and item.inspection
    ]
    known = await hierarchy.known_images([source for _, source in waiting])
    for candidate, source in waiting:
        stored = source.among(known)
        if stored and stored.image_id != candidate.row.image_id:
            is_same = stored.source_digest == source.digest
            _settle_stored(candidate, stored.image_id, is_same=is_same)
    await _settle_returned(candidates)


async def _settle_returned(candidates: Sequence[Candidate]) -> None:
    """Settle the files that the hub itself gave out: from an archive they come back in another wrapping."""
    waiting = [
        (item, item.inspection.returned)
        for item in candidates
        if item.is_open and item.inspection and item.inspection.returned
    ]
    stored = await hierarchy.returned_images(claim for _, claim in waiting)
    for candidate, claim in waiting:
        if claim in stored:
            _settle_stored(candidate, stored[claim], is_same=True)


def _settle_stored(candidate: Candidate, image_id: str | None, *, is_same: bool) -> None:
    candidate.row.stored_image_id = image_id
    if is_same:
        candidate.settle("DUPLICATE")
    else:
        candidate.refuse("CONFLICT", CONFLICT)


async def index(hub: Hub, job: UploadJob, candidates: Sequence[Candidate]) -> None:
    """Write what became of the candidates; a file that turns out to be stored already is taken back."""
    stored = [candidate for candidate in candidates if candidate.result]
    entries = [
        NewImage(_record(hub, job, item), _details(job, item), item.result.header) for item in stored if item.result
    ]

    async def also(session: Transaction, added: list[Added]) -> None:
        for candidate, outcome in zip(stored, added, strict=True):
            _settle_added(candidate, outcome)
        await uploads.settle([candidate.row for candidate in candidates], session)
        kept = [candidate.row.image_id for candidate in stored if candidate.row.status in ("ACCEPTED", "QUARANTINED")]
        if kept:
            await uploads.audit_added(job, kept, session)

    await hierarchy.add_images(hub.database, entries, also)
    for candidate in stored:
        if candidate.row.status not in ("ACCEPTED", "QUARANTINED"):
            await hub.store.remove(candidate.stored_path)


def _settle_added(candidate: Candidate, outcome: Added) -> None:
    match outcome.outcome:
        case "ADDED":
            candidate.row.stored_image_id = candidate.row.image_id
            if candidate.result and candidate.result.status == "NEEDS_REVIEW":
                candidate.settle("QUARANTINED", "REJECTED", HELD_BACK)
            else:
                candidate.settle("ACCEPTED")
        case "DUPLICATE" | "CONFLICT":
            _settle_stored(candidate, outcome.image_id, is_same=outcome.outcome == "DUPLICATE")
        case "GONE":
            candidate.refuse("NOT_FOUND", GONE)


async def settle_row(hub: Hub, row: JobFile) -> None:
    """Write the outcome of one file that brought no image."""

    async def work(session: Transaction) -> None:
        await uploads.settle([row], session)

    await in_transaction(hub.database, work)


def _record(hub: Hub, job: UploadJob, candidate: Candidate) -> Image:
    result, placed, inspection = candidate.result, candidate.placed, candidate.inspection
    assert result and placed and inspection  # noqa: S101, PT018
    header = result.header
    return Image(
        id=candidate.row.image_id, created_by=job.created_by,
        series_id=placed.series_id, study_id=placed.study_id, patient_id=placed.patient_id,
        number=header.instance_number, modality=header.modality,
        sop_instance_uid=header.sop_instance_uid, sop_class_uid=header.sop_class_uid,
        rows=header.rows, columns=header.columns, frames=header.frames,
        bits_allocated=header.bits_allocated, bits_stored=header.bits_stored,
        samples_per_pixel=header.samples_per_pixel, photometric_interpretation=header.photometric_interpretation,
        pixel_spacing=list(header.pixel_spacing) if header.pixel_spacing else None,
        file_size=result.size, sha256=result.sha256, source_format="DICOM",
        source_key=inspection.identity.image, source_digest=candidate.source_digest(hub.site_key),
        review_status=result.status,
    )  # fmt: skip


def _details(job: UploadJob, candidate: Candidate) -> ImageDetails:
    result = candidate.result
    assert result  # noqa: S101
    return ImageDetails(
        id=candidate.row.image_id, created_by=job.created_by, attributes=result.header.attributes,
        deidentification=Deidentification(
            profile=job.profile, profile_version=job.profile_version, doubt=result.doubt,
            actions=stored_actions(result.actions), regions=stored_regions(result.regions),
        ),
    )  # fmt: skip


def stored_actions(actions: Iterable[Action]) -> list[str]:
    """Return actions as `Deidentification` keeps them."""
    return [f"{action.kind} {action.path} {action.keyword or ''}" for action in actions]


def stored_regions(regions: Iterable[Region]) -> list[RedactedRegion]:
    """Return regions as `Deidentification` keeps them."""
    return [
        RedactedRegion(
            frame=r.frame, x=r.x, y=r.y, width=r.width, height=r.height, reason=r.reason, confidence=r.confidence
        )
        for r in regions
    ]
