"""What all records share: a readable id, who made them and when, and a version against lost updates."""

from datetime import UTC, datetime
from typing import Any

from beanie import Document
from pydantic import BaseModel, Field

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

    id: str  # type: ignore[assignment]
    created_at: datetime = Field(default_factory=now)
    created_by: str | None = None


class ClinicalRecord(Record):
    """A record that people edit: it has dynamic fields and a version."""

    label: str | None = None
    fields: list[StoredField] = Field(default_factory=list)
    updated_at: datetime = Field(default_factory=now)
    version: int = 1
    image_count: int = 0  # images that readers may see, kept in the transaction that adds or removes one
    modality_counts: dict[str, int] = Field(default_factory=dict)  # images by modality, kept likewise
    search_tokens: list[str] = Field(default_factory=list)  # lower-cased words of id, label and texts: portable search

    @property
    def modalities(self) -> list[str]:
        """Modalities of the images that readers may see, sorted."""
        return sorted(name for name, count in self.modality_counts.items() if count > 0)


def raw(document: Document) -> dict[str, Any]:
    """Return the document as the database keeps it."""
    return document.model_dump(by_alias=True) | {"_id": document.id}
