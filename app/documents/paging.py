"""Pages by keyset, of one list or of the children of many parents at once (docs/decisions/0009, 0014)."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.documents.attributes import ATTRIBUTES
from app.documents.base import Record, StoredField, WalkedRecord
from app.documents.filtering import FEW, ONE, Criteria, Match, by_path
from app.documents.relations import aggregate, beforehand, within
from app.documents.walking import (
    FEWEST,
    ROWS_OF_A_LANDMARK,
    WIDEST,
    Between,
    Key,
    Pace,
    is_walkable,
    landmarks,
    windows,
)
from app.domain.pages import Order, Position, Slice, decode_cursor, encode_cursor

RecordType = TypeVar("RecordType", bound=Record)

UNSHOWN = {"search_tokens": 0}  # a hundred strings a row that nobody reads
BY_ID = Key("_id", is_descending=False, is_nullable=False)


@dataclass(frozen=True, slots=True)
class Page(Generic[RecordType]):
    """Some rows of an ordered list, and whether there are more on either side.

    Records and cursors are made of the rows when they are asked for: most readers need one or the other, or neither.
    """

    model: type[RecordType]
    rows: Sequence[dict[str, Any]]
    cursor_of: Callable[[dict[str, Any]], str]
    has_next: bool
    has_previous: bool

    @property
    def records(self) -> list[RecordType]:
        """The rows as records, without what only searches look at."""
        return [construct(self.model, row) for row in self.rows]

    @property
    def cursors(self) -> list[str]:
        """Where each row stands."""
        return [self.cursor_of(row) for row in self.rows]


def construct(model: type[RecordType], raw: dict[str, Any]) -> RecordType:
    """Return the record of a document that the hub itself has written.

    Those of which there are many are not validated again, which makes them a tenth as dear.
    """
    if not issubclass(model, WalkedRecord):
        whole: RecordType = model.model_validate(raw)
        return whole
    values = dict(raw)
    values["id"] = values.pop("_id")
    if "fields" in values:
        values["fields"] = [StoredField.model_construct(**field) for field in values["fields"]]
    record: RecordType = model.model_construct(**values)
    return record


async def page(model: type[RecordType], criteria: Criteria, orders: Sequence[Order], slice_: Slice) -> Page[RecordType]:
    """Return one page of the rows that are wanted."""
    orders = _deciding(orders)
    keys = _keys(model, orders)
    after, before = _positions(orders, slice_)
    limits = _after_and_before(keys, after, before)
    if slice_.is_backward:
        ordered, between = [key.reversed() for key in keys], Between(before, after)
    else:
        ordered, between = keys, Between(after, before)
    if any(key.dynamic_field for key in keys):
        rows = await _looked_up(model, criteria, ordered, slice_.size + 1, limits)
    else:
        rows = await _first_rows(model, criteria.narrowed(*limits), ordered, between, slice_.size + 1)
    return _page(model, orders, keys, slice_, rows)


async def _first_rows(
    model: type[Record], criteria: Criteria, keys: Sequence[Key], between: Between, size: int
) -> list[dict[str, Any]]:
    """Return the first rows in the order of the keys: looked up at once when they are few, else window by window.

    Whether they are few is not known: the first window tells how often the rest of the conditions holds.
    """
    if criteria.rank <= FEW or not is_walkable(model, keys[0]):
        return await _looked_up(model, criteria, keys, size)
    landmarks_ = len(await landmarks(model, keys[0].path))
    if landmarks_ < FEWEST:
        return await _looked_up(model, criteria, keys, size)
    found: list[dict[str, Any]] = []
    pace = Pace()
    async for window in windows(model, keys, between, pace):
        rows = await within(model, window.bound, criteria, *window.more)
        found += await aggregate(
            model, [*rows.pipelines[0], {"$sort": _sort(keys)}, {"$limit": size - len(found)}, {"$project": UNSHOWN}]
        )
        if len(found) >= size:
            break
        is_first = pace.seen == 0
        pace.step()
        if is_first and _is_worth_a_look_up(len(found), size, landmarks_):
            criteria = await beforehand(criteria)
            if criteria.bounds and (not criteria.relations or criteria.rank <= FEW):
                return await _looked_up(model, criteria, keys, size)
    return found


def _is_worth_a_look_up(found: int, size: int, landmarks_: int) -> bool:
    """Return whether there are likely fewer rows in all than one would walk past until there are enough."""
    return (size - found) * ROWS_OF_A_LANDMARK > found * found * landmarks_


async def _looked_up(
    model: type[Record], criteria: Criteria, keys: Sequence[Key], size: int, limits: Sequence[Match] = ()
) -> list[dict[str, Any]]:
    """Return the first rows of all that lie within the bounds, or of the whole list."""
    first = [*_computed(keys, limits), {"$sort": _sort(keys)}, {"$limit": size}]
    shown: list[dict[str, Any]] = [{"$project": UNSHOWN}]
    if criteria.relations:
        criteria = await beforehand(criteria)
    if not criteria.everything and not limits and not any(key.dynamic_field for key in keys):
        # The embedded server sorts a whole collection five times as fast outside a pipeline.
        return await model.get_pymongo_collection().find({}, UNSHOWN).sort(_sort(keys)).limit(size).to_list(None)
    parts = [await within(model, bound, criteria) for bound in criteria.bounds or ({},)]
    if len(parts) == 1:
        return await aggregate(model, [*parts[0].pipelines[0], *first, *shown])
    rows = await asyncio.gather(
        *(aggregate(model, [*part.pipelines[0], *first, {"$project": {"_id": 1}}]) for part in parts)
    )
    ids = sorted({row["_id"] for part in rows for row in part})
    return await aggregate(model, [{"$match": {"_id": {"$in": ids}}}, *first, *shown]) if ids else []


@dataclass(frozen=True, slots=True)
class Children:
    """The children of several parents: their `link` is a parent's id."""

    link: str
    parent_ids: Sequence[str]


