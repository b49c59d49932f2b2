"""Shares: links to one study or series for people without an account."""

from datetime import datetime
from typing import ClassVar

from pymongo import ASCENDING, DESCENDING, IndexModel

from app.auth.permissions import Permission, Role
from app.documents.base import Record, now
from app.documents.roles import all_grants
from app.documents.users import User


class Share(Record):
    """A link of the user who made it (`created_by`) to the study or series `object_id`; only hashes of its secrets are kept."""

    object_id: str
    note: str = ""
    token_hash: str
    password_hash: str | None = None
    may_download: bool = False
    expires_at: datetime
    revoked_at: datetime | None = None
    opened: int = 0
    last_opened_at: datetime | None = None

    class Settings:
        name = "shares"
        indexes: ClassVar = [
            IndexModel([("token_hash", ASCENDING)], unique=True),
            IndexModel([("created_by", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("object_id", ASCENDING)]),
        ]


async def living_share(**by: str) -> Share | None:
    """Return the share that was not revoked, has not expired, and whose maker may still share; None when there is none."""
    found = await Share.find_one({**by, "revoked_at": None, "expires_at": {"$gt": now()}})
    if found is None:
        return None
    maker = await User.find_one({"_id": found.created_by, "status": "ACTIVE"})
    if maker is None:
        return None
    return found if Permission.SHARE in (await all_grants())[Role(maker.role)].permissions else None


async def note_opened(share: Share) -> None:
    """Count that it was opened."""
    change = {"$inc": {"opened": 1}, "$set": {"last_opened_at": now()}}
    await Share.get_pymongo_collection().update_one({"_id": share.id}, change)
