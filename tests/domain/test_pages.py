import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.domain.pages import Order, Position, Slice, decode_cursor, encode_cursor, slice_of
from app.errors import Invalid

ORDERS = (Order("age", is_descending=True), Order("label"))


def _cursor(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


moments = some.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001  # Hypothesis wants naive ones
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)


@given(
    some.none() | some.integers(-(2**53), 2**53) | moments, some.none() | some.text(max_size=50), some.text(max_size=20)
)
def test_a_cursor_returns_the_position_it_was_made_from(
    first: int | datetime | None, second: str | None, id_: str
) -> None:
    position = Position((first, second), id_)
    assert decode_cursor(ORDERS, encode_cursor(ORDERS, position), "after") == position


@given(some.text(max_size=200) | some.binary(max_size=100).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_any_other_text_is_refused_as_a_cursor(text: str) -> None:
    with pytest.raises(Invalid, match="after is not a cursor"):
        decode_cursor(ORDERS, text, "after")


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        "x",
        ["-age,label", 1, "a"],
        ["-age,label", 1, "a", 5],
        ["-age,label", [1], "a", "id"],
        ["-age,label", {"$gt": ""}, "a", "id"],
        ["-age,label", {"at": 1, "b": 2}, "a", "id"],
        ["-age,label", {"at": 10**30}, "a", "id"],
        ["age,label", 1, "a", "id"],
        ["-age,label", 2**63, "a", "id"],
        ["-age,label", 1, "\ud800", "id"],
        ["-age,label", 1, "a", "\ud800"],
    ],
)
def test_a_forged_cursor_is_refused(value: object) -> None:
    with pytest.raises(Invalid):
        decode_cursor(ORDERS, _cursor(value), "before")


def test_a_cursor_of_another_order_is_refused() -> None:
    cursor = encode_cursor((Order("age"),), Position((1,), "a"))
    with pytest.raises(Invalid):
        decode_cursor((Order("gender"),), cursor, "after")


def test_a_page_has_twenty_rows_unless_something_is_said() -> None:
    assert slice_of(None, None, None, None) == Slice(20)


@pytest.mark.parametrize(("first", "last"), [(101, None), (-1, None), (None, 101), (None, -1), (1, 1)])
def test_more_than_a_hundred_rows_or_both_ends_are_refused(first: int | None, last: int | None) -> None:
    with pytest.raises(Invalid):
        slice_of(first, None, last, None)


def test_last_reads_from_the_end() -> None:
    assert slice_of(None, "a", 100, "b") == Slice(100, is_backward=True, after="a", before="b")
