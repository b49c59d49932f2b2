"""Any filter in any order, on lists so full of landmarks that each page is read in many windows, against a list in memory."""

import random
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.documents import walking
from app.documents.base import ClinicalRecord, Record, StoredField, raw
from app.documents.connect import connect
from app.documents.filtering import criteria
from app.documents.images import Image
from app.documents.paging import Children, count, counts_of_parents, page, pages_of_parents
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.filters import (
    AllOf,
    AnyOf,
    Condition,
    FieldCondition,
    Filter,
    Not,
    Operator,
    Related,
    Relation,
)
from app.domain.ids import ALPHABET, new_id
from app.domain.pages import Order, Position, Slice, encode_cursor
from tests.builders.commands import commands

slowly = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
HIDDEN = "hidden"  # the label of what the caller may not see


def _landmark_id(prefix: Any, dice: random.Random) -> str:
    """Return an id; three of four are landmarks, so that windows are as narrow as they get."""
    id_ = new_id(prefix)
    begin = "0" + dice.choice("0123") if dice.random() < 0.75 else dice.choice(ALPHABET[1:])
    return f"{prefix}_{begin}{id_[4 + len(begin) :]}"


def _made(model: type[ClinicalRecord], **values: Any) -> Any:
    """Return a record as it is stored, without a database: Beanie's own constructor asks for one."""
    record = model.model_construct(**values)
    for name, value in record.derived({**record.model_dump(), "_id": record.id}).items():
        setattr(record, name, value)
    return record


class World:
    """Patients, studies, series and images in memory, as they are stored."""

    def __init__(self) -> None:
        dice = random.Random(7)  # a fixed world
        label: Callable[[], str | None] = lambda: dice.choice([None, "a", "b", "Ab", "c", HIDDEN])  # noqa: E731
        self.patients = [
            _made(
                    Patient, id=_landmark_id("pat", dice), label=label(), age=dice.choice([None, 1, 2, 3, 3, 3, 3]),
                    fields=[StoredField(name="size", value=dice.randint(1, 4))] if dice.random() < 0.6 else [],
            )
            for _ in range(60)
        ]  # fmt: skip
        self.studies = [
            _made(
                    Study, id=_landmark_id("stu", dice), label=label(), patient_id=dice.choice(self.patients).id,
                    date=dice.choice([None, "2024-01-01", "2024-01-02"]), study_instance_uid="2.25.1",
            )
            for _ in range(70)
        ]  # fmt: skip
        self.series = [
            _made(
                    Series, id=_landmark_id("ser", dice), label=label(), study_id=study.id, patient_id=study.patient_id,
                    number=dice.randint(1, 3), modality=dice.choice(["MG", "US", None]), series_instance_uid="2.25.1",
            )
            for study in (dice.choice(self.studies) for _ in range(80))
        ]  # fmt: skip
        self.images = []
        for number in range(90):
            series = dice.choice(self.series)
            self.images.append(
                Image.model_construct(
                    id=_landmark_id("img", dice), series_id=series.id, study_id=series.study_id,
                    patient_id=series.patient_id, number=dice.choice([None, 1, 2]), source_key=f"key {number}",
                )
            )  # fmt: skip
        self.rows: dict[type[Record], list[Any]] = {
            Patient: self.patients, Study: self.studies, Series: self.series, Image: self.images,
        }  # fmt: skip

    def others(self, record: Any, relation: Relation) -> list[Any]:
        match record, relation:
            case Patient(), Relation.STUDIES:
                return [study for study in self.studies if study.patient_id == record.id]
            case Study(), Relation.PATIENT:
                return [patient for patient in self.patients if patient.id == record.patient_id]
            case Study(), Relation.SERIES:
                return [series for series in self.series if series.study_id == record.id]
            case Series(), Relation.STUDY:
                return [study for study in self.studies if study.id == record.study_id]
            case _:
                return [series for series in self.series if series.id == record.series_id]

    def holds(self, filter_: Filter, record: Any) -> bool:
        """Say by hand whether a filter holds for a record."""
        match filter_:
            case AllOf():
                return all(self.holds(part, record) for part in filter_.parts)
            case AnyOf():
                return any(self.holds(part, record) for part in filter_.parts)
            case Not():
                return not self.holds(filter_.part, record)
            case Related():
                seen = [each for each in self.others(record, filter_.relation) if each.label != HIDDEN]
                return any(self.holds(filter_.filter, each) for each in seen)
            case FieldCondition():
                return _compares(next((each.value for each in record.fields), None), filter_.operator, filter_.value)
            case Condition():
                return _compares(getattr(record, filter_.attribute), filter_.operator, filter_.value)
        raise AssertionError(filter_)


