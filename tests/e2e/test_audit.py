"""The audit trail and privacy, in the browser."""

import json

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.people import add_user
from tests.e2e.settings import GRANTS, granted, row, settings
from tests.journeys.test_upload import Client, dicom, uid


def test_the_audit_trail_is_filtered_by_the_address_shown_and_exported(
    signed_in: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    user_id = add_user(running_hub, "traced@hub.example", "VIEWER")
    page = settings(signed_in, running_hub, "audit")
    page.get_by_role("textbox", name="Record").fill(user_id)
    expect(page.get_by_role("table", name="Audit events").get_by_role("row")).to_have_count(2)
    assert page.url.endswith(f"?object={user_id}")
    page.get_by_role("button", name="Added a user").click()
    dialog = page.get_by_role("dialog", name="Added a user")
    expect(dialog).to_contain_text("user.added")
    expect(dialog.get_by_label("Details")).to_contain_text('"role": "VIEWER"')
    page.wait_for_timeout(300)
    accessible()
    dialog.get_by_role("button", name="All of this account").click()
    expect(dialog).to_have_count(0)
    assert "actor=usr_" in page.url
    assert "object" not in page.url
    page.get_by_role("combobox", name="What").fill("signed")
    page.get_by_role("option", name="Signed in").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("table", name="Audit events").get_by_role("row").nth(1)).to_contain_text("Signed in")
    address = page.url
    assert "action=session.began" in address
    page.reload()
    expect(page.get_by_role("table", name="Audit events").get_by_role("row").nth(1)).to_contain_text("Signed in")
    assert page.url == address
    page.get_by_label("To", exact=True).fill("2020-01-01")
    expect(page.get_by_role("heading", name="Nothing of this kind happened")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("table", name="Audit events").get_by_role("row").nth(1)).to_be_visible()
    assert page.url.endswith("/settings/audit")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Export all (NDJSON)").click()
    lines = [json.loads(line) for line in saved.value.path().read_text().splitlines()]
    assert [user_id] in [line["objects"] for line in lines if line["action"] == "user.added"]


def test_the_audit_trail_goes_on_as_one_scrolls(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    for _ in range(60):
        client.ask(GRANTS, {"i": {"role": "VIEWER", "permissions": granted(running_hub, "VIEWER")}})
    page = settings(signed_in, running_hub, "audit?action=role.changed")
    rows = page.get_by_role("table", name="Audit events").get_by_role("row")
    expect(rows).to_have_count(51)
    page.mouse.wheel(0, 20_000)
    expect(rows.nth(60)).to_be_attached()


def test_a_patient_is_hidden_shown_again_handed_over_and_erased(
    signed_in: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    client, person = Client(running_hub), uid()[-12:]

    def upload() -> str | None:
        content = dicom(
            SOPInstanceUID=uid(), StudyInstanceUID=uid(), SeriesInstanceUID=uid(), PatientID=person, PatientName="Erase^Me"
        )  # fmt: skip
        (file,) = client.upload([("scan.dcm", content)])["files"]["nodes"]
        return str(file["image"]["id"]) if file["image"] else None

    image = upload()
    query = "query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }"
    patient = client.ask(query, {"id": image})["image"]["series"]["study"]["patient"]["id"]
    page = signed_in
    page.goto(f"{running_hub.base_url}/patients/{patient}")
    privacy = page.get_by_role("region", name="Privacy")
    with page.expect_download() as saved:
        privacy.get_by_role("link", name="Download all data").click()
    assert saved.value.suggested_filename == f"{patient}.zip"
    privacy.get_by_role("switch", name="Opted out").click()
    page.get_by_role("dialog").get_by_role("button", name="Hide").click()
    expect(page.get_by_role("heading", name="Privacy", level=1)).to_be_visible()
    expect(row(page, "Patients who have opted out", patient)).to_be_visible()
    accessible()
    assert client.ask("query($id: ID!) { patient(id: $id) { id } }", {"id": patient}) == {"patient": None}
    page.goto(f"{running_hub.base_url}/patients/{patient}")
    expect(page.get_by_role("heading", name="There is no such patient")).to_be_visible()

    settings(page, running_hub, "privacy")
    page.get_by_role("button", name=f"Show again: {patient}").click()
    expect(page.get_by_role("heading", name="Nobody has opted out")).to_be_visible()
    page.get_by_role("link", name=patient).click()
    page.get_by_role("button", name="Erase for good").click()
    dialog = page.get_by_role("dialog", name="Erase for good?")
    expect(dialog.get_by_role("button", name="Erase")).to_be_disabled()
    expect(dialog.get_by_role("checkbox", name="Refuse later uploads of this person")).to_be_checked()
    page.wait_for_timeout(300)
    accessible()
    dialog.get_by_label(f"Type {patient} to go on").fill(patient[:-1])
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Erase")).to_be_disabled()
    dialog.get_by_label(f"Type {patient} to go on").fill(patient)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{patient} is erased, with 1 image.")).to_be_visible()
    expect(page.get_by_role("heading", name="Patients", level=1)).to_be_visible()
    assert upload() is None
