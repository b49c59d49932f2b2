from collections.abc import Callable
from typing import Any

import pytest

from app.auth.permissions import Role
from app.documents.audit import AuditEvent
from app.documents.patients import Patient
from app.resolvers.context import Context
from tests.schema.operations import answer, refusal

CREATE = """mutation ($input: CreatePatientInput!) { createPatient(input: $input) {
  patient { id label age gender version fields { name type value definition { id label type } } field(name: "size") }
  errors { code message path } } }"""
UPDATE = """mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) {
  patient { id label age gender version fields { name value } } errors { code message path } } }"""

Make = Callable[..., Context]


async def _created(context: Context, **values: Any) -> dict[str, Any]:
    payload = (await answer(context, CREATE, input=values))["createPatient"]
    assert payload["errors"] == []
    patient: dict[str, Any] = payload["patient"]
    return patient


async def test_a_doctor_creates_a_patient_with_fields_defined_on_the_fly(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    patient = await _created(
        doctor,
        label=" Case 1 ",
        age=50,
        gender="FEMALE",
        fields=[{"name": "size", "type": "DECIMAL", "value": 3}, {"name": "note", "type": "TEXT", "value": " ok "}],
    )
    assert (patient["label"], patient["age"], patient["gender"], patient["version"]) == ("Case 1", 50, "FEMALE", 1)
    assert [(field["name"], field["type"], field["value"]) for field in patient["fields"]] == [
        ("size", "DECIMAL", 3.0),
        ("note", "TEXT", "ok"),
    ]
    assert patient["field"] == 3.0
    stored = await Patient.get(patient["id"])
    assert stored is not None
    assert stored.created_by == doctor.signed_in().user_id
    events = await AuditEvent.find({"objects": patient["id"]}).to_list()
    assert [event.action for event in events] == ["patient.created"]


async def test_a_known_field_needs_no_type(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    await _created(doctor, fields=[{"name": "size", "type": "DECIMAL", "value": 3}])
    assert (await _created(doctor, fields=[{"name": "size", "value": 4.5}]))["field"] == 4.5


@pytest.mark.parametrize(
    ("values", "code", "path"),
    [
        ({"age": -1}, "INVALID", ["age"]),
        ({"age": 131}, "INVALID", ["age"]),
        ({"label": "x" * 201}, "INVALID", ["label"]),
        ({"fields": [{"name": "new", "value": 1}]}, "INVALID", ["fields", "0", "type"]),
        ({"fields": [{"name": "new", "type": "CHOICE", "value": "a"}]}, "INVALID", ["fields", "0", "type"]),
        ({"fields": [{"name": "size", "value": "big"}]}, "INVALID", ["fields", "0", "value"]),
        ({"fields": [{"name": "size", "type": "TEXT", "value": "big"}]}, "INVALID", ["fields", "0", "type"]),
        ({"fields": [{"name": "size", "value": 1}, {"name": "size ", "value": 2}]}, "INVALID", ["fields", "1", "name"]),
        ({"fields": [{"name": " ", "type": "TEXT", "value": "a"}]}, "REQUIRED", ["fields", "0", "name"]),
    ],
    ids=repr,
)
async def test_a_value_that_cannot_be_right_is_refused_with_its_path(
    context: Make, values: dict[str, Any], code: str, path: list[str]
) -> None:
    doctor = context(Role.DOCTOR)
    await _created(doctor, fields=[{"name": "size", "type": "DECIMAL", "value": 3}])
    payload = (await answer(doctor, CREATE, input=values))["createPatient"]
    assert payload["patient"] is None
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [(code, path)]
    assert await Patient.find_all().count() == 1
    definitions = (await answer(doctor, "{ fieldDefinitions { name } }"))["fieldDefinitions"]
    assert [definition["name"] for definition in definitions] == ["size"]


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.VIEWER])
async def test_a_reader_cannot_create_change_or_delete_a_patient(context: Make, role: Role) -> None:
    patient = await _created(context(), label="stays")
    reader = context(role)
    assert await refusal(reader, CREATE, input={}) == "FORBIDDEN"
    assert await refusal(reader, UPDATE, input={"id": patient["id"], "version": 1, "label": "x"}) == "FORBIDDEN"
    delete = "mutation ($id: ID!) { deletePatient(input: {id: $id}) { deletedId } }"
    assert await refusal(reader, delete, id=patient["id"]) == "FORBIDDEN"
    stored = await Patient.find_all().to_list()
    assert [(each.label, each.version) for each in stored] == [("stays", 1)]


