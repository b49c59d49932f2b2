"""Sessions: short access tokens, rotating refresh tokens, ended at once."""

from collections.abc import Callable

import jwt
import pytest

from app.auth.permissions import Role
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.users import Session, User
from app.errors import Expired, Invalid, Unauthenticated
from app.resolvers import sessions, users
from app.resolvers.context import Context, Hub

EMAIL, PASSWORD = "ana@hospital.example", "correct horse battery"


@pytest.fixture
async def ana(hub: Hub) -> User:
    return await users.add_user("Ana@Hospital.example", PASSWORD, Role.DOCTOR)


async def test_a_session_begins_and_its_token_tells_who_bears_it(
    hub: Hub, ana: User, context: Callable[..., Context]
) -> None:
    signed_in = await sessions.sign_in(context(), " ANA@hospital.example ", PASSWORD)
    actor = await sessions.actor_of(hub, signed_in.access_token)
    assert (actor.user_id, actor.role) == (ana.id, Role.DOCTOR)
    stored = await Session.find_one({})
    assert stored is not None
    assert signed_in.refresh_token not in stored.model_dump_json()


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong password"), ("nobody@x.example", PASSWORD), (EMAIL, "")]
)
async def test_a_wrong_password_and_an_unknown_account_are_refused_alike(
    ana: User, context: Callable[..., Context], email: str, password: str
) -> None:
    with pytest.raises(Invalid) as error:
        await sessions.sign_in(context(), email, password)
    assert error.value.message == sessions.WRONG
    assert await Session.count() == 0
    assert [event.action for event in await AuditEvent.find({"action": "session.refused"}).to_list()] == [
        "session.refused"
    ]


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_session(
    hub: Hub, ana: User, context: Callable[..., Context]
) -> None:
    first = await sessions.sign_in(context(), EMAIL, PASSWORD)
    second = await sessions.refresh(context(), first.refresh_token)
    assert (await sessions.actor_of(hub, second.access_token)).user_id == ana.id
    with pytest.raises(Expired):
        await sessions.refresh(context(), first.refresh_token)
    with pytest.raises(Expired):
        await sessions.refresh(context(), second.refresh_token)
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, second.access_token)


async def test_signing_out_and_disabling_end_a_session_at_once(
    hub: Hub, ana: User, context: Callable[..., Context]
) -> None:
    signed_in = await sessions.sign_in(context(), EMAIL, PASSWORD)
    await User.find_one({"_id": ana.id}).update({"$set": {"status": "DISABLED"}})
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, signed_in.access_token)
    await User.find_one({"_id": ana.id}).update({"$set": {"status": "ACTIVE"}})
    context_of_ana = context(user_id=ana.id)
    context_of_ana.actor = await sessions.actor_of(hub, signed_in.access_token)
    await sessions.sign_out(context_of_ana)
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, signed_in.access_token)


@pytest.mark.parametrize(
    "change", [{"aud": "other"}, {"iss": "other"}, {"exp": 0}, {"sub": None}, {"sid": "ses_000000000000"}]
)
async def test_a_token_with_another_claim_is_refused(
    hub: Hub, ana: User, context: Callable[..., Context], change: dict[str, object]
) -> None:
    signed_in = await sessions.sign_in(context(), EMAIL, PASSWORD)
    claims = jwt.decode(signed_in.access_token, options={"verify_signature": False}) | change
    (key,) = hub.session_keys.current()
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, jwt.encode(claims, key.secret, "HS256", {"kid": key.id}))


async def test_forged_tokens_are_refused(hub: Hub, ana: User, context: Callable[..., Context]) -> None:
    signed_in = await sessions.sign_in(context(), EMAIL, PASSWORD)
    claims = jwt.decode(signed_in.access_token, options={"verify_signature": False})
    (key,) = hub.session_keys.current()
    secret = key.secret
    for token in (
        jwt.encode(claims, b"x" * 32, "HS256", {"kid": key.id}), jwt.encode(claims, None, "none", {"kid": key.id}),
        jwt.encode(claims, secret, "HS256"), jwt.encode(claims, secret, "HS256", {"kid": "other"}),
        jwt.encode(claims, secret * 2, "HS512", {"kid": key.id}), "", "a.b.c",
    ):  # fmt: skip
        with pytest.raises(Unauthenticated):
            await sessions.actor_of(hub, token)


async def test_the_first_administrator_is_made_once(hub: Hub) -> None:
    made = await users.make_first_administrator("root@hub.example", None)
    assert made is not None
    assert made[0] == "root@hub.example"
    assert made[1] is not None
    assert await users.make_first_administrator("root@hub.example", None) is None
    stored = await User.find_one({})
    assert stored is not None
    assert (stored.role, made[1] in stored.model_dump_json()) == ("ADMINISTRATOR", False)


async def test_a_short_password_and_a_bad_or_taken_address_make_no_account(hub: Hub) -> None:
    for email, password in (("a@b.example", "short"), ("no address", PASSWORD), ("a@", PASSWORD)):
        with pytest.raises(Invalid):
            await users.add_user(email, password, Role.VIEWER)
    assert await User.count() == 0
    assert now().microsecond % 1000 == 0


async def test_a_new_password_ends_the_sessions_of_the_old_one(
    hub: Hub, ana: User, context: Callable[..., Context]
) -> None:
    signed_in = await sessions.sign_in(context(), EMAIL, PASSWORD)
    await users.set_password(EMAIL, "another good password")
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, signed_in.access_token)
    with pytest.raises(Expired):
        await sessions.refresh(context(), signed_in.refresh_token)
    assert (await sessions.sign_in(context(), EMAIL, "another good password")).user.id == ana.id
