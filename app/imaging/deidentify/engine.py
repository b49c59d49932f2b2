"""A data set de-identified by a profile: every element at every depth, on raw bytes, decoding only what is changed.

PS3.15 Annex E. The result is built from nothing: an element is in it because a rule put it there.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from app.imaging.deidentify import actions
from app.imaging.deidentify.descriptors import cleaned, is_suspicious
from app.imaging.deidentify.identifiers import SHORTEST_NUMBER, Identifiers
from app.imaging.deidentify.private import safe_attributes, safe_numbers
from app.imaging.deidentify.profile import (
    NUMBER_VRS,
    TEXT_VRS,
    UNKNOWN,
    Handling,
    Profile,
    Rule,
    is_plausible,
    rules_of,
)
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.deidentify.report import Action, ActionKind, tag_text
from app.imaging.deidentify.table import EDITION
from app.imaging.deidentify.technical import (
    STANDARD_SCHEMES,
    STRUCTURE_CODES,
    STRUCTURE_TAGS,
    TECHNICAL_BINARY,
    VERSION_TEXT,
)
from app.imaging.deidentify.vocabulary import is_code_word
from app.imaging.elements import decoded, raw_text, text_of
from app.imaging.parsing import PIXEL_DATA, UNDEFINED, interned, make_dataset

__all__ = ["CLEAN_PIXEL_DATA", "declare_clean_pixels", "deidentify_dataset"]

CLEAN_PIXEL_DATA: Final = "113101"
# PS3.16 CID 7050.
METHODS: Final = {
    "113100": "Basic Application Confidentiality Profile",
    "113101": "Clean Pixel Data Option",
    "113103": "Clean Graphics Option",
    "113104": "Clean Structured Content Option",
    "113105": "Clean Descriptors Option",
    "113106": "Retain Longitudinal Temporal Information Full Dates Option",
    "113107": "Retain Longitudinal Temporal Information Modified Dates Option",
    "113108": "Retain Patient Characteristics Option",
    "113109": "Retain Device Identity Option",
    "113110": "Retain UIDs Option",
    "113111": "Retain Safe Private Option",
    "113112": "Retain Institution Identity Option",
}
IMPLEMENTATION_CLASS_UID: Final = UID("2.25.207382061263129571932811468301147722731")
IMPLEMENTATION_VERSION_NAME: Final = "MEDHUB_1"
METHOD_CODES: Final = interned(0x00120064)
CODING_SCHEME: Final = interned(0x00080102)
SCHEME_VERSION: Final = interned(0x00080103)
CODE_MEANING: Final = interned(0x00080104)
CODE_VALUES: Final = ((interned(0x00080100), "SH"), (interned(0x00080119), "UC"))
# What a code of a published scheme looks like; PS3.16 section 8.1 leaves the letters 99 to schemes that are nobody's.
PUBLISHED_CODE: Final = re.compile(
    r"[A-Za-z]{0,4}[-. ]?[\dA-F.-]{1,20}[A-Za-z]?|[^\W\d_]{1,5}|[\w./{}\[\]()%*'-]{1,12}"
)
CODE_WORD: Final = re.compile(r"[A-Z]+")
LOCAL_SCHEME: Final = "99LOCAL"
PRIVATE: Final = 0x10000  # set in tags of odd groups
MOST_CODE_DIGITS: Final = 5  # so many has a code of a hospital's own list; more has an id
MOST_DATE_DIGITS: Final = 8  # versions are often dates
FIRST_PRIVATE: Final = 0x1000  # PS3.5 section 7.8.1: below are the elements that reserve blocks
# Text that is one value, whatever backslashes are in it (PS3.5 section 6.2).
LONG_TEXT_VRS: Final = frozenset({"LT", "ST", "UT"})
SAFE: Final = {
    vr: Rule(
        Handling.RECURSE if vr == "SQ" else Handling.CLEAN if vr in TEXT_VRS else Handling.KEEP,
        None,
        by_option=True,
        otherwise=Handling.REMOVE,
    )
    for vr in set(safe_attributes().values())
}
ICC_PROFILE: Final = 0x00282000
LINE_BREAKS: Final = str.maketrans("", "", "\r\n\t")
LONGEST_TEXT: Final = 10_240  # characters of an LT, PS3.5 section 6.2; a technical text is far shorter
SOP_CLASS_UID: Final = 0x00080016

Element = DataElement | RawDataElement


def deidentify_dataset(
    dataset: Dataset, profile: Profile, pseudonyms: Pseudonyms, identifiers: Identifiers | None = None
) -> tuple[Dataset, tuple[Action, ...]]:
    """Return the data set de-identified, with new file meta, and what was done; the source stays as it was.

    Pixel data pass through untouched: the pixel stage cleans them and then says so with `declare_clean_pixels`.
    `identifiers` are those of the data set, where the caller has them already.
    """
    engine = _Engine(profile, pseudonyms, identifiers or identifiers_of(dataset, profile))
    result = engine.clean(dataset, "")
    _declare(result, profile, pseudonyms, is_ascii=engine.is_ascii)
    result.file_meta = _file_meta(result, dataset)
    return result, tuple(engine.actions.values())


def identifiers_of(dataset: Dataset, profile: Profile) -> Identifiers:
    """Return what names the patient and others in a data set, but for what the profile keeps."""
    return Identifiers.of(dataset, rules_of(profile).kept_as_they_are)


def declare_clean_pixels(dataset: Dataset) -> None:
    """Say in a de-identified data set that its pixels were searched for text and cleaned (PS3.15 section E.3.1)."""
    _set(dataset, 0x00280301, "CS", "NO")
    dataset[METHOD_CODES].value.append(_method(CLEAN_PIXEL_DATA))


class _Engine:
    """The state of one file's walk: its identifiers, and what was done so far, once for each path and kind."""

    def __init__(self, profile: Profile, pseudonyms: Pseudonyms, identifiers: Identifiers) -> None:
        self._rules = rules_of(profile)
        self._rule = self._rules.rule
        self._pseudonyms = pseudonyms
        self._identifiers = identifiers
        self.actions: dict[tuple[str, ActionKind], Action] = {}
        self.is_ascii = True

    def clean(self, dataset: Dataset, path: str) -> Dataset:
        """Return what the rules keep of one data set or item."""
        elements: dict[BaseTag, Element] = {}
        blocks: list[BaseTag] = []
        safe = safe_numbers() if self._rules.keeps_safe_private else frozenset()
        for tag, found in dataset.items():
            if tag & PRIVATE and tag & 0xFFFF < FIRST_PRIVATE:
                blocks.append(tag)
                continue
            is_private = bool(tag & PRIVATE)
            if is_private and (tag >> 16, tag & 0xFF) not in safe:
                self._note(tag, UNKNOWN, ActionKind.REMOVED, path)
                continue
            element = found if _is_plain(found) else plain(dataset, tag)
            if is_private:
                self._private(dataset, element, path, elements)
            else:
                new = self._element(dataset, element, self._rule(int(tag), element.VR or "UN"), path)
                if new is not None:
                    elements[tag] = new
        for tag in blocks:
            if tag not in elements:
                self._note(tag, UNKNOWN, ActionKind.REMOVED, path)
        return make_dataset(elements, ["UTF8"])

    def _element(self, dataset: Dataset, element: Element, rule: Rule, path: str) -> Element | None:
        if isinstance(element, DataElement):
            return self._sequence(element, rule, path)
        if rule.handling is Handling.KEEP and element.VR in NUMBER_VRS and element.VR not in ("DS", "IS"):
            # The most frequent case, kept short: binary numbers and tags.
            return self._kept_number(element, rule, path)
        return self._value(dataset, element, rule, path)

    def _private(self, dataset: Dataset, element: Element, path: str, elements: dict[BaseTag, Element]) -> None:
        """Keep a private attribute that the standard calls safe, with the element that reserves its block."""
        tag = int(element.tag)
        block = interned(tag & 0xFFFF0000 | (tag & 0xFFFF) >> 8)
        creator = _text_at(dataset, block).strip("\0 ")
        vr = safe_attributes().get((creator.lower(), tag >> 16, tag & 0xFF))
        rule = UNKNOWN
        if vr is not None and is_plausible(element.VR or "UN", vr, "UN"):
            rule = SAFE[vr] if isinstance(element, DataElement) == (vr == "SQ") else UNKNOWN
            element = element if vr == element.VR or isinstance(element, DataElement) else element._replace(VR=vr)
        new = self._element(dataset, element, rule, path)
        if new is not None:
            elements[element.tag] = new
            name = actions.padded(creator.encode("ascii"))
            elements[block] = RawDataElement(block, "LO", len(name), name, 0, False, True)

    def _note(self, tag: int, rule: Rule, kind: ActionKind, path: str) -> None:
        where = path + tag_text(tag)
        if (where, kind) not in self.actions:
            self.actions[where, kind] = Action(where, rule.keyword, kind)

    def _sequence(self, element: DataElement, rule: Rule, path: str) -> Element | None:
        if rule.handling is not Handling.RECURSE:
            if rule.handling is Handling.EMPTY:
                self._note(element.tag, rule, ActionKind.EMPTIED, path)
                return DataElement(element.tag, "SQ", Sequence())
            self._note(element.tag, rule, ActionKind.REMOVED, path)
            return None
        if rule.by_option:
            self._note(element.tag, rule, ActionKind.KEPT, path)
        inner = f"{path}{tag_text(element.tag)}."
        return DataElement(element.tag, "SQ", Sequence(self._item(item, inner) for item in element.value or ()))

    def _item(self, item: Dataset, path: str) -> Dataset:
        """Return an item of a sequence; a code that nobody published says nothing any more where no text is kept."""
        new = self.clean(item, path)
        if CODE_MEANING not in item and CODING_SCHEME not in item:
            return new
        scheme = _text_at(item, CODING_SCHEME).strip("\0 ")
        is_published = scheme in STANDARD_SCHEMES
        is_hidden = not is_published and not self._rules.cleans_text
        if is_hidden and CODE_MEANING in new:
            _set(new, CODE_MEANING, "LO", actions.DUMMY_TEXT.decode())
            self._note(CODE_MEANING, self._rule(CODE_MEANING, "LO"), ActionKind.REPLACED, path)
        for tag, vr in CODE_VALUES:
            value = _text_at(item, tag).strip("\0 ")
            if tag in new and (is_hidden or not self._is_code_value(value, is_published=is_published)):
                _set(new, tag, vr, self._pseudonyms.code(scheme, value))
                self._note(tag, self._rule(tag, vr), ActionKind.REPLACED, path)
                is_published = False
        version = _text_at(item, SCHEME_VERSION).strip("\0 ")
        if SCHEME_VERSION in new and (is_hidden or not self._is_code_value(version, most_digits=MOST_DATE_DIGITS)):
            del new[SCHEME_VERSION]
            self._note(SCHEME_VERSION, self._rule(SCHEME_VERSION, "SH"), ActionKind.REMOVED, path)
        if (
            not is_published
            and CODING_SCHEME in new
            and (is_hidden or scheme in STANDARD_SCHEMES or not self._is_code_value(scheme))
        ):
            _set(new, CODING_SCHEME, "SH", LOCAL_SCHEME)
            self._note(CODING_SCHEME, self._rule(CODING_SCHEME, "SH"), ActionKind.REPLACED, path)
        return new

    def _is_code_value(self, value: str, *, is_published: bool = False, most_digits: int = MOST_CODE_DIGITS) -> bool:
        """Tell whether it looks like the code of a published scheme, or like one that names nobody."""
        if self._identifiers.found_in(value):
            return False
        if is_published:
            return PUBLISHED_CODE.fullmatch(value) is not None
        words = CODE_WORD.findall(value.upper())
        digits = sum(letter.isdigit() for letter in value)
        return value.isascii() and digits <= most_digits and all(map(is_code_word, words))

    def _kept_number(self, element: RawDataElement, rule: Rule, path: str) -> Element | None:
        value = element.value or b""
        hides = len(value) >= SHORTEST_NUMBER and self._identifiers.are_hidden_in(value)
        # The letters that a look-up table passes through on its way up are no text.
        vr = "OW" if rule.keyword in TECHNICAL_BINARY else str(element.VR)
        if hides or not actions.is_well_formed(vr, value):
            self._note(element.tag, rule, ActionKind.REMOVED, path)
            return None
        if rule.by_option:
            self._note(element.tag, rule, ActionKind.KEPT, path)
        return element

    def _value(self, dataset: Dataset, element: RawDataElement, rule: Rule, path: str) -> Element | None:
        if rule.handling is Handling.REMOVE:
            self._note(element.tag, rule, ActionKind.REMOVED, path)
            return None
        if not element.value:
            return element
        kind, value = self._changed(dataset, element, rule)
        if kind is ActionKind.KEPT:
            if rule.by_option:
                self._note(element.tag, rule, kind, path)
            return element
        self._note(element.tag, rule, kind, path)
        return None if value is None else replaced(element, value)

    def _changed(self, dataset: Dataset, element: RawDataElement, rule: Rule) -> tuple[ActionKind, bytes | None]:
        """Return what is done to a value that is not empty, and the new value; None is "no element any more"."""
        vr, value = str(element.VR), element.value or b""
        match rule.handling:
            case Handling.KEEP:
                return self._checked(element, vr, value)
            case Handling.KEEP_TEXT | Handling.CLEAN:
                return self._cleaned(dataset, value, rule, vr)
            case Handling.UID | Handling.KEEP_UID:
                if rule.handling is Handling.KEEP_UID and actions.is_well_formed("UI", value):
                    return ActionKind.KEPT, value
                new = actions.replaced_uids(value, self._pseudonyms)
                if new is None:  # no UID, but others may refer to it: it stays the same thing under a new name
                    new = actions.padded(self._pseudonyms.uid(value.strip(b"\0 ").decode("latin-1")).encode(), b"\0")
                return (ActionKind.KEPT if new.strip(b"\0") == value.strip(b"\0 ") else ActionKind.UID_REPLACED), new
            case Handling.DATE:
                shift = actions.shifted_days if vr == "DA" else actions.shifted_moments
                shifted = shift(value, self._pseudonyms)
                if shifted is None:
                    return _replacement(rule.otherwise, vr)
                return ActionKind.DATE_SHIFTED, shifted
            case Handling.AGE:
                return _outcome(value, actions.grouped_age(value))
            case Handling.NAME:
                return ActionKind.REPLACED, actions.padded(self._pseudonyms.patient_id.encode("ascii"))
            case _:
                return _replacement(rule.handling, vr)

    def _checked(self, element: RawDataElement, vr: str, value: bytes) -> tuple[ActionKind, bytes | None]:
        # SOPClassUID is one that `read` has compared; pixel data are the pixel stage's.
        if element.tag in (PIXEL_DATA, SOP_CLASS_UID):
            return ActionKind.KEPT, value
        if vr == "CS":
            is_structure = element.tag in STRUCTURE_TAGS and value.strip(b"\0 ") in STRUCTURE_CODES
            return _outcome(value, value.replace(b"\0", b" ")) if is_structure else self._checked_code(value)
        if not actions.is_well_formed(vr, value) or (element.tag == ICC_PROFILE and value[36:40] != b"acsp"):
            return (ActionKind.EMPTIED, b"") if vr in ("DS", "IS", "TM") else (ActionKind.REMOVED, None)
        if vr in ("OB", "OW") and self._identifiers.are_hidden_in(value):
            return ActionKind.REMOVED, None
        if vr in ("DS", "IS") and self._identifiers.is_number(value.decode("ascii").strip("\0 ")):
            return ActionKind.EMPTIED, b""
        return _outcome(value, value[:-1] + b" " if vr in ("DS", "IS", "TM") and value.endswith(b"\0") else value)

    def _checked_code(self, value: bytes) -> tuple[ActionKind, bytes | None]:
        """Check the values of a coded string one by one: a foreign word in ImageType must not cost the others."""
        parts = [part.strip(b"\0 ") for part in value.split(b"\\")]
        good = [part if self._is_code(part) else b"" for part in parts]
        if good == parts:
            return _outcome(value, value[:-1] + b" " if value.endswith(b"\0") else value)
        if not any(good):
            return ActionKind.EMPTIED, b""
        return ActionKind.CLEANED, actions.padded(b"\\".join(good))

    def _is_code(self, part: bytes) -> bool:
        """Tell whether a code is one that the standard or a scanner would write: of known words, and nobody's."""
        if not actions.is_well_formed("CS", part):
            return False
        code = part.decode("ascii")
        return all(is_code_word(word) for word in CODE_WORD.findall(code)) and not self._identifiers.found_in_code(code)

    def _cleaned(self, dataset: Dataset, value: bytes, rule: Rule, vr: str) -> tuple[ActionKind, bytes | None]:
        """Clean a free text; a device's own words only where a person has been named or written among them."""
        old = decoded(value, dataset)
        is_free = rule.handling is Handling.CLEAN or self._is_doubtful(old, rule.keyword)
        new = self._without(old, vr) if is_free else old
        if not new and old:
            return _replacement(rule.otherwise, vr)
        if new == old and value.isascii() and b"\x1b" not in value:
            return ActionKind.KEPT, value
        self.is_ascii = self.is_ascii and new.isascii()
        return ActionKind.CLEANED, actions.padded(new.encode())

    def _is_doubtful(self, text: str, keyword: str | None) -> bool:
        return (
            len(text) > LONGEST_TEXT
            or "\ufffd" in text
            or not text.translate(LINE_BREAKS).isprintable()
            or self._identifiers.found_in(text)
            or is_suspicious(text, is_version=keyword in VERSION_TEXT)
        )

    def _without(self, text: str, vr: str) -> str:
        if vr in LONG_TEXT_VRS:
            return cleaned(text, self._identifiers)
        parts = [cleaned(part, self._identifiers) for part in text.split("\\")]
        return "\\".join(parts) if any(parts) else ""


