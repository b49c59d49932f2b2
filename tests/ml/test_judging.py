"""Figures against those of scikit-learn and those worked out by hand."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score

from app.errors import Invalid
from app.ml.judging import judge

RANDOM = np.random.default_rng(0)
TRUTH = (RANDOM.random(300) < 0.4).tolist()
SCORES = np.clip(RANDOM.normal(0.35, 0.2, 300) + 0.3 * np.asarray(TRUTH), 0, 1).round(2).tolist()


def test_areas_and_scores_are_those_of_scikit_learn() -> None:
    found = judge(TRUTH, SCORES, 0.5)
    assert found.figures.auc is not None
    assert found.figures.auc.value == pytest.approx(roc_auc_score(TRUTH, SCORES), abs=1e-12)
    assert found.figures.auc.low < found.figures.auc.value < found.figures.auc.high
    assert found.average_precision == average_precision_score(TRUTH, SCORES)
    assert found.figures.brier == pytest.approx(brier_score_loss(TRUTH, SCORES))
    assert (sum(each.count for each in found.calibration), found.roc[0].x, found.roc[-1].y) == (300, 0.0, 1.0)


def test_rates_are_counted_and_have_wilsons_interval() -> None:
    truth = [True] * 10 + [False] * 20
    scores = [0.9] * 8 + [0.1] * 2 + [0.9] * 5 + [0.1] * 15
    found = judge(truth, scores, 0.5).figures
    assert found.confusion == ((15, 5), (2, 8))
    assert found.sensitivity is not None
    assert (found.sensitivity.value, round(found.sensitivity.low, 4), round(found.sensitivity.high, 4)) == (
        0.8, 0.4902, 0.9433,
    )  # fmt: skip
    assert found.specificity is not None
    assert found.specificity.value == 0.75


def test_the_decision_curve_weighs_false_alarms_by_the_threshold() -> None:
    found = judge([True] * 10 + [False] * 10, [0.9] * 10 + [0.1] * 10, 0.5)
    half = next(point for point in found.net_benefit if point.x == pytest.approx(0.5))
    assert half.y == 0.5
    everybody = next(point for point in found.net_benefit_of_all if point.x == pytest.approx(0.5))
    assert everybody.y == pytest.approx(0.0)


def test_a_model_that_fails_one_group_shows_it_and_small_groups_have_no_figures() -> None:
    truth = [True, False] * 40 + [True, False] * 3
    scores = [0.9, 0.1] * 20 + [0.1, 0.9] * 20 + [0.9, 0.1] * 3
    groups = ["FEMALE"] * 40 + ["MALE"] * 40 + ["OTHER"] * 6
    by_group = {value: figures for _, value, figures in judge(truth, scores, 0.5, [("gender", groups)]).groups}
    assert by_group["FEMALE"].auc is not None
    assert by_group["MALE"].auc is not None
    assert (by_group["FEMALE"].auc.value, by_group["MALE"].auc.value) == (1.0, 0.0)
    assert (by_group["OTHER"].count, by_group["OTHER"].auc) == (6, None)


def test_one_class_alone_cannot_be_judged() -> None:
    with pytest.raises(Invalid, match="At least 5 records of each class"):
        judge([True] * 20, [0.5] * 20, 0.5)
