"""What bounds a query is looked up in an index: the database itself says so."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from app.documents.attributes import ATTRIBUTES, Kind
from app.documents.base import Record
from app.documents.connect import Database
from app.documents.filtering import criteria
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.filters import AllOf, Condition, FieldCondition, Filter, Operator, Search

MODELS: list[type[Record]] = [Patient, Study, Series, Image]
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def _sample(name: str, kind: Kind) -> object:
    numbers = {"age": 1, "image_count": 1, "rows": 1, "columns": 1, "frames": 1, "number": 1}
    return (
        MOMENT
        if name.endswith("_at")
        else numbers.get(name, "MG" if kind in (Kind.TEXT, Kind.CODE, Kind.CODES) else "2024-01-01")
    )


def _lookups(model: type[Record]) -> list[Filter]:
    """Every condition on a fixed attribute that claims an index."""
    found: list[Filter] = []
    for name, attribute in ATTRIBUTES[model].items():
        if attribute.is_indexed:
            value = _sample(name, attribute.kind)
            found += [Condition(name, Operator.EQ, value), Condition(name, Operator.IN, (value,))]
            if attribute.kind is Kind.PLAIN and not attribute.is_selective:
                found += [
                    AllOf((Condition(name, Operator.GTE, value), Condition(name, Operator.LT, value))),
                    Condition(name, Operator.GT, value),
                    Condition(name, Operator.LTE, value),
                ]
            elif attribute.kind in (Kind.TEXT, Kind.CODE, Kind.SEARCHED_ID):
                found.append(Condition(name, Operator.STARTS_WITH, "pat_7k"))
    return found


DYNAMIC: list[Filter] = [
    FieldCondition("size", Operator.EQ, 1.0),
    FieldCondition("size", Operator.IN, (1.0, 2.0)),
    FieldCondition("size", Operator.GT, 1.0),
    AllOf((FieldCondition("size", Operator.GTE, 1.0), FieldCondition("size", Operator.LT, 2.0))),
    FieldCondition("size", Operator.EXISTS, value=True),
    FieldCondition("size", Operator.CONTAINS, "a"),
]
TOGETHER: list[Filter] = [
    AllOf((Condition("created_at", Operator.GTE, MOMENT), FieldCondition("size", Operator.NE, 1.0))),
    AllOf((FieldCondition("size", Operator.NE, 2.0), Condition("created_at", Operator.LT, MOMENT))),
]


async def _plan(database: Database, model: type[Record], filter_: Filter) -> str:
    """Return the plan for a filter of somebody who does not see everything, with an order that is not the bound."""
    scope = {"$or": [{"review_status": {"$in": ["CLEAN"]}}, {"created_by": "usr_x"}]}
    pipeline = [*criteria(model, filter_, scope).stages, {"$sort": {"created_at": -1, "_id": -1}}, {"$limit": 21}]
    collection = model.get_pymongo_collection()
    command: dict[str, Any] = {"aggregate": collection.name, "pipeline": pipeline, "cursor": {}}
    explained = await database.client[database.name].command({"explain": command, "verbosity": "queryPlanner"})
    return json.dumps(explained, default=str)


@pytest.mark.parametrize("model", MODELS)
async def test_every_condition_that_claims_an_index_has_one(database: Database, model: type[Record]) -> None:
    wanted = [*_lookups(model), *DYNAMIC, *TOGETHER, *([] if model is Image else [Search("ana mlo")])]
    walked = [filter_ for filter_ in wanted if "COLLSCAN" in await _plan(database, model, filter_)]
    assert walked == []
    assert len(wanted) > 20


async def test_what_no_index_can_bound_is_known_to_walk(database: Database) -> None:
    for filter_ in (Condition("age", Operator.NE, 1), Condition("label", Operator.CONTAINS, "a")):
        assert "COLLSCAN" in await _plan(database, Patient, filter_)
