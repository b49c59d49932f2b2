"""Studies."""

from typing import ClassVar

from pydantic import Field

from app.documents.base import KNOWN_SOURCE, ClinicalRecord, clinical_indexes


class Study(ClinicalRecord):
    """A study of one patient; dates are ISO strings, shifted when they came from DICOM."""

    ID_PREFIX: ClassVar[str] = "stu"
    TEXTS: ClassVar[tuple[str, ...]] = ("label", "description")

    patient_id: str
    date: str | None = None
    description: str | None = None
    study_instance_uid: str
    is_uid_provisional: bool = True  # made by the hub; the first image brings its own
    source_key: str | None = None
    source_parents: list[str] = Field(default_factory=list)  # source key of the patient when it was first seen

    class Settings:
        name = "studies"
        indexes: ClassVar = [
            KNOWN_SOURCE,
            *clinical_indexes("patient_id", "study_instance_uid", "date", "folded.description"),
        ]
