"""Signing up, forgotten passwords and the second factor, by people at the door."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders.authenticator import Authenticator
from tests.conftest import RunningHub, start_hub, stop_hub
from tests.e2e.axe import AXE
from tests.e2e.conftest import sign_in
from tests.e2e.people import PASSWORD, MailingHub, enter, mailing_hub, sign_up
from tests.journeys.test_upload import Client

NEW_PASSWORD = "nine blue lighthouses"
UPDATE = "mutation($i: UpdateUserInput!) { updateUser(input: $i) { user { id } errors { message } } }"
CREATE = "mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } errors { message } } }"
GRANTS = "mutation($i: SetRolePermissionsInput!) { setRolePermissions(input: $i) { errors { message } } }"


@pytest.fixture(scope="module")
def mailing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailingHub]:
    """A hub whose mails can be read."""
    with mailing_hub(tmp_path_factory.mktemp("mailing") / "data") as mailing:
        yield mailing


@pytest.fixture
def running_hub(mailing: MailingHub) -> RunningHub:
    """The hub that the page may speak to."""
    return mailing.hub


def add(hub: RunningHub, email: str, role: str = "VIEWER") -> str:
    """Add an account that can be used; return its id."""
    made = Client(hub).ask(CREATE, {"i": {"email": email, "password": PASSWORD, "role": role}})["createUser"]
    assert made["errors"] == []
    return str(made["user"]["id"])


def test_who_signs_up_waits_and_gets_in_once_accepted(
    page: Page, mailing: MailingHub, accessible: AXE, new_context: Callable[[], BrowserContext]
) -> None:
    hub, email = mailing.hub, "ana@hospital.example"
    page.goto(hub.base_url)
    page.get_by_role("link", name="Create an account").click()
    expect(page.get_by_role("heading", name="Create an account", level=1)).to_be_visible()
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("A password has at least 12 characters.")).to_be_visible()
    accessible()
    page.get_by_label("Name").fill("Ana")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill("password1234")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Waiting for approval", level=1)).to_be_visible()
    accessible()
    page.get_by_role("link", name="Go to sign in").click()
    sign_in(page, email, PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("as soon as an administrator has accepted it")

    administrator = new_context().new_page()
    enter(administrator, hub, hub.email, hub.password)
    administrator.goto(f"{hub.base_url}/settings/users")
    administrator.get_by_text("Waiting (1)").click()
    expect(administrator.get_by_role("table", name="Users").get_by_role("row")).to_have_count(2)
    administrator.get_by_role("button", name=f"Accept {email}").click()
    expect(administrator.get_by_text("Ana may sign in now, as viewer.")).to_be_visible()
    expect(administrator.get_by_role("heading", name="Nobody waits")).to_be_visible()
    mailing.wait_for_mail(email, "is ready")
    sign_in(page, email, PASSWORD)
    expect(page.get_by_role("heading", name="Welcome, Ana", level=1)).to_be_visible()


def test_who_is_refused_does_not_get_in(
    page: Page, mailing: MailingHub, new_context: Callable[[], BrowserContext]
) -> None:
    hub, email = mailing.hub, "eve@hospital.example"
    sign_up(page, hub, email, "Eve")
    expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    administrator = new_context().new_page()
    enter(administrator, hub, hub.email, hub.password)
    administrator.goto(f"{hub.base_url}/settings/users?status=pending")
    administrator.get_by_role("button", name=f"Refuse {email}").click()
    administrator.get_by_role("dialog", name="Refuse Eve?").get_by_role("button", name="Refuse").click()
    expect(administrator.get_by_role("heading", name="Nobody waits")).to_be_visible()
    assert Client(hub).ask('{ users(search: "eve@") { totalCount } }') == {"users": {"totalCount": 0}}
    page.get_by_role("link", name="Go to sign in").click()
    sign_in(page, email, PASSWORD)
    expect(page.get_by_role("alert")).to_be_visible()


def test_a_forgotten_password_is_set_by_the_mailed_link_which_works_once(
    page: Page, mailing: MailingHub, accessible: AXE, new_context: Callable[[], BrowserContext]
) -> None:
    hub, email = mailing.hub, "forgetful@hospital.example"
    add(hub, email)
    elsewhere = new_context().new_page()
    enter(elsewhere, hub, email)
    page.goto(hub.base_url)
    page.get_by_role("link", name="Forgotten your password?").click()
    expect(page.get_by_role("heading", name="Forgotten password", level=1)).to_be_visible()
    accessible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look at your mail", level=1)).to_be_visible()

    link = mailing.link_to(email)
    page.goto(link)
    expect(page.get_by_role("heading", name="Choose a new password", level=1)).to_be_visible()
    assert page.url == f"{hub.base_url}/reset-password"
    accessible()
    page.get_by_label("New password").fill("password1234")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_label("New password")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("heading", name="Welcome", level=1)).to_be_visible()

    elsewhere.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(elsewhere.get_by_text("Your session has ended")).to_be_visible()
    sign_in(elsewhere, email, PASSWORD)
    expect(elsewhere.get_by_role("alert")).to_be_visible()
    elsewhere.goto(link)
    elsewhere.get_by_label("New password").fill("ten yellow bicycles")
    elsewhere.get_by_role("button", name="Set password").click()
    expect(elsewhere.get_by_role("heading", name="This link works no more", level=1)).to_be_visible()
    enter(elsewhere, hub, email, NEW_PASSWORD)


def test_a_link_that_is_not_whole_says_so(page: Page, running_hub: RunningHub) -> None:
    page.goto(f"{running_hub.base_url}/reset-password")
    expect(page.get_by_role("heading", name="This link works no more")).to_be_visible()
    page.get_by_role("link", name="Ask for a new link").click()
    expect(page.get_by_role("heading", name="Forgotten password")).to_be_visible()


def test_where_a_role_needs_a_second_factor_it_is_set_up_before_anything_else(
    page: Page, running_hub: RunningHub, accessible: AXE, new_context: Callable[[], BrowserContext]
) -> None:
    email = "careful@hospital.example"
    add(running_hub, email, "RESEARCHER")
    enter(page, running_hub, email)
    client = Client(running_hub)
    roles = client.ask("{ rolePermissions { role permissions } }")["rolePermissions"]
    granted = next(each["permissions"] for each in roles if each["role"] == "RESEARCHER")
    needed = {"i": {"role": "RESEARCHER", "permissions": granted, "needsSecondFactor": True}}
    assert client.ask(GRANTS, needed)["setRolePermissions"]["errors"] == []

    page.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(page.get_by_role("heading", name="Set up a second factor", level=1)).to_be_visible()
    expect(page.get_by_role("banner")).to_have_count(0)
    accessible()
    page.get_by_label("Your password").fill("not the password")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("img", name="The secret, for the camera of your phone")).to_be_visible()
    accessible()
    phone = Authenticator(page.get_by_test_id("secret").inner_text())
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("This code is not right")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(phone.code())
    page.get_by_role("button", name="Confirm").click()
    shown = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(shown).to_have_count(10)
    codes = shown.all_inner_texts()
    assert len(set(codes)) == 10
    accessible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download").click()
    assert all(code in saved.value.path().read_text() for code in codes)
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", name="Patients", level=1)).to_be_visible()

    other = new_context().new_page()
    other.goto(f"{running_hub.base_url}/patients")
    sign_in(other, email, PASSWORD)
    expect(other.get_by_role("heading", name="Second factor", level=1)).to_be_visible()
    other.get_by_label("Code", exact=True).fill(phone.code())
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="Patients", level=1)).to_be_visible()

    third = new_context().new_page()
    third.goto(f"{running_hub.base_url}/patients")
    sign_in(third, email, PASSWORD)
    third.get_by_role("button", name="Use a recovery code instead").click()
    expect(third.get_by_label("Recovery code")).to_be_focused()
    third.get_by_label("Recovery code").fill("aaaa-bbbb-cccc-dddd")
    third.keyboard.press("Enter")
    expect(third.get_by_text("This code is not right")).to_be_visible()
    third.get_by_label("Recovery code").fill(codes[0])
    third.keyboard.press("Enter")
    expect(third.get_by_role("heading", name="Patients", level=1)).to_be_visible()

    administrator = new_context().new_page()
    enter(administrator, running_hub, running_hub.email, running_hub.password)
    administrator.goto(f"{running_hub.base_url}/settings/users?role=researcher")
    administrator.get_by_role("button", name=f"Edit {email}").click()
    administrator.get_by_role("dialog").get_by_role("button", name="Take it away").click()
    expect(administrator.get_by_role("row").filter(has_text=email)).to_contain_text("Needed")
    third.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(third.get_by_text("Your session has ended")).to_be_visible()
    sign_in(third, email, PASSWORD)
    expect(third.get_by_role("heading", name="Set up a second factor", level=1)).to_be_visible()


def test_who_is_disabled_while_signed_in_is_out_with_the_next_request(page: Page, running_hub: RunningHub) -> None:
    email = "leaving@hospital.example"
    user_id = add(running_hub, email)
    enter(page, running_hub, email)
    disabled = Client(running_hub).ask(UPDATE, {"i": {"id": user_id, "status": "DISABLED"}})
    assert disabled["updateUser"]["errors"] == []
    page.get_by_role("searchbox", name="Search patients").fill("anything")
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    assert page.url.endswith("/sign-in")
    sign_in(page, email, PASSWORD)
    expect(page.get_by_role("alert")).to_be_visible()


def test_where_signing_up_is_closed_it_is_not_offered(
    page: Page, tmp_path_factory: pytest.TempPathFactory, clean: list[str]
) -> None:
    closed = start_hub(tmp_path_factory.mktemp("closed") / "data", HUB_SIGNUP="closed")
    try:
        page.goto(closed.base_url)
        expect(page.get_by_role("link", name="Forgotten your password?")).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("link", name="Create an account")).to_have_count(0)
        sign_up_page(page, closed)
        expect(page.get_by_role("heading", name="Accounts are given out")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_count(0)
    finally:
        stop_hub(closed)
    clean[:] = [line for line in clean if closed.base_url not in line]


def sign_up_page(page: Page, hub: RunningHub) -> None:
    """Open the page by its address."""
    page.goto(f"{hub.base_url}/sign-up")
    page.wait_for_load_state("networkidle")


def test_an_open_hub_lets_people_in_at_once(
    page: Page, tmp_path_factory: pytest.TempPathFactory, clean: list[str]
) -> None:
    hub = start_hub(tmp_path_factory.mktemp("open") / "data", HUB_SIGNUP="open")
    try:
        sign_up(page, hub, "quick@hospital.example", "Quick")
        expect(page.get_by_role("heading", name="Your account is ready", level=1)).to_be_visible()
        enter(page, hub, "quick@hospital.example")
        expect(page.get_by_role("button", name="Upload")).to_have_count(0)
    finally:
        stop_hub(hub)
    clean[:] = [line for line in clean if hub.base_url not in line]
