from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from app.documents.base import StoredField
from app.documents.connect import connect
from app.documents.filtering import Criteria, criteria, literal
from app.documents.paging import count, page
from app.documents.patients import Patient
from app.domain.filters import (
    AllOf,
    AnyOf,
    Condition,
    FieldCondition,
    Filter,
    Not,
    Operator,
    Search,
    all_of,
    size,
)
from app.domain.pages import Order, Slice

DAY = [datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 8)]


def _patient(id_: str, day: int, fields: dict[str, Any] | None = None, **values: Any) -> Patient:
    stored = [StoredField(name=name, value=value) for name, value in (fields or {}).items()]
    patient = Patient(id=id_, created_at=DAY[day], updated_at=DAY[day], fields=stored, **values)
    for name, value in patient.derived({**patient.model_dump(), "_id": id_}).items():
        setattr(patient, name, value)
    return patient


def _patients() -> list[Patient]:
    return [
        _patient(
            "pat_a",
            1,
            {"size": 1.5, "note": "Left (MLO) view", "seen": "2024-01-02"},
            label="Ana",
            age=30,
            gender="FEMALE",
        ),
        _patient(
            "pat_b", 2, {"size": 2.0, "smokes": True}, label="ana", age=40, gender="MALE", modality_list=["CT", "MG"]
        ),
        _patient(
            "pat_c",
            3,
            {"size": 3.0, "count": 2, "seen": "2025-01-02"},
            label="José",
            gender="FEMALE",
            modality_list=["MG"],
        ),
        _patient("pat_d", 4, {"count": 3, "smokes": False}, age=50, modality_list=["US"]),
        _patient("pat_e", 5, {"note": "2"}, label="a.b*", age=0, gender="OTHER"),
    ]


@pytest.fixture(scope="module")
async def patients(mongo_uri: str) -> AsyncIterator[None]:
    database = await connect(mongo_uri, "test_filtering")
    await Patient.find_all().delete()
    await Patient.insert_many(_patients())
    yield
    await database.client.drop_database(database.name)
    await database.close()


def on(attribute: str, **operators: Any) -> Filter:
    return all_of(*(Condition(attribute, Operator(_name(name)), value) for name, value in operators.items()))


def field(name: str, **operators: Any) -> Filter:
    return all_of(*(FieldCondition(name, Operator(_name(key)), value) for key, value in operators.items()))


def _name(name: str) -> str:
    return {"in_": "in", "starts": "startsWith"}.get(name, name)


