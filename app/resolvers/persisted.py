"""Persisted documents: which text a request means, who may run nothing else, and what is kept of their use."""

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import md5, sha1, sha256
from typing import TYPE_CHECKING, TypeVar

from app.documents import persisting
from app.documents.paging import Page
from app.documents.persisted import PersistedDocument
from app.documents.persisting import NewDocument
from app.domain.pages import Slice
from app.errors import Invalid, NotFound, UnknownDocument, UnknownQuery, UnsupportedQuery, WrongHash
from app.resolvers.background import now_and_then

if TYPE_CHECKING:  # the hub has a Registry
    from app.resolvers.context import Context, Hub

FLUSH_SECONDS = 2.0
MOST_KNOWN = 5_000  # documents in memory: a hospital's clients have a few hundred
MOST_AUTOMATIC = 500  # automatic persisted queries in memory; a client whose query fell out sends it again
HASHES = {
    32: md5,
    40: sha1,
    64: sha256,
}  # by the length of their hexadecimal form: Relay's default, and what others use
LONGEST_KEY = 200
Value = TypeVar("Value")


class TrustedDocument(str):
    """The text of a persisted document; only the hub makes one, so a plain text is never mistaken for it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """What a hub process remembers of documents: texts by key, uses that are not written yet, automatic queries."""

    known: OrderedDict[str, tuple[str, TrustedDocument]] = field(default_factory=OrderedDict)
    uses: Counter[str] = field(default_factory=Counter)
    automatic: OrderedDict[str, str] = field(default_factory=OrderedDict)


def text_hash(text: str) -> str:
    """Return the id by which every document goes."""
    return sha256(text.encode(errors="replace")).hexdigest()


def keys_of(text: str, given: str | None) -> tuple[str, ...]:
    """Return what a document goes by; raises Invalid when a given id looks like a hash and is not that of the text."""
    own = text_hash(text)
    key = _key(given) if given else own
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid(f"An id has at most {LONGEST_KEY} printable characters.", ("id",))
    is_hash = len(key) in HASHES and not set(key.lower()) - set("0123456789abcdef")
    if is_hash and key != HASHES[len(key)](text.encode(), usedforsecurity=False).hexdigest():
        raise Invalid("The id is not the hash of the text. Make the manifest anew.", ("id",))
    return (own,) if key == own else (own, key)


def is_restricted(context: "Context") -> bool:
    """Return whether the caller may run persisted documents only: by the token, or by the hub's mode.

    In that mode people and anonymous callers may not run other documents, programs with a token may.
    """
    actor = context.actor
    if actor is not None and actor.is_token:
        return actor.is_persisted_only
    return context.hub.settings.trusted_documents


async def text_of(context: "Context", query: str | None, document_id: str | None, query_hash: str | None) -> str:
    """Return the text that a request means; raises UnknownDocument, UnknownQuery, UnsupportedQuery and WrongHash.

    A text that is sent whole counts as its document when there is one: only then may some callers run it.
    """
    if document_id:
        return await _trusted(context.hub, _key(document_id))
    if query_hash is None:
        return await _known_or(context, str(query))
    if query is None:
        return await _automatic(context, query_hash)
    if text_hash(query) != query_hash.lower():
        raise WrongHash("The hash is not the SHA-256 of the query.")
    if context.actor is not None and not is_restricted(context):
        _remember(context.hub.documents.automatic, query_hash.lower(), query, MOST_AUTOMATIC)
    return await _known_or(context, query)


async def _known_or(context: "Context", query: str) -> str:
    if not is_restricted(context):
        return query
    try:
        return await _trusted(context.hub, text_hash(query))
    except UnknownDocument:
        return query  # which the schema refuses, with the reason


async def _automatic(context: "Context", query_hash: str) -> str:
    key = query_hash.lower()
    try:
        return await _trusted(context.hub, key)
    except UnknownDocument:
        if context.actor is None or is_restricted(context):
            raise UnsupportedQuery from None
    try:
        return context.hub.documents.automatic[key]
    except KeyError:
        raise UnknownQuery from None


async def _trusted(hub: "Hub", key: str) -> TrustedDocument:
    registry = hub.documents
    if key not in registry.known:
        found = await persisting.by_key(key) if len(key) <= LONGEST_KEY else None
        if found is None:
            raise UnknownDocument("There is no persisted document with this id. Register it by persistDocument first.")
        _remember(registry.known, key, (found.id, TrustedDocument(found.text)), MOST_KNOWN)
    document_id, text = registry.known[key]
    registry.uses[document_id] += 1
    return text


async def cacheable(context: "Context", key: str) -> TrustedDocument:
    """Return a document that may be asked with its variables in the address; raises UnknownDocument."""
    found = await persisting.by_key(_key(key)) if len(key) <= LONGEST_KEY else None
    if found is None or not found.is_cacheable:
        raise UnknownDocument("There is no cacheable document with this id. Send others to /graphql by POST.")
    context.hub.documents.uses[found.id] += 1
    return TrustedDocument(found.text)


async def persist(context: "Context", given: Sequence[NewDocument]) -> list[PersistedDocument]:
    """Return the documents as they are kept, all or none; raises Conflict."""
    return await persisting.add(context.hub.database, given, context.signed_in().user_id)


async def ship(hub: "Hub", given: Sequence[NewDocument]) -> None:
    """Keep the documents of the hub's own clients."""
    await persisting.add(hub.database, given, None)


async def get(document_id: str) -> PersistedDocument:
    """Return a document by its hub id; raises NotFound."""
    found = await PersistedDocument.get(document_id)
    if found is None:
        raise NotFound("There is no persisted document with this id.")
    return found


async def page(slice_: Slice) -> Page[PersistedDocument]:
    """Return a page of all documents, the newest first."""
    return await persisting.page_of_documents(slice_)


async def total() -> int:
    """Return how many documents there are."""
    return await persisting.count_documents()


async def flush(hub: "Hub") -> None:
    """Write the uses that are not written yet."""
    uses = dict(hub.documents.uses)
    hub.documents.uses.clear()
    try:
        await persisting.note_uses(uses)
    except BaseException:
        hub.documents.uses.update(uses)
        raise


async def run_forever(hub: "Hub") -> None:
    """Flush now and then until cancelled, and once more then."""
    await now_and_then(partial(flush, hub), FLUSH_SECONDS, "documents.interrupted")


def _key(given: str) -> str:
    """Return the id without the prefix that GraphQL over HTTP gives to hashes."""
    return given.removeprefix("sha256:")


def _remember(kept: "OrderedDict[str, Value]", key: str, value: Value, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
