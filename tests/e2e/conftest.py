"""A real browser on a real hub. Every test fails when the page logs an error, which makes each a test of its security policy."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect

from tests.conftest import ROOT, RunningHub
from tests.e2e.axe import AXE
from tests.e2e.slices import mr_slices
from tests.journeys.test_upload import Client

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]
PICTURES = ROOT / "docs" / "images"
PATIENCE_MS = 20_000  # a loaded machine is slow; a missing element is missing after any time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser's tests on one worker: they share a hub."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium: nothing is downloaded."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("Chromium is missing: install the package 'chromium'.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop of a doctor who wants no animations."""
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 800},
        "locale": "en-GB",
        "timezone_id": "UTC",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """A fresh browser profile; elsewhere in the tests a context is that of a request."""
    return new_context()


@pytest.fixture(autouse=True)
def clean(page: Page, running_hub: RunningHub) -> Iterator[list[str]]:
    """Fail the test when the page logs an error, breaks the security policy, or asks another host for anything."""
    found: list[str] = []

    def log(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    def crash(error: Error) -> None:
        found.append(str(error))

    def outside(url: str) -> None:
        if not url.startswith((running_hub.base_url, "blob:", "data:")):
            found.append(f"asked another host: {url}")

    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page.on("console", log)
    page.on("pageerror", crash)
    page.on("request", lambda request: outside(request.url))
    yield found
    assert found == []


@pytest.fixture
def signed_in(page: Page, running_hub: RunningHub) -> Page:
    """The list of patients, as the administrator sees it."""
    page.goto(f"{running_hub.base_url}/patients")
    sign_in(page, running_hub.email, running_hub.password)
    expect(page.get_by_role("heading", name="Patients", level=1)).to_be_visible()
    return page


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the form and send it."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def picture(page: Page, name: str) -> None:
    """Save what is shown for the README, when HUB_SCREENSHOTS asks for it."""
    if os.environ.get("HUB_SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.mouse.move(0, 0)
        page.wait_for_timeout(1000)
        page.screenshot(path=PICTURES / name)


@pytest.fixture(scope="session")
def ct_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nine CT slices of one series and a file that is no image."""
    folder = tmp_path_factory.mktemp("upload") / "ct abdomen"
    with zipfile.ZipFile(ROOT / "samples" / "ct-head.zip") as archive:
        archive.extractall(folder)
    (folder / "notes.txt").write_text("not an image")
    return folder


@pytest.fixture(scope="session")
def stored(running_hub: RunningHub) -> dict[str, str]:
    """Ids of a patient, a study, a series and an image that are in the hub: four MR slices."""
    client = Client(running_hub)
    job = client.upload([(f"{number}.dcm", content) for number, content in enumerate(mr_slices(4))])
    assert all(node["image"] for node in job["files"]["nodes"]), job["files"]["nodes"]
    image = job["files"]["nodes"][0]["image"]["id"]
    query = "query($id: ID!) { image(id: $id) { id series { id study { id patient { id } } } } }"
    found = client.ask(query, {"id": image})["image"]
    study = found["series"]["study"]
    return {"image": image, "series": found["series"]["id"], "study": study["id"], "patient": study["patient"]["id"]}


@pytest.fixture
def open_image(signed_in: Page, running_hub: RunningHub) -> Callable[[bytes], Page]:
    """A function that uploads a file and opens its image."""

    def opened(content: bytes) -> Page:
        job = Client(running_hub).upload([("image.dcm", content)])
        (file,) = job["files"]["nodes"]
        assert file["image"], file
        image = file["image"]["id"]
        signed_in.goto(f"{running_hub.base_url}/images/{image}")
        expect(signed_in.locator("[data-drawn]")).to_be_visible()
        return signed_in

    return opened


@pytest.fixture
def accessible(page: Page) -> AXE:
    """A function that fails when the page has a serious or critical finding against WCAG 2.2 A or AA."""
    return AXE(page, ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js")
