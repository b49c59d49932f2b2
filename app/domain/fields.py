"""Dynamic fields: which types there are, which values and operators fit them."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.filters import RANGES, FieldCondition, Operator
from app.domain.search import is_storable
from app.errors import Invalid, Required

Value = str | int | float | bool

LONGEST_NAME = 64
LONGEST_TEXT = 10_000
LARGEST_INTEGER = 2**53 - 1  # what JSON numbers carry exactly
_NAME = re.compile(r"[^\W_](?:[\w .,:;/%()+&'*#-]*[\w)%+])?")


class FieldType(StrEnum):
    """What the values of a dynamic field are."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    BOOLEAN = "BOOLEAN"
    DATE = "DATE"
    CHOICE = "CHOICE"


class FieldOwner(StrEnum):
    """Which records a dynamic field belongs to."""

    PATIENT = "PATIENT"
    STUDY = "STUDY"
    SERIES = "SERIES"
    IMAGE = "IMAGE"


@dataclass(frozen=True, slots=True)
class FieldRules:
    """What the dictionary asks of the values of one field."""

    name: str
    type: FieldType
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


_EVERY = frozenset({Operator.EQ, Operator.NE, Operator.IN, Operator.EXISTS})
OPERATORS: dict[FieldType, frozenset[Operator]] = {
    FieldType.TEXT: _EVERY | {Operator.CONTAINS},
    FieldType.INTEGER: _EVERY | set(RANGES),
    FieldType.DECIMAL: _EVERY | set(RANGES),
    FieldType.BOOLEAN: frozenset({Operator.EQ, Operator.NE, Operator.EXISTS}),
    FieldType.DATE: _EVERY | set(RANGES),
    FieldType.CHOICE: _EVERY | {Operator.CONTAINS},
}
EXAMPLES = {
    FieldType.TEXT: "a text",
    FieldType.INTEGER: "a whole number",
    FieldType.DECIMAL: "a number",
    FieldType.BOOLEAN: "true or false",
    FieldType.DATE: "a date as YYYY-MM-DD",
    FieldType.CHOICE: "one of its choices",
}


def checked_name(name: str, path: tuple[str, ...] = ("name",)) -> str:
    """Return the name of a new field, trimmed, one space between words; raises Invalid."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise Required("Give the field a name.", path)
    if len(trimmed) > LONGEST_NAME or not _NAME.fullmatch(trimmed):
        raise Invalid(
            f"A field's name has at most {LONGEST_NAME} characters: letters, digits, spaces, - . / ( ).", path
        )
    return trimmed


def checked_rules(rules: FieldRules) -> FieldRules:
    """Return the rules of a definition with trimmed choices; raises Invalid when they contradict themselves."""
    choices = tuple(dict.fromkeys(choice.strip() for choice in rules.choices))
    if rules.type is FieldType.CHOICE and (not choices or not all(choices)):
        raise Invalid("A CHOICE field needs its choices, none of them empty.", ("choices",))
    if rules.type is not FieldType.CHOICE and choices:
        raise Invalid("Only a CHOICE field has choices.", ("choices",))
    is_number = rules.type in (FieldType.INTEGER, FieldType.DECIMAL)
    bounds = [bound for bound in (rules.minimum, rules.maximum) if bound is not None]
    if bounds and not is_number:
        raise Invalid("Only INTEGER and DECIMAL fields have a minimum or maximum.", ("minimum",))
    if not all(math.isfinite(bound) for bound in bounds) or bounds != sorted(bounds):
        raise Invalid("The minimum must not be above the maximum.", ("minimum",))
    return FieldRules(rules.name, rules.type, choices, rules.minimum, rules.maximum)


def checked_value(rules: FieldRules, value: object, path: tuple[str, ...] = ()) -> Value:
    """Return the value as it is kept: texts trimmed, decimals as float, dates as ISO strings; raises Invalid."""
    kept = _typed(rules.type, value)
    if kept is None:
        raise Invalid(f"The field {rules.name} takes {EXAMPLES[rules.type]}.", path)
    if rules.type is FieldType.CHOICE and kept not in rules.choices:
        raise Invalid(f"The field {rules.name} takes one of: {', '.join(rules.choices)}.", path)
    if isinstance(kept, int | float) and not isinstance(kept, bool):
        _check_bounds(rules, kept, path)
    if isinstance(kept, str) and len(kept) > LONGEST_TEXT:
        raise Invalid(f"The field {rules.name} takes at most {LONGEST_TEXT} characters.", path)
    return kept


def _typed(type_: FieldType, value: object) -> Value | None:
    """Return the value in the form that is kept, None when it is of another type."""
    match type_:
        case FieldType.TEXT | FieldType.CHOICE:
            return value.strip() or None if isinstance(value, str) and is_storable(value) else None
        case FieldType.BOOLEAN:
            return value if isinstance(value, bool) else None
        case FieldType.DATE:
            return _iso_date(value)
        case FieldType.INTEGER:
            return _integer(value)
        case FieldType.DECIMAL:
            return _decimal(value)


def _integer(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    return int(value) if abs(value) <= LARGEST_INTEGER else None


def _decimal(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _iso_date(value: object) -> str | None:
    if not isinstance(value, str) or len(value.strip()) != len("YYYY-MM-DD"):
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        return None


def _check_bounds(rules: FieldRules, number: float, path: tuple[str, ...]) -> None:
    if rules.minimum is not None and number < rules.minimum:
        raise Invalid(f"The field {rules.name} takes numbers from {rules.minimum:g}.", path)
    if rules.maximum is not None and number > rules.maximum:
        raise Invalid(f"The field {rules.name} takes numbers up to {rules.maximum:g}.", path)


def checked_condition(rules: FieldRules, condition: FieldCondition) -> FieldCondition:
    """Return the condition with its value as values are kept; raises Invalid, naming the field, when it does not fit."""
    operator, path = condition.operator, ("filter", "field", condition.operator.value)
    if operator not in OPERATORS[rules.type]:
        fitting = ", ".join(fit.value for fit in Operator if fit in OPERATORS[rules.type])
        raise Invalid(f"The field {rules.name} is of type {rules.type}; its operators are {fitting}.", path)
    if operator is Operator.EXISTS:
        return condition
    if operator is Operator.CONTAINS:
        if not isinstance(condition.value, str) or not condition.value or not is_storable(condition.value):
            raise Invalid(f"Give a text that the field {rules.name} contains.", path)
        return condition
    if operator is Operator.IN:
        values = condition.value if isinstance(condition.value, Sequence) else ()
        return FieldCondition(rules.name, operator, tuple(_comparable(rules, value, path) for value in values))
    return FieldCondition(rules.name, operator, _comparable(rules, condition.value, path))


def _comparable(rules: FieldRules, value: object, path: tuple[str, ...]) -> Value:
    """As `checked_value`, without bounds and choices: to compare with a value that cannot occur is no mistake."""
    kept = _typed(FieldType.DECIMAL if rules.type is FieldType.INTEGER else rules.type, value)
    if kept is None:
        raise Invalid(f"The field {rules.name} is compared with {EXAMPLES[rules.type]}.", path)
    return kept
