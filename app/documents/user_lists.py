"""Pages of accounts."""

from dataclasses import dataclass

from app.documents import paging
from app.documents.filtering import EXACT, UNBOUNDED, Criteria, Match, literal
from app.documents.paging import Page
from app.documents.users import User
from app.domain.pages import Order, Slice

BY_ADDRESS = (Order("email"),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts: `search` is part of an address or a name; None is any."""

    search: str | None = None
    status: str | None = None
    role: str | None = None

    def criteria(self) -> Criteria:
        """Return it as the database is asked."""
        rest: list[Match] = []
        if self.role is not None:
            rest.append({"role": self.role})
        if self.search and self.search.strip():
            pattern = {"$regex": literal(self.search.strip()), "$options": "i"}
            rest.append({"$or": [{"email": pattern}, {"name": pattern}]})
        if self.status is None:
            return Criteria((), tuple(rest), UNBOUNDED)
        return Criteria(({"status": self.status},), tuple(rest), EXACT)


async def page_of_users(wanted: Wanted, slice_: Slice) -> Page[User]:
    """Return a page of accounts, by address."""
    return await paging.page(User, wanted.criteria(), BY_ADDRESS, slice_)


async def count_users(wanted: Wanted) -> int:
    """Return how many there are."""
    return await paging.count(User, wanted.criteria())
