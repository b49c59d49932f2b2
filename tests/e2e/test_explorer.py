"""GraphiQL on the hub's API, under its security policy: whoever is signed in asks what that person may see."""

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client


def test_a_query_is_completed_run_and_looked_up(
    signed_in: Page, running_hub: RunningHub, stored: dict[str, str]
) -> None:
    total = Client(running_hub).ask("{ patients { totalCount } }")["patients"]["totalCount"]
    signed_in.goto(f"{running_hub.base_url}/graphql")
    expect(signed_in.get_by_role("heading", name="API explorer")).to_be_attached()
    signed_in.get_by_role("region", name="Query Editor").locator(".CodeMirror").click()
    signed_in.keyboard.press("Control+a")
    signed_in.keyboard.type("{ patients { totalC")
    hint = signed_in.locator(".CodeMirror-hints").get_by_text("totalCount")
    expect(hint).to_be_visible()
    hint.click()
    signed_in.get_by_role("button", name="Execute query").click()
    expect(signed_in.get_by_role("region", name="Result Window")).to_contain_text(f'"totalCount": {total}')
    signed_in.get_by_role("button", name="Show Documentation Explorer").click()
    expect(signed_in.get_by_role("region", name="Documentation Explorer")).to_contain_text("Query")
    assert "patients" not in signed_in.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
