"""The screen sends slices with text to the reader, and next to no others."""

from pathlib import Path

import numpy as np
import pydicom
import pytest

from app.imaging.deidentify.screen import densest_window, ink, may_hold_text, stroke_counts
from app.imaging.frames import decode
from tests.imaging.pictures import with_text


def slices(folder: Path) -> list[np.ndarray]:
    paths = (*sorted(folder.rglob("ct-series-philips/S2010/*")), *sorted(folder.rglob("mr-dcmstack/**/TE_*.dcm")))
    datasets = [pydicom.dcmread(path) for path in paths]
    return [decode(dataset)[0] for dataset in datasets if "PixelData" in dataset]


def tissue(dtype: type) -> np.ndarray:
    """A bright disc with noise before a darker noise, as slices are."""
    down, across = np.mgrid[:128, :128] - 64
    return np.random.default_rng(0).normal(np.where(down**2 + across**2 < 2500, 90, 20), 2).astype(dtype)


def test_untouched_scanner_slices_are_not_suspicious(shared_data: Path) -> None:
    found = [may_hold_text(frame) for frame in slices(shared_data)]

    assert len(found) > 15
    assert not any(found)


@pytest.mark.parametrize("size", [12, 16, 24, 40])
@pytest.mark.parametrize("text", ["DOE^JOHN", "ID 4711"])
@pytest.mark.parametrize("shade", [1.0, 0.7])
def test_text_drawn_into_any_of_them_is_suspicious(shared_data: Path, size: int, text: str, shade: float) -> None:
    for frame in slices(shared_data):
        value = int(frame.min() + shade * (int(np.percentile(frame, 99.8)) - frame.min()))
        for place in ((3, 3), (frame.shape[0] - size - 12, 3)):
            assert may_hold_text(with_text(frame, text, place, size, value)), place


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32])
def test_every_type_of_pixel_is_screened(dtype: type) -> None:
    assert not may_hold_text(tissue(dtype))
    assert may_hold_text(with_text(tissue(dtype), "DOE^JOHN", (2, 2), 14, 100))


def test_dark_letters_on_bright_tissue_are_found_too() -> None:
    assert may_hold_text(with_text(tissue(np.int16), "JOHN", (50, 40), 20, 30))


def test_values_at_the_ends_of_their_type_do_not_wrap() -> None:
    frame = np.full((64, 64), -32768, np.int16)
    frame[10:30, 20] = 32767

    bright, dark, gaps = stroke_counts(frame)

    assert (bright, dark, gaps) == (18, 0, 0)


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (9, 9), (16, 48)])
def test_images_smaller_than_letters_pass(shape: tuple[int, int]) -> None:
    frame = np.arange(shape[0] * shape[1], dtype=np.uint16).reshape(shape)

    assert not may_hold_text(frame)
    assert densest_window(frame) == 0


def test_ink_grows_with_text_in_grey_and_colour() -> None:
    black = np.zeros((100, 200), np.uint8)
    little, much = with_text(black, "A", (10, 10), 20, 255), with_text(black, "ABCDEFGH", (10, 10), 20, 255)

    assert 0 == ink(black) < ink(little) < ink(much) == ink(np.stack([black, much, black], axis=-1))
