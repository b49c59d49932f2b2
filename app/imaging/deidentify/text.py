"""Reading text in pictures: RapidOCR behind presidio's OCR interface, and presidio's analyzer to say what it is.

Neither is imported until a picture has to be read: onnxruntime and its models take half a second and 130 MB,
presidio's analyzer (with spaCy, which it imports) two seconds more. Most CT and MR slices need neither.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, floor
from operator import ne
from typing import Any, Protocol

import numpy as np
from pydicom.dataset import Dataset

from app.imaging.codecs import Array
from app.imaging.deidentify.policy import MARKERS
from app.imaging.deidentify.reach import reaches
from app.imaging.deidentify.reader import CLOSE_LOOK, ocr
from app.imaging.deidentify.views import Look
from app.imaging.geometry import Box

# What the recogniser believed less is noise; its own default of 0.5 loses faint names. One character is easily seen in
# anatomy, and so are two.
SCORE_LIMIT = 0.3
SURE_SCORE_LIMIT = 0.8
# The detector now and then takes much of the anatomy for one line of text. Of lines so high, as a share of the rows,
# only what is read with confidence counts, and one character is a shape, or a marker of lead; letters of so many pixels
# are not high in the smallest picture.
HEIGHT_SHARE_LIMIT = 0.05
SINGLE_SHARE_LIMIT = 0.03
LETTER_PIXELS = 24
# So many characters are seldom read in anatomy, however high, and less confidence suffices; and one or two that fill so much of a picture are a shape.
WORD_CHARACTERS = 5
WORD_SCORE_LIMIT = 0.6
TALLEST_SHARE_LIMIT = 0.25
# Nothing but text is found to be so much longer than high, if it is not too high; whatever is read in it.
LINE_RATIO = 4.0
# Pictures too small for a word of three letters are not read.
LEAST_PIXELS = 6
LEAST_WORD_PIXELS = 16
# The boxes found go beyond the letters by a fifth of their height; their outline needs a tenth more, this many pixels at least.
MARGIN_PIXELS = 1
MARGIN_SHARE = 10
# The detector's boxes end close to the last letter; so much of its height is added where no more ink is seen.
END_SHARE = 0.1
# Letters that the image's edge cuts off have too little ink to be followed; so much is added in any case.
CUT_OFF_END_SHARE = 0.5
# Boxes are drawn out to an edge that is nearer than so many heights: no other line has room between them. Of a line that
# an edge cuts off, whose letters are found badly, to any edge within its height.
NEAR_EDGE = 0.55
CUT_OFF_EDGE = 1.0
# What is found within a marker and has letters of that share of its height is a piece of it.
PIECE_HEIGHT_SHARE = 0.6
# Marks and units that a later look still finds are blanked, but are nothing for a reviewer.
TELLING_CHARACTERS = 3
# A value of the header is recognised in spite of one misread character in so many, from this length on.
MISREAD_CHARACTERS = 4
MISREAD_ONE_IN = 5
LOOKALIKES = str.maketrans("01l|5826", "oiiisbzg")
_NAME_PARTS = re.compile(r"[^\W_]{3,}")
_NAMES = [
    "PatientName",
    "PatientID",
    "OtherPatientNames",
    "PatientBirthName",
    "PatientMotherBirthName",
    "IssuerOfPatientID",
    "ReferringPhysicianName",
    "PerformingPhysicianName",
    "NameOfPhysiciansReadingStudy",
    "OperatorsName",
    "RequestingPhysician",
    "InstitutionName",
    "InstitutionalDepartmentName",
    "StationName",
    "AccessionNumber",
    "StudyID",
    "DeviceSerialNumber",
]
_DATES = ["PatientBirthDate", "StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a picture: where, what, and how sure the reader is (0 to 1).

    `boxes` cover the line with its outline, closer than one box can where it is tilted; none for one that is not.
    `size` is its length and the height of its letters in pixels, where those are not the sides of the box.
    """

    box: Box
    text: str
    score: float
    boxes: tuple[Box, ...] = ()
    size: tuple[int, int] | None = None

    @property
    def length(self) -> int:
        """The length in pixels, whichever way the line runs."""
        return self.size[0] if self.size else max(self.box.height, self.box.width)

    @property
    def height(self) -> int:
        """The height of the letters in pixels, whichever way the line runs."""
        return self.size[1] if self.size else min(self.box.height, self.box.width)


class TextReader(Protocol):
    """Whatever finds lines of text in a picture, `(rows, columns)` of any depth or `(rows, columns, 3)` RGB."""

    def __call__(self, picture: Array, look: Look) -> tuple[Line, ...]:
        """Return the lines, in no order."""
        ...


