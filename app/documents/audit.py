"""The audit trail: who did what to which record, from where, never a value of a patient."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record
from app.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from: the caller's address in the network, its session or token, and the request's id."""

    address: str = ""
    session_id: str = ""
    request_id: str = ""


# Set once for each request where it comes in; the client has no say in it.
origin: ContextVar[Origin] = ContextVar("origin", default=Origin())  # noqa: B039  # frozen


class AuditEvent(Record):
    """One event: `created_by` did `action` to `objects` (ids) at `created_at`.

    `sequence` and `digest` come when the event is sealed: its place in the chain, and the keyed digest over it and the
    one before. `details` are plain values, before and after for what is no data of a patient.
    """

    action: str
    objects: list[str] = Field(default_factory=list)
    details: dict[str, Any] = Field(default_factory=dict)
    address: str = ""
    session_id: str = ""
    request_id: str = ""
    sequence: int | None = None
    digest: str | None = None

    class Settings:
        name = "audit_events"
        indexes: ClassVar = [
            IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("objects", ASCENDING)]),
            IndexModel([("created_by", ASCENDING), ("created_at", DESCENDING)]),
            IndexModel([("action", ASCENDING), ("created_at", DESCENDING)]),
            IndexModel([("sequence", ASCENDING)]),
        ]


class AuditHead(Record):
    """The end of the chain, with id `head`; and, after old events went, what went last, with id `start` and a proof."""

    sequence: int = 0
    digest: str = ""
    proof: str = ""  # keyed: nobody without the key can say that events went rightly

    class Settings:
        name = "audit_heads"


def audit_event(actor_id: str | None, action: str, *objects: str, **details: Any) -> AuditEvent:
    """Return a new event, to be inserted in the transaction of what it tells."""
    where = origin.get()
    return AuditEvent(
        id=new_id("aud"), created_by=actor_id, action=action, objects=list(objects), details=details,
        address=where.address, session_id=where.session_id, request_id=where.request_id,
    )  # fmt: skip
