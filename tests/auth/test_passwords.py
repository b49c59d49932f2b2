"""Passwords are long, not common, and kept as hashes."""

import pytest

from app.auth.common import common_passwords, is_common
from app.auth.passwords import hash_password, is_password
from app.errors import Invalid


@pytest.mark.parametrize(
    "password",
    ["justinbieber", "Justinbieber", "password1234", "P@ssw0rd12345", "Password123!Password123!", "letmeinletmein",
     "aaaaaaaaaaaa", "abcabcabcabc", "abcdefghijkl", "123456789012", "098765432109", "Winter2026!!!", "qwertyuiopas",
     "123412341234", "administrator1", "Radiology2026", "111111111111111111111111"],
)  # fmt: skip
def test_what_many_people_have_is_refused(password: str) -> None:
    assert is_common(password)
    with pytest.raises(Invalid) as error:
        hash_password(password, "newPassword")
    assert error.value.path == ("newPassword",)
    assert password not in error.value.message


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "837465920174", "xkdjfhweiruq", "ein Satz über Äpfel", "密码是一个很长的句子没有人知道"],
)
def test_what_is_long_and_rare_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert is_password(hash_password(password), password)
    assert not is_password(hash_password(password), password + " ")


@pytest.mark.parametrize("password", ["", "elevenchars", "x" * 1025, "correct horse \ud800"])
def test_what_is_too_short_too_long_or_no_text_is_refused(password: str) -> None:
    with pytest.raises(Invalid):
        hash_password(password)


def test_a_hash_is_salted_argon2id_and_an_unknown_account_has_no_right_password() -> None:
    hashes = {hash_password("correct horse battery") for _ in range(2)}
    assert len(hashes) == 2
    assert all(each.startswith("$argon2id$") for each in hashes)
    assert not is_password(None, "a password that nobody has")


def test_the_list_has_common_words_and_all_long_ones() -> None:
    assert len(common_passwords()) > 10_000
    assert sum(len(each) >= 12 for each in common_passwords()) > 200
