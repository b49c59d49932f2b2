"""Runs of models over patients, and what they told. For research alone."""

from collections.abc import AsyncGenerator
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated, cast

import strawberry

from app.auth.permissions import Permission
from app.documents.models import ModelRun as RunRecord
from app.documents.models import Prediction as PredictionRecord
from app.domain.pages import slice_of
from app.resolvers import model_runs, models, patients
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.filters import parsed
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.models import Model
from app.schema.paging import After, Connection, First, connection
from app.schema.patients import PatientFilter
from app.schema.uploads import POLL_SECONDS, JobStatus

if TYPE_CHECKING:
    from app.schema.patients import Patient


@strawberry.enum(description="What a person says about a prediction.")
class PredictionReview(Enum):
    UNREVIEWED = strawberry.enum_value("UNREVIEWED", description="Nobody has said anything.")
    CONFIRMED = strawberry.enum_value("CONFIRMED", description="A person agrees.")
    REJECTED = strawberry.enum_value("REJECTED", description="A person does not agree.")


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
class PredictionQuery:
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


@strawberry.type
class PredictionMutation:
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
class PredictionSubscription:
    @strawberry.subscription(
        description="A run of the caller whenever it has moved, until it has ended.",
        extensions=[requires(Permission.MODEL_RUN)],
    )
    async def model_run_progress(
        self, info: Info, run_id: Annotated[strawberry.ID, strawberry.argument(description="The run.")]
    ) -> AsyncGenerator[ModelRun, None]:
        async for run in model_runs.follow(info.context, run_id, POLL_SECONDS):
            yield ModelRun.of(run)