@pytest.mark.parametrize(
    ("filter_", "found"),
    [
        (AllOf(), "abcde"),
        (on("id", eq="pat_a"), "a"),
        (on("id", in_=("pat_a", "pat_e", "pat_x")), "ae"),
        (on("id", in_=()), ""),
        (on("id", starts="pat_"), "abcde"),
        (on("id", starts="pat_c"), "c"),
        (on("label", eq="Ana"), "a"),
        (on("label", ne="Ana"), "bcde"),
        (on("label", in_=("Ana", "José")), "ac"),
        (on("label", contains="AN"), "ab"),
        (on("label", contains="jose"), "c"),
        (on("label", contains="."), "e"),
        (on("label", contains="b*"), "e"),
        (on("label", starts="AN"), "ab"),
        (on("label", starts="n"), ""),
        (on("label", starts="an\U0010ffff"), ""),
        (on("label", starts="\U0010ffff"), ""),
        (on("label", starts="\ud7ff"), ""),
        (on("label", starts=""), "abce"),
        (on("label", exists=False), "d"),
        (on("label", exists=True), "abce"),
        (on("age", eq=40), "b"),
        (on("age", ne=40), "acde"),
        (on("age", in_=(0, 50)), "de"),
        (on("age", gt=30), "bd"),
        (on("age", gte=30), "abd"),
        (on("age", lt=30), "e"),
        (on("age", lte=30), "ae"),
        (on("age", gte=30, lt=50), "ab"),
        (on("age", gte=30, gt=30), "bd"),
        (on("age", exists=False), "c"),
        (on("gender", eq="FEMALE"), "ac"),
        (on("gender", in_=("MALE", "OTHER")), "be"),
        (on("modality", eq="mg"), "bc"),
        (on("modality", ne="MG"), "ade"),
        (on("modality", in_=("CT", "US")), "bd"),
        (on("modality", contains="g"), "bc"),
        (on("modality", starts="u"), "d"),
        (on("modality", exists=True), "bcd"),
        (on("modality", exists=False), "ae"),
        (on("created_at", gt=DAY[2]), "cde"),
        (on("created_at", gte=DAY[2], lt=DAY[4]), "bc"),
        (on("updated_at", lte=DAY[1]), "a"),
        (field("size", eq=2), "b"),
        (field("size", eq=2.0), "b"),
        (field("size", ne=2.0), "acde"),
        (field("size", in_=(1.5, 3.0)), "ac"),
        (field("size", gt=1.5), "bc"),
        (field("size", gte=1.5, lt=3.0), "ab"),
        (field("size", gt=2.0, lt=2.5), ""),
        (field("size", exists=True), "abc"),
        (field("size", exists=False), "de"),
        (field("count", eq=2.0), "c"),
        (field("count", lte=3), "cd"),
        (field("smokes", eq=True), "b"),
        (field("smokes", eq=False), "d"),
        (field("smokes", ne=False), "abce"),
        (field("seen", gt="2024-06-01"), "c"),
        (field("seen", lte="2025-01-02"), "ac"),
        (field("note", contains="(mlo)"), "a"),
        (field("note", eq="2"), "e"),
        (Search("ANA"), "ab"),
        (Search("jos"), "c"),
        (Search("mlo left"), "a"),
        (Search("mlo ana"), "a"),
        (Search("mlo jose"), ""),
        (Search("pat_d"), "d"),
        (Search("???"), ""),
        (AllOf((on("age", gte=30), field("size", gte=2.0), Search("an"))), "b"),
        (AllOf((AllOf((on("gender", eq="FEMALE"),)), AllOf((on("age", exists=False),)))), "c"),
        (AllOf((on("id", eq="pat_a"), on("age", eq=40))), ""),
        (AnyOf((on("id", eq="pat_a"), on("age", eq=40), on("age", gte=40))), "abd"),
        (AnyOf((on("label", contains="an"), on("gender", eq="OTHER"))), "abe"),
        (AnyOf(()), ""),
        (AnyOf((AllOf(),)), "abcde"),
        (Not(on("age", gte=30)), "ce"),
        (Not(AllOf()), ""),
        (Not(AnyOf(())), "abcde"),
        (Not(Search("ana")), "cde"),
        (Not(field("size", gte=2.0)), "ade"),
        (Not(AnyOf((on("gender", eq="FEMALE"), field("smokes", exists=True)))), "e"),
        (AllOf((Not(Not(on("age", eq=40))), on("label", exists=True))), "b"),
        (AnyOf((AllOf((on("gender", eq="FEMALE"), on("age", eq=30))), field("count", eq=3))), "ad"),
    ],
    ids=repr,
)
async def test_a_filter_finds_exactly_what_it_says(patients: None, filter_: Filter, found: str) -> None:
    for orders in ((Order("id"),), (Order("age", is_descending=True), Order("label"))):
        rows = await page(Patient, criteria(Patient, filter_), orders, Slice(100))
        assert sorted(record.id.removeprefix("pat_") for record in rows.records) == list(found)
    assert await count(Patient, criteria(Patient, filter_)) == len(found)


async def test_a_scope_narrows_every_filter(patients: None) -> None:
    for filter_ in (AllOf(), on("id", in_=("pat_a", "pat_b")), on("age", gte=0), Search("ana")):
        rows = await page(Patient, criteria(Patient, filter_, {"gender": "MALE"}), (Order("id"),), Slice(100))
        assert [record.id for record in rows.records] == ["pat_b"]


