"""What is answered: the body and the status of a GraphQL response (GraphQL over HTTP, stage 2 draft, "Response")."""

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError
from strawberry.types import ExecutionResult

from app.routes.errors import STATUS


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; the status is of `application/graphql-response+json`, `is_well_formed` says whether a request was."""

    body: dict[str, Any]
    status: int = 200
    is_well_formed: bool = True

    def status_as(self, *, is_json: bool) -> int:
        """Return the status; as plain JSON 200 answers every well-formed request, because proxies use the others too."""
        return 200 if is_json and self.is_well_formed else self.status


def answer_of(result: ExecutionResult) -> Answer:
    """Return the response; one to a request that was not executed has no `data`."""
    errors = result.errors or []
    body: dict[str, Any] = {"errors": [error.formatted for error in errors]} if errors else {}
    is_executed = result.data is not None or any(error.path for error in errors)
    if is_executed:
        body = {"data": result.data, **body}
    if result.extensions:
        body["extensions"] = result.extensions
    return Answer(body, 200 if is_executed else _status_of(errors))


def refused(code: str, message: str, status: int | None = None, **extensions: str) -> Answer:
    """Return the refusal of a whole request; with a status it was not even well formed."""
    error = GraphQLError(message, extensions={"code": code, **extensions})
    return Answer({"errors": [error.formatted]}, status or _status_of([error]), is_well_formed=status is None)


def _status_of(errors: list[GraphQLError]) -> int:
    codes = [str((error.extensions or {}).get("code")) for error in errors]
    return STATUS.get(codes[0], 400) if codes else 500  # the codes of GRAPHQL_… are the request's fault
