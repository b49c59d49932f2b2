"""Reading text in pictures: RapidOCR behind presidio's OCR interface, and presidio's analyzer to say what it is.

Neither is imported until a picture has to be read: onnxruntime and its models take half a second and 130 MB,
presidio's analyzer (with spaCy, which it imports) two seconds more. Most CT and MR slices need neither.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from app.imaging.deidentify.policy import MARKERS
from app.imaging.geometry import Box

# What the recogniser believed less is noise; its own default of 0.5 loses faint names.
SCORE_LIMIT = 0.3
# The detector now and then takes much of the anatomy for one line of text, and single characters are easily seen in
# it. Of lines so high, as a share of the rows, and of single characters only what is read with confidence counts.
HEIGHT_SHARE_LIMIT = 0.10
SURE_SCORE_LIMIT = 0.8
# One or two characters that fill so much of the picture are a shape.
TALLEST_SHARE_LIMIT = 0.25
# Marks and units that a later look still finds are blanked, but are nothing for a reviewer.
TELLING_CHARACTERS = 3
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
    """A line of text in a picture: where, what, and how sure the reader is (0 to 1)."""

    box: Box
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Look:
    """How large to look at a picture: so many times enlarged, with no side longer than that many pixels.

    Small letters are found when they are enlarged, large ones when they are not. Beyond the limit memory and time go
    up with little gained.
    """

    enlargement: float
    side_limit: int

    def scale(self, rows: int, columns: int) -> float:
        """Return the factor for a picture of that size."""
        return min(self.enlargement, self.side_limit / max(rows, columns))


CLOSE_LOOK = Look(2.0, 1600)
WIDE_LOOK = Look(1.0, 1120)


class TextReader(Protocol):
    """Whatever finds lines of text in a picture, `(rows, columns)` uint8."""

    def __call__(self, picture: NDArray[np.uint8], look: "Look") -> tuple[Line, ...]:
        """Return the lines, in no order."""
        ...


def read_lines(picture: NDArray[np.uint8], look: Look = CLOSE_LOOK) -> tuple[Line, ...]:
    """Return every line of text in a picture, `(rows, columns)` uint8, that is worth believing."""
    rows, columns = picture.shape[:2]
    found = ocr().perform_ocr(picture, look=look)
    lines = (
        Line(Box(left, top, left + width, top + height).within(rows, columns), text, score)
        for left, top, width, height, text, score in zip(
            found["left"], found["top"], found["width"], found["height"], found["text"], found["conf"], strict=True
        )
    )
    return tuple(line for line in lines if is_text(line, rows))


def is_text(line: Line, rows: int) -> bool:
    """Whether a found line is believable: a score, a height, and at least one letter or digit."""
    characters = sum(character.isalnum() for character in line.text)
    height = min(line.box.height, line.box.width)  # lines may run upwards
    is_doubtful = characters == 1 or height >= HEIGHT_SHARE_LIMIT * rows
    is_too_high = height >= TALLEST_SHARE_LIMIT * rows and characters < TELLING_CHARACTERS
    return characters > 0 and not is_too_high and line.score >= (SURE_SCORE_LIMIT if is_doubtful else SCORE_LIMIT)


def is_marker(text: str, allowed: frozenset[str] = MARKERS) -> bool:
    """Whether a line is one of the allowed markers and nothing else."""
    return text.strip(" .:()[]-").upper() in allowed


def is_telling(text: str) -> bool:
    """Whether a line is long enough to say something about somebody; scraps of one or two characters are not."""
    return sum(character.isalnum() for character in text) >= TELLING_CHARACTERS


@cache
def ocr() -> Any:
    """Return this process's text reader, an instance of presidio's `OCR`; the models are loaded at the first call."""
    # Imported here: see the module's docstring.
    import cv2
    from rapidocr_onnxruntime import RapidOCR

    cv2.setNumThreads(1)
    # One thread: the pool has a worker a core already.
    engine = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1, max_side_len=CLOSE_LOOK.side_limit)

    class RapidReader(_presidio_ocr()):  # type: ignore[misc]
        """RapidOCR (PP-OCRv4) as presidio wants to see it: one entry a line, in pixels of the picture."""

        def perform_ocr(self, image: object, look: Look = CLOSE_LOOK, **_: object) -> dict[str, list[Any]]:
            picture = np.asarray(image, np.uint8)
            scale = look.scale(*picture.shape[:2])
            how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
            # Not smaller than the models' stride, or the detector has nothing to look at.
            size = tuple(max(round(side * scale), 32) for side in picture.shape[1::-1])
            found, _times = engine(cv2.resize(picture, size, interpolation=how), use_cls=False, text_score=0.0)
            ratio = picture.shape[1] / size[0], picture.shape[0] / size[1]
            return _entries(found or [], ratio)

    return RapidReader()


def _presidio_ocr() -> type:
    """Presidio's abstract OCR class, without its package: that imports matplotlib, spaCy and Azure's client."""
    import sys
    from importlib.machinery import SourceFileLoader
    from importlib.util import find_spec
    from types import ModuleType

    name = "presidio_image_redactor.ocr"
    if name not in sys.modules:
        package = find_spec("presidio_image_redactor")  # finds it without importing it
        folder = ((package and package.submodule_search_locations) or [""])[0]
        module = ModuleType(name)
        SourceFileLoader(name, f"{folder}/ocr.py").exec_module(module)
        sys.modules[name] = module  # whoever imports the package later gets this very class
    base: type = sys.modules[name].OCR
    return base


def _entries(found: list[Any], ratio: tuple[float, float]) -> dict[str, list[Any]]:
    entries: dict[str, list[Any]] = {"left": [], "top": [], "width": [], "height": [], "text": [], "conf": []}
    for corners, text, score in found:
        across, down = ([corner[axis] * ratio[axis] for corner in corners] for axis in (0, 1))
        left, top = math.floor(min(across)), math.floor(min(down))
        entries["left"].append(left)
        entries["top"].append(top)
        entries["width"].append(math.ceil(max(across)) - left)
        entries["height"].append(math.ceil(max(down)) - top)
        entries["text"].append(text)
        entries["conf"].append(float(score))
    return entries


def identifying(lines: Iterable[Line], dataset: Dataset) -> frozenset[Line]:
    """Return the lines that hold something identifying, as presidio's analyzer sees it with this file's own values."""
    lines = tuple(lines)
    if not lines:
        return frozenset()
    analyzer, known = _analyzer(), _recognizer_of(own_values(dataset))
    # A fresh list each time: presidio appends to the caller's list, and one patient's names would stay for the next.
    recognizers = [known] if known else []
    return frozenset(
        line for line in lines if analyzer.analyze(text=line.text, language="en", ad_hoc_recognizers=list(recognizers))
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
