"""What the law gives people over their data: not to be used, to be erased, to be handed over (GDPR, articles 15 to 21)."""

from collections.abc import AsyncIterator
from typing import Any

import orjson

from app.documents import collections, deletion, privacy
from app.documents.audit import audit_event
from app.documents.base import Record
from app.documents.connect import Transaction
from app.documents.deletion import Deleted
from app.documents.images import Image, ImageDetails
from app.documents.patients import Patient
from app.documents.privacy import OptOut
from app.documents.series import Series
from app.documents.studies import Study
from app.errors import NotFound
from app.resolvers import editing
from app.resolvers.context import Context
from app.resolvers.editing import Deletion
from app.resolvers.images import path_of
from app.resolvers.loaders import forget
from app.storage.zipping import Entry, bytes_content, file_content

NOBODY = "There is no patient with this id."
# What the hub keeps for its own work; everything else of a record is the person's.
INTERNAL = frozenset({"search_tokens", "folded", "modality_list", "source_key", "source_digest", "source_parents"})


async def set_opt_out(context: Context, patient_id: str, *, is_out: bool) -> str:
    """Hide a patient from everybody, or let it be seen again; raises NotFound."""
    actor_id = context.signed_in().user_id
    change = privacy.opt_out if is_out else privacy.opt_in
    if not await change(context.hub.database, patient_id, actor_id):
        raise NotFound(NOBODY if is_out else "No patient with this id has opted out.", ("id",))
    forget(context)
    return patient_id


async def opt_outs() -> list[OptOut]:
    """Return who has opted out, the latest first."""
    return await OptOut.find({}).sort("-created_at").to_list()


async def erase(context: Context, patient_id: str, *, is_barred: bool) -> Deletion:
    """Delete a patient with all that there is, also one who has opted out; raises NotFound.

    The audit trail keeps that it was done and the ids alone. When barred, later uploads of the person are refused.
    """
    actor_id = context.signed_in().user_id

    async def work(session: Transaction) -> Deleted:
        patient = await Patient.get(patient_id, session=session)
        if patient is None:
            raise NotFound(NOBODY, ("id",))
        if is_barred:
            await privacy.bar(await privacy.source_keys(patient, session), actor_id, session)
        deleted = await deletion.delete_with_children(patient, patient.id, session)
        await collections.forget_digests(patient_id, session)
        await OptOut.get_pymongo_collection().delete_one({"_id": patient_id}, session=session)
        event = audit_event(actor_id, "patient.erased", patient_id, images=deleted.images, barred=is_barred)
        await event.insert(session=session)
        return deleted

    return await editing.carry_out(context, patient_id, work)


async def archive(context: Context, patient_id: str) -> AsyncIterator[Entry]:
    """Return the entries of an archive with all that the hub has of a patient: records as JSON, images as files."""
    patient = await Patient.get(patient_id)
    if patient is None:
        raise NotFound(NOBODY, ("id",))
    below = {"patient_id": patient_id}
    studies, series, images = [await model.find(below).to_list() for model in (Study, Series, Image)]
    details = {each.id: each async for each in ImageDetails.find({"_id": {"$in": [image.id for image in images]}})}
    await audit_event(context.signed_in().user_id, "patient.handed_over", patient_id).insert()
    records = {
        "patient": _plain(patient),
        "studies": [_plain(each) for each in studies],
        "series": [_plain(each) for each in series],
        "images": [_plain(each) | {"details": _plain(details[each.id])} for each in images if each.id in details],
    }
    return _entries(context, records, images)


async def _entries(context: Context, records: dict[str, Any], images: list[Image]) -> AsyncIterator[Entry]:
    yield "records.json", bytes_content(orjson.dumps(records, option=orjson.OPT_INDENT_2))
    for image in images:
        relative = path_of(image)
        file = context.hub.store.file(relative)
        if file.exists():
            yield f"images/{relative}", file_content(file)


def _plain(record: Record) -> dict[str, Any]:
    values: dict[str, Any] = record.model_dump(mode="json", exclude=INTERNAL | {"revision_id"})
    return values
