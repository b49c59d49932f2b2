"""What the roles grant: read once a request, changed by administrators."""

import asyncio

from app.auth.permissions import Permission, Role
from app.documents import roles
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.roles import RoleGrants
from app.documents.transactions import in_transaction
from app.documents.users import User
from app.errors import Forbidden, Invalid
from app.resolvers.context import Context
from app.resolvers.loaders import forget

NOT_YOURS = "You cannot give what you do not have yourself."


async def all_grants(context: Context) -> dict[Role, RoleGrants]:
    """Return what each role grants now; read once a request."""
    if "grants" not in context.loaders:
        context.loaders["grants"] = asyncio.ensure_future(roles.all_grants())
    found: dict[Role, RoleGrants] = await context.loaders["grants"]
    return found


async def permissions_of(context: Context, user_id: str, role: Role) -> frozenset[Permission]:
    """Return what a user may do now; of the caller what the session or token allows."""
    if context.actor is not None and context.actor.user_id == user_id:
        return context.actor.permissions
    return (await all_grants(context))[role].permissions


async def set_role(
    context: Context, role: Role, permissions: frozenset[Permission], needs_second_factor: bool | None
) -> RoleGrants:
    """Return what a role grants from now on; `needs_second_factor` None leaves that as it is.

    Raises Invalid when administrators could not manage accounts any more, Forbidden when the caller gives or takes
    what it has not itself.
    """
    actor = context.signed_in()
    if role is Role.ADMINISTRATOR and Permission.USER_MANAGE not in permissions:
        raise Invalid("Administrators must be able to manage accounts: nobody could undo this.", ("permissions",))

    async def work(session: Transaction) -> RoleGrants:
        before = (await roles.all_grants(session))[role]
        needs = before.needs_second_factor if needs_second_factor is None else needs_second_factor
        after = RoleGrants(role, permissions, needs)
        if not actor.may_grant(before.permissions | after.permissions):
            raise Forbidden(NOT_YOURS)
        await roles.keep_grants(after, actor.user_id, session)
        await audit_event(
            actor.user_id, "role.changed", role.value, before=_told(before), after=_told(after)
        ).insert(session=session)  # fmt: skip
        return after

    grants = await in_transaction(context.hub.database, work, again_when_known=True)
    forget(context)
    return grants


def _told(grants: RoleGrants) -> dict[str, object]:
    return {"permissions": sorted(grants.permissions), "needs_second_factor": grants.needs_second_factor}


async def check_may_manage(context: Context, *kinds: Role) -> None:
    """Raise Forbidden when an account of such a role may do what the caller may not."""
    grants = await all_grants(context)
    actor = context.signed_in()
    if not all(actor.may_grant(grants[kind].permissions) for kind in kinds):
        raise Forbidden("You can manage only accounts that may do no more than you.")


def role_of(user: User) -> Role:
    """Return the role of an account."""
    return Role(user.role)
