"""Links for people without an account: made, opened, and revoked."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.settings import row, settings


def test_a_study_is_shared_looked_at_without_an_account_and_revoked(
    signed_in: Page,
    running_hub: RunningHub,
    stored: dict[str, str],
    new_context: Callable[[], BrowserContext],
    accessible: AXE,
) -> None:
    signed_in.goto(f"{running_hub.base_url}/studies/{stored['study']}")
    signed_in.get_by_role("button", name="Share").click()
    dialog = signed_in.get_by_role("dialog")
    dialog.get_by_label("Whom it is for").fill("Second opinion")
    dialog.get_by_label("Password, if you want one").fill("amber kettle")
    accessible()
    dialog.get_by_role("button", name="Make a link").click()
    link = dialog.get_by_role("textbox", name="Link").input_value()
    secret = link.rsplit("#", 1)[1]

    guest = new_context().new_page()
    guest.goto(f"{running_hub.base_url}/share#{secret}")
    guest.get_by_label("Password", exact=True).fill("not the one")
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_role("alert")).to_contain_text("The password is wrong, or the link works no more.")
    guest.get_by_label("Password", exact=True).fill("amber kettle")
    guest.get_by_role("button", name="Open").click()
    shown = guest.get_by_role("region", name="Image")
    expect(shown.get_by_role("img", name="1 of 4")).to_be_visible()
    assert secret not in guest.url
    guest.keyboard.press("ArrowDown")
    expect(shown.get_by_text("Image 2 of 4")).to_be_visible()
    assert shown.get_by_role("img").evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 64
    expect(guest.get_by_role("link", name="Download all")).to_have_count(0)
    assert stored["patient"] not in guest.content()
    AXE(guest, accessible.script)()

    page = settings(signed_in, running_hub, "shares")
    found = row(page, "Shared links", "Second opinion")
    expect(found).to_contain_text("password")
    found.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(found).to_contain_text("Revoked")
    again = guest.context.new_page()
    again.goto(f"{running_hub.base_url}/share#{secret}")
    expect(again.get_by_label("Password", exact=True)).to_be_visible()
