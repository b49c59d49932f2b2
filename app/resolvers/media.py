"""DICOMDIR media on the way in: what the index lists, compared with the files that came."""

from app.documents import uploads
from app.documents.jobs import ListedMedia, UploadJob
from app.errors import HubError
from app.imaging.media import Compared, compared
from app.resolvers.candidates import Candidate
from app.resolvers.context import Hub
from app.workers import tasks


async def note(hub: Hub, job: UploadJob, candidate: Candidate) -> None:
    """Remember what an index lists; one that cannot be read lists nothing."""
    try:
        found = await hub.pool.run(tasks.listing_of, candidate.file)
    except HubError:
        return
    number = candidate.row.number
    await hub.staging.keep_listing(job.id, number, found.files)
    media = ListedMedia(
        number=number, patients=found.patients, studies=found.studies, series=found.series, files=len(found.files)
    )
    await uploads.note_media(job.id, media)


async def compare(hub: Hub, job: UploadJob, number: int) -> Compared | None:
    """Return how an index and the files differ, None when their names were forgotten."""
    listed, names = await hub.staging.listing(job.id, number), await hub.staging.names(job.id)
    if listed is None or number not in names:
        return None
    numbers = await uploads.numbers_of(job.id) - {each.number for each in job.media}
    return compared(listed, names[number], [names[each] for each in sorted(numbers & names.keys())])


async def settle(hub: Hub, job_id: str) -> None:
    """Count, when all files of a job are through, what is missing and what is extra."""
    job = await UploadJob.get(job_id)
    if job is None or not job.media:
        return
    for each in job.media:
        found = await compare(hub, job, each.number)
        if found is not None:
            each.missing, each.extra = len(found.missing), found.extra
    await uploads.keep_media(job.id, job.media)
