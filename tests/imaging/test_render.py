"""Grey levels by the formulas of the standard, and pictures of the right size and kind."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.errors import Invalid, NotFound
from app.imaging.codecs import Undecodable
from app.imaging.render import render, thumbnail
from app.imaging.tiff import write_dual
from app.imaging.values import Window, display_of, modality_values, robust_window, windowed, ybr_to_rgb
from tests.imaging.pictures import image_of

RAMP = np.arange(256, dtype=np.uint16).reshape(1, 16, 16)


def stored(tmp_path: Path, dataset: Dataset, pixels: np.ndarray) -> Path:
    path = tmp_path / "a.dcm.tif"
    write_dual(dataset, pixels, path)
    return path


def picture(content: bytes) -> np.ndarray:
    with Image.open(BytesIO(content)) as opened:
        return np.asarray(opened)


@pytest.mark.parametrize(
    ("window", "value", "level"),
    [
        # PS3.3 C.11.2.1.2.1, the examples of its notes: c=2048, w=4096; c=2048, w=1; c=0, w=100; c=0, w=1
        (Window(2048, 4096), 0, 0),
        (Window(2048, 4096), 4095, 255),
        (Window(2048, 4096), 2047.5, 128),
        (Window(2048, 1), 2047, 0),
        (Window(2048, 1), 2048, 255),
        (Window(0, 100), -50, 0),
        (Window(0, 100), 49, 255),
        (Window(0, 1), -1, 0),
        (Window(0, 1), 0, 255),
        (Window(10, 20, "LINEAR_EXACT"), 0, 0),
        (Window(10, 20, "LINEAR_EXACT"), 10, 128),
        (Window(10, 20, "LINEAR_EXACT"), 20, 255),
        (Window(10, 20, "SIGMOID"), 10, 128),
        (Window(10, 20, "SIGMOID"), 15, 186),
        (Window(0, 1e-9, "SIGMOID"), 1e9, 255),
    ],
)
def test_a_window_follows_the_formula_of_the_standard(window: Window, value: float, level: int) -> None:
    assert windowed(np.array([float(value)]), window).tolist() == [level]


@given(
    center=st.floats(-5000, 5000),
    width=st.floats(0.01, 10_000),
    function=st.sampled_from(["LINEAR", "LINEAR_EXACT", "SIGMOID"]),
    values=st.lists(st.integers(-40_000, 70_000), min_size=2, max_size=50),
)
def test_no_window_turns_the_order_of_values_round(
    center: float, width: float, function: str, values: list[int]
) -> None:
    levels = windowed(np.sort(np.array(values, float)), Window(center, width, function))

    assert (np.diff(levels.astype(int)) >= 0).all()


def test_the_files_own_window_and_rescale_are_used(tmp_path: Path) -> None:
    dataset = image_of(RAMP, WindowCenter="100", WindowWidth="101", RescaleSlope="2", RescaleIntercept="-100")

    levels = picture(render(stored(tmp_path, dataset, RAMP)))

    expected = windowed(RAMP[0] * 2.0 - 100, Window(100, 101))
    assert (levels == expected).all()


def test_the_first_of_many_windows_is_used(tmp_path: Path) -> None:
    dataset = image_of(RAMP, WindowCenter=["100", "5"], WindowWidth=["101", "7"])

    assert display_of(dataset).window == Window(100, 101)


def test_an_asked_window_goes_before_the_files_own(tmp_path: Path) -> None:
    path = stored(tmp_path, image_of(RAMP, WindowCenter="10", WindowWidth="20"), RAMP)

    assert (picture(render(path, window=Window(128, 256))) == RAMP[0]).all()


def test_monochrome1_is_shown_inverted(tmp_path: Path) -> None:
    path = stored(tmp_path, image_of(RAMP, "MONOCHROME1"), RAMP)

    assert (picture(render(path, window=Window(128, 256))) == 255 - RAMP[0]).all()


def test_signed_values_beyond_any_table_are_windowed_too(tmp_path: Path) -> None:
    pixels = np.array([-(2**31), 0, 2**31 - 1, 1000], np.int32).reshape(1, 2, 2)
    path = stored(tmp_path, image_of(pixels), pixels)

    assert picture(render(path, window=Window(500, 1001))).ravel().tolist() == [0, 0, 255, 255]


def test_without_a_window_the_extremes_are_left_out() -> None:
    values = np.concatenate((np.arange(1000), [30_000], np.full(5000, -2000))).astype(np.int16)
    dataset = image_of(values.reshape(1, 1, -1), PixelPaddingValue=-2000)

    window = robust_window(values, display_of(dataset))

    assert window.function == "LINEAR_EXACT"
    assert (round(window.center), round(window.width)) == (500, 990)


def test_functional_groups_go_before_the_header(tmp_path: Path) -> None:
    dataset = image_of(np.concatenate((RAMP, RAMP)), WindowCenter="1", WindowWidth="1")
    shared, groups = Dataset(), Dataset()
    transformation, voi = Dataset(), Dataset()
    transformation.RescaleSlope, transformation.RescaleIntercept = "3", "7"
    voi.WindowCenter, voi.WindowWidth, voi.VOILUTFunction = "40", "80", "SIGMOID"
    shared.PixelValueTransformationSequence = Sequence([transformation])
    groups.FrameVOILUTSequence = Sequence([voi])
    dataset.SharedFunctionalGroupsSequence = Sequence([shared])
    dataset.PerFrameFunctionalGroupsSequence = Sequence([Dataset(), groups])

    display = display_of(dataset, 2)

    assert (display.slope, display.intercept, display.window) == (3, 7, Window(40, 80, "SIGMOID"))
    assert display_of(dataset, 1).window == Window(1, 1)


def look_up_table(first: int, values: list[int], bits: int) -> Sequence:
    item = Dataset()
    item.LUTDescriptor = [len(values), first, bits]
    item["LUTDescriptor"].VR = "US"
    item.add_new("LUTData", "US", values)
    return Sequence([item])


def test_look_up_tables_of_modality_and_voi_are_followed(tmp_path: Path) -> None:
    dataset = image_of(RAMP)
    dataset.ModalityLUTSequence = look_up_table(10, [100, 101, 102], 8)
    dataset.VOILUTSequence = look_up_table(100, [0, 51, 255], 8)

    display = display_of(dataset)
    levels = picture(render(stored(tmp_path, dataset, RAMP)))

    assert modality_values(np.array([0, 10, 11, 12, 200]), display).tolist() == [100, 100, 101, 102, 102]
    assert levels.ravel()[[0, 10, 11, 12, 255]].tolist() == [0, 0, 51, 255, 255]


def test_colours_are_shown_as_they_are(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (1, 8, 8, 3), dtype=np.uint8)

    assert (
        picture(render(stored(tmp_path, image_of(pixels, "RGB", PlanarConfiguration=0), pixels))) == pixels[0]
    ).all()


def test_sixteen_bit_colours_keep_their_upper_bits(tmp_path: Path) -> None:
    pixels = np.full((1, 2, 2, 3), 0x1234, np.uint16)

    assert (picture(render(stored(tmp_path, image_of(pixels, "RGB", PlanarConfiguration=0), pixels))) == 0x12).all()


def test_luminance_and_chrominance_become_rgb() -> None:
    # PS3.3 C.7.6.3.1.2, pure red, grey and blue
    ybr = np.array([[76, 85, 255], [128, 128, 128], [29, 255, 107]], np.uint8)

    assert np.abs(ybr_to_rgb(ybr).astype(int) - [[254, 0, 0], [128, 128, 128], [0, 0, 254]]).max() <= 1


def test_a_palette_is_looked_up_and_a_missing_one_refused(tmp_path: Path) -> None:
    indices = np.array([0, 1, 2, 1], np.uint8).reshape(1, 2, 2)
    dataset = image_of(indices, "PALETTE COLOR")
    for place, name in enumerate(("Red", "Green", "Blue")):
        setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [3, 0, 16])
        entries = np.array([0, 0x8000 if place == 0 else 0, 0xFFFF], np.uint16).tobytes()
        dataset.add_new(f"{name}PaletteColorLookupTableData", "OW", entries)

    levels = picture(render(stored(tmp_path, dataset, indices)))

    assert levels.reshape(-1, 3).tolist() == [[0, 0, 0], [128, 0, 0], [255, 255, 255], [128, 0, 0]]
    del dataset.RedPaletteColorLookupTableData
    with pytest.raises(Undecodable, match="palette"):
        write_dual(dataset, indices, tmp_path / "b.dcm.tif")


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_is_scaled_and_of_the_asked_kind(tmp_path: Path, kind: str) -> None:
    pixels = np.zeros((2, 40, 80), np.uint16)
    path = stored(tmp_path, image_of(pixels), pixels)

    with Image.open(BytesIO(render(path, frame=2, width=20, format=kind))) as opened:  # type: ignore[arg-type]
        assert (opened.format, opened.size) == (kind.upper(), (20, 10))
    assert picture(render(path, width=160)).shape == (80, 160)


def test_what_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path, image_of(RAMP), RAMP)

    for frame in (0, 2):
        with pytest.raises(NotFound):
            render(path, frame=frame)
    for wrong in ({"width": 0}, {"width": 100_000}, {"window": Window(0, 0)}, {"window": Window(float("nan"), 1)}):
        with pytest.raises(Invalid):
            render(path, **wrong)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="png, jpeg or webp"):
        render(path, format="gif")  # type: ignore[arg-type]


def test_a_thumbnail_is_a_small_webp_of_the_middle_frame(tmp_path: Path) -> None:
    pixels = np.zeros((3, 600, 300), np.uint8)
    pixels[1] = np.arange(300) > 150
    path = stored(tmp_path, image_of(pixels), pixels)

    with Image.open(BytesIO(thumbnail(path))) as opened:
        assert (opened.format, opened.size) == ("WEBP", (128, 256))
        levels = np.asarray(opened)[..., 0]
    assert levels[:, :50].max() < 30
    assert levels[:, 90:].min() > 225
