"""Passwords cannot be tried for ever."""

from collections.abc import Callable

import pytest

from app.auth import throttle
from app.auth.permissions import Role
from app.auth.throttle import FORGOTTEN_AFTER_SECONDS, LIMITS, Attempt, Limit, Throttle, network_of
from app.documents.audit import AuditEvent
from app.documents.users import Session
from app.errors import Invalid, RateLimited
from app.resolvers import sessions, users
from app.resolvers.context import Caller, Context, Hub

EMAIL, PASSWORD = "ana@hospital.example", "correct horse battery"
FREE = LIMITS[Attempt.SIGN_IN].pair.free
HERE, THERE = "1.2.3.4", "5.6.7.8"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_the_free_tries_each_must_wait_twice_as_long_as_the_one_before() -> None:
    assert [Limit(5, 900).wait_seconds(tries) for tries in (4, 5, 6, 7, 14, 15, 500)] == [0, 1, 2, 4, 512, 900, 900]


def test_one_address_must_wait_for_an_account_longer_and_longer() -> None:
    clock = Clock()
    tries = Throttle(clock)
    for _ in range(FREE):
        tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
    waits = []
    for _ in range(12):
        began = clock.now
        while True:
            try:
                tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
                break
            except RateLimited:
                clock.now += 1
        waits.append(clock.now - began)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_others_do_not_wait_and_silence_makes_free_again() -> None:
    clock = Clock()
    tries = Throttle(clock)
    for _ in range(FREE):
        tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
    with pytest.raises(RateLimited):
        tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
    tries.begin(Attempt.SIGN_IN, HERE, "somebody else")
    tries.begin(Attempt.SIGN_IN, THERE, EMAIL)
    tries.begin(Attempt.CODE, HERE, EMAIL)
    clock.now += FORGOTTEN_AFTER_SECONDS + 1
    for _ in range(FREE):
        tries.begin(Attempt.SIGN_IN, HERE, EMAIL)


def test_one_address_may_try_so_many_accounts() -> None:
    tries = Throttle(Clock())
    for number in range(LIMITS[Attempt.SIGN_IN].address.free):
        tries.begin(Attempt.SIGN_IN, HERE, f"account {number}")
    with pytest.raises(RateLimited):
        tries.begin(Attempt.SIGN_IN, HERE, "one more")
    tries.begin(Attempt.SIGN_IN, THERE, "one more")


def test_an_account_tried_from_everywhere_waits_but_not_for_who_was_let_in_before() -> None:
    clock = Clock()
    tries = Throttle(clock)
    tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
    tries.succeed(Attempt.SIGN_IN, HERE, EMAIL)
    refused = 0
    for number in range(200):
        try:
            tries.begin(Attempt.SIGN_IN, f"10.0.{number}.1", EMAIL)
        except RateLimited:
            refused += 1
    assert refused == 200 - LIMITS[Attempt.SIGN_IN].account.free
    tries.begin(Attempt.SIGN_IN, HERE, EMAIL)


def test_who_succeeds_has_all_tries_again() -> None:
    tries = Throttle(Clock())
    for _ in range(30):
        for _ in range(FREE):
            tries.begin(Attempt.SIGN_IN, HERE, EMAIL)
        tries.succeed(Attempt.SIGN_IN, HERE, EMAIL)


@pytest.mark.parametrize(
    ("address", "counted"),
    [("1.2.3.4", "1.2.3.4"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
     ("::ffff:1.2.3.4", "1.2.3.4"), ("fe80::1%eth0", "fe80::/64"), ("", ""), ("pipe", "pipe")],
)  # fmt: skip
def test_the_addresses_of_one_customer_count_as_one(address: str, counted: str) -> None:
    assert network_of(address) == counted


def test_attempts_of_very_many_accounts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_KEYS", 20)
    tries = Throttle(Clock())
    for number in range(100):
        tries.begin(Attempt.SIGN_IN, f"10.0.0.{number}", f"account {number}")
        tries.succeed(Attempt.SIGN_UP, f"10.0.0.{number}", f"account {number}")
    assert len(tries._tries) <= 20
    assert len(tries._let_in) <= 21


async def test_a_password_is_not_even_looked_at_after_too_many_wrong_ones(
    hub: Hub, context: Callable[..., Context]
) -> None:
    await users.add_user(EMAIL, PASSWORD, Role.DOCTOR)
    for _ in range(FREE):
        with pytest.raises(Invalid):
            await sessions.sign_in(context(), EMAIL, "wrong password", Caller(HERE))
    with pytest.raises(RateLimited):
        await sessions.sign_in(context(), EMAIL, PASSWORD, Caller(HERE))
    assert await Session.count() == 0
    assert await AuditEvent.find({"action": "session.refused"}).count() == FREE
    assert (await sessions.sign_in(context(), EMAIL, PASSWORD, Caller(THERE))).user.email == EMAIL


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
