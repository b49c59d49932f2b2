"""Codes by time as RFC 6238 has them, sealed secrets, recovery codes."""

import pytest

from app.auth import second_factor as codes
from app.errors import Unavailable

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_the_vectors_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    assert codes.code_at(SECRET, seconds // 30, digits=8) == code


def test_a_code_holds_for_its_step_and_the_ones_beside_it() -> None:
    code = codes.code_at(SECRET, 1000)
    assert [codes.step_of(SECRET, code, 30.0 * step) for step in (998, 999, 1000, 1001, 1002)] == [
        None, 1000, 1000, 1000, None,
    ]  # fmt: skip
    assert codes.step_of(SECRET, "", 30000.0) is None
    assert codes.step_of(SECRET, "\ud800", 30000.0) is None


def test_a_secret_is_sealed_for_one_user_and_one_key() -> None:
    sealed = codes.sealed(bytes(32), SECRET, "usr_1")
    assert codes.opened(bytes(32), sealed, "usr_1") == SECRET
    assert sealed != codes.sealed(bytes(32), SECRET, "usr_1")
    for key, user in ((b"x" * 32, "usr_1"), (bytes(32), "usr_2")):
        with pytest.raises(Unavailable):
            codes.opened(key, sealed, user)


def test_recovery_codes_differ_and_are_read_as_people_type_them() -> None:
    fresh = codes.new_recovery_codes()
    assert len({codes.recovery_hash(code) for code in fresh}) == 10
    assert codes.recovery_hash(fresh[0].upper().replace("-", " ")) == codes.recovery_hash(fresh[0])
    for text in ("", "123456", "i" * 16, fresh[0] + "0"):
        assert codes.recovery_hash(text) is None


def test_the_address_for_apps_has_the_secret_and_whose_it_is() -> None:
    assert codes.address_for_apps(SECRET, "ana@hub.example") == (
        "otpauth://totp/Medical%20Data%20Hub%3Aana%40hub.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Medical%20Data%20Hub&digits=6&period=30"
    )
