"""What was done to a file's header, as data that holds no old value."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class ActionKind(StrEnum):
    """What was done to an element; KEPT where an option keeps what the Basic Profile would take."""

    REMOVED = "REMOVED"
    EMPTIED = "EMPTIED"
    REPLACED = "REPLACED"
    UID_REPLACED = "UID_REPLACED"
    DATE_SHIFTED = "DATE_SHIFTED"
    CLEANED = "CLEANED"
    KEPT = "KEPT"


class Action(NamedTuple):
    """One thing done to one attribute: in every item of the sequences on its path, so once however many there are.

    `path` is the tags from the outermost sequence inwards, as in `(0008,1140).(0008,1155)`.
    """

    path: str
    keyword: str | None
    kind: ActionKind


@lru_cache(maxsize=8192)
def tag_text(tag: int) -> str:
    """Return a tag as the standard prints it: `(0010,0020)`."""
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
