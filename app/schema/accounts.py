"""What people do with their own accounts, and administrators with all."""

from typing import Annotated

import strawberry

from app.auth.permissions import Permission, Role
from app.documents import user_lists
from app.domain.pages import slice_of
from app.domain.search import asked
from app.resolvers import accounts, sessions, users
from app.schema.arguments import Given
from app.schema.cookies import caller_of
from app.schema.directives import mutation, public, query, requires, signed_in
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.paging import After, Connection, First, connection
from app.schema.users import AuthPayload, User, UserStatus, kept

ERRORS = "What the caller can mend."


@strawberry.input(description="A new account.")
class SignUpInput:
    email: str = strawberry.field(description="The address to sign in with.")
    password: str = strawberry.field(description="At least 12 characters, and not one that many people have.")
    name: str | None = strawberry.field(default=None, description="Name as shown to others.")


@strawberry.type(description="Answers alike whether or not there was an account with the address.")
class SignUpPayload:
    status: UserStatus | None = strawberry.field(
        default=None,
        description="What new accounts are: PENDING until an administrator accepts, ACTIVE where it is open.",
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="Whose password was forgotten.")
class RequestPasswordResetInput:
    email: str = strawberry.field(description="The account's address.")


@strawberry.type(description="Answers alike whether or not there is an account with the address.")
class RequestPasswordResetPayload:
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="A new password, by a link from a mail.")
class ResetPasswordInput:
    token: str = strawberry.field(description="What stands behind the # of the link; works once, for an hour.")
    new_password: str = strawberry.field(description="At least 12 characters, and not one that many people have.")
    code: str | None = strawberry.field(
        default=None, description="Second factor, when it is asked for (REQUIRED at `code`), or a recovery code."
    )


@strawberry.input(description="Another password for the caller.")
class ChangePasswordInput:
    current_password: str = strawberry.field(description="The password until now.")
    new_password: str = strawberry.field(description="At least 12 characters, and not one that many people have.")


@strawberry.type(description="All earlier sessions have ended: go on with these tokens.")
class ChangePasswordPayload(AuthPayload):
    pass


@strawberry.input(description="Changes of the caller's own account; what is left out stays.")
class UpdateMeInput:
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Name as shown to others; null for none.")


@strawberry.type(description="The caller's account, or why it is not changed.")
class UpdateMePayload:
    user: User | None = strawberry.field(default=None, description="The account.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="A new account, which can be used at once.")
class CreateUserInput:
    email: str = strawberry.field(description="The address to sign in with.")
    name: str | None = strawberry.field(default=None, description="Name as shown to others.")
    role: Role = strawberry.field(default=Role.VIEWER, description="What the account may do.")
    password: str | None = strawberry.field(
        default=None, description="Its first password; null mails its owner a link to choose one."
    )


@strawberry.type(description="The new account, or why there is none.")
class CreateUserPayload:
    user: User | None = strawberry.field(default=None, description="The new account.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="Changes of an account; what is left out stays.")
class UpdateUserInput:
    id: strawberry.ID = strawberry.field(description="The account.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Name as shown to others; null for none.")
    role: Role | None = strawberry.field(
        default=strawberry.UNSET, description="What the account may do; a new role ends its sessions."
    )
    status: UserStatus | None = strawberry.field(
        default=strawberry.UNSET, description="ACTIVE accepts one that waits; DISABLED ends its sessions."
    )


@strawberry.type(description="The changed account, or why it is not changed.")
class UpdateUserPayload:
    user: User | None = strawberry.field(default=None, description="The changed account.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="An account to delete. What its owner made stays.")
class DeleteUserInput:
    id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.type(description="The deleted account, or why it is not deleted.")
class DeleteUserPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="The id that is gone.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.type
class AccountQuery:
    @query(requires(Permission.USER_MANAGE), description="Accounts by address.")
    async def users(
        self,
        search: Annotated[
            str | None, strawberry.argument(description="Part of an address or a name, in upper or lower case.")
        ] = None,
        status: Annotated[UserStatus | None, strawberry.argument(description="Only these.")] = None,
        role: Annotated[Role | None, strawberry.argument(description="Only with this role.")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[User]:
        sought = asked(search, ("search",)) if search else None
        wanted = user_lists.Wanted(sought, status.name if status else None, role.value if role else None)
        page = await user_lists.page_of_users(wanted, slice_of(first, after, None, None))
        return connection(page, User.of, lambda: user_lists.count_users(wanted))


@strawberry.type
class AccountMutation:
    @mutation(public(), description="Ask for an account, where HUB_SIGNUP lets anybody do so.")
    async def sign_up(self, info: Info, input: Given[SignUpInput]) -> SignUpPayload:
        status = await accounts.sign_up(info.context, input.email, input.password, input.name, caller_of(info))
        return SignUpPayload(status=UserStatus[status])

    @mutation(public(), description="Mail a link to set a new password, if there is an account with the address.")
    async def request_password_reset(
        self, info: Info, input: Given[RequestPasswordResetInput]
    ) -> RequestPasswordResetPayload:
        accounts.request_reset(info.context, input.email, caller_of(info))
        return RequestPasswordResetPayload()

    @mutation(public(), description="Set a new password by a link from a mail, and sign in; ends all other sessions.")
    async def reset_password(self, info: Info, input: Given[ResetPasswordInput]) -> AuthPayload:
        begun = await accounts.reset_password(
            info.context, input.token, input.new_password, caller_of(info), input.code
        )  # fmt: skip
        return await kept(info, begun)

    @mutation(signed_in(), description="Change the caller's password; ends all sessions and begins a new one.")
    async def change_password(self, info: Info, input: Given[ChangePasswordInput]) -> ChangePasswordPayload:
        begun = await accounts.change_password(
            info.context, input.current_password, input.new_password, caller_of(info)
        )  # fmt: skip
        return ChangePasswordPayload(**vars(await kept(info, begun)))

    @mutation(signed_in(), description="Change the caller's own account.")
    async def update_me(self, info: Info, input: Given[UpdateMeInput]) -> UpdateMePayload:
        user = await sessions.own_account(info.context)
        if input.name is not strawberry.UNSET:
            user = await accounts.rename(user, input.name)
        return UpdateMePayload(user=User.of(user))

    @mutation(requires(Permission.USER_MANAGE), description="Make an account, for no more than the caller may.")
    async def create_user(self, info: Info, input: Given[CreateUserInput]) -> CreateUserPayload:
        made = await users.create(info.context, input.email, input.name, input.role, input.password)
        return CreateUserPayload(user=User.of(made))

    @mutation(
        requires(Permission.USER_MANAGE),
        description="Change name, role or status of an account. One administrator must remain who can sign in.",
    )
    async def update_user(self, info: Info, input: Given[UpdateUserInput]) -> UpdateUserPayload:
        given = {name: getattr(input, name) for name in ("name", "role", "status")}
        changes = {name: value for name, value in given.items() if value is not strawberry.UNSET}
        for name in changes.keys() & {"role", "status"}:
            changes[name] = changes[name].name if changes[name] else None
        return UpdateUserPayload(user=User.of(await users.update(info.context, input.id, changes)))

    @mutation(
        requires(Permission.USER_MANAGE),
        description="Delete an account. One administrator must remain who can sign in.",
    )
    async def delete_user(self, info: Info, input: Given[DeleteUserInput]) -> DeleteUserPayload:
        return DeleteUserPayload(deleted_id=strawberry.ID(await users.delete(info.context, input.id)))
