"""Series."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from app.documents.base import ClinicalRecord


class Series(ClinicalRecord):
    """A series of one study."""

    study_id: str
    patient_id: str
    number: int | None = None
    modality: str | None = None
    description: str | None = None
    body_part: str | None = None
    laterality: str | None = None
    view_position: str | None = None
    series_instance_uid: str
    source_key: str | None = None

    class Settings:
        name = "series"
        indexes: ClassVar = [
            IndexModel([("source_key", ASCENDING)], unique=True, partialFilterExpression={"source_key": {"$type": "string"}}),
        ]
