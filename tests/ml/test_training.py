"""What is learned from real data (Wisconsin Diagnostic Breast Cancer), and from data that cannot be learned from."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

from app.domain.models import Algorithm, Input, Trained, columns_of
from app.errors import Invalid
from app.ml.running import Runner, apply
from app.ml.training import train

DATA = load_breast_cancer()
ROWS = DATA.data[::3].tolist()
TRUTH = [str(DATA.target_names[each]) for each in DATA.target[::3]]


@pytest.fixture(scope="module", params=list(Algorithm))
def trained(request: pytest.FixtureRequest) -> Trained:
    return train(ROWS, TRUTH, request.param, folds=3, repeats=1, seed=1)


def test_a_model_says_how_good_it_is_on_what_it_has_not_seen(trained: Trained) -> None:
    assert (trained.rows, trained.classes, sum(trained.class_counts)) == (190, ("benign", "malignant"), 190)
    assert trained.accuracy.value > 0.9
    assert trained.auc.value > 0.95
    assert 0 <= trained.accuracy.low < trained.accuracy.value < trained.accuracy.high <= 1


def test_the_same_data_and_seed_give_the_same_bytes() -> None:
    one, other = (train(ROWS, TRUTH, Algorithm.LOGISTIC_REGRESSION, folds=3, repeats=1, seed=1) for _ in range(2))
    assert one == other


def test_what_is_not_known_is_filled_in_by_the_model_itself(trained: Trained) -> None:
    (known, unknown) = apply(trained.content, [ROWS[0], [float("nan")] * 30], np.median(ROWS, axis=0).tolist())
    assert known.scores[1] > 0.9
    assert sum(unknown.scores) == pytest.approx(1, abs=1e-5)


def test_an_influence_is_what_the_score_loses_without_the_input(trained: Trained) -> None:
    usual = np.median(ROWS, axis=0).tolist()
    (said,) = apply(trained.content, [ROWS[0]], usual, most=3)
    assert len(said.influences) == 3
    first = said.influences[0]
    without = [*ROWS[0]]
    without[first.column] = usual[first.column]
    told = int(np.argmax(said.scores))
    again = Runner(trained.content).scores([without])[0, told]
    assert first.change == pytest.approx(said.scores[told] - again, abs=1e-6)
    assert [abs(each.change) for each in said.influences] == sorted(
        (abs(e.change) for e in said.influences), reverse=True
    )


def test_several_classes_are_told_apart() -> None:
    random = np.random.default_rng(0)
    truth = [f"class {number}" for number in (0, 1, 2) for _ in range(30)]
    rows = [[float(random.normal(int(each[-1]) * 3)), float(random.normal())] for each in truth]
    found = train(rows, truth, Algorithm.LOGISTIC_REGRESSION, folds=3, repeats=2, seed=0)
    assert found.classes == ("class 0", "class 1", "class 2")
    assert found.auc.value > 0.9


def test_labels_without_a_pattern_are_not_learned() -> None:
    random = np.random.default_rng(0)
    rows = random.normal(size=(200, 5)).tolist()
    truth = [str(each) for each in random.integers(0, 2, 200)]
    found = train(rows, truth, Algorithm.LOGISTIC_REGRESSION, folds=5, repeats=2, seed=0)
    assert found.auc.low < 0.55 < found.auc.high


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (["a"] * 40, "nothing to tell apart"),
        (["a"] * 36 + ["b"] * 4, "Only 4 records have the target b; 5 are needed"),
        ([str(number) for number in range(40)], "more than 20 different values"),
    ],
)
def test_too_little_to_learn_from_is_refused(truth: list[str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        train([[1.0]] * 40, truth, Algorithm.LOGISTIC_REGRESSION, folds=3, repeats=1, seed=0)


def test_choices_become_columns_and_what_is_not_known_stays_so() -> None:
    inputs = [Input("size"), Input("grade", "low"), Input("grade", "high"), Input("age", fill=50.0)]
    assert columns_of(inputs, {"size": 3, "grade": "high", "age": None}) == [3.0, 0.0, 1.0, 50.0]
    assert np.isnan(columns_of(inputs, {"size": None})).tolist() == [True, True, True, False]
