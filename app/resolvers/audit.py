"""The audit trail read: pages, and the whole chain for export."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.documents import audit_chain, paging
from app.documents.audit import AuditEvent, audit_event
from app.documents.filtering import Criteria, criteria
from app.documents.paging import Page
from app.domain.filters import AllOf, Condition, Operator
from app.domain.pages import Order, Slice
from app.resolvers.context import Context

NEWEST_FIRST = (Order("created_at", is_descending=True),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events; None is any."""

    actor_id: str | None = None
    object_id: str | None = None
    actions: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None

    def criteria(self) -> Criteria:
        """Return it as the database is asked."""
        given = (
            ("created_by", Operator.EQ, self.actor_id),
            ("objects", Operator.EQ, self.object_id),
            ("action", Operator.IN, self.actions),
            ("created_at", Operator.GTE, self.since),
            ("created_at", Operator.LT, self.until),
        )
        return criteria(AuditEvent, AllOf(tuple(Condition(*each) for each in given if each[2] is not None)))


async def page(wanted: Wanted, slice_: Slice) -> Page[AuditEvent]:
    """Return one page of events, the newest first."""
    return await paging.page(AuditEvent, wanted.criteria(), NEWEST_FIRST, slice_)


async def total(wanted: Wanted) -> int:
    """Return how many events there are."""
    return await paging.count(AuditEvent, wanted.criteria())


async def exported(context: Context) -> AsyncIterator[dict[str, Any]]:
    """Yield all sealed events, oldest first, as plain values; that somebody takes them is one of the next."""
    await audit_event(context.signed_in().user_id, "audit.exported").insert()
    async for event in lines():
        yield event


async def lines() -> AsyncIterator[dict[str, Any]]:
    """Yield all sealed events, oldest first, as plain values."""
    async for event in audit_chain.sealed_events():
        yield {name.removeprefix("_"): _plain(value) for name, value in event.items()}


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else value
