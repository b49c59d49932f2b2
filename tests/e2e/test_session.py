"""Signing in, staying signed in, signing out."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RunningHub, start_hub, stop_hub
from tests.e2e.axe import AXE
from tests.e2e.conftest import sign_in


def test_a_wrong_password_says_so_and_lets_nobody_in(page: Page, running_hub: RunningHub, accessible: AXE) -> None:
    page.goto(running_hub.base_url)
    sign_in(page, running_hub.email, "a wrong password")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.url.endswith("/sign-in")
    accessible()


def test_a_session_outlives_a_reload(signed_in: Page) -> None:
    signed_in.reload()
    expect(signed_in.get_by_role("heading", name="Patients", level=1)).to_be_visible()


def test_no_token_is_where_scripts_can_read_it(signed_in: Page) -> None:
    kept = signed_in.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "eyJ" not in kept
    assert "token" not in kept.lower()


def test_signing_out_ends_the_session_for_good(signed_in: Page, running_hub: RunningHub) -> None:
    signed_in.get_by_role("button", name="My account").click()
    signed_in.get_by_role("menuitem", name="Sign out").click()
    expect(signed_in.get_by_role("button", name="Sign in")).to_be_visible()
    signed_in.goto(f"{running_hub.base_url}/patients")
    expect(signed_in.get_by_role("button", name="Sign in")).to_be_visible()


def test_signing_in_leads_to_the_page_that_was_asked_for(
    page: Page, running_hub: RunningHub, stored: dict[str, str]
) -> None:
    page.goto(f"{running_hub.base_url}/patients/{stored['patient']}")
    sign_in(page, running_hub.email, running_hub.password)
    expect(page.get_by_role("heading", name="Studies")).to_be_visible()
    assert page.url.endswith(stored["patient"])


def test_the_app_names_its_operations_by_id_where_a_hub_takes_nothing_else(
    page: Page, tmp_path_factory: pytest.TempPathFactory, clean: list[str], ct_folder: Path
) -> None:
    hub = start_hub(tmp_path_factory.mktemp("trusting") / "data", HUB_TRUSTED_DOCUMENTS="true")
    try:
        page.goto(f"{hub.base_url}/patients")
        sign_in(page, hub.email, hub.password)
        expect(page.get_by_role("heading", name="No patients yet")).to_be_visible()
        page.get_by_role("banner").get_by_role("button", name="Upload").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Folder to upload").set_input_files(ct_folder)
        dialog.get_by_role("button", name="Start upload").click()
        expect(dialog.get_by_text("Stored 9")).to_be_visible(timeout=120_000)
        page.goto(f"{hub.base_url}/settings/audit")
        expect(page.get_by_role("table", name="Audit events").get_by_role("row").nth(1)).to_be_visible()
    finally:
        stop_hub(hub)
    clean[:] = [line for line in clean if hub.base_url not in line]
