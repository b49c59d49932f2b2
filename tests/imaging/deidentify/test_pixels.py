"""Text is blanked, everything else stays bit by bit, and doubt is said."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.imaging.deidentify import pixels as cleaning
from app.imaging.deidentify.fill import assert_untouched
from app.imaging.deidentify.pixels import CleanedPixels, clean_pixels, is_from_scanner, look_again
from app.imaging.deidentify.policy import TextPolicy
from app.imaging.deidentify.stacks import NEW_FRAMES_LIMIT, watched_frames
from app.imaging.deidentify.templates import template_key
from app.imaging.deidentify.text import Line, TextReader
from app.imaging.deidentify.ultrasound import scan_regions
from app.imaging.deidentify.views import Look
from app.imaging.frames import declared_layout, decode
from app.imaging.geometry import Box, Region, outside_of
from tests.imaging.burned_in import HIDDEN_SHARE, hidden_share, labels, load
from tests.imaging.pictures import image_of, with_text

# Quick ones of every kind; all of them are in the benchmark.
LABELLED = (
    "presidio/test_data/dicom_dir_1/dicom_dir_2/2_ORIGINAL.dicom",
    "ct-series-philips/S4010/I50",
    "deid-data/ultrasounds/RGB_IMAGE.dcm",
    "fo-dicom/CT-MONO2-16-ankle",
    "nema-wg04/compsamples_j2k/IMAGES/J2KI/VL1_J2KI",
    "nema-wg04/compsamples_rle_20040210/IMAGES/RLE/US1_RLE",
    "pydicom-data/OBXXXX1A.dcm",
    "pydicom-data/gdcm-US-ALOKA-16.dcm",
)
WITHOUT_TEXT = ("nema-wg04/compsamples_j2k/IMAGES/J2KI/NM1_J2KI", "pydicom-data/explicit_VR-UN.dcm")


def outside(regions: tuple[Region, ...], shape: tuple[int, ...]) -> np.ndarray:
    is_outside = np.ones(shape, bool)
    for region in regions:
        is_outside[region.box.slices] = False
    return is_outside


def assert_only_regions_changed(before: np.ndarray, cleaned: CleanedPixels) -> None:
    is_outside = outside(cleaned.regions, before.shape[1:3])
    assert (cleaned.pixels[:, is_outside] == before[:, is_outside]).all()
    assert cleaned.pixels.dtype == before.dtype
    assert cleaned.pixels.shape == before.shape


@pytest.mark.parametrize("name", LABELLED)
def test_every_line_that_identifies_somebody_is_hidden(shared_data: Path, name: str) -> None:
    dataset, before = load(shared_data / name)
    original = before.copy()

    cleaned = clean_pixels(dataset, before)

    phi = [line for line in labels(shared_data)[name] if line.is_phi]
    assert phi
    missed = [line for line in phi if hidden_share(dataset, before, cleaned.regions, line) < HIDDEN_SHARE]
    assert not missed
    assert (cleaned.verified, cleaned.doubt, cleaned.was_read) == (True, None, True)
    assert (before == original).all()
    assert_only_regions_changed(before, cleaned)


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_an_image_without_text_that_is_read_comes_back_untouched(shared_data: Path, name: str) -> None:
    dataset = pydicom.dcmread(shared_data / name)
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    before = decode(dataset)

    cleaned = clean_pixels(dataset, before)

    assert cleaned.was_read
    assert cleaned.verified
    assert cleaned.regions == ()
    assert cleaned.pixels is before


# What is cut off by the edge of an image, or lies between it and a line that was found.
AT_THE_EDGE = {
    "presidio/test_data/dicom_dir_1/dicom_dir_2/2_ORIGINAL.dicom": [Box(0, 0, 12, 12), Box(120, 0, 131, 12)],
    "nema-wg04/compsamples_j2k/IMAGES/J2KR/VL6_J2KR": [Box(176, 3, 207, 11)],
}


@pytest.mark.parametrize("name", AT_THE_EDGE)
def test_letters_between_a_line_and_the_edge_of_the_image_are_hidden(shared_data: Path, name: str) -> None:
    dataset, before = load(shared_data / name)

    cleaned = clean_pixels(dataset, before)

    hidden = ~outside(cleaned.regions, before.shape[1:3])
    assert [hidden[box.slices].all() for box in AT_THE_EDGE[name]] == [True] * len(AT_THE_EDGE[name])


def test_scanner_slices_pass_by_the_screen_alone(shared_data: Path) -> None:
    paths = sorted((shared_data / "ct-series-philips" / "S2010").iterdir())
    datasets = [dataset for dataset in map(pydicom.dcmread, paths) if "PixelData" in dataset]
    assert len(datasets) > 5

    for dataset in datasets:
        before = decode(dataset)
        cleaned = clean_pixels(dataset, before)
        assert (cleaned.verified, cleaned.was_read, cleaned.regions) == (True, False, ())
        assert cleaned.pixels is before


def test_text_drawn_into_a_scanner_slice_is_hidden(shared_data: Path) -> None:
    dataset = pydicom.dcmread(shared_data / "ct-series-philips" / "S2010" / "I30")
    dataset.PatientName = "Muster^Anna"
    before = with_text(decode(dataset)[0], "MUSTER ANNA", (20, 30), 20, 1500)[None]

    cleaned = clean_pixels(dataset, before)

    (region,) = cleaned.regions
    assert region.reason == "PHI_TEXT"
    assert cleaned.verified
    assert abs(cleaned.pixels[0][region.box.slices].astype(int) - int(before[0, 10, 10])).max() < 100
    assert_only_regions_changed(before, cleaned)


def drawn(kind: str) -> tuple[Dataset, np.ndarray]:
    """Return an image of a kind with NAME 4711 in it, on noise."""
    rng = np.random.default_rng(0)
    grey = with_text(rng.normal(60, 4, (200, 300)).astype(np.uint8), "NAME 4711", (80, 60), 28, 220)
    match kind:
        case "inverted":
            pixels, photometric = 255 - grey, "MONOCHROME1"
        case "signed":
            pixels, photometric = (grey.astype(np.int16) - 128) * 100, "MONOCHROME2"
        case "32 bits":
            pixels, photometric = grey.astype(np.uint32) * 1_000_000, "MONOCHROME2"
        case "red":
            pixels, photometric = np.stack([grey, grey // 8, grey // 8], axis=-1), "RGB"
        case "ybr":
            pixels, photometric = (
                np.stack([grey, np.full_like(grey, 128), np.full_like(grey, 128)], axis=-1),
                "YBR_FULL",
            )
        case _:
            pixels, photometric = (grey > 140).astype(np.uint8) * 7, "PALETTE COLOR"
    dataset = image_of(pixels[None], photometric, Modality="OT")
    if photometric == "PALETTE COLOR":
        for name in ("Red", "Green", "Blue"):
            setattr(dataset, f"{name}PaletteColorLookupTableDescriptor", [8, 0, 16])
            entries = np.array([0x1000, 0, 0, 0, 0, 0, 0, 0xF000], np.uint16).tobytes()
            dataset.add_new(f"{name}PaletteColorLookupTableData", "OW", entries)
    return dataset, pixels[None]


@pytest.mark.parametrize("kind", ["inverted", "signed", "32 bits", "red", "ybr", "palette"])
def test_text_is_hidden_in_every_kind_of_pixel(kind: str) -> None:
    dataset, before = drawn(kind)

    cleaned = clean_pixels(dataset, before)

    assert any(region.box.contains(Box(70, 95, 190, 105)) for region in cleaned.regions)
    assert cleaned.verified
    assert_only_regions_changed(before, cleaned)
    assert before.min() <= cleaned.pixels.min()
    assert cleaned.pixels.max() <= before.max()


def test_side_markers_are_kept() -> None:
    before = with_text(np.full((200, 200), 20, np.uint8), "L", (20, 20), 30, 255)[None]

    cleaned = clean_pixels(image_of(before, Modality="CR"), before)

    assert cleaned.regions == ()
    assert cleaned.verified


def test_text_that_stays_is_hidden_in_every_frame() -> None:
    rng = np.random.default_rng(0)
    frames = [with_text(rng.normal(70, 5, (200, 300)).astype(np.uint8), "DOE JOHN", (5, 5), 24, 250) for _ in range(9)]
    before = np.stack(frames)

    cleaned = clean_pixels(image_of(before, Modality="US"), before)

    assert cleaned.verified
    assert all(region.frame == 0 for region in cleaned.regions)
    assert cleaned.pixels[:, 5:35, 5:120].max() < 120
    assert_only_regions_changed(before, cleaned)


def test_text_in_one_of_many_frames_is_hidden() -> None:
    before = np.random.default_rng(0).normal(70, 5, (12, 200, 300)).astype(np.uint8)
    before[4] = with_text(before[4], "DOE JOHN 1961", (90, 50), 24, 250)

    cleaned = clean_pixels(image_of(before, Modality="US"), before)

    assert cleaned.verified
    assert cleaned.pixels[4].max() < 120
    assert_only_regions_changed(before, cleaned)


def test_frames_with_ink_where_the_others_have_none_are_watched() -> None:
    frames = np.full((20, 200, 300), 60, np.uint8)
    for index, place in ((2, (10, 10)), (7, (60, 150)), (13, (110, 20)), (14, (150, 150))):
        frames[index] = with_text(frames[index], "DOE JOHN", place, 18, 200)
    frames[5, 100, 100] = 90  # a speck is no word

    assert watched_frames(frames) == (2, 7, 10, 13, 14, 19)
    assert watched_frames(frames[:4]) == (0, 1, 2, 3)
    assert watched_frames(frames[15:]) == (0, 2, 4)


def test_no_more_frames_are_watched_than_a_person_would_wait_for() -> None:
    frames = np.full((20, 200, 300), 60, np.uint8)
    for index in range(10):
        frames[index] = with_text(frames[index], "DOE JOHN", (18 * index, 5 + 170 * (index % 2)), 12, 200)

    assert len(watched_frames(frames)) == 3 + NEW_FRAMES_LIMIT


def ultrasound(*boxes: tuple[int, int, int, int], kind: int = 1) -> tuple[Dataset, np.ndarray]:
    pixels = np.full((1, 60, 80), 9, np.uint8)
    items = []
    for left, top, right, bottom in boxes:
        item = Dataset()
        item.RegionDataType = kind
        item.RegionLocationMinX0, item.RegionLocationMinY0 = left, top
        item.RegionLocationMaxX1, item.RegionLocationMaxY1 = right, bottom
        items.append(item)
    return image_of(pixels, Modality="US", SequenceOfUltrasoundRegions=Sequence(items)), pixels


def test_what_lies_outside_ultrasound_regions_is_blanked() -> None:
    dataset, before = ultrasound((10, 20, 69, 59))
    before[0, 5, 5] = 200

    cleaned = clean_pixels(dataset, before)

    assert {region.reason for region in cleaned.regions} == {"OUTSIDE_SCAN"}
    assert outside(cleaned.regions, (60, 80)).sum() == 60 * 40
    assert (cleaned.pixels == 9).all()


@pytest.mark.parametrize(
    ("boxes", "kind"),
    [
        ([(10, 20, 69, 59)], 0),
        ([(10, 20, 90, 59)], 1),
        ([(10, 20, 69, 59), (0, 0, 99, 9)], 1),
        ([(1, 1, 4, 4)], 1),
        ([], 1),
    ],
)
def test_regions_that_cannot_be_trusted_blank_nothing(boxes: list[tuple[int, int, int, int]], kind: int) -> None:
    dataset, _ = ultrasound(*boxes, kind=kind)

    assert scan_regions(dataset, declared_layout(dataset)) == ()


def test_a_region_without_bounds_makes_all_of_them_doubtful() -> None:
    dataset, _ = ultrasound((10, 20, 69, 59), (0, 0, 79, 59))
    del dataset.SequenceOfUltrasoundRegions[1].RegionLocationMaxX1

    assert scan_regions(dataset, declared_layout(dataset)) == ()


@pytest.mark.parametrize(
    "elements",
    [
        {"Modality": "US"},
        {"ImageType": ["DERIVED", "PRIMARY"]},
        {"ImageType": ["ORIGINAL", "SECONDARY"]},
        {"BurnedInAnnotation": "YES"},
        {"LossyImageCompression": "01"},
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"},
        {"BitsStored": 8},
    ],
)
def test_only_original_slices_of_full_depth_are_trusted_to_the_screen(elements: dict[str, object]) -> None:
    pixels = np.zeros((1, 8, 8), np.uint16)
    dataset = image_of(pixels, ImageType=["ORIGINAL", "PRIMARY", "AXIAL"])
    assert is_from_scanner(dataset, declared_layout(dataset))

    for keyword, value in elements.items():
        setattr(dataset, keyword, value)

    assert not is_from_scanner(dataset, declared_layout(dataset))


def test_annotation_that_is_said_to_be_there_but_not_found_is_a_doubt() -> None:
    before = np.full((1, 100, 100), 50, np.uint8)

    cleaned = clean_pixels(image_of(before, BurnedInAnnotation="YES"), before)

    assert not cleaned.verified
    assert cleaned.doubt == "The file says that annotation is burned in, but no text was found."


def test_text_that_is_still_found_at_last_is_a_doubt_that_does_not_tell_it() -> None:
    looks: list[Look] = []

    def read(_: np.ndarray, look: Look) -> tuple[Line, ...]:
        looks.append(look)
        return (Line(Box(10, 10 * len(looks), 60, 10 * len(looks) + 8), "CANARY", 0.9),)

    before = np.random.default_rng(0).integers(0, 255, (1, 100, 100), dtype=np.uint8)
    cleaned = clean_pixels(image_of(before, Modality="OT"), before, read)

    assert looks == [look for looks in cleaning.ROUNDS for look in looks]
    assert not cleaned.verified
    assert cleaned.doubt == "A second look at the cleaned pixels still found text."
    assert len(cleaned.regions) == 5
    assert_only_regions_changed(before, cleaned)


def test_only_what_identifies_somebody_goes_under_that_policy() -> None:
    before = np.full((1, 100, 200), 30, np.uint8)
    lines = (Line(Box(10, 10, 90, 22), "MUSTER ANNA", 0.9), Line(Box(10, 40, 90, 52), "kV 120", 0.9))
    dataset = image_of(before, Modality="OT", PatientName="Muster^Anna")

    cleaned = clean_pixels(
        dataset,
        before,
        lambda picture, look: lines if look == cleaning.FIRST_LOOKS[0] else lines[1:],
        policy=TextPolicy.PHI_ONLY,
    )

    (region,) = cleaned.regions
    assert region.reason == "PHI_TEXT"
    assert region.box.contains(lines[0].box)
    assert cleaned.verified


def test_what_a_template_marks_is_blanked_first() -> None:
    before = np.random.default_rng(0).integers(0, 255, (1, 60, 80), dtype=np.uint8)
    template = (Region(0, 60, 50, 40, 40, "MANUAL"), Region(0, 90, 0, 5, 5, "MANUAL"))

    cleaned = clean_pixels(image_of(before, Modality="OT"), before, lambda picture, look: (), template=template)

    assert cleaned.regions == (Region(0, 60, 50, 20, 10, "REGION_TEMPLATE"),)
    assert np.unique(cleaned.pixels[0, 50:, 60:]).size == 1
    assert_only_regions_changed(before, cleaned)


def device(**elements: object) -> Dataset:
    known = {
        "Modality": "US",
        "Manufacturer": "ACME",
        "ManufacturerModelName": "Sono 3",
        "ImageType": ["ORIGINAL", "PRIMARY"],
    }
    return image_of(np.zeros((1, 60, 80), np.uint8), **(known | elements))


def test_a_device_and_layout_have_one_key_whoever_is_in_the_image() -> None:
    key = template_key(device(PatientName="Muster^Anna", StationName="ROOM 5", DeviceSerialNumber="4711"))

    assert key == template_key(device(Manufacturer=" acme "))
    assert key is not None
    assert len(key) == 32


@pytest.mark.parametrize(
    "elements",
    [
        {"Manufacturer": "OTHER"},
        {"ManufacturerModelName": "Sono 4"},
        {"SoftwareVersions": "2.1"},
        {"Rows": 61},
        {"ImageType": ["DERIVED", "PRIMARY"]},
        {"Modality": "XA"},
    ],
)
def test_another_device_or_layout_has_another_key(elements: dict[str, object]) -> None:
    assert template_key(device(**elements)) != template_key(device())


@pytest.mark.parametrize("keyword", ["Manufacturer", "ManufacturerModelName"])
def test_a_device_that_is_not_named_has_no_key(keyword: str) -> None:
    assert template_key(device(**{keyword: " "})) is None


def test_text_that_was_written_is_a_doubt() -> None:
    before = with_text(np.full((200, 300), 40, np.uint8), "DOE JOHN", (80, 60), 24, 200)[None]
    dataset = image_of(before, Modality="OT")

    assert look_again(dataset, before) == "A second look at the written pixels found text."
    assert look_again(dataset, clean_pixels(dataset, before).pixels) is None


def test_text_that_a_screen_passed_is_a_doubt() -> None:
    before = with_text(np.full((300, 300), 400, np.int16), "DOE JOHN", (80, 60), 40, 2000)[None]

    assert look_again(image_of(before), before, was_read=False) is not None
    assert look_again(image_of(before), np.full_like(before, 400), was_read=False) is None


def test_the_second_look_knows_policy_and_markers() -> None:
    before = np.zeros((9, 60, 80), np.uint8)
    dataset = image_of(before, Modality="OT", PatientName="Muster^Anna")

    def says(text: str, score: float = 0.9) -> TextReader:
        return lambda picture, look: (Line(Box(10, 10, 50, 20), text, score),)

    assert look_again(dataset, before, says("kV 120"), policy=TextPolicy.PHI_ONLY) is None
    assert look_again(dataset, before, says("MUSTER"), policy=TextPolicy.PHI_ONLY) is not None
    assert look_again(dataset, before, says("kV 120", 0.7), policy=TextPolicy.PHI_ONLY) is not None
    assert look_again(dataset, before, says("OBLIQUE"), allowed=frozenset({"OBLIQUE"})) is None
    assert look_again(dataset, before, says("OBLIQUE")) is not None
    assert look_again(dataset, before, says("cm")) is None


def test_the_second_look_is_at_other_frames() -> None:
    pixels = np.arange(30, dtype=np.uint8)[:, None, None] * np.ones((1, 40, 40), np.uint8)
    seen: list[tuple[int, Look]] = []

    def read(picture: np.ndarray, look: Look) -> tuple[Line, ...]:
        seen.append((int(picture[0, 0]), look))
        return ()

    dataset = image_of(pixels, Modality="US")
    clean_pixels(dataset, pixels, read)
    first = {frame for frame, _ in seen}
    seen.clear()
    look_again(dataset, pixels, read)

    assert {15, 29} <= first
    assert {frame for frame, _ in seen} == {0, 10, 20, 29}
    assert {look for _, look in seen} == {cleaning.AGAIN}


def test_an_image_that_is_all_text_is_filled_with_zero() -> None:
    before = np.full((1, 20, 20), 200, np.uint8)

    cleaned = clean_pixels(
        image_of(before, Modality="OT"), before, lambda _, look: (Line(Box(0, 0, 20, 20), "ALL OF IT", 0.9),)
    )

    assert not cleaned.pixels.any()


def test_a_change_outside_the_regions_is_never_passed_on() -> None:
    before = np.zeros((1, 10, 10), np.uint8)
    after = before.copy()
    after[0, 5, 5] = 1
    layout = declared_layout(image_of(before))

    assert_untouched(before, after, [Region(0, 5, 5, 1, 1, "TEXT")], layout)
    with pytest.raises(AssertionError):
        assert_untouched(before, after, [Region(0, 6, 5, 1, 1, "TEXT")], layout)


def test_the_outside_of_boxes_is_every_other_pixel_once() -> None:
    boxes = [Box(2, 3, 6, 8), Box(4, 5, 9, 12), Box(0, 0, 1, 1)]

    count = np.zeros((12, 10), int)
    for box in outside_of(boxes, 12, 10):
        count[box.slices] += 1
    assert not any(count[box.slices].any() for box in boxes)
    for box in boxes:
        count[box.slices] = 1

    assert (count == 1).all()