async def test_an_update_changes_what_is_given_and_clears_what_is_null(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    fields = [{"name": "size", "type": "DECIMAL", "value": 3}, {"name": "count", "type": "INTEGER", "value": 1}]
    patient = await _created(doctor, label="a", age=50, gender="MALE", fields=fields)
    changes = {
        "id": patient["id"],
        "version": 1,
        "age": None,
        "gender": None,
        "fields": [{"name": "size", "value": None}, {"name": "count", "value": 2}],
    }
    payload = (await answer(doctor, UPDATE, input=changes))["updatePatient"]
    assert payload["patient"] == {
        "id": patient["id"],
        "label": "a",
        "age": None,
        "gender": "UNKNOWN",
        "version": 2,
        "fields": [{"name": "count", "value": 2}],
    }


async def test_an_update_of_a_stale_version_is_a_conflict_and_changes_nothing(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    patient = await _created(doctor, label="a")
    await answer(doctor, UPDATE, input={"id": patient["id"], "version": 1, "label": "b"})
    payload = (await answer(doctor, UPDATE, input={"id": patient["id"], "version": 1, "label": "c"}))["updatePatient"]
    assert payload["patient"] is None
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("CONFLICT", ["version"])]
    stored = await Patient.get(patient["id"])
    assert stored is not None
    assert (stored.label, stored.version) == ("b", 2)


async def test_an_update_of_nobody_is_not_found(context: Make) -> None:
    payload = (await answer(context(), UPDATE, input={"id": "pat_000000000000", "version": 1}))["updatePatient"]
    assert [error["code"] for error in payload["errors"]] == ["NOT_FOUND"]


async def test_patients_are_searched_filtered_ordered_and_counted(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    for label, age in (("Ana Costa", 30), ("Ana Lima", 40), ("Rui", 50)):
        await _created(doctor, label=label, age=age, fields=[{"name": "size", "type": "INTEGER", "value": age}])
    query = """{ patients(search: "an", filter: {age: {gte: 30}, field: {name: "size", lt: 45}},
      orderBy: [{by: AGE, direction: DESC}], first: 1) { totalCount nodes { label } pageInfo { hasNextPage endCursor } } }"""
    first = (await answer(doctor, query))["patients"]
    assert (first["totalCount"], first["nodes"], first["pageInfo"]["hasNextPage"]) == (2, [{"label": "Ana Lima"}], True)
    following = query.replace("first: 1", f'first: 1, after: "{first["pageInfo"]["endCursor"]}"')
    second = (await answer(doctor, following))["patients"]
    assert (second["nodes"], second["pageInfo"]["hasNextPage"]) == ([{"label": "Ana Costa"}], False)


async def test_patients_come_newest_first(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    for number in range(3):
        await _created(doctor, label=str(number))
    nodes = (await answer(doctor, "{ patients { nodes { id } } }"))["patients"]["nodes"]
    stored = sorted(
        await Patient.find_all().to_list(), key=lambda patient: (patient.created_at, patient.id), reverse=True
    )
    assert [node["id"] for node in nodes] == [patient.id for patient in stored]


@pytest.mark.parametrize(
    "arguments",
    [
        "first: 101",
        "first: -1",
        "last: 101",
        "first: 1, last: 1",
        'after: "nonsense"',
        'filter: {field: {name: "nothing", eq: 1}}',
        'filter: {field: {name: "size"}}',
        "filter: {id: {}}",
        "filter: {id: {in: null}}",
        "filter: {age: null}",
        "filter: {not: null}",
        "filter: {not: {createdAt: {gt: null}}}",
        'filter: {field: {name: "size", contains: "1"}}',
        'filter: {field: {name: "size", gt: "big"}}',
        "orderBy: [{by: ID}, {by: AGE}, {by: LABEL}, {by: GENDER}]",
        "filter: " + "{and: [" * 10 + "{age: {eq: 1}}" + "]}" * 10,
        f"filter: {{and: [{'{age: {eq: 1}}' * 101}]}}",
        f"filter: {{age: {{in: {list(range(1001))}}}}}",
    ],
)
async def test_arguments_that_cannot_be_right_are_refused(context: Make, arguments: str) -> None:
    await _created(context(), fields=[{"name": "size", "type": "DECIMAL", "value": 3}])
    assert await refusal(context(), f"{{ patients({arguments}) {{ nodes {{ id }} }} }}") == "INVALID"


async def test_who_does_not_exist_is_null(context: Make) -> None:
    data = await answer(context(Role.VIEWER), '{ patient(id: "pat_000000000000") { id } node(id: "x") { id } }')
    assert data == {"patient": None, "node": None}


async def test_nobody_reads_without_signing_in(context: Make) -> None:
    stranger = context()
    stranger.actor = None
    assert await refusal(stranger, "{ patients { nodes { id } } }") == "UNAUTHENTICATED"


async def test_text_that_is_not_unicode_is_refused_wherever_it_comes_in(context: Make) -> None:
    bad = "a\ud800"
    admin = context()
    query = "query ($f: PatientFilter, $s: String) { patients(filter: $f, search: $s) { totalCount } }"
    assert await refusal(admin, query, f={"label": {"eq": bad}}) == "INVALID"
    assert await refusal(admin, query, f={"id": {"in": [bad]}}) == "INVALID"
    assert await refusal(admin, query, s=bad) == "INVALID"
    assert (await answer(admin, "query ($id: ID!) { patient(id: $id) { id } }", id=bad))["patient"] is None
    fields = [{"name": "note", "type": "TEXT", "value": bad}]
    for values in ({"label": bad}, {"fields": fields}):
        payload = (await answer(admin, CREATE, input=values))["createPatient"]
        assert [error["code"] for error in payload["errors"]] == ["INVALID"]
    assert await Patient.find_all().count() == 0
