"""Patients."""

from typing import ClassVar

from app.documents.base import KNOWN_SOURCE, ClinicalRecord, clinical_indexes


class Patient(ClinicalRecord):
    """A pseudonymous patient; `source_key` is a keyed hash that only uploads of the same person can repeat."""

    ID_PREFIX: ClassVar[str] = "pat"

    age: int | None = None
    gender: str = "UNKNOWN"
    source_key: str | None = None

    class Settings:
        name = "patients"
        indexes: ClassVar = [KNOWN_SOURCE, *clinical_indexes("age", "gender")]
