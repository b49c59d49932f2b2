"""Accounts."""

import asyncio
import secrets

from app.auth.passwords import hash_password
from app.auth.permissions import Role
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.users import Session, User
from app.domain.ids import new_id
from app.errors import Conflict, Invalid, NotFound


async def add_user(email: str, password: str, role: Role, name: str | None = None) -> User:
    """Return a new active account; raises Conflict when the address is taken, Invalid when it is no address."""
    address = email.strip().lower()
    if address.count("@") != 1 or not all(address.split("@")) or len(address) > 254:
        raise Invalid("That is not an e-mail address.", ("email",))
    if await User.find_one({"email": address}):
        raise Conflict("There is an account with this e-mail address already.", ("email",))
    password_hash = await asyncio.to_thread(hash_password, password)
    user = User(id=new_id("usr"), email=address, name=name, role=role.value, password_hash=password_hash)
    await user.insert()
    await audit_event(None, "user.added", user.id).insert()
    return user


async def set_password(email: str, password: str) -> None:
    """Give an account a new password and end its sessions; raises NotFound, or Invalid when it is too short."""
    password_hash = await asyncio.to_thread(hash_password, password)
    user = await User.find_one({"email": email.strip().lower()})
    if user is None:
        raise NotFound("There is no account with this e-mail address.")
    await User.find_one({"_id": user.id}).update({"$set": {"password_hash": password_hash}})
    await Session.find({"user_id": user.id, "ended_at": None}).update({"$set": {"ended_at": now()}})
    await audit_event(None, "user.password_set", user.id).insert()


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
