import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.documents.connect import connect
from app.documents.filtering import criteria
from app.documents.paging import Children, count, counts_of_parents, page, pages_of_parents
from app.documents.patients import Patient
from app.documents.studies import Study
from app.domain.filters import AllOf, Condition, Operator
from app.domain.ids import new_id
from app.domain.pages import Order, Slice
from app.domain.search import folded
from app.errors import Invalid
from tests.builders.commands import commands

ALL = criteria(Patient, AllOf())
START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = {"label": "label", "age": "age", "gender": "gender", "created_at": "created_at", "image_count": "image_count"}

real_parts = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
rows = some.lists(
    some.fixed_dictionaries(
        {
            "label": some.none() | some.sampled_from(["a", "B", "b", "Ä", "zz", ""]),
            "age": some.none() | some.integers(0, 3),
            "gender": some.sampled_from(["FEMALE", "MALE"]),
            "created_at": some.integers(0, 4).map(lambda day: START + timedelta(days=day)),
            "image_count": some.integers(0, 2),
        }
    ),
    max_size=25,
)
orders = some.lists(
    some.builds(Order, some.sampled_from(sorted(KEYS)), some.booleans()), max_size=3, unique_by=lambda o: o.attribute
).map(tuple)


@pytest.fixture(scope="module")
async def records(mongo_uri: str) -> AsyncIterator[None]:
    database = await connect(mongo_uri, "test_paging")
    yield
    await database.client.drop_database(database.name)
    await database.close()


def _patient(values: dict[str, Any]) -> Patient:
    label = values["label"] or None
    return Patient(id=new_id("pat"), **{**values, "label": label}, folded={"label": folded(label)} if label else {})


def _key(patient: Patient, order: Order) -> tuple[bool, Any]:
    value = patient.folded.get("label") if order.attribute == "label" else getattr(patient, order.attribute)
    return (value is not None, value if value is not None else 0)


def _sorted(patients: list[Patient], by: tuple[Order, ...]) -> list[str]:
    """The order by hand: stable sorts from the last key to the first, ids first of all."""
    rows = sorted(patients, key=lambda patient: patient.id, reverse=bool(by) and by[-1].is_descending)
    for order in reversed(by):
        rows.sort(key=lambda patient: _key(patient, order), reverse=order.is_descending)
    return [patient.id for patient in rows]


@real_parts
@given(values=rows, by=orders, size=some.integers(1, 7))
async def test_pages_put_together_are_the_sorted_list_forwards_and_backwards(
    records: None, values: list[dict[str, Any]], by: tuple[Order, ...], size: int
) -> None:
    await Patient.find_all().delete()
    patients = [_patient(each) for each in values]
    if patients:
        await Patient.insert_many(patients)
    expected = _sorted(patients, by)
    assert await _walk(by, size) == expected
    assert await _walk(by, size, is_backward=True) == expected


async def _walk(by: tuple[Order, ...], size: int, *, is_backward: bool = False) -> list[str]:
    found: list[str] = []
    cursor = None
    for _ in range(40):
        limits = {"before": cursor} if is_backward else {"after": cursor}
        rows = await page(Patient, ALL, by, Slice(size, is_backward, **limits))
        ids = [record.id for record in rows.records]
        found = ids + found if is_backward else found + ids
        assert len(rows.cursors) == len(ids) <= size
        if not (rows.has_previous if is_backward else rows.has_next):
            return found
        cursor = rows.cursors[0 if is_backward else -1]
    raise AssertionError("the pages do not end")


@real_parts
@given(values=rows, late=rows, by=orders, size=some.integers(1, 5), data=some.data())
async def test_rows_that_stay_come_once_and_in_order_while_others_come_and_go(
    records: None, values: list[dict[str, Any]], late: list[dict[str, Any]], by: tuple[Order, ...], size: int,
    data: some.DataObject,
) -> None:  # fmt: skip
    await Patient.find_all().delete()
    patients = [_patient(each) for each in values]
    if patients:
        await Patient.insert_many(patients)
    gone = set(data.draw(some.lists(some.sampled_from([p.id for p in patients]), unique=True))) if patients else set()
    leaving, coming = list(gone), [_patient(each) for each in late]
    found: list[str] = []
    cursor = None
    while True:
        rows_ = await page(Patient, ALL, by, Slice(size, after=cursor))
        found += [record.id for record in rows_.records]
        if not rows_.has_next:
            break
        cursor = rows_.cursors[-1]
        if leaving:
            await Patient.find({"_id": leaving.pop()}).delete()
        if coming:
            await coming.pop().insert()
    staying = [patient for patient in patients if patient.id not in gone]
    assert len(found) == len(set(found))
    assert [id_ for id_ in found if id_ in {patient.id for patient in staying}] == _sorted(staying, by)


