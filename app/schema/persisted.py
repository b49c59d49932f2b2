"""Tokens that may run persisted documents only."""

from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

REFUSED = "This token runs persisted documents only. Name one of them, or make another token."


class PersistedOnly(SchemaExtension):
    """Refuses every other operation of such a token before anything is asked."""

    def on_validate(self) -> Iterator[None]:
        """Look who asks: what comes as a text here is no persisted document."""
        execution = self.execution_context
        actor = getattr(execution.context, "actor", None)
        if actor is not None and actor.is_persisted_only:
            refusal = GraphQLError(REFUSED, extensions={"code": "FORBIDDEN", "reason": "PERSISTED_ONLY"})
            execution.pre_execution_errors = [refusal]
        yield
