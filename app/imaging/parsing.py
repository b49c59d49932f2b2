"""A DICOM data set as raw elements in Explicit VR Little Endian, whatever it was encoded in, with bounds on its cost.

pydicom trusts lengths, recurses as deep as a file asks, and stops at what real scanners write (stray items after the
pixels, unknown VRs). This walk does none of that: it decodes nothing, copies each value once, and ends in a data set or
in a refusal (PS3.5 section 7).
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from mmap import mmap
from typing import Any, Final, NamedTuple

from pydicom._dicom_dict import DicomDictionary
from pydicom.charset import python_encoding
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag

from app.errors import Rejected, TooLarge

PIXEL_DATA: Final = 0x7FE00010
PIXEL_REPRESENTATION: Final = 0x00280103
CHARACTER_SET: Final = 0x00080005
DEFAULT_CHARSET: Final = "iso8859"
UNDEFINED: Final = 0xFFFFFFFF
ITEM_GROUP: Final = 0xFFFE
ITEM: Final = 0xFFFEE000
ITEM_END: Final = 0xFFFEE00D
SEQUENCE_END: Final = 0xFFFEE0DD

# PS3.5 section 7.1.2: these have two reserved bytes and a length of 32 bits.
LONG_VRS: Final = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})
SHORT_VRS: Final = frozenset(
    {
        b"AE", b"AS", b"AT", b"CS", b"DA", b"DS", b"DT", b"FD", b"FL", b"IS", b"LO",
        b"LT", b"PN", b"SH", b"SL", b"SS", b"ST", b"TM", b"UI", b"UL", b"US",
    }
)  # fmt: skip
VR_NAMES: Final = {vr: vr.decode("ascii") for vr in LONG_VRS | SHORT_VRS}
LONG_HEAD_BYTES: Final = 12
# Bytes of the words that a big-endian value is made of.
WORDS: Final = {
    "AT": 2, "OW": 2, "SS": 2, "US": 2, "FL": 4, "OF": 4, "OL": 4, "SL": 4, "UL": 4,
    "FD": 8, "OD": 8, "OV": 8, "SV": 8, "UV": 8,
}  # fmt: skip
# A VR that depends on other elements, as pydicom's dictionary spells it, and what it is when read as words.
AMBIGUOUS: Final = {
    "US or SS": "US", "OB or OW": "OW", "US or OW": "OW", "US or SS or OW": "OW", "NONE": "UN",
}  # fmt: skip
DICTIONARY_VRS: Final = {tag: AMBIGUOUS.get(entry[0], entry[0]) for tag, entry in DicomDictionary.items()}
SIGN_DEPENDENT: Final = frozenset(tag for tag, entry in DicomDictionary.items() if entry[0].startswith("US or SS"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost at most, known before it is decoded."""

    file_bytes: int = 4 << 30
    inflated_bytes: int = 1 << 30
    # A deflated image of one colour reaches 1,000; nothing that has anatomy in it comes near this.
    inflation_ratio: int = 200
    inflation_free_bytes: int = 16 << 20
    # An enhanced multi-frame object of 5,000 frames has about 300,000.
    elements: int = 500_000
    # The standard's own objects nest to about 8; writing costs five Python frames a level.
    depth: int = 32
    frame_pixels: int = 1 << 27
    pixel_bytes: int = 1 << 30


LIMITS: Final = Limits()


class Unreadable(Rejected):
    """The bytes are not a whole, well-formed DICOM data set."""


