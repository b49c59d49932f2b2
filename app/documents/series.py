"""Series."""

from typing import ClassVar

from pydantic import Field

from app.documents.base import KNOWN_SOURCE, ClinicalRecord, clinical_indexes


class Series(ClinicalRecord):
    """A series of one study."""

    ID_PREFIX: ClassVar[str] = "ser"
    TEXTS: ClassVar[tuple[str, ...]] = ("label", "description")
    CODES: ClassVar[tuple[str, ...]] = ("modality", "body_part", "laterality", "view_position")

    study_id: str
    patient_id: str
    number: int | None = None
    modality: str | None = None
    description: str | None = None
    body_part: str | None = None
    laterality: str | None = None
    view_position: str | None = None
    series_instance_uid: str
    is_uid_provisional: bool = True  # made by the hub; the first image brings its own
    source_key: str | None = None
    source_parents: list[str] = Field(default_factory=list)  # source keys of patient and study when it was first seen

    class Settings:
        name = "series"
        indexes: ClassVar = [
            KNOWN_SOURCE,
            *clinical_indexes(
                "study_id",
                "patient_id",
                "number",
                "series_instance_uid",
                "modality",
                "body_part",
                "laterality",
                "view_position",
                "folded.description",
            ),
        ]
