"""What an operation could cost, told before it is executed: how many records it could read.

Each record counts 1 and what stands within it nothing, but for fields with a `@cost`. A page counts as many as its
arguments ask for, `@listSize` says which (the IBM cost specification, with these two directives). Each fragment is
measured once for a type and a page: twenty that spread each other twice would else be a million walks. Conditions of
filters cost where no index bounds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    value_from_ast_untyped,
)
from strawberry.schema_directive import Location

from app.domain.filters import Relation
from app.domain.pages import DEFAULT_SIZE, MAX_SIZE

DEEPEST = 20  # patients down to the regions of an image are 12; a tool's introspection 14
LONGEST_CHAIN = 100  # fragments within fields within fragments
LIMIT = 500_000  # of one operation; the first pages of patients, their studies, series and images are 340,000
PER_MINUTE = 2_000_000  # of one caller: a cohort of 10,000 patients by pages of 100 is 10,100
OF_NOBODY = 50_000  # of one address from which nobody has signed in

OF_A_COUNT = 5
OF_A_CHANGE = 10
OF_A_LONG_VALUE = 200  # one that is as long as hundreds of others, or must be counted together
OF_A_WALK = 20  # a condition for which rows are read that are not shown
RELATIONS = frozenset(relation.value for relation in Relation)
# About how long the lists of introspection are: their types lead back to one another, so they multiply.
INTROSPECTED = {"types": 100, "fields": 10, "inputFields": 10, "possibleTypes": 10, "enumValues": 10, "args": 3}
PAGED = ("nodes", "edges")
SIZES = ("first", "last")


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.ARGUMENT_DEFINITION], name="cost",
    description="What a field adds to the cost of an operation, instead of 1 for a record and nothing for a value.",
)  # fmt: skip
class Cost:
    weight: int


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="listSize",
    description="How many items a list yields: as many as the largest of `slicingArguments` says, `assumedSize` without them. "
    "The items are those of `sizedFields`.",
)  # fmt: skip
class ListSize:
    assumed_size: int | None = strawberry.UNSET
    slicing_arguments: list[str] | None = strawberry.UNSET
    sized_fields: list[str] | None = strawberry.UNSET
    require_one_slicing_argument: bool | None = strawberry.UNSET


def weigh(schema: GraphQLSchema) -> None:
    """Put the directives on the fields of a schema: on what pages, what counts, and what changes something."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__"):
            for name, definition in type_.fields.items():
                definition_of = definition.extensions.get("strawberry-definition")
                is_new = definition_of is not None and not any(
                    isinstance(each, Cost | ListSize) for each in definition_of.directives
                )
                if is_new:  # connections share their fields
                    definition_of.directives = [*definition_of.directives, *_directives(type_.name, name, definition)]


def _directives(type_name: str, name: str, definition: Any) -> list[Cost | ListSize]:
    found: list[Cost | ListSize] = []
    if type_name == "Mutation":
        found.append(Cost(weight=OF_A_CHANGE))
    elif name == "totalCount":
        found.append(Cost(weight=OF_A_COUNT))
    sliced = [size for size in SIZES if size in definition.args]
    if sliced and get_named_type(definition.type).name.endswith("Connection"):
        found.append(
            ListSize(
                assumed_size=DEFAULT_SIZE, slicing_arguments=sliced, sized_fields=list(PAGED),
                require_one_slicing_argument=False,
            )
        )  # fmt: skip
    return found


