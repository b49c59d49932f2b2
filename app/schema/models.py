"""Models of patients' fields: train, bring, approve, run, judge; what they told. For research alone."""

from collections.abc import AsyncGenerator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from app.auth.permissions import Permission
from app.documents.models import Model as ModelRecord
from app.documents.models import ModelRun as RunRecord
from app.documents.models import Prediction as PredictionRecord
from app.documents.models import StoredInterval
from app.domain.models import Algorithm, Input, Interval
from app.domain.pages import slice_of
from app.ml import judging
from app.resolvers import model_runs, models, patients, people
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
from app.schema.uploads import POLL_SECONDS, JobStatus
from app.schema.users import User

if TYPE_CHECKING:
    from app.schema.patients import Patient


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


@strawberry.enum(description="What a person says about a prediction.")
class PredictionReview(Enum):
    UNREVIEWED = strawberry.enum_value("UNREVIEWED", description="Nobody has said anything.")
    CONFIRMED = strawberry.enum_value("CONFIRMED", description="A person agrees.")
    REJECTED = strawberry.enum_value("REJECTED", description="A person does not agree.")


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


@strawberry.type(description="Why a patient has no prediction.")
class RunFailure:
    patient_id: strawberry.ID = strawberry.field(description="The patient.")
    message: str = strawberry.field(description="Why.")


