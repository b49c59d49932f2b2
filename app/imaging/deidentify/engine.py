"""A data set de-identified by a profile: every element at every depth, on raw bytes, decoding only what is changed.

PS3.15 Annex E. The result is built from nothing: an element is in it because a rule put it there.
"""

from collections.abc import Iterable
from typing import Final

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_data_element
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from app.imaging.deidentify import actions
from app.imaging.deidentify.identifiers import SHORTEST_NUMBER, Identifiers
from app.imaging.deidentify.profile import NUMBER_VRS, Handling, Profile, Rule, rules_of
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.deidentify.report import Action, ActionKind, tag_text
from app.imaging.deidentify.table import EDITION
from app.imaging.deidentify.technical import STANDARD_SCHEMES, TECHNICAL_BINARY
from app.imaging.elements import decoded, raw_text
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
CODE_MEANING: Final = interned(0x00080104)
ICC_PROFILE: Final = 0x00282000
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
    engine = _Engine(profile, pseudonyms, identifiers or Identifiers.of(dataset))
    result = engine.clean(dataset, "")
    _declare(result, profile, pseudonyms, is_ascii=engine.is_ascii)
    result.file_meta = _file_meta(result, dataset)
    return result, tuple(engine.actions.values())


def declare_clean_pixels(dataset: Dataset) -> None:
    """Say in a de-identified data set that its pixels were searched for text and cleaned (PS3.15 section E.3.1)."""
    _set(dataset, 0x00280301, "CS", "NO")
    dataset[METHOD_CODES].value.append(_method(CLEAN_PIXEL_DATA))


class _Engine:
    """The state of one file's walk: its identifiers, and what was done so far, once for each path and kind."""

    def __init__(self, profile: Profile, pseudonyms: Pseudonyms, identifiers: Identifiers) -> None:
        self._rule = rules_of(profile).rule
        self._pseudonyms = pseudonyms
        self._identifiers = identifiers
        self.actions: dict[tuple[str, ActionKind], Action] = {}
        self.is_ascii = True

    def clean(self, dataset: Dataset, path: str) -> Dataset:
        """Return what the rules keep of one data set or item."""
        elements: dict[BaseTag, Element] = {}
        for tag, found in dataset.items():
            element = found if _is_plain(found) else plain(dataset, tag)
            rule = self._rule(int(tag), element.VR or "UN")
            if isinstance(element, DataElement):
                new: Element | None = self._sequence(element, rule, path)
            elif rule.handling is Handling.KEEP and element.VR in NUMBER_VRS and element.VR not in ("DS", "IS"):
                # The most frequent case, kept short: binary numbers and tags.
                new = self._kept_number(element, rule, path)
            else:
                new = self._value(dataset, element, rule, path)
            if new is not None:
                elements[tag] = new
        return make_dataset(elements, ["UTF8"])

    def _note(self, tag: int, rule: Rule, kind: ActionKind, path: str) -> None:
        where = path + tag_text(tag)
        self.actions.setdefault((where, kind), Action(where, rule.keyword, kind))

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
        items = [self.clean(item, inner) for item in element.value if not _is_private_code(item)]
        if len(items) < len(element.value or ()):
            self._note(element.tag, rule, ActionKind.CLEANED if items else ActionKind.REMOVED, path)
            if not items:
                return None  # most sequences must have items if they are there
        return DataElement(element.tag, "SQ", Sequence(items))

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
            case Handling.KEEP_TEXT:
                return self._searched(dataset, value)
            case Handling.UID:
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
            return self._checked_code(value)
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
        return actions.is_well_formed("CS", part) and not self._identifiers.found_in_code(part.decode("ascii"))

    def _searched(self, dataset: Dataset, value: bytes) -> tuple[ActionKind, bytes | None]:
        if len(value) > LONGEST_TEXT:
            return ActionKind.EMPTIED, b""
        text = decoded(value, dataset)
        if "\ufffd" in text or not text.replace("\r", "").replace("\n", "").replace("\t", "").isprintable():
            return ActionKind.EMPTIED, b""
        if self._identifiers.found_in(text):
            return ActionKind.EMPTIED, b""
        if value.isascii() and b"\x1b" not in value:
            return ActionKind.KEPT, value
        self.is_ascii = False
        return ActionKind.CLEANED, actions.padded(text.encode())


def _replacement(handling: Handling, vr: str) -> tuple[ActionKind, bytes]:
    if handling is Handling.DUMMY:
        return ActionKind.REPLACED, actions.dummy(vr)
    return ActionKind.EMPTIED, b""


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


def _is_private_code(item: Dataset) -> bool:
    """Tell whether the item is a code whose scheme is not a published one (PS3.3 section 8.8)."""
    if CODE_MEANING not in item and CODING_SCHEME not in item:
        return False
    found = item.get_item(CODING_SCHEME) if CODING_SCHEME in item else None
    if found is None:
        return True
    value = found.value
    scheme = value.decode("latin-1") if isinstance(value, bytes) else str(value or "")
    return scheme.strip("\0 ") not in STANDARD_SCHEMES


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
    _set(dataset, 0x00280303, "CS", "MODIFIED" if profile.keeps_dates else "REMOVED")


def _set_methods(dataset: Dataset, codes: Iterable[str]) -> None:
    dataset[METHOD_CODES] = DataElement(METHOD_CODES, "SQ", Sequence(_method(code) for code in codes))


def _set(dataset: Dataset, tag: int, vr: str, text: str) -> None:
    value = actions.padded(text.encode("ascii"), b"\0" if vr == "UI" else b" ")
    dataset[interned(tag)] = RawDataElement(interned(tag), vr, len(value), value, 0, False, True)


def _method(code: str) -> Dataset:
    item = make_dataset({}, ["UTF8"])
    _set(item, 0x00080100, "SH", code)
    _set(item, 0x00080102, "SH", "DCM")
    _set(item, 0x00080104, "LO", METHODS[code])
    return item


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
