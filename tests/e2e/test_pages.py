"""Every page, for people who cannot see or cannot use a mouse, in both themes and on a tablet."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.pixels import wait_until_drawn

PAGES = {
    "home": "/",
    "patients": "/patients",
    "patient": "/patients/{patient}",
    "studies": "/studies",
    "study": "/studies/{study}",
    "series": "/series/{series}",
    "folders": "/images?at={study}",
    "image": "/images/{image}",
    "uploads": "/uploads",
    "exports": "/exports",
    "collections": "/collections",
    "review": "/review",
    "profiles": "/profiles",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_both_themes(
    name: str, signed_in: Page, running_hub: RunningHub, stored: dict[str, str], accessible: AXE
) -> None:
    signed_in.goto(running_hub.base_url + PAGES[name].format(**stored))
    expect(signed_in.get_by_role("heading", level=1)).to_be_visible()
    expect(signed_in.locator("[aria-busy=true]")).to_have_count(0)
    if name == "image":
        wait_until_drawn(signed_in)
    accessible()
    signed_in.get_by_role("button", name="Use the dark theme").click()
    signed_in.wait_for_timeout(300)
    accessible()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_tablet(name: str, signed_in: Page, running_hub: RunningHub, stored: dict[str, str]) -> None:
    signed_in.set_viewport_size({"width": 820, "height": 1180})
    signed_in.goto(running_hub.base_url + PAGES[name].format(**stored))
    expect(signed_in.get_by_role("heading", level=1)).to_be_visible()
    assert signed_in.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_upload_dialog_is_accessible(signed_in: Page, accessible: AXE) -> None:
    signed_in.get_by_role("banner").get_by_role("button", name="Upload").click()
    expect(signed_in.get_by_role("dialog")).to_contain_text("Drop DICOM files")
    signed_in.wait_for_timeout(300)
    accessible()


def test_what_is_not_there_says_so(signed_in: Page, running_hub: RunningHub) -> None:
    for path in ("/nowhere", "/patients/pat_000000000000", "/studies/stu_000000000000", "/images/img_000000000000"):
        signed_in.goto(running_hub.base_url + path)
        expect(signed_in.get_by_role("heading", name=re.compile("There is no such"))).to_be_visible()


def test_the_first_tab_stop_leads_past_the_header(signed_in: Page) -> None:
    signed_in.reload()
    expect(signed_in.get_by_role("heading", level=1)).to_be_visible()
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_role("link", name="Skip to the content")).to_be_focused()
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("main")).to_be_focused()