@strawberry.type(description="A model applied to patients.")
class ModelRun(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, run_…")
    status: JobStatus = strawberry.field(description="Where it stands.")
    message: str = strawberry.field(description="Why it failed.")
    threshold: float = strawberry.field(description="From which score on the last of two classes is told.")
    total: int = strawberry.field(description="How many patients it has.")
    processed: int = strawberry.field(description="How many of them have an outcome.")
    failed: int = strawberry.field(description="How many of these have no prediction.")
    failures: list[RunFailure] = strawberry.field(description="Why not, of the first thousand.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")
    record: strawberry.Private[RunRecord]

    @strawberry.field(description="The model.")
    async def model(self, info: Info) -> Model:
        return Model.of(await models.of_run(info.context, self.record.model_id))

    @classmethod
    def of(cls, record: RunRecord) -> "ModelRun":
        return cls(
            id=strawberry.ID(record.id), status=JobStatus[record.status], message=record.message,
            threshold=record.threshold, total=len(record.patient_ids), processed=record.processed, failed=record.failed,
            failures=[RunFailure(patient_id=strawberry.ID(f.patient_id), message=f.message) for f in record.failures],
            created_at=record.created_at, finished_at=record.finished_at, record=record,
        )  # fmt: skip


@strawberry.type(description="How much the score of what is told owes to one input.")
class Influence:
    field: str = strawberry.field(description="The field.")
    choice: str | None = strawberry.field(description="The choice of it.")
    change: float = strawberry.field(description="What the score would lose if the input had its usual value.")


@strawberry.type(description="What a model told about a patient. For research, not for care.")
class Prediction(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, prd_…")
    run_id: strawberry.ID = strawberry.field(description="The run.")
    patient_id: strawberry.ID = strawberry.field(description="The patient.")
    label: str = strawberry.field(description="The class that is told.")
    score: float = strawberry.field(description="Score of the last of two classes, or of the told one of several.")
    scores: list[float] = strawberry.field(description="Score of each class of the model, in order.")
    influences: list[Influence] = strawberry.field(description="Why: the inputs that weigh most, first the heaviest.")
    input_sha256: str = strawberry.field(description="SHA-256 of the model and what it was given.")
    review: PredictionReview = strawberry.field(description="What a person says about it.")
    reviewed_at: datetime | None = strawberry.field(description="When that was said.")
    created_at: datetime = strawberry.field(description="When it was told.")
    record: strawberry.Private[PredictionRecord]

    @strawberry.field(description="The model.")
    async def model(self, info: Info) -> Model:
        return Model.of(await models.of_run(info.context, self.record.model_id))

    @strawberry.field(description="The patient.")
    async def patient(self, info: Info) -> Annotated["Patient", strawberry.lazy("app.schema.patients")]:
        from app.schema.patients import Patient

        return Patient.of(await patients.get(info.context, self.record.patient_id))

    @classmethod
    def of(cls, record: PredictionRecord) -> "Prediction":
        return cls(
            id=strawberry.ID(record.id), run_id=strawberry.ID(record.run_id),
            patient_id=strawberry.ID(record.patient_id), label=record.label, score=record.score, scores=record.scores,
            influences=[Influence(field=i.field, choice=i.choice, change=i.change) for i in record.influences],
            input_sha256=record.input_sha256, review=PredictionReview(record.review), reviewed_at=record.reviewed_at,
            created_at=record.created_at, record=record,
        )  # fmt: skip


@strawberry.type(description="A point of a curve.")
class CurvePoint:
    x: float = strawberry.field(description="Across.")
    y: float = strawberry.field(description="Up.")


@strawberry.type(description="Records with like scores.")
class CalibrationBin:
    score: float = strawberry.field(description="Mean of their scores.")
    observed: float = strawberry.field(description="Share of them that are positive.")
    count: int = strawberry.field(description="How many they are.")


@strawberry.type(description="Figures of one group of patients; null where there are fewer than five of a class.")
class EvaluationFigures:
    count: int = strawberry.field(description="How many patients.")
    positives: int = strawberry.field(description="How many of them are positive.")
    auc: ConfidenceInterval | None = strawberry.field(description="Area under the ROC curve (stratified bootstrap).")
    sensitivity: ConfidenceInterval | None = strawberry.field(
        description="Share of positives that are told so (Wilson)."
    )
    specificity: ConfidenceInterval | None = strawberry.field(
        description="Share of negatives that are told so (Wilson)."
    )
    brier: float = strawberry.field(description="Mean squared difference of score and truth; 0 is best.")
    confusion: list[list[int]] = strawberry.field(description="Counts, truth by what was told; negative first.")

    @classmethod
    def of(cls, found: judging.Figures) -> "EvaluationFigures":
        return cls(
            count=found.count, positives=found.positives, auc=ConfidenceInterval.of(found.auc),
            sensitivity=ConfidenceInterval.of(found.sensitivity), specificity=ConfidenceInterval.of(found.specificity),
            brier=found.brier, confusion=[list(row) for row in found.confusion],
        )  # fmt: skip


@strawberry.type(description="Figures of the patients who have one value of a field: a model may be worse for some.")
class EvaluationGroup:
    field: str = strawberry.field(description="The field.")
    value: str = strawberry.field(description="Its value.")
    figures: EvaluationFigures = strawberry.field(description="The figures.")


@strawberry.type(description="How far a model can be trusted, on patients whose truth is known.")
class Evaluation:
    figures: EvaluationFigures = strawberry.field(description="Of all patients.")
    trained_on: int = strawberry.field(
        description="On how many of these patients the model was trained: figures with them flatter."
    )
    average_precision: float = strawberry.field(description="Area under the curve of precision and recall.")
    roc: list[CurvePoint] = strawberry.field(description="Across 1 - specificity, up sensitivity.")
    precision_recall: list[CurvePoint] = strawberry.field(description="Across recall, up precision.")
    calibration: list[CalibrationBin] = strawberry.field(description="Ten bins of equal size; on the diagonal is best.")
    net_benefit: list[CurvePoint] = strawberry.field(
        description="Decision curve: across the threshold, up the net benefit."
    )
    net_benefit_of_all: list[CurvePoint] = strawberry.field(description="The same when everybody is treated.")
    groups: list[EvaluationGroup] = strawberry.field(description="Figures by group.")

    @classmethod
    def of(cls, found: judging.Judgement, trained_on: int) -> "Evaluation":
        def points(of: tuple[judging.Point, ...]) -> list[CurvePoint]:
            return [CurvePoint(x=each.x, y=each.y) for each in of]

        return cls(
            figures=EvaluationFigures.of(found.figures), trained_on=trained_on,
            average_precision=found.average_precision, roc=points(found.roc),
            precision_recall=points(found.precision_recall),
            calibration=[CalibrationBin(score=b.score, observed=b.observed, count=b.count) for b in found.calibration],
            net_benefit=points(found.net_benefit), net_benefit_of_all=points(found.net_benefit_of_all),
            groups=[
                EvaluationGroup(field=field, value=value, figures=EvaluationFigures.of(figures))
                for field, value, figures in found.groups
            ],
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


@strawberry.input(description="A model to apply to patients.")
class RunModelInput:
    model_id: strawberry.ID = strawberry.field(description="The model.")
    patients: PatientFilter | None = strawberry.field(
        default=None, description="To which patients; all that you see when neither is given."
    )
    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="To these patients.")
    threshold: float | None = strawberry.field(
        default=None, description="From which score on the last of two classes is told; 0.5."
    )


@strawberry.input(description="A run to call off.")
class CancelModelRunInput:
    id: strawberry.ID = strawberry.field(description="The run.")


@strawberry.type(description="The run, or why there is none.")
class RunModelPayload:
    run: ModelRun | None = strawberry.field(default=None, description="The run.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="What a person says about a prediction.")
class ReviewPredictionInput:
    id: strawberry.ID = strawberry.field(description="The prediction.")
    review: PredictionReview = strawberry.field(description="The verdict.")


@strawberry.type(description="The prediction with the verdict, or why it has none.")
class ReviewPredictionPayload:
    prediction: Prediction | None = strawberry.field(default=None, description="The prediction.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="Which predictions: of a run, a patient or a model; what is given holds together.")
class PredictionFilter:
    run_id: strawberry.ID | None = strawberry.field(default=None, description="Of this run.")
    patient_id: strawberry.ID | None = strawberry.field(default=None, description="Of this patient.")
    model_id: strawberry.ID | None = strawberry.field(default=None, description="Of this model.")


@strawberry.type
class ModelQuery:
    @query(requires(Permission.MODEL_RUN), description="Models; drafts are for those who manage models. Newest first.")
    async def models(self, info: Info, first: First = None, after: After = None) -> Connection[Model]:
        page = await models.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[Model]", connection(page, Model.of, lambda: models.total(info.context)))

    @query(requires(Permission.MODEL_RUN), description="A model; null when there is none.")
    async def model(self, info: Info, id: Id) -> Model | None:
        return await or_none(models.get(info.context, id), Model.of)

    @query(
        requires(Permission.MODEL_RUN), description="The caller's runs (everybody's for administrators), newest first."
    )
    async def model_runs(self, info: Info, first: First = None, after: After = None) -> Connection[ModelRun]:
        page = await model_runs.page(info.context, slice_of(first, after, None, None))
        return cast("Connection[ModelRun]", connection(page, ModelRun.of, lambda: model_runs.total(info.context)))

    @query(
        requires(Permission.MODEL_RUN),
        description="What models told: of a run the highest score first, else the newest first.",
    )
    async def predictions(
        self,
        info: Info,
        filter: Annotated[PredictionFilter, strawberry.argument(description="Which ones.")],
        first: First = None,
        after: After = None,
    ) -> Connection[Prediction]:
        context = info.context
        bound = await model_runs.bound_of(context, filter.model_id, filter.run_id, filter.patient_id)
        by_score = filter.run_id is not None
        page = await model_runs.predictions(context, bound, slice_of(first, after, None, None), by_score=by_score)
        total = lambda: model_runs.predictions_total(context, bound)  # noqa: E731
        return cast("Connection[Prediction]", connection(page, Prediction.of, total))

    @query(
        requires(Permission.MODEL_RUN),
        description="Judge a model of two classes on patients whose truth is known.",
    )
    async def model_evaluation(
        self,
        info: Info,
        model_id: Annotated[strawberry.ID, strawberry.argument(description="The model.")],
        patients: Annotated[PatientFilter | None, strawberry.argument(description="On which patients.")] = None,
        truth: Annotated[
            str | None, strawberry.argument(description="Field that has the truth; the model's target.")
        ] = None,
        threshold: Annotated[
            float, strawberry.argument(description="From which score on the last class is told.")
        ] = 0.5,
        groups: Annotated[
            list[str] | None, strawberry.argument(description="Fields to judge by group, such as gender.")
        ] = None,
    ) -> Evaluation:
        judgement, trained_on = await models.judged(
            info.context, model_id, parsed(patients, None), truth=truth, threshold=threshold, groups=groups or []
        )
        return Evaluation.of(judgement, trained_on)


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

    @mutation(requires(Permission.MODEL_RUN), description="Apply a model to patients.")
    async def run_model(self, info: Info, input: Given[RunModelInput]) -> RunModelPayload:
        run = await model_runs.start(
            info.context, input.model_id, filter_=parsed(input.patients, None), ids=input.ids, threshold=input.threshold
        )
        return RunModelPayload(run=ModelRun.of(run))

    @mutation(requires(Permission.MODEL_RUN), description="Call off a run; what it told until then stays.")
    async def cancel_model_run(self, info: Info, input: Given[CancelModelRunInput]) -> RunModelPayload:
        return RunModelPayload(run=ModelRun.of(await model_runs.cancel(info.context, input.id)))

    @mutation(requires(Permission.MODEL_RUN), description="Confirm or reject what a model told.")
    async def review_prediction(self, info: Info, input: Given[ReviewPredictionInput]) -> ReviewPredictionPayload:
        found = await model_runs.review(info.context, input.id, str(input.review.value))
        return ReviewPredictionPayload(prediction=Prediction.of(found))


@strawberry.type
class ModelSubscription:
    @strawberry.subscription(
        description="A run of the caller whenever it has moved, until it has ended.",
        extensions=[requires(Permission.MODEL_RUN)],
    )
    async def model_run_progress(
        self, info: Info, run_id: Annotated[strawberry.ID, strawberry.argument(description="The run.")]
    ) -> AsyncGenerator[ModelRun, None]:
        async for run in model_runs.follow(info.context, run_id, POLL_SECONDS):
            yield ModelRun.of(run)
