"""Pages by keyset, of one list or of the children of many parents at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.documents.attributes import ATTRIBUTES
from app.documents.base import Record, StoredField
from app.documents.filtering import UNBOUNDED, Criteria, Match, by_path
from app.domain.pages import Order, Position, Slice, decode_cursor, encode_cursor

RecordType = TypeVar("RecordType", bound=Record)

ROWS_AT_ONCE = 10_000  # in one answer of the server; what is read here is bounded by pages


@dataclass(frozen=True, slots=True)
class Page(Generic[RecordType]):
    """Some rows of an ordered list, each with its cursor, and whether there are more on either side."""

    records: Sequence[RecordType]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool


@dataclass(frozen=True, slots=True)
class _Key:
    path: str
    is_descending: bool
    is_nullable: bool

    def reversed(self) -> "_Key":
        return _Key(self.path, not self.is_descending, self.is_nullable)


def construct(model: type[RecordType], raw: dict[str, Any]) -> RecordType:
    """Return the record of a document that the hub itself has written: not validated again, so at a tenth of the cost."""
    values = dict(raw)
    values["id"] = values.pop("_id")
    if "fields" in values:
        values["fields"] = [StoredField.model_construct(**field) for field in values["fields"]]
    record: RecordType = model.model_construct(**values)
    return record


async def page(model: type[RecordType], criteria: Criteria, orders: Sequence[Order], slice_: Slice) -> Page[RecordType]:
    """Return one page; one database command, none when no rows are asked for."""
    keys = _keys(model, orders)
    wanted = criteria.narrowed(*_after_and_before(keys, orders, slice_))
    order, limit = _sort(keys, slice_), slice_.size + 1
    if wanted.stages:
        rows = await _aggregate(model, [*wanted.stages, {"$sort": order}, {"$limit": limit}])
    else:  # the embedded server sorts a whole collection five times as fast outside a pipeline
        rows = await model.get_pymongo_collection().find({}).sort(order).limit(limit).to_list(None)
    return _page(model, orders, keys, slice_, rows)


@dataclass(frozen=True, slots=True)
class Children:
    """The children of several parents: their `link` is a parent's id."""

    link: str
    parent_ids: Sequence[str]


async def pages_of_parents(
    model: type[RecordType], children: Children, criteria: Criteria, orders: Sequence[Order], slice_: Slice
) -> dict[str, Page[RecordType]]:
    """Return the same page of the children of each parent: two database commands whatever their number."""
    keys = _keys(model, orders)
    link, parent_ids = children.link, children.parent_ids
    below = Criteria({link: {"$in": list(parent_ids)}}, _rest(criteria), UNBOUNDED)
    paths = {f"sort{index}": f"${key.path}" for index, key in enumerate(keys[:-1])}
    directions = list(_sort(keys, slice_).values())
    ranked = {**{name: directions[index] for index, name in enumerate(paths)}, "_id": directions[-1]}
    top = await _aggregate(
        model,
        [
            *below.narrowed(*_after_and_before(keys, orders, slice_)).stages,
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
    """Return how many rows there are."""
    if not criteria.rest:
        return int(await model.get_pymongo_collection().count_documents(criteria.bound))
    rows = await _aggregate(model, [*criteria.stages, {"$count": "rows"}])
    return int(rows[0]["rows"]) if rows else 0


async def counts_of_parents(model: type[Record], children: Children, criteria: Criteria) -> dict[str, int]:
    """Return how many children each parent has; one database command."""
    below = Criteria({children.link: {"$in": list(children.parent_ids)}}, _rest(criteria), UNBOUNDED)
    rows = await _aggregate(model, [*below.stages, {"$group": {"_id": f"${children.link}", "rows": {"$sum": 1}}}])
    return dict.fromkeys(children.parent_ids, 0) | {row["_id"]: int(row["rows"]) for row in rows}


async def get_many(model: type[RecordType], ids: Sequence[str], *scope: Match) -> dict[str, RecordType]:
    """Return the whole records of these ids that are within the scope, by id; one database command."""
    stages = Criteria({"_id": {"$in": sorted(set(ids))}}, tuple(match for match in scope if match), UNBOUNDED).stages
    return {row["_id"]: model.model_validate(row) for row in await _aggregate(model, stages)}


def _rest(criteria: Criteria) -> tuple[Match, ...]:
    return ((criteria.bound,) if criteria.bound else ()) + criteria.rest


def _keys(model: type[Record], orders: Sequence[Order]) -> list[_Key]:
    attributes = ATTRIBUTES[model]
    keys = []
    for order in orders:
        attribute = attributes[order.attribute]
        keys.append(_Key(attribute.key, order.is_descending, attribute.is_nullable))
    return [*keys, _Key("_id", bool(orders) and orders[-1].is_descending, is_nullable=False)]


def _sort(keys: Sequence[_Key], slice_: Slice) -> dict[str, int]:
    return {key.path: -1 if key.is_descending is not slice_.is_backward else 1 for key in keys}


def _after_and_before(keys: Sequence[_Key], orders: Sequence[Order], slice_: Slice) -> list[Match]:
    matches = []
    if slice_.after is not None:
        matches.append(_beyond(keys, decode_cursor(orders, slice_.after, "after")))
    if slice_.before is not None:
        backward = [key.reversed() for key in keys]
        matches.append(_beyond(backward, decode_cursor(orders, slice_.before, "before")))
    return matches


def _beyond(keys: Sequence[_Key], position: Position) -> Match:
    """Return what holds for the rows that come after the position: greater in some key, equal in those before it."""
    branches: list[Match] = []
    equal: list[Match] = []
    for key, value in zip(keys, (*position.values, position.id), strict=True):
        branches.extend({"$and": [*equal, step]} for step in _steps(key, value))
        equal.append({key.path: value})
    return {"$or": branches}


def _steps(key: _Key, value: Any) -> list[Match]:
    """Return what comes after one value: null sorts before all values, and comparisons never match it."""
    if value is None:
        return [] if key.is_descending else [{key.path: {"$ne": None}}]
    if not key.is_descending:
        return [{key.path: {"$gt": value}}]
    return [{key.path: {"$lt": value}}, *([{key.path: None}] if key.is_nullable else [])]


def _page(
    model: type[RecordType], orders: Sequence[Order], keys: Sequence[_Key], slice_: Slice, rows: list[dict[str, Any]]
) -> Page[RecordType]:
    has_more = len(rows) > slice_.size
    rows = rows[: slice_.size]
    if slice_.is_backward:
        rows.reverse()
    cursors = [
        encode_cursor(orders, Position(tuple(by_path(row, key.path) for key in keys[:-1]), row["_id"])) for row in rows
    ]
    return Page(
        [construct(model, row) for row in rows],
        cursors,
        has_next=slice_.before is not None if slice_.is_backward else has_more,
        has_previous=has_more if slice_.is_backward else slice_.after is not None,
    )


async def _by_ids(model: type[Record], ids: Sequence[str]) -> list[dict[str, Any]]:
    return await _aggregate(model, [{"$match": {"_id": {"$in": list(ids)}}}]) if ids else []


async def _aggregate(model: type[Record], stages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    cursor = await model.get_pymongo_collection().aggregate(stages, batchSize=ROWS_AT_ONCE)
    return await cursor.to_list(None)
