"""Free text with everything identifying cut out and its clinical content left (PS3.15 section E.3.5, Clean Descriptors).

Nobody can list all names, so nothing is kept that is not known: a word stays if it is in the vocabulary, a number if it
is short. Before that go this file's own identifiers and all that looks like a date, a time, a number to call, an address
or a person, whatever its words are.
"""

import re
from functools import lru_cache
from typing import Final

from app.imaging.deidentify.identifiers import Identifiers, Span
from app.imaging.deidentify.patterns import CUT, DATED, HARMLESS, SAINT, TITLED, TYPED
from app.imaging.deidentify.vocabulary import folded, is_known

# Longer ones are emptied: a description has a few lines.
LONGEST_TEXT: Final = 1 << 16
LONGEST_REMEMBERED: Final = 256
MOST_DIGITS: Final = 4
MOST_DIGITS_IN_WORD: Final = 3
MOST_PARTS: Final = 5
LONGEST_FRACTION: Final = 6
LONGEST_WHOLE_OF_FRACTION: Final = 2
YEARS: Final = range(1900, 2100)

Spans = tuple[Span, ...]

_RUN: Final = re.compile(r"[^\W_]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_DIGITS: Final = re.compile(r"\d+")
_FRACTION: Final = re.compile(r"(\d+)[.,](\d+)")
_CAPITALS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_ALLOWED_SIGNS: Final = frozenset(" \t\r\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\xb0\xb5\u03bc\xb1\xb2\xb3\xd7")
_EMPTY_BRACKETS: Final = re.compile(r"\([\s,;:./^-]*\)|\[[\s,;:./^-]*\]|<[\s,;:./^-]*>|\"\s*\"")
_POSSESSIVE: Final = re.compile(r"(?:(?<=\s)|^)['\u2019]s?(?=\s|$)")
_SPACES: Final = re.compile(r"[ \t]{2,}")
_STRAY_SIGNS: Final = re.compile(r"(?:(?<=\s)|^)[,;:^_./|=@#&~-]+(?=\s|$)")
# Known words that are also names: next to a word that goes, they go with it.
NAMELIKE: Final = frozenset(
    ["bell", "black", "brown", "burns", "chambers", "cross", "day", "dixon", "field", "fields", "gray", "green", "grey", "gross", "horn", "long", "major", "max", "page", "prior", "ray", "short", "steel", "stone", "swan", "waters", "white", "wood"]
)  # fmt: skip
# Names that look like the plural of a known word.
NO_PLURALS: Final = frozenset({"dolores", "wells", "woods"})


def cleaned(text: str, identifiers: Identifiers) -> str:
    """Return the text without what may identify anybody; the same object where nothing had to go."""
    if len(text) > LONGEST_TEXT:
        return ""
    low, harmless, typed = _seen(text) if len(text) <= LONGEST_REMEMBERED else _seen.__wrapped__(text)
    cut = _marked(text, low, harmless, (*identifiers.spans(low), *typed), identifiers.beside)
    if 1 not in cut:
        return text
    left = "".join(" " if gone else letter for letter, gone in zip(text, cut, strict=True))
    return _tidied(left)


@lru_cache(maxsize=1024)
def is_suspicious(text: str, *, is_version: bool = False) -> bool:
    """Tell whether a text of a device's software holds what only people write: a date, a number to call, a title.

    A version may have the date on which it was built.
    """
    low = folded(text)
    is_dated = not is_version and DATED.search(low) is not None
    return is_dated or TYPED.search(low) is not None or TITLED.search(text) is not None


@lru_cache(maxsize=1024)
def _seen(text: str) -> tuple[str, Spans, Spans]:
    """Return a text folded, where it is harmless, and where it has to go whoever it is about.

    Remembered, because the images of a series say the same.
    """
    low = folded(text)
    named = (match.span() for pattern in (TITLED, SAINT) for match in pattern.finditer(text))
    matches = (match.span() for pattern in CUT for match in pattern.finditer(low))
    return low, tuple(match.span() for match in HARMLESS.finditer(low)), (*named, *matches)


def _marked(text: str, low: str, harmless: Spans, gone: Spans, beside: frozenset[str]) -> bytearray:
    """Return a byte for each letter of the text: 1 where it has to go."""
    cut = bytearray(len(text))
    for start, end in gone:
        _mark(cut, start, end)
    for place, letter in enumerate(text):
        if not letter.isalnum() and letter not in _ALLOWED_SIGNS:
            cut[place] = 1
    for run in _RUN.finditer(low):
        if 1 in cut[run.start() : run.end()] or not _stays(text, low, run, harmless):
            _mark(cut, *run.span())
    for match in _FRACTION.finditer(low):
        if len(match[1]) > LONGEST_WHOLE_OF_FRACTION and len(match[1]) + len(match[2]) > LONGEST_FRACTION:
            _mark(cut, *match.span())
    _mark_neighbours(low, cut, NAMELIKE | beside)
    return cut


def _is_within(start: int, end: int, spans: Spans) -> bool:
    return any(first <= start and end <= last for first, last in spans)


def _mark(cut: bytearray, start: int, end: int) -> None:
    cut[start:end] = b"\1" * (end - start)


def _stays(text: str, low: str, run: re.Match[str], harmless: Spans) -> bool:
    """Tell whether letters and digits without a space between are words that are known and numbers that are short."""
    word, start = run[0], run.start()
    if word.isalpha():
        return _is_known(text[start : run.end()], word)
    words = [(text[start + part.start() : start + part.end()], part[0]) for part in _LETTERS.finditer(word)]
    if not text[start : run.end()].isascii() or not all(_is_known(*each) for each in words):
        return False
    if _is_within(start, run.end(), harmless):
        return True
    if not words:
        return _is_short_number(low, run)
    digits = _DIGITS.findall(word)
    return sum(map(len, digits)) <= MOST_DIGITS_IN_WORD and len(words) + len(digits) <= MOST_PARTS


def _is_short_number(low: str, run: re.Match[str]) -> bool:
    start = run.start()
    if start > 1 and low[start - 1] in ".," and low[start - 2].isdigit():  # a fraction
        return len(run[0]) <= LONGEST_FRACTION
    return len(run[0]) < MOST_DIGITS or (len(run[0]) == MOST_DIGITS and int(run[0]) not in YEARS)


def _is_known(written: str, low: str) -> bool:
    if is_known(low):
        return True
    parts = _CAPITALS.findall(written)
    if len(parts) > 1 and sum(map(len, parts)) == len(written):  # several words in one, as in "HeadNeck"
        return all(is_known(part.lower()) for part in parts) and any(len(part) > 2 for part in parts)
    return low.endswith("s") and low not in NO_PLURALS and is_known(low[:-1])


def _mark_neighbours(low: str, cut: bytearray, namelike: frozenset[str]) -> None:
    """Cut initials and words that are also names, where they stand beside a word that goes."""
    runs = list(_RUN.finditer(low))
    for order in (runs, runs[::-1]):
        before = None
        for run in order:
            is_beside = (
                before is not None and cut[before.start()] and before[0].isalpha() and _are_together(low, run, before)
            )
            if is_beside and not cut[run.start()] and (run[0] in namelike or _is_initial(low, run)):
                _mark(cut, *run.span())
            before = run


def _are_together(low: str, run: re.Match[str], other: re.Match[str]) -> bool:
    between = low[run.end() : other.start()] or low[other.end() : run.start()]
    return between.strip(" .,^'_-") == "" and len(between) <= 3


def _is_initial(low: str, run: re.Match[str]) -> bool:
    return (
        len(run[0]) == 1
        and run[0].isalpha()
        and (low[run.end() : run.end() + 1] == "." or low[run.start() - 1 : run.start()] == "^")
    )


def _tidied(text: str) -> str:
    text = _EMPTY_BRACKETS.sub(" ", _POSSESSIVE.sub(" ", text))
    text = _STRAY_SIGNS.sub("", text)
    text = _SPACES.sub(" ", text)
    text = re.sub(r" *([\r\n]) *", r"\1", text).strip(" \t\r\n,;:^_/|=-&#@~")
    return text if any(letter.isalnum() for letter in text) else ""
