"""My account, sessions, tokens, users, roles, the audit trail and privacy, in the browser."""

import asyncio
import json
import re
from collections.abc import Callable

import pytest
from gql import Client as GraphQLClient
from gql import gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportError
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.builders.authenticator import Authenticator
from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture, sign_in
from tests.e2e.people import PASSWORD, enter
from tests.journeys.test_upload import Client, dicom, uid

NEW_PASSWORD = "nine blue lighthouses"
CREATE = "mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } errors { message } } }"
USERS = "query($s: String) { users(search: $s) { nodes { id email name role status secondFactor } } }"
ROLES = "{ rolePermissions { role permissions needsSecondFactor } }"
GRANTS = "mutation($i: SetRolePermissionsInput!) { setRolePermissions(input: $i) { errors { message } } }"
PAGES = ["account", "sessions", "tokens", "users", "roles", "audit", "privacy"]


@pytest.fixture
def add(running_hub: RunningHub) -> Callable[[str, str], str]:
    """A function that adds an account and returns its id."""

    def added(email: str, role: str = "VIEWER") -> str:
        made = Client(running_hub).ask(CREATE, {"i": {"email": email, "password": PASSWORD, "role": role}})[
            "createUser"
        ]
        assert made["errors"] == []
        return str(made["user"]["id"])

    return added


def account_of(hub: RunningHub, email: str) -> dict[str, object] | None:
    """Return what the hub says of an account."""
    found: list[dict[str, object]] = Client(hub).ask(USERS, {"s": email})["users"]["nodes"]
    return found[0] if found else None


def settings(page: Page, hub: RunningHub, name: str) -> Page:
    """Open a page of the settings."""
    page.goto(f"{hub.base_url}/settings/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def row(page: Page, table: str, text: str) -> Locator:
    """Return the row of a table that has this text."""
    return page.get_by_role("table", name=table).get_by_role("row").filter(has_text=text)


def test_the_settings_are_accessible_in_both_themes_and_fit_a_tablet(
    signed_in: Page, running_hub: RunningHub, accessible: AXE
) -> None:
    signed_in.get_by_role("button", name="My account").click()
    signed_in.get_by_role("menuitem", name="Settings").click()
    expect(signed_in.get_by_role("heading", name="Users", level=1)).to_be_visible()
    for theme in ("light", "dark"):
        signed_in.set_viewport_size({"width": 1280, "height": 800})
        if theme == "dark":
            signed_in.get_by_role("button", name="Use the dark theme").click()
        for name in PAGES:
            signed_in.get_by_role("navigation", name="Settings").locator(f"a[href='/settings/{name}']").click()
            expect(signed_in.locator(f"a[aria-current=page][href='/settings/{name}']")).to_be_visible()
            expect(signed_in.get_by_role("heading", level=1)).to_be_visible()
            expect(signed_in.locator("[aria-busy=true]")).to_have_count(0)
            signed_in.wait_for_timeout(200)
            accessible()
            if theme == "light" and name in ("roles", "audit"):
                picture(signed_in, f"{name}.png")
    for name in PAGES:
        settings(signed_in, running_hub, name)
        expect(signed_in.locator("[aria-busy=true]")).to_have_count(0)
        for width in (820, 400):
            signed_in.set_viewport_size({"width": width, "height": 1180})
            assert signed_in.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, width)


def test_a_viewer_is_offered_nothing_but_what_is_their_own(
    page: Page, running_hub: RunningHub, add: Callable[[str, str], str]
) -> None:
    add("modest@hub.example", "VIEWER")
    enter(page, running_hub, "modest@hub.example")
    page.get_by_role("button", name="My account").click()
    expect(page.get_by_role("menuitem", name="Settings")).to_have_count(0)
    page.get_by_role("menuitem", name="My account").click()
    expect(page.get_by_role("heading", name="My account", level=1)).to_be_visible()
    entries = page.get_by_role("navigation", name="Settings").get_by_role("link")
    assert entries.all_inner_texts() == ["My account", "Sessions", "API tokens"]
    for name, what in {"users": "manage users", "roles": "manage roles", "audit": "read the audit trail", "privacy": "manage privacy"}.items():  # fmt: skip
        settings(page, running_hub, name)
        expect(page.get_by_role("heading", name=f"Your role does not {what}", level=1)).to_be_visible()
    page.goto(f"{running_hub.base_url}/settings/nothing")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def test_people_name_themselves_and_change_their_passwords(
    page: Page, running_hub: RunningHub, add: Callable[[str, str], str], new_context: Callable[[], BrowserContext]
) -> None:
    email = "renamed@hub.example"
    add(email, "DOCTOR")
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


def test_a_second_factor_is_set_up_renewed_and_removed(
    page: Page, running_hub: RunningHub, add: Callable[[str, str], str], accessible: AXE
) -> None:
    email = "factor@hub.example"
    add(email, "VIEWER")
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
    page: Page, running_hub: RunningHub, add: Callable[[str, str], str], new_context: Callable[[], BrowserContext]
) -> None:
    email = "everywhere@hub.example"
    add(email, "VIEWER")
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


def test_a_token_is_made_used_by_a_program_and_revoked(
    page: Page, running_hub: RunningHub, add: Callable[[str, str], str], accessible: AXE
) -> None:
    add("scientist@hub.example", "RESEARCHER")
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


def granted(hub: RunningHub, role: str) -> list[str]:
    """Return what a role grants."""
    roles = Client(hub).ask(ROLES)["rolePermissions"]
    found: list[str] = next(each["permissions"] for each in roles if each["role"] == role)
    return found


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


def test_the_audit_trail_is_filtered_by_the_address_shown_and_exported(
    signed_in: Page, running_hub: RunningHub, add: Callable[[str, str], str], accessible: AXE
) -> None:
    user_id = add("traced@hub.example", "VIEWER")
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
