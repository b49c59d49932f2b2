"""Lists of records whose selected fields are plain: answered row by row from the documents, not field by field.

graphql-core spends about ten microseconds on every value. Of a page of patients most values only have to be copied, so
a list that a connection hands out is completed here by one small function per field, made once for each selection. All
else (arguments, guards, errors, what is not plain) goes its usual way; so does a list with a value that cannot be right.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    StringValueNode,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.documents.base import Record

NodeType = TypeVar("NodeType")
Row = Mapping[str, Any]  # a document as the database gave it
Get = Callable[[Row], Any]
MOST_SELECTIONS = 500  # kept; persisted documents and what one page of the web app asks are far fewer


class NotPlain(Exception):
    """The list goes the usual way."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Which fields of a type only show what its documents keep: those with an attribute's name, and these."""

    model: type[Record]
    shown: Mapping[str, Get]  # by the name in the schema


class Rows(Sequence[NodeType], Generic[NodeType]):
    """The nodes of a page, each made when it is asked for."""

    def __init__(self, documents: Sequence[Row], node: Callable[[int], NodeType]) -> None:
        self.documents = documents
        self._node = node

    def __len__(self) -> int:
        return len(self.documents)

    def __getitem__(self, index: Any) -> Any:
        return [self._node(each) for each in range(len(self))[index]] if isinstance(index, slice) else self._node(index)

    def __iter__(self) -> Iterator[NodeType]:
        return (self._node(index) for index in range(len(self)))


KINDS: dict[str, type] = {"ID": str, "String": str, "Boolean": bool, "BigInt": int, "Date": str}
"""Of which class a value is shown as it is kept; an Int has bounds, a Float may be kept as a whole number."""

PLAIN: dict[str, Plain] = {}
"""By the name of the type in the schema; each type that has one says so beside its fields."""

_known: dict[int, tuple[list[FieldNode], Get | None]] = {}  # by selection, which is kept so that its id stays its own


def known() -> list[tuple[list[FieldNode], Get | None]]:
    """Return the selections that are kept, with what shows a document as each asks, None for those that are not plain."""
    return list(_known.values())


def forget() -> None:
    """Keep none."""
    _known.clear()


class PlainLists(StrawberryGraphQLCoreExecutionContext):
    """Executes operations as graphql-core does, but for lists of plain selections."""

    def complete_list_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        """Return the values of a list."""
        if isinstance(result, Rows) and result.documents:
            show = self._show(return_type, field_details_list)
            if show is not None:
                try:
                    return [show(document) for document in result.documents]
                except NotPlain:
                    pass
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)

    def _show(self, return_type: Any, field_details_list: Any) -> Get | None:
        nodes = [details.node for details in field_details_list]
        if any(details.fragment_variable_values or details.defer_usage for details in field_details_list):
            return None
        kept = _known.get(id(nodes[0]))
        if kept is not None and len(kept[0]) == len(nodes) and all(map(_is, kept[0], nodes)):
            return kept[1]
        show = self._shown(_named(return_type), field_details_list)
        if len(_known) >= MOST_SELECTIONS:
            _known.clear()
        _known[id(nodes[0])] = (nodes, show)
        return show

    def _shown(self, type_: Any, field_details_list: Any) -> Get | None:
        """Return the function that shows a document as it was selected, None when it cannot."""
        if not isinstance(type_, GraphQLObjectType) or not (type_.name in PLAIN or type_.name.endswith("Edge")):
            return None
        if any(_has_directives(details.node, self.fragments) for details in field_details_list):
            return None
        collected = self.collect_subfields(type_, field_details_list)
        gets = [(key, self._get(type_, group)) for key, group in collected.grouped_field_set.items()]
        if any(get is None for _, get in gets):
            return None
        return lambda row: {key: get(row) for key, get in gets}  # type: ignore[misc]

    def _get(self, type_: GraphQLObjectType, group: Any) -> Get | None:
        name = group[0].node.name.value
        if name == "__typename":
            return lambda _: type_.name
        if type_.name.endswith("Edge"):
            if name == "cursor":
                return lambda row: row["cursor"]
            below = self._shown(_named(type_.fields["node"].type), group)
            return None if below is None else lambda row: below(row["node"])
        plain, field = PLAIN[type_.name], type_.fields[name]
        if name == "field":
            (argument,) = group[0].node.arguments or (None,)
            if argument is None or not isinstance(argument.value, StringValueNode):
                return None
            return _value_of(argument.value.value)
        if field.args or (group[0].node.selection_set is not None):
            return None
        read, complete = plain.shown.get(name), _shown_value(field.type)
        if read is None or complete is None:
            return _attribute(plain.model, field)
        return lambda row: complete(read(row))


