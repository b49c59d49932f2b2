"""Reading text in pictures, and telling what identifies somebody."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset

from app.imaging.deidentify import reader
from app.imaging.deidentify.pixels import AGAIN, FIRST_LOOKS
from app.imaging.deidentify.policy import MARKERS
from app.imaging.deidentify.reach import reaches
from app.imaging.deidentify.reader import ocr
from app.imaging.deidentify.text import (
    Line,
    identifying,
    is_doubt,
    is_marker,
    is_telling,
    is_text,
    own_values,
    read_lines,
    without_markers,
)
from app.imaging.deidentify.views import Look
from app.imaging.geometry import Box
from tests.imaging.pictures import with_text
from tests.imaging.planted import font_path

BLACK = np.zeros((300, 400), np.uint8)
BOX = Box(0, 0, 60, 20)
LONG = Box(0, 0, 80, 20)
HIGH = Box(0, 0, 300, 50)


def patient() -> Dataset:
    dataset = Dataset()
    dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate = "Muster^Änne", "MX-4711", "19610203"
    dataset.PatientSex, dataset.InstitutionName = "F", "St. Elsewhere"
    return dataset


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(BOX, text, 0.9) for text in texts)


@pytest.mark.parametrize("look", [*FIRST_LOOKS, AGAIN])
def test_drawn_text_is_read_where_it_stands(look: Look) -> None:
    (line,) = read_lines(with_text(BLACK, "SMITH 4711", (100, 50), 24, 255), look)

    assert line.text.replace(" ", "") == "SMITH4711"
    assert line.score > 0.8
    assert abs(line.box.left - 50) < 8
    assert abs(line.box.top - 104) < 8
    assert 150 > line.box.width > 100


@pytest.mark.parametrize("look", FIRST_LOOKS)
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_text_is_read_where_it_stands(look: Look, quarters: int) -> None:
    picture = with_text(BLACK, "SMITH 4711", (100, 50), 24, 255)

    (line,) = read_lines(np.rot90(picture, quarters), look)

    down, across = np.nonzero(np.rot90(picture, quarters) > 100)
    assert line.text.replace(" ", "") == "SMITH4711"
    assert line.box.grown(4, 9999, 9999).contains(Box(across.min(), down.min(), across.max() + 1, down.max() + 1))
    assert line.box.area < 2 * np.ptp(across) * np.ptp(down)


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.int32, np.float64])
def test_faint_text_of_any_depth_is_read_by_its_contrast(dtype: type) -> None:
    picture = np.zeros((300, 400), dtype)
    picture[200:] = 4000  # what else is in it takes nearly all of the range
    picture = with_text(picture, "SMITH 4711", (100, 50), 24, 130)

    (line,) = read_lines(picture, FIRST_LOOKS[1])

    assert line.text.replace(" ", "") == "SMITH4711"


@pytest.mark.parametrize(("letters", "ground"), [((255, 0, 0), (255, 255, 255)), ((255, 0, 0), (0, 80, 255))])
def test_text_is_read_by_its_colour(letters: tuple[int, ...], ground: tuple[int, ...]) -> None:
    picture = np.stack(
        [with_text(BLACK + low, "SMITH 4711", (100, 50), 24, high) for high, low in zip(letters, ground, strict=True)],
        -1,
    )

    (line,) = read_lines(picture.astype(np.uint8), FIRST_LOOKS[0])

    assert line.text.replace(" ", "") == "SMITH4711"


def test_small_text_in_a_large_picture_is_read_where_it_stands() -> None:
    picture = np.random.default_rng(0).normal(500, 3, (2400, 2000)).astype(np.uint16)
    picture = with_text(picture, "SMITH 4711", (1900, 1200), 14, 700)

    (line,) = read_lines(picture, FIRST_LOOKS[0])

    assert line.text.replace(" ", "") == "SMITH4711"
    assert Box(1190, 1890, 1310, 1930).contains(line.box)


def test_small_turned_text_in_a_large_colour_picture_is_read() -> None:
    picture = with_text(np.full((1200, 1300), 70, np.uint8), "SMITH 4711", (600, 40), 14, 200)[::-1].T
    coloured = np.stack([picture, picture // 2, picture // 3], axis=-1)

    for look in FIRST_LOOKS:
        (line,) = read_lines(coloured, look)
        assert line.text.replace(" ", "") == "SMITH4711"


def test_a_black_picture_holds_no_text() -> None:
    assert read_lines(BLACK) == ()


@pytest.mark.parametrize("shape", [(1, 1), (5, 400), (400, 5), (10, 10), (6, 16)])
def test_a_picture_too_small_for_words_is_read_without_complaint(shape: tuple[int, int]) -> None:
    assert read_lines(np.random.default_rng(0).integers(0, 255, shape, dtype=np.uint8)) == ()


def test_the_reader_is_presidios_own_kind() -> None:
    from presidio_image_redactor import OCR

    assert isinstance(ocr(), OCR)
    assert reader._presidio_ocr() is OCR
    found = ocr().perform_ocr(with_text(BLACK, "HELLO", (100, 50), 30, 255))
    assert OCR.get_text_from_ocr_dict(found) == "HELLO"


@pytest.mark.parametrize(
    ("words", "score", "box", "is_believed"),
    [
        ("SMITH", 0.3, BOX, True),
        ("SMITH", 0.29, BOX, False),
        ("---", 0.99, BOX, False),
        ("S1", 0.79, BOX, False),
        ("S1", 0.8, BOX, True),
        ("SMITH", 0.59, HIGH, False),
        ("SMITH", 0.6, HIGH, True),
        ("KIM", 0.79, HIGH, False),
        ("KIM", 0.8, HIGH, True),
        ("S1", 0.99, Box(0, 0, 300, 125), False),
        ("SMITH", 0.9, Box(0, 0, 20, 60), True),
        ("", 0.0, LONG, True),
        ("", 0.0, Box(0, 0, 20, 80), True),
        ("", 0.0, Box(0, 0, 120, 26), False),
        ("F", 0.79, BOX, False),
        ("F", 0.8, BOX, True),
        ("F", 0.99, Box(0, 0, 24, 24), False),
    ],
)
def test_a_line_is_believed_by_score_height_and_letters(words: str, score: float, box: Box, is_believed: bool) -> None:
    assert is_text(Line(box, words, score), rows=500) == is_believed


def test_only_side_and_view_markers_are_kept() -> None:
    assert all(is_marker(text) for text in ("L", "(R)", "rt", "AP", "L MLO".replace(" ", "")))
    assert not any(is_marker(text) for text in ("L 46", "JOHN", "F", "M", "", "63"))


@pytest.mark.parametrize("name", ["محمد الأحمد", "Иванова Мария", "ΚΑΡΑΓΙΆΝΝΗΣ", "כהן דוד הלוי", "გიორგი ბერიძე"])
def test_text_of_scripts_that_the_reader_does_not_know_is_found(name: str) -> None:
    picture = Image.new("L", BLACK.shape[::-1])
    ImageDraw.Draw(picture).text((40, 90), name, font=ImageFont.truetype(font_path("DejaVuSans"), 16), fill=220)

    found = [line for look in FIRST_LOOKS for line in read_lines(np.asarray(picture), look)]

    covered = np.zeros(BLACK.shape, bool)
    for box in (box for line in found for box in line.boxes):
        covered[box.slices] = True
    assert covered[np.asarray(picture) > 110].mean() > 0.95


def test_pieces_of_a_marker_are_no_lines_of_their_own() -> None:
    marker, piece = Line(Box(10, 10, 110, 50), "LMLO", 0.95), Line(Box(40, 12, 112, 48), "ILO", 0.7)
    small, beside = Line(Box(20, 30, 90, 42), "DOE", 0.9), Line(Box(40, 12, 180, 48), "ILO", 0.7)

    assert without_markers([marker, piece, small, beside], MARKERS) == [small, beside]
    assert without_markers([marker, piece], frozenset({"PA"})) == [marker, piece]


def test_a_tilted_line_is_covered_by_boxes_closer_than_one() -> None:
    picture = Image.fromarray(with_text(BLACK, "MUSTERMANN ANNA 4711", (150, 20), 24, 255)).rotate(20)
    lines = read_lines(np.asarray(picture))

    covered = np.zeros(BLACK.shape, bool)
    for box in (box for line in lines for box in line.boxes):
        covered[box.slices] = True

    down, across = np.nonzero(np.asarray(picture) > 60)
    assert covered[down, across].all()
    assert covered.sum() < 0.9 * np.ptp(down) * np.ptp(across)
    assert all(18 <= line.height <= 36 for line in lines)


def corners_of(box: Box) -> np.ndarray:
    return np.array([[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]], float)


def test_letters_that_were_left_out_at_either_end_are_covered_too() -> None:
    picture = with_text(BLACK, "SMITH 4711", (100, 50), 24, 220)
    across = np.flatnonzero((picture > 110).any(axis=0))
    found = Box(int(across[0]) + 16, 102, int(across[-1]) - 13, 126)  # without S and the last 1

    before, after = reaches(picture, corners_of(found))

    assert 0.5 <= before <= 1
    assert 0.4 <= after <= 1


@pytest.mark.parametrize("ground", ["plain", "noise", "plate", "edge", "tissue"])
def test_a_line_does_not_go_on_where_there_is_no_letter(ground: str) -> None:
    rng = np.random.default_rng(0)
    picture = BLACK.copy()
    if ground == "noise":
        picture = rng.integers(0, 255, BLACK.shape, dtype=np.uint8)
        picture[96:132, 44:180] = 0
    if ground == "tissue":
        picture[:, 185:] = 200
    picture = with_text(picture, "SMITH 4711", (100, 50), 24, 220)
    if ground == "plate":
        picture[90:140, :45] = picture[90:140, 182:] = 90
    across = np.flatnonzero((picture[100:130, 50:180] > 110).any(axis=0)) + 50
    found = Box(int(across[0]) - 3, 101, int(across[-1]) + 4, 127)

    assert max(reaches(picture[:, : found.right + 4] if ground == "edge" else picture, corners_of(found))) <= 0.25


def test_what_is_all_one_value_has_no_letters() -> None:
    assert reaches(BLACK, corners_of(BOX)) == (0, 0)


def test_scraps_are_not_telling() -> None:
    assert [is_telling(text) for text in ("", "R:", "12", "123", "Doe")] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("words", "score", "is_one"),
    [("R:", 0.9, False), ("WRE", 0.31, False), ("Psh.", 0.52, False), ("Doe", 0.61, True), ("Jones", 0.31, True)],
)
def test_a_short_word_read_in_noise_is_no_doubt(words: str, score: float, is_one: bool) -> None:
    assert is_doubt(Line(BOX, words, score)) is is_one


@pytest.mark.parametrize(
    "text",
    ["MUSTER", "muster, aenne", "ID: MX-4711", "03.02.1961", "DOB 02/03/1961", "19610203", "24-MAY-02", "08:50:28",
     "063Y", "[F] 01.09.2012", "elsewhere hospital"],
)  # fmt: skip
def test_what_identifies_somebody_is_labelled(text: str) -> None:
    found = lines(text)

    assert identifying(found, patient()) == frozenset(found)


@pytest.mark.parametrize("text", ["HUSTER", "MX-47l1", "E1sewhere", "MuSTERANNA"])
def test_own_values_are_known_in_spite_of_a_misread_character(text: str) -> None:
    assert identifying(lines(text), patient())


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
