"""Users and roles, in the browser."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import sign_in
from tests.e2e.people import PASSWORD, account_of, enter
from tests.e2e.settings import granted, row, settings


def test_users_are_found_added_changed_disabled_and_deleted(
    signed_in: Page, running_hub: RunningHub, new_context: Callable[[], BrowserContext], accessible: AXE
) -> None:
    email = "nova@hub.example"
    page = settings(signed_in, running_hub, "users")
    page.get_by_role("button", name="Add user").click()
    dialog = page.get_by_role("dialog", name="Add user")
    expect(dialog.get_by_label("E-mail")).to_be_focused()
    dialog.get_by_label("E-mail").fill(email)
    dialog.get_by_label("Name").fill("Nova")
    dialog.get_by_label("Role").select_option("DOCTOR")
    dialog.get_by_role("radio", name="I choose it").check()
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    page.wait_for_timeout(300)
    accessible()
    dialog.get_by_role("button", name="Add user").click()
    expect(row(page, "Users", email)).to_contain_text("Doctor")

    nova = new_context().new_page()
    enter(nova, running_hub, email)
    expect(nova.get_by_role("button", name="Upload")).to_be_visible()
    page.get_by_role("searchbox", name="Search users").fill("nov")
    expect(page.get_by_role("table", name="Users").get_by_role("row")).to_have_count(2)
    assert "nov" not in page.url
    page.get_by_role("combobox", name="Role").select_option("VIEWER")
    expect(page.get_by_role("heading", name="No account matches")).to_be_visible()
    assert page.url.endswith("?role=viewer")
    page.get_by_role("combobox", name="Role").select_option("")
    page.get_by_role("button", name=f"Edit {email}").click()
    editing = page.get_by_role("dialog", name="Edit Nova")
    editing.get_by_label("Role").select_option("VIEWER")
    expect(editing.get_by_text("All sessions of Nova end at once.")).to_be_visible()
    editing.get_by_role("button", name="Save").click()
    expect(row(page, "Users", email)).to_contain_text("Viewer")
    nova.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(nova.get_by_text("Your session has ended")).to_be_visible()
    sign_in(nova, email, PASSWORD)
    expect(nova.get_by_role("heading", name="Patients", level=1)).to_be_visible()
    expect(nova.get_by_role("button", name="Upload")).to_have_count(0)

    page.get_by_role("button", name=f"Edit {email}").click()
    editing.get_by_role("switch", name="May sign in").uncheck()
    editing.get_by_role("button", name="Save").click()
    expect(row(page, "Users", email)).to_contain_text("Disabled")
    nova.get_by_role("searchbox", name="Search patients").fill("something")
    expect(nova.get_by_text("Your session has ended")).to_be_visible()
    sign_in(nova, email, PASSWORD)
    expect(nova.get_by_role("alert")).to_be_visible()

    page.get_by_role("button", name=f"Edit {email}").click()
    editing.get_by_role("button", name="Delete account").click()
    page.get_by_role("dialog", name="Delete the account of Nova?").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No account matches")).to_be_visible()
    assert account_of(running_hub, email) is None


def test_administrators_do_not_change_their_own_role(signed_in: Page, running_hub: RunningHub) -> None:
    page = settings(signed_in, running_hub, "users")
    page.get_by_role("button", name=f"Edit {running_hub.email}").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("This is you")).to_be_visible()
    expect(dialog.get_by_label("Role")).to_be_disabled()
    expect(dialog.get_by_role("switch", name="May sign in")).to_be_disabled()
    expect(dialog.get_by_role("button", name="Delete account")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=f"Edit {running_hub.email}")).to_be_focused()


def test_the_grants_of_roles_are_edited_and_what_one_loses_is_said_before(
    signed_in: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    page = settings(signed_in, running_hub, "roles")
    before = {role: granted(running_hub, role) for role in ("ADMINISTRATOR", "VIEWER")}
    expect(page.get_by_role("checkbox", name="Administrator: Manage users and roles")).to_be_disabled()
    export = page.get_by_role("checkbox", name="Viewer: Export data")
    expect(export).not_to_be_checked()
    export.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("region", name="Unsaved changes")).to_contain_text("Not saved yet: Viewer")
    accessible()
    page.get_by_role("button", name="Discard").click()
    expect(export).not_to_be_checked()
    export.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: Viewer.")).to_be_visible()
    assert set(granted(running_hub, "VIEWER")) == {*before["VIEWER"], "DATA_EXPORT"}

    page.get_by_role("checkbox", name="Administrator: Read the audit trail").uncheck()
    export.uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    warning = page.get_by_role("dialog", name="You take from yourself")
    expect(warning.get_by_role("listitem")).to_have_text(["Read the audit trail"])
    page.wait_for_timeout(300)
    accessible()
    warning.get_by_role("button", name="Cancel").click()
    assert granted(running_hub, "ADMINISTRATOR") == before["ADMINISTRATOR"]
    page.get_by_role("button", name="Save", exact=True).click()
    warning.get_by_role("button", name="Save all the same").click()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Settings").get_by_role("link", name="Audit")).to_have_count(0)
    assert "AUDIT_READ" not in granted(running_hub, "ADMINISTRATOR")
    assert granted(running_hub, "VIEWER") == before["VIEWER"]

    page.get_by_role("checkbox", name="Administrator: Read the audit trail").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("navigation", name="Settings").get_by_role("link", name="Audit")).to_be_visible()
    assert granted(running_hub, "ADMINISTRATOR") == before["ADMINISTRATOR"]
