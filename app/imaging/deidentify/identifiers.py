"""The values by which this very file names its patient, so that they can be recognised where they do not belong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from app.imaging.deidentify.technical import COMMON_WORDS
from app.imaging.elements import text_of

WORD: Final = re.compile(r"\w+")
# Shorter ones are in every text: "CT", "1", "12".
SHORTEST_WORD: Final = 3
SHORTEST_ID: Final = 4
SHORTEST_NUMBER: Final = 6
LONGEST_DATE: Final = 10
PLACE_TAGS: Final = frozenset(
    {
        0x00080080,  # InstitutionName
        0x00080081,  # InstitutionAddress
        0x00081010,  # StationName
        0x00081040,  # InstitutionalDepartmentName
        0x00101040,  # PatientAddress
        0x00102154,  # PatientTelephoneNumbers
    }
)
ID_TAGS: Final = PLACE_TAGS | {
    0x00080050,  # AccessionNumber
    0x00100020,  # PatientID
    0x00101000,  # OtherPatientIDs
    0x00181000,  # DeviceSerialNumber
    0x00200010,  # StudyID
    0x00380010,  # AdmissionID
    0x00401001,  # RequestedProcedureID
    0x00400009,  # ScheduledProcedureStepID
    0x00402016,  # PlacerOrderNumberImagingServiceRequest
    0x00402017,  # FillerOrderNumberImagingServiceRequest
}
DATE_TAGS: Final = frozenset({0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x00100030})


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Words that are parts of names, and strings that are ids, places or dates, all in folded case."""

    words: frozenset[str]
    strings: frozenset[str]

    @classmethod
    def of(cls, dataset: Dataset) -> "Identifiers":
        """Return what identifies the patient and the people and places around, at every depth of the data set."""
        words: set[str] = set()
        strings: set[str] = set()
        _gather(dataset, words, strings)
        return cls(frozenset(words - COMMON_WORDS), frozenset(strings - COMMON_WORDS))

    def found_in(self, text: str) -> bool:
        """Tell whether the text holds any of them: a short part of a name as a word, a long one anywhere."""
        folded = text.casefold()
        return (
            not self.words.isdisjoint(WORD.findall(folded))
            or any(string in folded for string in self.strings)
            or any(word in folded for word in self.words if len(word) >= SHORTEST_NUMBER)
        )

    def found_in_code(self, text: str) -> bool:
        """Tell whether a coded string holds any of them: short ones as words of it, long ones anywhere."""
        folded = text.casefold()
        parts = {folded, *folded.replace("_", " ").split()}
        if not (self.words.isdisjoint(parts) and self.strings.isdisjoint(parts)):
            return True
        return any(each in folded for each in (*self.words, *self.strings) if len(each) >= SHORTEST_NUMBER)

    def are_in(self, content: bytes) -> bool:
        """Tell whether bytes hold one of the ids or places that are long enough not to be there by chance."""
        folded = content.lower()
        return any(string.encode() in folded for string in self.strings if _is_telling(string))

    def are_hidden_in(self, bulk: bytes) -> bool:
        """Tell whether a bulk value, such as a look-up table, holds one of them or a longer part of a name."""
        folded = bulk.lower()
        return self.are_in(bulk) or any(word.encode() in folded for word in self.words if _is_telling(word))

    def is_number(self, text: str) -> bool:
        """Tell whether a number is one of the ids; only long ones, or "1000" would be nobody's any more."""
        return len(text) >= SHORTEST_NUMBER and text in self.strings


def _is_telling(string: str) -> bool:
    # Pseudonymous UIDs are long numbers, in which a short one occurs by chance; dates may move onto one another.
    if string.replace("-", "").replace(".", "").replace("/", "").isdigit():
        return len(string) > LONGEST_DATE
    return len(string) >= SHORTEST_NUMBER


def _gather(dataset: Dataset, words: set[str], strings: set[str]) -> None:
    for element in dataset.values():
        if element.VR == "SQ" and isinstance(element, DataElement):
            for item in element.value:
                _gather(item, words, strings)
        elif element.VR == "PN":
            words.update(_name_words(text_of(element, dataset)))
        elif element.tag in ID_TAGS:
            texts = (part.strip().casefold() for part in text_of(element, dataset).split("\\"))
            strings.update(text for text in texts if len(text) >= SHORTEST_ID)
        elif element.tag in DATE_TAGS:
            strings.update(_date_spellings(text_of(element, dataset)))


def _name_words(name: str) -> Iterable[str]:
    for word in WORD.findall(name.casefold().replace("_", " ")):
        if len(word) >= SHORTEST_WORD or not word.isascii():
            yield word


def _date_spellings(text: str) -> Iterable[str]:
    if not re.fullmatch(r"\d{8}", text):
        return ()
    year, month, day = text[:4], text[4:6], text[6:]
    return (
        text,
        *(sep.join((year, month, day)) for sep in "-./"),
        *(sep.join((day, month, year)) for sep in "-./"),
        *(sep.join((month, day, year)) for sep in "-./"),
    )
