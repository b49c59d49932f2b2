"""Uploads: what is seen before anything leaves the browser, and what a pause and a reload keep."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.e2e.conftest import picture
from tests.e2e.slices import mr_slices
from tests.journeys.test_upload import Client

COUNT = 104  # one more batch than the first, which has a hundred files


@pytest.fixture(scope="module")
def many_slices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with more files than one request takes."""
    folder = tmp_path_factory.mktemp("many") / "mr"
    folder.mkdir()
    for number, content in enumerate(mr_slices(COUNT)):
        (folder / f"{number:03d}.dcm").write_bytes(content)
    return folder


def test_what_is_in_the_files_is_told_before_anything_leaves_the_browser(
    signed_in: Page, ct_folder: Path, accessible: AXE
) -> None:
    sent: list[str] = []
    signed_in.on("request", lambda request: sent.append(request.post_data or ""))
    signed_in.get_by_role("banner").get_by_role("button", name="Upload").click()
    dialog = signed_in.get_by_role("dialog", name="Upload images")
    dialog.get_by_label("Folder to upload").set_input_files(ct_folder)
    found = dialog.get_by_role("region", name="What is in the files")
    expect(found).to_contain_text("1 patient, 1 study, 1 series, 9 images")
    expect(found).to_contain_text("1 file that this page cannot read as DICOM")
    row = found.get_by_role("table").get_by_role("row").nth(1)
    expect(row).to_contain_text("6 Feb 2015")
    expect(row).to_contain_text("CT · 1A TRAUMA/PLAIN HEAD DM")
    accessible()
    picture(signed_in, "summary.png")
    assert not any("UploadImages" in body or "TRAUMA" in body for body in sent)


def test_a_paused_upload_outlives_a_reload_and_sends_the_rest_alone(
    signed_in: Page, running_hub: RunningHub, many_slices: Path
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        is_upload = "multipart" in route.request.headers.get("content-type", "")
        if is_upload and not held:
            held.append(route)
        else:
            route.continue_()

    signed_in.route("**/graphql", hold)
    signed_in.on("dialog", lambda dialog: dialog.accept())
    signed_in.get_by_role("banner").get_by_role("button", name="Upload").click()
    dialog = signed_in.get_by_role("dialog")
    dialog.get_by_label("Folder to upload").set_input_files(many_slices)
    dialog.get_by_role("button", name="Start upload").click()
    dialog.get_by_role("button", name="Pause").click()
    expect(dialog.get_by_text("Paused.")).to_be_visible()
    held[0].continue_()
    expect(dialog.get_by_text(f"Sent 100 of {COUNT} files")).to_be_visible()
    stored = signed_in.evaluate("JSON.stringify({...localStorage})")
    assert "medhub.upload" in stored
    assert ".dcm" not in stored

    signed_in.reload()
    signed_in.get_by_role("banner").get_by_role("button", name="Upload").click()
    expect(dialog.get_by_text(f"100 of {COUNT} files had arrived")).to_be_visible()
    dialog.get_by_label("Folder to upload").set_input_files(many_slices)
    expect(dialog.get_by_text("4 files, ")).to_be_visible()
    dialog.get_by_role("button", name="Start upload").click()
    expect(dialog.get_by_text("Sent 4 of 4 files")).to_be_visible()
    expect(dialog.get_by_text(f"Stored {COUNT}")).to_be_visible(timeout=120_000)
    (job,) = Client(running_hub).ask("{ uploadJobs(first: 1) { nodes { total accepted duplicates } } }")["uploadJobs"][
        "nodes"
    ]
    assert job == {"total": COUNT, "accepted": COUNT, "duplicates": 0}
    assert signed_in.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('medhub.upload'))") == []
