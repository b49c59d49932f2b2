"""Lists of what people have asked for: uploads, exports, shares, runs."""

from typing import TypeVar

from app.documents import paging
from app.documents.base import Record
from app.documents.filtering import EXACT, Criteria
from app.documents.paging import Page
from app.domain.pages import Order, Slice

RecordType = TypeVar("RecordType", bound=Record)
NEWEST = [Order("created_at", is_descending=True)]


async def page_of(model: type[RecordType], created_by: str | None, slice_: Slice) -> Page[RecordType]:
    """Return records of somebody, or of all when None, the newest first."""
    bound = {"created_by": created_by} if created_by else {}
    return await paging.page(model, Criteria((bound,), (), EXACT), NEWEST, slice_)


async def count_of(model: type[Record], created_by: str | None) -> int:
    """Return how many records somebody has, or all have when None."""
    return await model.find({"created_by": created_by} if created_by else {}).count()
