"""A table of patients over HTTP: told, confirmed, taken, and taken again."""

import json
from datetime import date
from typing import Any

import pytest

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, study_of

COLUMNS = "columns { column target field type isNew }"
IMPORT = f"""mutation($input: ImportPatientsInput!) {{ importPatients(input: $input) {{
  {COLUMNS} rows created updated unchanged failed rowErrors {{ line column message }} errors {{ code path message }} }} }}"""
COUNTS = ("rows", "created", "updated", "unchanged", "failed")


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


def imported(client: Client, text: str, **values: Any) -> dict[str, Any]:
    variables = {"input": {"file": None, "keyColumn": "PatientID", **values}}
    form = {
        "operations": json.dumps({"query": IMPORT, "variables": variables}), "map": '{"0": ["variables.input.file"]}',
    }  # fmt: skip
    answer = client.http.post("/graphql", data=form, files={"0": ("table.csv", text.encode(), "text/csv")}).json()
    assert "errors" not in answer, answer["errors"]
    payload: dict[str, Any] = answer["data"]["importPatients"]
    return payload


def counts(payload: dict[str, Any]) -> tuple[int, ...]:
    return tuple(payload[name] for name in COUNTS)


def patient_of(client: Client, job: dict[str, Any]) -> dict[str, Any]:
    image = job["files"]["nodes"][0]["image"]["id"]
    found = client.ask(
        "query($id: ID!) { image(id: $id) { series { study { patient { id age version fields { name value } } } } } }",
        {"id": image},
    )
    patient: dict[str, Any] = found["image"]["series"]["study"]["patient"]
    return patient


TABLE = """PatientID,Age,sex,Patient Name,nodules,first seen
IMPORTED-1,50,F,Silva^Maria,3,2020-01-02
IMPORTED-2,95,M,Silva^Joao,,
IMPORTED-3,never,M,Silva^Ana,1,
"""


def test_a_table_is_told_then_taken_and_again_changes_nothing(client: Client) -> None:
    before = client.ask("{ patients { totalCount } }")["patients"]["totalCount"]
    told = imported(client, TABLE)
    assert counts(told) == (3, 2, 0, 0, 1)
    assert [(error["line"], error["column"]) for error in told["rowErrors"]] == [(4, "Age")]
    assert {column["column"]: column["target"] for column in told["columns"]}["Patient Name"] == "IGNORED"
    assert client.ask("{ patients { totalCount } }")["patients"]["totalCount"] == before
    assert not [
        each for each in client.ask("{ fieldDefinitions { name } }")["fieldDefinitions"] if each["name"] == "nodules"
    ]
    unconfirmed = imported(client, TABLE, dryRun=False)
    assert [error["code"] for error in unconfirmed["errors"]] == ["REQUIRED"]

    columns = [
        {name: column[name] for name in ("column", "target", "field", "type")}
        for column in told["columns"] if column["target"] != "KEY"
    ]  # fmt: skip
    done = imported(client, TABLE, dryRun=False, columns=columns)
    assert counts(done) == (3, 2, 0, 0, 1)
    assert client.ask("{ patients { totalCount } }")["patients"]["totalCount"] == before + 2
    again = imported(client, TABLE, dryRun=False, columns=columns)
    assert counts(again) == (3, 0, 0, 2, 1)
    changed = imported(client, TABLE.replace("F,Silva^Maria,3", "F,Silva^Maria,4"), dryRun=False, columns=columns)
    assert counts(changed) == (3, 0, 1, 1, 1)
    texts = json.dumps([told, done, again, changed])
    assert "Silva" not in texts
    assert "IMPORTED" not in texts


def test_rows_meet_the_patient_of_uploads_and_their_dates_move_alike(client: Client) -> None:
    table = "PatientID,score,seen on\nMEETS-1,7,2020-05-06\n"
    columns = [
        {"column": "score", "target": "FIELD", "type": "INTEGER"}, {"column": "seen on", "target": "FIELD", "type": "DATE"},
    ]  # fmt: skip
    assert counts(imported(client, table, dryRun=False, columns=columns)) == (1, 1, 0, 0, 0)
    patient = patient_of(client, client.upload(study_of("Meets^One", patient="MEETS-1", slices=1)))
    fields = {field["name"]: field["value"] for field in patient["fields"]}
    assert fields["score"] == 7
    shifted = (date(2020, 5, 6) - date.fromisoformat(fields["seen on"])).days
    study = client.ask("query($id: ID!) { patient(id: $id) { studies { nodes { date } } } }", {"id": patient["id"]})
    (node,) = study["patient"]["studies"]["nodes"]
    assert (date(2004, 1, 19) - date.fromisoformat(node["date"])).days == shifted > 0
    later = imported(client, table.replace(",7,", ",8,"), dryRun=False, columns=columns)
    assert counts(later) == (1, 0, 1, 0, 0)
    others = imported(client, table, issuer="another hospital", columns=columns)
    assert counts(others) == (1, 1, 0, 0, 0)


def test_who_has_opted_out_or_may_not_come_back_gets_no_row(client: Client) -> None:
    table = "PatientID,score\nOUT-1,1\nGONE-1,1\nSTAYS-1,1\n"
    columns = [{"column": "score", "target": "FIELD", "type": "INTEGER"}]
    out = patient_of(client, client.upload(study_of("Out^One", patient="OUT-1", slices=1)))["id"]
    gone = patient_of(client, client.upload(study_of("Gone^One", patient="GONE-1", slices=1)))["id"]
    opt = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }"
    client.ask(opt, {"i": {"id": out, "optedOut": True}})
    client.ask(
        "mutation($i: ErasePatientInput!) { erasePatient(input: $i) { errors { message } } }",
        {"i": {"id": gone, "bar": True}},
    )
    try:
        done = imported(client, table, dryRun=False, columns=columns)
        assert counts(done) == (3, 1, 0, 0, 2)
        assert [error["line"] for error in done["rowErrors"]] == [2, 3]
    finally:
        client.ask(opt, {"i": {"id": out, "optedOut": False}})
