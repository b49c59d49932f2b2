"""What bounds a query is looked up in an index: the database itself says so, for each operator and each window."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.documents import walking
from app.documents.attributes import ATTRIBUTES, Kind
from app.documents.base import Record
from app.documents.connect import Database
from app.documents.filtering import criteria
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.relations import within
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.walking import Between, Key, Pace, windows
from app.domain.filters import AllOf, AnyOf, Condition, FieldCondition, Filter, Not, Operator, Related, Relation, Search
from app.domain.ids import new_id

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
    AnyOf((Condition("created_at", Operator.GTE, MOMENT), FieldCondition("size", Operator.EQ, 1.0), DYNAMIC[1])),
    AnyOf((AllOf((DYNAMIC[0], Condition("id", Operator.NE, "x"))), AnyOf((DYNAMIC[2], DYNAMIC[4])))),
    AllOf((Not(DYNAMIC[0]), DYNAMIC[2])),
]


async def _plan(database: Database, model: type[Record], filter_: Filter) -> str:
    """Return the plans for a filter of somebody who does not see everything, with an order that is not the bound."""
    scope = {"$or": [{"review_status": {"$in": ["CLEAN"]}}, {"created_by": "usr_x"}]}
    pipelines = criteria(model, filter_, scope).pipelines
    return "\n".join([await _explained(database, model, stages) for stages in pipelines])


async def _explained(database: Database, model: type[Record], stages: list[dict[str, Any]]) -> str:
    pipeline = [*stages, {"$sort": {"created_at": -1, "_id": -1}}, {"$limit": 21}]
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


UNBOUNDED: list[Filter] = [
    AllOf(),
    Condition("label", Operator.CONTAINS, "a"),
    Condition("label", Operator.NE, "a"),
    Condition("label", Operator.EXISTS, value=True),
    Condition("label", Operator.EXISTS, value=False),
    FieldCondition("size", Operator.NE, 1.0),
    FieldCondition("size", Operator.EXISTS, value=False),
    Not(Condition("label", Operator.EQ, "a")),
    AnyOf((Condition("label", Operator.EQ, "a"), Condition("label", Operator.CONTAINS, "b"))),
]


@pytest.mark.parametrize("filter_", UNBOUNDED, ids=repr)
async def test_what_no_index_can_bound_walks_an_index(database: Database, filter_: Filter) -> None:
    assert "COLLSCAN" in await _plan(database, Patient, filter_)
    await Patient.insert_many([_landmark(number) for number in range(60)])
    walking.forget()
    for by in ("created_at", "age", "_id", "folded.label"):
        for is_descending in (False, True):
            keys = [Key(by, is_descending, is_nullable=True), Key("_id", is_descending, is_nullable=False)]
            lists = [window async for window in windows(Patient, keys, Between(), Pace())]
            assert len(lists) > 3
            for window in lists:
                (stages,) = (await within(Patient, window.bound, criteria(Patient, filter_), *window.more)).pipelines
                assert "COLLSCAN" not in await _explained(database, Patient, stages), (window, by)


def _landmark(number: int) -> Patient:
    moment = MOMENT + timedelta(minutes=number)
    folded = {"label": f"a{number}"} if number % 3 else {}
    return Patient(id=f"pat_00{new_id('pat')[6:]}", created_at=moment, age=number % 7 or None, folded=folded)


CASES: list[tuple[type[Record], Relation, type[Record]]] = [
    (Patient, Relation.STUDIES, Study),
    (Study, Relation.PATIENT, Patient),
    (Study, Relation.SERIES, Series),
    (Series, Relation.STUDY, Study),
    (Image, Relation.SERIES, Series),
]


@pytest.mark.parametrize(("model", "relation", "end"), CASES)
async def test_a_relation_is_looked_up_in_an_index_from_both_ends(
    database: Database, model: type[Record], relation: Relation, end: type[Record]
) -> None:
    related = Related(relation, Condition("label", Operator.EQ, "a"))
    wanted = criteria(model, related, scope_of=lambda _: {})
    (rows,) = wanted.relations
    from_here = await within(end, {rows.other: {"$in": ["x", "y"]}}, rows.criteria)
    beforehand = criteria(model, related, known={related: ("x", "y")})
    assert rows.model is end
    assert "COLLSCAN" not in await _explained(database, end, from_here.pipelines[0])
    assert "COLLSCAN" not in await _explained(database, end, rows.criteria.pipelines[0])
    assert "COLLSCAN" not in await _explained(database, model, beforehand.pipelines[0])
    assert beforehand.bounds == ({rows.own: {"$in": ["x", "y"]}},)
