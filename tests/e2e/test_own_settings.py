"""My account, my sessions and my tokens, in the browser."""

import asyncio
import re
from collections.abc import Callable

import pytest
from gql import Client as GraphQLClient
from gql import gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportError
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders.authenticator import Authenticator
from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import sign_in
from tests.e2e.people import PASSWORD, account_of, add_user, enter
from tests.e2e.settings import row, settings

NEW_PASSWORD = "nine blue lighthouses"


def test_people_name_themselves_and_change_their_passwords(
    page: Page, running_hub: RunningHub, new_context: Callable[[], BrowserContext]
) -> None:
    email = "renamed@hub.example"
    add_user(running_hub, email, "DOCTOR")
    elsewhere = new_context().new_page()
    enter(elsewhere, running_hub, email)
    enter(page, running_hub, email)
    settings(page, running_hub, "account")
    save = page.get_by_role("button", name="Save name")
    expect(save).to_be_disabled()
    page.get_by_role("textbox", name="Name").fill("Dr. Rename")
    save.click()
    expect(page.get_by_text("Your name is saved.")).to_be_visible()
    account = account_of(running_hub, email)
    assert account is not None
    assert account["name"] == "Dr. Rename"

    page.get_by_label("Current password").fill("not the password")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("A password has at least 12 characters.")).to_be_visible()
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="My account", level=1)).to_be_visible()
    elsewhere.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(elsewhere.get_by_text("Your session has ended")).to_be_visible()
    sign_in(elsewhere, email, NEW_PASSWORD)
    expect(elsewhere.get_by_role("heading", name="Patients", level=1)).to_be_visible()


def test_a_second_factor_is_set_up_renewed_and_removed(page: Page, running_hub: RunningHub, accessible: AXE) -> None:
    email = "factor@hub.example"
    add_user(running_hub, email, "VIEWER")
    enter(page, running_hub, email)
    settings(page, running_hub, "account")
    page.get_by_role("button", name="Set up").click()
    dialog = page.get_by_role("dialog", name="Set up a second factor")
    expect(dialog.get_by_label("Your password")).to_be_focused()
    dialog.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("img", name="The secret")).to_be_visible()
    page.wait_for_timeout(300)
    accessible()
    phone = Authenticator(dialog.get_by_test_id("secret").inner_text())
    dialog.get_by_label("Code", exact=True).fill(phone.code())
    page.keyboard.press("Enter")
    codes = dialog.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(codes).to_have_count(10)
    kept = codes.all_inner_texts()
    page.emulate_media(media="print")
    expect(page.get_by_text(kept[0])).to_be_visible()
    expect(page.get_by_text("Download", exact=True)).to_be_hidden()
    page.emulate_media(media="screen")
    dialog.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("button", name="New recovery codes")).to_be_visible()

    page.get_by_role("button", name="New recovery codes").click()
    renewing = page.get_by_role("dialog", name="New recovery codes")
    renewing.get_by_label("Your password").fill("not the password")
    renewing.get_by_label("Code", exact=True).fill("000000")
    renewing.get_by_role("button", name="Make new codes").click()
    expect(renewing.get_by_text("This is not your password.")).to_be_visible()
    renewing.get_by_label("Your password").fill(PASSWORD)
    renewing.get_by_role("button", name="Use a recovery code instead").click()
    renewing.get_by_label("Recovery code").fill(kept[0])
    renewing.get_by_role("button", name="Make new codes").click()
    renewed = renewing.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(renewed).to_have_count(10)
    fresh = renewed.all_inner_texts()
    assert not set(fresh) & set(kept)
    renewing.get_by_role("button", name="I have kept them").click()

    page.get_by_role("button", name="Remove", exact=True).click()
    removing = page.get_by_role("dialog", name="Remove the second factor")
    removing.get_by_label("Your password").fill(PASSWORD)
    removing.get_by_role("button", name="Use a recovery code instead").click()
    removing.get_by_label("Recovery code").fill(fresh[0])
    removing.get_by_role("button", name="Remove the second factor").click()
    expect(page.get_by_role("button", name="Set up")).to_be_visible()
    account = account_of(running_hub, email)
    assert account is not None
    assert account["secondFactor"] == "NONE"


