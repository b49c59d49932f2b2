"""Ingest: what waits in staging is inspected, de-identified, stored and indexed, batch by batch.

A job is worked on by whoever holds its lease, so a crash or a second hub neither loses nor doubles it. Effects come in
one order: bytes, then documents with the audit entry in one transaction, then the staged originals are deleted.
Refusals are data of the file; nothing that a file holds can fail its job.
"""

import asyncio
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence

from app.documents import hierarchy, templates, uploads
from app.documents.images import RedactedRegion
from app.documents.jobs import JobFile, UploadJob
from app.domain.ids import new_id
from app.errors import Conflict, HubError, NotFound
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.run import Deidentified, Placement, WorkItem
from app.imaging.files import File, delete
from app.imaging.geometry import Region
from app.imaging.header import Inspection
from app.imaging.reading import DIRECTORY
from app.imaging.refusal import Refusal
from app.observability import log
from app.resolvers import indexing, media, profiles
from app.resolvers.background import wait_for
from app.resolvers.candidates import Candidate
from app.resolvers.context import Hub
from app.workers import tasks
from app.workers.pool import WorkerLost

SMALLEST_BATCH, LARGEST_BATCH = 4, 64  # files; a transaction costs the less per file the more of them share it
LIVELY_SECONDS = 1.0  # what a batch should take, so that progress shows
JOBS_AT_ONCE = 3
IDLE_WAIT_SECONDS = 2.0
RENEW_SECONDS = 5.0
LOST = "The file was lost before it could be read. Upload it again."


async def run_forever(hub: Hub) -> None:
    """Work on jobs as they come, some side by side so that a large one does not hold up the others, until cancelled."""
    await _sweep_staging(hub)
    owner = secrets.token_hex(8)
    async with asyncio.TaskGroup() as group:
        for number in range(JOBS_AT_ONCE):
            group.create_task(_run(hub, f"{owner}-{number}"))


async def _run(hub: Hub, owner: str) -> None:
    while True:
        hub.has_work.clear()
        try:
            await uploads.close_idle()
            await _forget_names(hub)
            job = await uploads.claim(owner)
            if job is None or not await _work(hub, job, owner):
                await wait_for(hub.has_work, IDLE_WAIT_SECONDS)
        except Exception as error:  # noqa: BLE001  # the loop must outlive a database that is away for a while
            log.failure("ingest.interrupted", error)
            await asyncio.sleep(IDLE_WAIT_SECONDS)


async def _sweep_staging(hub: Hub) -> None:
    known = await uploads.open_job_ids()
    for job_id in hub.staging.job_ids():
        if job_id not in known:
            await hub.staging.close_job(job_id)


async def _forget_names(hub: Hub) -> None:
    for job_id in await uploads.jobs_to_forget():
        await hub.staging.forget_names(job_id)
        await uploads.names_are_forgotten(job_id)


async def _work(hub: Hub, job: UploadJob, owner: str) -> bool:
    """Work on the job until nothing of it waits; return whether anything was done."""
    lease = asyncio.create_task(_keep_lease(job.id, owner))
    places: set[hierarchy.Placed] = set()
    try:
        done = await _work_through(hub, job, places)
    finally:
        lease.cancel()
    await hierarchy.discard_empty(hub.database, places)  # what only refused files asked for
    if await uploads.waiting(job.id) == 0:
        await media.settle(hub, job.id)
    if await uploads.waiting(job.id) == 0 and await uploads.finish(job.id, owner):
        await hub.staging.close_job(job.id)
        log.event("upload.finished", job=job.id)
        return True
    await uploads.release(job.id, owner)
    return done


async def _keep_lease(job_id: str, owner: str) -> None:
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await uploads.renew(job_id, owner)


