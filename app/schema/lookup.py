"""Look-ups by id and pages, as fields ask for them."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import strawberry

from app.domain.pages import Order, slice_of
from app.errors import NotFound
from app.resolvers.records import Listing
from app.schema.filters import parsed
from app.schema.orders import orders_of

Value = TypeVar("Value")
Node = TypeVar("Node")

NEWEST_FIRST = (Order("created_at", is_descending=True),)
BY_NUMBER = (Order("number"),)


async def or_none(record: Awaitable[Value], of: Callable[[Value], Node]) -> Node | None:
    """Return the node of a record, None when it does not exist for the caller."""
    try:
        return of(await record)
    except NotFound:
        return None


def listing(
    filter_: Any,
    order_by: Sequence[Any] | None,
    default: tuple[Order, ...],
    page: tuple[int | None, str | None, int | None, str | None],
    search: str | None = None,
) -> Listing:
    """Return what the arguments of a connection ask for; `page` is (first, after, last, before). Raises Invalid."""
    said: Any = [None if argument is strawberry.UNSET else argument for argument in page]
    return Listing(parsed(filter_, search), orders_of(order_by, default), slice_of(*said))
