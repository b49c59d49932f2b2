"""Photographs are held back unless they show no face for certain; what is no photograph is not."""

from pathlib import Path

import numpy as np
import pytest
from pydicom import uid
from pydicom.dataset import Dataset

from app.imaging.deidentify.faces import has_face, is_open_to_view
from app.imaging.deidentify.profile import BUILT_IN, named
from app.imaging.deidentify.run import FACE, Placement, WorkItem, deidentify_file
from app.imaging.frames import declared_layout, decode
from app.imaging.reading import read
from app.imaging.values import rgb_levels
from tests.imaging.pictures import image_of, with_text
from tests.imaging.samples import PATIENT_ID, SITE_KEY

PLACEMENT = Placement(PATIENT_ID, "stu_0123456789ab", "ser_0123456789ab", "img_0123456789ab")
FACE_FILE = "pydicom-data/OT-PAL-8-face.dcm"
SECONDARY_CAPTURE = uid.SecondaryCaptureImageStorage
# What it is, and whether it is held back.
REAL = {
    FACE_FILE: True,
    "deid-data/dicom-cookies/image4.dcm": True,  # a photograph on which the header has no word
    "fo-dicom/JPEGwithIcon.dcm": True,  # external camera
    "fo-dicom/GH195.dcm": True,  # teeth
    "nema-wg04/compsamples_refanddir/IMAGES/REF/VL1_UNC": False,  # of the colon, says the header
    "presidio/test_data/RGB_ORIGINAL.dcm": False,  # a scan in false colours
    "pydicom-data/US1_UNCI.dcm": False,
    "dcmjs/test/sample-op.dcm": False,  # a retina in grey
    "pydicom-data/OBXXXX1A.dcm": False,
    "pydicom/test_files/examples_palette.dcm": False,
    "fo-dicom/GH538-jpeg14sv1.dcm": False,  # ultrasound, captured
    "fo-dicom/TestPattern_Palette.dcm": False,
    "fo-dicom/TestPattern_RGB.dcm": False,
    "ct-series-philips/S4010/I50": False,  # a dose sheet
    "deid-data/humans/ctbrain1.dcm": False,  # a drawing
    "pydicom/test_files/image_dfl.dcm": False,
    "pydicom/test_files/SC_rgb_small_odd.dcm": False,
}


@pytest.fixture(scope="session")
def face(shared_data: Path) -> np.ndarray:
    """A photograph of a face, `(rows, columns, 3)`."""
    dataset = read(shared_data / FACE_FILE)
    return rgb_levels(decode(dataset)[0], declared_layout(dataset), dataset)


@pytest.mark.parametrize("name", REAL)
def test_of_real_images_photographs_are_held_back(shared_data: Path, name: str) -> None:
    dataset = read(shared_data / name)

    assert is_open_to_view(dataset, decode(dataset)) == REAL[name]


@pytest.mark.parametrize("quarters", range(4))
def test_a_face_is_found_whichever_way_it_is_turned(face: np.ndarray, quarters: int) -> None:
    assert has_face(np.rot90(face, quarters))
    assert has_face(np.rot90(face, quarters).mean(axis=-1).astype(np.uint16) * 16)


def test_next_to_a_face_there_is_none(face: np.ndarray) -> None:
    assert not has_face(face[:, 450:])


@pytest.mark.parametrize(
    ("elements", "shows_face", "is_held"),
    [
        ({"Modality": "XC", "BodyPartExamined": "ARM"}, True, True),
        ({"Modality": "XC", "BodyPartExamined": "ARM"}, False, False),
        ({"Modality": "XC", "BodyPartExamined": "ARM", "StudyDescription": "face and arm"}, False, True),
        ({"Modality": "XC"}, False, True),
        ({"Modality": "OT", "SOPClassUID": uid.VLPhotographicImageStorage}, False, True),
        ({"Modality": "ES", "SeriesDescription": "Colonoscopy"}, False, False),
        ({"Modality": "OT", "SOPClassUID": SECONDARY_CAPTURE}, False, True),
        ({"Modality": "CT", "SOPClassUID": SECONDARY_CAPTURE}, False, False),
        ({"Modality": "CT", "SOPClassUID": SECONDARY_CAPTURE}, True, True),
        ({"Modality": "OP", "SOPClassUID": uid.OphthalmicPhotography8BitImageStorage}, True, True),
        ({"Modality": "OP", "SOPClassUID": uid.OphthalmicPhotography8BitImageStorage}, False, True),
        ({"Modality": "SM", "SOPClassUID": uid.VLWholeSlideMicroscopyImageStorage}, False, False),
    ],
)
def test_a_photograph_is_held_back_unless_it_is_of_something_else(
    face: np.ndarray, elements: dict[str, str], shows_face: bool, is_held: bool
) -> None:
    pixels = (face if shows_face else face[:, 450:])[None]

    assert is_open_to_view(image_of(pixels, "RGB", **elements), pixels) == is_held


@pytest.mark.parametrize(
    ("camera", "description", "shows_face", "is_held"),
    [
        ("Fundus Camera", "OD macula", False, False),
        ("Scanning Laser Ophthalmoscope", "", False, False),
        ("Fundus Camera", "OD macula", True, True),
        ("Fundus Camera", "External eye", False, True),
        ("External Camera", "OD", False, True),
    ],
)
def test_a_photograph_of_an_eyes_inside_is_not_held_back_unless_a_face_is_found(
    face: np.ndarray, camera: str, description: str, shows_face: bool, is_held: bool
) -> None:
    pixels = (face if shows_face else face[:, 450:])[None]
    dataset = image_of(pixels, "RGB", Modality="OP", SOPClassUID=uid.OphthalmicPhotography8BitImageStorage)
    dataset.SeriesDescription = description
    device = Dataset()
    device.CodeMeaning = camera
    dataset.AcquisitionDeviceTypeCodeSequence = [device]

    assert is_open_to_view(dataset, pixels) == is_held


def test_a_grey_photograph_with_a_face_is_held_back_too(face: np.ndarray) -> None:
    grey = face.mean(axis=-1).astype(np.uint8)[None]
    elements = {"Modality": "OT", "SOPClassUID": SECONDARY_CAPTURE}

    assert is_open_to_view(image_of(grey, **elements), grey)
    assert not is_open_to_view(image_of(grey[..., 450:], **elements), grey[..., 450:])


def test_a_screen_in_which_a_face_is_shown_is_held_back(face: np.ndarray) -> None:
    screen = np.full((1, 700, 1000, 3), 40, np.uint8)
    screen[0, 60:540, 300:940] = face
    screen[0, ..., 0] = with_text(screen[0, ..., 0], "PATIENT FILE", (20, 20), 24, 255)

    assert is_open_to_view(image_of(screen, "RGB", Modality="OT", SOPClassUID=SECONDARY_CAPTURE), screen)


@pytest.mark.parametrize("profile", BUILT_IN)
def test_a_face_is_kept_from_readers_until_a_person_has_looked(shared_data: Path, tmp_path: Path, profile: str) -> None:
    item = WorkItem(shared_data / FACE_FILE, tmp_path / "a.dcm.tif", PLACEMENT, named(profile))
    found = deidentify_file(item, SITE_KEY)
    assert (found.status, found.doubt) == ("NEEDS_REVIEW", FACE)

    item = WorkItem(shared_data / FACE_FILE, tmp_path / "b.dcm.tif", PLACEMENT, named(profile), reviewed=())
    seen = deidentify_file(item, SITE_KEY)
    assert (seen.status, seen.doubt) == ("CLEAN", None)
