"""What is done to one value, on raw bytes: pure functions from an old value to a new one, or None for "remove it"."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.uids import STANDARD_UIDS

OLDEST_AGE_YEARS: Final = 90

# What a value of the VR looks like (PS3.5 section 6.2); what does not look like it may be anything, so it goes.
# Numbers may be longer than the standard's 16 characters, as those of real scanners are, but not long enough to hide in.
_CODE: Final = rb"[A-Z0-9 _]{0,18}"
# Every repetition has a bound, or a long value of spaces would take for ever.
_NUMBER: Final = rb" {0,16}(?:[+-]?(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})(?:[eE][+-]?\d{1,3})?)? {0,16}"
_TIME: Final = rb" {0,16}(?:\d\d(?::?\d\d(?::?\d\d(?:\.\d{1,6})?)?)?)? {0,16}"
_DATE: Final = rb" {0,16}(?:\d{4}\.?\d\d\.?\d\d)? {0,16}"
_DATE_TIME: Final = rb" {0,16}(?:\d{4,14}(?:\.\d{1,6})?(?:[+-]\d{4})?)? {0,16}"
_UIDS: Final = rb" {0,16}(?:[0-2](?:\.\d{1,39}){1,31})? {0,16}"


def _values(pattern: bytes) -> re.Pattern[bytes]:
    """Return the pattern of one value and more, parted by backslashes, with the padding that a file may have."""
    return re.compile(pattern + rb"(?:\\" + pattern + rb")*\0?")


_PATTERNS: Final = {
    "CS": _values(_CODE),
    "DA": _values(_DATE),
    "DS": _values(_NUMBER),
    "DT": _values(_DATE_TIME),
    "IS": _values(_NUMBER),
    "TM": _values(_TIME),
    "UI": _values(_UIDS),
}
_WIDTHS: Final = {
    "AT": 4, "US": 2, "SS": 2, "OW": 2, "UL": 4, "SL": 4, "FL": 4, "OF": 4, "OL": 4,
    "FD": 8, "OD": 8, "OV": 8, "SV": 8, "UV": 8, "OB": 1,
}  # fmt: skip
_AGE: Final = re.compile(rb"(\d{3})([DWMY]) *\0?")
_DAY: Final = re.compile(rb"(\d{4})(\.?)(\d\d)\2(\d\d)")
_MOMENT: Final = re.compile(rb"(\d{4})(\d\d)?(\d\d)?(\d{0,6}(?:\.\d{1,6})?)?([+-]\d{4})?")
_UID: Final = re.compile(r"[0-9.]{1,64}")

# So many letters in a row are no numbers; a name in binary numbers would be read by nobody but found by anybody.
SHORTEST_HIDDEN_TEXT: Final = 8
_HIDDEN_TEXT: Final = re.compile(rb"[A-Za-z ^]{8}")
# In thousands of numbers, such as the points of a spectrum, a few letters in a row come by chance.
MANY_NUMBERS_BYTES: Final = 1024
_LONG_HIDDEN_TEXT: Final = re.compile(rb"[A-Za-z ^]{16}")

# What software writes where no date is known. Moved, they would tell by how much all others were moved.
NOBODYS_DAYS: Final = frozenset({b"00010101", b"16010101", b"18581117", b"19000101", b"29991231", b"99991231"})
# These may be either that or a real day.
FIRST_DAYS_OF_CLOCKS: Final = frozenset({b"19700101", b"19800101"})

DUMMY_TEXT: Final = b"ANONYMIZED"
_DUMMIES: Final = {
    "AE": DUMMY_TEXT, "AS": b"000Y", "CS": DUMMY_TEXT, "DA": b"19000101", "DS": b"0 ", "DT": b"19000101", "IS": b"0 ",
    "LO": DUMMY_TEXT, "LT": DUMMY_TEXT, "PN": DUMMY_TEXT, "SH": DUMMY_TEXT, "ST": DUMMY_TEXT, "TM": b"000000",
    "UC": DUMMY_TEXT, "UR": b"urn:anonymized", "UT": DUMMY_TEXT,
}  # fmt: skip


def is_well_formed(vr: str, value: bytes) -> bool:
    """Tell whether the bytes are what the VR allows; true for binary numbers of whole width."""
    pattern = _PATTERNS.get(vr)
    if pattern is not None:
        return pattern.fullmatch(value) is not None
    width = _WIDTHS.get(vr)
    if width is None or len(value) % width:
        return False
    if width == 1 or vr == "OW":
        return True
    hidden = _LONG_HIDDEN_TEXT if len(value) > MANY_NUMBERS_BYTES else _HIDDEN_TEXT
    return hidden.search(value) is None


def dummy(vr: str) -> bytes:
    """Return a value of even length that the VR allows and that says nothing."""
    return padded(_DUMMIES.get(vr) or bytes(max(_WIDTHS.get(vr, 2), 2)))


def padded(value: bytes, pad: bytes = b" ") -> bytes:
    """Return the value at an even length (PS3.5 section 6.2)."""
    return value + pad if len(value) & 1 else value


def grouped_age(value: bytes) -> bytes | None:
    """Return the age with everything over 89 years as 090Y, the boundary of the HIPAA safe harbour; None if it is none."""
    match = _AGE.fullmatch(value)
    if match is None:
        return None
    over = match[2] == b"Y" and int(match[1]) >= OLDEST_AGE_YEARS
    return b"090Y" if over else match[1] + match[2]


def replaced_uids(value: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    """Return the UIDs replaced, registered ones as they are; None where one is no UID at all."""
    uids = [part.strip("\0 ") for part in value.decode("latin-1").split("\\")]
    if not all(_UID.fullmatch(uid) for uid in uids if uid):
        return None
    new = (uid if uid in STANDARD_UIDS or not uid else pseudonyms.uid(uid) for uid in uids)
    return padded("\\".join(new).encode("ascii"), b"\0")


def shifted_days(value: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    """Return DA values moved back by the patient's shift; None where one is no date."""
    return _each(value, pseudonyms, _shifted_day)


def shifted_moments(value: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    """Return DT values with their date parts moved, times and offsets kept; None where one is no date-time.

    A year alone, or a month, moves as its first day does and keeps its precision.
    """
    return _each(value, pseudonyms, _shifted_moment)


def _each(value: bytes, pseudonyms: Pseudonyms, shift: Callable[[bytes, Pseudonyms], bytes | None]) -> bytes | None:
    parts = [part.strip(b"\0 ") for part in value.split(b"\\")]
    new = [shift(part, pseudonyms) if part else b"" for part in parts]
    return None if None in new else padded(b"\\".join(part for part in new if part is not None))


def _shifted_day(value: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    match = _DAY.fullmatch(value)
    return _moved(match[1], match[3], match[4], pseudonyms) if match else None


def _shifted_moment(value: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    match = _MOMENT.fullmatch(value)
    if match is None:
        return None
    day = _moved(match[1], match[2] or b"01", match[3] or b"01", pseudonyms)
    if day is None:
        return None
    precision = 8 if match[3] else 6 if match[2] else 4
    return day[:precision] + (match[4] or b"") + (match[5] or b"")


def _moved(year: bytes, month: bytes, day: bytes, pseudonyms: Pseudonyms) -> bytes | None:
    written = year + month + day
    if written in NOBODYS_DAYS:
        return written
    if written in FIRST_DAYS_OF_CLOCKS:
        return None
    try:
        moved = pseudonyms.day(date(int(year), int(month), int(day)))
    except ValueError:
        return None
    return f"{moved:%Y%m%d}".rjust(8, "0").encode() if moved else None