async def pages_of_parents(
    model: type[RecordType], children: Children, criteria: Criteria, orders: Sequence[Order], slice_: Slice
) -> dict[str, Page[RecordType]]:
    """Return the same page of the children of each parent: two database commands whatever their number."""
    orders = _deciding(orders)
    keys = _keys(model, orders)
    link, parent_ids = children.link, children.parent_ids
    after, before = _positions(orders, slice_)
    below = await within(model, {link: {"$in": list(parent_ids)}}, criteria)
    paths = {f"sort{index}": f"${key.path}" for index, key in enumerate(keys[:-1])}
    directions = list(_sort([key.reversed() for key in keys] if slice_.is_backward else keys).values())
    ranked = {**{name: directions[index] for index, name in enumerate(paths)}, "_id": directions[-1]}
    top = await aggregate(
        model,
        [
            *below.pipelines[0],
            *_computed(keys, _after_and_before(keys, after, before)),
            {"$project": {link: 1, **paths}},
            {
                "$setWindowFields": {
                    "partitionBy": f"${link}",
                    "sortBy": ranked,
                    "output": {"rank": {"$documentNumber": {}}},
                }
            },
            {"$match": {"rank": {"$lte": slice_.size + 1}}},
            {"$project": {link: 1, "rank": 1}},
        ],
    )
    rows = {row["_id"]: row for row in await _by_ids(model, [row["_id"] for row in top])}
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(top, key=lambda row: row["rank"]):
        if row["_id"] in rows:
            grouped[row[link]].append(rows[row["_id"]])
    return {parent: _page(model, orders, keys, slice_, grouped[parent]) for parent in parent_ids}


async def count(model: type[Record], criteria: Criteria) -> int:
    """Return how many rows there are; those of relations that no index can tell are counted window by window."""
    criteria = await beforehand(criteria)
    if not criteria.everything:
        return int(await model.get_pymongo_collection().count_documents({}))
    if not criteria.relations:
        return sum(await asyncio.gather(*(_counted(model, stages) for stages in criteria.pipelines)))
    if criteria.rank <= FEW and len(criteria.bounds) == 1:
        return await _counted(model, (await within(model, criteria.bounds[0], criteria)).pipelines[0])
    found = 0
    async for window in windows(model, [BY_ID], Between(), Pace(WIDEST)):
        found += await _counted(model, (await within(model, window.bound, criteria)).pipelines[0])
    return found


async def _counted(model: type[Record], stages: list[dict[str, Any]]) -> int:
    rows = await aggregate(model, [*stages, {"$count": "rows"}])
    return int(rows[0]["rows"]) if rows else 0


async def counts_of_parents(model: type[Record], children: Children, criteria: Criteria) -> dict[str, int]:
    """Return how many children each parent has; one database command."""
    below = await within(model, {children.link: {"$in": list(children.parent_ids)}}, criteria)
    rows = await aggregate(model, [*below.pipelines[0], {"$group": {"_id": f"${children.link}", "rows": {"$sum": 1}}}])
    return dict.fromkeys(children.parent_ids, 0) | {row["_id"]: int(row["rows"]) for row in rows}


