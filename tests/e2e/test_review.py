"""Images in doubt, as an administrator decides about them by mouse and keyboard; to others there is no such page."""

import io
import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from playwright.sync_api import Locator, Page, expect
from pydicom.data import get_testdata_file

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.journeys.test_upload import Client, dicom, uid

ROWS = COLUMNS = 128
STATUS = "query($id: ID!) { image(id: $id) { deidentification { status reviewedBy { email } redactedRegions { frame x y width height reason } } } }"
WAITING = "{ images(filter: {reviewStatus: [NEEDS_REVIEW]}, first: 100) { nodes { id } } }"
REVIEW = "mutation($i: ReviewImageInput!) { reviewImage(input: $i) { errors { message } } }"


@pytest.fixture
def client(running_hub: RunningHub) -> Client:
    """The administrator, with an empty queue."""
    client = Client(running_hub)
    for image in client.ask(WAITING)["images"]["nodes"]:
        assert client.ask(REVIEW, {"i": {"id": image["id"], "status": "REJECTED"}})["reviewImage"]["errors"] == []
    return client


def waiting(client: Client, count: int) -> list[str]:
    """Return the ids of new images that say that text is burned in, where none can be found."""
    return [doubtful(client, dicom(**_uids(), BurnedInAnnotation="YES")) for _ in range(count)]


def doubtful(client: Client, content: bytes) -> str:
    job = client.upload([("doubt.dcm", content)])
    assert client.outcomes(job) == [("QUARANTINED", "REJECTED")]
    image: str = job["files"]["nodes"][0]["image"]["id"]
    return image


def _uids() -> dict[str, str]:
    return {"SOPInstanceUID": uid(), "StudyInstanceUID": uid(), "SeriesInstanceUID": uid(), "PatientID": uid()[-12:]}


def open_review(page: Page) -> None:
    """Go to the page by its link and wait for the first picture."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("Review")).click()
    expect(page.get_by_role("heading", name="Review", level=1)).to_be_visible()
    expect(page.locator("img[data-drawn]")).to_be_visible()


def drag(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Draw over the picture with the mouse; the corners are shares of it."""
    box = page.get_by_test_id("sheet").bounding_box()
    assert box
    page.mouse.move(box["x"] + left * box["width"], box["y"] + top * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + right * box["width"], box["y"] + bottom * box["height"], steps=6)
    page.mouse.up()


def stored_pixels(client: Client, image: str) -> npt.NDArray[np.int64]:
    content = client.http.get(f"/files/images/{image}").raise_for_status().content
    pixels: npt.NDArray[np.int64] = pydicom.dcmread(io.BytesIO(content)).pixel_array.astype(np.int64)
    return pixels


def status(client: Client, image: str) -> str:
    found: str = client.ask(STATUS, {"id": image})["image"]["deidentification"]["status"]
    return found


def test_a_box_is_drawn_by_mouse_and_the_image_approved_by_keyboard(signed_in: Page, client: Client) -> None:
    first, second = waiting(client, 2)
    before = stored_pixels(client, first)
    signed_in.reload()
    expect(signed_in.get_by_role("link", name=re.compile("Review.*2"))).to_be_visible()
    open_review(signed_in)
    expect(signed_in.get_by_text("The file says that annotation is burned in")).to_be_visible()
    picture(signed_in, "review.png")
    drag(signed_in, 0.25, 0.25, 0.5, 0.375)
    expect(signed_in.get_by_role("button", name=re.compile("^Box 1 of 1"))).to_be_focused()
    signed_in.keyboard.press("a")
    expect(signed_in.get_by_text("Approved with 1 box")).to_be_visible()
    expect(signed_in).to_have_url(re.compile(second))

    report = client.ask(STATUS, {"id": first})["image"]["deidentification"]
    assert (report["status"], report["reviewedBy"]["email"]) == ("APPROVED", client_email(client))
    (region,) = report["redactedRegions"]
    assert (region["frame"], region["reason"]) == (0, "MANUAL")
    for name, value in {"x": 32, "y": 32, "width": 32, "height": 16}.items():
        assert abs(region[name] - value) <= 1, region
    changed = stored_pixels(client, first) != before
    top, left = region["y"], region["x"]
    assert changed[top : top + region["height"], left : left + region["width"]].any()
    changed[top : top + region["height"], left : left + region["width"]] = False
    assert not changed.any()
    assert status(client, second) == "NEEDS_REVIEW"
    signed_in.get_by_role("link", name=re.compile("the image of pat_")).click()
    expect(signed_in.locator("[data-drawn]")).to_be_visible()


