"""People sign in with the account of their institution; accounts of the hub work when the directory does not."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.auth.slapd import ADMIN, ADMIN_PASSWORD, BASE, Slapd, make_slapd
from tests.conftest import RunningHub, add_account, start_hub, stop_hub
from tests.journeys.test_upload import Client

ANA, ANA_PASSWORD = "ana@hospital.example", "correct horse battery"
RUI, RUI_PASSWORD = "rui@hospital.example", "another long password"
LOCAL, PASSWORD = "local@hub.example", "a long enough password"
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { accessToken user { email name role status source } errors { code message } } }"


@dataclass(frozen=True, slots=True)
class Site:
    hub: RunningHub
    slapd: Slapd


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    slapd = make_slapd(tmp_path_factory.mktemp("slapd"))
    slapd.start()
    data = tmp_path_factory.mktemp("directory") / "data"
    add_account(data, LOCAL, PASSWORD, "ADMINISTRATOR")
    hub = start_hub(
        data,
        HUB_LDAP_SERVERS=f"ldap://127.0.0.1:1, {slapd.url}",
        HUB_LDAP_USER_BASE=f"ou=people,{BASE}",
        HUB_LDAP_BIND_NAME=ADMIN,
        HUB_LDAP_BIND_PASSWORD=ADMIN_PASSWORD,
        HUB_LDAP_GROUP_BASE=f"ou=groups,{BASE}",
        HUB_LDAP_ROLES=json.dumps({f"cn=doctors,ou=groups,{BASE}": "DOCTOR"}),
        HUB_LDAP_SIGN_UP_BASE=f"ou=people,{BASE}",
    )
    yield Site(hub, slapd)
    stop_hub(hub)
    slapd.stop()


def ask(hub: RunningHub, query: str, token: str | None = None, **values: Any) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(
        f"{hub.base_url}/graphql", json={"query": query, "variables": {"i": values}}, headers=headers, timeout=60
    )
    body: dict[str, Any] = answer.json()
    return body


def sign_in(hub: RunningHub, email: str, password: str) -> dict[str, Any]:
    payload: dict[str, Any] = ask(hub, SIGN_IN, email=email, password=password)["data"]["signIn"]
    return payload


def admin(hub: RunningHub) -> Client:
    return Client(RunningHub(hub.base_url, LOCAL, PASSWORD, hub.data, hub.process))


def test_who_is_in_a_group_signs_in_at_once_with_its_role(site: Site) -> None:
    payload = sign_in(site.hub, "Ana@Hospital.example", ANA_PASSWORD)
    assert payload["errors"] == []
    assert payload["user"] == {
        "email": ANA, "name": "Dr Ana Silva", "role": "DOCTOR", "status": "ACTIVE", "source": "LDAP",
    }  # fmt: skip


def test_who_is_in_no_group_waits_for_an_administrator(site: Site) -> None:
    unknown = sign_in(site.hub, "nobody@hospital.example", RUI_PASSWORD)
    assert sign_in(site.hub, RUI, RUI_PASSWORD) == unknown
    found = admin(site.hub).ask('{ users(search: "rui") { nodes { id role status source } } }')["users"]["nodes"]
    assert [(each["role"], each["status"], each["source"]) for each in found] == [("VIEWER", "PENDING", "LDAP")]
    admin(site.hub).ask(
        "mutation($i: UpdateUserInput!) { updateUser(input: $i) { errors { code } } }",
        {"i": {"id": found[0]["id"], "status": "ACTIVE"}},
    )
    assert sign_in(site.hub, RUI, RUI_PASSWORD)["user"]["role"] == "VIEWER"


def test_wrong_passwords_are_refused_alike_wherever_the_account_is(site: Site) -> None:
    refusals = [sign_in(site.hub, email, "not the password") for email in (ANA, LOCAL, "nobody@hospital.example", "*")]
    assert all(refusal == refusals[0] and refusal["accessToken"] is None for refusal in refusals)
    assert sign_in(site.hub, ANA, "")["accessToken"] is None
    assert sign_in(site.hub, LOCAL, ANA_PASSWORD)["accessToken"] is None


def test_a_password_is_changed_in_the_directory_and_ends_the_sessions(site: Site) -> None:
    change = "mutation($i: ChangePasswordInput!) { changePassword(input: $i) { accessToken errors { code path } } }"
    token = sign_in(site.hub, ANA, ANA_PASSWORD)["accessToken"]
    wrong = ask(site.hub, change, token, currentPassword="wrong", newPassword="a new long password")["data"][
        "changePassword"
    ]
    assert (wrong["accessToken"], wrong["errors"]) == (None, [{"code": "INVALID", "path": ["currentPassword"]}])
    weak = ask(site.hub, change, token, currentPassword=ANA_PASSWORD, newPassword="short")["data"]["changePassword"]
    assert weak["errors"] == [{"code": "INVALID", "path": ["newPassword"]}]
    done = ask(site.hub, change, token, currentPassword=ANA_PASSWORD, newPassword="a new long password")["data"][
        "changePassword"
    ]
    assert done["errors"] == []
    assert ask(site.hub, "{ me { email } }", token)["data"]["me"] is None
    assert sign_in(site.hub, ANA, ANA_PASSWORD)["accessToken"] is None
    token = sign_in(site.hub, ANA, "a new long password")["accessToken"]
    back = ask(site.hub, change, token, currentPassword="a new long password", newPassword=ANA_PASSWORD)
    assert back["data"]["changePassword"]["errors"] == []


def test_a_sign_up_makes_an_entry_of_the_directory(site: Site) -> None:
    sign_up = "mutation($i: SignUpInput!) { signUp(input: $i) { errors { code } } }"
    values = {"email": "eva@hospital.example", "password": "a quite long password", "name": "Eva Reis"}
    assert ask(site.hub, sign_up, **values)["data"]["signUp"]["errors"] == []
    found = admin(site.hub).ask('{ users(search: "eva") { nodes { name status source } } }')["users"]["nodes"]
    assert found == [{"name": "Eva Reis", "status": "PENDING", "source": "LDAP"}]
    taken = values | {"email": RUI, "password": "somebody else's password"}
    assert ask(site.hub, sign_up, **taken)["data"]["signUp"]["errors"] == []
    assert sign_in(site.hub, RUI, "somebody else's password")["accessToken"] is None


def test_without_the_directory_local_accounts_sign_in_and_others_are_told(site: Site) -> None:
    site.slapd.stop()
    try:
        assert sign_in(site.hub, LOCAL, PASSWORD)["user"]["source"] == "LOCAL"
        answer = ask(site.hub, SIGN_IN, email=ANA, password=ANA_PASSWORD)
        assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        assert "directory" in answer["errors"][0]["message"]
    finally:
        site.slapd.start()
    assert sign_in(site.hub, ANA, ANA_PASSWORD)["errors"] == []
