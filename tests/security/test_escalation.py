"""Nobody gives themselves, or others, what they do not have; and one administrator always remains."""

import asyncio
from typing import Any

import pytest

from app.auth.permissions import ROLE_PERMISSIONS, Permission, Role
from app.documents.audit import AuditEvent
from app.documents.roles import RoleChange
from app.documents.users import User
from app.resolvers.context import Hub
from app.schema.root import schema
from tests.builders.people import PASSWORD, account, ask, bearing, code_of, session_of

CREATE = "mutation($input: CreateUserInput!) { createUser(input: $input) { user { id role } errors { code } } }"
UPDATE = "mutation($input: UpdateUserInput!) { updateUser(input: $input) { user { id role status } errors { code } } }"
DELETE = "mutation($input: DeleteUserInput!) { deleteUser(input: $input) { deletedId errors { code } } }"
SET_ROLE = """mutation($input: SetRolePermissionsInput!) { setRolePermissions(input: $input) {
  rolePermissions { role permissions needsSecondFactor } errors { code path } } }"""
GRANTS = "{ rolePermissions { role permissions needsSecondFactor } }"
RESET_FACTOR = "mutation($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { errors { code } } }"


async def token_of(hub: Hub, role: Role) -> tuple[User, str]:
    user = await account(role)
    return user, (await session_of(hub, user)).access_token


def granted(role: Role, *more: str) -> list[str]:
    return sorted({*ROLE_PERMISSIONS[role], *more})


async def test_grants_hold_from_the_next_request_of_anybody(hub: Hub) -> None:
    _, administrator = await token_of(hub, Role.ADMINISTRATOR)
    _, viewer = await token_of(hub, Role.VIEWER)
    write = "mutation { createPatient(input: {}) { patient { id } errors { code } } }"
    assert await code_of(hub, viewer, write) == "FORBIDDEN"
    wanted = granted(Role.VIEWER, "PATIENT_WRITE")
    changed = await ask(hub, administrator, SET_ROLE, {"role": "VIEWER", "permissions": wanted})
    assert changed["setRolePermissions"] == {
        "rolePermissions": {"role": "VIEWER", "permissions": wanted, "needsSecondFactor": False}, "errors": [],
    }  # fmt: skip
    assert (await ask(hub, viewer, write))["createPatient"]["errors"] == []
    assert (await ask(hub, viewer, "{ me { permissions } }"))["me"]["permissions"] == wanted
    await ask(hub, administrator, SET_ROLE, {"role": "VIEWER", "permissions": []})
    assert await code_of(hub, viewer, write) == "FORBIDDEN"
    assert await code_of(hub, viewer, "{ patients { totalCount } }") == "FORBIDDEN"
    await ask(hub, administrator, SET_ROLE, {"role": "VIEWER", "permissions": granted(Role.VIEWER)})
    stored = await RoleChange.get("VIEWER")
    assert stored is not None
    assert (stored.granted, stored.withheld) == ([], [])
    (first, *_, last) = await AuditEvent.find({"action": "role.changed"}).sort("created_at").to_list()
    assert first.details["before"] == {"permissions": granted(Role.VIEWER), "needs_second_factor": False}
    assert first.details["after"]["permissions"] == wanted
    assert last.objects == ["VIEWER"]


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.RESEARCHER, Role.VIEWER])
async def test_who_may_not_manage_accounts_changes_neither_grants_nor_roles(hub: Hub, role: Role) -> None:
    user, token = await token_of(hub, role)
    for operation, input_ in (
        (SET_ROLE, {"role": role.value, "permissions": list(Permission)}),
        (UPDATE, {"id": user.id, "role": "ADMINISTRATOR"}),
        (UPDATE, {"id": user.id, "status": "ACTIVE"}),
        (CREATE, {"email": "x@hub.example", "password": PASSWORD, "role": "ADMINISTRATOR"}),
        (DELETE, {"id": user.id}),
        (RESET_FACTOR, {"id": user.id}),
    ):
        assert await code_of(hub, token, operation, input_) == "FORBIDDEN"
    assert await code_of(hub, token, GRANTS) == "FORBIDDEN"
    assert await code_of(hub, token, "{ users { totalCount } }") == "FORBIDDEN"
    kept = await User.get(user.id)
    assert kept is not None
    assert (kept.role, await User.count(), await RoleChange.count()) == (role.value, 1, 0)


