"""Keyword conditions as the API's filters: `age__gte=50`, `fields__nodules__gt=2`, `studies__series__laterality="L"`."""

from collections.abc import Mapping
from typing import Any, Final

OPERATORS: Final = {
    "eq": "eq", "ne": "ne", "in": "in", "gt": "gt", "gte": "gte", "lt": "lt", "lte": "lte", "contains": "contains",
    "startswith": "startsWith", "exists": "exists",
}  # fmt: skip
PLAIN: Final = ("collection",)  # conditions without an operator


def filter_of(conditions: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filter for which all conditions hold; an operator at the end, `eq` without one."""
    parts = [_part(name.split("__"), value) for name, value in conditions.items()]
    return {"and": parts} if parts else {}


def _part(path: list[str], value: Any) -> dict[str, Any]:
    *rest, last = path
    operator = OPERATORS.get(last) if rest else None
    names, operator = (rest, operator) if operator else (path, "eq")
    if names[-1] in PLAIN:
        condition: Any = value
    else:
        condition = {operator: list(value) if operator == "in" else value}
    if len(names) >= 2 and names[-2] == "fields":
        names, condition = [*names[:-2], "field"], {"name": names[-1], **condition}
    for name in reversed(names):
        condition = {_camel(name): condition}
    found: dict[str, Any] = condition
    return found


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)
