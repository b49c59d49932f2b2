"""What administrators and reviewers teach the hub: versions of profiles, of which none is ever changed, and templates."""

from typing import ClassVar

from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record
from app.documents.images import RedactedRegion


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


class DeviceTemplate(Record):
    """Where reviewers marked text on images of one device and layout; `key` names it, `label` says it to people."""

    key: str
    label: str
    regions: list[RedactedRegion]

    class Settings:
        name = "device_templates"
        indexes: ClassVar = [IndexModel([("key", ASCENDING)], unique=True)]