async def test_who_manages_accounts_without_being_administrator_stays_below_what_they_have(hub: Hub) -> None:
    chief, administrator = await token_of(hub, Role.ADMINISTRATOR)
    mine = granted(Role.RESEARCHER, "USER_MANAGE")
    await ask(hub, administrator, SET_ROLE, {"role": "RESEARCHER", "permissions": mine})
    manager, token = await token_of(hub, Role.RESEARCHER)
    viewer, doctor = await account(Role.VIEWER), await account(Role.DOCTOR)
    for operation, input_ in (
        (UPDATE, {"id": manager.id, "role": "ADMINISTRATOR"}),
        (UPDATE, {"id": viewer.id, "role": "ADMINISTRATOR"}),
        (UPDATE, {"id": viewer.id, "role": "DOCTOR"}),  # may upload, which the manager may not
        (UPDATE, {"id": doctor.id, "role": "VIEWER"}),
        (UPDATE, {"id": chief.id, "status": "DISABLED"}),
        (DELETE, {"id": chief.id}),
        (RESET_FACTOR, {"id": chief.id}),
        (CREATE, {"email": "x@hub.example", "password": PASSWORD, "role": "DOCTOR"}),
        (SET_ROLE, {"role": "RESEARCHER", "permissions": [*mine, "SYSTEM_MANAGE"]}),
        (SET_ROLE, {"role": "VIEWER", "permissions": granted(Role.VIEWER, "IMAGE_UPLOAD")}),
        (SET_ROLE, {"role": "DOCTOR", "permissions": []}),
        (SET_ROLE, {"role": "ADMINISTRATOR", "permissions": ["USER_MANAGE"]}),
    ):
        assert await code_of(hub, token, operation, input_) == "FORBIDDEN", (operation, input_)
    assert await RoleChange.count() == 1
    assert {user.id: user.role for user in await User.find_all().to_list()} == {
        chief.id: "ADMINISTRATOR", manager.id: "RESEARCHER", viewer.id: "VIEWER", doctor.id: "DOCTOR",
    }  # fmt: skip
    allowed = await ask(hub, token, UPDATE, {"id": viewer.id, "status": "DISABLED"})
    assert allowed["updateUser"]["user"]["status"] == "DISABLED"


@pytest.mark.parametrize(
    ("operation", "change"),
    [(UPDATE, {"role": "DOCTOR"}), (UPDATE, {"status": "DISABLED"}), (DELETE, {})],
)
async def test_the_last_administrator_who_can_sign_in_stays(hub: Hub, operation: str, change: dict[str, str]) -> None:
    user, token = await token_of(hub, Role.ADMINISTRATOR)
    waiting = await account(Role.ADMINISTRATOR)
    await User.find_one({"_id": waiting.id}).update({"$set": {"status": "DISABLED"}})
    invited = await account(Role.ADMINISTRATOR)
    await User.find_one({"_id": invited.id}).update({"$set": {"password_hash": None}})
    refused = (await ask(hub, token, operation, {"id": user.id, **change})).popitem()[1]
    assert refused["errors"] == [{"code": "CONFLICT"}]
    kept = await User.get(user.id)
    assert kept is not None
    assert (kept.role, kept.status) == ("ADMINISTRATOR", "ACTIVE")
    assert await ask(hub, token, GRANTS)
    other, _ = await token_of(hub, Role.ADMINISTRATOR)
    done = (await ask(hub, token, operation, {"id": other.id, **change})).popitem()[1]
    assert done["errors"] == []


async def test_two_administrators_cannot_take_each_other_away_at_once(hub: Hub) -> None:
    for _ in range(3):
        pair = [await token_of(hub, Role.ADMINISTRATOR) for _ in range(2)]
        calls = [
            schema.execute(UPDATE, {"input": {"id": other.id, "role": "VIEWER"}}, await bearing(hub, token))
            for (_, token), (other, _) in zip(pair, reversed(pair), strict=True)
        ]
        answers = await asyncio.gather(*calls)
        errors: list[Any] = [answer.data["updateUser"]["errors"] for answer in answers if answer.data]
        assert sorted(map(len, errors)) == [0, 1]
        assert await User.find({"role": "ADMINISTRATOR", "status": "ACTIVE"}).count() == 1
        await User.find_all().delete()


