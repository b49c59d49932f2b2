"""API tokens: never more than their owner, ended at once, and of no use for an account itself."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.auth.permissions import Permission, Role
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.tokens import ApiToken
from app.documents.users import User
from app.errors import Unauthenticated
from app.resolvers import sessions
from app.resolvers.context import Hub
from app.schema.root import schema
from tests.builders.people import PASSWORD, account, ask, bearing, code_of, session_of
from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

CREATE = """mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) {
  secret token { id name permissions persistedOnly expiresAt lastUsedAt } errors { code path } } }"""
REVOKE = "mutation($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { revokedId errors { code } } }"
LIST = "{ apiTokens { id name permissions lastUsedAt } }"
COUNT = "{ patients { totalCount } }"
SET_ROLE = "mutation($input: SetRolePermissionsInput!) { setRolePermissions(input: $input) { errors { code } } }"


async def made(hub: Hub, token: str, *permissions: str, **more: Any) -> tuple[str, str]:
    """Return the id and the secret of a new token."""
    answer = (await ask(hub, token, CREATE, {"name": "pipeline", "permissions": list(permissions), **more}))[
        "createApiToken"
    ]
    assert answer["errors"] == []
    return answer["token"]["id"], answer["secret"]


async def test_a_token_is_shown_once_and_kept_as_a_hash(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    id_, secret = await made(hub, own, "PATIENT_READ")
    assert secret.startswith("mdh_")
    assert len(secret) == 47
    stored = await ApiToken.get(id_)
    assert stored is not None
    assert secret not in stored.model_dump_json()
    assert secret[4:] not in str(await ask(hub, own, LIST))
    assert (await ask(hub, secret, COUNT))["patients"] == {"totalCount": 0}
    (event,) = await AuditEvent.find({"action": "token.created"}).to_list()
    assert secret not in event.model_dump_json()


async def test_a_token_has_its_scope_alone_and_no_more_than_its_owner_now(hub: Hub) -> None:
    administrator = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    own = (await session_of(hub, await account(Role.DOCTOR))).access_token
    _, secret = await made(hub, own, "PATIENT_READ", "PATIENT_WRITE")
    me = await ask(hub, secret, "{ me { permissions } }")
    assert me["me"]["permissions"] == ["PATIENT_READ", "PATIENT_WRITE"]
    assert await code_of(hub, secret, "{ images { totalCount } }") == "FORBIDDEN"
    await ask(hub, administrator, SET_ROLE, {"role": "DOCTOR", "permissions": ["PATIENT_READ", "IMAGE_READ"]})
    create = "mutation { createPatient(input: {}) { patient { id } } }"
    assert await code_of(hub, secret, create) == "FORBIDDEN"
    assert await code_of(hub, secret, "{ images { totalCount } }") == "FORBIDDEN"
    assert (await ask(hub, secret, COUNT))["patients"] == {"totalCount": 0}


async def test_nobody_makes_a_token_that_may_more_than_they(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    for permission in ("PATIENT_WRITE", "USER_MANAGE"):
        wanted = {"name": "x", "permissions": ["PATIENT_READ", permission]}
        assert await code_of(hub, own, CREATE, wanted) == "FORBIDDEN"
    for wrong, path in (
        ({"permissions": []}, ["permissions"]),
        ({"name": "  "}, ["name"]),
        ({"expiresAt": (now() - timedelta(seconds=1)).isoformat()}, ["expiresAt"]),
    ):
        refused = await ask(hub, own, CREATE, {"name": "x", "permissions": ["PATIENT_READ"], **wrong})
        assert refused["createApiToken"]["errors"] == [{"code": "INVALID", "path": path}]
    assert await ApiToken.count() == 0


async def test_a_revoked_or_expired_token_works_no_more(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    id_, secret = await made(hub, own, "PATIENT_READ")
    stranger = (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token
    refused = await ask(hub, stranger, REVOKE, {"id": id_})
    assert refused["revokeApiToken"] == {"revokedId": None, "errors": [{"code": "NOT_FOUND"}]}
    assert await ask(hub, secret, COUNT)
    assert (await ask(hub, own, REVOKE, {"id": id_}))["revokeApiToken"] == {"revokedId": id_, "errors": []}
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, secret)
    assert (await ask(hub, own, LIST))["apiTokens"] == []
    _, short = await made(hub, own, "PATIENT_READ", expiresAt=(now() + timedelta(hours=1)).isoformat())
    assert await ask(hub, short, COUNT)
    await ApiToken.find({"revoked_at": None}).update({"$set": {"expires_at": now()}})
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, short)


@pytest.mark.parametrize("guess", ["mdh_", "mdh_x", "mdh_" + "A" * 43, "mdh_\ud800", "mdh_" + "x" * 100_000])
async def test_a_guess_is_nobody(hub: Hub, guess: str) -> None:
    await made(hub, (await session_of(hub, await account())).access_token, "PATIENT_READ")
    with pytest.raises(Unauthenticated):
        await sessions.actor_of(hub, guess)


async def test_the_last_use_is_written_at_most_once_a_minute(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    id_, secret = await made(hub, own, "PATIENT_READ")
    uses = []
    for ago in (None, 10, 61):
        if ago is not None:
            await ApiToken.find({}).update({"$set": {"last_used_at": now() - timedelta(seconds=ago)}})
        before = await ApiToken.get(id_)
        await ask(hub, secret, COUNT)
        after = await ApiToken.get(id_)
        assert before is not None
        assert after is not None
        uses.append(after.last_used_at != before.last_used_at)
    assert uses == [True, False, True]


ACCOUNT_FIELDS = (
    LIST, "{ sessions { id } }", "mutation { endOtherSessions { ended } }",
    'mutation { createApiToken(input: {name: "x", permissions: [PATIENT_READ]}) { secret } }',
    f'mutation {{ changePassword(input: {{currentPassword: "{PASSWORD}", newPassword: "a third good sentence"}}) {{ accessToken }} }}',
    f'mutation {{ setUpSecondFactor(input: {{password: "{PASSWORD}"}}) {{ secret }} }}',
    "mutation { signOut { errors { code } } }",
)  # fmt: skip


@pytest.mark.parametrize("operation", ACCOUNT_FIELDS)
async def test_a_token_cannot_touch_its_owners_account(hub: Hub, operation: str) -> None:
    user = await account(Role.ADMINISTRATOR)
    own = (await session_of(hub, user)).access_token
    _, secret = await made(hub, own, *Permission)
    before = await User.get(user.id)
    assert await code_of(hub, secret, operation) == "FORBIDDEN"
    assert await User.get(user.id) == before
    assert await sessions.actor_of(hub, own)


async def test_a_token_that_manages_accounts_gives_no_more_than_it_has(hub: Hub) -> None:
    user = await account(Role.ADMINISTRATOR)
    _, secret = await made(hub, (await session_of(hub, user)).access_token, "USER_MANAGE", "PATIENT_READ")
    create = "mutation($input: CreateUserInput!) { createUser(input: $input) { user { id } errors { code } } }"
    update = "mutation($input: UpdateUserInput!) { updateUser(input: $input) { user { id } errors { code } } }"
    new = {"email": "x@hub.example", "password": PASSWORD, "role": "ADMINISTRATOR"}
    assert await code_of(hub, secret, create, new) == "FORBIDDEN"
    assert await code_of(hub, secret, update, {"id": user.id, "status": "DISABLED"}) == "FORBIDDEN"
    assert await code_of(hub, secret, SET_ROLE, {"role": "VIEWER", "permissions": ["PATIENT_WRITE"]}) == "FORBIDDEN"
    assert await User.count() == 1


async def test_a_token_for_persisted_documents_runs_no_other(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    _, secret = await made(hub, own, "PATIENT_READ", "IMAGE_READ", persistedOnly=True)
    for operation in (
        COUNT,
        "{ me { id } }",
        "{ __schema { types { name } } }",
        "mutation { signOut { errors { code } } }",
    ):
        result = await schema.execute(operation, {}, await bearing(hub, secret))
        assert result.data is None
        assert [error.extensions for error in result.errors or []] == [
            {"code": "FORBIDDEN", "reason": "PERSISTED_ONLY"}
        ]


def test_a_token_works_over_http_for_graphql_and_files_until_it_is_revoked(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    wanted = {"name": "pipeline", "permissions": ["PATIENT_READ", "IMAGE_READ"]}
    created = client.ask(CREATE, {"input": wanted})["createApiToken"]
    strict = client.ask(CREATE, {"input": {**wanted, "persistedOnly": True}})["createApiToken"]

    def statuses(secret: str) -> list[Any]:
        headers = {"Authorization": f"Bearer {secret}"}
        answer = httpx.post(f"{running_hub.base_url}/graphql", json={"query": COUNT}, headers=headers).json()
        file = httpx.get(f"{running_hub.base_url}/files/images/img_000000000000", headers=headers)
        return [[error["extensions"]["code"] for error in answer.get("errors", [])], file.status_code]

    assert statuses(created["secret"]) == [[], 404]
    assert statuses(strict["secret"]) == [["FORBIDDEN"], 403]
    client.ask(REVOKE, {"input": {"id": created["token"]["id"]}})
    assert statuses(created["secret"]) == [["UNAUTHENTICATED"], 401]
    for query in (COUNT, "{ me { id } }"):  # what nobody may ask too: the program must hear that its token has ended
        headers = {"Authorization": f"Bearer {created['secret']}"}
        assert httpx.post(f"{running_hub.base_url}/graphql", json={"query": query}, headers=headers).status_code == 401
    in_cookie = {"hub_refresh": created["secret"], "hub_files": strict["secret"]}
    refresh = "mutation { refreshSession(input: {}) { accessToken errors { code } } }"
    answer = httpx.post(
        f"{running_hub.base_url}/graphql", json={"query": refresh}, cookies=in_cookie, headers={"X-Hub-Client": "web"}
    ).json()
    assert answer["data"]["refreshSession"] == {"accessToken": None, "errors": [{"code": "EXPIRED"}]}
