"""Accounts and sessions."""

from datetime import datetime
from enum import Enum

import strawberry

from app.auth.permissions import Permission, Role
from app.documents.users import Session as SessionRecord
from app.documents.users import User as UserRecord
from app.resolvers import permissions, sessions
from app.schema.arguments import Given
from app.schema.cookies import caller_of, keep_session, refresh_cookie, wants_cookies
from app.schema.directives import mutation, public, query, signed_in
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.interfaces import Node


@strawberry.enum(description="Whether an account can be used.")
class UserStatus(Enum):
    PENDING = strawberry.enum_value("PENDING", description="Waits for an administrator.")
    ACTIVE = strawberry.enum_value("ACTIVE", description="Can sign in.")
    DISABLED = strawberry.enum_value("DISABLED", description="Cannot sign in.")


@strawberry.enum(description="Where an account's password is checked.")
class AccountSource(Enum):
    LOCAL = strawberry.enum_value("LOCAL", description="By the hub.")
    LDAP = strawberry.enum_value("LDAP", description="By the institution's directory.")


@strawberry.enum(description="Whether an account has a second factor.")
class SecondFactorStatus(Enum):
    NONE = strawberry.enum_value("NONE", description="It has none.")
    ON = strawberry.enum_value("ON", description="A code is asked for at sign-in.")
    MISSING = strawberry.enum_value(
        "MISSING", description="It has none, and its role needs one: it may do nothing else before."
    )