@pytest.mark.parametrize(
    ("filter_", "bound"),
    [
        (on("id", eq="x"), {"_id": "x"}),
        (on("id", in_=("x", "y")), {"_id": {"$in": ["x", "y"]}}),
        (on("label", eq="Ana"), {"folded.label": "ana"}),
        (on("label", in_=("Ana", "B")), {"folded.label": {"$in": ["ana", "b"]}}),
        (on("label", starts="An"), {"folded.label": {"$gte": "an", "$lt": "ao"}}),
        (on("label", starts="a\U0010ffff"), {"folded.label": {"$gte": "a\U0010ffff", "$lt": "b"}}),
        (on("label", starts="a\ud7ff"), {"folded.label": {"$gte": "a\ud7ff", "$lt": "a\ue000"}}),
        (on("label", starts="\U0010ffff"), {"folded.label": {"$gte": "\U0010ffff"}}),
        (on("age", gte=1, lt=5), {"age": {"$gte": 1, "$lt": 5}}),
        (on("modality", eq="mg"), {"modality_list": "MG"}),
        (field("size", eq=2.0), {"fields.name": "size", "fields.value": 2.0}),
        (field("size", gte=2.0, lt=3.0), {"fields.name": "size", "fields.value": {"$gte": 2.0}}),
        (field("size", exists=True), {"fields.name": "size"}),
        (field("note", contains="x"), {"fields.name": "note"}),
        (Search("an left"), {"search_tokens": "left"}),
        (Search("left 7k"), {"search_tokens": "7k"}),
        (AllOf((on("age", gte=1), on("gender", eq="MALE"))), {"gender": "MALE"}),
        (AllOf((on("gender", eq="MALE"), on("id", eq="x"))), {"_id": "x"}),
        (on("label", contains="x"), {}),
        (on("age", ne=1), {}),
        (AllOf(), {}),
    ],
    ids=repr,
)
def test_the_condition_that_leaves_least_bounds_what_is_read(filter_: Filter, bound: dict[str, Any]) -> None:
    assert criteria(Patient, filter_).bounds == ((bound,) if bound else ())


@pytest.mark.parametrize(
    ("filter_", "bounds"),
    [
        (AnyOf((on("id", eq="x"), on("age", gte=1))), ({"_id": "x"}, {"age": {"$gte": 1}})),
        (
            AnyOf((all_of(on("age", eq=1), on("gender", ne="MALE")), AnyOf((Search("an"),)))),
            ({"age": 1}, {"search_tokens": "an"}),
        ),
        (all_of(AnyOf((on("id", eq="x"), on("age", eq=1))), on("gender", eq="MALE")), ({"_id": "x"}, {"age": 1})),
        (all_of(AnyOf((on("age", gt=1), on("gender", eq="MALE"))), on("age", eq=1)), ({"age": 1},)),
        (AnyOf((on("age", eq=1), on("label", contains="a"))), ()),
        (AnyOf(tuple(on("age", eq=age) for age in range(17))), ()),
        (AnyOf(()), ({"_id": {"$in": []}},)),
        (Not(on("age", eq=1)), ()),
        (all_of(Not(on("age", eq=1)), on("gender", eq="MALE")), ({"gender": "MALE"},)),
    ],
    ids=repr,
)
def test_an_or_is_bounded_by_its_branches(filter_: Filter, bounds: tuple[dict[str, Any], ...]) -> None:
    assert criteria(Patient, filter_).bounds == bounds


def test_the_bounding_stage_comes_alone_and_first() -> None:
    (stages,) = Criteria(({"age": 1},), ({"gender": "MALE"}, {"label": "x"}), 0).pipelines
    assert stages == [{"$match": {"age": 1}}, {"$match": {"$and": [{"gender": "MALE"}, {"label": "x"}]}}]


def test_the_pipelines_of_an_or_have_no_row_in_common() -> None:
    first, second = Criteria(({"age": 1}, {"gender": "MALE"}), ({"label": "x"},), 0).pipelines
    assert first == [{"$match": {"age": 1}}, {"$match": {"label": "x"}}]
    assert second == [{"$match": {"gender": "MALE"}}, {"$match": {"$and": [{"label": "x"}, {"$nor": [{"age": 1}]}]}}]


def test_the_size_of_a_filter_counts_what_is_nested() -> None:
    assert size(AllOf((AllOf((Search("a"),)), Not(AnyOf((Search("b"), Search("c"))))))) == 3


def test_special_characters_are_taken_literally() -> None:
    assert literal("a.b*(c)") == "a\\.b\\*\\(c\\)"
