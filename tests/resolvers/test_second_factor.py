"""A second factor: set up, asked for, used once, taken away, needed by a role."""

import time
from typing import Any

import pytest

from app.auth import second_factor as codes
from app.auth.permissions import ROLE_PERMISSIONS, Role
from app.auth.throttle import LIMITS, Attempt
from app.documents.audit import AuditEvent
from app.documents.users import User
from app.errors import Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Hub
from app.schema.root import schema
from tests.builders.people import PASSWORD, account, ask, bearing, code_of, session_of

SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken errors { code path } } }"
SET_UP = "mutation($input: SetUpSecondFactorInput!) { setUpSecondFactor(input: $input) { secret address errors { code path } } }"
CONFIRM = "mutation($input: ConfirmSecondFactorInput!) { confirmSecondFactor(input: $input) { recoveryCodes errors { code path } } }"
RENEW = "mutation($input: SecondFactorProofInput!) { renewRecoveryCodes(input: $input) { recoveryCodes errors { code path } } }"
REMOVE = "mutation($input: SecondFactorProofInput!) { removeSecondFactor(input: $input) { user { secondFactor } errors { code path } } }"
RESET = "mutation($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { user { secondFactor } errors { code } } }"
SET_ROLE = """mutation($input: SetRolePermissionsInput!) { setRolePermissions(input: $input) {
  rolePermissions { needsSecondFactor } errors { code } } }"""
ME = "{ me { secondFactor permissions } }"


class Device:
    """An app that shows codes; each call goes one step of time on, as far as the hub allows."""

    def __init__(self, user: User, secret: bytes, recovery: list[str]) -> None:
        self.user, self.secret, self.recovery = user, secret, recovery
        self.step = int(time.time()) // 30 - 1

    def code(self) -> str:
        self.step += 1
        return codes.code_at(self.secret, self.step)


