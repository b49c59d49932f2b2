"""The audit trail: who did what to which record, never a value."""

from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record
from app.domain.ids import new_id


class AuditEvent(Record):
    """One event: `created_by` did `action` to `objects` (ids) at `created_at`."""

    action: str
    objects: list[str] = Field(default_factory=list)

    class Settings:
        name = "audit_events"
        indexes: ClassVar = [
            IndexModel([("created_at", DESCENDING)]),
            IndexModel([("objects", ASCENDING)]),
        ]


def audit_event(actor_id: str | None, action: str, *objects: str) -> AuditEvent:
    """Return a new event, to be inserted in the transaction of what it tells."""
    return AuditEvent(id=new_id("aud"), created_by=actor_id, action=action, objects=list(objects))
