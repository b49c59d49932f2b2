"""All images as folders: by keyboard, by mouse, and with files that are dropped on a place."""

import base64
import re

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.e2e.people import PASSWORD, enter
from tests.e2e.slices import mr_slices
from tests.journeys.test_upload import Client

CREATE = "mutation($i: CreatePatientInput!) { createPatient(input: $i) { patient { id } errors { message } } }"
CREATE_USER = "mutation($i: CreateUserInput!) { createUser(input: $i) { errors { message } } }"
# What a browser does when somebody drops a file on an element.
DROP = """([element, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], name));
  for (const type of ['dragover', 'drop']) {
    element.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def test_folders_are_walked_by_keyboard_from_the_patients_to_an_image(
    signed_in: Page, running_hub: RunningHub, stored: dict[str, str], accessible: AXE
) -> None:
    signed_in.goto(f"{running_hub.base_url}/images?at={stored['patient']}")
    tree = signed_in.get_by_role("tree", name="Folders")
    selected = tree.locator("[role=treeitem][aria-selected=true]")
    expect(selected).to_contain_text(stored["patient"])
    selected.focus()
    signed_in.keyboard.press("ArrowRight")
    expect(selected).to_have_attribute("aria-expanded", "true")
    study = tree.locator("[aria-level='3']")
    expect(study).to_have_count(1)
    signed_in.keyboard.press("ArrowDown")
    expect(study).to_be_focused()
    signed_in.keyboard.press("Enter")
    expect(signed_in).to_have_url(re.compile(f"at={stored['study']}$"))
    way = signed_in.get_by_role("navigation", name="Breadcrumb")
    expect(way).to_contain_text(stored["patient"])

    tiles = signed_in.locator("[data-tile]")
    expect(tiles).to_have_count(1)
    tiles.focus()
    signed_in.keyboard.press("Enter")
    expect(tiles).to_have_count(4)
    accessible()
    picture(signed_in, "folders.png")
    tiles.first.focus()
    signed_in.keyboard.press("End")
    expect(tiles.nth(3)).to_be_focused()
    signed_in.keyboard.press("ArrowLeft")
    signed_in.keyboard.press("Backspace")
    expect(signed_in).to_have_url(re.compile(f"at={stored['study']}$"))
    tiles.focus()
    signed_in.keyboard.press("Enter")
    tiles.nth(1).click()
    expect(signed_in).to_have_url(re.compile("/images/img_"))


def test_folders_are_made_renamed_filled_and_deleted(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    patient = client.ask(CREATE, {"i": {"label": "Explored"}})["createPatient"]["patient"]["id"]
    signed_in.goto(f"{running_hub.base_url}/images?at={patient}")
    expect(signed_in.get_by_role("heading", name="No studies")).to_be_visible()
    signed_in.get_by_role("button", name="New study").click()
    dialog = signed_in.get_by_role("dialog", name="Add study")
    dialog.get_by_label("Label").fill("Frist")
    dialog.get_by_role("button", name="Add study").click()
    tile = signed_in.get_by_role("button", name="Frist")
    expect(tile.first).to_be_visible()

    signed_in.get_by_role("button", name="Edit", exact=True).click()
    signed_in.get_by_role("button", name="Rename Frist").click()
    dialog = signed_in.get_by_role("dialog", name="Rename Frist")
    dialog.get_by_label("Label").fill("First")
    dialog.get_by_role("button", name="Rename").click()
    expect(signed_in.get_by_role("button", name="Delete First")).to_be_visible()

    target = signed_in.locator("[data-tile]").first.element_handle()
    signed_in.evaluate(DROP, [target, "slice.dcm", base64.b64encode(mr_slices(1)[0]).decode()])
    upload = signed_in.get_by_role("dialog", name="Upload images")
    expect(upload).to_contain_text("The images go to First.")
    expect(upload.get_by_text("1 file, ")).to_be_visible()
    signed_in.keyboard.press("Escape")

    signed_in.get_by_role("button", name="Delete First").click()
    signed_in.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(signed_in.get_by_role("heading", name="No studies")).to_be_visible()
    left = client.ask("query($id: ID!) { patient(id: $id) { studies { totalCount } } }", {"id": patient})
    assert left["patient"]["studies"]["totalCount"] == 0


def test_a_viewer_looks_and_is_offered_nothing_else(
    page: Page, running_hub: RunningHub, stored: dict[str, str]
) -> None:
    Client(running_hub).ask(CREATE_USER, {"i": {"email": "explores@hub.example", "password": PASSWORD}})
    enter(page, running_hub, "explores@hub.example")
    page.goto(f"{running_hub.base_url}/images?at={stored['study']}")
    expect(page.locator("[data-tile]")).to_have_count(1)
    for name in ("New series", "Edit", "Upload"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.evaluate(DROP, [page.locator("[data-tile]").element_handle(), "slice.dcm", ""])
    expect(page.get_by_role("dialog")).to_have_count(0)
