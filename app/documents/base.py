"""What all records share: a readable id, who made them and when, and a version against lost updates."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, IndexModel
from pymongo.asynchronous.client_session import AsyncClientSession

from app.domain.ids import bucket_of
from app.domain.search import folded, search_tokens

Value = str | int | float | bool  # dates are ISO strings: they sort rightly and every server has them


def now() -> datetime:
    """Return the present moment in UTC, to the millisecond that the database keeps."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class StoredField(BaseModel):
    """A dynamic field of a record; its type and label stand in the dictionary."""

    name: str
    value: Value


class Record(Document):
    """A record with a hub id."""

    ID_PREFIX: ClassVar[str] = ""

    id: str  # type: ignore[assignment]
    created_at: datetime = Field(default_factory=now)
    created_by: str | None = None


class WalkedRecord(Record):
    """A record of which there are many: lists of it are read in windows (app.documents.walking)."""

    bucket: str = Field(default_factory=lambda record: bucket_of(record["id"]))  # the begin of the id: indexes on
    # `_id` itself serve no ranges on the embedded server


class ClinicalRecord(WalkedRecord):
    """A record that people edit: it has dynamic fields and a version."""

    TEXTS: ClassVar[tuple[str, ...]] = ("label",)  # free texts, found by their beginnings whatever their case
    CODES: ClassVar[tuple[str, ...]] = ()  # code strings (PS3.5 6.2, CS), upper case; found by search like texts

    label: str | None = None
    fields: list[StoredField] = Field(default_factory=list)
    updated_at: datetime = Field(default_factory=now)
    version: int = 1
    is_from_upload: bool = False  # nobody asked for it by name: it goes when no image reaches it
    image_count: int = 0  # images that readers may see, kept in the transaction that adds or removes one
    modality_counts: dict[str, int] = Field(default_factory=dict)  # images by modality, kept likewise
    modality_list: list[str] = Field(default_factory=list)  # modalities with a count above 0: what filters look up
    search_tokens: list[str] = Field(default_factory=list)  # app.domain.search: beginnings of the words of id and texts
    folded: dict[str, str] = Field(default_factory=dict)  # texts in lower case by field: what startsWith looks up

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must be written beside `values`, a whole record with `_id`, so that searches find it."""
        texts = {name: values[name] for name in cls.TEXTS if values.get(name)}
        codes = [values.get(name) for name in cls.CODES]
        of_fields = [field["value"] for field in values.get("fields", ()) if isinstance(field["value"], str)]
        return {
            "folded": {name: folded(text) for name, text in texts.items()},
            "search_tokens": search_tokens(values["_id"], *texts.values(), *codes, *of_fields),
        }

    @property
    def modalities(self) -> list[str]:
        """Modalities of the images that readers may see, sorted."""
        return sorted(self.modality_list)


def raw(document: Document) -> dict[str, Any]:
    """Return the document as the database keeps it."""
    values: dict[str, Any] = document.model_dump(by_alias=True, exclude={"id", "revision_id"})
    return values | {"_id": document.id}


async def insert_new(model: type[Document], records: Sequence[Document], session: AsyncClientSession) -> None:
    """Insert records of plain values at once, without Beanie's encoder, which takes ten times as long."""
    await model.get_pymongo_collection().insert_many([raw(record) for record in records], session=session)


def indexes_on(*keys: str) -> list[IndexModel]:
    """Return one index for each key, the id behind it: equality or one range, then pages in the order of ids."""
    return [IndexModel([(key, ASCENDING), ("_id", ASCENDING)]) for key in keys]


def clinical_indexes(*keys: str) -> list[IndexModel]:
    """Return the indexes that filters and orders of every clinical record use, and those of its own `keys`."""
    shared = ("folded.label", "created_at", "updated_at", "image_count", "modality_list", "search_tokens")
    dynamic_fields = IndexModel([("fields.name", ASCENDING), ("fields.value", ASCENDING)])
    return [BUCKETS, *indexes_on(*shared, *keys), dynamic_fields]


BUCKETS = IndexModel([("bucket", ASCENDING)])
KNOWN_SOURCE = IndexModel(
    [("source_key", ASCENDING)], unique=True, partialFilterExpression={"source_key": {"$type": "string"}}
)  # one record for one source, also when two uploads meet
