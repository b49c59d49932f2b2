"""Collections: named sets of patients or images, their published versions, and who accepted their terms."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import Record, now, raw

ITEMS_AT_ONCE = 1000  # of one command


class Collection(Record):
    """A set that people name, describe and cite. What is edited is the draft; `published` counts the frozen versions.

    `members` are the draft's ids, of patients or of images as `kind` says; `filter` chooses them instead when it is
    dynamic (app.domain.saved_filters).
    """

    name: str
    description: str = ""
    license: str = ""
    authors: str = ""
    keywords: list[str] = Field(default_factory=list)
    kind: str = "PATIENT"
    members: list[str] = Field(default_factory=list)
    filter: dict[str, Any] | None = None
    access: str = "EVERYBODY"
    readers: list[str] = Field(default_factory=list)  # e-mail addresses, lower case, when the access is NAMED
    embargo_until: datetime | None = None
    terms: str = ""
    published: int = 0
    updated_at: datetime = Field(default_factory=now)
    version: int = 1  # counts the edits of the draft

    class Settings:
        name = "collections"
        indexes: ClassVar = [IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)])]


class CollectionVersion(Record):
    """A frozen list: what the collection had when it was published as `number`; its images are `CollectionItem`s."""

    collection_id: str
    number: int
    note: str = ""
    patient_ids: list[str]
    images: int
    bytes: int
    youngest: int | None = None
    oldest: int | None = None
    digest: str  # of the whole list: app.domain.collections.digest_of

    class Settings:
        name = "collection_versions"
        indexes: ClassVar = [IndexModel([("collection_id", ASCENDING), ("number", ASCENDING)], unique=True)]


class CollectionItem(Record):
    """One image of a version, with the digest that its file had; the id is `version/image`."""

    version_id: str
    image_id: str
    series_id: str
    study_id: str
    patient_id: str
    sha256: str
    file_size: int

    class Settings:
        name = "collection_items"
        indexes: ClassVar = [
            IndexModel([("version_id", ASCENDING), ("_id", ASCENDING)]),
            IndexModel([("patient_id", ASCENDING)]),
        ]


class AcceptedTerms(Record):
    """Somebody (`created_by`) accepted these terms of a collection; other terms are to be accepted anew."""

    collection_id: str
    terms_digest: str

    class Settings:
        name = "accepted_terms"
        indexes: ClassVar = [
            IndexModel(
                [("collection_id", ASCENDING), ("created_by", ASCENDING), ("terms_digest", ASCENDING)], unique=True
            )
        ]


async def update(
    record: Collection, values: dict[str, Any], session: AsyncClientSession | None = None
) -> Collection | None:
    """Return the collection with these values and the next version, None when its version is not the newest any more."""
    changed = await Collection.get_pymongo_collection().update_one(
        {"_id": record.id, "version": record.version},
        {"$set": {**values, "updated_at": now()}, "$inc": {"version": 1}},
        session=session,
    )
    return await Collection.get(record.id, session=session) if changed.modified_count else None


async def version_of(collection_id: str, number: int | None = None) -> CollectionVersion | None:
    """Return a version, the newest by default; None when there is none."""
    wanted = {"collection_id": collection_id} | ({} if number is None else {"number": number})
    return await CollectionVersion.find(wanted).sort("-number").first_or_none()


async def versions_of(collection_id: str) -> list[CollectionVersion]:
    """Return all versions, the newest first."""
    return await CollectionVersion.find({"collection_id": collection_id}).sort("-number").to_list()


async def add_items(items: Sequence[CollectionItem]) -> None:
    """Keep images of a version that is being made; nobody reads them before the version is there."""
    collection = CollectionItem.get_pymongo_collection()
    for start in range(0, len(items), ITEMS_AT_ONCE):
        await collection.insert_many([raw(item) for item in items[start : start + ITEMS_AT_ONCE]])


async def drop_items(version_id: str) -> None:
    """Forget the images of a version that did not come to be."""
    await CollectionItem.get_pymongo_collection().delete_many({"version_id": version_id})


async def items_of(version_id: str) -> AsyncIterator[list[dict[str, Any]]]:
    """Yield the images of a version in the order of patients, studies, series and images, in batches."""
    found = CollectionItem.get_pymongo_collection().find({"version_id": version_id})
    rows = await found.to_list(None)
    rows.sort(key=lambda row: (row["patient_id"], row["study_id"], row["series_id"], row["image_id"]))
    for start in range(0, len(rows), ITEMS_AT_ONCE):
        yield rows[start : start + ITEMS_AT_ONCE]


async def ids_in(version_id: str, attribute: str) -> list[str]:
    """Return the ids of a version's images, or of the patients, studies or series that they belong to; sorted."""
    found = CollectionItem.get_pymongo_collection().find({"version_id": version_id}, {attribute: 1})
    return sorted({row[attribute] async for row in found})


async def digests_in(version_id: str) -> dict[str, str]:
    """Return the digest of each image of a version."""
    found = CollectionItem.get_pymongo_collection().find({"version_id": version_id}, {"image_id": 1, "sha256": 1})
    return {row["image_id"]: row["sha256"] async for row in found}


async def forget_digests(patient_id: str, session: AsyncClientSession) -> None:
    """Forget the digests of a patient's images in every version: nobody is to know them again by these."""
    await CollectionItem.get_pymongo_collection().update_many(
        {"patient_id": patient_id}, {"$set": {"sha256": "", "file_size": 0}}, session=session
    )


async def existing(model: type[Record], ids: Iterable[str]) -> set[str]:
    """Return those of these ids whose records there still are."""
    wanted, found = sorted(set(ids)), set()
    for start in range(0, len(wanted), ITEMS_AT_ONCE):
        some = {"_id": {"$in": wanted[start : start + ITEMS_AT_ONCE]}}
        found |= {row["_id"] async for row in model.get_pymongo_collection().find(some, {"_id": 1})}
    return found


async def has_accepted(collection_id: str, user_id: str, terms_digest: str) -> bool:
    """Return whether somebody accepted the terms."""
    wanted = {"collection_id": collection_id, "created_by": user_id, "terms_digest": terms_digest}
    return await AcceptedTerms.find_one(wanted) is not None
