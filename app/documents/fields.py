"""Field definitions: the data dictionary."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import Record


class FieldDefinition(Record):
    """One entry of the dictionary: the meaning of the dynamic field `name` on records of `owner`."""

    name: str
    label: str
    owner: str
    type: str
    unit: str | None = None
    description: str | None = None
    choices: list[str] | None = None
    category: str | None = None
    code: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    class Settings:
        name = "field_definitions"
        indexes: ClassVar = [IndexModel([("owner", ASCENDING), ("name", ASCENDING)], unique=True)]


async def definitions(owner: str | None = None, session: AsyncClientSession | None = None) -> list[FieldDefinition]:
    """Return the dictionary, or its part for one owner, by label."""
    wanted = {"owner": owner} if owner else {}
    found = await FieldDefinition.find(wanted, session=session).to_list()
    return sorted(found, key=lambda definition: (definition.owner, definition.label.casefold(), definition.name))