async def get_many(model: type[RecordType], ids: Sequence[str], *scope: Match) -> dict[str, RecordType]:
    """Return the whole records of these ids that are within the scope, by id; one database command."""
    wanted = Criteria(({"_id": {"$in": sorted(set(ids))}},), tuple(match for match in scope if match), ONE)
    return {row["_id"]: model.model_validate(row) for row in await aggregate(model, wanted.pipelines[0])}


def _deciding(orders: Sequence[Order]) -> Sequence[Order]:
    """Return the orders up to that by id: no two rows are equal in it."""
    ids = [number for number, order in enumerate(orders) if order.attribute == "id" and not order.is_dynamic]
    return orders[: ids[0] + 1] if ids else orders


def _keys(model: type[Record], orders: Sequence[Order]) -> list[Key]:
    attributes = ATTRIBUTES[model]
    keys: list[Key] = []
    for order in orders:
        if order.is_dynamic:
            path = f"ordered_{len(keys)}"
            keys.append(Key(path, order.is_descending, is_nullable=True, dynamic_field=order.attribute))
            continue
        attribute = attributes[order.attribute]
        keys.append(Key(attribute.key, order.is_descending, attribute.is_nullable))
    return [*keys, Key("_id", bool(orders) and orders[-1].is_descending, is_nullable=False)]


def _computed(keys: Sequence[Key], limits: Sequence[Match]) -> list[dict[str, Any]]:
    """Return the stages that put the values of dynamic fields where the keys look for them, then apply the limits."""
    values = {key.path: _value_of(key.dynamic_field) for key in keys if key.dynamic_field}
    return ([{"$addFields": values}] if values else []) + [{"$match": limit} for limit in limits]


def _value_of(name: str) -> dict[str, Any]:
    carried = {"$filter": {"input": "$fields", "as": "each", "cond": {"$eq": ["$$each.name", {"$literal": name}]}}}
    values = {"$map": {"input": carried, "as": "each", "in": "$$each.value"}}
    return {"$ifNull": [{"$arrayElemAt": [values, 0]}, None]}


def _sort(keys: Sequence[Key]) -> dict[str, int]:
    return {key.path: -1 if key.is_descending else 1 for key in keys}


def _positions(orders: Sequence[Order], slice_: Slice) -> tuple[Position | None, Position | None]:
    after = None if slice_.after is None else decode_cursor(orders, slice_.after, "after")
    before = None if slice_.before is None else decode_cursor(orders, slice_.before, "before")
    return after, before


def _after_and_before(keys: Sequence[Key], after: Position | None, before: Position | None) -> list[Match]:
    matches = [] if after is None else [_beyond(keys, after)]
    return matches if before is None else [*matches, _beyond([key.reversed() for key in keys], before)]


def _beyond(keys: Sequence[Key], position: Position) -> Match:
    """Return what holds for the rows that come after the position: greater in some key, equal in those before it."""
    branches: list[Match] = []
    equal: list[Match] = []
    for key, value in zip(keys, (*position.values, position.id), strict=True):
        branches.extend({"$and": [*equal, step]} for step in _steps(key, value))
        equal.append({key.path: value})
    return {"$or": branches}


def _steps(key: Key, value: Any) -> list[Match]:
    """Return what comes after one value: null sorts before all values, and comparisons never match it."""
    if value is None:
        return [] if key.is_descending else [{key.path: {"$ne": None}}]
    if not key.is_descending:
        return [{key.path: {"$gt": value}}]
    return [{key.path: {"$lt": value}}, *([{key.path: None}] if key.is_nullable else [])]


def _page(
    model: type[RecordType], orders: Sequence[Order], keys: Sequence[Key], slice_: Slice, rows: list[dict[str, Any]]
) -> Page[RecordType]:
    has_more = len(rows) > slice_.size
    rows = rows[: slice_.size]
    if slice_.is_backward:
        rows.reverse()

    def cursor_of(row: dict[str, Any]) -> str:
        return encode_cursor(orders, Position(tuple(by_path(row, key.path) for key in keys[:-1]), row["_id"]))

    return Page(
        model,
        rows,
        cursor_of,
        has_next=slice_.before is not None if slice_.is_backward else has_more,
        has_previous=has_more if slice_.is_backward else slice_.after is not None,
    )


async def _by_ids(model: type[Record], ids: Sequence[str]) -> list[dict[str, Any]]:
    return await aggregate(model, [{"$match": {"_id": {"$in": list(ids)}}}, {"$project": UNSHOWN}]) if ids else []
