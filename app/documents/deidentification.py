"""De-identification profiles that administrators make: each change is a new version, and none is ever changed."""

from typing import ClassVar

from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record


class ProfileVersion(Record):
    """One version of a profile; `tag_actions` are "(gggg,eeee) action", options and text policy by their names."""

    name: str
    version: int
    description: str = ""
    options: list[str]
    text_policy: str
    allowed_text: list[str]
    tag_actions: list[str]
    extract: list[str] | None = None

    class Settings:
        name = "deidentification_profiles"
        indexes: ClassVar = [IndexModel([("name", ASCENDING), ("version", DESCENDING)], unique=True)]
