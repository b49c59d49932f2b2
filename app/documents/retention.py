"""What has been kept as long as it may be: found, and removed in the transaction of the event that tells of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from beanie import Document
from pymongo.asynchronous.client_session import AsyncClientSession

from app.auth.permissions import DescribedEnum
from app.documents import audit_chain, deletion
from app.documents.audit import audit_event
from app.documents.connect import Database
from app.documents.images import Image
from app.documents.jobs import JobFile, Removal, UploadJob
from app.documents.patients import Patient
from app.documents.privacy import OptOut
from app.documents.tokens import ApiToken
from app.documents.transactions import in_transaction
from app.documents.users import PasswordLink, Session

AT_ONCE = 500  # ids of one event
REASON = "retention"


class Kept(DescribedEnum):
    """Data that may have a period after which they go."""

    PATIENTS = "PATIENTS", "Patients with all below, when nothing of them was changed or added for so long."
    QUARANTINE = "QUARANTINE", "Images in doubt on which nobody decided: they are rejected, what was uploaded goes."
    UPLOADS = "UPLOADS", "Reports of uploads that have ended; not their images."
    SIGN_INS = "SIGN_INS", "Sessions, links by mail and API tokens that have ended or expired."
    AUDIT = "AUDIT", "Events of the audit trail; what stays can still be verified."


def _ended_before(before: datetime) -> dict[type[Document], dict[str, Any]]:
    late = {"$lt": before}
    return {
        Session: {"$or": [{"ended_at": late}, {"expires_at": late}]},
        PasswordLink: {"expires_at": late},
        ApiToken: {"$or": [{"revoked_at": late}, {"expires_at": late}]},
    }


async def due(kind: Kept, before: datetime) -> int:
    """Return how much of a kind has been kept since before a moment."""
    match kind:
        case Kept.PATIENTS:
            return len(await patients(before))
        case Kept.QUARANTINE:
            return await Image.find(_undecided(before)).count()
        case Kept.UPLOADS:
            return await UploadJob.find({"finished_at": {"$lt": before}}).count()
        case Kept.SIGN_INS:
            return sum([await model.find(query).count() for model, query in _ended_before(before).items()])
        case Kept.AUDIT:
            return await audit_chain.count_before(before)


async def patients(before: datetime) -> list[str]:
    """Return the patients of whom nothing was changed or added since."""
    found = Patient.get_pymongo_collection().find({"updated_at": {"$lt": before}}, {"_id": 1})
    ids = [raw["_id"] async for raw in found]
    since = {"created_at": {"$gte": before}}
    lively: set[str] = set()
    for start in range(0, len(ids), AT_ONCE):
        some = {"patient_id": {"$in": ids[start : start + AT_ONCE]}}
        rows = await Image.get_pymongo_collection().aggregate([{"$match": some}, {"$match": since}])
        lively |= {raw["patient_id"] async for raw in rows}
    return [each for each in ids if each not in lively]


def _undecided(before: datetime) -> dict[str, Any]:
    return {"review_status": "NEEDS_REVIEW", "created_at": {"$lt": before}}


async def undecided(before: datetime) -> list[Image]:
    """Return the images in doubt that have waited since."""
    return await Image.find(_undecided(before)).to_list()


async def remove_patient(database: Database, patient_id: str) -> Removal | None:
    """Delete a patient and return what is left to do with the files; None when it is gone already."""

    async def work(session: AsyncClientSession) -> Removal | None:
        patient = await Patient.get(patient_id, session=session)
        if patient is None:
            return None
        deleted = await deletion.delete_with_children(patient, patient_id, session)
        await OptOut.get_pymongo_collection().delete_one({"_id": patient_id}, session=session)
        told = audit_event(None, "patient.deleted", patient_id, images=deleted.images, reason=REASON)
        await told.insert(session=session)
        return deleted.removal

    return await in_transaction(database, work)


async def remove_uploads(database: Database, before: datetime) -> int:
    """Delete the reports of uploads that ended before; return how many."""
    found = UploadJob.get_pymongo_collection().find({"finished_at": {"$lt": before}}, {"_id": 1})
    ids = [raw["_id"] async for raw in found]
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        await JobFile.get_pymongo_collection().delete_many({"job_id": {"$in": some}})
        await _remove(database, UploadJob, some, "upload.deleted")
    return len(ids)


async def remove_sign_ins(database: Database, before: datetime) -> int:
    """Delete sessions, links and tokens that ended before; return how many."""
    removed = 0
    for model, query in _ended_before(before).items():
        ids = [raw["_id"] async for raw in model.get_pymongo_collection().find(query, {"_id": 1})]
        for start in range(0, len(ids), AT_ONCE):
            await _remove(database, model, ids[start : start + AT_ONCE], "sign_in.deleted")
        removed += len(ids)
    return removed


async def _remove(database: Database, model: type[Document], ids: Sequence[str], action: str) -> None:
    async def work(session: AsyncClientSession) -> None:
        await model.get_pymongo_collection().delete_many({"_id": {"$in": list(ids)}}, session=session)
        await audit_event(None, action, *ids, reason=REASON).insert(session=session)

    await in_transaction(database, work)
