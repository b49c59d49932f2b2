"""Persisted documents: operations that clients name instead of sending them."""

from datetime import datetime
from typing import ClassVar

from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record


class PersistedDocument(Record):
    """A GraphQL document of one named operation. Its text never changes: another text is the name's next version."""

    keys: list[str]  # what it goes by: first the SHA-256 of its text, then what manifests call it
    name: str  # of the operation
    version: int
    text: str
    is_cacheable: bool = False  # may be asked by GET with its variables in the address
    last_used_at: datetime | None = None
    use_count: int = 0

    class Settings:
        name = "persisted_documents"
        indexes: ClassVar = [
            IndexModel([("keys", ASCENDING)], unique=True),
            IndexModel([("name", ASCENDING), ("version", ASCENDING)], unique=True),
            IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)]),
        ]