def test_sessions_are_seen_and_signed_out(
    page: Page, running_hub: RunningHub, new_context: Callable[[], BrowserContext]
) -> None:
    email = "everywhere@hub.example"
    add_user(running_hub, email, "VIEWER")
    others = [new_context().new_page() for _ in range(3)]
    for other in others:
        enter(other, running_hub, email)
    enter(page, running_hub, email)
    settings(page, running_hub, "sessions")
    table = page.get_by_role("table", name="Sessions")
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table.get_by_role("row").filter(has_text="This one")).to_have_count(1)
    expect(table.get_by_role("row").filter(has_text="on Linux").filter(has_text="127.0.0.1")).to_have_count(4)
    table.get_by_role("button", name=re.compile("^Sign out")).first.click()
    expect(table.get_by_role("row")).to_have_count(4)
    page.get_by_role("button", name="Sign out all others").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("2 sessions ended.")).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("button", name="Sign out all others")).to_have_count(0)
    for other in others:
        other.get_by_role("searchbox", name="Search patients").fill("anything")
        expect(other.get_by_text("Your session has ended")).to_be_visible()


def asked_with(hub: RunningHub, token: str, text: str) -> dict[str, object]:
    """Return the answer to a data scientist's own client that presents a token."""
    transport = AIOHTTPTransport(f"{hub.base_url}/graphql", headers={"Authorization": f"Bearer {token}"})

    async def ask() -> dict[str, object]:
        async with GraphQLClient(transport=transport) as session:
            answer: dict[str, object] = await session.execute(gql(text))
            return answer

    return in_thread(ask)


def in_thread(work: Callable[[], object]) -> dict[str, object]:
    """Run a coroutine beside Playwright, which keeps an event loop of its own in this thread."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()  # type: ignore[arg-type]


def test_a_token_is_made_used_by_a_program_and_revoked(page: Page, running_hub: RunningHub, accessible: AXE) -> None:
    add_user(running_hub, "scientist@hub.example", "RESEARCHER")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=running_hub.base_url)
    enter(page, running_hub, "scientist@hub.example")
    settings(page, running_hub, "tokens")
    expect(page.get_by_role("heading", name="No tokens yet")).to_be_visible()
    page.get_by_role("button", name="New token").click()
    dialog = page.get_by_role("dialog", name="New API token")
    expect(dialog.get_by_label("Name")).to_be_focused()
    expect(dialog.get_by_role("checkbox", name="Manage users and roles")).to_have_count(0)
    dialog.get_by_role("button", name="Make token").click()
    expect(dialog.get_by_text("Give it a name")).to_be_visible()
    page.wait_for_timeout(300)
    accessible()
    dialog.get_by_label("Name").fill("notebook")
    dialog.get_by_role("checkbox", name="See images").uncheck()
    dialog.get_by_role("button", name="Make token").click()
    secret = dialog.get_by_label("Token", exact=True).input_value()
    assert secret.startswith("mdh_")
    accessible()
    dialog.get_by_role("button", name="Copy the token").click()
    expect(dialog.get_by_role("button", name="Copy the token: copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    dialog.get_by_role("button", name="I have copied it").click()
    expect(row(page, "API tokens", "notebook")).to_contain_text("Never")
    assert secret not in page.content()

    answer = asked_with(running_hub, secret, "{ me { email permissions } patients { totalCount } }")
    assert answer["me"] == {"email": "scientist@hub.example", "permissions": ["PATIENT_READ", "STATISTICS_READ"]}
    with pytest.raises(TransportError, match="does not allow"):
        asked_with(running_hub, secret, "{ images { totalCount } }")
    page.reload()
    expect(row(page, "API tokens", "notebook")).to_contain_text(re.compile(r"20\d\d, \d\d:\d\d"))
    page.get_by_role("button", name="Revoke notebook").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("heading", name="No tokens yet")).to_be_visible()
    with pytest.raises(TransportError):
        asked_with(running_hub, secret, "{ patients { totalCount } }")
