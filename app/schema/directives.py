"""Guards: one declaration in Python is the check, the printed directive and a line of the description.

Every root field carries exactly one of `@requires`, `@signedIn` and `@public`; a test walks the schema and fails otherwise.
"""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import strawberry
from strawberry.extensions.field_extension import AsyncExtensionResolver, FieldExtension
from strawberry.schema_directive import Location
from strawberry.types.field import StrawberryField

from app.auth.actor import require, require_session
from app.auth.permissions import DescribedEnum, Permission, Role
from app.errors import Conflict, Expired, Invalid, NotFound, Rejected, TooLarge, Unsupported
from app.schema.errors import UserError
from app.schema.info import Info


def described(enumeration: type[DescribedEnum], meaning: str) -> None:
    """Make an enumeration one of the schema, whose values say what they mean."""
    defined: Any = strawberry.enum(enumeration, description=meaning)
    for value in defined.__strawberry_definition__.values:
        value.description = enumeration(value.value).description


described(Permission, "What a role can grant.")
described(Role, "The four roles of the hub.")

MENDABLE = (Invalid, NotFound, Conflict, TooLarge, Unsupported, Rejected, Expired)


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.OBJECT],
    name="requires",
    description="The caller's role must grant `permission`; else the answer is UNAUTHENTICATED or FORBIDDEN.",
)
class Requires:
    permission: Permission


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="public", description="Anybody may call this, signed in or not."
)
class Public:
    pass


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="signedIn",
    description="Anybody who is signed in with a password may call this, for what is their own.",
)
class SignedIn:
    pass


class RequiresPermission(FieldExtension):
    """Denies before the resolver works."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def apply(self, field: StrawberryField) -> None:
        """Print the directive, and say it in the description."""
        field.directives = [*field.directives, Requires(permission=self.permission)]
        field.description = f"{field.description or ''}\n\nNeeds the permission {self.permission.value}.".strip()

    async def resolve_async(self, next_: AsyncExtensionResolver, source: Any, info: Info, **kwargs: Any) -> Any:
        """Call the resolver when the permission is granted, else raise."""
        require(info.context.actor, self.permission)
        return await _value(next_(source, info, **kwargs))


class RequiresSession(FieldExtension):
    """Denies to nobody and to API tokens before the resolver works."""

    def apply(self, field: StrawberryField) -> None:
        """Print the directive."""
        field.directives = [*field.directives, SignedIn()]

    async def resolve_async(self, next_: AsyncExtensionResolver, source: Any, info: Info, **kwargs: Any) -> Any:
        """Call the resolver for somebody who signed in, else raise."""
        require_session(info.context.actor)
        return await _value(next_(source, info, **kwargs))


class IsPublic(FieldExtension):
    """Says that a root field is meant to be open."""

    def apply(self, field: StrawberryField) -> None:
        """Print the directive."""
        field.directives = [*field.directives, Public()]

    async def resolve_async(self, next_: AsyncExtensionResolver, source: Any, info: Info, **kwargs: Any) -> Any:
        """Call the resolver."""
        return await _value(next_(source, info, **kwargs))


class ErrorsAsData(FieldExtension):
    """Turns what the caller can mend into the `errors` of the mutation's payload."""

    def apply(self, field: StrawberryField) -> None:
        """Remember the field, whose type is the payload."""
        self.field = field

    async def resolve_async(self, next_: AsyncExtensionResolver, source: Any, info: Info, **kwargs: Any) -> Any:
        """Return the payload, with `errors` when the resolver raised something mendable."""
        try:
            return await _value(next_(source, info, **kwargs))
        except MENDABLE as error:
            return self._payload()(errors=[UserError.of(error)])

    def _payload(self) -> Callable[..., Any]:
        payload = self.field.type
        assert callable(payload)  # noqa: S101  # a payload is a class; the schema could not be built otherwise
        return payload


async def _value(result: Any) -> Any:
    return await result if isawaitable(result) else result


def requires(permission: Permission) -> FieldExtension:
    """Return the guard for a query, mutation or subscription field."""
    return RequiresPermission(permission)


def signed_in() -> FieldExtension:
    """Return the guard of a root field about the caller's own account."""
    return RequiresSession()


def public() -> FieldExtension:
    """Return the mark of a root field that anybody may call."""
    return IsPublic()


def mutation(*guards: FieldExtension, description: str) -> Callable[[Callable[..., Any]], Any]:
    """Return a mutation field: guarded, and with mendable errors as data."""
    return strawberry.mutation(description=description, extensions=[*guards, ErrorsAsData()])


def query(*guards: FieldExtension, description: str) -> Callable[[Callable[..., Any]], Any]:
    """Return a guarded query field. NotFound becomes null: what one may not see does not exist."""
    return strawberry.field(description=description, extensions=list(guards))
