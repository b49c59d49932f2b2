"""What people asked for: who has opted out, and who may not come back after an erasure."""

from collections.abc import Iterable

from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.audit import audit_event
from app.documents.base import Record, now
from app.documents.connect import Database
from app.documents.patients import Patient
from app.documents.privacy_records import BarredSource, OptOut
from app.documents.studies import Study
from app.documents.transactions import in_transaction

__all__ = [
    "BarredSource",
    "OptOut",
    "bar",
    "barred",
    "opt_in",
    "opt_out",
    "opted_out",
    "opted_out_among",
    "source_keys",
]


async def opted_out() -> frozenset[str]:
    """Return the ids of all patients who have opted out: they are in no list, count or file for anybody."""
    return frozenset([raw["_id"] async for raw in OptOut.get_pymongo_collection().find({}, {"_id": 1})])


async def opted_out_among(ids: Iterable[str], session: AsyncClientSession) -> set[str]:
    """Return those of these patients who have opted out."""
    return await _those(OptOut, ids, session)


async def barred(source_keys: Iterable[str], session: AsyncClientSession) -> set[str]:
    """Return those of these source patients who were erased and may not come back."""
    return await _those(BarredSource, source_keys, session)


async def _those(model: type[Record], ids: Iterable[str], session: AsyncClientSession) -> set[str]:
    wanted = {"_id": {"$in": sorted(set(ids))}}
    return {raw["_id"] async for raw in model.get_pymongo_collection().find(wanted, {"_id": 1}, session=session)}


async def opt_out(database: Database, patient_id: str, actor_id: str) -> bool:
    """Hide a patient from everybody; return False when there is none such."""

    async def work(session: AsyncClientSession) -> bool:
        if await Patient.get(patient_id, session=session) is None:
            return False
        values = {"$setOnInsert": {"created_at": now(), "created_by": actor_id}}
        await OptOut.get_pymongo_collection().update_one({"_id": patient_id}, values, upsert=True, session=session)
        await audit_event(actor_id, "patient.opted_out", patient_id).insert(session=session)
        return True

    return await in_transaction(database, work)


async def opt_in(database: Database, patient_id: str, actor_id: str) -> bool:
    """Let a patient be seen again; return False when it was not hidden."""

    async def work(session: AsyncClientSession) -> bool:
        result = await OptOut.get_pymongo_collection().delete_one({"_id": patient_id}, session=session)
        if result.deleted_count:
            await audit_event(actor_id, "patient.opted_in", patient_id).insert(session=session)
        return bool(result.deleted_count)

    return await in_transaction(database, work)


async def source_keys(patient: Patient, session: AsyncClientSession) -> set[str]:
    """Return the keyed hashes by which uploads name this patient: its own, and those of its studies' files."""
    keys = {patient.source_key} if patient.source_key else set()
    async for study in Study.find({"patient_id": patient.id}, session=session):
        keys |= set(study.source_parents[:1])
    return keys


async def bar(keys: Iterable[str], actor_id: str, session: AsyncClientSession) -> None:
    """Refuse all later uploads of these source patients."""
    for key in sorted(keys):
        values = {"$setOnInsert": {"created_at": now(), "created_by": actor_id}}
        await BarredSource.get_pymongo_collection().update_one({"_id": key}, values, upsert=True, session=session)