def client_email(client: Client) -> str:
    email: str = client.ask("{ me { email } }")["me"]["email"]
    return email


def test_boxes_are_added_moved_removed_and_taken_back_without_a_mouse(signed_in: Page, client: Client) -> None:
    (image,) = waiting(client, 1)
    open_review(signed_in)
    box = signed_in.get_by_role("button", name=re.compile("^Box 1 of 1"))
    signed_in.keyboard.press("b")
    expect(box).to_be_focused()
    first = box.get_attribute("aria-label")
    signed_in.keyboard.press("ArrowRight")
    signed_in.keyboard.press("Shift+ArrowDown")
    assert box.get_attribute("aria-label") != first
    signed_in.keyboard.press("u")
    expect(box).to_have_attribute("aria-label", str(first))
    box.focus()
    signed_in.keyboard.press("Delete")
    expect(box).to_have_count(0)
    signed_in.keyboard.press("u")
    expect(box).to_have_count(1)
    signed_in.get_by_role("button", name="Remove box 1").click()
    expect(box).to_have_count(0)
    signed_in.keyboard.press("a")
    expect(signed_in.get_by_role("heading", name="Nothing to review")).to_be_visible()
    assert client.ask(STATUS, {"id": image})["image"]["deidentification"]["redactedRegions"] == []
    assert status(client, image) == "APPROVED"


def test_a_drawn_box_is_moved_and_changed_with_the_mouse(signed_in: Page, client: Client) -> None:
    waiting(client, 1)
    open_review(signed_in)
    drag(signed_in, 0.25, 0.25, 0.5, 0.5)
    box = signed_in.get_by_role("button", name=re.compile("^Box 1 of 1"))
    expect(box).to_have_attribute("aria-label", re.compile("3[23] . 3[23] at 3[12], 3[12]:"))
    drag(signed_in, 0.375, 0.375, 0.625, 0.375)
    expect(box).to_have_attribute("aria-label", re.compile("3[23] . 3[23] at 6[34], 3[12]:"))
    drag(signed_in, 0.75, 0.5, 0.875, 0.75)
    expect(box).to_have_attribute("aria-label", re.compile("(4[789]) . (6[3456]) at 6[34], 3[12]:"))
    expect(signed_in.get_by_role("button", name=re.compile("^Box"))).to_have_count(1)


def test_rejecting_asks_first_and_deletes_the_files(signed_in: Page, client: Client, running_hub: RunningHub) -> None:
    first, second = waiting(client, 2)
    open_review(signed_in)
    signed_in.keyboard.press("r")
    question = signed_in.get_by_role("dialog", name="Reject this image?")
    expect(question).to_contain_text("deleted, for good")
    signed_in.keyboard.press("Escape")
    expect(question).to_be_hidden()
    assert status(client, first) == "NEEDS_REVIEW"
    signed_in.keyboard.press("r")
    question.get_by_role("button", name="Reject").click()
    expect(signed_in.get_by_text("are deleted.")).to_be_visible()
    expect(signed_in).to_have_url(re.compile(second))
    assert (status(client, first), status(client, second)) == ("REJECTED", "NEEDS_REVIEW")
    assert list((running_hub.data / "storage").rglob(f"*{first}*")) == []


def settled_width(element: Locator) -> int:
    """Return the width of an element once it has stopped to change."""
    before, width = -1, int(element.evaluate("element => element.clientWidth"))
    while width != before:
        element.page.wait_for_timeout(200)
        before, width = width, int(element.evaluate("element => element.clientWidth"))
    return width


