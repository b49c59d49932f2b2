"""Reading text in pictures, and telling what identifies somebody."""

import subprocess
import sys

import numpy as np
import pytest
from pydicom.dataset import Dataset

from app.imaging.deidentify import text
from app.imaging.deidentify.text import (
    CLOSE_LOOK,
    WIDE_LOOK,
    Line,
    identifying,
    is_marker,
    is_telling,
    is_text,
    ocr,
    own_values,
    read_lines,
)
from app.imaging.geometry import Box
from tests.imaging.pictures import with_text

BLACK = np.zeros((300, 400), np.uint8)
BOX = Box(0, 0, 100, 20)


def patient() -> Dataset:
    dataset = Dataset()
    dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate = "Muster^Änne", "MX-4711", "19610203"
    dataset.PatientSex, dataset.InstitutionName = "F", "St. Elsewhere"
    return dataset


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(BOX, text, 0.9) for text in texts)


@pytest.mark.parametrize("look", [CLOSE_LOOK, WIDE_LOOK])
def test_drawn_text_is_read_where_it_stands(look: object) -> None:
    (line,) = read_lines(with_text(BLACK, "SMITH 4711", (100, 50), 24, 255), look)  # type: ignore[arg-type]

    assert line.text.replace(" ", "") == "SMITH4711"
    assert line.score > 0.8
    assert abs(line.box.left - 50) < 8
    assert abs(line.box.top - 104) < 8
    assert 150 > line.box.width > 100


def test_a_black_picture_holds_no_text() -> None:
    assert read_lines(BLACK) == ()


def test_a_picture_of_one_pixel_is_read_without_complaint() -> None:
    assert read_lines(np.zeros((1, 1), np.uint8)) == ()


def test_the_reader_is_presidios_own_kind() -> None:
    from presidio_image_redactor import OCR

    assert isinstance(ocr(), OCR)
    assert text._presidio_ocr() is OCR
    found = ocr().perform_ocr(with_text(BLACK, "HELLO", (100, 50), 30, 255))
    assert OCR.get_text_from_ocr_dict(found) == "HELLO"


@pytest.mark.parametrize(
    ("words", "score", "box", "is_believed"),
    [
        ("SMITH", 0.31, BOX, True),
        ("SMITH", 0.29, BOX, False),
        ("---", 0.99, BOX, False),
        ("SMITH", 0.79, Box(0, 0, 300, 50), False),
        ("SMITH", 0.8, Box(0, 0, 300, 50), True),
        ("S1", 0.99, Box(0, 0, 300, 125), False),
        ("SMITH", 0.9, Box(0, 0, 20, 300), True),
        ("F", 0.79, BOX, False),
        ("F", 0.8, BOX, True),
    ],
)
def test_a_line_is_believed_by_score_height_and_letters(words: str, score: float, box: Box, is_believed: bool) -> None:
    assert is_text(Line(box, words, score), rows=500) == is_believed


def test_only_side_and_view_markers_are_kept() -> None:
    assert all(is_marker(text) for text in ("L", "(R)", "rt", "AP", "L MLO".replace(" ", "")))
    assert not any(is_marker(text) for text in ("L 46", "JOHN", "F", "M", "", "63"))


def test_scraps_are_not_telling() -> None:
    assert [is_telling(text) for text in ("", "R:", "12", "123", "Doe")] == [False, False, False, True, True]


@pytest.mark.parametrize(
    "text",
    ["MUSTER", "muster, aenne", "ID: MX-4711", "03.02.1961", "DOB 02/03/1961", "19610203", "24-MAY-02", "08:50:28",
     "063Y", "[F] 01.09.2012", "elsewhere hospital"],
)  # fmt: skip
def test_what_identifies_somebody_is_labelled(text: str) -> None:
    found = lines(text)

    assert identifying(found, patient()) == frozenset(found)


def test_technique_is_not_labelled() -> None:
    assert identifying(lines("kV 120", "Gain", "HPen", "Zoom"), patient()) == frozenset()


def test_one_patients_names_are_forgotten_for_the_next() -> None:
    assert identifying(lines("MUSTER"), patient())
    assert identifying(lines("MUSTER"), Dataset()) == frozenset()


def test_sexes_and_initials_are_no_values_to_search_for() -> None:
    values = own_values(patient())

    assert {"MUSTER", "Muster", "4711", "Elsewhere", "19610203", "02/03/1961", "1961-02-03"} <= values
    assert all(len(value) > 2 for value in values)


def test_neither_ocr_nor_presidio_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, app.imaging.deidentify.pixels\n"
        "heavy = {'cv2', 'onnxruntime', 'presidio_analyzer', 'presidio_image_redactor', 'rapidocr_onnxruntime', 'spacy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"