def _replacement(handling: Handling, vr: str) -> tuple[ActionKind, bytes | None]:
    if handling is Handling.DUMMY:
        return ActionKind.REPLACED, actions.dummy(vr)
    return (ActionKind.REMOVED, None) if handling is Handling.REMOVE else (ActionKind.EMPTIED, b"")


def _outcome(old: bytes, new: bytes | None) -> tuple[ActionKind, bytes | None]:
    if new is None:
        return ActionKind.EMPTIED, b""
    return (ActionKind.KEPT if new == old else ActionKind.CLEANED), new


def _is_plain(element: Element) -> bool:
    """Tell whether the engine can take the element as it is: a parsed sequence, or raw little-endian bytes of a VR."""
    if isinstance(element, RawDataElement):
        return element.is_little_endian and element.VR not in (None, "SQ", "UN")
    return element.VR == "SQ"


def plain(dataset: Dataset, tag: BaseTag) -> Element:
    """Return an element as the engine takes it, whoever made it: sequences parsed, everything else as raw bytes."""
    found = dataset.get_item(tag)
    if isinstance(found, RawDataElement) and found.is_little_endian and found.VR == "UN":
        return found
    element = dataset[tag]
    if element.VR == "SQ":
        return element
    value = _encoded(element, dataset)
    length = UNDEFINED if element.is_undefined_length else len(value)
    return RawDataElement(element.tag, element.VR, length, value, 0, False, True)