async def _work_through(hub: Hub, job: UploadJob, places: set[hierarchy.Placed]) -> bool:
    """Start a batch whenever a worker is free; return whether there was any file."""
    running: set[asyncio.Task[float]] = set()
    after = 0
    size = SMALLEST_BATCH
    try:
        while True:
            rows = await uploads.queued(job.id, after, size)
            if not rows and not running:
                return after > 0
            if rows:
                after = rows[-1].number
                running |= {asyncio.create_task(_work_on(hub, job, part, places)) for part in _parts(rows)}
            if not rows or len(running) > hub.pool.size:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                seconds = max(task.result() for task in done)
                size = min(size * 2, LARGEST_BATCH) if seconds < LIVELY_SECONDS else max(size // 2, SMALLEST_BATCH)
    finally:  # nothing goes on behind the back of whoever takes the job up next
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def _parts(rows: Sequence[JobFile]) -> Iterable[list[JobFile]]:
    """Return the archives one by one, and the other files together."""
    yield from ([row] for row in rows if row.kind == "ARCHIVE")
    if files := [row for row in rows if row.kind == "FILE"]:
        yield files


async def _work_on(hub: Hub, job: UploadJob, rows: list[JobFile], places: set[hierarchy.Placed]) -> float:
    """Give each file its outcome; return the seconds that it took."""
    began = time.perf_counter()
    if rows[0].kind == "ARCHIVE":
        await _expand(hub, job, rows[0])
    else:
        await _ingest(hub, job, rows, places)
    return time.perf_counter() - began


async def _expand(hub: Hub, job: UploadJob, row: JobFile) -> None:
    """Put the files of an archive in its place."""
    folder = f"{row.staged}.files"
    try:
        found = await hub.pool.run(
            tasks.expand_archive, hub.staging.file(job.id, row.staged), hub.staging.file(job.id, folder)
        )
    except HubError as error:
        row.status, row.error_code, row.error_message = "REJECTED", error.code, error.message
        await indexing.settle_row(hub, row)
        await hub.staging.discard(job.id, [row.staged])
        return
    numbers = await uploads.take_numbers(job.id, len(found))
    entries = [
        JobFile(
            id=new_id("fil"), created_by=row.created_by, job_id=job.id, number=number,
            staged=f"{folder}/{entry.file.name}" if entry.file else row.staged, image_id=new_id("img"),
            status="REJECTED" if entry.refusal else "QUEUED",
            error_code=entry.refusal.code if entry.refusal else None,
            error_message=entry.refusal.message if entry.refusal else None,
        )
        for number, entry in zip(numbers, found, strict=True)
    ]  # fmt: skip
    await hub.staging.keep_names(job.id, {n: entry.name for n, entry in zip(numbers, found, strict=True)})
    await uploads.replace_archive(hub.database, row, entries)
    await hub.staging.discard(job.id, [row.staged])


async def _ingest(hub: Hub, job: UploadJob, rows: list[JobFile], places: set[hierarchy.Placed]) -> None:
    """Take a batch through its steps; an instance that comes twice in it goes through them once more, as a duplicate."""
    candidates = [Candidate(row, hub.staging.file(job.id, row.staged)) for row in rows]
    await _inspect(hub, job, candidates)
    again = _set_aside(candidates)
    candidates = [candidate for candidate in candidates if candidate.row not in again]
    await _place(hub, job, candidates)
    places |= {candidate.placed for candidate in candidates if candidate.placed}
    await _deidentify(hub, job, candidates)
    await hub.store.adopt(_finished(hub, candidates))
    await _keep_originals(hub, candidates)
    await indexing.index(hub, job, candidates)
    await hub.staging.discard(job.id, [candidate.row.staged for candidate in candidates])
    if again:
        await _ingest(hub, job, again, places)


def _set_aside(candidates: Sequence[Candidate]) -> list[JobFile]:
    seen: set[str] = set()
    again = []
    for candidate in candidates:
        if candidate.is_open and candidate.inspection:
            key = candidate.inspection.identity.image
            if key in seen:
                again.append(candidate.row)
            seen.add(key)
    return again


async def _inspect(hub: Hub, job: UploadJob, candidates: list[Candidate]) -> None:
    for candidate in candidates:
        if not candidate.file.exists():
            candidate.refuse("REJECTED", LOST)
    waiting = [candidate for candidate in candidates if candidate.is_open]
    for candidate, found in zip(waiting, await _inspected(hub, [item.file for item in waiting]), strict=True):
        if isinstance(found, Refusal):
            candidate.refuse(found.code, found.message)
            if found.message == DIRECTORY:
                await media.note(hub, job, candidate)
        else:
            candidate.inspection = found


async def _inspected(hub: Hub, paths: list[File]) -> list[Inspection | Refusal]:
    try:
        return await hub.pool.run(tasks.inspect_files, paths, hub.site_key)
    except WorkerLost as error:
        if len(paths) == 1:
            return [Refusal(error.code, error.message)]
        return [one for path in paths for one in await _inspected(hub, [path])]  # which of them was it?


async def _place(hub: Hub, job: UploadJob, candidates: list[Candidate]) -> None:
    """Find or make the patient, study and series of each file; refuse what is here already or does not belong."""
    await indexing.settle_known(hub, job, candidates)
    waiting = [(item, item.inspection.identity) for item in candidates if item.is_open and item.inspection]
    if not waiting:
        return
    sources = [hierarchy.SourcePlace(identity.patient, identity.study, identity.series) for _, identity in waiting]
    target = hierarchy.Target(job.patient_id, job.study_id, job.series_id)
    try:
        placed = await hierarchy.place(hub.database, sources, job.created_by or "", target)
    except (NotFound, Conflict) as error:  # the chosen target went away, or is not one place
        for candidate, _ in waiting:
            candidate.refuse(error.code, error.message)
        return
    for (candidate, _), place in zip(waiting, placed, strict=True):
        if place.conflict:
            candidate.refuse("CONFLICT", place.conflict)
        else:
            candidate.placed = place


async def _deidentify(hub: Hub, job: UploadJob, candidates: list[Candidate]) -> None:
    waiting = [candidate for candidate in candidates if candidate.is_open and candidate.placed]
    if not waiting:
        return
    profile = await profiles.rules(job.profile, job.profile_version)
    keys = [item.inspection.template_key for item in waiting if item.inspection and item.inspection.template_key]
    learnt = await templates.templates_of(keys)
    items = [_work_item(hub, profile, candidate, learnt) for candidate in waiting]
    for candidate, result in zip(waiting, await _deidentified(hub, items), strict=True):
        if isinstance(result, Refusal):
            candidate.refuse(result.code, result.message)
        else:
            candidate.result = result


def _incoming(hub: Hub, candidate: Candidate) -> File:
    return hub.store.unfinished(candidate.row.image_id)


def _work_item(
    hub: Hub, profile: Profile, candidate: Candidate, learnt: Mapping[str, list[RedactedRegion]]
) -> WorkItem:
    place, inspection = candidate.placed, candidate.inspection
    assert place and inspection  # noqa: S101, PT018
    template = tuple(Region(**each.model_dump()) for each in learnt.get(inspection.template_key or "", ()))
    placement = Placement(place.patient_id, place.study_id, place.series_id, candidate.row.image_id)
    return WorkItem(candidate.file, _incoming(hub, candidate), placement, profile, template)


async def _deidentified(hub: Hub, items: list[WorkItem]) -> list[Deidentified | Refusal]:
    try:
        return await hub.pool.run(tasks.deidentify_files, items, hub.site_key)
    except WorkerLost as error:
        if len(items) > 1:
            return [one for item in items for one in await _deidentified(hub, [item])]  # which of them was it?
        delete(items[0].target)
        return [Refusal(error.code, error.message)]


def _finished(hub: Hub, candidates: list[Candidate]) -> Iterable[tuple[File, str]]:
    """Return the files that the workers wrote, and where they belong."""
    for candidate in candidates:
        if candidate.result:
            yield _incoming(hub, candidate), candidate.stored_path


async def _keep_originals(hub: Hub, candidates: list[Candidate]) -> None:
    """Keep what was uploaded of images in doubt, sealed: a reviewer decides on what it shows."""
    for candidate in candidates:
        if candidate.result and candidate.result.status == "NEEDS_REVIEW":
            await hub.store.keep_original(candidate.file, candidate.stored_path)
