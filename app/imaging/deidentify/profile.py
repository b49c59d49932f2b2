"""What is done to an attribute under a named profile: the table's row with the profile's options, else a rule by VR.

Fail closed: an attribute that neither PS3.6 nor the table names is removed; one that PS3.6 alone names stays only if its
VR cannot hold an identifying text, or if it is a technical text of a short list, which is then searched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import Final

from pydicom._dicom_dict import DicomDictionary

from app.errors import NotFound
from app.imaging.deidentify.identifiers import identifying_tags
from app.imaging.deidentify.policy import MARKERS, TextPolicy
from app.imaging.deidentify.table import OPTIONS, Option, Row, by_tag
from app.imaging.deidentify.technical import TECHNICAL_BINARY, TECHNICAL_TEXT
from app.imaging.parsing import DICTIONARY_VRS


class Handling(Enum):
    """What the engine does to one element."""

    REMOVE = auto()
    EMPTY = auto()
    DUMMY = auto()
    UID = auto()
    DATE = auto()
    AGE = auto()
    NAME = auto()  # the patient's: replaced by the hub's id
    RECURSE = auto()  # a sequence whose items are handled element by element
    KEEP = auto()  # after a check that the value is what its VR allows
    KEEP_TEXT = auto()  # a device's own words, after a search for this file's own identifiers
    KEEP_UID = auto()
    CLEAN = auto()  # free text: what may identify anybody is cut out


@dataclass(frozen=True, slots=True)
class Rule:
    """The handling of one attribute; `by_option` where an option keeps what the Basic Profile takes.

    `otherwise` is done to a value that cannot be handled so, because it is not what its VR allows.
    """

    handling: Handling
    keyword: str | None
    by_option: bool = False
    otherwise: Handling = Handling.EMPTY


UNKNOWN: Final = Rule(Handling.REMOVE, None)

TEXT_VRS: Final = frozenset({"LO", "LT", "SH", "ST", "UC", "UT"})
DATE_VRS: Final = frozenset({"DA", "DT"})
NUMBER_VRS: Final = frozenset(
    {"AT", "DS", "FD", "FL", "IS", "OD", "OF", "OL", "OV", "SL", "SS", "SV", "UL", "US", "UV"}
)
UNNAMED: Final = {
    "AS": Handling.AGE,
    "CS": Handling.KEEP,
    "PN": Handling.EMPTY,
    "SQ": Handling.RECURSE,
    "UI": Handling.UID,
}
# A VR may differ from the dictionary's only within one of these families.
FAMILIES: Final = (
    frozenset({"SL", "SS", "UL", "US"}),
    frozenset({"FD", "FL", "OD", "OF"}),
    frozenset({"DS", "IS"}),
    frozenset({"CS", "LO", "SH", "LT", "ST", "UC", "UT"}),
    DATE_VRS,
)
# Where an attribute of these is kept, deleted or made up is the engine's own matter, whatever the table says.
OWN: Final = {
    0x00080005: Handling.REMOVE,  # written anew for what is written
    0x00080016: Handling.KEEP,
    0x00100010: Handling.NAME,
    0x00100020: Handling.NAME,
    0x00120062: Handling.REMOVE,  # PatientIdentityRemoved and what belongs to it: set afresh
    0x00120063: Handling.REMOVE,
    0x00120064: Handling.REMOVE,
    0x00280301: Handling.KEEP,  # BurnedInAnnotation: the pixel stage says so where it has looked
    0x00280303: Handling.REMOVE,
    0x00080100: Handling.KEEP_TEXT,  # CodeValue, LongCodeValue, CodingSchemeDesignator: the engine looks at the whole code
    0x00080119: Handling.KEEP_TEXT,
    0x00080102: Handling.KEEP_TEXT,
    0x00080104: Handling.CLEAN,  # CodeMeaning: what a code says in words, and all the words that it may say
    0x00102297: Handling.EMPTY,  # ResponsiblePerson and -Organization: an animal has them, even if nobody says who
    0x00102299: Handling.EMPTY,
    0x00700080: Handling.CLEAN,  # ContentLabel: a code by its VR, a text by what people write
    0x00620020: Handling.CLEAN,  # TrackingID, required beside its UID
    0x04000500: Handling.REMOVE,  # nobody can look into encrypted attributes
    0x00420015: Handling.REMOVE,  # the length of the document that a dummy stands for (PS3.3 section C.24.2)
    0x00880200: Handling.REMOVE,  # an icon shows what the image showed
}
# Texts that are not in the table but must be in the object, with or without a value.
TYPE_2_TEXT: Final = frozenset({"ContentDescription", "PatientBreedDescription"})
# A content item of text has one (PS3.3 section C.17.3.2.1).
TYPE_1_TEXT: Final = frozenset({"TextValue"})
# The one sequence of action X/Z that must be in some images, with or without items.
TYPE_2_SEQUENCES: Final = frozenset({"AcquisitionContextSequence"})
# File meta, media directories, commands; curves, overlays: their labels and descriptions are not in the table.
REMOVED_GROUPS: Final = frozenset({0x0000, 0x0002, 0x0004, 0x0006})
REMOVED_REPEATING_GROUPS: Final = frozenset({0x50, 0x60})

# Which action of a combination keeps an object valid whatever the type of the attribute in it: an empty value is as good
# as none where it is optional, a dummy is good everywhere (PS3.15 section E.2).
COMBINATIONS: Final = {"X/Z": "Z", "X/D": "D", "Z/D": "D", "X/Z/D": "D", "X/Z/U*": "U"}


@dataclass(frozen=True, slots=True)
class Profile:
    """A named, versioned choice of options, and what the site says beyond the standard's; a value that can be pickled.

    `tag_actions` are (tag, action) with an action of PS3.15 section E.2 (X, Z, D, K, C, U) that goes before the table;
    `extract` are the keywords to offer as searchable fields, None for all that are small.
    """

    name: str
    version: int
    options: frozenset[Option]
    text_policy: TextPolicy = TextPolicy.ALL_TEXT
    allowed_text: frozenset[str] = MARKERS
    tag_actions: tuple[tuple[int, str], ...] = ()
    extract: tuple[str, ...] | None = None

    @property
    def dates(self) -> str:
        """What becomes of dates, as (0028,0303) says it: UNMODIFIED, MODIFIED by the patient's shift, or REMOVED."""
        if Option.RETAIN_MODIFIED_DATES in self.options:
            return "MODIFIED"
        return "UNMODIFIED" if Option.RETAIN_FULL_DATES in self.options else "REMOVED"

    def codes(self) -> Iterable[str]:
        """Return the CID 7050 codes of what this profile does to the header, the Basic Profile first."""
        return ("113100", *sorted(self.options - {Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES}))

    def rule(self, tag: int, vr: str) -> Rule:
        """Return what is done to the attribute where it is encoded with this VR."""
        return rules_of(self).rule(tag, vr)


