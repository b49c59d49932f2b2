"""What the viewer really draws, compared with what the file holds."""

import io

import numpy as np
import numpy.typing as npt
import pydicom
from PIL import Image
from playwright.sync_api import Page, expect

Grey = npt.NDArray[np.float64]
SIDE = 96  # compared at this size, so that interpolation does not count


def wait_until_drawn(page: Page) -> None:
    """Wait for the first image."""
    expect(page.locator("[data-drawn]")).to_be_visible()
    page.wait_for_timeout(300)


def drawn(page: Page, rows: int, columns: int) -> Grey:
    """Return the displayed image, 0..255, cut to where an image of this size fits and scaled to SIDE x SIDE."""
    stage = page.get_by_role("region", name="Image", exact=True)
    shot = Image.open(io.BytesIO(stage.screenshot())).convert("L")
    scale = min(shot.width / columns, shot.height / rows)
    width, height = columns * scale, rows * scale
    left, top = (shot.width - width) / 2, (shot.height - height) / 2
    box = (round(left), round(top), round(left + width), round(top + height))
    return np.asarray(shot.crop(box).resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float64)


def expected(content: bytes, center: float, width: float) -> Grey:
    """Return the same picture made from the stored file by pydicom: PS3.3 C.11.2.1.2, linear."""
    dataset = pydicom.dcmread(io.BytesIO(content))
    values = dataset.pixel_array * float(dataset.get("RescaleSlope", 1)) + float(dataset.get("RescaleIntercept", 0))
    grey = np.clip((values - (center - 0.5)) / (width - 1) + 0.5, 0, 1) * 255
    picture = Image.fromarray(grey.astype(np.uint8)).resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(picture, dtype=np.float64)


def likeness(one: Grey, other: Grey) -> float:
    """Return the correlation of two pictures; the corners, where the overlays are, do not count."""
    margin = SIDE // 6
    inner = np.ones((SIDE, SIDE), dtype=bool)
    for rows in (slice(None, margin), slice(-margin, None)):
        inner[rows, : SIDE // 3] = inner[rows, -SIDE // 3 :] = False
    return float(np.corrcoef(one[inner], other[inner])[0, 1])
