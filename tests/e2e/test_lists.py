"""The lists of patients and studies: columns, views, what is ticked, and what is taken away from them."""

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.domain.exports import Level
from app.resolvers.export_tables import FIXED
from tests.conftest import ROOT, RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.journeys.test_upload import Client

CREATE = "mutation($i: CreatePatientInput!) { createPatient(input: $i) { patient { id } errors { message } } }"


@pytest.fixture(scope="module")
def cohort(running_hub: RunningHub) -> list[str]:
    """Three patients with a dynamic field, by their ids."""
    client = Client(running_hub)
    made: list[str] = []
    for number in range(3):
        size: dict[str, Any] = {"name": "Lesion width", "type": "DECIMAL", "value": 30.5 - 10 * number}
        patient = client.ask(CREATE, {"i": {"label": f"Cohort {number}", "age": 50 + number, "fields": [size]}})
        assert patient["createPatient"]["errors"] == []
        made.append(patient["createPatient"]["patient"]["id"])
    return made


def find_cohort(page: Page) -> None:
    """Narrow the list to the three."""
    page.get_by_role("searchbox", name="Search patients").fill("cohort")
    expect(page.get_by_text("3 found")).to_be_visible()


def test_a_dynamic_field_is_a_column_that_sorts_and_a_view_keeps_both(
    signed_in: Page, cohort: list[str], accessible: AXE
) -> None:
    find_cohort(signed_in)
    signed_in.get_by_role("button", name="Columns and views").click()
    signed_in.get_by_label("Lesion width").check()
    signed_in.get_by_label("Modalities").uncheck()
    accessible()
    signed_in.keyboard.press("Escape")
    header = signed_in.get_by_role("columnheader", name="Lesion width")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    ids = signed_in.get_by_role("link").filter(has_text="pat_")
    expect(ids).to_have_text(list(reversed(cohort)))
    expect(signed_in.get_by_role("cell", name="30.5", exact=True)).to_be_visible()
    picture(signed_in, "patients.png")

    signed_in.get_by_role("button", name="Columns and views").click()
    signed_in.get_by_label("Save this view as").fill("By width")
    signed_in.get_by_role("button", name="Save", exact=True).click()
    signed_in.get_by_label("Lesion width").uncheck()
    signed_in.keyboard.press("Escape")
    expect(header).to_have_count(0)
    signed_in.get_by_role("link", name="Medical Hub, home").click()
    signed_in.get_by_role("link", name="Patients", exact=True).first.click()
    signed_in.get_by_role("button", name="Columns and views").click()
    signed_in.get_by_role("button", name="By width", exact=True).click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(signed_in).to_have_url(re.compile(r"sort=field%3ALesion\+width$"))


def test_ticked_patients_are_exported_and_deleted_together(
    signed_in: Page, running_hub: RunningHub, cohort: list[str], accessible: AXE
) -> None:
    find_cohort(signed_in)
    for patient in cohort[:2]:
        signed_in.get_by_role("checkbox", name=f"Select patient {patient}").check()
    bar = signed_in.get_by_role("region", name="Selected rows")
    expect(bar).to_contain_text("2 patients, 0 images")
    bar.get_by_role("button", name="Export selected").click()
    dialog = signed_in.get_by_role("dialog", name="Export 2 patients")
    dialog.get_by_role("combobox", name="Columns").fill("fields.Lesion")
    signed_in.get_by_role("option", name="fields.Lesion width").click()
    dialog.get_by_role("heading").click()
    accessible()
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_text("2 patients as CSV")).to_be_visible()
    with signed_in.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("patients.csv").decode(), newline="")))
    assert rows[0][-1] == "fields.Lesion width"
    assert sorted(row[-1] for row in rows[1:]) == ["20.5", "30.5"]
    dialog.get_by_role("link", name="Exports").click()
    expect(signed_in.get_by_role("table", name="Exports").get_by_role("row").nth(1)).to_contain_text("2 patients")

    signed_in.get_by_role("link", name="Patients", exact=True).first.click()
    find_cohort(signed_in)
    signed_in.get_by_role("checkbox", name="Select all rows shown").check()
    bar.get_by_role("button", name="Delete selected").click()
    question = signed_in.get_by_role("dialog", name="Delete 3 patients?")
    question.get_by_role("button", name="Delete").click()
    expect(signed_in.get_by_text("No patient matches")).to_be_visible()
    left = Client(running_hub).ask('{ patients(search: "cohort") { totalCount } }')
    assert left["patients"]["totalCount"] == 0


def test_images_are_deleted_only_when_the_id_is_typed(
    signed_in: Page, running_hub: RunningHub, stored: dict[str, str]
) -> None:
    patient = stored["patient"]
    signed_in.get_by_role("searchbox", name="Search patients").fill(patient)
    expect(signed_in.get_by_text("1 found")).to_be_visible()
    signed_in.get_by_role("button", name=f"Delete patient {patient}").click()
    question = signed_in.get_by_role("dialog")
    expect(question.get_by_role("button", name="Delete")).to_be_disabled()
    question.get_by_label(f"Type {patient} to confirm").fill("pat_something_else")
    expect(question.get_by_role("button", name="Delete")).to_be_disabled()
    question.get_by_label(f"Type {patient} to confirm").fill(patient)
    expect(question.get_by_role("button", name="Delete")).to_be_enabled()
    question.get_by_role("button", name="Cancel").click()
    found = Client(running_hub).ask("query($id: ID!) { patient(id: $id) { id } }", {"id": patient})
    assert found["patient"] == {"id": patient}


def test_a_study_is_added_to_a_patient_that_is_searched_for_and_found_by_its_day(
    signed_in: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    made = Client(running_hub).ask(CREATE, {"i": {"label": "Picked", "age": 44}})["createPatient"]["patient"]["id"]
    signed_in.get_by_role("link", name="Studies", exact=True).first.click()
    signed_in.get_by_role("button", name="Add study").click()
    dialog = signed_in.get_by_role("dialog", name="Add study")
    dialog.get_by_role("button", name="Add study").click()
    expect(dialog.get_by_text("Choose whose study it is")).to_be_visible()
    dialog.get_by_role("combobox", name="Patient").fill("picked")
    expect(signed_in.get_by_role("option")).to_have_count(1)
    signed_in.get_by_role("option", name=made).click()
    dialog.get_by_label("Date").fill("2019-02-03")
    dialog.get_by_label("Description").fill("Knee")
    accessible()
    dialog.get_by_role("button", name="Add study").click()
    expect(signed_in.get_by_role("heading", name="Knee", level=1)).to_be_visible()

    signed_in.goto(f"{running_hub.base_url}/studies?from=2019-02-03&to=2019-02-03")
    expect(signed_in.get_by_text("1 found")).to_be_visible()
    row = signed_in.get_by_role("table", name="Studies").get_by_role("row").nth(1)
    expect(row).to_contain_text("3 Feb 2019")
    expect(row).to_contain_text("Picked")
    signed_in.get_by_label("To", exact=True).fill("2019-02-02")
    expect(signed_in.get_by_text("No study matches")).to_be_visible()
    expect(signed_in).to_have_url(re.compile(r"to=2019-02-02"))


def test_the_columns_that_are_offered_are_those_of_the_server() -> None:
    text = (ROOT / "web" / "src" / "exports" / "choice.ts").read_text()
    for level in Level:
        (listed,) = re.findall(rf"^  {level}: \[(.*)\],$", text, re.MULTILINE)
        for name in re.findall(r"'([\w.]+)'", listed):
            above, _, column = name.rpartition(".")
            assert column in FIXED[Level(above.upper()) if above else level], name
