"""How far models can be trusted: their judgement on patients whose truth is known."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth.permissions import Permission
from app.ml import judging
from app.resolvers import models
from app.schema.directives import query, requires
from app.schema.filters import parsed
from app.schema.info import Info
from app.schema.models import ConfidenceInterval
from app.schema.patients import PatientFilter

if TYPE_CHECKING:
    pass


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


@strawberry.type
class EvaluationQuery:
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
