"""Media types: which of those that we offer the caller likes best (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"
LONGEST_ACCEPT = 1000  # characters; those of browsers have 150


def essence(content_type: str | None) -> tuple[str, dict[str, str]]:
    """Return the media type in lower case and its parameters."""
    name, *rest = (content_type or "").split(";")
    parameters = (part.partition("=") for part in rest)
    return name.strip().lower(), {key.strip().lower(): value.strip().strip('"') for key, _, value in parameters}


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offer that the Accept header likes best, None when it takes none of them.

    Of equals it is the one that is named, then the one that is named first. Nothing said, and anything (`*/*`), is the
    first offer.
    """
    if not accept:
        return offered[0]
    ranges = [_range(part) for part in accept[:LONGEST_ACCEPT].split(",")]
    ranked = [(rank, offer) for offer in offered if (rank := _rank(ranges, offer)) and rank[0] > 0]
    return max(ranked, key=lambda each: each[0])[1] if ranked else None  # max takes the first of equals


def takes(accept: str | None, offer: str) -> bool:
    """Return whether the header names a type itself, not by `*/*`."""
    return any(
        name == offer and quality > 0 for name, quality in map(_range, (accept or "")[:LONGEST_ACCEPT].split(","))
    )


def _range(part: str) -> tuple[str, float]:
    name, parameters = essence(part)
    try:
        return name, min(max(float(parameters.get("q", "1")), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _rank(ranges: Sequence[tuple[str, float]], offer: str) -> tuple[float, int, int] | None:
    """Return how much the offer is liked, how closely it is named, how early; the closest range says how much."""
    closeness = {"*/*": 0, offer.split("/", maxsplit=1)[0] + "/*": 1, offer: 2}
    found = [(closeness[name], quality, -index) for index, (name, quality) in enumerate(ranges) if name in closeness]
    if not found:
        return None
    close, quality, early = max(found)
    return quality, close, early
