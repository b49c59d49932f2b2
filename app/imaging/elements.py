"""Values of raw elements, decoded without turning the element in the data set into anything else."""

import struct
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Final

from pydicom.charset import decode_bytes
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from app.imaging.parsing import interned

# Nothing that is asked for by name has more; what holds a hundred million is not to become as many objects.
MOST_NUMBERS: Final = 1 << 16
_FORMATS: Final = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}


def in_order(dataset: Dataset) -> list[tuple[int, DataElement | RawDataElement]]:
    """Return all elements by ascending tag, as they are; plain integers are compared much quicker than pydicom's tags."""
    return sorted(((int(tag), element) for tag, element in dataset.items()), key=itemgetter(0))


def element_values(element: DataElement | RawDataElement, dataset: Dataset) -> list[str | int | float]:
    """Return an element's values: binary numbers as numbers, everything else as text; empty where there is none."""
    if element.VR in _FORMATS and isinstance(element.value, bytes):
        code = _FORMATS[element.VR]
        whole = min(len(element.value) // struct.calcsize(code), MOST_NUMBERS)
        return list(struct.unpack_from(f"<{whole}{code}", element.value))
    text = text_of(element, dataset)
    return list(text.split("\\")) if text else []


def raw_text(dataset: Dataset, keyword: str) -> str:
    """Return an element's values as one text, parted by backslashes; "" where there is none."""
    element = dataset.get_item(tag_of(keyword))
    if element is None:
        return ""
    if element.VR in _FORMATS and isinstance(element.value, bytes):
        return "\\".join(map(str, element_values(element, dataset)))
    return text_of(element, dataset)


@lru_cache(maxsize=1024)
def tag_of(keyword: str) -> BaseTag:
    """Return the tag of a keyword; of one that PS3.6 does not have, a tag that no element has."""
    return interned(tag_for_keyword(keyword) or 0)


def short_of(dataset: Dataset, keyword: str) -> int | None:
    """Return the value of a US element that nobody has decoded yet, without decoding it; None for any other element."""
    element = dataset.get_item(tag_of(keyword))
    if not isinstance(element, RawDataElement) or element.VR != "US" or not element.is_little_endian:
        return None
    return int.from_bytes(element.value, "little") if element.value and len(element.value) == 2 else None


def text_of(element: DataElement | RawDataElement, dataset: Dataset) -> str:
    """Return an element's value as one string in the data set's character set, values parted by backslashes.

    Bytes that the character set does not have become U+FFFD: what lies about its encoding is still searched.
    """
    if isinstance(element, DataElement):
        value = element.value
        many = isinstance(value, Iterable) and not isinstance(value, str | bytes)
        return "\\".join(str(each) for each in value) if many else str(value or "")
    return decoded(element.value or b"", dataset)


def decoded(value: bytes, dataset: Dataset) -> str:
    """Return the bytes of a text in the data set's character set, without padding."""
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii").strip("\0 ")
    encodings = dataset.original_character_set or ["iso8859"]
    names = [encodings] if isinstance(encodings, str) else list(encodings)
    try:
        return decode_bytes(value, names, {0x5C, 0x5E, 0x3D}).strip("\0 ")
    except (LookupError, UnicodeError, ValueError):
        return value.decode("latin-1").strip("\0 ")
