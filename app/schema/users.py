"""Accounts and sessions."""

from datetime import datetime
from enum import Enum

import strawberry

from app.auth.permissions import ROLE_PERMISSIONS, Permission, Role
from app.documents.users import User as UserRecord
from app.resolvers import sessions
from app.schema.arguments import Given
from app.schema.cookies import address_of, keep_session, refresh_cookie, wants_cookies
from app.schema.directives import mutation, public, query
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


@strawberry.type(description="Somebody who can sign in.")
class User(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, usr_…")
    email: str = strawberry.field(description="Address, in lower case.")
    name: str | None = strawberry.field(description="Name as shown to others.")
    role: Role = strawberry.field(description="What the account may do.")
    status: UserStatus = strawberry.field(description="Whether the account can be used.")
    permissions: list[Permission] = strawberry.field(description="What the role grants now.")
    source: AccountSource = strawberry.field(description="Where the password is checked.")
    created_at: datetime = strawberry.field(description="When the account was made.")
    last_sign_in_at: datetime | None = strawberry.field(description="When it was last used to sign in.")

    @classmethod
    def of(cls, record: UserRecord) -> "User":
        role = Role(record.role)
        return cls(
            id=strawberry.ID(record.id), email=record.email, name=record.name, role=role,
            status=UserStatus[record.status], permissions=sorted(ROLE_PERMISSIONS[role]),
            source=AccountSource[record.source], created_at=record.created_at, last_sign_in_at=record.last_sign_in_at,
        )  # fmt: skip


@strawberry.input(description="What to sign in with.")
class SignInInput:
    email: str = strawberry.field(description="The account's address.")
    password: str = strawberry.field(description="Its password.")
    code: str | None = strawberry.field(default=None, description="Second factor, when it is asked for.")


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


def _payload(info: Info, signed_in: sessions.SignedIn) -> AuthPayload:
    keep_session(info, signed_in.access_token, signed_in.refresh_token)
    return AuthPayload(
        access_token=signed_in.access_token,
        refresh_token=None if wants_cookies(info) else signed_in.refresh_token,
        expires_at=signed_in.expires_at,
        user=User.of(signed_in.user),
    )


@strawberry.type
class UserQuery:
    @query(public(), description="Who is signed in; null when nobody is.")
    async def me(self, info: Info) -> User | None:
        record = await sessions.me(info.context)
        return User.of(record) if record else None


@strawberry.type
class SessionMutation:
    @mutation(public(), description="Begin a session.")
    async def sign_in(self, info: Info, input: Given[SignInInput]) -> AuthPayload:
        return _payload(info, await sessions.sign_in(info.context, input.email, input.password, address_of(info)))

    @mutation(
        public(), description="Go on with a session: new tokens for the newest refresh token, which is then used up."
    )
    async def refresh_session(self, info: Info, input: Given[RefreshSessionInput]) -> AuthPayload:
        token = input.refresh_token or refresh_cookie(info)
        return _payload(info, await sessions.refresh(info.context, token))

    @mutation(public(), description="End the session.")
    async def sign_out(self, info: Info) -> SignOutPayload:
        await sessions.sign_out(info.context, refresh_cookie(info))
        keep_session(info, None, None)
        return SignOutPayload()
