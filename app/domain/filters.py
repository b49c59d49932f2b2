"""Conditions on records, free of any database: what the schema parses and `documents.filtering` translates.

All parts of a filter are ANDed; `AllOf` nests. Values are frozen and hashable, so that a filter can key a loader.
"""

from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """What is compared how; the value is the operator's name in the schema."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    CONTAINS = "contains"
    STARTS_WITH = "startsWith"
    EXISTS = "exists"


RANGES = (Operator.GT, Operator.GTE, Operator.LT, Operator.LTE)


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison with a fixed attribute, named as in the records (snake case). `IN` has a tuple as value."""

    attribute: str
    operator: Operator
    value: object


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """One comparison with the dynamic field `name`; the dictionary tells whether it fits."""

    name: str
    operator: Operator
    value: object


@dataclass(frozen=True, slots=True)
class Search:
    """Records in which each word of the text begins some word."""

    text: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """All parts hold; no parts hold for every record."""

    parts: tuple["Filter", ...] = ()


Filter = Condition | FieldCondition | Search | AllOf
EVERYTHING = AllOf()


def conditions(filter_: Filter) -> list[Condition | FieldCondition | Search]:
    """Return the comparisons of a filter, nested ones too: all of them must hold."""
    if isinstance(filter_, AllOf):
        return [inner for part in filter_.parts for inner in conditions(part)]
    return [filter_]


def all_of(*parts: Filter | None) -> AllOf:
    """Return the filter that holds where all parts do; None is no part."""
    return AllOf(tuple(part for part in parts if part is not None and part != EVERYTHING))
