"""Filters as plain values, so that a collection can keep one and apply it later."""

from collections.abc import Mapping
from typing import Any

from app.domain.filters import (
    AllOf,
    AnyOf,
    Condition,
    FieldCondition,
    Filter,
    Not,
    Operator,
    Related,
    Relation,
    Search,
)


def plain(filter_: Filter) -> dict[str, Any]:
    """Return a filter as what a document can keep."""
    match filter_:
        case Condition(attribute, operator, value):
            return {"attribute": attribute, "operator": operator.value, "value": _plain(value)}
        case FieldCondition(name, operator, value):
            return {"field": name, "operator": operator.value, "value": _plain(value)}
        case Search(text):
            return {"search": text}
        case AllOf(parts):
            return {"all": [plain(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [plain(part) for part in parts]}
        case Not(part):
            return {"not": plain(part)}
        case Related(relation, inner):
            return {"relation": relation.value, "filter": plain(inner)}


def filter_of(kept: Mapping[str, Any]) -> Filter:
    """Return the filter that `plain` was given."""
    match kept:
        case {"attribute": name, "operator": operator, "value": value}:
            return Condition(name, Operator(operator), _value(value))
        case {"field": name, "operator": operator, "value": value}:
            return FieldCondition(name, Operator(operator), _value(value))
        case {"search": text}:
            return Search(text)
        case {"all": parts}:
            return AllOf(tuple(filter_of(part) for part in parts))
        case {"any": parts}:
            return AnyOf(tuple(filter_of(part) for part in parts))
        case {"not": part}:
            return Not(filter_of(part))
        case {"relation": relation, "filter": inner}:
            return Related(Relation(relation), filter_of(inner))
    raise ValueError("not a filter that was kept")  # only the hub itself writes them


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _value(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
