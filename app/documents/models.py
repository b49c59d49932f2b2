"""Models with their cards, their files, their runs over patients, and what they told."""

from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from app.documents.base import Record


class StoredInput(BaseModel):
    """One column of a model's input; `usual` is its median in training, against which influences are measured."""

    field: str
    choice: str | None = None
    unit: str | None = None
    fill: float | None = None
    usual: float = 0.0


class StoredInterval(BaseModel):
    """A figure with its 95 % confidence interval."""

    value: float
    low: float
    high: float


class Leased(Record):
    """Work that one hub process at a time does: claimed by `lease_owner` until `lease_until`."""

    lease_owner: str | None = None
    lease_until: datetime | None = None


class Model(Leased):
    """A model of patients' fields: TRAINING, then DRAFT, APPROVED or RETIRED, or FAILED with the reason in `message`."""

    name: str
    number: int = 1  # of the model's versions
    status: str
    message: str = ""
    task: str = ""
    classes: list[str] = Field(default_factory=list)
    class_counts: list[int] = Field(default_factory=list)
    inputs: list[StoredInput] = Field(default_factory=list)
    target: str | None = None
    algorithm: str | None = None  # None: trained elsewhere
    folds: int = 0
    repeats: int = 0
    seed: int = 0
    rows: int = 0
    accuracy: StoredInterval | None = None
    auc: StoredInterval | None = None
    sha256: str | None = None
    description: str = ""
    intended_use: str = ""
    limits: str = ""
    licence: str = ""
    approved_by: str | None = None
    approved_at: datetime | None = None

    class Settings:
        name = "models"
        indexes: ClassVar = [
            IndexModel([("name", ASCENDING), ("number", ASCENDING)], unique=True),
            IndexModel([("status", ASCENDING)]),
            IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)]),
        ]


class ModelFile(Record):
    """The ONNX file of the model of the same id, and the patients that it was trained on."""

    content: bytes = b""
    trained_on: list[str] = Field(default_factory=list)

    class Settings:
        name = "model_files"


class RunFailure(BaseModel):
    """Why a patient has no prediction."""

    patient_id: str
    message: str


class ModelRun(Leased):
    """A model applied to patients as they were chosen then; the first `processed` of them have an outcome."""

    model_id: str
    status: str = "QUEUED"
    message: str = ""
    patient_ids: list[str]
    threshold: float
    processed: int = 0
    failed: int = 0
    failures: list[RunFailure] = Field(default_factory=list)  # the first ones
    finished_at: datetime | None = None

    class Settings:
        name = "model_runs"
        indexes: ClassVar = [
            IndexModel([("status", ASCENDING)]),
            IndexModel([("created_by", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
        ]


class StoredInfluence(BaseModel):
    """How much the told class's score owes to one input."""

    field: str
    choice: str | None = None
    change: float


class Prediction(Record):
    """What a model told about a patient in a run; `score` is that of the class it is ranked by, the last one."""

    model_id: str
    run_id: str
    patient_id: str
    label: str
    score: float
    scores: list[float]
    influences: list[StoredInfluence] = Field(default_factory=list)
    input_sha256: str
    review: str = "UNREVIEWED"
    reviewed_by: str | None = None
    reviewed_at: datetime | None = None

    class Settings:
        name = "predictions"
        indexes: ClassVar = [
            IndexModel([("run_id", ASCENDING), ("patient_id", ASCENDING)], unique=True),
            IndexModel([("run_id", ASCENDING), ("score", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("patient_id", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
            IndexModel([("model_id", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
        ]
