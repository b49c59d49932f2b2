"""Shares: links to one study or series for people without an account."""

from datetime import datetime
from typing import cast

import strawberry

from app.auth.permissions import Permission
from app.documents.shares import Share as ShareRecord
from app.domain.pages import slice_of
from app.resolvers import people, shares
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.paging import After, Connection, First, connection
from app.schema.users import User


@strawberry.type(description="A link to one study or series for people without an account.")
class Share(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, shr_…; the audit trail calls whoever opened it so.")
    object_id: strawberry.ID = strawberry.field(description="The study or series.")
    note: str = strawberry.field(description="Whom it is for, as its maker notes.")
    may_download: bool = strawberry.field(description="Whether files can be taken away by it.")
    has_password: bool = strawberry.field(description="Whether it asks for a password.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="When it ends.")
    revoked_at: datetime | None = strawberry.field(description="When it was revoked.")
    opened: int = strawberry.field(description="How often it was opened.")
    last_opened_at: datetime | None = strawberry.field(description="When it was last opened.")
    record: strawberry.Private[ShareRecord]

    @strawberry.field(description="Who made it; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: ShareRecord) -> "Share":
        return cls(
            id=strawberry.ID(record.id), object_id=strawberry.ID(record.object_id), note=record.note,
            may_download=record.may_download, has_password=record.password_hash is not None,
            created_at=record.created_at, expires_at=record.expires_at, revoked_at=record.revoked_at,
            opened=record.opened, last_opened_at=record.last_opened_at, record=record,
        )  # fmt: skip


@strawberry.input(description="A link to one study or series.")
class CreateShareInput:
    id: strawberry.ID = strawberry.field(description="The study or series.")
    expires_at: datetime | None = strawberry.field(
        default=None, description="When it ends, within 90 days; in a week when nothing is said."
    )
    password: str | None = strawberry.field(default=None, description="What it asks for, told to them another way.")
    may_download: bool = strawberry.field(default=False, description="Whether files can be taken away by it.")
    note: str = strawberry.field(default="", description="Whom it is for.")


@strawberry.type(description="The new link, or why there is none.")
class CreateSharePayload:
    share: Share | None = strawberry.field(default=None, description="The share.")
    url: str | None = strawberry.field(default=None, description="The link; shown this once.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="A link that is to work no more.")
class RevokeShareInput:
    id: strawberry.ID = strawberry.field(description="The share.")


@strawberry.type(description="The revoked share, or why it is not revoked.")
class RevokeSharePayload:
    share: Share | None = strawberry.field(default=None, description="The share.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ShareQuery:
    @query(
        requires(Permission.SHARE), description="The caller's shares (everybody's for administrators), newest first."
    )
    async def shares(self, info: Info, first: First = None, after: After = None) -> Connection[Share]:
        page = await shares.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[Share]", connection(page, Share.of, lambda: shares.total(info.context)))


@strawberry.type
class ShareMutation:
    @mutation(requires(Permission.SHARE), description="Make a link to a study or series for people without an account.")
    async def create_share(self, info: Info, input: Given[CreateShareInput]) -> CreateSharePayload:
        share, url = await shares.create(
            info.context, input.id, expires_at=input.expires_at, password=input.password,
            may_download=input.may_download, note=input.note,
        )  # fmt: skip
        return CreateSharePayload(share=Share.of(share), url=url)

    @mutation(requires(Permission.SHARE), description="End a link, from the next request on.")
    async def revoke_share(self, info: Info, input: Given[RevokeShareInput]) -> RevokeSharePayload:
        return RevokeSharePayload(share=Share.of(await shares.revoke(info.context, input.id)))
