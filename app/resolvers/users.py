"""Accounts, as administrators see and change them."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

from app.auth.passwords import hash_password
from app.auth.permissions import Role
from app.documents import users
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.tokens import revoke_all
from app.documents.transactions import in_transaction
from app.documents.users import User
from app.domain.ids import new_id
from app.errors import Conflict, Invalid, NotFound
from app.resolvers import accounts
from app.resolvers.context import Context
from app.resolvers.hashing import hashed
from app.resolvers.people import checked_address, checked_name
from app.resolvers.permissions import check_may_manage

TAKEN = "There is an account with this e-mail address already."
LAST = "This is the last administrator. Make another one first."


async def get(user_id: str) -> User:
    """Return an account; raises NotFound. The caller may see it: the guards made sure."""
    user = await User.get(user_id)
    if user is None:
        raise NotFound("There is no account with this id.", ("id",))
    return user


async def create(context: Context, email: str, name: str | None, role: Role, password: str | None) -> User:
    """Return a new active account; without a password its owner is mailed a link to choose one.

    Raises Invalid, Conflict when the address is taken, Forbidden when the role may do what the caller may not.
    """
    await check_may_manage(context, role)
    if password is None:
        accounts.check_can_invite(context.hub)
    actor = context.signed_in()
    password_hash = None if password is None else await hashed(context.hub.hashing, password)
    user = User(
        id=new_id("usr"), created_by=actor.user_id, email=checked_address(email), name=checked_name(name),
        role=role.value, password_hash=password_hash,
    )  # fmt: skip

    async def work(session: Transaction) -> None:
        if await User.find_one({"email": user.email}, session=session):
            raise Conflict(TAKEN, ("email",))
        await user.insert(session=session)
        await audit_event(actor.user_id, "user.added", user.id, role=role.value).insert(session=session)

    await in_transaction(context.hub.database, work, again_when_known=True)
    if password is None:
        context.hub.background.start(accounts.invite(context.hub, user))
    return user


async def update(context: Context, user_id: str, changes: Mapping[str, Any]) -> User:
    """Return the changed account; `changes` has `name`, `role` and `status`. A new role or status ends its sessions.

    Raises NotFound, Invalid, Conflict for the last administrator, Forbidden when either role may do what the caller may not.
    """
    actor, before = context.signed_in(), await get(user_id)
    wanted = {name: value for name, value in changes.items() if value is not None or name == "name"}
    if "name" in wanted:
        wanted["name"] = checked_name(wanted["name"])
    if wanted.get("status") == "PENDING" and before.status != "PENDING":
        raise Invalid("An account that was accepted can be disabled, but does not wait again.", ("status",))
    await check_may_manage(context, Role(before.role), Role(wanted.get("role", before.role)))

    async def work(session: Transaction) -> User:
        user = await User.get(user_id, session=session)
        if user is None:
            raise NotFound("There is no account with this id.", ("id",))
        await check_may_manage(context, Role(user.role))
        changed = {name: value for name, value in wanted.items() if getattr(user, name) != value}
        if not changed:
            return user
        told = {name: getattr(user, name) for name in changed if name != "name"}
        for name, value in changed.items():
            setattr(user, name, value)
        if {"role", "status"} & changed.keys():
            if not _is_administrator(user) and not await users.remains_administrator(user.id, session):
                raise Conflict(LAST, ("id",))
            await users.end_sessions(user.id, session)
        await users.set_values(user.id, changed, session)
        await audit_event(
            actor.user_id, "user.updated", user.id, before=told, after={name: changed[name] for name in told}
        ).insert(session=session)  # fmt: skip
        return user

    user = await in_transaction(context.hub.database, work)
    if (before.status, user.status) == ("PENDING", "ACTIVE"):
        context.hub.background.start(accounts.tell_accepted(context.hub, user))
    return user


async def delete(context: Context, user_id: str) -> str:
    """Return the id of the deleted account; raises NotFound, Conflict for the last administrator, or Forbidden."""
    actor = context.signed_in()

    async def work(session: Transaction) -> None:
        user = await User.get(user_id, session=session)
        if user is None:
            raise NotFound("There is no account with this id.", ("id",))
        await check_may_manage(context, Role(user.role))
        if not await users.remains_administrator(user.id, session):
            raise Conflict(LAST, ("id",))
        await user.delete(session=session)
        await users.end_sessions(user.id, session)
        await revoke_all(user.id, session)
        await audit_event(actor.user_id, "user.deleted", user.id, role=user.role).insert(session=session)

    await in_transaction(context.hub.database, work)
    return user_id


def _is_administrator(user: User) -> bool:
    return user.role == Role.ADMINISTRATOR.value and user.status == "ACTIVE"


async def add_user(email: str, password: str, role: Role, name: str | None = None) -> User:
    """Return a new active account, made on the hub's machine; raises Conflict when the address is taken, or Invalid."""
    address = checked_address(email)
    if await User.find_one({"email": address}):
        raise Conflict(TAKEN, ("email",))
    password_hash = await asyncio.to_thread(hash_password, password)
    user = User(
        id=new_id("usr"), email=address, name=checked_name(name), role=role.value, password_hash=password_hash
    )  # fmt: skip
    await user.insert()
    await audit_event(None, "user.added", user.id, role=role.value).insert()
    return user


async def set_password(email: str, password: str) -> None:
    """Give an account a new password and end its sessions; raises NotFound, or Invalid when it is too weak."""
    password_hash = await asyncio.to_thread(hash_password, password)
    user = await User.find_one({"email": email.strip().lower()})
    if user is None:
        raise NotFound("There is no account with this e-mail address.")
    await users.set_values(user.id, {"password_hash": password_hash})
    await users.end_sessions(user.id)
    await audit_event(None, "user.password_set", user.id).insert()


async def remove_second_factor(email: str) -> None:
    """Take the second factor of an account away, on the hub's machine; raises NotFound."""
    user = await User.find_one({"email": email.strip().lower()})
    if user is None:
        raise NotFound("There is no account with this e-mail address.")
    await users.set_values(user.id, {"second_factor": None})
    await users.end_sessions(user.id)
    await audit_event(None, "second_factor.removed", user.id).insert()


async def list_users() -> list[User]:
    """Return all accounts by address."""
    return await User.find({}).sort("email").to_list()


async def make_first_administrator(email: str, password: str | None) -> tuple[str, str | None] | None:
    """Return (email, generated password or None) when there was nobody and an administrator was made, else None."""
    if await User.find_one({}):
        return None
    generated = None if password else secrets.token_urlsafe(12)
    await add_user(email, password or generated or "", Role.ADMINISTRATOR, "Administrator")
    return email, generated
