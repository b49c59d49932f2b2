"""Persisted documents: found, listed, added, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pymongo import UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents import paging
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.connect import Database
from app.documents.filtering import UNBOUNDED, Criteria
from app.documents.paging import Page
from app.documents.persisted import PersistedDocument
from app.documents.transactions import in_transaction
from app.domain.ids import new_id
from app.domain.pages import Order, Slice
from app.errors import Conflict

NEWEST_FIRST = (Order("created_at", is_descending=True),)
EVERYTHING = Criteria((), (), UNBOUNDED)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be kept: its keys (the SHA-256 of the text first), the name of its operation, its text."""

    keys: tuple[str, ...]
    name: str
    text: str
    is_cacheable: bool = False


async def by_key(key: str) -> PersistedDocument | None:
    """Return the document that goes by a key."""
    return await PersistedDocument.find_one({"keys": key})


async def page_of_documents(slice_: Slice) -> Page[PersistedDocument]:
    """Return a page of all documents, the newest first."""
    return await paging.page(PersistedDocument, EVERYTHING, NEWEST_FIRST, slice_)


async def count_documents() -> int:
    """Return how many there are."""
    return await paging.count(PersistedDocument, EVERYTHING)


async def add(database: Database, given: Sequence[NewDocument], created_by: str | None) -> list[PersistedDocument]:
    """Return the documents as they are kept, all or none of them; one that is there already gains keys, and may become cacheable.

    Raises Conflict when a key belongs to another text.
    """

    async def work(session: AsyncClientSession) -> list[PersistedDocument]:
        known = await _by_keys([key for each in given for key in each.keys], session)
        kept = [await _kept(each, known, created_by, session) for each in given]
        changed = [document.id for document, is_changed in kept if is_changed]
        if changed:
            await audit_event(created_by, "document.persisted", *changed).insert(session=session)
        return [document for document, _ in kept]

    return await in_transaction(database, work, again_when_known=True)


async def note_uses(uses: Mapping[str, int]) -> None:
    """Add to the counts of documents (by id) that they were used, just now."""
    moment = now()
    changes = [
        UpdateOne({"_id": document_id}, {"$inc": {"use_count": count}, "$set": {"last_used_at": moment}})
        for document_id, count in uses.items()
    ]
    if changes:
        await PersistedDocument.get_pymongo_collection().bulk_write(changes, ordered=False)


async def _by_keys(keys: Sequence[str], session: AsyncClientSession) -> dict[str, PersistedDocument]:
    found = await PersistedDocument.find({"keys": {"$in": list(keys)}}, session=session).to_list()
    return {key: document for document in found for key in document.keys}


async def _kept(
    given: NewDocument, known: dict[str, PersistedDocument], created_by: str | None, session: AsyncClientSession
) -> tuple[PersistedDocument, bool]:
    """Return the document, and whether that changed anything; `known` learns its keys."""
    found = known.get(given.keys[0])
    if any(known.get(key, found) is not found for key in given.keys):
        raise Conflict("This id belongs to another document already. Choose another id.", ("id",))
    if found is None:
        newest = await PersistedDocument.find({"name": given.name}, session=session).sort("-version").first_or_none()
        version = newest.version + 1 if newest else 1
        found = PersistedDocument(
            id=new_id("doc"), created_by=created_by, keys=list(given.keys), name=given.name, version=version,
            text=given.text, is_cacheable=given.is_cacheable,
        )  # fmt: skip
        await found.insert(session=session)
        is_changed = True
    else:
        more = [key for key in given.keys if key not in found.keys]
        is_changed = bool(more) or (given.is_cacheable and not found.is_cacheable)
        if is_changed:
            found.keys += more
            found.is_cacheable = found.is_cacheable or given.is_cacheable
            change = {"keys": found.keys, "is_cacheable": found.is_cacheable}
            await PersistedDocument.get_pymongo_collection().update_one(
                {"_id": found.id}, {"$set": change}, session=session
            )
    known.update(dict.fromkeys(found.keys, found))
    return found, is_changed