async def test_administrators_cannot_lose_the_managing_of_accounts(hub: Hub) -> None:
    _, token = await token_of(hub, Role.ADMINISTRATOR)
    for permissions in ([], granted(Role.VIEWER)):
        refused = await ask(hub, token, SET_ROLE, {"role": "ADMINISTRATOR", "permissions": permissions})
        assert refused["setRolePermissions"]["errors"] == [{"code": "INVALID", "path": ["permissions"]}]
    await ask(hub, token, SET_ROLE, {"role": "ADMINISTRATOR", "permissions": ["USER_MANAGE"]})
    back = await ask(hub, token, SET_ROLE, {"role": "ADMINISTRATOR", "permissions": list(Permission)})
    assert back["setRolePermissions"]["rolePermissions"]["permissions"] == sorted(Permission)


@pytest.mark.parametrize(
    ("field", "input_type", "extra"),
    [
        ("signUp", "SignUpInput", {"email": "x@hub.example", "password": PASSWORD, "role": "ADMINISTRATOR"}),
        ("signUp", "SignUpInput", {"email": "x@hub.example", "password": PASSWORD, "status": "ACTIVE"}),
        ("signUp", "SignUpInput", {"email": "x@hub.example", "password": PASSWORD, "id": "usr_000000000000"}),
        ("resetPassword", "ResetPasswordInput", {"token": "x", "newPassword": PASSWORD, "userId": "usr_000000000000"}),
        (
            "changePassword",
            "ChangePasswordInput",
            {"currentPassword": "x", "newPassword": "y", "role": "ADMINISTRATOR"},
        ),
        ("createApiToken", "CreateApiTokenInput", {"name": "x", "permissions": [], "createdBy": "usr_000000000000"}),
        ("updateUser", "UpdateUserInput", {"id": "usr_000000000000", "passwordHash": "x"}),
    ],
)
async def test_what_an_input_does_not_name_cannot_be_set(
    hub: Hub, field: str, input_type: str, extra: dict[str, Any]
) -> None:
    _, token = await token_of(hub, Role.ADMINISTRATOR)
    before = await User.find_all().to_list()
    operation = f"mutation($input: {input_type}!) {{ {field}(input: $input) {{ errors {{ code }} }} }}"
    result = await schema.execute(operation, {"input": extra}, await bearing(hub, token))
    assert result.data is None
    assert result.errors
    assert await User.find_all().to_list() == before


async def test_accounts_are_found_by_parts_of_address_and_name_and_pages_go_on(hub: Hub) -> None:
    user, token = await token_of(hub, Role.ADMINISTRATOR)
    await User.find_one({"_id": user.id}).update({"$set": {"email": "zoe@hub.example"}})
    for name in ("ana", "bo", "a.*b"):
        made = await account(email=f"{name.replace('*', 'x')}@hospital.example")
        await User.find_one({"_id": made.id}).update({"$set": {"name": f"Dr {name.title()}"}})
    query = """query($search: String, $status: UserStatus, $after: String) { users(search: $search, status: $status, first: 2, after: $after) {
      totalCount nodes { email lastSignInAt secondFactor } pageInfo { hasNextPage endCursor } } }"""

    async def found(**by: str) -> list[str]:
        return [node["email"] for node in (await ask(hub, token, query, **by))["users"]["nodes"]]

    first = (await ask(hub, token, query))["users"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (4, True)
    assert [node["email"] for node in first["nodes"]] == ["a.xb@hospital.example", "ana@hospital.example"]
    assert await found(after=first["pageInfo"]["endCursor"]) == ["bo@hospital.example", "zoe@hub.example"]
    assert await found(search="DR AN") == ["ana@hospital.example"]
    assert await found(search=".*") == ["a.xb@hospital.example"]
    assert await found(search="zoe", status="DISABLED") == []
    assert (first["nodes"][0]["secondFactor"], first["nodes"][0]["lastSignInAt"]) == ("NONE", None)


async def test_others_accounts_tell_viewers_no_more_than_who_they_are(hub: Hub) -> None:
    _, doctor = await token_of(hub, Role.DOCTOR)
    _, viewer = await token_of(hub, Role.VIEWER)
    await ask(hub, doctor, "mutation { createPatient(input: {}) { patient { id } } }")
    query = "{ patients { nodes { createdBy { id lastSignInAt secondFactor } } } }"
    (patient,) = (await ask(hub, viewer, query))["patients"]["nodes"]
    assert (patient["createdBy"]["lastSignInAt"], patient["createdBy"]["secondFactor"]) == (None, None)
    (patient,) = (await ask(hub, doctor, query))["patients"]["nodes"]
    assert patient["createdBy"]["secondFactor"] == "NONE"
    assert patient["createdBy"]["lastSignInAt"] is not None
