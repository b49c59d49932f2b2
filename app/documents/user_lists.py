"""Pages of accounts."""

from app.documents import paging
from app.documents.filtering import EXACT, UNBOUNDED, Criteria, Match, literal
from app.documents.paging import Page
from app.documents.users import User
from app.domain.pages import Order, Slice

BY_ADDRESS = (Order("email"),)


async def page_of_users(search: str | None, status: str | None, slice_: Slice) -> Page[User]:
    """Return a page of the accounts with this status whose address or name contains the text, by address."""
    return await paging.page(User, _criteria(search, status), BY_ADDRESS, slice_)


async def count_users(search: str | None, status: str | None) -> int:
    """Return how many there are."""
    return await paging.count(User, _criteria(search, status))


def _criteria(search: str | None, status: str | None) -> Criteria:
    rest: list[Match] = []
    if search and search.strip():
        pattern = {"$regex": literal(search.strip()), "$options": "i"}
        rest.append({"$or": [{"email": pattern}, {"name": pattern}]})
    if status is None:
        return Criteria({}, tuple(rest), UNBOUNDED)
    return Criteria({"status": status}, tuple(rest), EXACT)
