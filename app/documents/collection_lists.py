"""Lists of collections, and who sees which."""

from typing import Any

from app.documents import paging
from app.documents.base import now
from app.documents.collections import Collection
from app.documents.filtering import EXACT, Criteria
from app.documents.paging import Page
from app.domain.pages import Order, Slice


def readable_by(user_id: str, email: str) -> dict[str, Any]:
    """Return the condition that holds for the collections that somebody made, or may read since they are published."""
    is_free = {"$or": [{"embargo_until": None}, {"embargo_until": {"$lte": now()}}]}
    is_for_them = {"$or": [{"access": "EVERYBODY"}, {"access": "NAMED", "readers": email}]}
    return {"$or": [{"created_by": user_id}, {"$and": [{"published": {"$gt": 0}}, is_free, is_for_them]}]}


async def page_of_collections(scope: dict[str, Any], slice_: Slice) -> Page[Collection]:
    """Return collections within the scope, the newest first."""
    newest = [Order("created_at", is_descending=True)]
    return await paging.page(Collection, Criteria((), (scope,) if scope else (), EXACT), newest, slice_)


async def count_collections(scope: dict[str, Any]) -> int:
    """Return how many collections the scope has."""
    return await Collection.find(scope).count()
