"""Documents that were asked before are neither parsed nor validated again."""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, validate
from strawberry.extensions import ParserCache
from strawberry.types import ExecutionContext

LONGEST = 20_000  # characters of a document that is kept, 128 of them; the largest of the web app has 2,000
MOST_ERRORS = 10  # told of one document: each takes time to word


class ParsedOnce(ParserCache):
    """Keeps the documents that were parsed last."""

    def on_parse(self) -> Iterator[None]:
        """Remember, or parse; what cannot be parsed is left to whoever parses next, who tells why."""
        execution = self.execution_context
        if execution.query and len(execution.query) <= LONGEST:
            with suppress(GraphQLError):
                execution.graphql_document = self.cached_parse_document(execution.query, **execution.parse_options)
        yield


def validated(context: ExecutionContext, document: DocumentNode) -> list[GraphQLError]:
    """Return what is wrong with a document, at most so many errors; remembered for what was asked lately."""
    schema = context.schema._schema  # noqa: SLF001  # Strawberry has no door to it
    find = _validated.__wrapped__ if len(context.query or "") > LONGEST else _validated
    return list(find(schema, document, context.validation_rules))


@lru_cache(maxsize=128)
def _validated(schema: GraphQLSchema, document: DocumentNode, rules: tuple[type, ...]) -> list[GraphQLError]:
    return validate(schema, document, rules, MOST_ERRORS)
