"""Conditions on records, free of any database: what the schema parses and `documents.filtering` translates.

`AllOf`, `AnyOf` and `Not` nest, and `Related` asks for other records. Values are frozen and hashable, so that a filter
can key a loader.
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


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; no parts hold for no record."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold, also because what it compares is not set."""

    part: "Filter"


class Relation(StrEnum):
    """From a record to another level of the hierarchy; the value is the name in the schema's filters."""

    STUDIES = "studies"
    PATIENT = "patient"
    SERIES = "series"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Related:
    """At least one record at the other end of the relation is such that the filter holds."""

    relation: Relation
    filter: "Filter"


Filter = Condition | FieldCondition | Search | AllOf | AnyOf | Not | Related
EVERYTHING = AllOf()


def size(filter_: Filter) -> int:
    """Return how many comparisons and relations a filter has."""
    match filter_:
        case AllOf() | AnyOf():
            return sum(size(part) for part in filter_.parts)
        case Not():
            return size(filter_.part)
        case Related():
            return 1 + size(filter_.filter)
        case _:
            return 1


def text_bytes(filter_: Filter) -> int:
    """Return how many bytes the texts have that a filter compares with or searches for."""
    match filter_:
        case AllOf() | AnyOf():
            return sum(text_bytes(part) for part in filter_.parts)
        case Not():
            return text_bytes(filter_.part)
        case Related():
            return text_bytes(filter_.filter)
        case Search():
            return len(filter_.text.encode())
    values = filter_.value if isinstance(filter_.value, tuple) else (filter_.value,)
    return sum(len(value.encode()) for value in values if isinstance(value, str))


def all_of(*parts: Filter | None) -> AllOf:
    """Return the filter that holds where all parts do; None is no part."""
    return AllOf(tuple(part for part in parts if part is not None and part != EVERYTHING))
