"""The words that may stay in a free text: what is not among them may be a name, and goes."""

import unicodedata
from functools import cache, lru_cache
from typing import Final

# Beside a medical part of a word, as in "neckangio", stands a known one of at least so many letters.
SHORTEST_PART: Final = 4
SHORTEST_LISTED: Final = 3


@cache
def vocabulary() -> frozenset[str]:
    """Return all known words of three letters and more, folded; made once in each process, when a text needs it."""
    from app.imaging.deidentify import radiology_words, standard_words

    return frozenset(f"{standard_words.WORDS} {radiology_words.WORDS}".split())


@lru_cache(maxsize=4096)
def is_known(word: str) -> bool:
    """Tell whether a folded word, or the medical part and the known word that it is made of, names nobody."""
    from app.imaging.deidentify.radiology_words import SHORT_WORDS

    if len(word) < SHORTEST_LISTED:
        return word in SHORT_WORDS
    return word in vocabulary() or _is_medical_compound(word)


def _is_medical_compound(word: str) -> bool:
    """Tell whether one half of a word is medical and nothing else; of two everyday words surnames are made."""
    from app.imaging.deidentify.radiology_words import FIRST_PARTS, LAST_PARTS

    known = vocabulary()
    return any(
        (word[:end] in FIRST_PARTS and word[end:] in known) or (word[:end] in known and word[end:] in LAST_PARTS)
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    )


@lru_cache(maxsize=4096)
def is_code_word(word: str) -> bool:
    """Tell whether a word of a coded string is known: short ones are, and parts of the body written as one word.

    Not any two known words: "Armstrong" and "Lightfoot" are made of such.
    """
    from app.imaging.deidentify.radiology_words import CODE_WORDS, REGIONS

    low = word.lower()
    return len(low) <= SHORTEST_LISTED or low in CODE_WORDS or is_known(low) or _is_joined(low, REGIONS)


def _is_joined(word: str, parts: frozenset[str]) -> bool:
    """Tell whether nothing but these parts makes up the word, as in CHESTABDPELVIS."""
    return not word or any(word.startswith(part) and _is_joined(word[len(part) :], parts) for part in parts)


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter)[0]
    low = plain.casefold()
    return low if len(low) == 1 else plain


def folded(text: str) -> str:
    """Return the text without case and accents, one letter for each, so that places in both are the same."""
    return text.lower() if text.isascii() else "".join(map(_folded_letter, text))
