"""Accounts of a real slapd: who signs in, with which role, over which wire, and what happens when it is away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.auth.backends import Identity
from app.auth.backends.ldap import LdapDirectory, LdapSettings
from app.auth.permissions import Role
from app.errors import Conflict, Invalid, Unavailable, Unsupported
from tests.auth.slapd import ADMIN, ADMIN_PASSWORD, BASE, Slapd, certificate, make_slapd

ANA, PASSWORD = "ana@hospital.example", "correct horse battery"


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    made = make_slapd(tmp_path_factory.mktemp("slapd"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def settings(slapd: Slapd) -> LdapSettings:
    return LdapSettings(
        servers=(slapd.url,), user_base=f"ou=people,{BASE}", bind_name=ADMIN, bind_password=ADMIN_PASSWORD,
        group_base=f"ou=groups,{BASE}", roles={f"cn=doctors,ou=groups,{BASE}": Role.DOCTOR},
    )  # fmt: skip


def test_the_right_password_tells_name_and_role_by_group(settings: LdapSettings) -> None:
    directory = LdapDirectory(settings)
    assert directory.authenticate("Ana@Hospital.example", PASSWORD) == Identity(ANA, "Dr Ana Silva", Role.DOCTOR)
    rui = directory.authenticate("rui@hospital.example", "another long password")
    assert rui == Identity("rui@hospital.example", "Rui Costa", None)


@pytest.mark.parametrize("password", ["wrong", "", "another long password"])
def test_a_wrong_or_empty_password_is_nobody(settings: LdapSettings, password: str) -> None:
    assert LdapDirectory(settings).authenticate(ANA, password) is None


@pytest.mark.parametrize(
    "email",
    ["*", "ana@hospital.example)(uid=*", "*)(mail=*", "ana@hospital.example\\00", "a*", ")(|(mail=*", "nobody@x", ""],
)
def test_an_address_cannot_widen_the_search(settings: LdapSettings, email: str) -> None:
    assert LdapDirectory(settings).authenticate(email, PASSWORD) is None


def test_an_address_that_two_entries_have_is_nobody(settings: LdapSettings) -> None:
    either = replace(settings, user_filter="(|(mail={})(uid=rui))")
    assert LdapDirectory(either).authenticate(ANA, PASSWORD) is None


def test_a_certificate_that_is_trusted_opens_the_wire_and_another_does_not(
    slapd: Slapd, settings: LdapSettings, tmp_path: Path
) -> None:
    certificate(tmp_path, "other.pem")
    for servers, start_tls in (((slapd.tls_url,), False), ((slapd.url,), True)):
        wire = replace(settings, servers=servers, start_tls=start_tls)
        trusted = LdapDirectory(replace(wire, ca_file=slapd.ca_file))
        assert trusted.authenticate(ANA, PASSWORD) is not None
        with pytest.raises(Unavailable):
            LdapDirectory(replace(wire, ca_file=tmp_path / "other.pem")).authenticate(ANA, PASSWORD)


def test_passwords_do_not_go_over_a_network_in_the_clear(settings: LdapSettings) -> None:
    with pytest.raises(Invalid):
        LdapDirectory(replace(settings, servers=("ldap://directory.hospital.example",)))


def test_the_next_server_is_asked_when_one_is_away(slapd: Slapd, settings: LdapSettings) -> None:
    servers = ("ldap://127.0.0.1:1", slapd.url)
    assert LdapDirectory(replace(settings, servers=servers)).authenticate(ANA, PASSWORD) is not None


def test_a_directory_that_is_away_refuses_nobody_but_says_so(slapd: Slapd, settings: LdapSettings) -> None:
    slapd.stop()
    try:
        with pytest.raises(Unavailable):
            LdapDirectory(settings).authenticate(ANA, PASSWORD)
    finally:
        slapd.start()
    assert LdapDirectory(settings).authenticate(ANA, PASSWORD) is not None


def test_the_hubs_own_account_that_is_refused_is_told_apart_from_a_wrong_password(settings: LdapSettings) -> None:
    with pytest.raises(Unavailable):
        LdapDirectory(replace(settings, bind_password="wrong")).authenticate(ANA, PASSWORD)


def test_a_password_is_changed_by_its_owner_alone(settings: LdapSettings) -> None:
    directory = LdapDirectory(settings)
    assert directory.change_password(ANA, "wrong", "a new long password") is False
    assert directory.change_password(ANA, "", "a new long password") is False
    assert directory.change_password("nobody@hospital.example", "x", "a new long password") is False
    assert directory.change_password(ANA, PASSWORD, "a new long password") is True
    assert directory.authenticate(ANA, PASSWORD) is None
    assert directory.authenticate(ANA, "a new long password") is not None
    assert directory.change_password(ANA, "a new long password", PASSWORD) is True


def test_a_sign_up_makes_an_entry_where_that_is_allowed(settings: LdapSettings) -> None:
    email = "eva+trial,ou=x@hospital.example"
    with pytest.raises(Unsupported):
        LdapDirectory(settings).add(email, "Eva Reis", "a long enough password")
    directory = LdapDirectory(replace(settings, sign_up_base=f"ou=people,{BASE}"))
    directory.add(email, "Eva Reis", "a long enough password")
    assert directory.authenticate(email, "a long enough password") == Identity(email, "Eva Reis", None)
    with pytest.raises(Conflict):
        directory.add(email, "Eva Reis", "a long enough password")
