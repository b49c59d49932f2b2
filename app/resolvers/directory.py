"""Accounts of the institution's directory: they are made and brought up to date when their owners sign in."""

import asyncio

from app.auth.permissions import Role
from app.documents import users
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.transactions import in_transaction
from app.documents.users import User
from app.domain.ids import new_id
from app.errors import Conflict, Invalid
from app.resolvers.context import Hub
from app.settings import SignUp

SOURCE = "LDAP"


def is_asked(hub: Hub, user: User | None) -> bool:
    """Return whether the directory checks the password of this account, or of one that the hub does not know."""
    return hub.directory is not None and (user is None or user.source == SOURCE)


async def proven(hub: Hub, email: str, password: str, user: User | None) -> User | None:
    """Return the active account of somebody whose password the directory takes, None when there is none.

    A new one is made: with the role of its groups, else as a viewer who waits as one does who signs up.
    Raises Unavailable when the directory does not answer.
    """
    assert hub.directory is not None  # noqa: S101
    identity = await asyncio.to_thread(hub.directory.authenticate, email, password)
    if identity is None:
        return None
    if user is None:
        user = await _made(hub, email, identity.name, identity.role)
    elif user.status == "ACTIVE" and identity.role and identity.role.value != user.role:
        user = await _with_role(hub, user, identity.role)
    return user if user and user.status == "ACTIVE" else None


async def is_password(hub: Hub, user: User, password: str) -> bool:
    """Return whether the directory takes the password of one of its accounts; raises Unavailable."""
    return is_asked(hub, user) and await proven(hub, user.email, password, user) is not None


async def change_password(hub: Hub, user: User, current: str, new_password: str) -> None:
    """Set a new password in the directory; raises Invalid when it does not take the current one, or Unavailable."""
    assert hub.directory is not None  # noqa: S101
    if not await asyncio.to_thread(hub.directory.change_password, user.email, current, new_password):
        raise Invalid("This is not your password.", ("currentPassword",))


async def add(hub: Hub, email: str, name: str, password: str) -> bool:
    """Make an entry; return False when there is one with this address. Raises Unsupported, Invalid or Unavailable."""
    assert hub.directory is not None  # noqa: S101
    try:
        await asyncio.to_thread(hub.directory.add, email, name, password)
    except Conflict:
        return False
    return True


async def _made(hub: Hub, email: str, name: str | None, role: Role | None) -> User | None:
    mode = hub.settings.signup
    if role is None and mode is SignUp.CLOSED:
        return None
    status = "ACTIVE" if role or mode is SignUp.OPEN else "PENDING"
    user = User(
        id=new_id("usr"), email=email, name=name, role=(role or Role.VIEWER).value, status=status, source=SOURCE
    )  # fmt: skip

    async def work(session: Transaction) -> User:
        known = await User.find_one({"email": email}, session=session)
        if known is not None:
            return known
        await user.insert(session=session)
        await audit_event(user.id, "account.signed_up", user.id, source=SOURCE, role=user.role).insert(session=session)
        return user

    return await in_transaction(hub.database, work, again_when_known=True)


async def _with_role(hub: Hub, user: User, role: Role) -> User:
    """Return the account with the role that its groups give now; the last administrator stays one."""

    async def work(session: Transaction) -> User:
        if user.role == Role.ADMINISTRATOR.value and not await users.remains_administrator(user.id, session):
            return user
        await users.set_values(user.id, {"role": role.value}, session)
        await users.end_sessions(user.id, session)
        told = audit_event(user.id, "user.updated", user.id, before={"role": user.role}, after={"role": role.value})
        await told.insert(session=session)
        user.role = role.value
        return user

    return await in_transaction(hub.database, work)
