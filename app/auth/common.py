"""Passwords that are tried first, because many people have them."""

from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("common_passwords.txt")
SHORTEST_UNIT = 4  # the same few characters over and over are one of them
LONGEST_LOOKED_AT = 200
AS_LETTERS = str.maketrans("013457$@!", "oleastsai")
KEYS = ("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
ROWS = tuple(keys * 100 for keys in KEYS)  # longer than the longest password that is looked at


# What somebody tries first here (NIST SP 800-63B 5.1.1.2: words of the context).
OF_THIS_PLACE = frozenset(
    {"administrator", "medhub", "medicaldatahub", "hospital", "radiology", "radiologist", "mammography"}
)


@cache
def common_passwords() -> frozenset[str]:
    """Return the list, in lower case, and words of this place."""
    lines = (line for line in LIST.read_text().splitlines() if not line.startswith("# ") and line != "#")
    return OF_THIS_PLACE.union(lines)


def is_common(password: str) -> bool:
    """Return whether a password is on the list, or is one of it repeated, spelt with digits, or with some at its ends."""
    text = _unit(password.casefold()[:LONGEST_LOOKED_AT])
    if len(text) <= SHORTEST_UNIT or any(text in row or text[::-1] in row for row in ROWS):
        return True
    return any(each in common_passwords() for each in (text, *_cores(text), *_cores(text.translate(AS_LETTERS))))


def _unit(text: str) -> str:
    """Return what is repeated to make the text, the text itself when nothing is."""
    return text[: (text + text).find(text, 1)]


def _cores(text: str) -> list[str]:
    """Return the text without what is no letter at its ends, that repeated or not; nothing when no letters are left."""
    characters = [index for index, character in enumerate(text) if character.isalpha()]
    if not characters:
        return []
    core = text[characters[0] : characters[-1] + 1]
    return [core, _unit(core)]
