"""Passwords cannot be tried for ever."""

from collections.abc import Callable

import pytest

from app.auth import throttle
from app.auth.permissions import Role
from app.auth.throttle import TRIES_OF_AN_ACCOUNT, TRIES_OF_AN_ADDRESS, WINDOW_SECONDS, Throttle
from app.documents.audit import AuditEvent
from app.documents.users import Session
from app.errors import Invalid, RateLimited
from app.resolvers import sessions, users
from app.resolvers.context import Context, Hub

EMAIL, PASSWORD = "ana@hospital.example", "correct horse battery"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_address_may_try_an_account_so_often_and_again_when_the_window_has_passed() -> None:
    clock = Clock()
    tries = Throttle(clock)
    for _ in range(TRIES_OF_AN_ACCOUNT):
        tries.begin("1.2.3.4", EMAIL)
    with pytest.raises(RateLimited):
        tries.begin("1.2.3.4", EMAIL)
    tries.begin("1.2.3.4", "somebody else")
    tries.begin("5.6.7.8", EMAIL)  # nobody can lock another out
    clock.now = WINDOW_SECONDS + 1
    tries.begin("1.2.3.4", EMAIL)


def test_one_address_may_try_so_many_accounts() -> None:
    tries = Throttle(Clock())
    for number in range(TRIES_OF_AN_ADDRESS):
        tries.begin("1.2.3.4", f"account {number}")
    with pytest.raises(RateLimited):
        tries.begin("1.2.3.4", "one more")
    tries.begin("5.6.7.8", "one more")


def test_who_succeeds_has_all_tries_again() -> None:
    tries = Throttle(Clock())
    for _ in range(3):
        for _ in range(TRIES_OF_AN_ACCOUNT):
            tries.begin("1.2.3.4", EMAIL)
        tries.succeed("1.2.3.4", EMAIL)


def test_attempts_of_very_many_accounts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_KEYS", 20)
    tries = Throttle(Clock())
    for number in range(100):
        tries.begin(f"10.0.0.{number}", f"account {number}")
    assert len(tries._tries) <= 20


async def test_a_password_is_not_even_looked_at_after_too_many_wrong_ones(
    hub: Hub, context: Callable[..., Context]
) -> None:
    await users.add_user(EMAIL, PASSWORD, Role.DOCTOR)
    for _ in range(TRIES_OF_AN_ACCOUNT):
        with pytest.raises(Invalid):
            await sessions.sign_in(context(), EMAIL, "wrong password", "1.2.3.4")
    with pytest.raises(RateLimited):
        await sessions.sign_in(context(), EMAIL, PASSWORD, "1.2.3.4")
    assert await Session.count() == 0
    assert await AuditEvent.find({"action": "session.refused"}).count() == TRIES_OF_AN_ACCOUNT
    assert (await sessions.sign_in(context(), EMAIL, PASSWORD, "5.6.7.8")).user.email == EMAIL


@pytest.mark.parametrize(
    ("email", "password"), [("\ud800@x.example", "x"), ("a\0@x.example", "x"), (EMAIL, "\ud800"), ("a" * 9999, "x")]
)
async def test_what_is_no_text_is_no_account(
    hub: Hub, context: Callable[..., Context], email: str, password: str
) -> None:
    await users.add_user(EMAIL, PASSWORD, Role.DOCTOR)
    with pytest.raises(Invalid) as error:
        await sessions.sign_in(context(), email, password)
    assert error.value.message == sessions.WRONG


async def test_signing_out_after_the_access_token_has_expired_ends_the_session_too(
    hub: Hub, context: Callable[..., Context]
) -> None:
    await users.add_user(EMAIL, PASSWORD, Role.DOCTOR)
    signed_in = await sessions.sign_in(context(), EMAIL, PASSWORD)
    nobody = context()
    nobody.actor = None
    await sessions.sign_out(nobody, signed_in.refresh_token)
    session = await Session.find_one({})
    assert session is not None
    assert session.ended_at is not None
