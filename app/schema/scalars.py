"""Scalars of the contract that GraphQL does not have of itself."""

from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.file_uploads import Upload
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

BigInt = NewType("BigInt", int)
FieldScalar = NewType("FieldScalar", object)

SAFE_INTEGER = 2**53 - 1  # what JSON numbers carry exactly


def _parse_big_int(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > SAFE_INTEGER:
        raise GraphQLError("A BigInt is a whole number of at most 2^53-1.")
    return value


def _parse_field_scalar(value: Any) -> object:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise GraphQLError("The value of a field is a text, a number, yes or no (boolean), or a date as YYYY-MM-DD.")


def _serialize_date_time(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"  # "+00:00"


def _parse_date_time(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise GraphQLError("A DateTime is ISO 8601, for example 2026-11-22T13:58:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parse_date(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise GraphQLError("A Date is written YYYY-MM-DD.") from error


SCALARS: dict[object, ScalarDefinition] = {
    BigInt: strawberry.scalar(
        name="BigInt",
        description="Bytes and counts beyond 2^31-1, as a JSON number.",
        serialize=int,
        parse_value=_parse_big_int,
    ),
    FieldScalar: strawberry.scalar(
        name="FieldScalar",
        description="The value of a dynamic field: string, integer, decimal, boolean or ISO date, by its FieldType.",
        serialize=lambda value: value,
        parse_value=_parse_field_scalar,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="ISO 8601, always UTC (ends with Z).",
        serialize=_serialize_date_time,
        parse_value=_parse_date_time,
    ),
    date: strawberry.scalar(
        name="Date", description="ISO 8601 calendar date.", serialize=date.isoformat, parse_value=_parse_date
    ),
}

__all__ = ["JSON", "SCALARS", "BigInt", "FieldScalar", "Upload"]
