"""A second factor at sign-in: set up, asked for, taken away."""

import time
from dataclasses import dataclass

from app.auth import second_factor as codes
from app.auth.throttle import Attempt
from app.documents import users
from app.documents.audit import audit_event
from app.documents.users import SecondFactor, User
from app.errors import Conflict, Invalid, NotFound, Required
from app.resolvers import directory, permissions
from app.resolvers.context import Context
from app.resolvers.hashing import matches

WRONG_CODE = "This code is not right, or was used already. Wait for the next one."
WRONG_PASSWORD = "This is not your password."  # noqa: S105


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs to show codes."""

    secret: str
    address: str


async def check(context: Context, user: User, code: str | None, address: str) -> None:
    """Return when the user has no second factor, or the code is right; raises Required, Invalid or RateLimited.

    A recovery code does as well. Each code works once.
    """
    factor = user.second_factor
    if factor is None or not factor.is_confirmed:
        return
    if not code or not code.strip():
        raise Required("Give the code that your app shows now, or a recovery code.", ("code",))
    context.hub.attempts.begin(Attempt.CODE, address, user.id)
    if not await _is_right(context, user, factor, code):
        await audit_event(user.id, "session.code_refused").insert()
        raise Invalid(WRONG_CODE, ("code",))
    context.hub.attempts.succeed(Attempt.CODE, address, user.id)


async def _is_right(context: Context, user: User, factor: SecondFactor, code: str) -> bool:
    if recovery := codes.recovery_hash(code):
        is_used = await users.use_recovery_code(user.id, recovery)
        if is_used:
            await audit_event(user.id, "second_factor.recovery_code_used", user.id).insert()
        return is_used
    secret = codes.opened(context.hub.second_factor_key, factor.sealed_secret, user.id)
    step = codes.step_of(secret, code.replace(" ", ""), time.time())
    return step is not None and await users.use_code_step(user.id, step)


async def check_password(context: Context, user: User, password: str, address: str, name: str = "password") -> None:
    """Return when this is the user's password; raises Invalid at the input `name`, RateLimited, or Unavailable."""
    context.hub.attempts.begin(Attempt.PASSWORD, address, user.id)
    is_local_password = await matches(context.hub.hashing, user.password_hash, password)
    if not (is_local_password or await directory.is_password(context.hub, user, password)):
        await audit_event(user.id, "password.refused").insert()
        raise Invalid(WRONG_PASSWORD, (name,))
    context.hub.attempts.succeed(Attempt.PASSWORD, address, user.id)


async def set_up(context: Context, user: User, password: str, address: str) -> Enrolment:
    """Return a new secret for the user's app, which counts when it is confirmed; raises Conflict, or Invalid."""
    await check_password(context, user, password, address)
    if user.has_second_factor:
        raise Conflict("You have a second factor already. Remove it first.")
    secret = codes.new_secret()
    sealed = codes.sealed(context.hub.second_factor_key, secret, user.id)
    await users.set_values(user.id, {"second_factor": SecondFactor(sealed_secret=sealed).model_dump()})
    return Enrolment(codes.in_base32(secret), codes.address_for_apps(secret, user.email))


async def confirm(context: Context, user: User, code: str, address: str) -> list[str]:
    """Return the recovery codes, shown once; from now on a code is asked for. Ends the user's other sessions."""
    factor = user.second_factor
    if factor is None or factor.is_confirmed:
        raise Conflict("There is no second factor to confirm. Set one up first.")
    context.hub.attempts.begin(Attempt.CODE, address, user.id)
    if codes.recovery_hash(code) or not await _is_right(context, user, factor, code):
        raise Invalid(WRONG_CODE, ("code",))
    context.hub.attempts.succeed(Attempt.CODE, address, user.id)
    fresh = codes.new_recovery_codes()
    hashes = [codes.recovery_hash(each) for each in fresh]
    await users.set_values(user.id, {"second_factor.is_confirmed": True, "second_factor.recovery_hashes": hashes})
    await users.end_sessions(user.id, except_id=context.signed_in().session_id)
    await audit_event(user.id, "second_factor.added", user.id).insert()
    return fresh


async def renew_recovery_codes(context: Context, user: User, password: str, code: str, address: str) -> list[str]:
    """Return new recovery codes instead of the old ones."""
    await _prove(context, user, password, code, address)
    fresh = codes.new_recovery_codes()
    hashes = [codes.recovery_hash(each) for each in fresh]
    await users.set_values(user.id, {"second_factor.recovery_hashes": hashes})
    await audit_event(user.id, "second_factor.recovery_codes_renewed", user.id).insert()
    return fresh


async def remove(context: Context, user: User, password: str, code: str, address: str) -> None:
    """Take the user's own second factor away."""
    await _prove(context, user, password, code, address)
    await _take_away(user.id, user.id)


async def _prove(context: Context, user: User, password: str, code: str, address: str) -> None:
    if not user.has_second_factor:
        raise Conflict("You have no second factor.")
    await check_password(context, user, password, address)
    await check(context, user, code, address)


async def reset(context: Context, user_id: str) -> User:
    """Take the second factor of somebody who has lost device and recovery codes away, and end the sessions."""
    user = await User.get(user_id)
    if user is None:
        raise NotFound("There is no account with this id.", ("id",))
    await permissions.check_may_manage(context, permissions.role_of(user))
    await _take_away(user.id, context.signed_in().user_id)
    await users.end_sessions(user.id)
    user.second_factor = None
    return user


async def _take_away(user_id: str, actor_id: str) -> None:
    await users.set_values(user_id, {"second_factor": None})
    await audit_event(actor_id, "second_factor.removed", user_id).insert()
