"""Lists of exports."""

from app.documents import paging
from app.documents.exports import ExportJob
from app.documents.filtering import EXACT, Criteria
from app.documents.paging import Page
from app.domain.pages import Order, Slice


async def page_of_exports(created_by: str | None, slice_: Slice) -> Page[ExportJob]:
    """Return exports of somebody, or of all when None, the newest first."""
    bound = {"created_by": created_by} if created_by else {}
    return await paging.page(
        ExportJob, Criteria((bound,), (), EXACT), [Order("created_at", is_descending=True)], slice_
    )


async def count_exports(created_by: str | None) -> int:
    """Return how many exports somebody has, or all have when None."""
    return await ExportJob.find({"created_by": created_by} if created_by else {}).count()
