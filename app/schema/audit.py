"""The audit trail: who did what to which record."""

from datetime import datetime
from typing import Annotated, cast

import strawberry

from app.auth.permissions import Permission
from app.documents.audit import AuditEvent as AuditRecord
from app.domain.pages import slice_of
from app.resolvers import audit, people
from app.schema.directives import query, requires
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.paging import After, Connection, First, connection
from app.schema.scalars import JSON, BigInt
from app.schema.users import User


@strawberry.type(description="Something that happened; it never holds a value of a patient.")
class AuditEvent(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, aud_…")
    created_at: datetime = strawberry.field(description="When, by the hub's clock.")
    action: str = strawberry.field(description="What was done, for example patient.deleted.")
    objects: list[strawberry.ID] = strawberry.field(description="Ids of what it was done to.")
    details: JSON = strawberry.field(description="More, by action; before and after for what is no patient's.")
    address: str = strawberry.field(description="The caller's address in the network.")
    request_id: str = strawberry.field(description="The request, as in logs and errors.")
    sequence: BigInt | None = strawberry.field(description="Its place in the chain; null until it is sealed.")
    record: strawberry.Private[AuditRecord]

    @strawberry.field(description="Who; null for the hub itself, for nobody signed in, and for accounts that are gone.")
    async def actor(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @strawberry.field(description="Id of the account, also of one that is gone.")
    def actor_id(self) -> strawberry.ID | None:
        return strawberry.ID(self.record.created_by) if self.record.created_by else None

    @classmethod
    def of(cls, record: AuditRecord) -> "AuditEvent":
        return cls(
            id=strawberry.ID(record.id), created_at=record.created_at, action=record.action,
            objects=[strawberry.ID(each) for each in record.objects], details=JSON(record.details),
            address=record.address, request_id=record.request_id,
            sequence=None if record.sequence is None else BigInt(record.sequence), record=record,
        )  # fmt: skip


@strawberry.input(description="Events for which everything that is given holds.")
class AuditFilter:
    actor_id: strawberry.ID | None = strawberry.field(default=None, description="Done by this account.")
    object_id: strawberry.ID | None = strawberry.field(default=None, description="Done to this.")
    action: list[str] | None = strawberry.field(default=None, description="One of these actions.")
    since: datetime | None = strawberry.field(default=None, description="At this moment or after it.")
    until: datetime | None = strawberry.field(default=None, description="Before this moment.")

    def wanted(self) -> audit.Wanted:
        """Return it as the resolvers take it."""
        actions = None if self.action is None else tuple(self.action)
        return audit.Wanted(self.actor_id, self.object_id, actions, self.since, self.until)


@strawberry.type
class AuditQuery:
    @query(requires(Permission.AUDIT_READ), description="What happened, newest first.")
    async def audit_events(
        self,
        filter: Annotated[AuditFilter | None, strawberry.argument(description="Only these.")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[AuditEvent]:
        wanted = filter.wanted() if filter else audit.Wanted()
        page = await audit.page(wanted, slice_of(first, after, None, None))
        return cast("Connection[AuditEvent]", connection(page, AuditEvent.of, lambda: audit.total(wanted)))
