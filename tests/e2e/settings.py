"""What the tests of the settings' pages share."""

from playwright.sync_api import Locator, Page, expect

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

GRANTS = "mutation($i: SetRolePermissionsInput!) { setRolePermissions(input: $i) { errors { message } } }"
ROLES = "{ rolePermissions { role permissions needsSecondFactor } }"


def settings(page: Page, hub: RunningHub, name: str) -> Page:
    """Open a page of the settings."""
    page.goto(f"{hub.base_url}/settings/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def row(page: Page, table: str, text: str) -> Locator:
    """Return the row of a table that has this text."""
    return page.get_by_role("table", name=table).get_by_role("row").filter(has_text=text)


def granted(hub: RunningHub, role: str) -> list[str]:
    """Return what a role grants."""
    roles = Client(hub).ask(ROLES)["rolePermissions"]
    found: list[str] = next(each["permissions"] for each in roles if each["role"] == role)
    return found