def _encoded(element: DataElement, dataset: Dataset) -> bytes:
    if element.VR == "US" and isinstance(element.value, int):
        return element.value.to_bytes(2, "little")
    if isinstance(element.value, bytes):
        return actions.padded(element.value, b"\0")
    stream = DicomBytesIO()
    stream.is_little_endian, stream.is_implicit_VR = True, True
    encodings = dataset.original_character_set or "iso8859"
    write_data_element(stream, element, encodings if isinstance(encodings, str) else list(encodings))
    return stream.getvalue()[8:]


def replaced(element: RawDataElement, value: bytes) -> RawDataElement:
    """Return the element with another value."""
    return RawDataElement(element.tag, element.VR, len(value), value, 0, False, True)


def _text_at(dataset: Dataset, tag: BaseTag) -> str:
    element = dataset.get_item(tag) if tag in dataset else None
    return "" if element is None else text_of(element, dataset)


def _declare(dataset: Dataset, profile: Profile, pseudonyms: Pseudonyms, *, is_ascii: bool) -> None:
    """Say what the data set is now (PS3.15 section E.1.1, steps 6 to 8)."""
    method = f"Medical Data Hub, {profile.name} v{profile.version}, PS3.15 {EDITION}"
    if not is_ascii:
        _set(dataset, 0x00080005, "CS", "ISO_IR 192")
    _set(dataset, 0x00100010, "PN", pseudonyms.patient_id)
    _set(dataset, 0x00100020, "LO", pseudonyms.patient_id)
    _set(dataset, 0x00120062, "CS", "YES")
    _set(dataset, 0x00120063, "LO", method)
    _set_methods(dataset, profile.codes())
    _set(dataset, 0x00280303, "CS", profile.dates)


