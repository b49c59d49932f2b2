"""Writes of records that people edit: what searches look up is derived on the way, stale versions change nothing."""

from typing import Any, TypeVar

from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import ClinicalRecord, now, raw
from app.documents.paging import construct
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study

RecordType = TypeVar("RecordType", bound=ClinicalRecord)

PARENTS: dict[type[ClinicalRecord], tuple[type[ClinicalRecord], str]] = {
    Study: (Patient, "patient_id"),
    Series: (Study, "study_id"),
}


async def insert(record: ClinicalRecord, session: AsyncClientSession) -> bool:
    """Insert the record; return False when its parent is gone. The parent is touched, so that it cannot go meanwhile."""
    if type(record) in PARENTS:
        model, link = PARENTS[type(record)]
        touched = await model.get_pymongo_collection().update_one(
            {"_id": getattr(record, link)}, {"$set": {"updated_at": now()}}, session=session
        )
        if touched.matched_count == 0:
            return False
    for name, value in record.derived(raw(record)).items():
        setattr(record, name, value)
    await record.insert(session=session)
    return True


async def update(record: RecordType, values: dict[str, Any], session: AsyncClientSession) -> RecordType | None:
    """Return the record with these values and the next version, None when its version is not the newest any more."""
    change = {**values, **record.derived({**raw(record), **values}), "updated_at": now()}
    after = await record.get_pymongo_collection().find_one_and_update(
        {"_id": record.id, "version": record.version},
        {"$set": change, "$inc": {"version": 1}},
        return_document=ReturnDocument.AFTER,
        session=session,
    )
    return construct(type(record), after) if after else None