def test_the_keys_lead_through_the_queue_and_show_what_is_stored(signed_in: Page, client: Client) -> None:
    first, second = waiting(client, 2)
    open_review(signed_in)
    expect(signed_in).to_have_url(re.compile(first))
    for key, image in (("n", second), ("ArrowLeft", first), ("ArrowRight", second), ("p", first)):
        signed_in.keyboard.press(key)
        expect(signed_in).to_have_url(re.compile(image))
        expect(signed_in.locator("img[data-drawn]")).to_have_attribute(
            "src", re.compile(image)
        )  # the page has followed
    expect(signed_in.locator("img[data-drawn]")).to_have_attribute("src", re.compile(f"{first}/original"))
    signed_in.keyboard.press("s")
    expect(signed_in.locator("img[data-drawn]")).to_have_attribute("src", re.compile("/rendered"))
    expect(signed_in.locator("img[data-drawn]")).to_have_js_property("complete", value=True)
    sheet = signed_in.get_by_test_id("sheet")
    width = settled_width(sheet)
    signed_in.keyboard.press("+")
    expect(sheet).not_to_have_js_property("clientWidth", width)
    assert settled_width(sheet) == pytest.approx(1.25 * width, abs=2)
    signed_in.keyboard.press("0")
    expect(sheet).to_have_js_property("clientWidth", width)


def test_a_box_is_for_one_frame_where_the_reviewer_says_so(signed_in: Page, client: Client) -> None:
    dataset = pydicom.dcmread(Path(str(get_testdata_file("SC_rgb_rle_2frame.dcm"))))
    for keyword, value in (_uids() | {"BurnedInAnnotation": "YES"}).items():
        setattr(dataset, keyword, value)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    buffer = io.BytesIO()
    dataset.save_as(buffer)
    image = doubtful(client, buffer.getvalue())
    before = stored_pixels(client, image)
    open_review(signed_in)
    signed_in.keyboard.press("ArrowDown")
    expect(signed_in.get_by_test_id("frame")).to_have_text("Frame 2 of 2")
    expect(signed_in.locator("img[data-drawn]")).to_have_attribute("src", re.compile("frame=2"))
    signed_in.keyboard.press("f")
    drag(signed_in, 0.1, 0.1, 0.3, 0.3)
    expect(signed_in.get_by_role("button", name=re.compile("^Box 1 of 1.*frame 2"))).to_be_visible()
    signed_in.get_by_role("region", name="Picture").focus()
    signed_in.keyboard.press("ArrowUp")
    expect(signed_in.get_by_role("button", name=re.compile("^Box 1 of 1"))).to_have_count(0)
    signed_in.keyboard.press("a")
    expect(signed_in.get_by_role("heading", name="Nothing to review")).to_be_visible()
    changed = stored_pixels(client, image) != before
    assert not changed[0].any()
    assert changed[1].any()


def test_an_image_that_somebody_else_decided_says_so(signed_in: Page, client: Client) -> None:
    first, _ = waiting(client, 2)
    open_review(signed_in)
    assert client.ask(REVIEW, {"i": {"id": first, "status": "REJECTED"}})["reviewImage"]["errors"] == []
    signed_in.keyboard.press("a")
    expect(signed_in.get_by_role("alert")).to_contain_text("This image has been reviewed already.")


def test_the_review_page_is_accessible(signed_in: Page, client: Client, accessible: AXE) -> None:
    waiting(client, 2)
    open_review(signed_in)
    signed_in.keyboard.press("b")
    accessible()
    signed_in.keyboard.press("?")
    expect(signed_in.get_by_role("dialog", name="Keyboard and mouse")).to_be_visible()
    signed_in.wait_for_timeout(300)
    accessible()
    signed_in.keyboard.press("Escape")
    signed_in.keyboard.press("r")
    expect(signed_in.get_by_role("dialog", name="Reject this image?")).to_be_visible()
    signed_in.wait_for_timeout(300)
    accessible()
    signed_in.keyboard.press("Escape")
    signed_in.get_by_role("button", name="Use the dark theme").click()
    signed_in.wait_for_timeout(300)
    accessible()
    signed_in.set_viewport_size({"width": 820, "height": 1180})
    assert signed_in.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    accessible()


def test_an_empty_queue_says_what_it_is_for(signed_in: Page, client: Client, accessible: AXE) -> None:
    signed_in.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    expect(signed_in.get_by_role("heading", name="Nothing to review")).to_be_visible()
    accessible()
