"""API tokens."""

from datetime import datetime

import strawberry

from app.auth.permissions import Permission
from app.documents.tokens import ApiToken as ApiTokenRecord
from app.resolvers import api_tokens
from app.schema.arguments import Given
from app.schema.directives import mutation, query, signed_in
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.interfaces import Node


@strawberry.type(description="What a program presents as `Authorization: Bearer …` to act for its maker.")
class ApiToken(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, tok_…")
    name: str = strawberry.field(description="What it is for.")
    permissions: list[Permission] = strawberry.field(
        description="What it may do, as far as its maker's role grants it at the time."
    )
    persisted_only: bool = strawberry.field(description="Whether it can run persisted documents only.")
    created_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime | None = strawberry.field(description="When it ends; null when it does not by itself.")
    last_used_at: datetime | None = strawberry.field(description="When it was last used, to the minute.")

    @classmethod
    def of(cls, record: ApiTokenRecord) -> "ApiToken":
        known = set(Permission)
        return cls(
            id=strawberry.ID(record.id), name=record.name,
            permissions=[Permission(name) for name in record.permissions if name in known],
            persisted_only=record.is_persisted_only, created_at=record.created_at, expires_at=record.expires_at,
            last_used_at=record.last_used_at,
        )  # fmt: skip


@strawberry.input(description="A new token.")
class CreateApiTokenInput:
    name: str = strawberry.field(description="What it is for.")
    permissions: list[Permission] = strawberry.field(description="What it may do: no more than the caller may.")
    persisted_only: bool = strawberry.field(
        default=False, description="Whether it is to run persisted documents only, and to reach no files."
    )
    expires_at: datetime | None = strawberry.field(default=None, description="When it is to end; null for never.")


@strawberry.type(description="The new token, or why there is none.")
class CreateApiTokenPayload:
    token: ApiToken | None = strawberry.field(default=None, description="The new token.")
    secret: str | None = strawberry.field(default=None, description="What to present; shown this once.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="A token to revoke.")
class RevokeApiTokenInput:
    id: strawberry.ID = strawberry.field(description="One of the caller's own.")


@strawberry.type(description="The revoked token, or why it is not revoked.")
class RevokeApiTokenPayload:
    revoked_id: strawberry.ID | None = strawberry.field(default=None, description="The token that works no more.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class TokenQuery:
    @query(signed_in(), description="The caller's own tokens, the newest first.")
    async def api_tokens(self, info: Info) -> list[ApiToken]:
        return [ApiToken.of(record) for record in await api_tokens.listed(info.context)]


@strawberry.type
class TokenMutation:
    @mutation(signed_in(), description="Make a token for a program that acts for the caller.")
    async def create_api_token(self, info: Info, input: Given[CreateApiTokenInput]) -> CreateApiTokenPayload:
        token, secret = await api_tokens.create(
            info.context, input.name, frozenset(input.permissions), input.expires_at,
            persisted_only=input.persisted_only,
        )  # fmt: skip
        return CreateApiTokenPayload(token=ApiToken.of(token), secret=secret)

    @mutation(signed_in(), description="End a token, from the next request on.")
    async def revoke_api_token(self, info: Info, input: Given[RevokeApiTokenInput]) -> RevokeApiTokenPayload:
        return RevokeApiTokenPayload(revoked_id=strawberry.ID(await api_tokens.revoke(info.context, input.id)))
