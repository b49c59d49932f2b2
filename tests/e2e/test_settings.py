"""The frame of the settings, and each of their pages as people with other eyes, other hands or other roles meet it."""

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.e2e.people import add_user, enter
from tests.e2e.settings import row, settings
from tests.journeys.test_upload import Client

PAGES = [
    "account",
    "sessions",
    "tokens",
    "shares",
    "users",
    "roles",
    "dictionary",
    "documents",
    "audit",
    "privacy",
    "retention",
    "status",
]


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


def test_a_viewer_is_offered_nothing_but_what_is_their_own(page: Page, running_hub: RunningHub) -> None:
    add_user(running_hub, "modest@hub.example", "VIEWER")
    enter(page, running_hub, "modest@hub.example")
    page.get_by_role("button", name="My account").click()
    expect(page.get_by_role("menuitem", name="Settings")).to_have_count(0)
    page.get_by_role("menuitem", name="My account").click()
    expect(page.get_by_role("heading", name="My account", level=1)).to_be_visible()
    entries = page.get_by_role("navigation", name="Settings").get_by_role("link")
    assert entries.all_inner_texts() == ["My account", "Sessions", "API tokens", "API explorer"]
    closed = {
        "users": "manage users", "roles": "manage roles", "audit": "read the audit trail", "privacy": "manage privacy",
        "dictionary": "change the dictionary", "documents": "register documents", "retention": "manage privacy",
        "status": "manage the system",
    }  # fmt: skip
    for name, what in closed.items():
        settings(page, running_hub, name)
        expect(page.get_by_role("heading", name=f"Your role does not {what}", level=1)).to_be_visible()
    page.goto(f"{running_hub.base_url}/settings/nothing")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def test_a_field_is_defined_changed_used_and_deleted(signed_in: Page, running_hub: RunningHub) -> None:
    client, page = Client(running_hub), settings(signed_in, running_hub, "dictionary?of=study")
    page.get_by_role("button", name="Define a field").click()
    dialog = page.get_by_role("dialog", name="Define a field")
    dialog.get_by_label("Name").fill("contrast agent")
    dialog.get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Choice").click()
    for choice in ("none", "iodine"):
        dialog.get_by_label("Choices").first.fill(choice)
        page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Define").click()
    found = row(page, "Fields", "contrast agent")
    expect(found).to_contain_text("none, iodine")
    found.get_by_role("button", name="contrast agent", exact=True).click()
    dialog = page.get_by_role("dialog", name="Change contrast agent")
    expect(dialog.get_by_label("Name")).to_be_disabled()
    dialog.get_by_label("Label").fill("Contrast agent")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The field is saved.")).to_be_visible()
    query = "{ fieldDefinitions(owner: STUDY) { name label type choices } }"
    found = row(page, "Fields", "Contrast agent")
    expect(found).to_be_visible()
    assert {"name": "contrast agent", "label": "Contrast agent", "type": "CHOICE", "choices": ["none", "iodine"]} in (
        client.ask(query)["fieldDefinitions"]
    )
    found.get_by_role("button", name="Delete Contrast agent").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Contrast agent is deleted.")).to_be_visible()
    assert "contrast agent" not in [each["name"] for each in client.ask(query)["fieldDefinitions"]]


def test_a_document_is_registered_and_the_parts_of_the_hub_are_told(signed_in: Page, running_hub: RunningHub) -> None:
    page = settings(signed_in, running_hub, "documents")
    page.get_by_role("button", name="Register").click()
    dialog = page.get_by_role("dialog", name="Register a document")
    dialog.get_by_label("Document").fill("query HowMany { patients { nothing } }")
    dialog.get_by_role("button", name="Register").click()
    expect(dialog.get_by_role("alert")).to_contain_text("nothing")
    dialog.get_by_label("Document").fill("query HowMany { patients { totalCount } }")
    dialog.get_by_label("Id", exact=True).fill("how-many")
    dialog.get_by_role("button", name="Register").click()
    row(page, "Persisted documents", "HowMany").get_by_role("button", name="HowMany").click()
    expect(page.get_by_role("dialog", name="HowMany, version 1")).to_contain_text("how-many")
    page.keyboard.press("Escape")
    settings(page, running_hub, "status")
    expect(page.get_by_role("region", name="Parts")).to_contain_text("Works")
    expect(page.get_by_text("Does not answer")).to_have_count(0)
