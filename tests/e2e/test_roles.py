"""Nothing is offered that a role may not do."""

import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, RunningHub, add_account, start_hub, stop_hub
from tests.e2e.conftest import sign_in
from tests.journeys.test_upload import Client

PASSWORD = "a password for roles"
OFFERED = {
    "DOCTOR": {"Upload": True, "Add patient": True, "Export": True},
    "RESEARCHER": {"Upload": False, "Add patient": False, "Export": True},
    "VIEWER": {"Upload": False, "Add patient": False, "Export": False},
}
PAGES = [
    "/",
    "/patients",
    "/studies",
    "/images",
    "/uploads",
    "/exports",
    "/collections",
    "/review",
    "/profiles",
    "/settings/account",
]


@pytest.fixture(scope="module")
def staffed_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A hub with one account of each role and one image."""
    data = tmp_path_factory.mktemp("staffed") / "data"
    for role in OFFERED:
        add_account(data, f"{role.lower()}@hub.example", PASSWORD, role)
    hub = start_hub(data)
    yield hub
    stop_hub(hub)


@pytest.fixture
def running_hub(staffed_hub: RunningHub) -> RunningHub:
    """The hub that the page may speak to."""
    return staffed_hub


@pytest.mark.parametrize("role", OFFERED)
def test_a_role_is_offered_what_it_may_do(role: str, page: Page, running_hub: RunningHub) -> None:
    page.goto(f"{running_hub.base_url}/patients")
    sign_in(page, f"{role.lower()}@hub.example", PASSWORD)
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
    expect(page.get_by_role("status").first).to_be_visible()
    for button, is_offered in OFFERED[role].items():
        assert (page.get_by_role("button", name=button).count() > 0) is is_offered


@pytest.mark.parametrize("role", OFFERED)
def test_every_page_opens_for_every_role(role: str, page: Page, running_hub: RunningHub) -> None:
    page.goto(f"{running_hub.base_url}/patients")
    sign_in(page, f"{role.lower()}@hub.example", PASSWORD)
    expect(page.get_by_role("button", name="My account")).to_be_visible()
    for path in PAGES:
        page.goto(running_hub.base_url + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
    # What the header offers can be opened.
    for link in page.get_by_role("navigation", name="Main").get_by_role("link").all():
        link.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("heading", name="Your role does not")).to_have_count(0)


@pytest.mark.parametrize("role", ["DOCTOR", "VIEWER"])
def test_review_and_profiles_are_for_administrators(role: str, page: Page, running_hub: RunningHub) -> None:
    page.goto(f"{running_hub.base_url}/patients")
    sign_in(page, f"{role.lower()}@hub.example", PASSWORD)
    expect(page.get_by_role("heading", name="Patients", exact=True)).to_be_visible()
    for name in ("Review", "Profiles"):
        expect(page.get_by_role("navigation", name="Main").get_by_role("link", name=name)).to_have_count(0)
    page.goto(f"{running_hub.base_url}/review")
    expect(page.get_by_role("heading", name="Your role does not review images")).to_be_visible()
    page.goto(f"{running_hub.base_url}/profiles/research?copy")
    expect(page.get_by_role("heading", name="Your role does not change de-identification profiles")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_viewer_sees_a_patient_and_may_change_nothing(page: Page, running_hub: RunningHub) -> None:
    client = Client(
        RunningHub(running_hub.base_url, "doctor@hub.example", PASSWORD, running_hub.data, running_hub.process)
    )
    with zipfile.ZipFile(ROOT / "samples" / "mammogram.zip") as archive:
        client.upload([(name, archive.read(name)) for name in archive.namelist() if not name.endswith("/")])
    page.goto(f"{running_hub.base_url}/patients")
    sign_in(page, "viewer@hub.example", PASSWORD)
    page.get_by_role("link").filter(has_text="pat_").first.click()
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()
    page.get_by_role("table", name="Studies").get_by_role("link").first.click()
    page.get_by_role("region", name="Series").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Images", exact=True)).to_be_visible()
    for name in ("Upload", "Edit", "Delete series", "Add study", "Add series"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.goto(f"{running_hub.base_url}/uploads")
    expect(page.get_by_role("heading", name="Your role does not upload images")).to_be_visible()