TRUNCATED: Final = "The file ends in the middle of its data. Export it again from where it came from."
DAMAGED: Final = "The file's structure is damaged. Export it again from where it came from."


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the elements of a data set lie in the bytes (PS3.5 section 10.1)."""

    is_implicit: bool
    is_big: bool


IMPLICIT_LITTLE: Final = Encoding(is_implicit=True, is_big=False)
EXPLICIT_LITTLE: Final = Encoding(is_implicit=False, is_big=False)
EXPLICIT_BIG: Final = Encoding(is_implicit=False, is_big=True)


# Group, number, VR and short length of an explicit element; a length of 32 bits; the head of an item: by byte order.
_HEADS: Final = {False: struct.Struct("<HH2sH"), True: struct.Struct(">HH2sH")}
_LENGTHS: Final = {False: struct.Struct("<I"), True: struct.Struct(">I")}
_ITEMS: Final = {False: struct.Struct("<HHI"), True: struct.Struct(">HHI")}


class _Head(NamedTuple):
    """The tag, VR and length of one element, and where its value starts."""

    tag: int
    vr: str
    length: int
    start: int
    is_implicit: bool


@lru_cache(maxsize=8192)
def interned(tag: int) -> BaseTag:
    """Return one object for one tag: a dictionary finds what is the same object without asking pydicom for equality."""
    return BaseTag(tag)


class Parser:
    """Walks one buffer; counts what it makes against the limits."""

    def __init__(self, data: bytes | mmap, limits: Limits = LIMITS, *, with_pixels: bool = True) -> None:
        self._data = data
        self._limits = limits
        self._with_pixels = with_pixels
        self._elements_left = limits.elements
        self._signed_vr = "US"
        self._charset: list[str] = [DEFAULT_CHARSET]
        # What was seen of the pixel data; None is "there are none".
        self.pixel_bytes: int | None = None
        self.has_fragments = False

    def dataset(self, start: int, encoding: Encoding) -> Dataset:
        """Return everything from `start` to the end of the buffer."""
        elements, _ = self._elements(start, len(self._data), encoding, 0, is_item=False)
        return make_dataset(elements, self._charset)

    def _elements(
        self, position: int, end: int, encoding: Encoding, depth: int, *, is_item: bool
    ) -> tuple[dict[BaseTag, DataElement | RawDataElement], int]:
        elements: dict[BaseTag, DataElement | RawDataElement] = {}
        while position < end:
            if end - position < 8:  # too short for an element: padding where it is zero
                if self._data[position:end].strip(b"\0"):
                    raise Unreadable(TRUNCATED)
                return elements, end
            head = self._head(position, end, encoding)
            if head.tag >> 16 == ITEM_GROUP:
                if is_item and head.tag == ITEM_END:
                    return elements, head.start
                # Stray items and delimiters, which some scanners write after the pixels, hold nothing of the image.
                position = head.start + (0 if head.length == UNDEFINED else head.length)
                continue
            self._count()
            element, position = self._element(head, end, encoding, depth)
            if element is not None and head.tag & 0xFFFF:  # group lengths are retired: PS3.5 section 7.2
                elements[element.tag] = element
        return elements, position

    def _count(self) -> None:
        self._elements_left -= 1
        if self._elements_left < 0:
            raise TooLarge(f"The file has more than {self._limits.elements:,} data elements, which is over the limit.")

    def _head(self, position: int, end: int, encoding: Encoding) -> _Head:
        group, number, vr, length = _HEADS[encoding.is_big].unpack_from(self._data, position)
        tag = group << 16 | number
        if not encoding.is_implicit and group != ITEM_GROUP:
            if vr in SHORT_VRS:
                return _Head(tag, VR_NAMES[vr], length, position + 8, False)
            if vr.isalpha() and vr.isupper():
                return self._long_head(tag, vr, position, end, encoding)
        # No VR here, though one was promised: some writers mix both encodings.
        (length,) = _LENGTHS[encoding.is_big].unpack_from(self._data, position + 4)
        return _Head(tag, DICTIONARY_VRS.get(tag, "UN"), length, position + 8, True)

    def _long_head(self, tag: int, vr: bytes, position: int, end: int, encoding: Encoding) -> _Head:
        known = vr in LONG_VRS
        name = VR_NAMES[vr] if known else DICTIONARY_VRS.get(tag, "UN")
        short = _HEADS[encoding.is_big].unpack_from(self._data, position)[3]
        if end - position >= LONG_HEAD_BYTES:
            (length,) = _LENGTHS[encoding.is_big].unpack_from(self._data, position + 8)
            # PS3.5 section 6.2: a VR of the future has this form; a VR that is simply wrong may have the short one.
            if known or (short == 0 and (length == UNDEFINED or length <= end - position - LONG_HEAD_BYTES)):
                return _Head(tag, name, length, position + LONG_HEAD_BYTES, False)
        if known:
            raise Unreadable(TRUNCATED)
        return _Head(tag, name, short, position + 8, False)

    def _element(
        self, head: _Head, end: int, encoding: Encoding, depth: int
    ) -> tuple[DataElement | RawDataElement | None, int]:
        if head.tag == PIXEL_DATA and depth == 0:
            return self._pixel_data(head, end, encoding)
        if head.length == UNDEFINED:
            if head.vr not in ("SQ", "UN") and head.tag in DICTIONARY_VRS and DICTIONARY_VRS[head.tag] != "SQ":
                return self._skip_fragments(head, end, encoding)
            return self._sequence(head, end, encoding, depth)
        stop = head.start + head.length
        if stop > end:
            raise Unreadable(TRUNCATED)
        vr = head.vr
        if vr == "UN":
            vr = DICTIONARY_VRS.get(head.tag, "UN")
        if vr == "SQ":
            return self._sequence(head, stop, encoding, depth)
        if head.tag == PIXEL_REPRESENTATION and depth == 0:
            self._signed_vr = "SS" if self._data[head.start : stop].strip(b"\0") else "US"
        if head.tag == CHARACTER_SET and depth == 0:
            self._charset = charset(bytes(self._data[head.start : stop])) or self._charset
        if vr == "US" and head.tag in SIGN_DEPENDENT and (head.is_implicit or head.vr == "UN"):
            vr = self._signed_vr
        # The content of UN is little endian whatever is around it (PS3.5 section 6.2.2).
        return self._raw(head, vr, stop, swap=encoding.is_big and head.vr != "UN"), stop

    def _raw(self, head: _Head, vr: str, stop: int, *, swap: bool) -> RawDataElement:
        value = bytes(self._data[head.start : stop])
        if len(value) & 1 and (vr not in WORDS or vr == "OW"):  # a number that is cut stays what it is: wrong
            value += b"\0" if vr in ("OB", "OW", "UN", "UI") else b" "
        if swap and vr in WORDS:
            value = swapped(value, WORDS[vr])
        return RawDataElement(interned(head.tag), vr, len(value), value, 0, False, True)

    def _sequence(self, head: _Head, end: int, encoding: Encoding, depth: int) -> tuple[DataElement, int]:
        if depth >= self._limits.depth:
            raise TooLarge(f"The file nests sequences more than {self._limits.depth} deep, which is over the limit.")
        inner = encoding
        if head.vr == "UN" and not head.is_implicit:
            inner = self._encoding_in_unknown(head.start, end)
        items, position = self._items(head, end, inner, depth + 1)
        return DataElement(interned(head.tag), "SQ", Sequence(items)), position

    def _encoding_in_unknown(self, start: int, end: int) -> Encoding:
        # PS3.5 section 6.2.2 says implicit; some writers leave it explicit, which shows in the first element.
        if end - start >= 16 and self._data[start + 12 : start + 14] in LONG_VRS | SHORT_VRS:
            (length,) = _LENGTHS[False].unpack_from(self._data, start + 12)
            if length > end - start:
                return EXPLICIT_LITTLE
        return IMPLICIT_LITTLE

    def _items(self, head: _Head, end: int, encoding: Encoding, depth: int) -> tuple[list[Dataset], int]:
        items: list[Dataset] = []
        position = head.start
        while position < end:
            tag, length = self._item_head(position, end, encoding)
            position += 8
            if tag == SEQUENCE_END:
                if head.length == UNDEFINED:
                    return items, position
                continue
            if tag != ITEM or (length != UNDEFINED and length > end - position):
                raise Unreadable(DAMAGED if tag != ITEM else TRUNCATED)
            self._count()
            stop = end if length == UNDEFINED else position + length
            elements, position = self._elements(position, stop, encoding, depth, is_item=length == UNDEFINED)
            items.append(make_dataset(elements, _charset_of(elements) or self._charset))
        if head.length == UNDEFINED:
            raise Unreadable(TRUNCATED)
        return items, end

    def _item_head(self, position: int, end: int, encoding: Encoding) -> tuple[int, int]:
        if end - position < 8:
            raise Unreadable(TRUNCATED)
        group, number, length = _ITEMS[encoding.is_big].unpack_from(self._data, position)
        return group << 16 | number, length

    def _pixel_data(self, head: _Head, end: int, encoding: Encoding) -> tuple[RawDataElement | None, int]:
        if head.length != UNDEFINED:
            stop = head.start + head.length
            if stop > end:
                raise Unreadable(TRUNCATED)
            self.pixel_bytes = head.length
            if not self._with_pixels:
                return None, stop
            return self._raw(head, "OB" if head.vr == "OB" else "OW", stop, swap=encoding.is_big), stop
        self.has_fragments = True
        last, position = self._fragments(head.start, end, encoding)
        self.pixel_bytes = last - head.start
        if not self._with_pixels:
            return None, position
        value = bytes(self._data[head.start : last])
        return RawDataElement(interned(PIXEL_DATA), "OB", UNDEFINED, value, 0, False, True), position

    def _fragments(self, position: int, end: int, encoding: Encoding) -> tuple[int, int]:
        """Return where the last fragment ends, and where what follows starts (PS3.5 section A.4)."""
        while position < end:
            tag, length = self._item_head(position, end, encoding)
            if tag == SEQUENCE_END:
                return position, position + 8
            if tag != ITEM or length > end - position - 8:
                raise Unreadable(DAMAGED if tag != ITEM else TRUNCATED)
            self._count()
            position += 8 + length
        return position, position  # the delimiter alone is missing: every fragment is whole

    def _skip_fragments(self, head: _Head, end: int, encoding: Encoding) -> tuple[None, int]:
        # A value in fragments that is not the pixels: nothing that the hub keeps, but it must be stepped over.
        _, position = self._fragments(head.start, end, encoding)
        return None, position


def make_dataset(elements: dict[BaseTag, DataElement | RawDataElement], encodings: list[str]) -> Dataset:
    """Return a data set over raw elements that pydicom decodes with these Python encodings, and writes as they are."""
    dataset = Dataset.__new__(Dataset)
    # As `Dataset(elements)` and `set_original_encoding` leave it: pydicom looks at each attribute that is set, one by
    # one, which for a small item is more work than all that is in it.
    vars(dataset).update(_EMPTY)
    vars(dataset).update(
        _dict=elements, _parent_encoding=encodings, _read_charset=encodings, _private_blocks={}, _pixel_id={},
        _pixel_array_opts={"use_pdh": False},
    )  # fmt: skip
    return dataset


def _empty() -> dict[str, Any]:
    dataset = Dataset()
    dataset.set_original_encoding(is_implicit_vr=False, is_little_endian=True, character_encoding="")
    return vars(dataset)


_EMPTY: Final = _empty()


def charset(value: bytes) -> list[str]:
    """Return the Python encodings of a Specific Character Set (PS3.3 C.12.1.1.2); empty where it names none known."""
    terms = [term.strip() for term in value.decode("ascii", "replace").strip("\0 ").split("\\")]
    encodings = [python_encoding[term] for term in terms if term in python_encoding]
    return encodings if any(terms) else []


def _charset_of(elements: dict[BaseTag, DataElement | RawDataElement]) -> list[str]:
    element = elements.get(interned(CHARACTER_SET))
    return charset(element.value) if isinstance(element, RawDataElement) and element.value else []


def swapped(value: bytes, word_bytes: int) -> bytes:
    """Return the value with the bytes of each word in reverse."""
    result = bytearray(len(value) - len(value) % word_bytes)
    for offset in range(word_bytes):
        result[offset::word_bytes] = value[word_bytes - 1 - offset : len(result) : word_bytes]
    return bytes(result)
