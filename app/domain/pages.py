"""Pages of a list by keyset: a cursor says where a row stands in the order, not how many rows came before."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.search import is_storable
from app.errors import Invalid

DEFAULT_SIZE = 20
MAX_SIZE = 100
LONGEST_CURSOR = 4096  # characters; sort values are short, so a longer one is none of ours

LARGEST_INTEGER = 2**63 - 1  # what databases keep

SortValue = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by one attribute, named as in the records, or by the dynamic field of this name."""

    attribute: str
    is_descending: bool = False
    is_dynamic: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Which rows of an ordered list: `size` of them from the front, or from the end when `is_backward`."""

    size: int = DEFAULT_SIZE
    is_backward: bool = False
    after: str | None = None
    before: str | None = None


def slice_of(first: int | None, after: str | None, last: int | None, before: str | None) -> Slice:
    """Return what the four arguments of a connection ask for; raises Invalid with the argument's name."""
    if first is not None and last is not None:
        raise Invalid("Give first or last, not both.", ("last",))
    name, size = ("last", last) if last is not None else ("first", first)
    if size is not None and not 0 <= size <= MAX_SIZE:
        raise Invalid(f"{name} is a number from 0 to {MAX_SIZE}; page on with after or before.", (name,))
    return Slice(DEFAULT_SIZE if size is None else size, last is not None, after, before)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a row stands: its sort values and its id, which breaks ties."""

    values: tuple[SortValue, ...]
    id: str


def encode_cursor(orders: Sequence[Order], position: Position) -> str:
    """Return the opaque cursor of a row: base64url of a JSON array with the order it belongs to."""
    values = [_to_json(value) for value in position.values]
    text = json.dumps([_signature(orders), *values, position.id], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(orders: Sequence[Order], cursor: str, argument: str) -> Position:
    """Return the position that a cursor stands for; raises Invalid for one that this order did not make."""
    unusable = Invalid(f"{argument} is not a cursor of this list in this order. Begin again without it.", (argument,))
    if len(cursor) > LONGEST_CURSOR:
        raise unusable
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        signature, *values, row_id = parts
        sort_values = tuple(_from_json(value) for value in values)
    except (ValueError, TypeError, OverflowError, OSError, RecursionError) as error:
        raise unusable from error
    is_of_order = signature == _signature(orders) and len(values) == len(orders)
    if not is_of_order or not isinstance(row_id, str) or not is_storable(row_id):
        raise unusable
    return Position(sort_values, row_id)


def _signature(orders: Sequence[Order]) -> str:
    return ",".join(
        ("-" if order.is_descending else "") + ("." if order.is_dynamic else "") + order.attribute for order in orders
    )


def _to_json(value: SortValue) -> object:
    if isinstance(value, datetime):
        return {"at": round(value.astimezone(UTC).timestamp() * 1000)}
    return value


def _from_json(value: object) -> SortValue:
    match value:
        case {"at": int(milliseconds), **rest} if not rest:
            return datetime.fromtimestamp(milliseconds / 1000, UTC)
        case int() if abs(value) > LARGEST_INTEGER:
            raise ValueError("not a number of any record")
        case str() if not is_storable(value):
            raise ValueError("not a text of any record")
        case None | str() | int() | float():
            return value
    raise ValueError("not a sort value")
