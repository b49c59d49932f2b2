"""Filters: typed inputs, parsed into the conditions of `app.domain.filters`. All keys that are given must hold."""

from collections.abc import Iterator, Mapping
from dataclasses import fields as attributes_of
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from app.domain.fields import LONGEST_TEXT
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
    all_of,
    size,
    text_bytes,
)
from app.domain.search import LONGEST_ASKED, asked
from app.errors import Invalid
from app.schema.scalars import FieldScalar

LONGEST_LIST = 1000  # values of one `in`
MOST_CONDITIONS = 100  # of one filter
DEEPEST = 10  # filters within filters
MOST_BYTES = 100_000  # of all texts of one filter, in UTF-8: a thousand UIDs are 64,000
EQUALITIES = (Operator.EQ, Operator.NE)  # with a whole text, which may be long; other operators take LONGEST_ASKED
OPERATORS = {operator.name.lower().rstrip("_"): operator for operator in Operator} | {"in_": Operator.IN}

EQ, NE, IN = "Equal.", "Not equal, or not set.", f"One of these, at most {LONGEST_LIST}."
GT, GTE, LT, LTE = "Greater.", "Greater or equal.", "Less.", "Less or equal."
CONTAINS, STARTS_WITH = "Contains this, in upper or lower case.", "Begins with this, in upper or lower case."
EXISTS = "true: it is set; false: it is not."
GIVEN = "All of these filters hold."
ANY, NONE = "At least one of these filters holds; none does when the list is empty.", "This filter does not hold."
RELATIONS = {relation.value: relation for relation in Relation}


def _operator(description: str, name: str | None = None) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=description, name=name)


@strawberry.input(name="IDFilter", description="A condition on an id.")
class IDFilter:
    eq: strawberry.ID | None = _operator(EQ)
    in_: list[strawberry.ID] | None = _operator(IN, "in")
    starts_with: str | None = _operator("Begins with this.")


@strawberry.input(
    description="A condition on a text. Texts are equal only when upper and lower case are; codes always."
)
class StringFilter:
    eq: str | None = _operator(EQ)
    ne: str | None = _operator(NE)
    in_: list[str] | None = _operator(IN, "in")
    contains: str | None = _operator(CONTAINS)
    starts_with: str | None = _operator(STARTS_WITH)
    exists: bool | None = _operator(EXISTS)


@strawberry.input(description="A condition on a whole number.")
class IntFilter:
    eq: int | None = _operator(EQ)
    ne: int | None = _operator(NE)
    in_: list[int] | None = _operator(IN, "in")
    gt: int | None = _operator(GT)
    gte: int | None = _operator(GTE)
    lt: int | None = _operator(LT)
    lte: int | None = _operator(LTE)
    exists: bool | None = _operator(EXISTS)


@strawberry.input(description="A condition on a calendar date.")
class DateFilter:
    eq: date | None = _operator("On this day.")
    gt: date | None = _operator("After this day.")
    gte: date | None = _operator("On this day or after it.")
    lt: date | None = _operator("Before this day.")
    lte: date | None = _operator("On this day or before it.")
    exists: bool | None = _operator(EXISTS)


@strawberry.input(description="A condition on a moment.")
class DateTimeFilter:
    gt: datetime | None = _operator("After this moment.")
    gte: datetime | None = _operator("At this moment or after it.")
    lt: datetime | None = _operator("Before this moment.")
    lte: datetime | None = _operator("At this moment or before it.")


@strawberry.input(description="A condition on a dynamic field; the operators that fit its type, else an INVALID error.")
class FieldFilter:
    name: str = strawberry.field(description="Name of the field in the dictionary.")
    eq: FieldScalar | None = _operator(EQ)
    ne: FieldScalar | None = _operator(NE)
    in_: list[FieldScalar] | None = _operator(IN, "in")
    gt: FieldScalar | None = _operator(GT)
    gte: FieldScalar | None = _operator(GTE)
    lt: FieldScalar | None = _operator(LT)
    lte: FieldScalar | None = _operator(LTE)
    contains: str | None = _operator(CONTAINS)
    exists: bool | None = _operator(EXISTS)


def parsed(filter_: Any, search: str | None = None) -> Filter:
    """Return the conditions of a filter input and a search, None for neither; raises Invalid for one that says nothing."""
    sought = Search(asked(search, ("search",))) if search and search.strip() else None
    whole = all_of(_parsed(filter_, 1) if filter_ else None, sought)
    if size(whole) > MOST_CONDITIONS:
        raise Invalid(f"Give at most {MOST_CONDITIONS} conditions.", ("filter",))
    if text_bytes(whole) > MOST_BYTES:
        raise Invalid(f"filter takes at most {MOST_BYTES:,} bytes of text.", ("filter",))
    return whole


def _parsed(filter_: Any, depth: int) -> Filter:
    if depth > DEEPEST:
        raise Invalid(f"Nest filters at most {DEEPEST} deep.", ("filter",))
    return AllOf(tuple(part for name, given in _given(filter_) for part in _parts(name, given, depth)))


def _parts(name: str, given: Any, depth: int) -> Iterator[Filter]:
    match name:
        case "and_":
            yield AllOf(tuple(_parsed(inner, depth + 1) for inner in given))
        case "or_":
            yield AnyOf(tuple(_parsed(inner, depth + 1) for inner in given))
        case "not_":
            yield Not(_parsed(given, depth + 1))
        case _ if name in RELATIONS:
            yield Related(RELATIONS[name], _parsed(given, depth + 1))
        case _ if isinstance(given, FieldFilter):
            yield from _on_field(given)
        case _ if isinstance(given, list):
            yield Condition(name, Operator.IN, _value(given, name, Operator.IN))
        case "collection":
            yield Condition(name, Operator.EQ, _value(given, name, Operator.EQ))
        case _:
            operators = list(_given(given))
            if not operators:
                raise Invalid(f"Say what {to_camel_case(name)} is compared with.", ("filter", to_camel_case(name)))
            for key, value in operators:
                operator = OPERATORS[key]
                yield Condition(name, operator, _value(value, name, operator))


def _on_field(given: FieldFilter) -> Iterator[Filter]:
    name = asked(given.name, ("filter", "field", "name"))
    operators = {OPERATORS[key]: value for key, value in _given(given) if key != "name"}
    if not operators:
        raise Invalid(f"Say what the field {name} is compared with.", ("filter", "field"))
    for operator, value in operators.items():
        yield FieldCondition(name, operator, _value(value, "field", operator))


def _given(input_: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is given; null is no value to compare with, and a condition that says nothing would hold for all."""
    for attribute in attributes_of(input_):
        value = getattr(input_, attribute.name)
        if value is None:
            name = to_camel_case(attribute.name).rstrip("_")
            raise Invalid(f"filter has null for {name}: leave it out, or say exists.", ("filter",))
        if value is not strawberry.UNSET:
            yield attribute.name, value


def _value(value: Any, name: str, operator: Operator) -> Any:
    match value:
        case list():
            if len(value) > LONGEST_LIST:
                raise Invalid(f"Give at most {LONGEST_LIST} values to compare with.", ("filter",))
            return tuple(_value(each, name, operator) for each in value)
        case Enum():
            return value.value
        case str():
            longest = LONGEST_TEXT if operator in EQUALITIES else LONGEST_ASKED
            return asked(value, ("filter", to_camel_case(name), operator.value), longest)
        case datetime():
            return value
        case date():
            return value.isoformat()
        case Mapping():
            raise Invalid("A field is compared with plain values.", ("filter", "field"))
    return value
