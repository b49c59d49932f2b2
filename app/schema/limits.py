"""What happens to errors, and what an operation may cost.

What a caller may know of an error is told with a code; what broke inside is masked and logged without data.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, OperationDefinitionNode
from starlette.websockets import WebSocket
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext
from strawberry.types.execution import StreamExecutionResult
from strawberry.types.graphql import OperationType

from app.auth.throttle import network_of
from app.documents.audit import origin
from app.errors import HubError, RateLimited, TooLarge
from app.observability import log
from app.resolvers import sessions
from app.resolvers.context import Context
from app.schema.costs import LIMIT, OF_NOBODY, PER_MINUTE, measured
from app.schema.known import validated
from app.schema.shape import check_shape, check_values

LONGEST_SECONDS = 30.0  # of a query; the slowest that people ask takes two
MOST_TOKENS = 1500  # the largest operation of the web app has 200, the introspection of a tool 500

REFUSALS = {"FORBIDDEN": "access.refused", "RATE_LIMITED": "attempt.refused"}

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
            for error in result.errors:  # type: ignore[attr-defined]
                self._note_refusal(error)

    def _note_refusal(self, error: GraphQLError) -> None:
        """Put into the audit trail who was refused which root field."""
        context = self.execution_context.context
        code = (error.extensions or {}).get("code")
        if context is not None and code in REFUSALS:
            field = str(error.path[0]) if error.path else ""
            context.hub.trail.refuse(context.actor and context.actor.user_id, REFUSALS[code], field)


class OperationLimits(SchemaExtension):
    """Refuses an operation that is too long, too deep or too dear before anything is asked, and says what others cost."""

    cost: dict[str, object] | None = None

    def on_operation(self) -> Iterator[None]:
        """Let the parser stop at so many tokens."""
        self.execution_context.parse_options["max_tokens"] = MOST_TOKENS
        yield

    def on_validate(self) -> Iterator[None]:
        """Measure the document before it is validated, which could itself take long; then take its cost from the caller's budget."""
        context = self.execution_context
        document = context.graphql_document
        if document is not None and not context.pre_execution_errors:
            try:
                if context._provided_operation_name is None:  # noqa: SLF001  # its property takes the first for granted
                    _one_operation(document)
                check_shape(document)
                check_values(context.variables)
                requested = measured(context.schema._schema, document, context.variables or {})  # noqa: SLF001
                if context.pre_execution_errors is None:  # nobody has validated it yet
                    context.pre_execution_errors = validated(context, document)
                if not context.pre_execution_errors:
                    self._spend(requested)
            except GraphQLError as error:
                context.pre_execution_errors = [error]
        yield

    def _spend(self, requested: int) -> None:
        """Take the cost from the caller's budget; raises GraphQLError when it is too much at once, or within a minute."""
        self.cost = {"requested": requested, "limit": LIMIT}
        if requested > LIMIT:
            message = f"The operation could read {requested:,} records, more than {LIMIT:,}. Ask for smaller pages (first) or fewer levels."
            raise GraphQLError(message, extensions={"code": "COST_LIMIT"})
        context = self.execution_context.context
        if not isinstance(context, Context):
            return
        caller = context.actor.user_id if context.actor else network_of(origin.get().address)
        try:
            left = context.hub.budgets.take(caller, requested, PER_MINUTE if context.actor else OF_NOBODY)
        except RateLimited as error:
            raise GraphQLError(error.message, extensions={"code": error.code}) from None
        full_at = datetime.now(UTC) + timedelta(seconds=left.full_in_seconds)
        self.cost |= {
            "remaining": left.remaining,
            "resetAt": full_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        }

    def get_results(self) -> dict[str, object]:
        """Return what the answer says of the cost."""
        return {"cost": self.cost} if self.cost else {}


class TimeLimit(SchemaExtension):
    """Ends a query that takes too long, so that none holds up the others for ever; what changes something goes on."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Execute, but not longer than that."""
        if self.execution_context.operation_type is not OperationType.QUERY:
            yield
            return
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                yield
        except TimeoutError:
            message = f"This takes longer than {LONGEST_SECONDS:.0f} seconds. Ask for less at once."
            raise GraphQLError(message, extensions={"code": TooLarge.code}) from None


def _one_operation(document: DocumentNode) -> None:
    if sum(isinstance(each, OperationDefinitionNode) for each in document.definitions) > 1:
        raise GraphQLError("The document has several operations. Say which one by operationName.")


class FreshCaller(SchemaExtension):
    """Asks anew who the caller is for each operation on a socket: it may stay open long after the session has ended."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Recognise the caller again, and forget what was read for operations before."""
        context = self.execution_context.context
        if isinstance(getattr(context, "request", None), WebSocket):
            context.loaders.clear()
            await sessions.recognise_again(context)
        yield


class AuditedReads(SchemaExtension):
    """Puts into the audit trail of whom an operation has read."""

    def on_operation(self) -> Iterator[None]:
        """Note it when the operation is done, or as far as it came."""
        yield
        context = self.execution_context.context
        if context is not None:
            context.hub.trail.note(context, "patients.read", self.execution_context.operation_name or "")


def presentable(error: GraphQLError, execution_context: ExecutionContext) -> GraphQLError:
    """Return the error as a caller may see it; one that has a code already is left as it is."""
    if error.extensions and "code" in error.extensions:
        return error
    original = error.original_error
    while isinstance(original, GraphQLError) and original.original_error is not None:
        original = original.original_error
    if isinstance(original, HubError) and original.code != "INTERNAL":
        return _with(error, original.message, {"code": original.code})
    if isinstance(error, GraphQLSyntaxError):
        return _with(error, error.message, {"code": "GRAPHQL_PARSE_FAILED"})
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
