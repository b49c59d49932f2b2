"""Every root field carries exactly one of @requires, @signedIn and @public, and does what it says for every role."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLObjectType
from strawberry.types.field import StrawberryField

from app.auth.permissions import ROLE_PERMISSIONS, Permission, Role
from app.documents.patients import Patient
from app.resolvers.context import Context, Hub
from app.schema.directives import Public, Requires, SignedIn
from app.schema.info import RequestContext
from app.schema.root import printed_schema, schema
from tests.conftest import ROOT

PUBLIC_FIELDS = {
    "Query.hub", "Query.me", "Mutation.signIn", "Mutation.refreshSession", "Mutation.signOut", "Mutation.signUp",
    "Mutation.requestPasswordReset", "Mutation.resetPassword",
}  # fmt: skip


def root_fields() -> dict[str, StrawberryField]:
    fields = {}
    for root in (schema._schema.query_type, schema._schema.mutation_type, schema._schema.subscription_type):
        assert isinstance(root, GraphQLObjectType)
        for name, field in root.fields.items():
            fields[f"{root.name}.{name}"] = field.extensions["strawberry-definition"]
    return fields


def guards(field: StrawberryField) -> list[object]:
    return [directive for directive in field.directives if isinstance(directive, Requires | SignedIn | Public)]


@pytest.mark.parametrize("name", sorted(root_fields()))
def test_a_root_field_has_exactly_one_guard(name: str) -> None:
    assert len(guards(root_fields()[name])) == 1


def test_only_what_must_be_is_public() -> None:
    public = {name for name, field in root_fields().items() if isinstance(guards(field)[0], Public)}
    assert public == PUBLIC_FIELDS


def test_the_printed_schema_is_the_committed_one() -> None:
    assert printed_schema() == (ROOT / "schema.graphql").read_text(), "run 'make schema' and look at the difference"


def selection(name: str) -> tuple[str, dict[str, Any]]:
    """Return an operation that calls a root field with arguments of the right types."""
    root_name, field_name = name.split(".")
    root = schema._schema.get_type(root_name)
    assert isinstance(root, GraphQLObjectType)
    field = root.fields[field_name]
    variables, arguments = [], []
    values: dict[str, Any] = {}
    for argument, definition in field.args.items():
        if str(definition.type).endswith("!"):
            variables.append(f"${argument}: {definition.type}")
            arguments.append(f"{argument}: ${argument}")
            values[argument] = example(definition.type)
    declared = f"({', '.join(variables)})" if variables else ""
    given = f"({', '.join(arguments)})" if arguments else ""
    return f"{root_name.lower()} {declared} {{ {field_name}{given} {{ __typename }} }}", values


def example(type_: Any) -> Any:
    inner = type_.of_type if str(type_).endswith("!") else type_
    if str(inner).startswith("["):
        return []
    if hasattr(inner, "fields"):
        return {key: example(field.type) for key, field in inner.fields.items() if str(field.type).endswith("!")}
    if hasattr(inner, "values"):
        return next(iter(inner.values))
    return {"ID": "xxx_000000000000", "Int": 1, "Boolean": True, "Float": 1.0}.get(str(inner), "x")


CALLABLE = sorted(name for name in root_fields() if not name.startswith("Subscription."))


@pytest.mark.parametrize("role", [None, *Role])
async def test_a_role_may_call_what_its_permissions_say_and_nothing_else(
    hub: Hub, context: Callable[..., Context], role: Role | None
) -> None:
    actor = context(role).actor if role else None
    for name in CALLABLE:
        guard = guards(root_fields()[name])[0]
        text, values = selection(name)
        result = await schema.execute(text, values, RequestContext(hub, actor, "test"))
        codes = {(error.extensions or {}).get("code") for error in result.errors or []}
        if isinstance(guard, Public):
            assert not codes & {"UNAUTHENTICATED", "FORBIDDEN"}, name
        elif role is None:
            assert codes == {"UNAUTHENTICATED"}, name
        elif isinstance(guard, SignedIn):
            assert not codes & {"FORBIDDEN", "INTERNAL"}, (name, result.errors)
        elif Permission(guard.permission) in ROLE_PERMISSIONS[role]:
            assert not codes & {"UNAUTHENTICATED", "FORBIDDEN", "INTERNAL"}, (name, result.errors)
        else:
            assert codes == {"FORBIDDEN"}, name
    assert await Patient.count() == (1 if role in (Role.ADMINISTRATOR, Role.DOCTOR) else 0)


def test_everything_in_the_schema_has_a_description() -> None:
    silent = []
    for name, type_ in schema._schema.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        members = {**getattr(type_, "fields", {}), **getattr(type_, "values", {})}
        silent += [name] if not type_.description else []
        silent += [f"{name}.{member}" for member, definition in members.items() if not definition.description]
        for member, definition in members.items():
            arguments = getattr(definition, "args", {})
            silent += [f"{name}.{member}({key})" for key, argument in arguments.items() if not argument.description]
    assert silent == []
