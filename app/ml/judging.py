"""How far a model can be trusted: its scores against the truth, in all and by group (binary models)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from app.domain.models import Interval
from app.errors import Invalid

RESAMPLES: Final = 1000
BINS: Final = 10
POINTS: Final = 100  # of a curve
FEWEST: Final = 5  # of each class, below which a group has no figures of its own
WIDTH: Final = 1.959964  # of a 95 % interval, in standard deviations


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a curve."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Records with like scores: the mean of these, and how many of them are positive."""

    score: float
    observed: float
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one group of records; those that need more of a class than there are, are None."""

    count: int
    positives: int
    auc: Interval | None
    sensitivity: Interval | None
    specificity: Interval | None
    brier: float
    confusion: tuple[tuple[int, int], tuple[int, int]]  # truth by what was told, negative first


@dataclass(frozen=True, slots=True)
class Judgement:
    """Figures of all records and by group, and the curves of all."""

    figures: Figures
    average_precision: float
    roc: tuple[Point, ...]  # 1 - specificity, sensitivity
    precision_recall: tuple[Point, ...]  # recall, precision
    calibration: tuple[Bin, ...]
    net_benefit: tuple[Point, ...]  # decision curve: threshold, net benefit of the model
    net_benefit_of_all: tuple[Point, ...]  # of treating everybody
    groups: tuple[tuple[str, str, Figures], ...]  # field, value, figures


def judge(
    truth: Sequence[bool],
    scores: Sequence[float],
    threshold: float,
    groups: Sequence[tuple[str, Sequence[str | None]]] = (),
    seed: int = 0,
) -> Judgement:
    """Return the judgement of scores of the positive class; a record is told positive from the threshold on.

    Intervals of areas are of a stratified bootstrap, those of rates Wilson's. Raises Invalid without both classes.
    """
    from sklearn.metrics import average_precision_score, precision_recall_curve, roc_curve

    is_positive, score = np.asarray(truth, dtype=bool), np.asarray(scores, dtype=float)
    if min(is_positive.sum(), (~is_positive).sum()) < FEWEST:
        raise Invalid(f"At least {FEWEST} records of each class are needed to judge a model.", ("patients",))
    false_rate, true_rate, _ = roc_curve(is_positive, score)
    precision, recall, _ = precision_recall_curve(is_positive, score)
    cuts = np.linspace(0.01, 0.99, 99)
    prevalence = float(is_positive.mean())
    by_group = []
    for field, values in groups:
        of = np.asarray([value if value is not None else "" for value in values])
        for value in sorted(set(of) - {""}):
            held = of == value
            by_group.append((field, str(value), _figures(is_positive[held], score[held], threshold, seed)))
    return Judgement(
        _figures(is_positive, score, threshold, seed),
        float(average_precision_score(is_positive, score)),
        _points(false_rate, true_rate),
        _points(recall[::-1], precision[::-1]),
        _calibration(is_positive, score),
        tuple(Point(float(cut), _net_benefit(is_positive, score >= cut, cut)) for cut in cuts),
        tuple(Point(float(cut), prevalence - (1 - prevalence) * float(cut / (1 - cut))) for cut in cuts),
        tuple(by_group),
    )


def _figures(truth: Any, score: Any, threshold: float, seed: int) -> Figures:
    told = score >= threshold
    true_positive, false_negative = int((truth & told).sum()), int((truth & ~told).sum())
    false_positive, true_negative = int((~truth & told).sum()), int((~truth & ~told).sum())
    positives, negatives = true_positive + false_negative, false_positive + true_negative
    return Figures(
        len(truth),
        positives,
        _area(truth, score, seed) if min(positives, negatives) >= FEWEST else None,
        _rate(true_positive, positives) if positives >= FEWEST else None,
        _rate(true_negative, negatives) if negatives >= FEWEST else None,
        float(np.mean((score - truth) ** 2)),
        ((true_negative, false_positive), (false_negative, true_positive)),
    )


def _area(truth: Any, score: Any, seed: int) -> Interval:
    random = np.random.default_rng(seed)
    positive, negative = score[truth], score[~truth]
    found = [
        _auc(random.choice(positive, len(positive)), random.choice(negative, len(negative))) for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(found, (0.025, 0.975))
    return Interval(_auc(positive, negative), float(low), float(high))


def _auc(positive: Any, negative: Any) -> float:
    """Return how often a positive record has a higher score than a negative one (ties count half)."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, "left") + np.searchsorted(ordered, positive, "right")
    return float(below.mean() / (2 * len(negative)))


def _rate(held: int, count: int) -> Interval:
    """Return a proportion with Wilson's interval."""
    rate, square = held / count, WIDTH**2
    middle = (rate + square / (2 * count)) / (1 + square / count)
    half = WIDTH / (1 + square / count) * float(np.sqrt(rate * (1 - rate) / count + square / (4 * count**2)))
    return Interval(rate, max(middle - half, 0.0), min(middle + half, 1.0))


def _calibration(truth: Any, score: Any) -> tuple[Bin, ...]:
    order = np.argsort(score, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return tuple(Bin(float(score[part].mean()), float(truth[part].mean()), len(part)) for part in parts)


def _net_benefit(truth: Any, told: Any, cut: float) -> float:
    """Return the share of true positives less that of false ones, weighed by the odds of the threshold (Vickers, 2006)."""
    return float((truth & told).mean() - (~truth & told).mean() * cut / (1 - cut))


def _points(x: Any, y: Any) -> tuple[Point, ...]:
    chosen = np.unique(np.linspace(0, len(x) - 1, min(len(x), POINTS)).astype(int))
    return tuple(Point(float(x[index]), float(y[index])) for index in chosen)
