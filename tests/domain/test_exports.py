"""How patients are split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.exports import PARTS, Split, assigned, checked_split
from app.errors import Invalid


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.sampled_from(["a", "b", "c"]), max_size=60),
    st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(1, 10)),
    st.integers(0, 1000),
)
def test_fractions_hold_to_within_a_patient(strata: dict[str, str], weights: tuple[int, int, int], seed: int) -> None:
    train, validation, test = (weight / sum(weights) for weight in weights)
    split = Split(train, validation, test, seed)
    parts = assigned(strata, split)
    assert set(parts) == set(strata)
    for part, fraction in zip(PARTS, split.fractions, strict=True):
        count = sum(each == part for each in parts.values())
        assert abs(count - fraction * len(strata)) <= 2
    assert parts == assigned(dict(reversed(strata.items())), split)


def test_each_stratum_is_split_alike_and_another_seed_shuffles() -> None:
    strata = {f"pat_{number}": "yes" if number % 4 == 0 else "no" for number in range(200)}
    parts = assigned(strata, Split(0.5, 0.25, 0.25, seed=1))
    in_test = [patient for patient, part in parts.items() if part == "test"]
    assert len(in_test) == 50
    assert abs(sum(strata[patient] == "yes" for patient in in_test) - 12.5) <= 2
    assert parts != assigned(strata, Split(0.5, 0.25, 0.25, seed=2))


@pytest.mark.parametrize(
    "split", [Split(0.5, 0.5, 0.5), Split(1.5, -0.5, 0), Split(float("nan"), 0, 1), Split(1, 0, 0, seed=-1)]
)
def test_a_split_that_is_no_whole_is_refused(split: Split) -> None:
    with pytest.raises(Invalid):
        checked_split(split)
