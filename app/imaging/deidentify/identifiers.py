"""The values by which this very file names its patient and others, so that they can be recognised where they do not belong."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydicom._dicom_dict import DicomDictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from app.imaging.deidentify.table import Option, by_tag
from app.imaging.deidentify.technical import COMMON_WORDS
from app.imaging.deidentify.vocabulary import folded, is_known, vocabulary
from app.imaging.elements import text_of

Span = tuple[int, int]

WORD: Final = re.compile(r"[^\W_]+")
LETTERS: Final = re.compile(r"[^\W\d_]+")
SEPARATORS: Final = re.compile(r"[\W_]+")
# A date in digits, whatever stands between them.
DATE_LIKE: Final = re.compile(r"(?<!\d)(?:\d{4}([-./ _]?)\d\d?\1\d\d?|\d\d?([-./ _]?)\d\d?\2\d{4})(?!\d)")
# Shorter ones are in every text: "CT", "1", "12".
SHORTEST_WORD: Final = 3
SHORTEST_ID: Final = 4
SHORTEST_NUMBER: Final = 6
LONGEST_ID: Final = 64
LONGEST_DATE: Final = 10
ID_TAGS: Final = frozenset(
    {
        0x00080050,  # AccessionNumber
        0x00080080,  # InstitutionName
        0x00080081,  # InstitutionAddress
        0x00081010,  # StationName
        0x00081040,  # InstitutionalDepartmentName
        0x00100020,  # PatientID
        0x00101000,  # OtherPatientIDs
        0x00101040,  # PatientAddress
        0x00102154,  # PatientTelephoneNumbers
        0x00181000,  # DeviceSerialNumber
        0x00200010,  # StudyID
        0x00380010,  # AdmissionID
        0x00400009,  # ScheduledProcedureStepID
        0x00401001,  # RequestedProcedureID
        0x00402016,  # PlacerOrderNumberImagingServiceRequest
        0x00402017,  # FillerOrderNumberImagingServiceRequest
    }
)
PLACE_TAGS: Final = frozenset({0x00080080, 0x00080081, 0x00081040})  # institution, its address, its department
# What the table takes without an option to keep it but for devices and institutions, and is no description of an image.
_RETAINED_AS_A_WHOLE: Final = frozenset({Option.RETAIN_DEVICE_IDENTITY, Option.RETAIN_INSTITUTION_IDENTITY})
_DESCRIBING: Final = re.compile(r"Description|Comments|^Lens|^Topic|^GPS|Label$|Manufacturer$|^Arbitrary$|^TextString$")


@cache
def identifying_tags() -> frozenset[int]:
    """Return the tags of ids, places, addresses and the like: their values are searched for in every other value."""
    found = {
        tag
        for tag, row in by_tag().items()
        if row.options.keys() <= _RETAINED_AS_A_WHOLE
        and DicomDictionary.get(tag, ("",))[0] in ("AE", "LO", "SH", "ST", "UC")
        and not _DESCRIBING.search(row.keyword)
    }
    return ID_TAGS | found


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Words that are parts of names; strings that are ids and places, as they are; days: all in folded case.

    `compact` are the ids without separators and leading zeros, `days` dates as their digits in three orders.
    `beside` are known words of places' names: "good" of "Good Hope", which goes where it stands beside "hope".
    """

    words: frozenset[str]
    strings: frozenset[str]
    compact: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, dataset: Dataset, kept: Collection[int] = ()) -> "Identifiers":
        """Return what identifies the patient and the people and places around, at every depth of the data set.

        `kept` are tags whose values the profile keeps, so that they are no identifiers.
        """
        gathered = _Gathered(identifying_tags().difference(kept))
        gathered.take(dataset)
        strings = {each for each in gathered.strings - COMMON_WORDS if not _is_common(each)}
        return cls(
            frozenset(gathered.words - COMMON_WORDS),
            frozenset(strings),
            frozenset(_compact(strings)),
            frozenset(gathered.days),
            frozenset(gathered.beside),
        )

    def spans(self, low: str) -> Iterable[Span]:
        """Yield where the folded text holds any of them, in whatever spelling."""
        for match in WORD.finditer(low):
            yield from self._in_word(match)
        for string in self.strings:
            start = low.find(string)
            while start >= 0:
                yield start, start + len(string)
                start = low.find(string, start + 1)
        for match in DATE_LIKE.finditer(low):
            if _digits(match[0]) in self.days:
                yield match.span()
        if self.compact:
            yield from self._compact_spans(low)

    def _in_word(self, match: re.Match[str]) -> Iterable[Span]:
        word = match[0]
        if word in self.words or word.replace("ß", "ss") in self.words:
            yield match.span()
            return
        for letters in LETTERS.finditer(word):
            # Some scripts write names without a space between, so theirs are found within words too.
            if letters[0] in self.words or any(
                name in letters[0] for name in self.words if len(name) >= SHORTEST_NUMBER or not name.isascii()
            ):
                yield match.start() + letters.start(), match.start() + letters.end()

    def _compact_spans(self, low: str) -> Iterable[Span]:
        places = [place for place, letter in enumerate(low) if letter.isalnum()]
        squeezed = "".join(low[place] for place in places)
        for each in self.compact:
            start = squeezed.find(each)
            while start >= 0:
                yield places[start], places[start + len(each) - 1] + 1
                start = squeezed.find(each, start + 1)

    def found_in(self, text: str) -> bool:
        """Tell whether the text holds any of them: a short part of a name as a word, a long one anywhere."""
        return next(iter(self.spans(folded(text))), None) is not None

    def found_in_code(self, text: str) -> bool:
        """Tell whether a coded string holds any of them: short ones as words of it, long ones anywhere."""
        low = folded(text)
        parts = {low, *low.replace("_", " ").split()}
        if not (self.words.isdisjoint(parts) and self.strings.isdisjoint(parts) and self.days.isdisjoint(parts)):
            return True
        squeezed = SEPARATORS.sub("", low)
        return any(each in low for each in (*self.words, *self.strings) if len(each) >= SHORTEST_NUMBER) or any(
            each in squeezed for each in self.compact if len(each) >= SHORTEST_NUMBER
        )

    def are_in(self, content: bytes) -> bool:
        """Tell whether bytes hold one of the ids or places that are long enough not to be there by chance."""
        low = content.lower()
        return any(string.encode() in low for string in self.strings if _is_telling(string))

    def are_hidden_in(self, bulk: bytes) -> bool:
        """Tell whether a bulk value, such as a look-up table, holds one of them or a longer part of a name."""
        low = bulk.lower()
        return self.are_in(bulk) or any(word.encode() in low for word in self.words if _is_telling(word))

    def is_number(self, text: str) -> bool:
        """Tell whether a number is one of the ids or dates; only long ones, or "1000" would be nobody's any more."""
        return len(text) >= SHORTEST_NUMBER and (text in self.strings or text in self.compact or text in self.days)


