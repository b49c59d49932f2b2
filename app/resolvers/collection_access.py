"""Who reads a collection: its maker and administrators always, others what is published, free and meant for them."""

import hashlib
from hmac import compare_digest

from app.documents import collection_lists, collections
from app.documents.base import now
from app.documents.collections import Collection, CollectionVersion
from app.documents.users import User
from app.domain.collections import Access
from app.domain.ids import prefix_of
from app.errors import Forbidden, NotFound
from app.resolvers.context import Context

NONE = "There is no collection with this id."
NOT_YOURS = "You can change collections that you made yourself. Ask an administrator to change this one."
ACCEPT = "Read the terms of this collection and accept them first (acceptCollectionTerms)."


def is_own(context: Context, collection: Collection) -> bool:
    """Return whether the caller may change it."""
    actor = context.signed_in()
    return actor.is_administrator or collection.created_by == actor.user_id


async def address_of(context: Context) -> str:
    """Return the caller's e-mail address."""
    user = await User.get(context.signed_in().user_id)
    return user.email if user else ""


async def scope(context: Context) -> dict[str, object]:
    """Return the condition of the collections that the caller may read; empty for administrators."""
    actor = context.signed_in()
    if actor.is_administrator:
        return {}
    return collection_lists.readable_by(actor.user_id, await address_of(context))


async def get(context: Context, collection_id: str) -> Collection:
    """Return a collection; raises NotFound when there is none that the caller may read."""
    found = await Collection.get(collection_id) if prefix_of(collection_id) == "col" else None
    if found is None or not (is_own(context, found) or await _may_read(context, found)):
        raise NotFound(NONE, ("id",))
    return found


async def _may_read(context: Context, collection: Collection) -> bool:
    if not collection.published or (collection.embargo_until is not None and collection.embargo_until > now()):
        return False
    return collection.access == Access.EVERYBODY or await address_of(context) in collection.readers


async def own(context: Context, collection_id: str) -> Collection:
    """Return a collection to change; raises NotFound, or Forbidden for one that others made."""
    found = await get(context, collection_id)
    if not is_own(context, found):
        raise Forbidden(NOT_YOURS)
    return found


def terms_digest(terms: str) -> str:
    """Return what is kept of terms that somebody accepted."""
    return hashlib.sha256(terms.encode()).hexdigest()


async def needs_terms(context: Context, collection: Collection) -> bool:
    """Return whether the caller has terms to accept before the content may be read; who wrote them has not."""
    user_id = context.signed_in().user_id
    if not collection.terms or compare_digest(collection.created_by or "", user_id):
        return False
    return not await collections.has_accepted(collection.id, user_id, terms_digest(collection.terms))


async def opened(
    context: Context, collection_id: str, number: int | None = None
) -> tuple[Collection, CollectionVersion]:
    """Return a collection and a published version of it whose content the caller may read, the newest by default.

    Raises NotFound, or Forbidden before the terms are accepted.
    """
    collection = await get(context, collection_id)
    version = await collections.version_of(collection.id, number)
    if version is None:
        raise NotFound("This collection has no such version.", ("version",))
    if await needs_terms(context, collection):
        raise Forbidden(ACCEPT)
    return collection, version
