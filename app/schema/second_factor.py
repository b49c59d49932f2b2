"""The second factor of an account."""

import strawberry

from app.auth.permissions import Permission
from app.resolvers import second_factor, sessions
from app.schema.arguments import Given
from app.schema.cookies import caller_of
from app.schema.directives import mutation, requires, signed_in
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.users import User

ERRORS = "What the caller can mend."


@strawberry.input(description="Proof that it is the account's owner who asks.")
class SetUpSecondFactorInput:
    password: str = strawberry.field(description="The caller's password.")


@strawberry.type(description="What an app needs to show codes; it counts when it is confirmed with one.")
class SetUpSecondFactorPayload:
    secret: str | None = strawberry.field(default=None, description="To be typed into the app, in base32.")
    address: str | None = strawberry.field(default=None, description="otpauth: address, to be shown as a QR code.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="A code that the app shows.")
class ConfirmSecondFactorInput:
    code: str = strawberry.field(description="Six digits.")


@strawberry.type(description="Codes for sign-ins without the device, each for one; shown this once.")
class RecoveryCodesPayload:
    recovery_codes: list[str] | None = strawberry.field(default=None, description="To be kept somewhere safe.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="Password and code of the account's owner.")
class SecondFactorProofInput:
    password: str = strawberry.field(description="The caller's password.")
    code: str = strawberry.field(description="Six digits, or a recovery code.")


@strawberry.type(description="The account, or why it is not changed.")
class SecondFactorPayload:
    user: User | None = strawberry.field(default=None, description="The account.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.input(description="An account whose owner has lost device and recovery codes.")
class ResetSecondFactorInput:
    id: strawberry.ID = strawberry.field(description="The account.")


@strawberry.type
class SecondFactorMutation:
    @mutation(signed_in(), description="Begin with a second factor for the caller: a new secret for an app.")
    async def set_up_second_factor(self, info: Info, input: Given[SetUpSecondFactorInput]) -> SetUpSecondFactorPayload:
        user = await sessions.own_account(info.context)
        made = await second_factor.set_up(info.context, user, input.password, caller_of(info).address)
        return SetUpSecondFactorPayload(secret=made.secret, address=made.address)

    @mutation(signed_in(), description="Ask for a code at the caller's sign-ins from now on; ends the other sessions.")
    async def confirm_second_factor(self, info: Info, input: Given[ConfirmSecondFactorInput]) -> RecoveryCodesPayload:
        user = await sessions.own_account(info.context)
        codes = await second_factor.confirm(info.context, user, input.code, caller_of(info).address)
        return RecoveryCodesPayload(recovery_codes=codes)

    @mutation(signed_in(), description="Make new recovery codes for the caller; the old ones work no more.")
    async def renew_recovery_codes(self, info: Info, input: Given[SecondFactorProofInput]) -> RecoveryCodesPayload:
        user = await sessions.own_account(info.context)
        codes = await second_factor.renew_recovery_codes(
            info.context, user, input.password, input.code, caller_of(info).address
        )
        return RecoveryCodesPayload(recovery_codes=codes)

    @mutation(signed_in(), description="Take the caller's second factor away.")
    async def remove_second_factor(self, info: Info, input: Given[SecondFactorProofInput]) -> SecondFactorPayload:
        user = await sessions.own_account(info.context)
        await second_factor.remove(info.context, user, input.password, input.code, caller_of(info).address)
        return SecondFactorPayload(user=User.of(await sessions.own_account(info.context)))

    @mutation(
        requires(Permission.USER_MANAGE),
        description="Take the second factor of somebody away who has lost it, and end the sessions.",
    )
    async def reset_second_factor(self, info: Info, input: Given[ResetSecondFactorInput]) -> SecondFactorPayload:
        return SecondFactorPayload(user=User.of(await second_factor.reset(info.context, input.id)))
