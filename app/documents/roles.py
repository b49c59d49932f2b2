"""What the roles grant now: the defaults, and what administrators have changed of them."""

from dataclasses import dataclass
from typing import Any

from pydantic import Field
from pymongo.asynchronous.client_session import AsyncClientSession

from app.auth.permissions import ROLE_PERMISSIONS, Permission, Role
from app.documents.base import Record, now


class RoleChange(Record):
    """How a role (its name is the id) differs from its default: permissions that are new later come by default."""

    granted: list[str] = Field(default_factory=list)
    withheld: list[str] = Field(default_factory=list)
    needs_second_factor: bool = False

    class Settings:
        name = "role_changes"


@dataclass(frozen=True, slots=True)
class RoleGrants:
    """What a role grants, and whether its accounts need a second factor."""

    role: Role
    permissions: frozenset[Permission]
    needs_second_factor: bool = False


async def all_grants(session: AsyncClientSession | None = None) -> dict[Role, RoleGrants]:
    """Return what each role grants; one database command."""
    changes = {change.id: change for change in await RoleChange.find_all(session=session).to_list()}
    return {role: _grants(role, changes.get(role.value)) for role in Role}


def _grants(role: Role, change: RoleChange | None) -> RoleGrants:
    if change is None:
        return RoleGrants(role, ROLE_PERMISSIONS[role])
    known = {permission.value for permission in Permission}  # a hub of a later version may have written more
    granted = {Permission(name) for name in change.granted if name in known}
    withheld = {Permission(name) for name in change.withheld if name in known}
    return RoleGrants(role, (ROLE_PERMISSIONS[role] | granted) - withheld, change.needs_second_factor)


async def keep_grants(grants: RoleGrants, actor_id: str, session: AsyncClientSession) -> None:
    """Keep what a role grants from now on."""
    default = ROLE_PERMISSIONS[grants.role]
    values: dict[str, Any] = {
        "granted": sorted(grants.permissions - default),
        "withheld": sorted(default - grants.permissions),
        "needs_second_factor": grants.needs_second_factor,
        "created_by": actor_id,
        "created_at": now(),
    }
    await RoleChange.get_pymongo_collection().update_one(
        {"_id": grants.role.value}, {"$set": values}, upsert=True, session=session
    )
