"""Field definitions: the data dictionary."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

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


async def usage(collection_of: type[Record], names: Sequence[str], scope: Mapping[str, Any]) -> dict[str, int]:
    """Return how many records of the scope carry each of these fields; one database command."""
    collection = collection_of.get_pymongo_collection()
    stages: list[dict[str, Any]] = [
        {"$match": {"$and": [{"fields.name": {"$in": list(names)}}, scope]}},
        {"$project": {"fields.name": 1}},
        {"$unwind": "$fields"},
        {"$group": {"_id": "$fields.name", "records": {"$sum": 1}}},
    ]
    rows = await (await collection.aggregate(stages)).to_list(None)
    return dict.fromkeys(names, 0) | {row["_id"]: int(row["records"]) for row in rows if row["_id"] in names}


async def is_used(collection_of: type[Record], name: str, session: AsyncClientSession) -> bool:
    """Return whether any record carries the field."""
    found = await collection_of.get_pymongo_collection().find_one({"fields.name": name}, {"_id": 1}, session=session)
    return found is not None
