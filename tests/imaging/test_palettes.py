"""Palettes of every encoding give the colours that they stand for."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from app.imaging.codecs import Undecodable
from app.imaging.frames import decode
from app.imaging.palettes import palette_colours


def palette(descriptor: list[int], data: bytes, *, is_segmented: bool = False) -> Dataset:
    dataset = Dataset()
    dataset.PixelRepresentation = 0
    for name in ("Red", "Green", "Blue"):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", descriptor)
        keyword = f"{name}PaletteColorLookupTableData"
        dataset.add_new(f"Segmented{keyword}" if is_segmented else keyword, "OW", data)
    return dataset


def words(*values: int) -> bytes:
    return np.array(values, "<u2").tobytes()


@pytest.mark.parametrize(
    ("header", "colours"),
    [
        (palette([3, 0, 16], words(0, 300, 65535)), [0, 300, 65535, 65535]),
        (palette([3, 0, 8], bytes([0, 10, 255, 0])), [0, 2570, 65535, 65535]),
        (palette([3, 0, 8], words(0, 10, 255)), [0, 2570, 65535, 65535]),
        (palette([2, 1, 16], words(7, 9)), [7, 7, 9, 9]),
        # discrete 1, 2; linear to 4 in 2 steps; padding behind
        (palette([4, 0, 16], words(0, 2, 1, 2, 1, 2, 4, 0x2020), is_segmented=True), [1, 2, 3, 4]),
        # discrete 5, 6; then once more the segment at byte 0
        (palette([4, 0, 16], words(0, 2, 5, 6, 2, 1, 0, 0), is_segmented=True), [5, 6, 5, 6]),
        (palette([4, 0, 8], bytes([0, 2, 5, 6, 2, 1, 0, 0, 0, 0]), is_segmented=True), [1285, 1542, 1285, 1542]),
    ],
)
def test_indices_become_sixteen_bit_colours(header: Dataset, colours: list[int]) -> None:
    found = palette_colours(np.array([0, 1, 2, 3], np.uint8), header)

    assert found.tolist() == [[value] * 3 for value in colours]


@pytest.mark.parametrize(
    "header",
    [
        Dataset(),
        palette([3, 0, 16], b"\1\2"),
        palette([4, 0, 16], words(9, 1), is_segmented=True),
        palette([4, 0, 16], words(1, 2, 5), is_segmented=True),
        palette([4, 0, 16], words(0, 0, 0, 0), is_segmented=True),
        palette([9, 0, 16], words(2, 1, 0, 0), is_segmented=True),
    ],
)
def test_a_missing_or_damaged_palette_is_refused(header: Dataset) -> None:
    with pytest.raises(Undecodable, match="palette"):
        palette_colours(np.zeros(1, np.uint8), header)


def test_real_palettes_give_the_colours_that_pydicom_sees(shared_data: Path) -> None:
    compared = 0
    for path in (*shared_data.rglob("*Palette*.dcm"), *shared_data.rglob("*palette*.dcm"), *shared_data.rglob("OBX*")):
        dataset = pydicom.dcmread(path)
        if dataset.PhotometricInterpretation != "PALETTE COLOR":
            continue
        pixels = decode(dataset)
        expected = apply_color_lut(pixels, dataset)
        scale = 257 if expected.dtype == np.uint8 else 1
        assert (palette_colours(pixels, dataset) == expected.astype(int) * scale).all(), path.name
        compared += 1
    assert compared >= 3
