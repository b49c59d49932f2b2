"""What the roles grant."""

import strawberry

from app.auth.permissions import Permission, Role
from app.documents.roles import RoleGrants
from app.resolvers import permissions
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.info import Info


@strawberry.type(description="What a role grants now.")
class RolePermissions:
    role: Role = strawberry.field(description="The role.")
    permissions: list[Permission] = strawberry.field(description="What its accounts may do.")
    needs_second_factor: bool = strawberry.field(
        description="Whether its accounts may do nothing before they have set up a second factor."
    )

    @classmethod
    def of(cls, grants: RoleGrants) -> "RolePermissions":
        return cls(
            role=grants.role, permissions=sorted(grants.permissions), needs_second_factor=grants.needs_second_factor
        )


@strawberry.input(description="What a role is to grant from now on.")
class SetRolePermissionsInput:
    role: Role = strawberry.field(description="The role.")
    permissions: list[Permission] = strawberry.field(description="All that its accounts may do.")
    needs_second_factor: bool | None = strawberry.field(
        default=None, description="Whether its accounts need a second factor; null leaves that as it is."
    )


@strawberry.type(description="What the role grants, or why that is not changed.")
class SetRolePermissionsPayload:
    role_permissions: RolePermissions | None = strawberry.field(default=None, description="What the role grants now.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class PermissionQuery:
    @query(requires(Permission.USER_MANAGE), description="What each role grants.")
    async def role_permissions(self, info: Info) -> list[RolePermissions]:
        return [RolePermissions.of(grants) for grants in (await permissions.all_grants(info.context)).values()]


@strawberry.type
class PermissionMutation:
    @mutation(
        requires(Permission.USER_MANAGE),
        description="Change what a role grants, from the next request of anybody on. Administrators keep USER_MANAGE.",
    )
    async def set_role_permissions(
        self, info: Info, input: Given[SetRolePermissionsInput]
    ) -> SetRolePermissionsPayload:
        grants = await permissions.set_role(
            info.context, input.role, frozenset(input.permissions), input.needs_second_factor
        )
        return SetRolePermissionsPayload(role_permissions=RolePermissions.of(grants))