class _Gathered:
    """What a walk through a data set has found."""

    def __init__(self, tags: frozenset[int]) -> None:
        self._tags = tags
        self.words: set[str] = set()
        self.strings: set[str] = set()
        self.days: set[str] = set()
        self.beside: set[str] = set()

    def take(self, dataset: Dataset) -> None:
        for element in dataset.values():
            if element.VR == "SQ" and isinstance(element, DataElement):
                for item in element.value:
                    self.take(item)
            elif element.VR == "PN":
                self.words.update(_name_words(text_of(element, dataset)))
            elif element.VR in ("DA", "DT"):
                self.days.update(day for part in text_of(element, dataset).split("\\") for day in _spellings(part))
            elif element.tag in self._tags:
                parts = (part.strip() for part in text_of(element, dataset).split("\\"))
                self.strings.update(folded(part) for part in parts if SHORTEST_ID <= len(part) <= LONGEST_ID)
                if element.tag in PLACE_TAGS:
                    self._take_place(text_of(element, dataset))

    def _take_place(self, text: str) -> None:
        """Take the words of a place's name that are no listed word, though they may be made of two: "medneo"."""
        for word in LETTERS.findall(folded(text)):
            if word in vocabulary():
                self.beside.add(word)
            elif len(word) >= SHORTEST_ID:
                self.words.add(word)


def _is_telling(string: str) -> bool:
    # Pseudonymous UIDs are long numbers, in which a short one occurs by chance; dates may move onto one another.
    if string.replace("-", "").replace(".", "").replace("/", "").isdigit():
        return len(string) > LONGEST_DATE
    return len(string) >= SHORTEST_NUMBER


def _is_common(string: str) -> bool:
    """Tell whether an id or place is made of words that every file may hold: "Radiology", "none"."""
    words = WORD.findall(string)
    return all(word.isalpha() and len(word) >= SHORTEST_WORD and is_known(word) for word in words)


def _compact(strings: Iterable[str]) -> Iterable[str]:
    for string in strings:
        squeezed = SEPARATORS.sub("", string).lstrip("0")
        if len(squeezed) >= SHORTEST_ID and not squeezed.isalpha():
            yield squeezed
        # The number of an id whose prefix says where it is from: "MRN-77123", "A0077123".
        number = max(re.findall(r"\d+", string), key=len, default="").lstrip("0")
        if len(number) >= SHORTEST_NUMBER - 1:
            yield number


def _name_words(name: str) -> Iterable[str]:
    low = folded(name)
    for word in WORD.findall(low):
        if len(word) >= SHORTEST_WORD or not word.isascii():
            yield word
            if "ß" in word:
                yield word.replace("ß", "ss")


def _digits(text: str) -> str:
    parts = [part.rjust(2, "0") for part in re.split(r"[-./ _]", text)]
    return "".join(parts)


def _spellings(text: str) -> Iterable[str]:
    match = re.match(r"(\d{4})\.?(\d\d)\.?(\d\d)", text)
    if match is None:
        return ()
    year, month, day = match.groups()
    return year + month + day, day + month + year, month + day + year
