"""Lists that no condition bounds: read window by window along the index of their order.

The embedded server reads a range of an index wholly, sorts nothing by index and stops nowhere early, so a page is only
as cheap as the range that it is taken from is narrow. Where to cut is known from landmarks: ids are random, so the
rows whose id begins in one of 128 of 32,768 ways (`Record.bucket`) are one row in 256, evenly spread, and a range
between two of them holds about 256 rows. They are read once a minute; older ones cost time, never a wrong row.
"""

import time
from bisect import bisect_right
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.documents.attributes import ATTRIBUTES
from app.documents.base import Record
from app.documents.filtering import Match, by_path
from app.domain.ids import ALPHABET, bucket_of, prefix_of
from app.domain.pages import Position

ROWS_OF_A_LANDMARK = 256
LANDMARKS: Match = {"bucket": {"$lt": "040"}}
BUCKETS = len(ALPHABET) ** 3
KNOWN_SECONDS = 60.0
FEWEST = 8  # landmarks; a list with fewer is read at once
TIE = 4  # landmarks of one value: about a thousand rows, which are walked by the next key
WIDEST = 64  # landmarks of one window

_known: dict[tuple[str, str], tuple[float, list[Any]]] = {}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order; the last one is the id."""

    path: str
    is_descending: bool
    is_nullable: bool
    dynamic_field: str | None = None  # whose value is computed at the path; no index has these in order

    def reversed(self) -> "Key":
        """Return the key in the other direction."""
        return replace(self, is_descending=not self.is_descending)


@dataclass(frozen=True, slots=True)
class Window:
    """Rows that stand together in the order: what an index looks up, and what holds besides."""

    bound: Match
    more: tuple[Match, ...]


@dataclass(slots=True)
class Pace:
    """How many landmarks wide the windows are: wider the longer it takes to find enough rows."""

    landmarks: int = 1
    seen: int = 0

    def step(self) -> None:
        """Go on, wider."""
        self.seen += self.landmarks
        self.landmarks = min(self.landmarks * 2, WIDEST)


@dataclass(frozen=True, slots=True)
class Between:
    """Where a walk begins and ends, None where the list does."""

    first: Position | None = None
    last: Position | None = None


@dataclass(frozen=True, slots=True)
class _Span:
    """Neighbours on one key: `bound` has operators and values, or one value that many rows have."""

    low: Any  # None: from the first value on
    high: Any  # None: up to the last one
    landmarks: int
    is_value: bool = False
    is_low_out: bool = False
    is_high_in: bool = False

    def match(self, path: str) -> Match:
        if self.is_value:
            return {path: self.low}
        edges = {"$gt" if self.is_low_out else "$gte": self.low, "$lte" if self.is_high_in else "$lt": self.high}
        bound = {operator: value for operator, value in edges.items() if value is not None}
        return {path: bound or {"$ne": None}}


async def landmarks(model: type[Record], path: str) -> list[Any]:
    """Return the values at the path of one row in 256, as they are read at most once a minute; None for missing ones."""
    collection = model.get_pymongo_collection()
    name = (collection.full_name, path)
    read_at, values = _known.get(name, (0.0, []))
    if read_at and time.monotonic() - read_at < KNOWN_SECONDS:
        return values
    rows = await collection.find(LANDMARKS, {path: 1}).to_list(None)
    values = [by_path(row, path) for row in rows]
    _known[name] = (time.monotonic(), values)
    return values


def forget() -> None:
    """Read the landmarks anew when they are needed next."""
    _known.clear()


def is_walkable(model: type[Record], key: Key) -> bool:
    """Return whether an index serves lists in the order of this key."""
    return "bucket" in model.model_fields and (
        key.path == "_id" or any(each.key == key.path and each.is_indexed for each in ATTRIBUTES[model].values())
    )


async def windows(
    model: type[Record], keys: Sequence[Key], between: Between, pace: Pace, more: tuple[Match, ...] = ()
) -> AsyncIterator[Window]:
    """Yield windows that together hold all rows, in the order of the keys; the caller sets the pace."""
    key, following = keys[0], keys[1:]
    values = await landmarks(model, key.path)
    if key.path == "_id":
        for bound in _id_windows(model, key, {}, len(values), between, pace):
            yield Window(bound, more)
        return
    spans = _clipped(_spans(values, is_nullable=key.is_nullable), key, between)
    ordered = spans[::-1] if key.is_descending else spans
    for span in _merged(ordered, pace, is_descending=key.is_descending):
        if not span.is_value:
            yield Window(span.match(key.path), more)
            continue
        tail = Between(_tail(between.first, span.low), _tail(between.last, span.low))
        if following[0].path == "_id":
            for bound in _id_windows(model, following[0], span.match(key.path), span.landmarks, tail, pace):
                yield Window(bound, more)
        else:
            async for window in windows(model, following, tail, pace, (*more, span.match(key.path))):
                yield window


def _tail(position: Position | None, value: Any) -> Position | None:
    """Return the rest of a position whose first value is this one: it says where among the equal ones to begin."""
    if position is None or position.values[0] != value:
        return None
    return Position(position.values[1:], position.id)


def _spans(values: Sequence[Any], *, is_nullable: bool) -> list[_Span]:
    """Return spans that together hold all rows, ascending; missing values come first."""
    counts = Counter(value for value in values if value is not None)
    edges = sorted(counts)
    nulls = len(values) - counts.total()
    spans = [_Span(None, None, max(nulls, 1), is_value=True)] if is_nullable else []
    spans.append(_Span(None, edges[0] if edges else None, 1))
    for value, after in zip(edges, [*edges[1:], None], strict=False):
        if counts[value] < TIE:
            spans.append(_Span(value, after, counts[value]))
        else:
            spans.append(_Span(value, None, counts[value], is_value=True))
            spans.append(_Span(value, after, 1, is_low_out=True))
    return spans


def _clipped(spans: list[_Span], key: Key, between: Between) -> list[_Span]:
    """Return the spans that lie between two positions, or reach there."""
    first, last = (between.last, between.first) if key.is_descending else (between.first, between.last)
    start, stop = 0, len(spans)
    try:
        if first is not None:
            start = bisect_right(spans, _place(first.values[0]), key=_begins) - 1
            start -= start > 0 and _begins(spans[start]) == _place(
                first.values[0]
            )  # the same value may be in two spans
        if last is not None:
            stop = bisect_right(spans, _place(last.values[0]), key=_begins)
        low, high = (None if position is None else position.values[0] for position in (first, last))
        return [_trimmed(span, low, high) for span in spans[max(start, 0) : stop]]
    except TypeError:  # a cursor with values of another kind, which match no row
        return spans


def _trimmed(span: _Span, low: Any, high: Any) -> _Span:
    """Return the part of a range that lies between two values, both in; the server would read the rest for nothing."""
    if span.is_value:
        return span
    if low is not None and (span.low is None or span.low < low):
        span = replace(span, low=low, is_low_out=False)
    if high is not None and (span.high is None or high < span.high):
        span = replace(span, high=high, is_high_in=True)
    return span


def _place(value: Any) -> tuple[int, Any]:
    return (0, 0) if value is None else (2, value)


def _begins(span: _Span) -> tuple[int, Any]:
    """Return where a span begins, comparable with `_place`: missing values, then the first span, then the values."""
    if span.low is None:
        return (0, 0) if span.is_value else (1, 0)
    return (2, span.low)


def _merged(spans: Sequence[_Span], pace: Pace, *, is_descending: bool) -> Iterator[_Span]:
    """Yield the spans in the order given, neighbours put together as far as the pace asks for."""
    waiting: _Span | None = None
    for span in spans:
        lower, upper = (span, waiting) if is_descending else (waiting, span)
        if lower and upper and waiting and waiting.landmarks < pace.landmarks and _is_next(lower, upper):
            landmarks_ = lower.landmarks + upper.landmarks
            waiting = _Span(lower.low, upper.high, landmarks_, is_low_out=lower.is_low_out, is_high_in=upper.is_high_in)
            continue
        if waiting:
            yield waiting
        waiting = None if span.is_value else span
        if span.is_value:
            yield span
    if waiting:
        yield waiting


def _is_next(lower: _Span, upper: _Span) -> bool:
    is_range = not lower.is_value and not upper.is_value and not upper.is_low_out
    return is_range and upper.low is not None and lower.high == upper.low


def _id_windows(
    model: type[Record], key: Key, bound: Match, landmarks_: int, between: Between, pace: Pace
) -> Iterator[Match]:
    """Yield windows on ids, which are evenly spread; with a bound these are the ids of the rows that have one value."""
    first, last = (between.last, between.first) if key.is_descending else (between.first, between.last)
    start = _number(first, 0)
    stop = min(_number(last, BUCKETS) + 1, BUCKETS)
    while start < stop:
        width = max(1, pace.landmarks * BUCKETS // max(landmarks_, 1))
        low, high = (max(stop - width, start), stop) if key.is_descending else (start, min(start + width, stop))
        edges = {"$gte": low or None, "$lt": high if high < BUCKETS else None}
        named = {operator: _begin(number) for operator, number in edges.items() if number is not None}
        if bound:
            prefix = f"{model.ID_PREFIX}_"
            ids = {"_id": {operator: prefix + begin for operator, begin in named.items()}} if named else {}
            yield {**bound, **ids}
        else:
            yield {"bucket": named or {"$gte": ""}}
        start, stop = (start, low) if key.is_descending else (high, stop)


def _number(position: Position | None, otherwise: int) -> int:
    """Return in which bucket the id of a position is."""
    if position is None or prefix_of(position.id) is None:
        return otherwise
    number = 0
    for character in bucket_of(position.id):
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def _begin(number: int) -> str:
    base = len(ALPHABET)
    return ALPHABET[number // base**2] + ALPHABET[number // base % base] + ALPHABET[number % base]
