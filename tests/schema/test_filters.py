"""Filters of every kind, as an operation gives them."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from app.auth.permissions import Role
from app.documents import walking
from app.documents.hierarchy import SourcePlace
from app.documents.patients import Patient
from app.documents.privacy_records import OptOut
from app.resolvers.context import Context
from app.schema.root import schema
from tests.builders.commands import commands
from tests.builders.records import Header, stored_images
from tests.schema.operations import answer, refusal

Make = Callable[..., Context]


@pytest.fixture
async def asker(context: Make) -> Context:
    """Somebody, in a hub with a patient of mammograms (two studies), one of ultrasound, and one without images."""
    asker = context()
    sources = [SourcePlace("p1", "s1", "r1"), SourcePlace("p1", "s2", "r2")]
    await stored_images(asker.hub.database, sources, each=2, header=Header(patient_age=40))
    ultrasound = Header(modality="US", patient_age=60, laterality=None, series_description="Right axilla")
    await stored_images(asker.hub.database, [SourcePlace("p2", "s3", "r3")], each=2, header=ultrasound)
    fields = [{"name": "size", "type": "INTEGER", "value": 7}, {"name": "note", "type": "TEXT", "value": "calm"}]
    create = (
        "mutation ($input: CreatePatientInput!) { createPatient(input: $input) { patient { id } errors { code } } }"
    )
    await answer(asker, create, input={"label": "empty", "fields": fields})
    return asker


PATIENTS = "query ($f: PatientFilter) { patients(filter: $f) { totalCount nodes { age } } }"
STUDIES = "query ($f: StudyFilter) { studies(filter: $f) { totalCount nodes { patient { age } } } }"
SERIES = "query ($f: SeriesFilter) { seriesList(filter: $f) { totalCount nodes { modality } } }"
IMAGES = "query ($f: ImageFilter) { images(filter: $f) { totalCount nodes { series { modality } } } }"


@pytest.mark.parametrize(
    ("query", "filter_", "total"),
    [
        (PATIENTS, {"studies": {"series": {"modality": {"eq": "MG"}}}}, 1),
        (PATIENTS, {"not": {"studies": {"series": {"modality": {"eq": "MG"}}}}}, 2),
        (PATIENTS, {"not": {"studies": {}}}, 1),
        (PATIENTS, {"or": [{"studies": {"modality": {"eq": "US"}}}, {"label": {"eq": "empty"}}]}, 2),
        (PATIENTS, {"studies": {"not": {"modality": {"eq": "US"}}}}, 1),
        (PATIENTS, {"or": []}, 0),
        (PATIENTS, {"and": []}, 3),
        (PATIENTS, {"or": [{"age": {"gt": 50}}, {"field": {"name": "size", "gte": 7}}]}, 2),
        (PATIENTS, {"not": {"field": {"name": "note", "contains": "CAL"}}}, 2),
        (STUDIES, {"patient": {"age": {"lt": 50}}}, 2),
        (STUDIES, {"patient": {"studies": {"modality": {"eq": "US"}}}}, 1),
        (STUDIES, {"series": {"description": {"contains": "axilla"}}}, 1),
        (SERIES, {"study": {"patient": {"age": {"eq": 40}}}}, 2),
        (SERIES, {"study": {"not": {"patient": {"age": {"eq": 40}}}}}, 1),
        (SERIES, {"laterality": {"exists": False}, "study": {"date": {"gt": "2020-01-01"}}}, 1),
        (IMAGES, {"series": {"modality": {"eq": "US"}}}, 2),
        (IMAGES, {"series": {"study": {"patient": {"age": {"gte": 40}}}}, "rows": {"lt": 5}}, 6),
        (IMAGES, {"not": {"series": {"study": {"patient": {"age": {"gte": 50}}}}}}, 4),
    ],
    ids=str,
)
async def test_filters_combine_and_reach_across_the_hierarchy(
    asker: Context, query: str, filter_: dict[str, Any], total: int
) -> None:
    (found,) = (await answer(asker, query, f=filter_)).values()
    assert (found["totalCount"], len(found["nodes"])) == (total, total)


async def test_a_filter_never_reaches_what_the_caller_may_not_see(asker: Context, context: Make) -> None:
    (patient,) = await Patient.find({"age": 60}).to_list()
    await OptOut(id=patient.id).insert()
    by_patient = {"patient": {"age": {"eq": 60}}}
    assert (await answer(asker, STUDIES, f=by_patient))["studies"]["totalCount"] == 0
    hidden = {"series": {"study": by_patient}}
    assert (await answer(asker, IMAGES, f=hidden))["images"] == {"totalCount": 0, "nodes": []}
    assert (await answer(asker, IMAGES, f={"not": hidden}))["images"]["totalCount"] == 4
    stranger = context(Role.VIEWER)
    stranger.actor = None
    assert await refusal(stranger, STUDIES, f=by_patient) == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    ("filter_", "named"),
    [
        ({"name": "size", "contains": "7"}, "size"),
        ({"name": "size", "eq": "seven"}, "size"),
        ({"name": "size", "in": [1, "2"]}, "size"),
        ({"name": "note", "gt": "a"}, "note"),
        ({"name": "note", "eq": 3}, "note"),
        ({"name": "weight", "eq": 3}, "weight"),
    ],
    ids=str,
)
@pytest.mark.parametrize("wrap", [lambda f: f, lambda f: {"not": f}, lambda f: {"or": [{"age": {"eq": 1}}, f]}])
async def test_an_operator_or_value_that_does_not_fit_names_the_field(
    asker: Context, filter_: dict[str, Any], named: str, wrap: Callable[[Any], Any]
) -> None:
    queries = ((PATIENTS, wrap({"field": filter_})), (STUDIES, {"patient": wrap({"field": filter_})}))
    for query, given in queries:
        context = Context(asker.hub, asker.actor, "test")
        result = await schema.execute(query, variable_values={"f": given}, context_value=context)
        (error,) = result.errors or []
        assert (error.extensions or {})["code"] == "INVALID"
        assert f"field {named}" in error.message


LIGATURE = "\ufdfa"  # eighteen characters once it is folded
LONG = LIGATURE * 201


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"s": LONG}, "search"),
        ({"f": {"label": {"contains": LONG}}}, "filter.label.contains"),
        ({"f": {"label": {"startsWith": LONG}}}, "filter.label.startsWith"),
        ({"f": {"label": {"in": ["a", LONG]}}}, "filter.label.in"),
        ({"f": {"label": {"eq": "a" * 10_001}}}, "filter.label.eq"),
        ({"f": {"label": {"ne": "a" * 10_001}}}, "filter.label.ne"),
        ({"f": {"id": {"eq": "a" * 10_001}}}, "filter.id.eq"),
        ({"f": {"id": {"startsWith": LONG}}}, "filter.id.startsWith"),
        ({"f": {"studies": {"not": {"description": {"in": [LONG]}}}}}, "filter.description.in"),
        ({"f": {"or": [{"field": {"name": "note", "contains": LONG}}]}}, "filter.field.contains"),
        ({"f": {"field": {"name": "note", "in": [LONG]}}}, "filter.field.in"),
        ({"f": {"field": {"name": "note", "eq": "a" * 10_001}}}, "filter.field.eq"),
        ({"f": {"field": {"name": LONG, "eq": "a"}}}, "filter.field.name"),
        (
            {"f": {"or": [{"label": {"in": [LIGATURE * 100] * 200}}, {"label": {"in": [LIGATURE * 100] * 200}}]}},
            "filter",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_text_that_is_longer_than_any_search_is_refused_by_name(
    asker: Context, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, Any], named: str
) -> None:
    folded: list[str] = []
    monkeypatch.setattr(unicodedata, "normalize", lambda _form, text: folded.append(text) or text)
    query = "query ($f: PatientFilter, $s: String) { patients(filter: $f, search: $s) { totalCount } }"
    context = Context(asker.hub, asker.actor, "test")
    result = await schema.execute(query, variable_values=arguments, context_value=context)
    (error,) = result.errors or []
    assert (error.extensions or {})["code"] == "INVALID"
    assert error.message.startswith(f"{named} takes at most ")
    assert len(error.message) < 200
    assert folded == []


async def test_texts_up_to_the_limits_are_taken(asker: Context) -> None:
    query = "query ($f: PatientFilter, $s: String) { patients(filter: $f, search: $s) { totalCount } }"
    for text in ("a" * 200, LIGATURE * 200):
        filter_ = {"or": [{"label": {"contains": text}}, {"label": {"startsWith": text}}, {"label": {"in": [text]}}]}
        assert (await answer(asker, query, f=filter_, s=text))["patients"]["totalCount"] == 0
    same = {"field": {"name": "note", "eq": "a" * 10_000}, "label": {"eq": "a" * 10_000}}
    assert (await answer(asker, query, f=same))["patients"]["totalCount"] == 0
    ids = {"studies": {"description": {"in": ["2.25." + "1" * 59] * 1000}}}
    assert (await answer(asker, query, f=ids))["patients"]["totalCount"] == 0


async def test_patients_come_in_the_order_of_a_dynamic_field(asker: Context) -> None:
    query = (
        "query ($by: [PatientOrder!]) { patients(orderBy: $by, first: 1) { nodes { label } pageInfo { endCursor } } }"
    )
    first = (await answer(asker, query, by=[{"field": "size", "direction": "DESC"}]))["patients"]
    assert first["nodes"] == [{"label": "empty"}]
    for wrong in ({"field": "nothing"}, {}, {"by": "AGE", "field": "size"}):
        assert await refusal(asker, query, by=[wrong]) == "INVALID"


async def test_a_filter_over_three_levels_takes_the_same_commands_however_many_rows(asker: Context) -> None:
    deep = {"series": {"study": {"patient": {"label": {"contains": "x"}}}}}
    asked_for = []
    for size in (2, 12):
        sources = [SourcePlace(f"q{size}{n}", f"s{size}{n}", f"r{size}{n}") for n in range(size)]
        await stored_images(asker.hub.database, sources)
        walking.forget()
        with commands() as asked:
            assert (await answer(asker, IMAGES, f=deep))["images"]["totalCount"] == 0
        asked_for.append(sorted(asked))
    assert len(asked_for[0]) == len(asked_for[1])
