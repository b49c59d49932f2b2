"""Training on fields: one pipeline with its preprocessing inside, judged by repeated stratified cross-validation."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from app.domain.models import MOST_CLASSES, Algorithm, Interval, Trained
from app.errors import Invalid

FEWEST_OF_A_CLASS: Final = 5
LARGEST_DIFFERENCE: Final = 1e-4  # between the probabilities of scikit-learn (64 bits) and of ONNX (32)


def train(
    rows: Sequence[Sequence[float]],
    truth: Sequence[str],
    algorithm: Algorithm,
    *,
    folds: int,
    repeats: int,
    seed: int,
) -> Trained:
    """Return the model of these rows (columns of float, NaN where not known) and their classes.

    Everything that is learned, medians and scales too, is learned within each training fold alone. The same rows in the
    same order with the same seed give the same bytes. Raises Invalid when there is too little to learn from.
    """
    from sklearn.base import clone
    from sklearn.metrics import accuracy_score, roc_auc_score
    from sklearn.model_selection import RepeatedStratifiedKFold

    table, labels = np.asarray(rows, dtype=np.float32), np.asarray(truth)
    classes, counts = np.unique(labels, return_counts=True)
    _check(classes, counts, folds)
    pipeline = _pipeline(algorithm, seed)
    accuracies, areas = [], []
    for learn, judge in RepeatedStratifiedKFold(n_splits=folds, n_repeats=repeats, random_state=seed).split(
        table, labels
    ):
        fitted = clone(pipeline).fit(table[learn], labels[learn])
        scores = fitted.predict_proba(table[judge])
        accuracies.append(accuracy_score(labels[judge], classes[scores.argmax(axis=1)]))
        areas.append(
            roc_auc_score(labels[judge], scores[:, 1])
            if len(classes) == 2
            else roc_auc_score(labels[judge], scores, multi_class="ovr", labels=classes)
        )
    fitted = pipeline.fit(table, labels)
    return Trained(
        _onnx(fitted, table),
        tuple(str(each) for each in classes),
        len(labels),
        tuple(int(each) for each in counts),
        _interval(accuracies, folds),
        _interval(areas, folds),
    )


def _check(classes: Any, counts: Any, folds: int) -> None:
    if len(classes) < 2:
        raise Invalid("All records have the same value of the target: there is nothing to tell apart.", ("target",))
    if len(classes) > MOST_CLASSES:
        raise Invalid(f"The target has more than {MOST_CLASSES} different values. Choose another.", ("target",))
    if counts.min() < max(FEWEST_OF_A_CLASS, folds):
        rare = classes[counts.argmin()]
        raise Invalid(
            f"Only {counts.min()} records have the target {rare}; {max(FEWEST_OF_A_CLASS, folds)} are needed. "
            "Choose fewer folds, or another cohort.",
            ("target",),
        )


def _pipeline(algorithm: Algorithm, seed: int) -> Any:
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    known = SimpleImputer(strategy="median", keep_empty_features=True)
    if algorithm is Algorithm.GRADIENT_BOOSTING:
        return make_pipeline(known, GradientBoostingClassifier(random_state=seed))
    return make_pipeline(known, StandardScaler(), LogisticRegression(C=0.3, max_iter=5_000))


def _interval(values: Sequence[float], folds: int) -> Interval:
    """Return the mean over all folds, with the interval of Nadeau and Bengio (2003): folds share training data."""
    from scipy.stats import t

    found = np.asarray(values)
    mean, count = float(found.mean()), len(found)
    spread = float(found.std(ddof=1)) * np.sqrt(1 / count + 1 / (folds - 1))
    half = float(t.ppf(0.975, count - 1)) * float(spread)
    return Interval(mean, max(mean - half, 0.0), min(mean + half, 1.0))


def _onnx(fitted: Any, table: Any) -> bytes:
    """Return the pipeline as ONNX; it must say the same on the rows that it was made of."""
    from skl2onnx import to_onnx

    from app.ml.running import Runner

    content: bytes = to_onnx(
        fitted, table[:1], options={id(fitted): {"zipmap": False}}, target_opset={"": 21, "ai.onnx.ml": 3}
    ).SerializeToString()
    difference = np.abs(Runner(content).scores(table) - fitted.predict_proba(table)).max()
    if not difference < LARGEST_DIFFERENCE:
        raise Invalid("The model says something else as ONNX than it was trained to. Choose the other algorithm.")
    return content
