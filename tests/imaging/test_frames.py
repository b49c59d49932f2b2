"""Stored values of every native layout, and what the data set says of them afterwards."""

from pathlib import Path

import numpy as np
import pytest
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.errors import NotFound, TooLarge, Unsupported
from app.imaging.codecs import Undecodable
from app.imaging.frames import decode, pixel_layout, stored_frame, stored_header
from app.imaging.tiff import write_dual
from tests.imaging.pictures import image_of

GREY = np.arange(2 * 3 * 4, dtype=np.uint16).reshape(2, 3, 4)


def test_native_pixels_are_not_copied() -> None:
    dataset = image_of(GREY)

    pixels = decode(dataset)

    assert (pixels == GREY).all()
    assert pixels.dtype == np.uint16
    assert np.shares_memory(pixels, np.frombuffer(dataset.PixelData, np.uint8))


@pytest.mark.parametrize(
    ("stored", "signed", "before", "after"),
    [
        (12, False, [0x8123, 0x0FFF], [0x123, 0xFFF]),
        (12, True, [0x0FFF, 0x7001], [-1, 1]),
        (16, True, [0xFFFF, 0x7FFF], [-1, 0x7FFF]),
        (10, False, [0x03FF, 0x0001], [0x3FF, 1]),
    ],
)
def test_bits_above_the_stored_ones_are_cleared(stored: int, signed: bool, before: list[int], after: list[int]) -> None:
    pixels = np.array(before, np.uint16).reshape(1, 1, 2)
    dataset = image_of(pixels, BitsStored=stored, HighBit=stored - 1, PixelRepresentation=int(signed))

    assert decode(dataset).ravel().tolist() == after


def test_values_in_the_upper_bits_are_brought_down() -> None:
    dataset = image_of(np.array([0xABCF], np.uint16).reshape(1, 1, 1), BitsStored=12, HighBit=15)

    assert decode(dataset).item() == 0xABC
    assert dataset.HighBit == 11


def test_colour_planes_are_put_side_by_side() -> None:
    pixels = np.arange(2 * 2 * 3 * 3, dtype=np.uint8).reshape(2, 2, 3, 3)
    planes = np.ascontiguousarray(np.moveaxis(pixels, -1, 1))
    dataset = image_of(pixels, "RGB", PlanarConfiguration=1, PixelData=planes.tobytes())

    assert (decode(dataset) == pixels).all()
    assert dataset.PlanarConfiguration == 0


def test_subsampled_colours_are_repeated_without_loss() -> None:
    dataset = image_of(np.zeros((1, 1, 4, 3), np.uint8), "YBR_FULL_422", PlanarConfiguration=0)
    dataset.PixelData = bytes([10, 11, 100, 200, 20, 21, 101, 201])

    pixels = decode(dataset)

    assert pixels.tolist() == [[[[10, 100, 200], [11, 100, 200], [20, 101, 201], [21, 101, 201]]]]
    assert dataset.PhotometricInterpretation == "YBR_FULL"


def test_single_bits_take_a_byte_each_and_binary_segments_become_fractional() -> None:
    bits = np.array([1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0], np.uint8).reshape(2, 2, 3)
    dataset = image_of(bits, BitsAllocated=1, BitsStored=1, HighBit=0, SegmentationType="BINARY")
    dataset.PixelData = np.packbits(bits, bitorder="little").tobytes()

    assert (decode(dataset) == bits).all()
    assert (dataset.BitsAllocated, dataset.BitsStored, dataset.SegmentationType) == (8, 8, "FRACTIONAL")
    assert dataset.MaximumFractionalValue == 1


@pytest.mark.parametrize(("vr", "pixels"), [("OW", GREY), ("OW", GREY.astype(np.uint8)), ("OB", GREY.astype(np.uint8))])
def test_big_endian_pixels_and_tables_are_swapped(vr: str, pixels: np.ndarray) -> None:
    dataset = image_of(pixels)
    dataset.file_meta.TransferSyntaxUID = uid.ExplicitVRBigEndian
    unit = 2 if vr == "OW" else 1
    dataset["PixelData"].VR = vr
    dataset.PixelData = np.frombuffer(dataset.PixelData, f"<u{unit}").astype(f">u{unit}").tobytes()
    item = Dataset()
    item.add_new("LUTData", "OW", b"\x01\x02")
    dataset.ModalityLUTSequence = Sequence([item])

    assert (decode(dataset) == pixels).all()
    assert item.LUTData == b"\x02\x01"


@pytest.mark.parametrize(("change", "word"), [(-2, "shorter"), (2, "longer"), (-48, "shorter")])
def test_pixel_data_of_another_length_is_refused(change: int, word: str) -> None:
    dataset = image_of(GREY)
    dataset.PixelData = (dataset.PixelData + b"\0\1")[: 48 + change]

    with pytest.raises(Undecodable, match=f"{word} than the header says"):
        decode(dataset)


def test_the_pad_byte_of_an_odd_image_is_no_pixel() -> None:
    pixels = np.array([[[1, 2, 3]]], np.uint8)

    assert decode(image_of(pixels)).tolist() == [[[1, 2, 3]]]


def test_an_image_too_large_for_a_worker_is_refused_before_anything_is_allocated() -> None:
    dataset = image_of(GREY, Rows=40_000, Columns=40_000)

    with pytest.raises(TooLarge, match="more than 1024 MB"):
        decode(dataset)


@pytest.mark.parametrize(
    ("elements", "error"),
    [
        ({"Rows": 0}, Undecodable),
        ({"BitsAllocated": 12}, Unsupported),
        ({"BitsStored": 17}, Unsupported),
        ({"PhotometricInterpretation": "HSV"}, Unsupported),
        ({"SamplesPerPixel": 3}, Unsupported),
        ({"PhotometricInterpretation": None}, Unsupported),
    ],
)
def test_a_layout_that_is_no_image_of_integers_is_refused(elements: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        decode(image_of(GREY, **elements))


@pytest.mark.parametrize("keyword", ["Rows", "BitsAllocated", "PhotometricInterpretation"])
def test_a_header_without_a_layout_is_refused(keyword: str) -> None:
    dataset = image_of(GREY)
    delattr(dataset, keyword)

    with pytest.raises(Undecodable, match="missing from its header"):
        decode(dataset)


def test_an_object_without_pixels_is_refused() -> None:
    dataset = image_of(GREY)
    del dataset.PixelData

    with pytest.raises(Unsupported, match="no pixel data"):
        pixel_layout(dataset)


def test_video_and_unknown_syntaxes_are_refused() -> None:
    dataset = image_of(GREY)
    dataset.file_meta.TransferSyntaxUID = uid.MPEG4HP41

    with pytest.raises(Unsupported, match="transfer syntax"):
        decode(dataset)


def test_stored_frames_are_read_one_by_one(tmp_path: Path) -> None:
    dataset, path = image_of(GREY), tmp_path / "a.dcm.tif"
    write_dual(dataset, decode(dataset), path)

    content, layout = stored_frame(path, 2)

    assert content == GREY[1].tobytes()
    assert (layout.rows, layout.columns, layout.frames, layout.photometric) == (3, 4, 2, "MONOCHROME2")
    assert "PixelData" not in stored_header(path)
    for number in (0, 3):
        with pytest.raises(NotFound, match=r"has 2 frame\(s\)"):
            stored_frame(path, number)
