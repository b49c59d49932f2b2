"""The one tree of errors; the edges (schema, routes, cli) know what each means in their own language.

HubError
├── Invalid            the input cannot be right; the caller can mend it
│   └── Required       something that must be given is missing
├── NotFound           it does not exist, or the caller may not know that it does
├── Conflict           it is not what it was when the caller looked, or it exists already
├── TooLarge           over a limit that is named in the message
├── Unsupported        rightly formed, but of a kind that the hub does not take
├── Rejected           a file that cannot be taken: unreadable, damaged, or not safe to de-identify
├── Expired            it was valid once
├── Unauthenticated    nobody is signed in
├── Forbidden          somebody is, and may not
├── RateLimited        too many attempts; try again later
└── Unavailable        a part that is needed is not there now
"""

from typing import ClassVar


class HubError(Exception):
    """An error with a sentence that tells a person what to do next, never a source value."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str, path: tuple[str, ...] = ()) -> None:
        super().__init__(message, path)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return self.message


class Invalid(HubError):
    """The input cannot be right; the caller can mend it."""

    code = "INVALID"


class Required(Invalid):
    """Something that must be given is missing."""

    code = "REQUIRED"


class NotFound(HubError):
    """It does not exist, or the caller may not know that it does."""

    code = "NOT_FOUND"


class Conflict(HubError):
    """It is not what it was when the caller looked, or it exists already."""

    code = "CONFLICT"


class TooLarge(HubError):
    """Over a limit that the message names."""

    code = "TOO_LARGE"


class Unsupported(HubError):
    """Rightly formed, but of a kind that the hub does not take."""

    code = "UNSUPPORTED"


class Rejected(HubError):
    """A file that cannot be taken: unreadable, damaged, or not safe to de-identify."""

    code = "REJECTED"


class Expired(HubError):
    """It was valid once."""

    code = "EXPIRED"


class Unauthenticated(HubError):
    """Nobody is signed in."""

    code = "UNAUTHENTICATED"


class Forbidden(HubError):
    """Somebody is signed in, and may not."""

    code = "FORBIDDEN"


class RateLimited(HubError):
    """Too many attempts; try again later."""

    code = "RATE_LIMITED"


class Unavailable(HubError):
    """A part that is needed is not there now."""

    code = "UNAVAILABLE"
