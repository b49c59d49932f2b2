"""Images: one stored file each, with what was done to de-identify it."""

from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from pymongo import ASCENDING, IndexModel

from app.documents.base import BUCKETS, KNOWN_SOURCE, Record, StoredField, WalkedRecord, indexes_on


class RedactedRegion(BaseModel):
    """A box of one frame (frames count from 1) whose pixels were overwritten; pixels from the upper left."""

    frame: int
    x: int
    y: int
    width: int
    height: int
    reason: str
    confidence: float | None = None


class Deidentification(BaseModel):
    """The report of one image."""

    profile: str
    profile_version: int
    actions: list[str] = Field(default_factory=list)  # "KIND path keyword": a hundred an image, so not documents
    regions: list[RedactedRegion] = Field(default_factory=list)
    doubt: str | None = None
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None


VISIBLE_TO_READERS = ("CLEAN", "APPROVED")  # review states; all others are quarantined


class Image(WalkedRecord):
    """One image; `review_status` CLEAN, NEEDS_REVIEW (quarantined), APPROVED or REJECTED."""

    ID_PREFIX: ClassVar[str] = "img"

    series_id: str
    study_id: str
    patient_id: str
    number: int | None = None
    modality: str | None = None
    sop_instance_uid: str
    sop_class_uid: str
    rows: int
    columns: int
    frames: int
    bits_allocated: int
    bits_stored: int
    samples_per_pixel: int
    photometric_interpretation: str
    pixel_spacing: list[float] | None = None
    fields: list[StoredField] = Field(default_factory=list)
    file_size: int
    sha256: str
    source_format: str
    source_key: str | None = None  # keyed hash of the SOP instance UID
    source_digest: str | None = None  # keyed hash of the uploaded bytes
    review_status: str

    class Settings:
        name = "images"
        indexes: ClassVar = [
            KNOWN_SOURCE,
            BUCKETS,
            IndexModel([("series_id", ASCENDING), ("number", ASCENDING), ("_id", ASCENDING)]),
            *indexes_on(
                "study_id", "patient_id", "number", "created_at", "review_status", "sop_class_uid", "sop_instance_uid"
            ),
            IndexModel([("fields.name", ASCENDING), ("fields.value", ASCENDING)]),
        ]


class ImageDetails(Record):
    """What was kept of an image's header and what was done to it; the id is the image's.

    Apart from `Image`, because it is ten times as large and rarely asked for: lists would read it in vain.
    """

    attributes: dict[str, Any] = Field(default_factory=dict)
    deidentification: Deidentification
    metadata: bytes | None = None  # the header as DICOM JSON, deflated; kept when it is first asked for
    metadata_sha256: str | None = None  # of the file that it was made of: a review makes another one

    class Settings:
        name = "image_details"
