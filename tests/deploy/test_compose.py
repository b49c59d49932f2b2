"""compose.yaml: what can be known of it without a container engine, and its directory run by hand."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from app.auth.backends import Identity
from app.auth.backends.ldap import LdapDirectory
from app.auth.permissions import Role
from app.main import directory_of
from app.settings import Settings
from tests.conftest import free_port

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
HUB = COMPOSE["services"]["hub"]
BASE = "dc=hospital,dc=example"


def test_the_hub_is_told_nothing_that_it_does_not_know() -> None:
    known = {f"HUB_{name}".upper() for name in Settings.model_fields}
    assert set(HUB["environment"]) - known == set()
    secrets = {name.upper() for name in HUB["secrets"]}
    assert secrets - known == set()
    assert secrets & set(HUB["environment"]) == set()


def test_each_secret_is_made_used_and_declared() -> None:
    used = {name for service in COMPOSE["services"].values() for name in service.get("secrets", [])}
    made = (ROOT / "deploy" / "secrets.sh").read_text()
    assert used == set(COMPOSE["secrets"])
    assert [name for name in used if name not in made] == []


def test_services_have_no_rights_that_they_do_not_need() -> None:
    for name, service in COMPOSE["services"].items():
        assert (name, service["read_only"], service["cap_drop"]) == (name, True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "mem_limit" in service
    published = {name: service["ports"] for name, service in COMPOSE["services"].items() if "ports" in service}
    assert published == {"proxy": ["80:80", "443:443"], "mail": ["127.0.0.1:8025:8025"]}


def test_secrets_are_files_that_stay_when_they_are_made_again(tmp_path: Path) -> None:
    def made() -> dict[str, str]:
        subprocess.run(["sh", ROOT / "deploy" / "secrets.sh"], cwd=tmp_path, check=True, capture_output=True)
        return {file.name: file.read_text() for file in (tmp_path / "secrets").iterdir()}

    first = made()
    assert set(first) == set(COMPOSE["secrets"])
    assert first["hub_mongo_uri"] == (
        f"mongodb://hub:{first['mongo_password']}@mongo:27017/?replicaSet=hub&authSource=admin"
    )
    assert len({*first.values()}) == len(first)
    assert made() == first
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0


def test_a_secret_of_a_file_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "hub_admin_password").write_text("of a file, and long\n")
    settings = Settings(_secrets_dir=tmp_path)  # type: ignore[call-arg]
    assert settings.admin_password == SecretStr("of a file, and long")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Start the directory as its container does; yield the hub's settings of compose.yaml for it."""
    folder = tmp_path_factory.mktemp("directory")
    (folder / "manager").write_text("the manager's password\n")
    (folder / "hub").write_text("the hub's password\n")
    port = free_port()
    given = COMPOSE["services"]["directory"]["environment"] | {
        "LDAP_FOLDER": str(folder / "state"),
        "LDAP_CERTIFICATES": str(folder),
        "LDAP_NAME": "127.0.0.1",
        "LDAP_URLS": f"ldaps://127.0.0.1:{port} ldapi://{str(folder / 'ldapi').replace('/', '%2F')}",
        "LDAP_PASSWORD_FILE": str(folder / "manager"),
        "LDAP_HUB_PASSWORD_FILE": str(folder / "hub"),
    }
    environment = os.environ | given | {"PATH": f"/usr/sbin:/sbin:{os.environ['PATH']}"}
    process = subprocess.Popen(["sh", ROOT / "deploy" / "openldap" / "start.sh"], env=environment)
    _wait_until_it_answers(given["LDAP_URLS"].split()[1], process)
    _add_people(f"ldapi://{str(folder / 'ldapi').replace('/', '%2F')}", folder / "manager")
    hub = {name.removeprefix("HUB_").lower(): value for name, value in HUB["environment"].items()}
    ldap = {name: value for name, value in hub.items() if name.startswith("ldap")}
    yield Settings.model_validate(
        Settings().model_dump()
        | ldap
        | {
            "ldap_servers": f"ldaps://127.0.0.1:{port}",
            "ldap_ca_file": folder / "ca.pem",
            "ldap_roles": yaml.safe_load(ldap["ldap_roles"]),
            "ldap_bind_password": "the hub's password",
        }
    )
    process.terminate()
    assert process.wait(30) == 0


def _wait_until_it_answers(url: str, process: "subprocess.Popen[bytes]") -> None:
    asked = ["ldapsearch", "-x", "-H", url, "-b", "", "-s", "base"]
    for _ in range(300):
        if subprocess.run(asked, capture_output=True, check=False).returncode == 0:
            return
        assert process.poll() is None, "the directory did not start"
        time.sleep(0.1)
    raise AssertionError("the directory does not answer")


def _add_people(url: str, password_file: Path) -> None:
    entries = f"""
dn: uid=ana,ou=people,{BASE}
objectClass: inetOrgPerson
uid: ana
cn: Ana Silva
sn: Silva
mail: ana@hospital.example
userPassword: correct horse battery

dn: cn=doctors,ou=groups,{BASE}
objectClass: groupOfNames
cn: doctors
member: uid=ana,ou=people,{BASE}
"""
    password = password_file.read_text().strip()
    subprocess.run(
        ["ldapadd", "-x", "-H", url, "-D", f"cn=admin,{BASE}", "-w", password],
        input=entries.encode(), check=True, capture_output=True,
    )  # fmt: skip


def test_the_directory_of_compose_knows_its_people(directory: Settings) -> None:
    people = directory_of(directory)
    assert isinstance(people, LdapDirectory)
    assert people.authenticate("ana@hospital.example", "correct horse battery") == Identity(
        "ana@hospital.example", "Ana Silva", Role.DOCTOR
    )
    assert people.authenticate("ana@hospital.example", "another password") is None


def test_people_sign_up_and_change_their_password_in_it(directory: Settings) -> None:
    people = directory_of(directory)
    assert isinstance(people, LdapDirectory)
    people.add("eva@hospital.example", "Eva Reis", "a long enough password")
    assert people.authenticate("eva@hospital.example", "a long enough password") == Identity(
        "eva@hospital.example", "Eva Reis", None
    )
    assert people.change_password("eva@hospital.example", "a long enough password", "one that is longer") is True
    assert people.authenticate("eva@hospital.example", "a long enough password") is None


def test_nobody_but_the_hub_reads_other_people(directory: Settings) -> None:
    url, certificate = directory.ldap_servers, str(directory.ldap_ca_file)

    def search(*who: str) -> str:
        asked = ["ldapsearch", "-x", "-LLL", "-H", url, *who, "-b", BASE, "(uid=*)", "mail", "userPassword"]
        return subprocess.run(
            asked, env=os.environ | {"LDAPTLS_CACERT": certificate}, capture_output=True, text=True, check=False
        ).stdout

    assert search() == ""
    assert search("-D", f"uid=ana,ou=people,{BASE}", "-w", "correct horse battery") == ""
    hub = search("-D", f"cn=hub,{BASE}", "-w", "the hub's password")
    assert "ana@hospital.example" in hub
    assert "userPassword" not in hub
