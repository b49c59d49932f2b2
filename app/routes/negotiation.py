"""Media types: what is sent, and which of those that we offer the caller likes best (RFC 9110, 8.3 and 12.5.1)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

JSON: Final = "application/json"
GRAPHQL: Final = "application/graphql-response+json"
EVENTS: Final = "text/event-stream"
HTML: Final = "text/html"
ANY_SYNTAX: Final = "*"
LONGEST_ACCEPT: Final = 2000  # characters; those of browsers have 150, those of viewers of DICOM some hundreds
NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
PARAMETER: Final = re.compile(rf';\s*({NAME})\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]+)')
RANGE: Final = re.compile(rf"({NAME}/{NAME})((?:\s*{PARAMETER.pattern})*)")
PART: Final = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*")+')  # between commas, but for those in quotes


@dataclass(frozen=True, slots=True)
class Media:
    """One media type or range with its parameters; names in lower case."""

    type: str
    parameters: Mapping[str, str]
    quality: float = 1.0

    @property
    def content(self) -> str:
        """The type of what is sent, in one part or many."""
        return self.parameters.get("type", "").lower() if self.is_multipart else self.type

    @property
    def is_multipart(self) -> bool:
        """Whether it is multipart/related."""
        return self.type == "multipart/related"

    @property
    def transfer_syntax(self) -> str:
        """The UID that is asked for, `*` for any, an empty string when nothing is said."""
        return self.parameters.get("transfer-syntax", "")


def media_of(text: str | None) -> Media | None:
    """Return what a Content-Type, or one range of an Accept header, says; None when it is malformed."""
    match = RANGE.fullmatch((text or "").strip(" \t;"))
    if match is None:
        return None
    values = {name.lower(): _unquoted(value) for name, value in PARAMETER.findall(match[2])}
    try:
        quality = min(max(float(values.pop("q", "1")), 0.0), 1.0)
    except ValueError:
        quality = 0.0
    return Media(match[1].lower(), values, quality)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _ranges(accept: str | None) -> list[Media]:
    """Return the ranges of an Accept header as they come, anything when it is empty; malformed ones say nothing."""
    text = (accept or "").strip() or "*/*"
    parts = PART.findall(text) if len(text) <= LONGEST_ACCEPT else []
    return [media for part in parts if (media := media_of(part))]


def accepted(accept: str | None) -> list[Media]:
    """Return what an Accept header takes, the best first; everything when there is none, nothing when it is malformed."""
    return sorted((media for media in _ranges(accept) if media.quality > 0), key=lambda media: -media.quality)


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offer that the Accept header likes best, None when it takes none of them.

    Of equals it is the one that is named, then the one that is named first. Nothing said, and anything (`*/*`), is the
    first offer.
    """
    ranges = _ranges(accept)
    ranked = [(rank, offer) for offer in offered if (rank := _rank(ranges, offer)) and rank[0] > 0]
    return max(ranked, key=lambda each: each[0])[1] if ranked else None  # max takes the first of equals


def takes(accept: str | None, offer: str) -> bool:
    """Return whether the header names a type itself, not by `*/*`."""
    return any(media.type == offer for media in accepted(accept))


def _rank(ranges: Sequence[Media], offer: str) -> tuple[float, int, int] | None:
    """Return how much the offer is liked, how closely it is named, how early; the closest range says how much."""
    closeness = {"*/*": 0, offer.split("/", maxsplit=1)[0] + "/*": 1, offer: 2}
    found = [
        (closeness[media.type], media.quality, -index) for index, media in enumerate(ranges) if media.type in closeness
    ]
    if not found:
        return None
    close, quality, early = max(found)
    return quality, close, early
