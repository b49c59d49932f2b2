"""Studies."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from app.documents.base import ClinicalRecord


class Study(ClinicalRecord):
    """A study of one patient; dates are ISO strings, shifted when they came from DICOM."""

    patient_id: str
    date: str | None = None
    description: str | None = None
    study_instance_uid: str
    source_key: str | None = None

    class Settings:
        name = "studies"
        indexes: ClassVar = [
            IndexModel([("source_key", ASCENDING)], unique=True, partialFilterExpression={"source_key": {"$type": "string"}}),
        ]
