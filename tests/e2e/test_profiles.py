"""Profiles are made and tried in the browser, and an upload follows the one that was chosen."""

import io
import re
from pathlib import Path

import pydicom
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.journeys.test_upload import Client, dicom, uid

NAMES = "{ deidentificationProfiles { name version options tagActions { keyword action } textPolicy extract } }"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A DICOM file of a patient with a name, a weight and a size."""
    path = tmp_path / "scan.dcm"
    path.write_bytes(
        dicom(
            SOPInstanceUID=uid(), StudyInstanceUID=uid(), SeriesInstanceUID=uid(), PatientID=uid()[-12:],
            PatientName="Silva^Maria", PatientWeight=61.5, PatientSize=1.7,
        )
    )  # fmt: skip
    return path


@pytest.fixture
def profiles(signed_in: Page) -> Page:
    """The page of profiles."""
    signed_in.get_by_role("navigation", name="Main").get_by_role("link", name="Profiles").click()
    expect(signed_in.get_by_role("heading", name="De-identification profiles", level=1)).to_be_visible()
    expect(signed_in.get_by_role("heading", name="research", level=2)).to_be_visible()
    return signed_in


def saved(client: Client, name: str) -> dict[str, object]:
    found: list[dict[str, object]] = client.ask(NAMES)["deidentificationProfiles"]
    return next(profile for profile in found if profile["name"] == name)


def add_attribute(page: Page, number: int, attribute: str, action: str) -> None:
    """Fill in a new row of the table of actions."""
    page.get_by_role("button", name="Add attribute").click()
    row = page.get_by_role("group", name=f"Attribute {number}", exact=True)
    row.get_by_role("textbox", name="Attribute").fill(attribute)
    row.get_by_role("combobox", name="What is done").click()
    page.get_by_role("option", name=action, exact=True).click()


def test_a_profile_is_made_gets_a_version_and_is_used_by_an_upload(
    profiles: Page, running_hub: RunningHub, file: Path
) -> None:
    client = Client(running_hub)
    profiles.get_by_role("link", name="New profile").click()
    profiles.get_by_label("Name").fill("No Good")
    add_attribute(profiles, 1, "NoSuchThing", "Remove")
    profiles.get_by_role("button", name="Make profile").click()
    expect(profiles.get_by_text("A name has 2 to 40 lower-case letters")).to_be_visible()
    profiles.get_by_label("Name").fill("weightless")
    profiles.get_by_role("button", name="Make profile").click()
    expect(profiles.get_by_role("group", name="Attribute 1", exact=True)).to_contain_text(
        "is no attribute of the DICOM standard"
    )
    assert "weightless" not in [profile["name"] for profile in client.ask(NAMES)["deidentificationProfiles"]]

    profiles.get_by_role("textbox", name="Attribute").fill("PatientWeight")
    profiles.get_by_role("checkbox", name="Keep patient characteristics").check()
    profiles.get_by_role("radio", name="Remove dates and times").check()
    profiles.get_by_role("button", name="Make profile").click()
    expect(profiles.get_by_role("heading", name="weightless", level=2)).to_be_visible()
    first = saved(client, "weightless")
    assert (first["version"], first["tagActions"]) == (1, [{"keyword": "PatientWeight", "action": "REMOVE"}])
    options = first["options"]
    assert isinstance(options, list)
    assert "RETAIN_PATIENT_CHARACTERISTICS" in options
    assert not [option for option in options if option.endswith("DATES")]

    profiles.get_by_role("link", name="Edit").click()
    profiles.get_by_role("radio", name="Black out identifying text only").check()
    profiles.get_by_role("checkbox", name="All that are small").uncheck()
    profiles.get_by_label("Only these").first.fill("PatientSize")
    profiles.keyboard.press("Enter")
    profiles.get_by_role("button", name="Save new version").click()
    expect(profiles.get_by_text("Version 2 of weightless is saved")).to_be_visible()
    second = saved(client, "weightless")
    assert (second["version"], second["textPolicy"], second["extract"]) == (2, "PHI_ONLY", ["PatientSize"])
    profiles.get_by_role("combobox", name="Version").click()
    profiles.get_by_role("option", name="Version 1").click()
    expect(profiles.get_by_text("Black out all text.")).to_be_visible()

    upload(profiles, file, "weightless")
    images = client.ask(
        "{ images(orderBy: [{by: CREATED_AT, direction: DESC}], first: 1)"
        " { nodes { id attributes deidentification { profile { name } profileVersion } } } }"
    )
    (image,) = images["images"]["nodes"]
    assert image["attributes"] == {"PatientSize": 1.7}
    assert image["deidentification"] == {"profile": {"name": "weightless"}, "profileVersion": 2}
    dataset = pydicom.dcmread(io.BytesIO(client.http.get(f"/files/images/{image['id']}").content))
    assert "PatientWeight" not in dataset
    assert dataset.PatientSize == 1.7


def upload(page: Page, file: Path, profile: str) -> None:
    """Upload a file through the dialog by a profile."""
    page.get_by_role("banner").get_by_role("button", name="Upload").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Files to upload").set_input_files(file)
    dialog.get_by_role("combobox", name="De-identification profile").click()
    page.get_by_role("option", name=profile).click()
    dialog.get_by_role("button", name="Start upload").click()
    expect(dialog.get_by_text("Done", exact=True).first).to_be_visible(timeout=120_000)
    dialog.get_by_role("button", name="Done").click()


def test_what_comes_with_the_hub_can_only_be_copied(profiles: Page, running_hub: RunningHub) -> None:
    expect(profiles.get_by_role("link", name="Edit")).to_have_count(0)
    profiles.goto(f"{running_hub.base_url}/profiles/research?edit")
    expect(profiles.get_by_role("heading", name="research", level=2)).to_be_visible()
    expect(profiles.get_by_role("button", name="Save new version")).to_have_count(0)
    profiles.goto(f"{running_hub.base_url}/profiles/nothing-such")
    expect(profiles.get_by_role("heading", name="There is no such profile")).to_be_visible()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    save = "mutation($i: SaveDeidentificationProfileInput!) { saveDeidentificationProfile(input: $i) { errors { message } } }"
    assert client.ask(save, {"i": {"name": "twice"}})["saveDeidentificationProfile"]["errors"] == []
    signed_in.goto(f"{running_hub.base_url}/profiles/twice?edit")
    expect(signed_in.get_by_role("heading", name="New version of twice")).to_be_visible()
    assert (
        client.ask(save, {"i": {"name": "twice", "basedOnVersion": 1}})["saveDeidentificationProfile"]["errors"] == []
    )
    signed_in.get_by_role("button", name="Save new version").click()
    expect(signed_in.get_by_role("alert")).to_contain_text("Version 2 is the newest")
    assert saved(client, "twice")["version"] == 2


def test_a_dry_run_shows_the_name_before_and_the_pseudonym_after(
    profiles: Page, running_hub: RunningHub, file: Path, accessible: AXE
) -> None:
    client = Client(running_hub)
    before = client.ask("{ images { totalCount } patients { totalCount } }")
    profiles.get_by_role("button", name="Try on a file").click()
    dialog = profiles.get_by_role("dialog", name="Try on a file")
    expect(dialog).to_contain_text("nothing is stored")
    dialog.get_by_label("File to try").set_input_files(file)
    name = dialog.get_by_role("row").filter(has_text="PatientName")
    expect(name.get_by_role("cell").nth(1)).to_have_text("Silva^Maria")
    expect(name.get_by_role("cell").nth(2)).to_have_text("pat_preview")
    expect(name.get_by_role("cell").nth(3)).to_have_text("Replaced")
    expect(dialog.get_by_role("img", name="The picture as it is now")).to_be_visible()
    picture(profiles, "dry-run.png")
    profiles.wait_for_timeout(300)
    accessible()
    expect(dialog.get_by_role("row").filter(has_text="(0028,0010)")).to_have_count(0)
    dialog.get_by_text(re.compile(r"^All \(")).click()
    dialog.get_by_label("Search the attributes").fill("(0028,0010)")
    expect(dialog.get_by_role("row").filter(has_text="(0028,0010)")).to_contain_text("Stays")
    assert client.ask("{ images { totalCount } patients { totalCount } }") == before
    kept = profiles.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    assert "Silva" not in kept


def test_what_will_be_removed_is_shown_before_the_upload(
    signed_in: Page, file: Path, tmp_path: Path, accessible: AXE
) -> None:
    notes = tmp_path / "readme.dat"
    notes.write_text("no image")
    signed_in.get_by_role("banner").get_by_role("button", name="Upload").click()
    dialog = signed_in.get_by_role("dialog", name="Upload images")
    expect(dialog.get_by_role("button", name="What will be removed?")).to_be_disabled()
    dialog.get_by_label("Files to upload").set_input_files([file, notes])
    signed_in.wait_for_timeout(300)
    accessible()
    dialog.get_by_role("button", name="What will be removed?").click()
    preview = signed_in.get_by_role("dialog", name="What will be removed?")
    expect(preview.get_by_role("alert").filter(has_text="This file cannot be shown")).to_contain_text(
        "not a DICOM file"
    )
    preview.get_by_role("combobox", name="File", exact=True).click()
    signed_in.get_by_role("option", name="scan.dcm").click()
    expect(preview.get_by_role("row").filter(has_text="PatientName")).to_contain_text("Silva^Maria")
    weight = preview.get_by_role("row").filter(has_text="PatientWeight")
    expect(weight).to_have_count(0)
    preview.get_by_role("combobox", name="De-identification profile").click()
    signed_in.get_by_role("option", name="strict").click()
    expect(weight).to_contain_text("61.5")
    signed_in.wait_for_timeout(300)
    accessible()
    signed_in.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(dialog.get_by_role("combobox", name="De-identification profile")).to_have_value("strict")


def test_the_pages_of_profiles_are_accessible(profiles: Page, accessible: AXE) -> None:
    picture(profiles, "profiles.png")
    accessible()
    profiles.get_by_role("link", name="Copy").click()
    expect(profiles.get_by_role("heading", name="New profile")).to_be_visible()
    profiles.get_by_role("button", name="Add attribute").click()
    profiles.get_by_role("button", name="Make profile").click()
    expect(profiles.get_by_text("Give the profile a name.")).to_be_visible()
    accessible()
    profiles.get_by_role("button", name="Use the dark theme").click()
    profiles.wait_for_timeout(300)
    accessible()
    profiles.set_viewport_size({"width": 820, "height": 1180})
    assert profiles.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