async def sign_in(hub: Hub, user: User, code: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = (await ask(hub, None, SIGN_IN, {"email": user.email, "password": PASSWORD, "code": code}))[
        "signIn"
    ]
    return answer


async def secret_of(hub: Hub, user: User) -> bytes:
    stored = await User.get(user.id)
    assert stored is not None
    assert stored.second_factor is not None
    return codes.opened(hub.second_factor_key, stored.second_factor.sealed_secret, user.id)


async def with_device(hub: Hub, role: Role = Role.VIEWER) -> tuple[Device, str]:
    """Return somebody with a second factor, and the access token of the session that set it up."""
    user = await account(role)
    token = (await session_of(hub, user)).access_token
    made = (await ask(hub, token, SET_UP, {"password": PASSWORD}))["setUpSecondFactor"]
    secret = await secret_of(hub, user)
    assert made["secret"] == codes.in_base32(secret)
    confirmed = await ask(hub, token, CONFIRM, {"code": codes.code_at(secret, int(time.time()) // 30 - 1)})
    return Device(user, secret, confirmed["confirmSecondFactor"]["recoveryCodes"]), token


async def test_a_code_is_asked_for_after_the_password_and_works_once(hub: Hub) -> None:
    device, token = await with_device(hub)
    assert await sign_in(hub, device.user) == {"accessToken": None, "errors": [{"code": "REQUIRED", "path": ["code"]}]}
    code = device.code()
    done = await sign_in(hub, device.user, code)
    assert (await sessions.actor_of(hub, done["accessToken"])).user_id == device.user.id
    again = await sign_in(hub, device.user, code)
    assert again == {"accessToken": None, "errors": [{"code": "INVALID", "path": ["code"]}]}
    before = codes.code_at(device.secret, device.step - 1)
    assert (await sign_in(hub, device.user, before))["errors"] == [{"code": "INVALID", "path": ["code"]}]
    wrong = await ask(
        hub, None, SIGN_IN, {"email": device.user.email, "password": "wrong password", "code": device.code()}
    )
    assert wrong["signIn"]["errors"] == [{"code": "INVALID", "path": None}]
    assert (await ask(hub, token, ME))["me"]["secondFactor"] == "ON"


async def test_what_is_stored_shows_neither_secret_nor_recovery_codes(hub: Hub) -> None:
    device, _ = await with_device(hub)
    stored = await User.get_pymongo_collection().find_one({"_id": device.user.id})
    text = str(stored)
    assert codes.in_base32(device.secret) not in text
    assert str(device.secret)[2:-1] not in text
    assert not any(code in text or code.replace("-", "") in text for code in device.recovery)


async def test_setting_it_up_needs_the_password_and_counts_when_confirmed_and_ends_other_sessions(hub: Hub) -> None:
    user = await account()
    here, there = await session_of(hub, user), await session_of(hub, user)
    wrong = await ask(hub, here.access_token, SET_UP, {"password": "wrong password"})
    assert wrong["setUpSecondFactor"]["errors"] == [{"code": "INVALID", "path": ["password"]}]
    await ask(hub, here.access_token, SET_UP, {"password": PASSWORD})
    assert (await sign_in(hub, user))["errors"] == []
    secret = await secret_of(hub, user)
    for code in ("000000x", ""):
        refused = await ask(hub, here.access_token, CONFIRM, {"code": code})
        assert refused["confirmSecondFactor"]["errors"] == [{"code": "INVALID", "path": ["code"]}]
    confirmed = await ask(hub, here.access_token, CONFIRM, {"code": codes.code_at(secret, int(time.time()) // 30)})
    assert len(confirmed["confirmSecondFactor"]["recoveryCodes"]) == 10
    assert (await sessions.actor_of(hub, here.access_token)).user_id == user.id
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, there.access_token)
    again = await ask(hub, here.access_token, SET_UP, {"password": PASSWORD})
    assert again["setUpSecondFactor"]["errors"][0]["code"] == "CONFLICT"


async def test_a_recovery_code_works_once_and_new_ones_end_the_old(hub: Hub) -> None:
    device, token = await with_device(hub)
    assert (await sign_in(hub, device.user, device.recovery[0].upper()))["errors"] == []
    assert (await sign_in(hub, device.user, device.recovery[0]))["errors"] == [{"code": "INVALID", "path": ["code"]}]
    renewed = await ask(hub, token, RENEW, {"password": PASSWORD, "code": device.code()})
    assert (await sign_in(hub, device.user, device.recovery[1]))["errors"] == [{"code": "INVALID", "path": ["code"]}]
    assert (await sign_in(hub, device.user, renewed["renewRecoveryCodes"]["recoveryCodes"][0]))["errors"] == []
    assert await AuditEvent.find({"action": "second_factor.recovery_code_used"}).count() == 2


async def test_codes_cannot_be_guessed(hub: Hub) -> None:
    device, _ = await with_device(hub)
    for number in range(LIMITS[Attempt.CODE].pair.free):
        assert (await sign_in(hub, device.user, f"00000{number}x"))["errors"] == [{"code": "INVALID", "path": ["code"]}]
    guess = {"email": device.user.email, "password": PASSWORD, "code": "999999x"}
    refused = LIMITS[Attempt.CODE].pair.free
    while not (await schema.execute(SIGN_IN, {"input": guess}, await bearing(hub, None))).errors:
        refused += 1  # on a slow machine the first delays are over before the next guess
    late = {"email": device.user.email, "password": PASSWORD, "code": device.code()}
    assert await code_of(hub, None, SIGN_IN, late) == "RATE_LIMITED"
    assert await AuditEvent.find({"action": "session.code_refused"}).count() == refused


async def test_it_is_taken_away_with_password_and_code_or_by_an_administrator(hub: Hub) -> None:
    device, token = await with_device(hub)
    for proof in ({"password": "wrong password", "code": "000000"}, {"password": PASSWORD, "code": "00000x"}):
        assert (await ask(hub, token, REMOVE, proof))["removeSecondFactor"]["errors"][0]["code"] == "INVALID"
    gone = await ask(hub, token, REMOVE, {"password": PASSWORD, "code": device.code()})
    assert gone["removeSecondFactor"] == {"user": {"secondFactor": "NONE"}, "errors": []}
    assert (await sign_in(hub, device.user))["errors"] == []
    other, others_token = await with_device(hub)
    administrator = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    reset = await ask(hub, administrator, RESET, {"id": other.user.id})
    assert reset["resetSecondFactor"] == {"user": {"secondFactor": "NONE"}, "errors": []}
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, others_token)


async def test_a_role_that_needs_it_grants_nothing_before_it_is_set_up(hub: Hub) -> None:
    administrator = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    user = await account(Role.DOCTOR)
    token = (await session_of(hub, user)).access_token
    permissions = sorted(ROLE_PERMISSIONS[Role.DOCTOR])
    needed = await ask(
        hub, administrator, SET_ROLE, {"role": "DOCTOR", "permissions": permissions, "needsSecondFactor": True}
    )
    assert needed["setRolePermissions"]["rolePermissions"] == {"needsSecondFactor": True}
    assert (await ask(hub, token, ME))["me"] == {"secondFactor": "MISSING", "permissions": []}
    assert await code_of(hub, token, "{ patients { totalCount } }") == "FORBIDDEN"
    await ask(hub, token, SET_UP, {"password": PASSWORD})
    await ask(hub, token, CONFIRM, {"code": codes.code_at(await secret_of(hub, user), int(time.time()) // 30)})
    assert (await ask(hub, token, ME))["me"] == {"secondFactor": "ON", "permissions": permissions}
    assert (await ask(hub, token, "{ patients { totalCount } }"))["patients"] == {"totalCount": 0}
