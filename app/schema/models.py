"""Models of patients' fields: train, bring, approve. For research alone."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, cast

import strawberry

from app.auth.permissions import Permission
from app.documents.models import Model as ModelRecord
from app.documents.models import StoredInterval
from app.domain.models import Algorithm, Input, Interval
from app.domain.pages import slice_of
from app.resolvers import models, people
from app.resolvers.models import Card, Training
from app.schema.arguments import Given, Id
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.files import stream_of
from app.schema.filters import parsed
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import or_none
from app.schema.paging import After, Connection, First, connection
from app.schema.patients import PatientFilter
from app.schema.scalars import Upload
from app.schema.users import User

if TYPE_CHECKING:
    pass


@strawberry.enum(description="Where a model stands.")
class ModelStatus(Enum):
    TRAINING = strawberry.enum_value("TRAINING", description="Is being trained.")
    DRAFT = strawberry.enum_value("DRAFT", description="Can be run by those who manage models.")
    APPROVED = strawberry.enum_value("APPROVED", description="Can be run by all who may run models.")
    RETIRED = strawberry.enum_value("RETIRED", description="Is run no more; what it told stays.")
    FAILED = strawberry.enum_value("FAILED", description="Could not be trained; `message` says why.")


@strawberry.enum(description="What a model tells.")
class ModelTask(Enum):
    BINARY = strawberry.enum_value("BINARY", description="Which of two classes.")
    MULTICLASS = strawberry.enum_value("MULTICLASS", description="Which of several classes.")


@strawberry.enum(description="How a model is trained.")
class TrainingAlgorithm(Enum):
    LOGISTIC_REGRESSION = strawberry.enum_value(
        "LOGISTIC_REGRESSION",
        description="Standardised inputs, linear, regularised; probabilities are well calibrated.",
    )
    GRADIENT_BOOSTING = strawberry.enum_value(
        "GRADIENT_BOOSTING", description="Many small trees; finds what is not linear, needs more patients."
    )


@strawberry.type(description="A figure with its 95 % confidence interval.")
class ConfidenceInterval:
    value: float = strawberry.field(description="The figure.")
    low: float = strawberry.field(description="Lower limit.")
    high: float = strawberry.field(description="Upper limit.")

    @classmethod
    def of(cls, found: StoredInterval | Interval | None) -> "ConfidenceInterval | None":
        return cls(value=found.value, low=found.low, high=found.high) if found else None


@strawberry.type(description="One column of a model's input.")
class ModelInput:
    field: str = strawberry.field(description="Name of the patients' field, `age` or `gender`.")
    choice: str | None = strawberry.field(
        description="1 where the field has this choice, 0 where another; null: its number."
    )
    unit: str | None = strawberry.field(description="Unit of the number.")
    fill: float | None = strawberry.field(
        description="Taken where the field is not known; null: the model fills in itself."
    )


@strawberry.type(description="A model with its card. For research, not for care.")
class Model(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, mod_…")
    name: str = strawberry.field(description="Name; versions of one model share it.")
    number: int = strawberry.field(description="Number of the version.")
    status: ModelStatus = strawberry.field(description="Where it stands.")
    message: str = strawberry.field(description="Why it failed.")
    task: ModelTask | None = strawberry.field(description="What it tells; null while it is trained.")
    classes: list[str] = strawberry.field(
        description="What it tells apart; scores are of the last one where there are two."
    )
    class_counts: list[int] = strawberry.field(description="How many patients of each class it was trained on.")
    inputs: list[ModelInput] = strawberry.field(description="What it takes.")
    target: str | None = strawberry.field(description="The field that it was trained to tell.")
    algorithm: TrainingAlgorithm | None = strawberry.field(description="How it was trained; null when elsewhere.")
    folds: int = strawberry.field(description="Folds of the cross-validation.")
    repeats: int = strawberry.field(description="How often the cross-validation was repeated.")
    seed: int = strawberry.field(description="The same patients and seed give the same model.")
    rows: int = strawberry.field(description="On how many patients it was trained.")
    accuracy: ConfidenceInterval | None = strawberry.field(
        description="Share of right answers on patients not trained on."
    )
    auc: ConfidenceInterval | None = strawberry.field(
        description="Area under the ROC curve on patients not trained on."
    )
    sha256: str | None = strawberry.field(description="SHA-256 of the ONNX file.")
    description: str = strawberry.field(description="What it is.")
    intended_use: str = strawberry.field(description="What it is for.")
    limits: str = strawberry.field(description="What it is not for.")
    licence: str = strawberry.field(description="Under which licence it may be used.")
    approved_at: datetime | None = strawberry.field(description="When it was approved.")
    created_at: datetime = strawberry.field(description="When it was made.")
    record: strawberry.Private[ModelRecord]

    @strawberry.field(description="Who made it; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @strawberry.field(description="Who approved it; null when nobody has, or the account is gone.")
    async def approved_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.approved_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: ModelRecord) -> "Model":
        return cls(
            id=strawberry.ID(record.id), name=record.name, number=record.number, status=ModelStatus(record.status),
            message=record.message, task=ModelTask(record.task) if record.task else None, classes=record.classes,
            class_counts=record.class_counts,
            inputs=[ModelInput(field=i.field, choice=i.choice, unit=i.unit, fill=i.fill) for i in record.inputs],
            target=record.target, algorithm=TrainingAlgorithm(record.algorithm) if record.algorithm else None,
            folds=record.folds, repeats=record.repeats, seed=record.seed, rows=record.rows,
            accuracy=ConfidenceInterval.of(record.accuracy), auc=ConfidenceInterval.of(record.auc), sha256=record.sha256,
            description=record.description, intended_use=record.intended_use, limits=record.limits,
            licence=record.licence, approved_at=record.approved_at, created_at=record.created_at, record=record,
        )  # fmt: skip


@strawberry.input(description="A model to train on fields of patients.")
class TrainModelInput:
    name: str = strawberry.field(description="Name; one that there is gets a version more.")
    target: str = strawberry.field(description="What to tell: a choice or yes-or-no field of patients, or gender.")
    features: list[str] = strawberry.field(
        description="What to tell it by: fields of numbers, choices, yes or no; age, gender."
    )
    patients: PatientFilter | None = strawberry.field(
        default=None, description="On which patients; all when not given."
    )
    algorithm: TrainingAlgorithm = strawberry.field(
        default=TrainingAlgorithm.LOGISTIC_REGRESSION, description="How to train."
    )
    folds: int = strawberry.field(default=10, description="Folds of the cross-validation, 2 to 20.")
    repeats: int = strawberry.field(default=3, description="How often to repeat it, 1 to 10.")
    seed: int = strawberry.field(default=0, description="The same patients and seed give the same model.")
    description: str = strawberry.field(default="", description="What it is.")


@strawberry.type(description="The model, which is being trained, or why there is none.")
class TrainModelPayload:
    model: Model | None = strawberry.field(default=None, description="The model.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="One column of a model's input, in the model's order.")
class ModelInputInput:
    field: str = strawberry.field(description="Name of the patients' field, `age` or `gender`.")
    choice: str | None = strawberry.field(
        default=None, description="For 1 where the field has this choice, 0 where another."
    )
    unit: str | None = strawberry.field(default=None, description="Unit of the number.")
    fill: float | None = strawberry.field(default=None, description="What to take where the field is not known.")


@strawberry.input(
    description="An ONNX file (one input of floats [rows, columns], one output of probabilities [rows, classes]) and its card."
)
class UploadModelInput:
    file: Upload = strawberry.field(description="The file (graphql-multipart-request-spec).")
    name: str = strawberry.field(description="Name; one that there is gets a version more.")
    inputs: list[ModelInputInput] = strawberry.field(description="What it takes.")
    classes: list[str] = strawberry.field(description="What it tells apart, in the order of its scores.")
    target: str | None = strawberry.field(default=None, description="The field that has the truth, to judge it by.")
    description: str = strawberry.field(default="", description="What it is.")
    intended_use: str = strawberry.field(default="", description="What it is for.")
    limits: str = strawberry.field(default="", description="What it is not for.")
    licence: str = strawberry.field(default="", description="Under which licence it may be used.")


@strawberry.type(description="The model, or why it is not taken.")
class UploadModelPayload:
    model: Model | None = strawberry.field(default=None, description="The model.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="A model to let people run.")
class ApproveModelInput:
    id: strawberry.ID = strawberry.field(description="The model.")


@strawberry.input(description="A model to take out of use.")
class RetireModelInput:
    id: strawberry.ID = strawberry.field(description="The model.")


@strawberry.type(description="The model as it is now, or why it has not changed.")
class DecideModelPayload:
    model: Model | None = strawberry.field(default=None, description="The model.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ModelQuery:
    @query(requires(Permission.MODEL_RUN), description="Models; drafts are for those who manage models. Newest first.")
    async def models(self, info: Info, first: First = None, after: After = None) -> Connection[Model]:
        page = await models.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[Model]", connection(page, Model.of, lambda: models.total(info.context)))

    @query(requires(Permission.MODEL_RUN), description="A model; null when there is none.")
    async def model(self, info: Info, id: Id) -> Model | None:
        return await or_none(models.get(info.context, id), Model.of)


@strawberry.type
class ModelMutation:
    @mutation(requires(Permission.MODEL_MANAGE), description="Train a model on fields of patients.")
    async def train_model(self, info: Info, input: Given[TrainModelInput]) -> TrainModelPayload:
        wanted = Training(
            input.name, input.target, tuple(input.features), parsed(input.patients, None),
            Algorithm(str(input.algorithm.value)), input.folds, input.repeats, input.seed, input.description,
        )  # fmt: skip
        return TrainModelPayload(model=Model.of(await models.train(info.context, wanted)))

    @mutation(requires(Permission.MODEL_MANAGE), description="Bring a model that was trained elsewhere.")
    async def upload_model(self, info: Info, input: Given[UploadModelInput]) -> UploadModelPayload:
        _, stream = stream_of(input.file, "file")
        card = Card(
            input.name, tuple(Input(each.field, each.choice, each.unit, each.fill) for each in input.inputs),
            tuple(input.classes), input.description, input.intended_use, input.limits, input.licence, input.target,
        )  # fmt: skip
        return UploadModelPayload(model=Model.of(await models.bring(info.context, card, stream)))

    @mutation(requires(Permission.MODEL_MANAGE), description="Let all who may run models run this one.")
    async def approve_model(self, info: Info, input: Given[ApproveModelInput]) -> DecideModelPayload:
        return DecideModelPayload(model=Model.of(await models.decide(info.context, input.id, "APPROVED")))

    @mutation(requires(Permission.MODEL_MANAGE), description="Let nobody run this model any more.")
    async def retire_model(self, info: Info, input: Given[RetireModelInput]) -> DecideModelPayload:
        return DecideModelPayload(model=Model.of(await models.decide(info.context, input.id, "RETIRED")))
