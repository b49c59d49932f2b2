"""Exports: which records somebody asked for, in which form. What is in them is read when they are downloaded."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record


class StoredSplit(BaseModel):
    """How the patients are split; see `app.domain.exports.Split`."""

    train: float
    validation: float
    test: float
    seed: int = 0
    stratify_by: str | None = None


class ExportJob(Record):
    """An export: the records of `level` whose `scope` (patient_id, study_id, series_id or id) is among `ids`, as chosen then."""

    status: str = "COMPLETED"
    format: str
    level: str
    scope: str
    ids: list[str]
    columns: list[str] | None = None
    split: StoredSplit | None = None
    has_directory: bool = False  # a DICOMDIR, and files named as it asks for
    collection_id: str | None = None  # whose version `collection_version` it has
    collection_version: int | None = None
    total: int = 0
    expires_at: datetime

    class Settings:
        name = "export_jobs"
        indexes: ClassVar = [
            IndexModel([("created_by", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=30 * 24 * 3600),
        ]