async def test_a_page_between_two_cursors_has_only_what_lies_between(records: None) -> None:
    await _numbered(6)
    rows = await page(Patient, ALL, (Order("age"),), Slice(100))
    between = await page(Patient, ALL, (Order("age"),), Slice(100, after=rows.cursors[0], before=rows.cursors[4]))
    assert [record.age for record in between.records] == [1, 2, 3]
    last = await page(
        Patient, ALL, (Order("age"),), Slice(2, is_backward=True, after=rows.cursors[0], before=rows.cursors[4])
    )
    assert [record.age for record in last.records] == [2, 3]
    assert (last.has_previous, last.has_next) == (True, True)


async def test_the_page_after_a_deleted_row_goes_on_where_it_stood(records: None) -> None:
    await _numbered(5)
    first = await page(Patient, ALL, (Order("age"),), Slice(2))
    await Patient.find({"_id": first.records[-1].id}).delete()
    second = await page(Patient, ALL, (Order("age"),), Slice(2, after=first.cursors[-1]))
    assert [record.age for record in second.records] == [2, 3]


async def test_a_page_of_nothing_says_whether_there_is_something(records: None) -> None:
    await _numbered(1)
    empty = await page(Patient, ALL, (Order("age"),), Slice(0))
    assert (list(empty.records), empty.has_next, empty.has_previous) == ([], True, False)


async def test_a_cursor_of_another_order_is_refused_without_a_look_at_the_database(records: None) -> None:
    await _numbered(2)
    rows = await page(Patient, ALL, (Order("age"),), Slice(1))
    with commands() as asked, pytest.raises(Invalid):
        await page(Patient, ALL, (Order("gender"),), Slice(1, after=rows.cursors[0]))
    assert asked == []


async def test_one_page_is_one_command(records: None) -> None:
    await _numbered(3)
    await page(Patient, ALL, (Order("age"),), Slice(2))  # reads the landmarks
    with commands() as asked:
        await page(Patient, ALL, (Order("age"),), Slice(2))
    assert asked == ["find patients"]


async def test_children_of_many_parents_are_read_with_two_commands_and_counted_with_one(records: None) -> None:
    await Study.find_all().delete()
    parents = [new_id("pat") for _ in range(30)]
    studies = [
        Study(id=new_id("stu"), patient_id=parent, date=f"2024-01-{day:02}", study_instance_uid="2.25.1")
        for number, parent in enumerate(parents)
        for day in range(1, 1 + number % 5)
    ]
    await Study.insert_many(studies)
    wanted = criteria(Study, Condition("date", Operator.GTE, "2024-01-02"))
    by = (Order("date", is_descending=True),)
    children = Children("patient_id", parents)
    with commands() as asked:
        pages = await pages_of_parents(Study, children, wanted, by, Slice(2))
    assert asked == ["aggregate studies", "aggregate studies"]
    with commands() as asked:
        counts = await counts_of_parents(Study, children, wanted)
    assert asked == ["aggregate studies"]
    for number, parent in enumerate(parents):
        alone = await page(
            Study,
            criteria(Study, Condition("patient_id", Operator.EQ, parent), *wanted.everything),
            by,
            Slice(2),
        )
        assert [record.id for record in pages[parent].records] == [record.id for record in alone.records]
        assert pages[parent].cursors == alone.cursors
        assert pages[parent].has_next == alone.has_next
        assert counts[parent] == max(0, number % 5 - 1)


async def test_counts_follow_the_filter(records: None) -> None:
    await _numbered(5)
    assert await count(Patient, ALL) == 5
    assert await count(Patient, criteria(Patient, Condition("age", Operator.GTE, 3))) == 2
    assert await count(Patient, criteria(Patient, Condition("age", Operator.NE, 3))) == 4


async def _numbered(size: int) -> None:
    await Patient.find_all().delete()
    await asyncio.gather(*(Patient(id=new_id("pat"), age=age).insert() for age in range(size)))
