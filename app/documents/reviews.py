"""What a person decides about an image in doubt: once, in one transaction with its audit entry."""

from collections.abc import Awaitable, Callable
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.additions import NewImage, Owners, Source
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.connect import Database
from app.documents.images import Image, ImageDetails
from app.documents.jobs import Removal
from app.documents.transactions import in_transaction
from app.domain.ids import new_id


async def approve(
    database: Database, entry: NewImage, actor_id: str, original: str, put: Callable[[], Awaitable[None]]
) -> Removal | None:
    """Let readers see an image as it is now, and return the removal of its `original` that is to be carried out.

    `put` gives the new file its name, inside the transaction: then whoever comes second changes no file. Returns None,
    and changes nothing, when somebody has decided already.
    """
    image, report = entry.image, entry.details.deidentification

    async def work(session: AsyncClientSession) -> Removal | None:
        change = {"review_status": "APPROVED", "sha256": image.sha256, "file_size": image.file_size}
        if not await _decided(image.id, change, session):
            return None
        await _note(image.id, actor_id, session, report.model_dump(include={"actions", "regions"}) | {"doubt": None})
        owners = await Owners.load([entry], session)
        await owners.update([entry], session)
        await audit_event(actor_id, "image.approved", image.id).insert(session=session)
        await put()
        return await _removal(original, session)

    return await in_transaction(database, work)


async def reject(database: Database, image: Image, actor_id: str | None, path: str, **told: Any) -> Removal | None:
    """Keep an image from readers for good, and return the removal of its files that is to be carried out.

    The record stays, so that the same file is known when it comes again for the same profile; it does not stand in the
    way of another version of the image. Returns None when somebody has decided already.
    """

    async def work(session: AsyncClientSession) -> Removal | None:
        if not await _decided(image.id, {"review_status": "REJECTED"}, session):
            return None
        await _make_way(image, session)
        await _note(image.id, actor_id, session, {})
        await audit_event(actor_id, "image.rejected", image.id, **told).insert(session=session)
        return await _removal(path, session)

    return await in_transaction(database, work)


async def _make_way(image: Image, session: AsyncClientSession) -> None:
    """Give the source key of an image free, so that other bytes of the same instance can come."""
    details = await ImageDetails.get(image.id, session=session)
    source = Source.of(image, details.deidentification) if details else None
    images = Image.get_pymongo_collection()
    record = await images.find_one({"_id": image.id}, session=session)
    if source is None or record is None:
        return
    # Written anew: the embedded server gives a key of a unique index free only with its record.
    await images.delete_one({"_id": image.id}, session=session)
    await images.insert_one({**record, "source_key": source.rejected_key}, session=session)


async def _decided(image_id: str, change: dict[str, Any], session: AsyncClientSession) -> bool:
    waiting = {"_id": image_id, "review_status": "NEEDS_REVIEW"}
    result = await Image.get_pymongo_collection().update_one(waiting, {"$set": change}, session=session)
    return result.modified_count == 1


async def _note(image_id: str, actor_id: str | None, session: AsyncClientSession, values: dict[str, Any]) -> None:
    values = values | {"reviewed_by": actor_id, "reviewed_at": now()}
    change = {"$set": {f"deidentification.{name}": value for name, value in values.items()}}
    await ImageDetails.get_pymongo_collection().update_one({"_id": image_id}, change, session=session)


async def _removal(path: str, session: AsyncClientSession) -> Removal:
    removal = Removal(id=new_id("rem"), path=path)
    await removal.insert(session=session)
    return removal