def _set_methods(dataset: Dataset, codes: Iterable[str]) -> None:
    dataset[METHOD_CODES] = DataElement(METHOD_CODES, "SQ", Sequence(_method(code) for code in codes))


def _set(dataset: Dataset, tag: int, vr: str, text: str) -> None:
    dataset[interned(tag)] = _text_element(tag, vr, text)


@lru_cache(maxsize=256)
def _text_element(tag: int, vr: str, text: str) -> RawDataElement:
    value = actions.padded(text.encode("ascii"), b"\0" if vr == "UI" else b" ")
    return RawDataElement(interned(tag), vr, len(value), value, 0, False, True)


def _method(code: str) -> Dataset:
    told = ((0x00080100, "SH", code), (0x00080102, "SH", "DCM"), (0x00080104, "LO", METHODS[code]))
    return make_dataset({interned(tag): _text_element(tag, vr, text) for tag, vr, text in told}, ["UTF8"])


def _file_meta(result: Dataset, source: Dataset) -> FileMetaDataset:
    # As raw elements: pydicom takes longer to set five attributes than the engine does for fifty.
    meta = FileMetaDataset()
    meta[0x00020001] = DataElement(BaseTag(0x00020001), "OB", b"\x00\x01")
    _set(meta, 0x00020002, "UI", raw_text(result, "SOPClassUID"))
    _set(meta, 0x00020003, "UI", raw_text(result, "SOPInstanceUID"))
    _set(meta, 0x00020010, "UI", source.file_meta.TransferSyntaxUID)
    _set(meta, 0x00020012, "UI", IMPLEMENTATION_CLASS_UID)
    _set(meta, 0x00020013, "SH", IMPLEMENTATION_VERSION_NAME)
    return meta
