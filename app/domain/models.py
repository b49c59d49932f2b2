"""What models take and give: inputs made of fields, tasks, algorithms, and what became of a training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_CLASSES: Final = 20
MOST_INPUTS: Final = 500
Known = str | int | float | bool


class Task(StrEnum):
    """What a model tells."""

    BINARY = "BINARY"
    MULTICLASS = "MULTICLASS"


class Algorithm(StrEnum):
    """How a model is trained."""

    LOGISTIC_REGRESSION = "LOGISTIC_REGRESSION"
    GRADIENT_BOOSTING = "GRADIENT_BOOSTING"


@dataclass(frozen=True, slots=True)
class Input:
    """One column of a model's input: a field's number, or 1 where the field has this `choice` and 0 where another.

    What is not known is taken to be `fill`, or left to the model (NaN) when that is None.
    """

    field: str
    choice: str | None = None
    unit: str | None = None
    fill: float | None = None


def columns_of(inputs: Sequence[Input], values: Mapping[str, Known | None]) -> list[float]:
    """Return one row of a model's input, of the values of fields by name; NaN for what is not known."""
    return [_column(each, values.get(each.field)) for each in inputs]


def _column(of: Input, value: Known | None) -> float:
    if value is None:
        return float("nan") if of.fill is None else of.fill
    return float(value == of.choice) if of.choice is not None else float(value)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the limits of its 95 % confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model as an ONNX file, and how well it did on what it had not seen."""

    content: bytes
    classes: tuple[str, ...]
    rows: int
    class_counts: tuple[int, ...]
    accuracy: Interval
    auc: Interval  # area under the ROC curve; of several classes the mean of each against the rest
    warnings: tuple[str, ...] = ()
