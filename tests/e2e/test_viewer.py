"""The viewer's tools, by real mouse and keyboard."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from playwright.sync_api import Page, expect
from pydicom.data import get_testdata_file

from tests.conftest import ROOT, RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.e2e.pixels import drawn, likeness, wait_until_drawn

SQUARE = (512, 512)
ALIKE = 0.95  # a noisy image, interpolated anew


@pytest.fixture
def viewer(signed_in: Page, running_hub: RunningHub, stored: dict[str, str]) -> Page:
    """The first image of the stored series."""
    signed_in.goto(f"{running_hub.base_url}/series/{stored['series']}")
    signed_in.get_by_role("link", name=re.compile("Open image")).first.click()
    wait_until_drawn(signed_in)
    return signed_in


def drag(page: Page, right: int, down: int) -> None:
    box = page.get_by_role("img", name=re.compile("^Image 1 of")).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)
    page.mouse.up()
    page.wait_for_timeout(200)


def test_the_wheel_and_the_keys_scroll_through_the_stack(viewer: Page) -> None:
    position = viewer.get_by_test_id("position")
    expect(position).to_have_text(re.compile("Image 1/"))
    first, address = drawn(viewer, *SQUARE), viewer.url
    viewer.keyboard.press("ArrowDown")
    expect(position).to_have_text(re.compile("Image 2/"))
    viewer.wait_for_timeout(400)
    assert likeness(first, drawn(viewer, *SQUARE)) < 0.9999
    assert viewer.url != address
    viewer.get_by_role("img", name=re.compile("^Image 2 of")).hover()
    viewer.mouse.wheel(0, 100)
    expect(position).to_have_text(re.compile("Image 3/"))
    viewer.keyboard.press("Home")
    expect(position).to_have_text(re.compile("Image 1/"))


def test_dragging_changes_brightness_and_contrast_and_reset_takes_it_back(viewer: Page) -> None:
    window = viewer.get_by_test_id("window")
    before, picture = window.inner_text(), drawn(viewer, *SQUARE)
    drag(viewer, 120, 60)
    expect(window).not_to_have_text(before)
    assert np.abs(picture - drawn(viewer, *SQUARE)).mean() > 1
    viewer.keyboard.press(" ")
    expect(window).to_have_text(before)
    assert np.abs(picture - drawn(viewer, *SQUARE)).mean() < 0.5


def test_a_chosen_window_stays_through_the_stack_until_reset(viewer: Page) -> None:
    window, position = viewer.get_by_test_id("window"), viewer.get_by_test_id("position")
    before = window.inner_text()
    drag(viewer, 120, 60)
    expect(window).not_to_have_text(before)
    chosen = window.inner_text()
    viewer.get_by_role("img", name=re.compile("^Image 1 of")).hover()
    for number in (2, 3):
        viewer.mouse.wheel(0, 100)
        expect(position).to_have_text(re.compile(f"Image {number}/"))
        viewer.wait_for_timeout(300)
        expect(window).to_have_text(chosen)
    viewer.keyboard.press("ArrowUp")
    expect(position).to_have_text(re.compile("Image 2/"))
    viewer.wait_for_timeout(300)
    expect(window).to_have_text(chosen)
    viewer.keyboard.press(" ")
    expect(window).not_to_have_text(chosen)


def test_zoom_and_move(viewer: Page) -> None:
    zoom, picture = viewer.get_by_test_id("zoom"), drawn(viewer, *SQUARE)
    expect(zoom).to_have_text("Zoom 100 %")
    viewer.keyboard.press("+")
    expect(zoom).to_have_text("Zoom 125 %")
    viewer.get_by_role("button", name="Move").click()
    zoomed = drawn(viewer, *SQUARE)
    drag(viewer, 80, 0)
    moved = drawn(viewer, *SQUARE)
    assert likeness(zoomed, moved) < 0.98
    viewer.get_by_role("button", name="Reset").click()
    expect(zoom).to_have_text("Zoom 100 %")
    assert likeness(picture, drawn(viewer, *SQUARE)) > 0.99


def test_invert_rotate_and_flip_draw_what_they_say(viewer: Page) -> None:
    picture = drawn(viewer, *SQUARE)
    viewer.keyboard.press("i")
    viewer.wait_for_timeout(200)
    assert likeness(picture, drawn(viewer, *SQUARE)) < -0.95
    viewer.keyboard.press("i")
    viewer.keyboard.press("h")
    viewer.wait_for_timeout(200)
    assert likeness(np.fliplr(picture), drawn(viewer, *SQUARE)) > ALIKE
    viewer.keyboard.press("h")
    viewer.keyboard.press("r")
    viewer.wait_for_timeout(200)
    assert likeness(np.rot90(picture, -1), drawn(viewer, *SQUARE)) > ALIKE
    viewer.keyboard.press(" ")
    viewer.wait_for_timeout(200)
    assert likeness(picture, drawn(viewer, *SQUARE)) > 0.99


def test_the_report_of_the_image_is_beside_it(viewer: Page) -> None:
    panel = viewer.get_by_role("complementary", name="About this image")
    expect(panel).to_contain_text(re.compile(r"\d+ attributes changed"))
    panel.get_by_label("Search the changed attributes").fill("PatientName")
    expect(panel.get_by_role("table", name="Changed attributes").get_by_role("row")).to_have_count(1)
    panel.get_by_role("tab", name="Image").click()
    expect(panel.get_by_role("table", name="Attributes")).to_contain_text("LongitudinalTemporalInformationModified")


def test_keys_typed_into_a_search_are_not_tools(viewer: Page) -> None:
    viewer.get_by_label("Search the changed attributes").press_sequentially("ir")
    expect(viewer.get_by_role("button", name="Invert")).to_have_attribute("aria-pressed", "false")


def test_what_was_blacked_out_is_shown_over_the_image(open_image: Callable[[bytes], Page]) -> None:
    with zipfile.ZipFile(ROOT / "samples" / "ultrasound.zip") as archive:
        files = [archive.read(name) for name in archive.namelist() if not name.endswith("/")]
    colour = next(content for content in files if pydicom.dcmread(io.BytesIO(content)).SamplesPerPixel == 3)
    page = open_image(colour)
    expect(page.locator("svg polygon")).to_have_count(0)
    page.get_by_role("button", name="Show what was blacked out").click()
    boxes = page.locator("svg polygon")
    expect(boxes.first).to_be_visible()
    assert boxes.count() == page.get_by_role("complementary").get_by_role("listitem").count()
    picture(page, "viewer.png")


def test_a_colour_image_of_two_frames_is_a_stack_of_two(open_image: Callable[[bytes], Page]) -> None:
    page = open_image(Path(str(get_testdata_file("SC_rgb_rle_2frame.dcm"))).read_bytes())
    position = page.get_by_test_id("position")
    expect(position).to_have_text("Image 1/2 (frame 1/2)")
    first = drawn(page, 100, 100)
    page.keyboard.press("End")
    expect(position).to_have_text("Image 2/2 (frame 2/2)")
    page.wait_for_timeout(400)
    assert first.std() > 5
    assert np.abs(first - drawn(page, 100, 100)).mean() > 5


def test_a_length_and_an_ellipse_are_measured_in_millimetres_and_deleted(viewer: Page, accessible: AXE) -> None:
    stage = viewer.get_by_role("region", name="Image", exact=True)
    box = stage.bounding_box()
    assert box
    found = re.search(r"(\d+) . (\d+), ([\d.]+) mm", stage.inner_text())
    assert found
    columns, rows, spacing_mm = int(found[1]), int(found[2]), float(found[3])
    scale = min(box["width"] / columns, box["height"] / rows)
    viewer.keyboard.press("d")
    drag(viewer, 120, 0)
    text = viewer.locator("svg text").filter(has_text="mm")
    expect(text).to_have_count(1)
    length_mm = float((text.text_content() or "").split()[0])
    assert length_mm == pytest.approx(120 / scale * spacing_mm, rel=0.03)
    viewer.keyboard.press("e")
    viewer.mouse.move(box["x"] + box["width"] / 2 - 100, box["y"] + box["height"] / 2 + 120)
    viewer.mouse.down()
    viewer.mouse.move(box["x"] + box["width"] / 2 - 50, box["y"] + box["height"] / 2 + 160, steps=6)
    viewer.mouse.up()
    statistics = viewer.locator("svg text").filter(has_text="Mean")
    expect(statistics).to_contain_text("mm²")
    expect(statistics).to_contain_text("Std Dev")
    accessible()
    picture(viewer, "measured.png")
    viewer.get_by_role("button", name="Delete measurements").click()
    expect(viewer.locator("svg text")).to_have_count(0)


def test_series_hang_side_by_side_and_scroll_together(viewer: Page, stored: dict[str, str], accessible: AXE) -> None:
    viewer.get_by_role("button", name="Compare side by side").click()
    expect(viewer).to_have_url(re.compile(f"/studies/{stored['study']}/view"))
    viewer.get_by_label("Series in Pane 2").select_option(stored["series"])
    expect(viewer.locator("[data-drawn]")).to_have_count(2)
    accessible()
    viewer.get_by_role("img", name="Pane 1").focus()
    viewer.keyboard.press("ArrowDown")
    viewer.keyboard.press("ArrowDown")
    expect(viewer.get_by_role("img", name="Pane 1, image 3 of 4")).to_be_visible()
    expect(viewer.get_by_role("img", name="Pane 2, image 3 of 4")).to_be_visible()
    viewer.get_by_role("button", name="Scroll together").click()
    viewer.keyboard.press("Tab")
    viewer.get_by_role("img", name="Pane 2").focus()
    viewer.keyboard.press("ArrowUp")
    expect(viewer.get_by_role("img", name="Pane 2, image 2 of 4")).to_be_visible()
    expect(viewer.get_by_role("img", name="Pane 1, image 3 of 4")).to_be_visible()
    viewer.get_by_label("Layout").select_option("3x3")
    expect(viewer.get_by_role("combobox", name="Series in Pane 9")).to_be_visible()
    expect(viewer).to_have_url(re.compile("grid=3x3"))
