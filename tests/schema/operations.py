"""Run operations against the schema as a person of some role, without HTTP."""

from typing import Any

from app.resolvers.context import Context
from app.schema.root import schema


async def answer(context: Context, operation: str, **variables: Any) -> dict[str, Any]:
    """Return the data of an operation that must succeed."""
    result = await schema.execute(operation, variable_values=variables, context_value=_fresh(context))
    assert result.errors is None
    assert result.data is not None
    return result.data


async def refusal(context: Context, operation: str, **variables: Any) -> str:
    """Return the code of the one error of an operation that must be refused."""
    result = await schema.execute(operation, variable_values=variables, context_value=_fresh(context))
    assert result.errors is not None
    (error,) = result.errors
    return str((error.extensions or {})["code"])


def _fresh(context: Context) -> Context:
    """A request has its own loaders."""
    return Context(context.hub, context.actor, context.request_id)