def read_lines(picture: Array, look: Look = CLOSE_LOOK) -> tuple[Line, ...]:
    """Return every line of text in a picture, `(rows, columns)` of any depth or `(…, 3)` RGB, worth believing."""
    rows, columns = picture.shape[:2]
    if min(rows, columns) < LEAST_PIXELS or max(rows, columns) < LEAST_WORD_PIXELS:
        return ()
    found = ocr().perform_ocr(picture, look=look)
    entries = zip(found["corners"], found["text"], found["conf"], strict=True)
    lines = ((_line(*entry, rows, columns), entry[0]) for entry in entries)
    return tuple(_covered(line, corners, picture) for line, corners in lines if is_text(line, rows))


def _line(corners: Array, text: str, score: float, rows: int, columns: int) -> Line:
    """Return the line between four corners, clockwise from the upper left."""
    sides = [max(round(float(np.linalg.norm(corners[at] - corners[0]))), 1) for at in (1, 3)]
    return Line(_box_around(corners).within(rows, columns), text, score, size=(max(sides), min(sides)))


def _covered(line: Line, corners: Array, picture: Array) -> Line:
    """Return the line between four corners of a picture with boxes that cover it, its outline, and letters left out."""
    along, aside = corners[1] - corners[0], corners[3] - corners[0]
    if np.linalg.norm(along) < np.linalg.norm(aside):
        corners, along, aside = np.roll(corners, -1, axis=0), aside, -along
    length, height = float(np.linalg.norm(along)), float(np.linalg.norm(aside))
    rows, columns = picture.shape[:2]
    margin = max(MARGIN_PIXELS, round(height) // MARGIN_SHARE)
    around = _box_around(corners)
    is_cut_off = not Box(margin + 1, margin + 1, columns - margin - 1, rows - margin - 1).contains(around)
    least = CUT_OFF_END_SHARE if is_cut_off else END_SHARE
    before, after = (max(reach, least) * height / max(length, 1) for reach in reaches(picture, corners))
    upper, lower = (
        (start - along * before, stop + along * after)
        for start, stop in ((corners[0], corners[1]), (corners[3], corners[2]))
    )
    tilt = min(abs(along)) / max(*abs(along), 1)
    count = max(round(tilt * length / max(height, 1)), 1)
    boxes = [
        _box_around(
            [
                start + (stop - start) * share
                for start, stop in (upper, lower)
                for share in (at / count, (at + 1) / count)
            ]
        )
        for at in range(count)
    ]
    near = ceil((CUT_OFF_EDGE if is_cut_off else NEAR_EDGE) * height)
    grown = (box.grown(margin, rows, columns).reaching(near, rows, columns) for box in boxes)
    return replace(line, boxes=tuple(grown))


def _box_around(points: Iterable[Array]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(floor(min(across)), floor(min(down)), ceil(max(across)), ceil(max(down)))


def is_text(line: Line, rows: int) -> bool:
    """Whether a found line is believable: by its shape alone, or by its score, its height and what it says."""
    characters = sum(character.isalnum() for character in line.text)
    share = HEIGHT_SHARE_LIMIT if characters > 1 else SINGLE_SHARE_LIMIT
    is_high = line.height >= max(share * rows, LETTER_PIXELS)
    if not is_high and line.length >= LINE_RATIO * line.height:
        return True  # of a script, perhaps, that the reader does not know
    if characters == 0 or (is_high and characters == 1):
        return False
    if characters < TELLING_CHARACTERS and line.height >= TALLEST_SHARE_LIMIT * rows:
        return False
    if characters < TELLING_CHARACTERS or (is_high and characters < WORD_CHARACTERS):
        return line.score >= SURE_SCORE_LIMIT
    return line.score >= (WORD_SCORE_LIMIT if is_high else SCORE_LIMIT)


def is_marker(text: str, allowed: frozenset[str] = MARKERS) -> bool:
    """Whether a line is one of the allowed markers and nothing else."""
    return text.strip(" .:()[]-").upper() in allowed


def without_markers(lines: Iterable[Line], allowed: frozenset[str]) -> list[Line]:
    """Return the lines that are neither allowed markers nor pieces of one: as high, and within its box."""
    lines = tuple(lines)
    markers = [line for line in lines if is_marker(line.text, allowed)]
    return [line for line in lines if not any(_is_piece(line, marker) for marker in markers)]


def _is_piece(line: Line, marker: Line) -> bool:
    around = marker.box.grown(marker.height // 4, marker.box.bottom * 2, marker.box.right * 2)
    return line == marker or (around.contains(line.box) and line.height >= PIECE_HEIGHT_SHARE * marker.height)


def is_telling(text: str) -> bool:
    """Whether a line is long enough to say something about somebody; scraps of one or two characters are not."""
    return sum(character.isalnum() for character in text) >= TELLING_CHARACTERS


def is_doubt(line: Line) -> bool:
    """Whether a line that is found in a cleaned picture is one for a reviewer: in the noise of air short words are read."""
    is_word = sum(character.isalnum() for character in line.text) >= WORD_CHARACTERS
    return is_telling(line.text) and (is_word or line.score >= WORD_SCORE_LIMIT)


def identifying(lines: Iterable[Line], dataset: Dataset) -> frozenset[Line]:
    """Return the lines that hold something identifying, as presidio's analyzer sees it with this file's own values."""
    lines = tuple(lines)
    if not lines:
        return frozenset()
    analyzer, known = _analyzer(), _recognizer_of(own_values(dataset))
    # A fresh list each time: presidio appends to the caller's list, and one patient's names would stay for the next.
    recognizers = [known] if known else []
    misread = {folded for value in own_values(dataset) if len(folded := _folded(value)) >= MISREAD_CHARACTERS}
    return frozenset(
        line
        for line in lines
        if analyzer.analyze(text=line.text, language="en", ad_hoc_recognizers=list(recognizers))
        or _resembles(line.text, misread)
    )


def _folded(text: str) -> str:
    """Return the letters and digits of a text, with those as one that are read for one another."""
    return "".join(character for character in text.casefold() if character.isalnum()).translate(LOOKALIKES)


def _resembles(text: str, values: Iterable[str]) -> bool:
    """Whether a text holds one of the folded values but for one character in five."""
    folded = _folded(text)
    return any(
        sum(map(ne, value, folded[start:])) <= len(value) // MISREAD_ONE_IN
        for value in values
        for start in range(len(folded) - len(value) + 1)
    )


@cache
def _analyzer() -> Any:
    # Imported here: see the module's docstring. `no_op` needs no language model, which presidio would download.
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {"nlp_engine_name": "no_op", "models": [{"lang_code": "en", "model_name": "no_op"}]}
    engine = AnalyzerEngine(
        nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine(), supported_languages=["en"]
    )
    # Scanners print dates and times in forms that presidio's own patterns miss.
    patterns = [
        Pattern("date by numbers", r"\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b", 0.6),
        Pattern(
            "date with month",
            r"(?i)\b\d{1,2}[ -]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]?\d{2,4}\b",
            0.6,
        ),
        Pattern("compact date", r"\b(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\b", 0.6),
        Pattern("time", r"\b([01]?\d|2[0-3])[:.][0-5]\d([:.][0-5]\d)?\b", 0.4),
        Pattern("age and sex", r"(?i)\b0?\d{1,3}Y\b|\[[MFOU]\]|\bDOB\b|\bMRN\b|\bSEX\b", 0.6),
    ]
    engine.registry.add_recognizer(
        PatternRecognizer(supported_entity="DATE_TIME", name="scanner dates", patterns=patterns)
    )
    return engine


def _recognizer_of(values: frozenset[str]) -> Any:
    from presidio_analyzer import Pattern, PatternRecognizer

    if not values:
        return None
    # Anywhere in a line, as blanks between words get lost in reading; presidio's own deny-list wants whole words.
    spellings = "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True))
    pattern = Pattern("value of this file's header", spellings, 1.0)
    return PatternRecognizer(supported_entity="OWN_VALUE", name="this file's header", patterns=[pattern])


def own_values(dataset: Dataset) -> frozenset[str]:
    """Return what this file's header says about its patient, people and places, in the spellings seen in pictures.

    Words below three letters are left out: initials and sexes are in every line.
    """
    values: set[str] = set()
    for keyword in _NAMES:
        text = str(dataset.get(keyword) or "")
        values |= {spelling for part in _NAME_PARTS.findall(text) for spelling in {part, part.upper(), part.title()}}
    for keyword in _DATES:
        digits = str(dataset.get(keyword) or "")
        if len(digits) == 8 and digits.isdigit():
            year, month, day = digits[:4], digits[4:6], digits[6:]
            for first, second in ((month, day), (day, month)):
                values |= {f"{first}{mark}{second}{mark}{year}" for mark in "./-"}
            values |= {digits, f"{year}-{month}-{day}", f"{year}/{month}/{day}", f"{year}.{month}.{day}"}
    return frozenset(values)