@lru_cache(maxsize=64)
def rules_of(profile: Profile) -> "Rules":
    """Return the rules of a profile, the same object each time: what was resolved once is remembered."""
    return Rules(profile)


class Rules:
    """The whole meaning of a profile for the header: a rule for each attribute and VR."""

    def __init__(self, profile: Profile) -> None:
        self._options = profile.options
        self._dates = profile.dates
        self._tag_actions = dict(profile.tag_actions)
        self._rules: dict[tuple[int, str], Rule] = {}
        self.cleans_text = Option.CLEAN_DESCRIPTORS in profile.options
        self.keeps_safe_private = Option.RETAIN_SAFE_PRIVATE in profile.options

    def rule(self, tag: int, vr: str) -> Rule:
        """Return what is done to the attribute where it is encoded with this VR."""
        found = self._rules.get((tag, vr))
        if found is None:
            if tag not in DicomDictionary:  # not remembered: they are without number
                return UNKNOWN
            found = self._rules[tag, vr] = self._resolve(tag, vr)
        return found

    @cached_property
    def kept_as_they_are(self) -> frozenset[int]:
        """Identifying tags whose values this profile leaves in the data set, so that they identify nobody."""
        kept = (Handling.KEEP, Handling.KEEP_TEXT)
        return frozenset(tag for tag in identifying_tags() if self.rule(tag, DICTIONARY_VRS[tag]).handling in kept)

    def _resolve(self, tag: int, vr: str) -> Rule:
        entry = DicomDictionary[tag]
        group = tag >> 16
        if group & 1 or group in REMOVED_GROUPS or group >> 8 in REMOVED_REPEATING_GROUPS:
            return Rule(Handling.REMOVE, entry[4])
        keyword = entry[4]
        if not is_plausible(vr, DICTIONARY_VRS[tag], entry[0]):
            return Rule(Handling.REMOVE, keyword)
        if tag in OWN:
            return Rule(OWN[tag], keyword, otherwise=Handling.DUMMY)
        row = by_tag().get(tag)
        if tag in self._tag_actions:
            return self._by_action(self._tag_actions[tag], row, vr, keyword)
        if row is None:
            is_promised = vr in entry[0].split(" or ")
            return Rule(
                self.unnamed(keyword, vr if is_promised else DICTIONARY_VRS[tag]), keyword, otherwise=Handling.DUMMY
            )
        return self._by_action(self._chosen(row), row, vr, keyword)

    def _chosen(self, row: Row) -> str:
        """Return the action of the options that apply; of a date that one option keeps and another moves, the moving."""
        actions = [row.options[option] for option in OPTIONS if option in self._options & row.options.keys()]
        return "C" if "C" in actions else next(iter(actions), row.basic)

    def _by_action(self, action: str, row: Row | None, vr: str, keyword: str) -> Rule:
        otherwise = _basic(row.basic if row else "Z", vr)
        kept = self._kept(vr) if action == "K" else _cleaned(vr) if action == "C" else None
        if kept is not None:
            return Rule(kept, keyword, by_option=True, otherwise=otherwise)
        if action in ("K", "C"):
            return Rule(otherwise, keyword)
        if vr == "SQ" and action == "X/Z":
            return Rule(Handling.EMPTY if keyword in TYPE_2_SEQUENCES else Handling.REMOVE, keyword)
        return Rule(_basic(action, vr), keyword)

    def _kept(self, vr: str) -> Handling | None:
        """Return how a value of this VR is kept, none if it cannot be kept because nobody can look into it."""
        if vr in TEXT_VRS or vr == "AE":
            return Handling.KEEP_TEXT
        if vr in NUMBER_VRS or vr in ("CS", "DA", "DT", "TM"):
            return Handling.KEEP
        return {"SQ": Handling.RECURSE, "AS": Handling.AGE, "UI": Handling.KEEP_UID}.get(vr)

    def unnamed(self, keyword: str, vr: str) -> Handling:
        """Return what is done to an attribute that PS3.6 names and the table does not."""
        if vr == "SQ" and keyword.startswith("IssuerOf"):
            return Handling.REMOVE  # names an institution by an id of its own
        if vr == "UI" and Option.RETAIN_UIDS in self._options:
            return Handling.KEEP_UID
        if vr in UNNAMED:
            return UNNAMED[vr]
        if vr in DATE_VRS or vr == "TM":
            if self._dates == "REMOVED":
                return Handling.EMPTY
            return Handling.DATE if vr in DATE_VRS and self._dates == "MODIFIED" else Handling.KEEP
        if vr in TEXT_VRS:
            return self._unnamed_text(keyword)
        return Handling.KEEP if vr in NUMBER_VRS or keyword in TECHNICAL_BINARY else Handling.REMOVE

    def _unnamed_text(self, keyword: str) -> Handling:
        if keyword in TECHNICAL_TEXT:
            return Handling.KEEP_TEXT
        if self.cleans_text or (keyword == "TextValue" and Option.CLEAN_STRUCTURED_CONTENT in self._options):
            return Handling.CLEAN
        if keyword in TYPE_1_TEXT:
            return Handling.DUMMY
        return Handling.EMPTY if keyword in TYPE_2_TEXT else Handling.REMOVE