def measured(schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> int:
    """Return the cost of the document's operation, of the dearest when there are several.

    Raises GraphQLError for one that is too deep.
    """
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    measure = _Measure(schema, fragments, variables)
    dearest = 1
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size = measure.of(definition.selection_set, _Place(schema.get_root_type(definition.operation)))
            if size.depth > DEEPEST:
                raise GraphQLError(f"The operation is more than {DEEPEST} levels deep. Ask in several operations.")
            dearest = max(dearest, size.cost)
    return dearest


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a selection stands: in which type, in a page of how many, in the schema itself or in data, how far down."""

    type: GraphQLNamedType | None
    page: int = 1
    is_introspection: bool = False
    level: int = 0


@dataclass(slots=True)
class _Measure:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[tuple[str, str, int, bool], _Size] = field(default_factory=dict)

    def of(self, selections: SelectionSetNode | None, place: _Place) -> _Size:
        """Return the size of what is selected at a place."""
        if place.level > LONGEST_CHAIN:
            raise GraphQLError("The operation is nested too deeply.")
        parts = [self._of_selection(each, place) for each in selections.selections] if selections else []
        return _Size(max((part.depth for part in parts), default=0), sum(part.cost for part in parts))

    def _of_selection(self, selection: Any, place: _Place) -> _Size:
        if isinstance(selection, FieldNode):
            return self._of_field(selection, place)
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value, place)
        condition = selection.type_condition if isinstance(selection, InlineFragmentNode) else None
        return self.of(selection.selection_set, self._within(place, condition.name.value if condition else None))

    def _of_field(self, selection: FieldNode, place: _Place) -> _Size:
        name = selection.name.value
        if place.is_introspection or name.startswith("__"):
            return self._of_introspection(selection, place)
        fields = place.type.fields if isinstance(place.type, GraphQLObjectType | GraphQLInterfaceType) else {}
        definition = fields.get(name)
        if definition is None:  # validation refuses it
            return _Size()
        type_ = get_named_type(definition.type)
        directives = _directives_of(definition)
        weight = next((each.weight for each in directives if isinstance(each, Cost)), int(_is_record(type_)))
        pages = any(isinstance(each, ListSize) for each in directives)
        inner = _Place(type_, self._page(selection) if pages else place.page, level=place.level + 1)
        within = self.of(selection.selection_set, inner)
        times = place.page if name in PAGED else 1
        cost = times * (weight + within.cost) + self._of_filters(selection, definition)
        return _Size(within.depth + bool(selection.selection_set), cost)

    def _of_filters(self, selection: FieldNode, definition: Any) -> int:
        """Return what the filters among the arguments cost, those within a mutation's input too."""
        cost = 0
        for argument in selection.arguments or ():
            type_ = definition.args.get(argument.name.value)
            if type_ is None or not isinstance(get_named_type(type_.type), GraphQLInputObjectType):
                continue
            value = value_from_ast_untyped(argument.value, dict(self.variables))
            is_filter = get_named_type(type_.type).name.endswith("Filter")
            cost += cost_of_filter(value if is_filter or not isinstance(value, dict) else value.get("patients"))
        return cost

    def _of_introspection(self, selection: FieldNode, place: _Place) -> _Size:
        if selection.selection_set is None:
            return _Size()
        within = self.of(selection.selection_set, _Place(None, is_introspection=True, level=place.level + 1))
        listed = INTROSPECTED.get(selection.name.value)
        return _Size(within.depth + 1, within.cost if listed is None else listed * (within.cost + 1))

    def _of_fragment(self, name: str, place: _Place) -> _Size:
        key = (name, place.type.name if place.type else "", place.page, place.is_introspection)
        if key not in self.known:
            self.known[key] = _Size()  # what a fragment finds of itself within itself; validation refuses it
            if name in self.fragments:
                fragment = self.fragments[name]
                inner = self._within(place, fragment.type_condition.name.value)
                self.known[key] = self.of(fragment.selection_set, inner)
        return self.known[key]

    def _within(self, place: _Place, condition: str | None) -> _Place:
        type_ = place.type if condition is None or place.is_introspection else self.schema.get_type(condition)
        return _Place(type_, place.page, place.is_introspection, place.level + 1)

    def _page(self, selection: FieldNode) -> int:
        sizes = [self._number(each.value) for each in selection.arguments or () if each.name.value in SIZES]
        return max(sizes, default=DEFAULT_SIZE)

    def _number(self, value: Any) -> int:
        """Return how many an argument asks for, the most that a page has where that is not told here."""
        given: Any = value
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
        elif isinstance(value, IntValueNode):
            given = int(value.value) if len(value.value) <= len(str(MAX_SIZE)) else None
        return min(given, MAX_SIZE) if isinstance(given, int) and given > 0 else MAX_SIZE


def cost_of_filter(value: Any) -> int:
    """Return what the conditions cost that no index bounds: they multiply within a `not`, which cannot be narrowed."""
    if isinstance(value, list):
        return sum(map(cost_of_filter, value))
    if not isinstance(value, dict):
        return 0
    cost = 0
    for name, given in value.items():
        inner = cost_of_filter(given)
        if name == "not":
            cost += OF_A_WALK * (1 + inner)
        else:
            cost += inner + (OF_A_WALK if name in RELATIONS or name == "contains" else 0)
    return cost


def _directives_of(definition: Any) -> list[object]:
    found = definition.extensions.get("strawberry-definition")
    return list(found.directives) if found is not None else []


def _is_record(type_: GraphQLNamedType) -> bool:
    """Return whether a field of the type leads to a record of its own."""
    interfaces = type_.interfaces if isinstance(type_, GraphQLObjectType) else ()
    return type_.name == "Node" or any(each.name == "Node" for each in interfaces)