@strawberry.type(description="Somebody who can sign in.")
class User(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, usr_…")
    email: str = strawberry.field(description="Address, in lower case.")
    name: str | None = strawberry.field(description="Name as shown to others.")
    role: Role = strawberry.field(description="What the account may do.")
    status: UserStatus = strawberry.field(description="Whether the account can be used.")
    source: AccountSource = strawberry.field(description="Where the password is checked.")
    created_at: datetime = strawberry.field(description="When the account was made.")
    record: strawberry.Private[UserRecord]

    @classmethod
    def of(cls, record: UserRecord) -> "User":
        return cls(
            id=strawberry.ID(record.id), email=record.email, name=record.name, role=Role(record.role),
            status=UserStatus[record.status], source=AccountSource[record.source], created_at=record.created_at,
            record=record,
        )  # fmt: skip

    @strawberry.field(description="What the role grants now; of the caller what its session or token allows.")
    async def permissions(self, info: Info) -> list[Permission]:
        return sorted(await permissions.permissions_of(info.context, str(self.id), self.role))

    @strawberry.field(description="When it was last used to sign in; told to its owner and to who manages accounts.")
    async def last_sign_in_at(self, info: Info) -> datetime | None:
        return self.record.last_sign_in_at if self._is_open_to(info) else None

    @strawberry.field(description="Whether it has a second factor; null for others than who manages accounts.")
    async def second_factor(self, info: Info) -> SecondFactorStatus | None:
        if not self._is_open_to(info):
            return None
        if self.record.has_second_factor:
            return SecondFactorStatus.ON
        grants = await permissions.all_grants(info.context)
        return SecondFactorStatus.MISSING if grants[self.role].needs_second_factor else SecondFactorStatus.NONE

    def _is_open_to(self, info: Info) -> bool:
        actor = info.context.actor
        return actor is not None and (actor.user_id == self.id or Permission.USER_MANAGE in actor.permissions)


@strawberry.type(description="A sign-in that goes on: one browser or program.")
class Session(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, ses_…")
    created_at: datetime = strawberry.field(description="When it began.")
    last_used_at: datetime = strawberry.field(
        description="When it last asked for a new token, every quarter of an hour."
    )
    expires_at: datetime = strawberry.field(description="When it ends unless it is used.")
    address: str = strawberry.field(description="The network address where it began.")
    client: str = strawberry.field(description="What the browser or program called itself.")
    is_current: bool = strawberry.field(description="Whether it is the one that asks.")

    @classmethod
    def of(cls, record: SessionRecord, current_id: str) -> "Session":
        return cls(
            id=strawberry.ID(record.id), created_at=record.created_at,
            last_used_at=record.refreshed_at or record.created_at, expires_at=record.expires_at,
            address=record.address, client=record.client, is_current=record.id == current_id,
        )  # fmt: skip


@strawberry.input(description="What to sign in with.")
class SignInInput:
    email: str = strawberry.field(description="The account's address.")
    password: str = strawberry.field(description="Its password.")
    code: str | None = strawberry.field(
        default=None, description="Second factor, when it is asked for (REQUIRED at `code`), or a recovery code."
    )


@strawberry.input(description="A session to go on with.")
class RefreshSessionInput:
    refresh_token: str | None = strawberry.field(
        default=None, description="The session's newest refresh token; null takes the browser's cookie."
    )


@strawberry.type(description="A session's tokens, or why there are none.")
class AuthPayload:
    access_token: str | None = strawberry.field(default=None, description="For `Authorization: Bearer …`; 15 minutes.")
    refresh_token: str | None = strawberry.field(
        default=None, description="For refreshSession, once; null in browsers, where an HttpOnly cookie has it."
    )
    expires_at: datetime | None = strawberry.field(default=None, description="When the access token expires.")
    user: User | None = strawberry.field(default=None, description="Who is signed in.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The end of a session.")
class SignOutPayload:
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="A session to end.")
class EndSessionInput:
    id: strawberry.ID = strawberry.field(description="One of the caller's own.")


@strawberry.type(description="The end of one session.")
class EndSessionPayload:
    ended_id: strawberry.ID | None = strawberry.field(default=None, description="The session that ended.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The end of sessions.")
class EndOtherSessionsPayload:
    ended: int | None = strawberry.field(default=None, description="How many ended.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


async def kept(info: Info, begun: sessions.SignedIn) -> AuthPayload:
    """Return the tokens; a browser's refresh token goes into its cookie. What follows is asked by the new session."""
    info.context.actor = await sessions.actor_of(info.context.hub, begun.access_token)
    keep_session(info, begun.files_token, begun.refresh_token)
    return AuthPayload(
        access_token=begun.access_token,
        refresh_token=None if wants_cookies(info) else begun.refresh_token,
        expires_at=begun.expires_at,
        user=User.of(begun.user),
    )


@strawberry.type
class UserQuery:
    @query(public(), description="Who is signed in; null when nobody is.")
    async def me(self, info: Info) -> User | None:
        record = await sessions.me(info.context)
        return User.of(record) if record else None

    @query(signed_in(), description="The caller's own open sessions, the newest first.")
    async def sessions(self, info: Info) -> list[Session]:
        found = await sessions.listed(info.context)
        return [Session.of(record, info.context.signed_in().session_id) for record in found]


@strawberry.type
class SessionMutation:
    @mutation(public(), description="Begin a session.")
    async def sign_in(self, info: Info, input: Given[SignInInput]) -> AuthPayload:
        begun = await sessions.sign_in(info.context, input.email, input.password, caller_of(info), input.code)
        return await kept(info, begun)

    @mutation(
        public(), description="Go on with a session: new tokens for the newest refresh token, which is then used up."
    )
    async def refresh_session(self, info: Info, input: Given[RefreshSessionInput]) -> AuthPayload:
        token = input.refresh_token or refresh_cookie(info)
        return await kept(info, await sessions.refresh(info.context, token))

    @mutation(public(), description="End the session.")
    async def sign_out(self, info: Info) -> SignOutPayload:
        await sessions.sign_out(info.context, refresh_cookie(info))
        keep_session(info, None, None)
        return SignOutPayload()

    @mutation(signed_in(), description="End one of the caller's own sessions.")
    async def end_session(self, info: Info, input: Given[EndSessionInput]) -> EndSessionPayload:
        return EndSessionPayload(ended_id=strawberry.ID(await sessions.end_own(info.context, input.id)))

    @mutation(signed_in(), description="End all of the caller's sessions but this one.")
    async def end_other_sessions(self, info: Info) -> EndOtherSessionsPayload:
        return EndOtherSessionsPayload(ended=await sessions.end_others(info.context))