def modalities(row: Row) -> list[str]:
    """Return the modalities of a clinical record, sorted."""
    return sorted(row.get("modality_list", ()))


def _is(one: object, other: object) -> bool:
    return one is other


def _named(type_: Any) -> Any:
    while isinstance(type_, GraphQLNonNull | GraphQLList):
        type_ = type_.of_type
    return type_


def _has_directives(node: Any, fragments: Mapping[str, Any]) -> bool:
    """Return whether anything in the selection depends on variables by `@skip` and the like."""
    for selection in node.selection_set.selections if node.selection_set else ():
        if selection.directives:
            return True
        inner = selection
        if selection.kind == "fragment_spread":
            inner = fragments[selection.name.value].definition
        if _has_directives(inner, fragments):
            return True
    return False


def _value_of(name: str) -> Get:
    return lambda row: next((field["value"] for field in row.get("fields", ()) if field["name"] == name), None)


def _attribute(model: type[Record], field: Any) -> Get | None:
    """Return what reads a field that has the name of an attribute, None for one with a resolver."""
    definition = field.extensions.get("strawberry-definition")
    if definition is None or definition.base_resolver is not None:
        return None
    attribute = definition.python_name
    if attribute == "id":
        return lambda row: row["_id"]
    if attribute not in model.model_fields:
        return None
    default = model.model_fields[attribute].get_default(call_default_factory=False)
    kind = KINDS.get(getattr(_named(field.type), "name", ""))
    slowly = _shown_value(field.type)
    if slowly is None:
        return None

    def show(row: Row) -> Any:
        value = row.get(attribute, default)
        return value if value.__class__ is kind else slowly(value)

    return show


def _shown_value(type_: Any) -> Callable[[Any], Any] | None:
    """Return what completes a value as graphql-core does for its type, None for a type with fields of its own.

    It raises NotPlain where graphql-core would find an error.
    """
    is_required = isinstance(type_, GraphQLNonNull)
    inner = type_.of_type if is_required else type_
    if isinstance(inner, GraphQLList):
        item = _shown_value(inner.of_type)
        show = None if item is None else lambda values: [item(each) for each in values]
    else:
        show = _serializer(inner)
    if show is None:
        return None

    def shown(value: Any) -> Any:
        if value is None:
            if is_required:
                raise NotPlain
            return None
        try:
            return show(value)
        except Exception as error:
            raise NotPlain from error

    return shown


def _serializer(type_: Any) -> Callable[[Any], Any] | None:
    if isinstance(type_, GraphQLEnumType):
        names = {member.value: name for name, member in _members(type_)}
        return names.__getitem__
    if not isinstance(type_, GraphQLScalarType):
        return None
    if type_.name == "Date":
        return str  # documents keep dates as they are shown
    serialize: Callable[[Any], Any] = type_.serialize
    return serialize


def _members(type_: GraphQLEnumType) -> list[tuple[str, Any]]:
    """Return the members of the Python enumeration, whose values documents keep, by name."""
    enumeration = type_.extensions["strawberry-definition"].wrapped_cls
    return list(enumeration.__members__.items())
