"""What belongs to who asked for it, and to administrators: looked up, listed, followed until it has ended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

from app.auth.actor import require
from app.auth.permissions import Permission
from app.documents import owned
from app.documents.base import Record
from app.documents.paging import Page
from app.domain.pages import Slice
from app.resolvers.context import Context
from app.resolvers.sessions import still_signed_in

RecordType = TypeVar("RecordType", bound=Record)


async def find(context: Context, model: type[RecordType], record_id: str) -> RecordType | None:
    """Return the record, None when it is not there or neither the caller's nor the caller an administrator."""
    record: RecordType | None = await model.get(record_id)
    actor = context.signed_in()
    return record if record and (actor.is_administrator or record.created_by == actor.user_id) else None


async def page(context: Context, model: type[RecordType], slice_: Slice) -> Page[RecordType]:
    """Return the caller's records, the newest first; an administrator's page has everybody's."""
    return await owned.page_of(model, _whose(context), slice_)


async def total(context: Context, model: type[Record]) -> int:
    """Return how many records `page` has on all its pages."""
    return await owned.count_of(model, _whose(context))


def _whose(context: Context) -> str | None:
    actor = context.signed_in()
    return None if actor.is_administrator else actor.user_id


async def follow(
    context: Context,
    needed: Permission,
    read: Callable[[], Awaitable[Any]],
    opened: Sequence[str],
    pause_seconds: float,
) -> AsyncIterator[Any]:
    """Yield what is read now and whenever its `processed` or `status` has moved.

    It ends when the status is none of the `opened` ones, or with the caller's session or permission.
    """
    seen: tuple[int, str] | None = None
    while True:
        await still_signed_in(context)
        require(context.actor, needed)
        work = await read()
        if seen != (work.processed, work.status):
            seen = (work.processed, work.status)
            yield work
        if work.status not in opened:
            return
        await asyncio.sleep(pause_seconds)
