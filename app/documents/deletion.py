"""Records that go with all that is below them; the files follow by the `Removal` that each deletion leaves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pymongo import ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import ClinicalRecord, now
from app.documents.images import VISIBLE_TO_READERS, Image, ImageDetails
from app.documents.jobs import Removal
from app.documents.models import Prediction
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.ids import new_id

IDS_AT_ONCE = 1000  # of one command

BELOW: dict[type[ClinicalRecord], tuple[tuple[type[Any], str], ...]] = {
    Patient: ((Image, "patient_id"), (Series, "patient_id"), (Study, "patient_id")),
    Study: ((Image, "study_id"), (Series, "study_id")),
    Series: ((Image, "series_id"),),
}


@dataclass(frozen=True, slots=True)
class Deleted:
    """How many images went, and what is left to do: remove the file or folder of the store at `removal.path`."""

    images: int
    removal: Removal


async def is_others_work_below(record: ClinicalRecord, user_id: str, session: AsyncClientSession) -> bool:
    """Return whether anything below the record was made by another user."""
    for model, link in BELOW[type(record)]:
        query = [{"$match": {link: record.id}}, {"$match": {"created_by": {"$ne": user_id}}}, {"$limit": 1}]
        cursor = await model.get_pymongo_collection().aggregate([*query, {"$project": {"_id": 1}}], session=session)
        if await cursor.to_list(None):
            return True
    return False


async def delete_with_children(record: ClinicalRecord, folder: str, session: AsyncClientSession) -> Deleted:
    """Delete a patient, study or series and all below; the counts of what is above follow."""
    images = 0
    await _delete_details(BELOW[type(record)][0][1], record.id, session)
    for model, link in BELOW[type(record)]:
        result = await model.get_pymongo_collection().delete_many({link: record.id}, session=session)
        images += result.deleted_count if model is Image else 0
    if isinstance(record, Patient):
        await Prediction.get_pymongo_collection().delete_many({"patient_id": record.id}, session=session)
    await record.get_pymongo_collection().delete_one({"_id": record.id}, session=session)
    await _uncount(_above(record), record.image_count, Counter(record.modality_counts), session)
    return Deleted(images, await _removal(folder, session))


async def delete_image(image: Image, path: str, session: AsyncClientSession) -> Deleted:
    """Delete one image; the counts of series, study and patient follow."""
    await Image.get_pymongo_collection().delete_one({"_id": image.id}, session=session)
    await ImageDetails.get_pymongo_collection().delete_one({"_id": image.id}, session=session)
    if image.review_status in VISIBLE_TO_READERS:
        modalities = Counter({image.modality: 1}) if image.modality else Counter()
        await _uncount([*_above(image), (Series, image.series_id)], 1, modalities, session)
    return Deleted(1, await _removal(path, session))


async def _delete_details(link: str, record_id: str, session: AsyncClientSession) -> None:
    found = Image.get_pymongo_collection().find({link: record_id}, {"_id": 1}, session=session)
    ids = [raw["_id"] async for raw in found]
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = {"_id": {"$in": ids[start : start + IDS_AT_ONCE]}}
        await ImageDetails.get_pymongo_collection().delete_many(some, session=session)


def _above(record: Any) -> list[tuple[type[ClinicalRecord], str]]:
    owners: list[tuple[type[ClinicalRecord], str]] = []
    if not isinstance(record, Patient):
        owners.append((Patient, record.patient_id))
    if isinstance(record, Series | Image):
        owners.append((Study, record.study_id))
    return owners


async def _uncount(
    owners: Iterable[tuple[type[ClinicalRecord], str]],
    images: int,
    modalities: Counter[str],
    session: AsyncClientSession,
) -> None:
    for model, owner_id in owners if images else ():
        collection = model.get_pymongo_collection()
        known = await collection.find_one({"_id": owner_id}, {"modality_counts": 1}, session=session) or {}
        counted = {name: count for name, count in modalities.items() if name in known.get("modality_counts", {})}
        decrements = {f"modality_counts.{name}": -count for name, count in counted.items()}
        change = {"$inc": {"image_count": -images, **decrements}, "$set": {"updated_at": now()}}
        after = await collection.find_one_and_update(
            {"_id": owner_id}, change, {"modality_counts": 1}, return_document=ReturnDocument.AFTER, session=session
        )
        gone = [name for name, count in (after or {}).get("modality_counts", {}).items() if count <= 0]
        if gone:
            change = {
                "$pull": {"modality_list": {"$in": gone}},
                "$unset": {f"modality_counts.{name}": "" for name in gone},
            }
            await collection.update_one({"_id": owner_id}, change, session=session)


async def _removal(path: str, session: AsyncClientSession) -> Removal:
    removal = Removal(id=new_id("rem"), path=path)
    await removal.insert(session=session)
    return removal
