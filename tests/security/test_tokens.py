"""Forged, stolen, ended and foreign tokens open nothing."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.auth.permissions import Role
from app.auth.tokens import ACCESS_LIFETIME, AccessClaims, SigningKey, access_token, read_access_token
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.users import Session
from app.errors import Expired, NotFound, Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Context, Hub
from app.storage.session_keys import LOOKED_AT_AFTER_SECONDS, OVERLAP_SECONDS, ROTATED_AFTER_SECONDS, SessionKeys
from tests.builders.people import account, ask, bearing, code_of, session_of

CLAIMS = AccessClaims("usr_000000000000", "ses_000000000000")


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def forgeries(token: str, key: SigningKey) -> dict[str, str]:
    """Return tokens that an attacker can make of a good one, or of our key in another place."""
    head, body, signature = token.split(".")
    claims = jwt.decode(token, options={"verify_signature": False})
    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = pair.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def signed(claims: dict[str, Any], secret: Any = key.secret, algorithm: str = "HS256", **header: Any) -> str:
        return jwt.encode(claims, secret, algorithm, {"kid": key.id, **header})

    def without(name: str) -> dict[str, Any]:
        return {key: value for key, value in claims.items() if key != name}

    return {
        "no algorithm": f"{part({'alg': 'none', 'typ': 'JWT', 'kid': key.id})}.{body}.",
        "no algorithm, upper case": f"{part({'alg': 'NONE', 'kid': key.id})}.{body}.",
        "no signature": f"{head}.{body}.",
        "another signature": f"{head}.{body}.{signature[:-4]}AAAA",
        "another body": f"{head}.{part(claims | {'sub': 'usr_zzzzzzzzzzzz'})}.{signature}",
        "another key": signed(claims, b"x" * 32),
        "the key's id as key": signed(claims, key.id.encode() * 2),
        "another algorithm": signed(claims, algorithm="HS512"),
        "an asymmetric algorithm": signed(claims, pair, "RS256"),
        "a public key of the attacker's": signed(claims, pair, "RS256", jwk={"kty": "oct", "k": "AAAA"}, x5u="https://x"),
        "a public key as secret": f"{part({'alg': 'HS256', 'kid': public.decode()})}.{body}.{signature}",
        "no key id": jwt.encode(claims, key.secret, "HS256"),
        "an unknown key id": signed(claims, kid="0" * 16),
        "a path as key id": signed(claims, kid="../../../../dev/null"),
        "a list as key id": f"{part({'alg': 'HS256', 'kid': [key.id]})}.{body}.{signature}",
        "expired": signed(claims | {"exp": claims["iat"] - 1}),
        "not yet": signed(claims | {"iat": claims["exp"] + 3600}),
        "never expires": signed(without("exp")),
        "another audience": signed(claims | {"aud": "other"}),
        "no audience": signed(without("aud")),
        "another issuer": signed(claims | {"iss": "other"}),
        "no issuer": signed(without("iss")),
        "no session": signed(without("sid")),
        "another session": signed(claims | {"sid": "ses_000000000000"}),
        "another user": signed(claims | {"sub": "usr_000000000000"}),
        "a session that is an object": signed(claims | {"sid": {"$ne": None}}),
        "a user that is an object": f"{head}.{part(claims | {'sub': {'$ne': None}})}.{signature}",
        "nothing": "", "three dots": "a.b.c", "very long": "a." * 100_000, "no text": "\ud800.\ud800.\ud800",
    }  # fmt: skip


async def is_nobody(hub: Hub, token: str) -> bool:
    try:
        await sessions.actor_of(hub, token)
    except Unauthenticated:
        return True
    return False


@pytest.mark.filterwarnings("ignore:The HMAC key")
async def test_a_forged_token_makes_nobody(hub: Hub) -> None:
    signed_in = await session_of(hub, await account(Role.ADMINISTRATOR))
    (key,) = hub.session_keys.current()
    before = await Session.find_all().to_list()
    for name, forged in forgeries(signed_in.access_token, key).items():
        assert await is_nobody(hub, forged), name
    assert await Session.find_all().to_list() == before
    assert (await sessions.actor_of(hub, signed_in.access_token)).role is Role.ADMINISTRATOR


async def test_an_access_token_ends_after_a_quarter_of_an_hour(hub: Hub) -> None:
    (key,) = hub.session_keys.current()
    token, expires_at = access_token(key, CLAIMS, now())
    assert expires_at - now() <= ACCESS_LIFETIME == timedelta(minutes=15)
    assert read_access_token([key], token) == CLAIMS
    late, _ = access_token(key, CLAIMS, now() - ACCESS_LIFETIME - timedelta(seconds=1))
    with pytest.raises(Unauthenticated):
        read_access_token([key], late)


def test_a_new_key_signs_and_the_one_before_it_holds_until_its_tokens_have_expired(tmp_path: Path) -> None:
    moment = [1_000_000.0]
    keys = SessionKeys(tmp_path, clock=lambda: moment[0])
    (first,) = keys.current()
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600]
    assert (SigningKey(first.secret).id in str(first.secret), len(first.secret)) == (False, 32)
    running = SessionKeys(tmp_path, clock=lambda: moment[0])
    assert running.current() == (first,)
    SessionKeys(tmp_path, clock=lambda: moment[0]).rotate()  # as the command line does
    moment[0] += LOOKED_AT_AFTER_SECONDS
    second, kept = running.current()
    assert (kept, second != first) == (first, True)
    moment[0] += OVERLAP_SECONDS
    assert running.current() == (second,)
    assert len(list(tmp_path.iterdir())) == 1
    moment[0] += ROTATED_AFTER_SECONDS
    third, kept = running.current()
    assert (kept, third != second) == (second, True)
    assert SessionKeys(tmp_path, [b"given", b"before"]).current() == (SigningKey(b"given"), SigningKey(b"before"))


async def test_a_used_refresh_token_ends_the_session_for_thief_and_owner_alike(hub: Hub) -> None:
    user = await account()
    stolen, other = await session_of(hub, user), await session_of(hub, user)
    nobody = Context(hub, None, "test")
    thief = await sessions.refresh(nobody, stolen.refresh_token)
    with pytest.raises(Expired):
        await sessions.refresh(nobody, stolen.refresh_token)
    with pytest.raises(Expired):
        await sessions.refresh(nobody, thief.refresh_token)
    for token in (stolen.access_token, thief.access_token):
        with pytest.raises(Unauthenticated):
            await sessions.actor_of(hub, token)
    assert (await sessions.actor_of(hub, other.access_token)).user_id == user.id
    assert [event.created_by for event in await AuditEvent.find({"action": "session.reuse_detected"}).to_list()] == [
        user.id
    ]


async def test_a_session_ends_after_ninety_days_however_often_it_is_refreshed(hub: Hub) -> None:
    begun = await session_of(hub, await account())
    await Session.find({}).update({"$set": {"created_at": now() - timedelta(days=89)}})
    fresh = await sessions.refresh(Context(hub, None, "test"), begun.refresh_token)
    session = await Session.find_one({})
    assert session is not None
    assert timedelta(hours=23) < session.expires_at - now() <= timedelta(days=1)
    await Session.find({}).update({"$set": {"expires_at": now() - timedelta(seconds=1)}})
    with pytest.raises(Expired):
        await sessions.refresh(Context(hub, None, "test"), fresh.refresh_token)


SESSIONS = "{ sessions { id isCurrent address client } }"
END = "mutation($input: EndSessionInput!) { endSession(input: $input) { endedId errors { code } } }"
END_OTHERS = "mutation { endOtherSessions { ended } }"
UPDATE = "mutation($input: UpdateUserInput!) { updateUser(input: $input) { user { id } errors { code } } }"
DELETE = "mutation($input: DeleteUserInput!) { deleteUser(input: $input) { deletedId errors { code } } }"


async def test_one_sees_and_ends_ones_own_sessions_alone(hub: Hub) -> None:
    user = await account()
    here, there, strange = (
        await session_of(hub, user),
        await session_of(hub, user),
        await session_of(hub, await account()),
    )
    listed = (await ask(hub, here.access_token, SESSIONS))["sessions"]
    assert [(each["isCurrent"], each["address"], each["client"]) for each in listed] == [
        (False, "192.0.2.1", "test"), (True, "192.0.2.1", "test"),
    ]  # fmt: skip
    strangers = (await bearing(hub, strange.access_token)).signed_in().session_id
    refused = await ask(hub, here.access_token, END, {"id": strangers})
    assert refused["endSession"] == {"endedId": None, "errors": [{"code": "NOT_FOUND"}]}
    ended = await ask(hub, here.access_token, END, {"id": listed[0]["id"]})
    assert ended["endSession"] == {"endedId": listed[0]["id"], "errors": []}
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, there.access_token)
    for _ in range(2):
        await session_of(hub, user)
    assert (await ask(hub, here.access_token, END_OTHERS))["endOtherSessions"] == {"ended": 2}
    assert (await sessions.actor_of(hub, here.access_token)).user_id == user.id
    assert await sessions.actor_of(hub, strange.access_token)
    with pytest.raises(NotFound):
        await sessions.end_own(await bearing(hub, here.access_token), listed[0]["id"])


@pytest.mark.parametrize("change", [{"role": "DOCTOR"}, {"status": "DISABLED"}, None])
async def test_a_new_role_a_lock_and_a_deletion_end_sessions_and_tokens_with_the_next_request(
    hub: Hub, change: dict[str, str] | None
) -> None:
    administrator = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    user = await account(Role.RESEARCHER)
    begun = await session_of(hub, user)
    create = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }"
    made = await ask(hub, begun.access_token, create, {"name": "x", "permissions": ["PATIENT_READ", "MODEL_MANAGE"]})
    secret = made["createApiToken"]["secret"]
    assert await ask(hub, begun.access_token, "{ patients { totalCount } }")
    if change is None:
        await ask(hub, administrator, DELETE, {"id": user.id})
    else:
        await ask(hub, administrator, UPDATE, {"id": user.id, **change})
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, begun.access_token)
    with pytest.raises(Expired):
        await sessions.refresh(Context(hub, None, "test"), begun.refresh_token)
    if change == {"role": "DOCTOR"}:  # the token goes on with what the new role still grants
        assert [permission.value for permission in (await sessions.actor_of(hub, secret)).permissions] == [
            "PATIENT_READ"
        ]
    else:
        with pytest.raises(Unauthenticated):
            await sessions.actor_of(hub, secret)


async def test_what_a_name_change_is_ends_no_session(hub: Hub) -> None:
    administrator = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    user = await account()
    begun = await session_of(hub, user)
    await ask(hub, administrator, UPDATE, {"id": user.id, "name": "Ana", "role": "VIEWER"})
    assert (await sessions.actor_of(hub, begun.access_token)).user_id == user.id


async def test_nobody_lists_sessions_or_tokens(hub: Hub, context: Callable[..., Context]) -> None:
    for query in (SESSIONS, "{ apiTokens { id } }", END_OTHERS):
        assert await code_of(hub, None, query) == "UNAUTHENTICATED"