def _compares(value: Any, operator: Operator, other: Any) -> bool:
    match operator:
        case Operator.EQ:
            return bool(value == other)
        case Operator.NE:
            return bool(value != other)
        case Operator.IN:
            return value in other
        case Operator.EXISTS:
            return (value is not None) is other
        case Operator.CONTAINS | Operator.STARTS_WITH:
            folded = (value or "").casefold()
            return other in folded if operator is Operator.CONTAINS else value is not None and folded.startswith(other)
        case _:
            return value is not None and {"gt": value > other, "lte": value <= other}[operator.value]


WORLD = World()

label = some.one_of(
    some.builds(Condition, some.just("label"), some.sampled_from([Operator.EQ, Operator.NE]), some.sampled_from(["a", "Ab"])),
    some.builds(Condition, some.just("label"), some.sampled_from([Operator.CONTAINS, Operator.STARTS_WITH]), some.just("a")),
    some.builds(Condition, some.just("label"), some.just(Operator.EXISTS), some.booleans()),
)  # fmt: skip
OWN: dict[type[Record], Any] = {
    Patient: label
    | some.builds(Condition, some.just("age"), some.sampled_from([Operator.GT, Operator.LTE, Operator.NE]), some.just(2))
    | some.builds(FieldCondition, some.just("size"), some.sampled_from([Operator.EQ, Operator.GT, Operator.NE]), some.just(2))
    | some.builds(Condition, some.just("id"), some.just(Operator.EQ), some.sampled_from([each.id for each in WORLD.patients])),
    Study: label | some.builds(Condition, some.just("date"), some.just(Operator.GT), some.just("2024-01-01")),
    Series: label | some.builds(Condition, some.just("modality"), some.sampled_from([Operator.EQ, Operator.NE]), some.just("MG")),
    Image: some.builds(Condition, some.just("number"), some.sampled_from([Operator.EQ, Operator.NE]), some.just(1)),
}  # fmt: skip
ENDS = {
    (Patient, Relation.STUDIES): Study, (Study, Relation.PATIENT): Patient, (Study, Relation.SERIES): Series,
    (Series, Relation.STUDY): Study, (Image, Relation.SERIES): Series,
}  # fmt: skip


def filters(model: type[Record], levels: int = 3) -> Any:
    """Return a strategy of filters of a model, over so many levels of the hierarchy."""
    related = [
        some.builds(Related, some.just(relation), filters(end, levels - 1))
        for (of, relation), end in ENDS.items()
        if of is model and levels
    ]
    return some.recursive(
        some.one_of(OWN[model], *related),
        lambda inner: (
            some.builds(AllOf, some.lists(inner, max_size=3).map(tuple))
            | some.builds(AnyOf, some.lists(inner, max_size=3).map(tuple))
            | some.builds(Not, inner)
        ),
        max_leaves=4,
    )


ORDERS = {
    Patient: ["id", "label", "age", "created_at"], Study: ["label", "date"], Series: ["number", "modality"],
    Image: ["id", "number", "created_at"],
}  # fmt: skip


@some.composite
def questions(draw: some.DrawFn) -> tuple[type[Record], Filter, tuple[Order, ...], int]:
    model = draw(some.sampled_from([Patient, Study, Series, Image]))
    by = draw(
        some.lists(
            some.builds(Order, some.sampled_from(ORDERS[model]), some.booleans()), max_size=2,
            unique_by=lambda order: order.attribute,
        )
    )  # fmt: skip
    return model, draw(filters(model)), tuple(by), draw(some.integers(4, 40))


def _scope(model: type[Record]) -> dict[str, Any]:
    return {"label": {"$ne": HIDDEN}} if issubclass(model, ClinicalRecord) else {}


def _wanted(model: type[Record], filter_: Filter) -> Any:
    return criteria(model, filter_, _scope(model), scope_of=_scope)


def _expected(model: type[Record], filter_: Filter) -> set[str]:
    return {
        record.id
        for record in WORLD.rows[model]
        if getattr(record, "label", None) != HIDDEN and WORLD.holds(filter_, record)
    }


