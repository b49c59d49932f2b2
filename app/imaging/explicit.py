"""Explicit VR Little Endian, as far as the stored file needs it: write a header, find the pixels (PS3.5 section 7.1).

Elements that were read and not touched are copied as bytes; only what was changed is encoded by pydicom. That makes
writing the header of a CT slice several times faster than `dcmwrite`.
"""

import struct

from pydicom import uid
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import correct_ambiguous_vr_element, write_data_element
from pydicom.tag import BaseTag
from pydicom.valuerep import CUSTOMIZABLE_CHARSET_VR, EXPLICIT_VR_LENGTH_32

from app.errors import Rejected
from app.imaging.elements import in_order, raw_text

PIXEL_DATA = 0x7FE00010
TRAILING_PADDING = 0xFFFCFFFC
# Group 7FE0 begins with offset tables and float pixels, which belong to other encodings than the one written here.
_FIRST_PIXEL_TAG = 0x7FE00001
_UNDEFINED = 0xFFFFFFFF
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_SHORT_HEAD, _LONG_HEAD, _ITEM_HEAD = struct.Struct("<HH2sH"), struct.Struct("<HH2sHI"), struct.Struct("<HHI")
_SHORT_VRS = frozenset(
    [
        "AE",
        "AS",
        "AT",
        "CS",
        "DA",
        "DS",
        "DT",
        "FD",
        "FL",
        "IS",
        "LO",
        "LT",
        "PN",
        "SH",
        "SL",
        "SS",
        "ST",
        "TM",
        "UI",
        "UL",
        "US",
    ]
)
_LONG_VRS = frozenset(str(vr) for vr in EXPLICIT_VR_LENGTH_32)
_LONG_VR_BYTES = frozenset(vr.encode() for vr in _LONG_VRS)
_COPIED_VRS = (_SHORT_VRS | _LONG_VRS) - {"SQ", "UN"}
_PADDED_WITH_ZERO = frozenset({"UI", "OB", "OW", "OD", "OF", "OL", "OV"})
_TEXT_VRS = frozenset(str(vr) for vr in CUSTOMIZABLE_CHARSET_VR)


def encode_header(dataset: Dataset) -> bytes:
    """Return `DICM`, file meta and the dataset before its pixels, in Explicit VR Little Endian.

    The file meta holds what the standard asks for and nothing that the source wrote there (PS3.10 section 7.1).
    Raises Rejected when an element cannot be encoded.
    """
    parts = [b"DICM", _file_meta(dataset)]
    keeps_characters = _keeps_characters(dataset)
    for tag, element in in_order(dataset):
        # Group lengths are retired, groups below 8 belong to file meta and commands.
        if tag & 0xFFFF and 0x00080000 <= tag < _FIRST_PIXEL_TAG:
            copied = _copied(tag, element, keeps_characters=keeps_characters)
            parts.append(_encoded(dataset, element.tag) if copied is None else copied)
    return b"".join(parts)


def _keeps_characters(dataset: Dataset) -> bool:
    return bool(dataset.original_character_set == dataset._character_set)  # noqa: SLF001  no public name


def _file_meta(dataset: Dataset) -> bytes:
    meta = getattr(dataset, "file_meta", None) or Dataset()
    sop_class, instance = (raw_text(dataset, keyword).strip("\0 ") for keyword in ("SOPClassUID", "SOPInstanceUID"))
    if not (sop_class and instance):
        raise Rejected("The image has no SOP class or instance UID. Export it again from its source.")
    elements = b"".join(
        (
            b"\2\0\1\0OB\0\0\2\0\0\0\0\1",
            _short(0x00020002, "UI", sop_class.encode()),
            _short(0x00020003, "UI", instance.encode()),
            _short(0x00020010, "UI", uid.ExplicitVRLittleEndian.encode()),
            _short(
                0x00020012, "UI", (_name(meta, "ImplementationClassUID") or uid.PYDICOM_IMPLEMENTATION_UID).encode()
            ),
            _short(0x00020013, "SH", (_name(meta, "ImplementationVersionName") or "MEDHUB").encode()),
        )
    )
    return _short(0x00020000, "UL", struct.pack("<I", len(elements))) + elements


def _name(meta: Dataset, keyword: str) -> str:
    return raw_text(meta, keyword).strip("\0 ")


def _short(tag: int, vr: str, value: bytes) -> bytes:
    value = _even(vr, value)
    return _SHORT_HEAD.pack(tag >> 16, tag & 0xFFFF, vr.encode(), len(value)) + value


def _long(tag: int, vr: str, value: bytes) -> bytes:
    return _LONG_HEAD.pack(tag >> 16, tag & 0xFFFF, vr.encode(), 0, len(value)) + value