def _cleaned(vr: str) -> Handling | None:
    """Return how a value of this VR is cleaned: text of what identifies, dates by the shift, times not at all."""
    if vr in TEXT_VRS:
        return Handling.CLEAN
    return {
        "AE": Handling.KEEP_TEXT,
        "SQ": Handling.RECURSE,
        "DA": Handling.DATE,
        "DT": Handling.DATE,
        "TM": Handling.KEEP,
    }.get(vr)


def is_plausible(vr: str, dictionary_vr: str, spelt: str) -> bool:
    """Tell whether a value of this VR may stand where the dictionary has another: within a family, or as it says."""
    return vr == dictionary_vr or vr in spelt.split(" or ") or any({vr, dictionary_vr} <= each for each in FAMILIES)


def _basic(action: str, vr: str) -> Handling:
    action = COMBINATIONS.get(action, action)
    if vr == "SQ":
        # A dummy item is the item with everything in it de-identified.
        return {"X": Handling.REMOVE, "Z": Handling.EMPTY}.get(action, Handling.RECURSE)
    if vr == "UI" and action in ("D", "U"):
        return Handling.UID
    return {"X": Handling.REMOVE, "Z": Handling.EMPTY, "D": Handling.DUMMY, "U": Handling.UID}[action]


BUILT_IN: Final = {
    profile.name: profile
    for profile in (
        Profile(
            "research",
            3,
            frozenset(
                {
                    Option.CLEAN_DESCRIPTORS,
                    Option.RETAIN_PATIENT_CHARACTERISTICS,
                    Option.RETAIN_MODIFIED_DATES,
                    Option.RETAIN_SAFE_PRIVATE,
                }
            ),
        ),
        Profile("strict", 3, frozenset()),
    )
}


def named(name: str) -> Profile:
    """Return the built-in profile of this name; raises NotFound."""
    if name not in BUILT_IN:
        raise NotFound(f"There is no such profile. Choose one of {', '.join(BUILT_IN)}.")
    return BUILT_IN[name]
