"""Upload jobs, their files, and removals that are still to be carried out."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record
from app.imaging.reading import NO_IMAGE


class ListedMedia(BaseModel):
    """What the DICOMDIR that came as file `number` lists; `missing` and `extra` files are counted when the job ends."""

    number: int
    patients: int
    studies: int
    series: int
    files: int
    missing: int | None = None
    extra: int | None = None


class UploadJob(Record):
    """Files that one person sent together. `is_final` once all batches are in; claimed by `lease_owner` until `lease_until`."""

    status: str = "QUEUED"
    is_final: bool = False
    patient_id: str | None = None
    study_id: str | None = None
    series_id: str | None = None
    profile: str
    profile_version: int
    next_number: int = 1
    total: int = 0
    processed: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    quarantined: int = 0
    skipped: int = 0  # of the rejected, those that are no image at all
    media: list[ListedMedia] = Field(default_factory=list)
    last_batch_at: datetime
    finished_at: datetime | None = None
    are_names_kept: bool = True
    lease_owner: str | None = None
    lease_until: datetime | None = None

    class Settings:
        name = "upload_jobs"
        indexes: ClassVar = [
            IndexModel([("status", ASCENDING)]),
            IndexModel([("created_by", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
        ]


class JobFile(Record):
    """One file of a job. Its uploader's name for it may identify a patient, so staging keeps that, not the database."""

    job_id: str
    number: int
    status: str = "QUEUED"
    kind: str = "FILE"  # FILE or ARCHIVE
    staged: str  # name within the job's staging folder
    image_id: str  # chosen beforehand, so that a repeated attempt writes to the same place
    stored_image_id: str | None = None
    error_code: str | None = None
    error_message: str | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether it was not taken because it is no image at all."""
        return self.error_message in NO_IMAGE

    class Settings:
        name = "job_files"
        indexes: ClassVar = [
            IndexModel([("job_id", ASCENDING), ("status", ASCENDING), ("number", ASCENDING)]),
            IndexModel([("job_id", ASCENDING), ("number", ASCENDING)], unique=True),
        ]


class Removal(Record):
    """A folder or file of the store that must go because its records are gone."""

    path: str

    class Settings:
        name = "removals"