def _even(vr: str, value: bytes) -> bytes:
    return value if len(value) % 2 == 0 else value + (b"\0" if vr in _PADDED_WITH_ZERO else b" ")


def _encoded(dataset: Dataset, tag: BaseTag) -> bytes:
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, False
    try:
        certain = correct_ambiguous_vr_element(dataset[tag], dataset, is_little_endian=True)
        write_data_element(buffer, certain, dataset.get("SpecificCharacterSet", "iso8859"))
    except Exception as error:
        # pydicom raises whatever a value's type raises; the value itself must not get into our message.
        raise Rejected(f"Element {tag} cannot be written. Export the image again from its source.") from error
    return buffer.getvalue()


def _copied(tag: int, element: DataElement | RawDataElement, *, keeps_characters: bool) -> bytes | None:
    """The element as it was read, or None when it has to be encoded anew."""
    if not isinstance(element, RawDataElement):
        return _copied_sequence(tag, element)
    vr = element.VR or _known_vr(element.tag)
    value = element.value
    if value is None:  # empty, or left in the file until it is asked for
        return None
    if vr not in _COPIED_VRS or not element.is_little_endian or element.length == _UNDEFINED:
        return None
    if vr in _TEXT_VRS and not keeps_characters:
        return None
    value = _even(vr, value)
    if vr in _LONG_VRS:
        return _long(tag, vr, value)
    return None if len(value) > 0xFFFF else _short(tag, vr, value)


def _copied_sequence(tag: int, element: DataElement) -> bytes | None:
    """A sequence of items of which nothing was decoded, or None when something was."""
    if element.VR != "SQ" or element.is_undefined_length:
        return None
    items = []
    for item in element.value or ():
        copied = _copied_item(item)
        if copied is None:
            return None
        items.append(_ITEM_HEAD.pack(_ITEM >> 16, _ITEM & 0xFFFF, len(copied)) + copied)
    return _long(tag, "SQ", b"".join(items))


def _copied_item(item: Dataset) -> bytes | None:
    is_as_read = item.original_encoding == (False, True) and _keeps_characters(item)
    if not is_as_read or item.is_undefined_length_sequence_item:
        return None
    parts = []
    for tag, element in in_order(item):
        copied = _copied(tag, element, keeps_characters=True) if tag & 0xFFFF else None
        if copied is None:
            return None
        parts.append(copied)
    return b"".join(parts)


def _known_vr(tag: BaseTag) -> str | None:
    try:
        return dictionary_VR(tag)
    except KeyError:
        return None


def pixel_data_head(size: int, *, has_words: bool) -> bytes:
    """Return the head of a native PixelData: OW for samples of a word and more, OB for bytes (PS3.5 A.2)."""
    return struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW" if has_words else b"OB", 0, size)


def trailing_padding_head(size: int) -> bytes:
    """Return the head of DataSetTrailingPadding, which readers skip."""
    return struct.pack("<HH2sHI", 0xFFFC, 0xFFFC, b"OB", 0, size)


def pixel_data_span(file: memoryview) -> tuple[int, int]:
    """Return offset and length of PixelData in a whole file, found by walking its elements.

    Raises Rejected when the file does not hold together: no DICM, no pixels, or anything but padding behind them.
    """
    if bytes(file[128:132]) != b"DICM":
        raise _broken()
    try:
        position = 132
        while True:
            tag, length, value = _element(file, position)
            if tag == PIXEL_DATA:
                behind, padding, start = _element(file, value + length)
                if behind != TRAILING_PADDING or start + padding != len(file):
                    raise _broken()
                return value, length
            position = _after_items(file, value) if length == _UNDEFINED else value + length
    except struct.error as error:
        raise _broken() from error


def _element(file: memoryview, position: int) -> tuple[int, int, int]:
    """Tag, length and offset of the value of the element at a position."""
    group, number, vr, length = _SHORT_HEAD.unpack_from(file, position)
    tag = group << 16 | number
    if group == 0xFFFE:
        return tag, struct.unpack_from("<I", file, position + 4)[0], position + 8
    if vr in _LONG_VR_BYTES:
        return tag, struct.unpack_from("<I", file, position + 8)[0], position + 12
    return tag, length, position + 8


def _after_items(file: memoryview, position: int) -> int:
    """The position behind the delimiter of a sequence, or of an item, of undefined length."""
    while True:
        tag, length, value = _element(file, position)
        if tag in {_ITEM_END, _SEQUENCE_END}:
            return value
        position = _after_items(file, value) if length == _UNDEFINED else value + length


def _broken() -> Rejected:
    return Rejected("The written file does not read back as it was written. Check the disk, then try again.")
