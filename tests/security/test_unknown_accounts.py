"""Nobody can tell from an answer, its work or its mail whether there is an account."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher

from app.auth.permissions import Role
from app.auth.throttle import Throttle
from app.documents.users import PasswordLink, User
from app.errors import Conflict, HubError, Unavailable
from app.resolvers import accounts, sessions
from app.resolvers.context import Caller, Context, Hub
from tests.builders.commands import commands
from tests.builders.people import PASSWORD, account, ask

SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken expiresAt user { id } errors { code message path } } }"
SIGN_UP = "mutation($input: SignUpInput!) { signUp(input: $input) { status errors { code message path } } }"
REQUEST = "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { errors { code message path } } }"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was asked of argon2, which is what takes time, in its order."""
    asked: list[str] = []

    def counting(name: str) -> Callable[..., Any]:
        original = getattr(PasswordHasher, name)

        def counted(self: PasswordHasher, *arguments: Any, **more: Any) -> Any:
            asked.append(name)
            return original(self, *arguments, **more)

        return counted

    for name in ("hash", "verify"):
        monkeypatch.setattr(PasswordHasher, name, counting(name))
    return asked


async def people(hub: Hub) -> dict[str, str]:
    """Return addresses of accounts of all kinds, and of nobody."""
    kinds = {
        "active": await account(Role.DOCTOR),
        "pending": await account(),
        "disabled": await account(),
        "directory": await account(),
    }
    for name, values in (
        ("pending", {"status": "PENDING"}), ("disabled", {"status": "DISABLED"}),
        ("directory", {"source": "LDAP", "password_hash": None}),
    ):  # fmt: skip
        await User.find_one({"_id": kinds[name].id}).update({"$set": values})
    await ask(hub, None, SIGN_IN, {"email": "warm@hub.example", "password": "up the decoy"})
    return {name: user.email for name, user in kinds.items()} | {"nobody": "nobody@hub.example"}


async def test_a_wrong_sign_in_costs_the_same_work_whoever_it_is(hub: Hub, hashes: list[str]) -> None:
    seen = {}
    for name, email in (await people(hub)).items():
        hashes.clear()
        with commands() as asked:
            answer = await ask(hub, None, SIGN_IN, {"email": email, "password": "wrong password"})
        seen[name] = (answer, list(hashes), [each for each in asked if not each.endswith("audit_heads")])
    assert seen["nobody"][1] == ["verify"]
    assert seen["nobody"][2] == ["find users", "insert audit_events"]
    assert [name for name in seen if seen[name] != seen["nobody"]] == []


async def test_the_right_password_of_an_account_that_cannot_be_used_tells_nothing(hub: Hub) -> None:
    emails = await people(hub)
    answers = {
        name: await ask(hub, None, SIGN_IN, {"email": emails[name], "password": PASSWORD})
        for name in ("pending", "disabled", "nobody")
    }
    assert answers["pending"] == answers["disabled"] == answers["nobody"]


async def test_signing_up_costs_the_same_work_whether_or_not_the_address_is_taken(hub: Hub, hashes: list[str]) -> None:
    seen = {}
    for name, email in (await people(hub)).items():
        hashes.clear()
        answer = await ask(hub, None, SIGN_UP, {"email": email, "password": "correct horse stable"})
        seen[name] = (answer, list(hashes))
    assert seen["nobody"][1] == ["hash"]
    assert [name for name in seen if seen[name] != seen["nobody"]] == []


class Directory:
    """One that makes an entry for whoever is none yet."""

    def __init__(self) -> None:
        self.added: list[str] = []

    def add(self, email: str, name: str, password: str) -> None:
        if email == "entry@hub.example":
            raise Conflict("There is one.")
        if email == "broken@hub.example":
            raise Unavailable("It is away.")
        self.added.append(email)


async def test_signing_up_where_a_directory_is_asked_takes_the_same_time_whatever_it_says(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def noted(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr("app.resolvers.accounts.sleep", noted)
    known, directory = await account(), Directory()
    settings = hub.settings.model_copy(update={"ldap_sign_up_base": "ou=people"})
    hub = replace(hub, settings=settings, directory=directory)  # type: ignore[arg-type]
    answers = []
    for email in (known.email, "entry@hub.example", "new@hub.example", "broken@hub.example"):
        waited.clear()
        try:
            answers.append(
                await accounts.sign_up(Context(hub, None, "test"), email, PASSWORD, None, Caller("192.0.2.1"))
            )
        except Unavailable:
            answers.append("UNAVAILABLE")
        assert accounts.DIRECTORY_SECONDS in waited, email
    assert answers == ["PENDING", "PENDING", "PENDING", "UNAVAILABLE"]
    assert directory.added == ["new@hub.example"]
    made = await User.find_one({"email": "new@hub.example"})
    assert made is not None
    assert (made.source, made.password_hash, await User.count()) == ("LDAP", None, 2)


async def test_asking_for_a_new_password_answers_before_anything_is_looked_up(
    hub: Hub, context: Callable[..., Context]
) -> None:
    for email in (await people(hub)).values():
        with commands() as asked:
            assert (await ask(hub, None, REQUEST, {"email": email})) == {"requestPasswordReset": {"errors": []}}
        assert asked == []
        await hub.background.finished()
    assert await PasswordLink.count() == 1  # hub.send_mail is not there: the link is made, and reaches nobody


async def test_being_held_up_tells_nothing_either(hub: Hub) -> None:
    emails = await people(hub)
    hub = replace(hub, attempts=Throttle(clock=lambda: 0.0))  # a busy machine makes the waits pass

    async def answers(work: Callable[[str, Caller], Any], address: str) -> list[str]:
        said = []
        for _ in range(8):
            try:
                result = work(address, Caller("192.0.2.9"))
                if asyncio.iscoroutine(result):
                    await result
                said.append("")
            except HubError as error:
                said.append(error.code)
        return said

    nobody = Context(hub, None, "test")
    for work in (
        lambda email, caller: sessions.sign_in(nobody, email, "wrong password", caller),
        lambda email, caller: accounts.request_reset(nobody, email, caller),
        lambda email, caller: accounts.sign_up(nobody, email, "correct horse stable", None, caller),
    ):
        known, unknown = await answers(work, emails["active"]), await answers(work, emails["nobody"])
        assert known == unknown
        assert "RATE_LIMITED" in known
    await hub.background.finished()
