"""Patients."""

from typing import ClassVar

from pymongo import ASCENDING, IndexModel

from app.documents.base import ClinicalRecord


class Patient(ClinicalRecord):
    """A pseudonymous patient; `source_key` is a keyed hash that only uploads of the same person can repeat."""

    age: int | None = None
    gender: str = "UNKNOWN"
    source_key: str | None = None

    class Settings:
        name = "patients"
        indexes: ClassVar = [
            IndexModel([("source_key", ASCENDING)], unique=True, partialFilterExpression={"source_key": {"$type": "string"}}),
        ]
