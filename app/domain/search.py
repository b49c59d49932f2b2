"""Portable text search: the beginnings of all words, lower-cased, kept as an array that any MongoDB can index.

A search for "mam" is then an equality on one index key, so pages of a search are bounded and ordered by the index
on every server; full-text and wildcard indexes are not portable (docs/decisions/0009).
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice

from app.errors import Invalid

LONGEST_ASKED = 200  # characters of what is searched for: folding may make eighteen of one
LONGEST_BEGINNING = 24  # longer words are found by their first 24 characters
MOST_WORDS = 120  # of one record, or one search; a record with more is found by its first ones
_WORD = re.compile(r"[^\W_]+")
_ID_PREFIX = re.compile(r"\b[a-z]{3}_(?=[0-9a-z]{1,12}\b)")


def folded(text: str) -> str:
    """Return the text without case and accents: what people mean when they type "Jose" for "José"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def is_storable(text: str) -> bool:
    """Return whether the text is Unicode that databases take: JSON can smuggle in halves of surrogate pairs."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def asked(text: str, path: tuple[str, ...], longest: int = LONGEST_ASKED) -> str:
    """Return a text that is searched for; raises Invalid, naming the argument, for what takes long to fold or look up."""
    if len(text) > longest:
        raise Invalid(f"{'.'.join(path)} takes at most {longest:,} characters.", path)
    if not is_storable(text):
        raise Invalid(f"{'.'.join(path)} is not valid Unicode.", path)
    return text


def words(text: str) -> list[str]:
    """Return the folded words of a text or a query, at most 24 characters each; the prefix of a hub id is no word."""
    plain = _ID_PREFIX.sub("", folded(text))
    found = (match.group()[:LONGEST_BEGINNING] for match in _WORD.finditer(plain))
    return list(islice(found, MOST_WORDS))


def search_tokens(*texts: str | None) -> list[str]:
    """Return all beginnings of the first 120 different words, sorted, each once."""
    different = dict.fromkeys(word for text in texts if text for word in words(text))
    return sorted(set(_beginnings(islice(different, MOST_WORDS))))


def _beginnings(all_words: Iterable[str]) -> Iterable[str]:
    for word in all_words:
        for length in range(1, len(word) + 1):
            yield word[:length]
