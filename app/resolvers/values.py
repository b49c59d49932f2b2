"""Values that people give, checked and brought into the form that is kept."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.search import is_storable
from app.errors import Invalid

LONGEST_LABEL = 200
LONGEST_DESCRIPTION = 2000
OLDEST_YEARS = 130
LARGEST_NUMBER = 2**31 - 1  # DICOM's IS, and GraphQL's Int
_CODE = re.compile(r"[A-Z0-9_ ]{1,16}")  # PS3.5 6.2, CS

Check = Callable[[Any, str], Any]


def text(longest: int) -> Check:
    """Return the check of a text of at most so many characters; blank is none."""

    def check(value: str, name: str) -> str | None:
        trimmed = value.strip()
        if not is_storable(trimmed):
            raise Invalid("This text is not valid Unicode.", (name,))
        if len(trimmed) > longest:
            raise Invalid(f"Give at most {longest} characters.", (name,))
        return trimmed or None

    return check


def _age(value: int, name: str) -> int:
    if not 0 <= value <= OLDEST_YEARS:
        raise Invalid(f"An age is a number of years from 0 to {OLDEST_YEARS}.", (name,))
    return value


def _number(value: int, name: str) -> int:
    if not 0 <= value <= LARGEST_NUMBER:
        raise Invalid("A number counts from 0.", (name,))
    return value


def _date(value: date, _name: str) -> str:
    return value.isoformat()


def _code(value: str, name: str) -> str | None:
    code = value.strip().upper()
    if code and not _CODE.fullmatch(code):
        raise Invalid(
            "A code has at most 16 letters, digits, spaces and underscores, for example MG or BREAST.", (name,)
        )
    return code or None


def _plain(value: Any, _name: str) -> Any:
    return value


CHECKS: dict[str, Check] = {
    "label": text(LONGEST_LABEL),
    "description": text(LONGEST_DESCRIPTION),
    "age": _age,
    "gender": _plain,
    "date": _date,
    "number": _number,
    "modality": _code,
    "body_part": _code,
    "laterality": _code,
    "view_position": _code,
}
WITHOUT_NONE = {"gender": "UNKNOWN"}  # what null means for an attribute that always has a value


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes as they are kept, None where they were cleared; raises Invalid with the attribute's path."""
    return {
        name: WITHOUT_NONE.get(name) if value is None else CHECKS[name](value, _camel(name))
        for name, value in values.items()
    }


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
