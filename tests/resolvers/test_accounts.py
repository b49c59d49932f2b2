"""People sign up, forget their passwords and change them; mail goes through a real connection."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.auth.mail import MailServer, Security, smtp
from app.auth.permissions import Role
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.users import PasswordLink, SecondFactor, Session, User
from app.errors import Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Hub
from app.settings import SignUp
from tests.builders.mail import MailSink, mail_sink
from tests.builders.people import PASSWORD, account, ask, code_of, session_of

NEW = "another good sentence"
SIGN_UP = "mutation($input: SignUpInput!) { signUp(input: $input) { status errors { code path } } }"
REQUEST = "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { errors { code } } }"
RESET = """mutation($input: ResetPasswordInput!) { resetPassword(input: $input) {
  accessToken user { email permissions } errors { code path } } }"""
CHANGE = """mutation($input: ChangePasswordInput!) { changePassword(input: $input) {
  accessToken refreshToken user { email } errors { code path } } }"""
SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken errors { code message path } } }"
CREATE = "mutation($input: CreateUserInput!) { createUser(input: $input) { user { id email role status } errors { code path } } }"
UPDATE = (
    "mutation($input: UpdateUserInput!) { updateUser(input: $input) { user { role status name } errors { code } } }"
)


@pytest.fixture
async def sink() -> AsyncIterator[MailSink]:
    async with mail_sink() as sink:
        yield sink


def with_(hub: Hub, sink: MailSink | None = None, **settings: Any) -> Hub:
    """Return the hub with other settings, and with a mail server."""
    send = smtp(MailServer("127.0.0.1", sink.port, "hub@hub.example", Security.NONE)) if sink else None
    changed = hub.settings.model_copy(update={"url": "https://hub.example/", **settings})
    return replace(hub, settings=changed, send_mail=send)


async def sign_up(hub: Hub, email: str, **more: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await ask(hub, None, SIGN_UP, {"email": email, "password": PASSWORD, **more}))["signUp"]
    return answer


async def may_sign_in(hub: Hub, email: str, password: str = PASSWORD) -> bool:
    answer = await ask(hub, None, SIGN_IN, {"email": email, "password": password})
    return answer["signIn"]["accessToken"] is not None


async def test_who_signs_up_waits_until_an_administrator_accepts_and_is_a_viewer(hub: Hub, sink: MailSink) -> None:
    hub = with_(hub, sink)
    assert await sign_up(hub, " Ana@Hospital.example ", name="Ana") == {"status": "PENDING", "errors": []}
    user = await User.find_one({})
    assert user is not None
    assert (user.email, user.name, user.role, user.status) == ("ana@hospital.example", "Ana", "VIEWER", "PENDING")
    assert not await may_sign_in(hub, user.email)
    administrator = await session_of(hub, await account(Role.ADMINISTRATOR))
    changed = await ask(hub, administrator.access_token, UPDATE, {"id": user.id, "status": "ACTIVE"})
    assert changed["updateUser"] == {"user": {"role": "VIEWER", "status": "ACTIVE", "name": "Ana"}, "errors": []}
    assert await may_sign_in(hub, user.email)
    await hub.background.finished()
    assert [(mail["To"], mail["Subject"]) for mail in sink.mails] == [
        ("ana@hospital.example", "Your account at the Medical Data Hub is ready")
    ]


async def test_open_and_closed_sign_up(hub: Hub) -> None:
    assert (await sign_up(with_(hub, signup=SignUp.OPEN), "ana@hospital.example"))["status"] == "ACTIVE"
    assert await may_sign_in(hub, "ana@hospital.example")
    closed = with_(hub, signup=SignUp.CLOSED)
    assert await code_of(closed, None, SIGN_UP, {"email": "bo@hospital.example", "password": PASSWORD}) == "FORBIDDEN"
    assert await User.count() == 1


async def test_signing_up_for_an_address_that_is_taken_answers_alike_and_changes_nothing(hub: Hub) -> None:
    taken = await account(Role.DOCTOR, "ana@hospital.example")
    answers = [await sign_up(hub, email) for email in ("ANA@hospital.example", "bo@hospital.example")]
    assert answers[0] == answers[1] == {"status": "PENDING", "errors": []}
    again = await User.get(taken.id)
    assert again == taken
    actions = [event.action for event in await AuditEvent.find({"objects": taken.id}).sort("created_at").to_list()]
    assert actions == ["user.added", "account.signed_up_again"]


@pytest.mark.parametrize(
    ("input_", "path"),
    [
        ({"email": "no address", "password": PASSWORD}, ["email"]),
        ({"email": "a@b@c", "password": PASSWORD}, ["email"]),
        ({"email": "a@b\r\nBcc: c@d.example", "password": PASSWORD}, ["email"]),
        ({"email": "a@b.example", "password": "short"}, ["password"]),
        ({"email": "a@b.example", "password": "password1234"}, ["password"]),
        ({"email": "a@b.example", "password": PASSWORD, "name": "two\nlines"}, ["name"]),
    ],
)
async def test_what_cannot_be_an_account_is_refused(hub: Hub, input_: dict[str, str], path: list[str]) -> None:
    answer = await ask(hub, None, SIGN_UP, input_)
    assert answer["signUp"] == {"status": None, "errors": [{"code": "INVALID", "path": path}]}
    assert await User.count() == 0


async def test_a_forgotten_password_is_set_by_a_mailed_link_that_works_once_and_ends_all_sessions(
    hub: Hub, sink: MailSink
) -> None:
    hub, user = with_(hub, sink), await account(Role.DOCTOR)
    old = await session_of(hub, user)
    assert (await ask(hub, None, REQUEST, {"email": f" {user.email.upper()} "}))["requestPasswordReset"] == {
        "errors": []
    }
    await hub.background.finished()
    (mail,) = sink.mails
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == (user.email, "hub@hub.example", "auto-generated")
    token = sink.link_token()
    stored = await PasswordLink.find_one({})
    assert stored is not None
    assert token not in stored.model_dump_json()
    weak = await ask(hub, None, RESET, {"token": token, "newPassword": "password1234"})
    assert weak["resetPassword"]["errors"] == [{"code": "INVALID", "path": ["newPassword"]}]
    done = (await ask(hub, None, RESET, {"token": token, "newPassword": NEW}))["resetPassword"]
    assert (done["user"]["email"], done["errors"]) == (user.email, [])
    assert (await sessions.actor_of(hub, done["accessToken"])).user_id == user.id
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, old.access_token)
    again = await ask(hub, None, RESET, {"token": token, "newPassword": "a third good sentence"})
    assert again["resetPassword"]["errors"] == [{"code": "EXPIRED", "path": ["token"]}]
    assert await may_sign_in(hub, user.email, NEW)
    assert not await may_sign_in(hub, user.email)


async def test_a_link_expires_and_a_newer_one_or_a_change_replaces_it(hub: Hub, sink: MailSink) -> None:
    hub, user = with_(hub, sink), await account()
    tokens = []
    for _ in range(2):
        await ask(hub, None, REQUEST, {"email": user.email})
        await hub.background.finished()
        tokens.append(sink.link_token())

    async def errors(token: str) -> list[str]:
        answer = await ask(hub, None, RESET, {"token": token, "newPassword": NEW})
        return [error["code"] for error in answer["resetPassword"]["errors"]]

    assert await errors(tokens[0]) == ["EXPIRED"]
    await PasswordLink.find({}).update({"$set": {"expires_at": now() - timedelta(seconds=1)}})
    assert await errors(tokens[1]) == ["EXPIRED"]
    await PasswordLink.find({}).update({"$set": {"expires_at": now() + timedelta(seconds=100)}})
    own = await session_of(hub, user)
    await ask(hub, own.access_token, CHANGE, {"currentPassword": PASSWORD, "newPassword": "a third good sentence"})
    assert await errors(tokens[1]) == ["EXPIRED"]
    assert await errors("guess") == ["EXPIRED"]


@pytest.mark.parametrize("status", ["PENDING", "DISABLED"])
async def test_nobody_is_mailed_a_link_without_an_active_account(hub: Hub, sink: MailSink, status: str) -> None:
    hub, user = with_(hub, sink), await account()
    await User.find_one({"_id": user.id}).update({"$set": {"status": status}})
    for email in (user.email, "nobody@hub.example", "no address", "\ud800"):
        assert (await ask(hub, None, REQUEST, {"email": email}))["requestPasswordReset"] == {"errors": []}
    await hub.background.finished()
    assert sink.mails == []
    assert await PasswordLink.count() == 0


async def test_a_mail_server_that_is_away_is_no_failure_of_the_request(hub: Hub) -> None:
    user, away = await account(), MailSink(port=1)
    hub = with_(hub, away)
    assert (await ask(hub, None, REQUEST, {"email": user.email}))["requestPasswordReset"] == {"errors": []}
    await hub.background.finished()


async def test_a_mail_server_without_protection_gets_nothing_when_protection_is_asked_for(sink: MailSink) -> None:
    import asyncio
    import smtplib

    send = smtp(MailServer("127.0.0.1", sink.port, "hub@hub.example", Security.STARTTLS))
    with pytest.raises(smtplib.SMTPException):
        await asyncio.to_thread(send, "ana@hospital.example", "subject", "text")
    assert sink.mails == []


async def test_changing_the_password_ends_all_sessions_and_begins_a_new_one(hub: Hub) -> None:
    user = await account()
    here, there = await session_of(hub, user), await session_of(hub, user)
    wrong = await ask(hub, here.access_token, CHANGE, {"currentPassword": "wrong", "newPassword": NEW})
    assert wrong["changePassword"]["errors"] == [{"code": "INVALID", "path": ["currentPassword"]}]
    same = await ask(hub, here.access_token, CHANGE, {"currentPassword": PASSWORD, "newPassword": PASSWORD})
    assert same["changePassword"]["errors"] == [{"code": "INVALID", "path": ["newPassword"]}]
    assert await Session.find({"ended_at": None}).count() == 2
    done = (await ask(hub, here.access_token, CHANGE, {"currentPassword": PASSWORD, "newPassword": NEW}))[
        "changePassword"
    ]
    assert done["errors"] == []
    for session in (here, there):
        with pytest.raises(Unauthenticated):
            await sessions.actor_of(hub, session.access_token)
    assert (await sessions.actor_of(hub, done["accessToken"])).user_id == user.id
    assert await may_sign_in(hub, user.email, NEW)


async def test_an_invited_person_chooses_the_first_password(hub: Hub, sink: MailSink) -> None:
    hub = with_(hub, sink)
    administrator = await session_of(hub, await account(Role.ADMINISTRATOR))
    made = (await ask(hub, administrator.access_token, CREATE, {"email": "Bo@Hospital.example", "role": "DOCTOR"}))[
        "createUser"
    ]
    assert (made["user"]["email"], made["user"]["role"], made["user"]["status"]) == (
        "bo@hospital.example",
        "DOCTOR",
        "ACTIVE",
    )
    assert not await may_sign_in(hub, "bo@hospital.example", "")
    await hub.background.finished()
    done = await ask(hub, None, RESET, {"token": sink.link_token(), "newPassword": NEW})
    assert "IMAGE_UPLOAD" in done["resetPassword"]["user"]["permissions"]
    taken = await ask(hub, administrator.access_token, CREATE, {"email": "bo@hospital.example", "password": PASSWORD})
    assert taken["createUser"] == {"user": None, "errors": [{"code": "CONFLICT", "path": ["email"]}]}


async def test_what_a_sign_in_page_offers_is_told_to_anybody(hub: Hub, sink: MailSink) -> None:
    asked = "{ hub { signUp sendsMail } }"
    assert (await ask(with_(hub), None, asked))["hub"] == {"signUp": "APPROVAL", "sendsMail": False}
    told = await ask(with_(hub, sink, signup=SignUp.CLOSED), None, asked)
    assert told["hub"] == {"signUp": "CLOSED", "sendsMail": True}


async def test_people_name_themselves(hub: Hub) -> None:
    rename = "mutation($input: UpdateMeInput!) { updateMe(input: $input) { user { id name } errors { code path } } }"
    user, other = await account(), await account()
    token = (await session_of(hub, user)).access_token
    for given, kept in (("  Ana ", "Ana"), (" ", None)):
        done = await ask(hub, token, rename, {"name": given})
        assert done["updateMe"] == {"user": {"id": user.id, "name": kept}, "errors": []}
    await ask(hub, token, rename, {"name": "Ana"})
    assert (await ask(hub, token, rename, {}))["updateMe"]["user"]["name"] == "Ana"
    refused = await ask(hub, token, rename, {"name": "two\nlines"})
    assert refused["updateMe"]["errors"] == [{"code": "INVALID", "path": ["name"]}]
    assert [(await User.get(each.id)).name for each in (user, other)] == ["Ana", None]  # type: ignore[union-attr]
    assert await code_of(hub, None, rename, {"name": "Eve"}) == "UNAUTHENTICATED"


async def test_accounts_are_found_by_role_status_and_part_of_a_name(hub: Hub) -> None:
    token = (await session_of(hub, await account(Role.ADMINISTRATOR, "root@hub.example"))).access_token
    await account(Role.DOCTOR, "ana@hub.example")
    disabled = await account(Role.DOCTOR, "bo@hub.example")
    await ask(hub, token, UPDATE, {"id": disabled.id, "status": "DISABLED", "name": "Ann (left)"})

    async def found(arguments: str) -> list[str]:
        answer = await ask(hub, token, f"{{ users({arguments}) {{ totalCount nodes {{ email }} }} }}")
        emails = [node["email"] for node in answer["users"]["nodes"]]
        assert answer["users"]["totalCount"] == len(emails)
        return emails

    assert await found("role: DOCTOR") == ["ana@hub.example", "bo@hub.example"]
    assert await found("role: DOCTOR, status: ACTIVE") == ["ana@hub.example"]
    assert await found('role: DOCTOR, search: "(LEFT"') == ["bo@hub.example"]
    assert await found('role: ADMINISTRATOR, search: "an"') == []
    too_long = f'{{ users(search: "{"a" * 201}") {{ totalCount }} }}'
    assert await code_of(hub, token, too_long) == "INVALID"


async def test_the_list_of_accounts_tells_who_has_a_second_factor(hub: Hub) -> None:
    token = (await session_of(hub, await account(Role.ADMINISTRATOR, "root@hub.example"))).access_token
    for email, is_confirmed in (("begun@hub.example", False), ("done@hub.example", True)):
        factor = SecondFactor(sealed_secret="sealed", is_confirmed=is_confirmed)
        user = await account(Role.VIEWER, email)
        await User.find_one({"_id": user.id}).update({"$set": {"second_factor": factor.model_dump()}})
    answer = await ask(hub, token, "{ users { nodes { email secondFactor } } }")
    assert [(node["email"], node["secondFactor"]) for node in answer["users"]["nodes"]] == [
        ("begun@hub.example", "NONE"), ("done@hub.example", "ON"), ("root@hub.example", "NONE"),
    ]  # fmt: skip
