"""Pseudonyms: the same for the same key, others for another, and nothing that leads back."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import UID

from app.imaging.deidentify.pseudonyms import LONGEST_SHIFT_DAYS, Pseudonyms, project_key
from tests.imaging.samples import PSEUDONYMS, SITE_KEY

OTHER_KEY = bytes(32)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.", min_size=1, max_size=64))
def test_a_uid_becomes_a_valid_one_that_is_the_same_for_every_patient(uid: str) -> None:
    another = Pseudonyms.of(SITE_KEY, "b" * 64, "pat_zzzzzzzzzzzz")
    assert UID(PSEUDONYMS.uid(uid)).is_valid
    assert PSEUDONYMS.uid(uid) == another.uid(uid)
    assert PSEUDONYMS.uid(uid) != Pseudonyms.of(OTHER_KEY, "a" * 64, "pat_0123456789ab").uid(uid)


def test_pseudonyms_are_the_same_in_every_release() -> None:
    assert PSEUDONYMS.uid("1.2.3") == "2.25.323208961630152073077901537594917788276"
    assert PSEUDONYMS.shift_days == 1531


@settings(deadline=None)
@given(st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_the_shift_is_one_day_to_five_years_back_and_depends_on_patient_and_key(patient: str) -> None:
    shift = Pseudonyms.of(SITE_KEY, patient, "pat_0123456789ab").shift_days
    assert 1 <= shift <= LONGEST_SHIFT_DAYS
    assert shift == Pseudonyms.of(SITE_KEY, patient, "pat_zzzzzzzzzzzz").shift_days


def test_patients_and_sites_have_shifts_of_their_own() -> None:
    shifts = {Pseudonyms.of(key, f"{n:064d}", "").shift_days for key in (SITE_KEY, OTHER_KEY) for n in range(50)}
    assert len(shifts) > 90


@settings(deadline=None)
@given(st.dates(min_value=date(1850, 1, 1)), st.dates(min_value=date(1850, 1, 1)))
def test_intervals_between_days_hold(first: date, second: date) -> None:
    moved_first, moved_second = PSEUDONYMS.day(first), PSEUDONYMS.day(second)
    assert moved_first is not None
    assert moved_second is not None
    assert moved_second - moved_first == second - first
    assert moved_first < first


def test_a_day_before_the_calendar_has_no_pseudonym() -> None:
    assert PSEUDONYMS.day(date(1, 1, 1)) is None


def test_projects_of_one_site_share_nothing_and_a_project_is_always_the_same() -> None:
    patient = "a" * 64
    site, one, same, other = (
        Pseudonyms.of(SITE_KEY, patient, "pat_0123456789ab", project) for project in ("", "Liver", "Liver", "Heart")
    )
    assert one == same
    assert len({each.uid("1.2.3") for each in (site, one, other)}) == 3
    assert len({each.code("99HOME", "X1") for each in (site, one, other)}) == 3
    assert len({each.shift_days for each in (site, one, other)}) == 3
    assert Pseudonyms.of(project_key(SITE_KEY, "Liver"), patient, "pat_0123456789ab") == one