@pytest.fixture(scope="module")
async def world(mongo_uri: str) -> AsyncIterator[None]:
    database = await connect(mongo_uri, "test_walking")
    walking.forget()
    for model, rows in WORLD.rows.items():
        await model.find_all().delete()
        await model.get_pymongo_collection().insert_many([raw(row) for row in rows])
    yield
    await database.client.drop_database(database.name)
    await database.close()


@slowly
@given(question=questions())
async def test_any_filter_finds_what_it_says_in_order_forwards_and_backwards(
    world: None, question: tuple[type[Record], Filter, tuple[Order, ...], int]
) -> None:
    model, filter_, by, size = question
    expected = _expected(model, filter_)
    whole = await page(model, _wanted(model, AllOf()), by, Slice(1000))
    in_order = [record.id for record in whole.records if record.id in expected]
    assert await _walked(model, filter_, by, size) == in_order
    assert await _walked(model, filter_, by, size, is_backward=True) == in_order
    assert await count(model, _wanted(model, filter_)) == len(expected)


async def _walked(
    model: type[Record], filter_: Filter, by: tuple[Order, ...], size: int, *, is_backward: bool = False
) -> list[str]:
    found: list[str] = []
    cursor = None
    while True:
        limits = {"before": cursor} if is_backward else {"after": cursor}
        rows = await page(model, _wanted(model, filter_), by, Slice(size, is_backward, **limits))
        ids = [record.id for record in rows.records]
        found = ids + found if is_backward else found + ids
        if not (rows.has_previous if is_backward else rows.has_next):
            return found
        cursor = rows.cursors[0 if is_backward else -1]


@slowly
@given(filter_=filters(Study, 2))
async def test_children_are_filtered_by_relations_too(world: None, filter_: Filter) -> None:
    parents = [patient.id for patient in WORLD.patients]
    expected = _expected(Study, filter_)
    children = Children("patient_id", parents)
    pages = await pages_of_parents(Study, children, _wanted(Study, filter_), (Order("label"),), Slice(100))
    counts = await counts_of_parents(Study, children, _wanted(Study, filter_))
    for parent in parents:
        below = {study.id for study in WORLD.studies if study.patient_id == parent and study.id in expected}
        assert {record.id for record in pages[parent].records} == below
        assert counts[parent] == len(below)


@slowly
@given(descending=some.booleans(), size=some.integers(7, 30), filter_=OWN[Patient])
async def test_dynamic_fields_order_a_list_as_fixed_ones_do(
    world: None, descending: bool, size: int, filter_: Filter
) -> None:
    by = (Order("size", descending, is_dynamic=True),)
    wanted = _expected(Patient, filter_)
    values = {patient.id: patient.fields[0].value if patient.fields else 0 for patient in WORLD.patients}
    ids = sorted(wanted, key=lambda id_: (values[id_], id_), reverse=descending)
    assert await _walked(Patient, filter_, by, size) == ids
    assert await _walked(Patient, filter_, by, size, is_backward=True) == ids


async def test_a_page_of_a_walked_list_is_a_window_of_it(world: None) -> None:
    walking.forget()
    by = (Order("created_at", is_descending=True),)
    with commands() as asked:
        await page(Patient, _wanted(Patient, AllOf()), by, Slice(2))
        await page(Patient, _wanted(Patient, AllOf()), by, Slice(2))
    assert asked[0] == "find patients"
    assert set(asked[1:]) == {"aggregate patients"}


async def test_an_old_landmark_costs_time_and_no_row(world: None) -> None:
    by = (Order("label"),)
    await page(Patient, _wanted(Patient, AllOf()), by, Slice(1))
    for patient in WORLD.patients[:30]:
        await Patient.find({"_id": patient.id}).update({"$set": {"folded.label": f"z{patient.id}"}})
    found = await _walked(Patient, AllOf(), by, 7)
    assert sorted(found) == sorted(patient.id for patient in WORLD.patients if patient.label != HIDDEN)
    for patient in WORLD.patients[:30]:
        await Patient.find({"_id": patient.id}).update({"$set": {"folded": patient.folded}})


async def test_a_cursor_with_values_of_another_kind_matches_nothing_and_breaks_nothing(world: None) -> None:
    by = (Order("age"),)
    rows = await page(Patient, _wanted(Patient, AllOf()), by, Slice(5, after=encode_cursor(by, Position(("x",), "y"))))
    assert rows.records == []
