"""Users, their sessions, and the links by which they set a new password."""

from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from app.auth.permissions import Role
from app.documents.base import Record, now

MOST_USED_HASHES = 500  # of one session: an older token that comes again is just not known


class SecondFactor(BaseModel):
    """A secret for codes by time, sealed; `last_step` is that of the newest code, so that none works twice."""

    sealed_secret: str
    is_confirmed: bool = False
    last_step: int = 0
    recovery_hashes: list[str] = Field(default_factory=list)


class User(Record):
    """Somebody who can sign in; `email` is lower case."""

    email: str
    name: str | None = None
    role: str
    status: str = "ACTIVE"
    source: str = "LOCAL"
    password_hash: str | None = None
    second_factor: SecondFactor | None = None
    last_sign_in_at: datetime | None = None

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for at sign-in."""
        return self.second_factor is not None and self.second_factor.is_confirmed

    class Settings:
        name = "users"
        indexes: ClassVar = [
            IndexModel([("email", ASCENDING)], unique=True),
            IndexModel([("status", ASCENDING), ("email", ASCENDING)]),
        ]


class Session(Record):
    """A family of refresh tokens: one sign-in. Only hashes of the tokens are kept."""

    user_id: str
    token_hash: str
    used_hashes: list[str] = Field(default_factory=list)
    expires_at: datetime
    ended_at: datetime | None = None
    refreshed_at: datetime | None = None
    address: str = ""
    client: str = ""  # what the browser or program called itself

    class Settings:
        name = "sessions"
        indexes: ClassVar = [
            IndexModel([("token_hash", ASCENDING)]),
            IndexModel([("used_hashes", ASCENDING)]),
            IndexModel([("user_id", ASCENDING)]),
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
        ]


class PasswordLink(Record):
    """A link by which somebody sets a new password, once; its token is kept as a hash."""

    user_id: str
    token_hash: str
    expires_at: datetime

    class Settings:
        name = "password_links"
        indexes: ClassVar = [
            IndexModel([("token_hash", ASCENDING)], unique=True),
            IndexModel([("user_id", ASCENDING)]),
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
        ]


class AdministratorLock(Record):
    """The one document `administrators`: who takes an administrator away writes it, so that two at once collide."""

    changes: int = 0

    class Settings:
        name = "administrator_locks"


async def end_sessions(user_id: str, session: AsyncClientSession | None = None, *, except_id: str = "") -> int:
    """End the sessions of a user and the links to a new password; return how many sessions were open."""
    ended = await Session.get_pymongo_collection().update_many(
        {"user_id": user_id, "ended_at": None, "_id": {"$ne": except_id}},
        {"$set": {"ended_at": now()}},
        session=session,
    )
    await PasswordLink.get_pymongo_collection().delete_many({"user_id": user_id}, session=session)
    return int(ended.modified_count)


async def rotate(session: Session, old_hash: str, values: dict[str, Any]) -> bool:
    """Give the session another refresh token; return False when another request was faster."""
    rotated = await Session.get_pymongo_collection().update_one(
        {"_id": session.id, "token_hash": old_hash, "ended_at": None},
        {"$set": values, "$push": {"used_hashes": {"$each": [old_hash], "$slice": -MOST_USED_HASHES}}},
    )
    return rotated.modified_count == 1


async def note_sign_in(user: User) -> bool:
    """Note the time of a sign-in; return False when the account changed while the password was checked."""
    noted = await User.get_pymongo_collection().update_one(
        {"_id": user.id, "status": "ACTIVE", "password_hash": user.password_hash}, {"$set": {"last_sign_in_at": now()}}
    )
    return noted.matched_count == 1


async def set_values(user_id: str, values: dict[str, Any], session: AsyncClientSession | None = None) -> bool:
    """Set values of a user; return False when there is none."""
    changed = await User.get_pymongo_collection().update_one({"_id": user_id}, {"$set": values}, session=session)
    return changed.matched_count == 1


async def remains_administrator(user_id: str, session: AsyncClientSession) -> bool:
    """Return whether somebody but this user can sign in as an administrator; others wait who ask meanwhile."""
    await AdministratorLock.get_pymongo_collection().update_one(
        {"_id": "administrators"}, {"$inc": {"changes": 1}, "$setOnInsert": {"created_at": now()}},
        upsert=True, session=session,
    )  # fmt: skip
    found = await User.get_pymongo_collection().find_one(
        {"_id": {"$ne": user_id}, "role": Role.ADMINISTRATOR.value, "status": "ACTIVE",
         "$or": [{"password_hash": {"$ne": None}}, {"source": {"$ne": "LOCAL"}}]},
        session=session,
    )  # fmt: skip
    return found is not None


async def use_code_step(user_id: str, step: int) -> bool:
    """Use up the codes of a step of time and before; return False when that was done already."""
    used = await User.get_pymongo_collection().update_one(
        {"_id": user_id, "second_factor.last_step": {"$lt": step}}, {"$set": {"second_factor.last_step": step}}
    )
    return used.modified_count == 1


async def use_recovery_code(user_id: str, code_hash: str) -> bool:
    """Use up a recovery code; return False when there is none with this hash."""
    used = await User.get_pymongo_collection().update_one(
        {"_id": user_id, "second_factor.recovery_hashes": code_hash},
        {"$pull": {"second_factor.recovery_hashes": code_hash}},
    )
    return used.modified_count == 1


async def take_link(token_hash: str, session: AsyncClientSession) -> bool:
    """Use up a link to a new password; return False when it is not there any more."""
    taken = await PasswordLink.get_pymongo_collection().delete_one(
        {"token_hash": token_hash, "expires_at": {"$gt": now()}}, session=session
    )
    return taken.deleted_count == 1
