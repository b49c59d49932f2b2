"""What happens to errors: what a caller may know is told with a code, what broke inside is masked and logged without data."""

from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext
from strawberry.types.execution import StreamExecutionResult

from app.errors import HubError
from app.observability import log

BROKEN = "Something went wrong inside the hub. Try again; if it stays, tell an administrator the request id."


class HubErrors(SchemaExtension):
    """Gives every top-level error its `extensions.code`."""

    def on_operation(self) -> Iterator[None]:
        """Rewrite the errors of the finished operation."""
        yield
        self._rewrite(self.execution_context.result)

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        """Rewrite the errors of one event of a subscription."""
        self._rewrite(result)
        yield

    def _rewrite(self, result: object) -> None:
        errors = getattr(result, "errors", None)
        if errors:
            result.errors = [presentable(error, self.execution_context) for error in errors]  # type: ignore[attr-defined]


def presentable(error: GraphQLError, execution_context: ExecutionContext) -> GraphQLError:
    """Return the error as a caller may see it; one that has a code already is left as it is."""
    if error.extensions and "code" in error.extensions:
        return error
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, HubError) and original.code != "INTERNAL":
        return _with(error, original.message, {"code": original.code})
    if original is None or isinstance(original, GraphQLError):
        code = "GRAPHQL_VALIDATION_FAILED" if error.path is None else "GRAPHQL_INVALID_VALUE"
        return _with(error, error.message, {"code": code})
    request_id = execution_context.context.request_id if execution_context.context else ""
    log.failure("graphql.failed", original, request=request_id)
    return _with(error, BROKEN, {"code": "INTERNAL", "requestId": request_id})


def _with(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(
        message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=extensions,
    )  # fmt: skip
