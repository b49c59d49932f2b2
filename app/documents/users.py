"""Users and their sessions."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field
from pymongo import ASCENDING, IndexModel

from app.documents.base import Record


class User(Record):
    """Somebody who can sign in; `email` is lower case."""

    email: str
    name: str | None = None
    role: str
    status: str = "ACTIVE"
    source: str = "LOCAL"
    password_hash: str | None = None
    last_sign_in_at: datetime | None = None

    class Settings:
        name = "users"
        indexes: ClassVar = [IndexModel([("email", ASCENDING)], unique=True)]


class Session(Record):
    """A family of refresh tokens: one sign-in. Only hashes of the tokens are kept."""

    user_id: str
    token_hash: str
    used_hashes: list[str] = Field(default_factory=list)
    expires_at: datetime
    ended_at: datetime | None = None

    class Settings:
        name = "sessions"
        indexes: ClassVar = [
            IndexModel([("token_hash", ASCENDING)]),
            IndexModel([("used_hashes", ASCENDING)]),
            IndexModel([("user_id", ASCENDING)]),
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0),
        ]
