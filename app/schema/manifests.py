"""Documents to be kept: out of a text, or a manifest of Apollo's or Relay's tools, each checked against the schema."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
    is_input_type,
    parse,
    type_from_ast,
    validate,
)

from app.documents.persisting import NewDocument
from app.errors import Invalid
from app.resolvers.persisted import keys_of
from app.schema.limits import MOST_TOKENS

MOST_DOCUMENTS = 1000  # of one manifest
LONGEST_TEXT = 100_000
HARMLESS = {"ID", "Int", "Boolean"}  # ids are random and numbers name nobody; texts, dates and fields may
APOLLO = "apollo-persisted-query-manifest"


def texts_of(manifest: Any) -> Iterator[tuple[str | None, str]]:
    """Yield id and text of each document of a manifest: Apollo's `operations`, or Relay's object of texts by id.

    Raises Invalid for anything else.
    """
    if isinstance(manifest, dict) and manifest.get("format") == APOLLO:
        operations = manifest.get("operations")
        pairs = (
            [(each.get("id"), each.get("body")) for each in operations if isinstance(each, dict)]
            if isinstance(operations, list)
            else []
        )
    else:
        pairs = list(manifest.items()) if isinstance(manifest, dict) else []
    if not 0 < len(pairs) <= MOST_DOCUMENTS:
        raise Invalid(f"A manifest is one of Apollo's or Relay's, with 1 to {MOST_DOCUMENTS} documents.", ("manifest",))
    for key, text in pairs:
        if not isinstance(text, str) or not isinstance(key, str):
            raise Invalid("Each document of a manifest has an id and a text.", ("manifest",))
        yield key, text


def checked(schema: GraphQLSchema, text: str, key: str | None = None, *, is_cacheable: bool = False) -> NewDocument:
    """Return the document to be kept; raises Invalid unless it is one valid, named operation that the keys belong to.

    A cacheable one is a query whose variables are harmless in an address.
    """
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"The document is longer than {LONGEST_TEXT:,} characters.", ("document",))
    try:
        document = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLError as error:
        raise Invalid(f"The document cannot be parsed: {error.message}", ("document",)) from None
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].name is None:
        raise Invalid("A document has one operation, and the operation has a name.", ("document",))
    if errors := validate(schema, document):
        raise Invalid(f"{operations[0].name.value} is not valid: {errors[0].message}", ("document",))
    if is_cacheable:
        _check_harmless(schema, operations[0])
    return NewDocument(keys_of(text, key), operations[0].name.value, text, is_cacheable)


def _check_harmless(schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
    if operation.operation is not OperationType.QUERY:
        raise Invalid("Only queries can be cacheable.", ("cacheable",))
    for variable in operation.variable_definitions or ():
        type_ = get_named_type(type_from_ast(schema, variable.type))
        if not is_input_type(type_) or not (isinstance(type_, GraphQLEnumType) or type_.name in HARMLESS):
            raise Invalid(
                f"${variable.variable.name.value} would stand in an address: variables of a cacheable document are of the types "
                f"{', '.join(sorted(HARMLESS))} or an enumeration.",
                ("cacheable",),
            )
