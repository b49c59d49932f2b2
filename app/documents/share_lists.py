"""Lists of shares."""

from app.documents import paging
from app.documents.filtering import EXACT, Criteria
from app.documents.paging import Page
from app.documents.shares import Share
from app.domain.pages import Order, Slice


async def page_of_shares(created_by: str | None, slice_: Slice) -> Page[Share]:
    """Return shares of somebody, or of all when None, the newest first."""
    bound = {"created_by": created_by} if created_by else {}
    newest = [Order("created_at", is_descending=True)]
    return await paging.page(Share, Criteria((bound,) if bound else (), (), EXACT), newest, slice_)


async def count_shares(created_by: str | None) -> int:
    """Return how many shares somebody has, or all have when None."""
    return await Share.find({"created_by": created_by} if created_by else {}).count()
