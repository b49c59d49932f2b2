"""What is done to single values."""

import struct
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.imaging.deidentify import actions
from app.imaging.deidentify.pseudonyms import Pseudonyms
from tests.imaging.samples import PSEUDONYMS

ONE_DAY = Pseudonyms(bytes(32), "pat_0123456789ab", 1)

DAYS = {
    b"20240301": b"20240229",
    b"19991231 ": b"19991230",
    b"2024.03.01": b"20240229",
    b"20240301\\20230301 ": b"20240229\\20230228 ",
    b"20240301\\": b"20240229\\ ",
    b"00010101": b"00010101",
    b"19000101": b"19000101",
    b"18581117\\20240301 ": b"18581117\\20240229 ",
    b"19700101": None,
    b"1900.01.01": b"19000101",
    b"20240230": None,
    b"2024-03-01": None,
    b"20240301-20240401": None,
    b"JOHN DOE": None,
}
MOMENTS = {
    b"20240301120000.123456+0100": b"20240229120000.123456+0100",
    b"20240301": b"20240229",
    b"202403": b"202402",
    b"2024": b"2023",
    b"19000101000000": b"19000101000000",
    b"1900": b"1900",
    b"1980": None,
    b"2024-0500": b"2023-0500 ",
    b"202403011": b"202402291 ",
    b"March": None,
    b"20241301": None,
}
AGES = {
    b"045Y": b"045Y",
    b"089Y": b"089Y",
    b"090Y": b"090Y",
    b"091Y": b"090Y",
    b"102Y": b"090Y",
    b"999M": b"999M",
    b"3Y": None,
    b"JOHN": None,
    b"091Y\\092Y": None,
}
FORMS = {
    "CS": ([b"AXIAL", b"ORIGINAL\\PRIMARY\\AXIAL ", b"A_1", b""], [b"Axial", b"A-B", b"A" * 19, b"\xc4", b"A\nB"]),
    "DS": (
        [b"1.5", b"-1e-3\\+2 ", b"1\0", b" .5", b"1.\\", b"-0.12345678901234567"],
        [b"one", b"1,5", b"1" * 41, b"0x1", b"2024-03-01", b"1 2", b"555-1234", b"1.2.3"],
    ),
    "IS": ([b"12", b"-3\\4 ", b"1.0"], [b"twelve", b"1" * 41, b"12-30"]),
    "TM": ([b"12", b"1230", b"123045.123 ", b"12:30:45", b"120000\\130000"], [b"noon", b"1", b"12-30"]),
    "US": ([b"\1\0", b"\1\0\2\0"], [b"\1"]),
    "FD": ([bytes(8), struct.pack("<4d", 1.5, 3.14159, -1e-9, 100)], [bytes(4), b"JOHN DOE"]),
    "LO": ([], [b"text"]),
}


NO_DAYS = actions.NOBODYS_DAYS | actions.FIRST_DAYS_OF_CLOCKS


@pytest.mark.parametrize("value", DAYS)
def test_dates_move_or_are_told_to_be_none(value: bytes) -> None:
    assert actions.shifted_days(value, ONE_DAY) == DAYS[value]


@pytest.mark.parametrize("value", MOMENTS)
def test_date_times_move_and_keep_time_offset_and_precision(value: bytes) -> None:
    assert actions.shifted_moments(value, ONE_DAY) == MOMENTS[value]


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1)).filter(lambda day: f"{day:%Y%m%d}".encode() not in NO_DAYS))
def test_a_date_moves_by_the_shift_of_the_patient(day: date) -> None:
    moved = actions.shifted_days(f"{day:%Y%m%d}".encode(), PSEUDONYMS)
    assert moved == f"{day - timedelta(days=PSEUDONYMS.shift_days):%Y%m%d}".encode()


@pytest.mark.parametrize("value", AGES)
def test_ages_over_89_are_one_group(value: bytes) -> None:
    assert actions.grouped_age(value) == AGES[value]


@pytest.mark.parametrize("vr", FORMS)
def test_only_what_the_vr_allows_is_well_formed(vr: str) -> None:
    good, bad = FORMS[vr]
    assert [value for value in good if not actions.is_well_formed(vr, value)] == []
    assert [value for value in bad if actions.is_well_formed(vr, value)] == []


def test_uids_are_replaced_one_by_one_and_registered_ones_stay() -> None:
    new = actions.replaced_uids(b"1.2.3\\1.2.840.10008.5.1.4.1.1.2\\\0", PSEUDONYMS)
    assert new is not None
    assert new.rstrip(b"\0").split(b"\\") == [PSEUDONYMS.uid("1.2.3").encode(), b"1.2.840.10008.5.1.4.1.1.2", b""]


def test_an_unregistered_uid_under_the_root_of_dicom_is_replaced() -> None:
    assert actions.replaced_uids(b"1.2.840.10008.9.9.9", PSEUDONYMS) == PSEUDONYMS.uid(
        "1.2.840.10008.9.9.9"
    ).encode().ljust(len(PSEUDONYMS.uid("1.2.840.10008.9.9.9")) + len(PSEUDONYMS.uid("1.2.840.10008.9.9.9")) % 2, b"\0")


def test_what_is_no_uid_is_told() -> None:
    assert actions.replaced_uids(b"JOHN DOE", PSEUDONYMS) is None


@pytest.mark.parametrize(
    "vr", ["AE", "AS", "CS", "DA", "DS", "DT", "FD", "IS", "LO", "PN", "SH", "TM", "UN", "US", "UT"]
)
def test_dummies_have_an_even_length_and_say_nothing(vr: str) -> None:
    value = actions.dummy(vr)
    assert len(value) % 2 == 0
    assert value != b""


@pytest.mark.parametrize("vr", ["CS", "DS", "IS", "TM", "US", "FD"])
@pytest.mark.parametrize("unit", [b" ", b"1", b"A", b"\\", b" \\", b"1.", b"\0"])
def test_long_values_are_judged_at_once(vr: str, unit: bytes) -> None:
    assert actions.is_well_formed(vr, unit * (1 << 20)) in (True, False)
