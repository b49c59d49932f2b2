"""A researcher's cohort: ticked, named, frozen, and taken away as it was."""

import zipfile

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.people import add_user, enter
from tests.journeys.test_upload import Client

CREATE = "mutation($i: CreatePatientInput!) { createPatient(input: $i) { patient { id } errors { message } } }"


def test_a_researcher_makes_publishes_and_exports_a_collection(
    page: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    client = Client(running_hub)
    for number in range(3):
        client.ask(CREATE, {"i": {"label": f"Gathered {number}", "age": 40 + number}})
    add_user(running_hub, "gathers@hub.example", "RESEARCHER")
    enter(page, running_hub, "gathers@hub.example")
    page.get_by_role("searchbox", name="Search patients").fill("gathered")
    expect(page.get_by_text("3 found")).to_be_visible()
    page.get_by_role("checkbox", name="Select all rows shown").check()
    bar = page.get_by_role("region", name="Selected rows")
    expect(bar.get_by_role("button", name="Delete selected")).to_have_count(0)
    bar.get_by_role("button", name="Add to collection").click()
    dialog = page.get_by_role("dialog", name="Add 3 patients to a collection")
    dialog.get_by_label("Name").fill("Knees of 2026")
    dialog.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Knees of 2026").click()
    expect(page.get_by_role("region", name="Collection")).to_contain_text("3 members")
    accessible()

    page.get_by_role("button", name="Publish").click()
    page.get_by_role("dialog", name="Publish Knees of 2026?").get_by_role("button", name="Publish").click()
    versions = page.get_by_role("table", name="Versions")
    expect(versions.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("button", name="Delete collection")).to_have_count(0)
    page.get_by_role("link", name="Its patients").click()
    expect(page.get_by_text("3 found")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Export", exact=True).click()
    dialog = page.get_by_role("dialog", name="Export 3 patients")
    dialog.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.read("patients.csv").decode().count("Gathered") == 3

    page.goto(f"{running_hub.base_url}/collections")
    expect(
        page.get_by_role("table", name="Collections").get_by_role("row").filter(has_text="Knees of 2026")
    ).to_contain_text("Version 1")
    accessible()
