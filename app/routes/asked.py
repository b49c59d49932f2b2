"""What a client asks: the parameters of a GraphQL request, out of a JSON body, a query string, a form or a socket's message.

GraphQL over HTTP, stage 2 draft, "Request": `query`, `variables`, `operationName` and `extensions`; and `documentId` of its
appendix on persisted documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import FormData
from strawberry.file_uploads.utils import replace_placeholders_with_files

MOST_TEXT = 100_000  # characters of a document: the longest of the web app has 2,000
MOST_OPERATIONS = 10  # of one batch
KINDS = {"query": str, "documentId": str, "operationName": str, "variables": dict, "extensions": dict}
WRONG = "{} must be {}, or null."


class Malformed(Exception):
    """The request is no GraphQL request; the status and the sentence are for the caller."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """One operation: its text or the id of a persisted document, and what goes with it."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]

    @property
    def hash(self) -> str | None:
        """The hash of an automatic persisted query, as Apollo's clients send it; None when there is none."""
        automatic = self.extensions.get("persistedQuery")
        given = automatic.get("sha256Hash") if isinstance(automatic, dict) else None
        return given if isinstance(given, str) else None


def asked(parameters: Any) -> Asked:
    """Return what the parameters ask; raises Malformed."""
    if not isinstance(parameters, Mapping):
        raise Malformed("A GraphQL request is a JSON object with a query.")
    for name, kind in KINDS.items():
        if not isinstance(parameters.get(name), kind | None):
            raise Malformed(WRONG.format(name, "a text" if kind is str else "an object"))
    found = Asked(
        parameters.get("query"), parameters.get("documentId"), parameters.get("operationName"),
        parameters.get("variables") or {}, parameters.get("extensions") or {},
    )  # fmt: skip
    if not found.query and not found.document_id and not found.hash:
        raise Malformed("Send a query, or the documentId of a persisted document.")
    if len(found.query or "") > MOST_TEXT:
        raise Malformed(f"The query is longer than {MOST_TEXT:,} characters. Ask in several operations.")
    return found


def of_json(body: bytes) -> list[Asked] | Asked:
    """Return what a JSON body asks: one operation, or a batch."""
    parameters = _json(body)
    if not isinstance(parameters, list):
        return asked(parameters)
    if not 0 < len(parameters) <= MOST_OPERATIONS:
        raise Malformed(f"A batch has 1 to {MOST_OPERATIONS} operations.")
    return [asked(each) for each in parameters]


def of_address(parameters: Mapping[str, str]) -> Asked:
    """Return what a query string asks: objects are JSON in it."""
    objects = {name: _json(parameters[name]) for name in ("variables", "extensions") if parameters.get(name)}
    texts = {name: parameters[name] for name in ("query", "documentId", "operationName") if parameters.get(name)}
    return asked({**texts, **objects})


def of_form(form: FormData) -> Asked:
    """Return what a form asks, its files among the variables (graphql-multipart-request-spec)."""
    operations, places = (
        _json(text) if isinstance(text := form.get(name), str) else None for name in ("operations", "map")
    )
    if (
        not isinstance(operations, dict)
        or not isinstance(places, dict)
        or not all(map(_are_variables, places.values()))
    ):
        raise Malformed("A form has operations, and a map of its files into the variables.")
    try:
        filled = replace_placeholders_with_files(operations, places, form)
    except (AttributeError, TypeError, ValueError, LookupError, RecursionError):
        raise Malformed("The map of the form names a file or a variable that is not there.") from None
    return asked(filled)


def _are_variables(paths: object) -> bool:
    return isinstance(paths, list) and all(isinstance(path, str) and path.startswith("variables.") for path in paths)


def _json(text: str | bytes) -> Any:
    try:
        return orjson.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("That is not JSON in UTF-8.") from None
