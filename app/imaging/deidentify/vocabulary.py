"""The words that may stay in a free text: what is not among them may be a name, and goes."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from app.imaging.deidentify.radiology_words import SHORT_WORDS, WORDS

# A word made of two known ones, as in "neckangio", has parts of at least so many letters.
SHORTEST_PART = 4


@cache
def vocabulary() -> frozenset[str]:
    """Return all known words of three letters and more, folded; read once in each process."""
    standard = files(__package__).joinpath("standard_words.txt").read_text("utf-8").split()
    return frozenset(standard) | frozenset(folded(word) for word in WORDS.split())


def is_known(word: str) -> bool:
    """Tell whether a folded word is clinical, technical or common."""
    return word in (SHORT_WORDS if len(word) <= 2 else vocabulary())


@lru_cache(maxsize=4096)
def folded_letter(letter: str) -> str:
    """Return one letter without case and accent; always one, so that places in the text stay the same."""
    return unicodedata.normalize("NFKD", letter)[:1].lower()[:1] or letter


def folded(text: str) -> str:
    """Return the text without case and accents, each letter at its place."""
    if text.isascii():
        return text.lower()
    return "".join(map(folded_letter, text))
