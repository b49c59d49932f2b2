"""API tokens: what programs present instead of a password."""

from datetime import datetime, timedelta
from typing import ClassVar

from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import Record, now

NOTED_AFTER = timedelta(minutes=1)  # the last use is written at most so often


class ApiToken(Record):
    """A token of the user who made it (`created_by`); only its hash is kept."""

    name: str
    token_hash: str
    permissions: list[str]
    is_persisted_only: bool = False
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    class Settings:
        name = "api_tokens"
        indexes: ClassVar = [
            IndexModel([("token_hash", ASCENDING)], unique=True),
            IndexModel([("created_by", ASCENDING)]),
        ]


async def living_token(**by: str) -> ApiToken | None:
    """Return the token that was neither revoked nor has expired, None when there is none."""
    found = await ApiToken.find_one({**by, "revoked_at": None})
    return found if found and (found.expires_at is None or found.expires_at > now()) else None


async def note_use(token: ApiToken) -> None:
    """Write down that the token is used, at most once a minute."""
    if token.last_used_at is None or now() - token.last_used_at >= NOTED_AFTER:
        await ApiToken.get_pymongo_collection().update_one({"_id": token.id}, {"$set": {"last_used_at": now()}})


async def revoke(user_id: str, token_id: str) -> bool:
    """Revoke a token of the user; return False when there is none."""
    revoked = await ApiToken.get_pymongo_collection().update_one(
        {"_id": token_id, "created_by": user_id, "revoked_at": None}, {"$set": {"revoked_at": now()}}
    )
    return revoked.modified_count == 1


async def revoke_all(user_id: str, session: AsyncClientSession) -> None:
    """Revoke all tokens of a user."""
    await ApiToken.get_pymongo_collection().update_many(
        {"created_by": user_id, "revoked_at": None}, {"$set": {"revoked_at": now()}}, session=session
    )


async def tokens_of(user_id: str) -> list[ApiToken]:
    """Return the tokens that were not revoked, the newest first."""
    return await ApiToken.find({"created_by": user_id, "revoked_at": None}).sort("-created_at").to_list()
