"""How the attributes that filters and orders name are stored, record by record, and which of them an index serves."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from app.documents.audit import AuditEvent
from app.documents.base import Record
from app.documents.collections import Collection
from app.documents.exports import ExportJob
from app.documents.images import Image
from app.documents.jobs import JobFile, UploadJob
from app.documents.models import Model, ModelRun, Prediction
from app.documents.patients import Patient
from app.documents.persisted import PersistedDocument
from app.documents.series import Series
from app.documents.shares import Share
from app.documents.studies import Study
from app.documents.users import User
from app.domain.filters import Relation
from app.domain.search import folded


class Kind(Enum):
    """What a value is, so how it is compared."""

    PLAIN = "PLAIN"
    ID = "ID"  # the embedded server has no ranges on `_id`
    SEARCHED_ID = "SEARCHED_ID"  # an id whose beginnings are search tokens, behind its prefix
    TEXT = "TEXT"  # kept a second time, folded
    CODE = "CODE"  # upper case (PS3.5 6.2, CS)
    CODES = "CODES"  # a list of these


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute at `path`; `key` is the path that is looked up and sorted by."""

    path: str
    kind: Kind = Kind.PLAIN
    is_indexed: bool = True
    is_selective: bool = False  # an equality leaves one record, or the few below one parent
    is_nullable: bool = False

    @property
    def key(self) -> str:
        """The path of the value that indexes hold."""
        return f"folded.{self.path}" if self.kind is Kind.TEXT else self.path

    @property
    def is_list(self) -> bool:
        """Whether a record has many of it."""
        return self.kind is Kind.CODES

    def as_stored(self, value: Any) -> Any:
        """Return a value of a filter as records have it."""
        return value.upper() if self.kind in (Kind.CODE, Kind.CODES) else value

    def as_key(self, value: Any) -> Any:
        """Return a value of a filter as the key has it."""
        return folded(value) if self.kind is Kind.TEXT else self.as_stored(value)


def _plain(path: str, *, is_nullable: bool = False) -> Attribute:
    return Attribute(path, is_nullable=is_nullable)


def _walked(path: str) -> Attribute:
    return Attribute(path, is_indexed=False)


def _text(path: str) -> Attribute:
    return Attribute(path, Kind.TEXT, is_nullable=True)


def _code(path: str) -> Attribute:
    return Attribute(path, Kind.CODE, is_nullable=True)


def _id(kind: Kind) -> Attribute:
    return Attribute("_id", kind, is_selective=True)


def _link(path: str) -> Attribute:
    return Attribute(path, is_selective=True)


_CLINICAL = {
    "id": _id(Kind.SEARCHED_ID),
    "label": _text("label"),
    "created_at": _plain("created_at"),
    "updated_at": _plain("updated_at"),
    "image_count": _plain("image_count"),
}
ATTRIBUTES: dict[type[Record], dict[str, Attribute]] = {
    Patient: {
        **_CLINICAL,
        "age": _plain("age", is_nullable=True),
        "gender": _plain("gender"),
        "modality": Attribute("modality_list", Kind.CODES),
    },
    Study: {
        **_CLINICAL,
        "patient_id": _link("patient_id"),
        "study_instance_uid": _link("study_instance_uid"),
        "date": _plain("date", is_nullable=True),
        "description": _text("description"),
        "modality": Attribute("modality_list", Kind.CODES),
    },
    Series: {
        **_CLINICAL,
        "patient_id": _link("patient_id"),
        "study_id": _link("study_id"),
        "series_instance_uid": _link("series_instance_uid"),
        "number": _plain("number", is_nullable=True),
        "modality": _code("modality"),
        "description": _text("description"),
        "body_part": _code("body_part"),
        "laterality": _code("laterality"),
        "view_position": _code("view_position"),
    },
    Image: {
        "id": _id(Kind.ID),
        "patient_id": _link("patient_id"),
        "study_id": _link("study_id"),
        "series_id": _link("series_id"),
        "number": _plain("number", is_nullable=True),
        "created_at": _plain("created_at"),
        "sop_instance_uid": _link("sop_instance_uid"),
        "sop_class_uid": _plain("sop_class_uid"),
        "review_status": _plain("review_status"),
        "rows": _walked("rows"),
        "columns": _walked("columns"),
        "frames": _walked("frames"),
    },
    AuditEvent: {
        "created_by": _link("created_by"),
        "objects": _plain("objects"),
        "action": _plain("action"),
        "created_at": _plain("created_at"),
    },
    Collection: {"created_at": _plain("created_at")},
    Share: {"created_by": _link("created_by"), "created_at": _plain("created_at")},
    Model: {"created_at": _plain("created_at")},
    ModelRun: {"created_by": _link("created_by"), "created_at": _plain("created_at")},
    Prediction: {"created_at": _plain("created_at"), "score": _plain("score")},
    ExportJob: {"created_by": _link("created_by"), "created_at": _plain("created_at")},
    UploadJob: {"created_by": _link("created_by"), "created_at": _plain("created_at")},
    User: {"email": _plain("email")},
    PersistedDocument: {"created_at": _plain("created_at")},
    JobFile: {"job_id": _link("job_id"), "number": _plain("number")},
}


@dataclass(frozen=True, slots=True)
class Link:
    """What a relation joins: rows whose `own` value is the `other` value of rows of `model`."""

    model: type[Record]
    own: str
    other: str


LINKS: dict[tuple[type[Record], Relation], Link] = {
    (Patient, Relation.STUDIES): Link(Study, "_id", "patient_id"),
    (Study, Relation.PATIENT): Link(Patient, "patient_id", "_id"),
    (Study, Relation.SERIES): Link(Series, "_id", "study_id"),
    (Series, Relation.STUDY): Link(Study, "study_id", "_id"),
    (Image, Relation.SERIES): Link(Series, "series_id", "_id"),
}
