"""The shape of a document: what is refused before it is validated, because validation alone would take long.

Validation compares all fields of one name with each other, and every use of a fragment with every other.
"""

from collections import Counter
from collections.abc import Iterator

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
)

MOST = {  # of a document; the largest of the web app has 80 fields, the introspection of a tool 100
    OperationDefinitionNode: (20, "operations"),
    FieldNode: (500, "fields"),
    VariableDefinitionNode: (100, "variables"),
    DirectiveNode: (50, "directives"),
    FragmentSpreadNode: (100, "fragments"),
    InlineFragmentNode: (100, "fragments"),
}
MOST_ALIASES = 100
MOST_ALIKE = 20  # fields of one name at one place: they are one field in the answer
MOST_VALUES = 10_000  # in the variables: lists of ids have hundreds
DEEPEST_VALUE = 64
TOO_MUCH = "The document has more than {} {}. Ask in several operations."


def check_shape(document: DocumentNode) -> None:
    """Raise GraphQLError for a document that has too much of something."""
    counts: Counter[type[Node]] = Counter()
    aliases = 0
    for node in _nodes(document):
        counts[type(node)] += 1
        if isinstance(node, FieldNode):
            aliases += node.alias is not None
        elif isinstance(node, SelectionSetNode):
            _check_alike(node)
    if aliases > MOST_ALIASES:
        raise GraphQLError(TOO_MUCH.format(MOST_ALIASES, "aliases"))
    for kind, (most, name) in MOST.items():
        if counts[kind] > most:
            raise GraphQLError(TOO_MUCH.format(most, name))


def check_values(variables: object) -> None:
    """Raise GraphQLError for variables that have too many values, or are nested too deeply."""
    count, level = 0, [variables]
    for _ in range(DEEPEST_VALUE):
        count += len(level)
        if count > MOST_VALUES:
            raise GraphQLError(f"The variables have more than {MOST_VALUES:,} values. Send them in parts.")
        level = [value for each in level if isinstance(each, dict | list) for value in _within(each)]
        if not level:
            return
    raise GraphQLError("The variables are nested too deeply.")


def _within(value: dict[str, object] | list[object]) -> list[object]:
    """Return what is in a value, no more of it than is needed to refuse it."""
    return list(value.values() if isinstance(value, dict) else value)[: MOST_VALUES + 1]


def _check_alike(selections: SelectionSetNode) -> None:
    fields = (each for each in selections.selections if isinstance(each, FieldNode))
    names = Counter((each.alias or each.name).value for each in fields)
    if names and names.most_common(1)[0][1] > MOST_ALIKE:
        raise GraphQLError(f"A field stands more than {MOST_ALIKE} times at one place. Ask for it once.")


def _nodes(root: Node) -> Iterator[Node]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        for key in node.keys:
            value = getattr(node, key)
            if isinstance(value, Node):
                waiting.append(value)
            elif isinstance(value, tuple | list):
                waiting += [each for each in value if isinstance(each, Node)]
