"""What an operation could cost, told from its text alone: how deep it goes, and how many items of lists it could answer with.

Strawberry's own limiters walk a fragment once for every time it is spread, which twenty fragments that spread each
other twice turn into a million walks. Here each is measured once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from app.domain.pages import DEFAULT_SIZE, MAX_SIZE

DEEPEST = 20  # patients down to the regions of an image are 12; a tool's introspection 14
MOST_ALIASES = 100
MOST_ITEMS = 200_000  # the first pages of patients, their studies, series and images are 170,000
LONGEST_CHAIN = 100  # fragments within fields within fragments

PAGED = ("nodes", "edges")
# About how long the lists of introspection are: their types lead back to one another, so they multiply.
INTROSPECTED = {"types": 100, "fields": 10, "inputFields": 10, "possibleTypes": 10, "enumValues": 10, "args": 3}


def check(document: DocumentNode, variables: Mapping[str, Any]) -> None:
    """Raise GraphQLError when an operation of the document is too deep or could answer with too much."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    measure = _Measure(fragments, variables)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size = measure.of(definition.selection_set, _Place())
            if size.depth > DEEPEST:
                raise GraphQLError(f"The operation is more than {DEEPEST} levels deep. Ask in several operations.")
            if size.items > MOST_ITEMS:
                raise GraphQLError(
                    f"The operation could answer with {size.items:,} items, more than {MOST_ITEMS:,}. "
                    "Ask for smaller pages (first) or fewer levels."
                )
    if measure.aliases > MOST_ALIASES:
        raise GraphQLError(f"The operation has more than {MOST_ALIASES} aliases. Ask in several operations.")


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a selection stands: in a page of how many, in the schema itself or in data, how far down."""

    page: int = 1
    is_introspection: bool = False
    level: int = 0


@dataclass(slots=True)
class _Measure:
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    aliases: int = 0
    known: dict[tuple[str, int, bool], _Size] = field(default_factory=dict)

    def of(self, selections: SelectionSetNode | None, place: _Place) -> _Size:
        """Return the size of what is selected at a place."""
        if place.level > LONGEST_CHAIN:
            raise GraphQLError("The operation is nested too deeply.")
        parts = [self._of_selection(each, place) for each in selections.selections] if selections else []
        return _Size(max((part.depth for part in parts), default=0), sum(part.items for part in parts))

    def _of_selection(self, selection: Any, place: _Place) -> _Size:
        below = _Place(place.page, place.is_introspection, place.level + 1)
        if isinstance(selection, FieldNode):
            return self._of_field(selection, place)
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value, below)
        return self.of(selection.selection_set, below)

    def _of_field(self, selection: FieldNode, place: _Place) -> _Size:
        name = selection.name.value
        self.aliases += selection.alias is not None
        if selection.selection_set is None:
            return _Size()
        is_introspection = place.is_introspection or name.startswith("__")
        within = self.of(selection.selection_set, _Place(self._page(selection), is_introspection, place.level + 1))
        listed = INTROSPECTED.get(name) if is_introspection else place.page if name in PAGED else None
        items = within.items if listed is None else listed * (within.items + 1)
        return _Size(within.depth + 1, items)

    def _of_fragment(self, name: str, place: _Place) -> _Size:
        key = (name, place.page, place.is_introspection)
        if key not in self.known:
            self.known[key] = _Size()  # what a fragment finds of itself within itself; validation refuses it
            if name in self.fragments:
                self.known[key] = self.of(self.fragments[name].selection_set, place)
        return self.known[key]

    def _page(self, selection: FieldNode) -> int:
        arguments = selection.arguments or ()
        sizes = [self._number(each.value) for each in arguments if each.name.value in ("first", "last")]
        return max(sizes, default=DEFAULT_SIZE)

    def _number(self, value: Any) -> int:
        """Return how many an argument asks for, the most that a page has where that is not told here."""
        given: Any = value
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
        elif isinstance(value, IntValueNode):
            given = int(value.value) if len(value.value) <= len(str(MAX_SIZE)) else None
        return min(given, MAX_SIZE) if isinstance(given, int) and given > 0 else MAX_SIZE
