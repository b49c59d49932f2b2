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
├── UnknownDocument    no persisted document goes by this id
├── UnknownQuery       an automatic persisted query that must be sent once with its text
├── UnsupportedQuery   an automatic persisted query of somebody who may not have any
├── WrongHash          a text and its hash do not belong together
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


class UnknownDocument(HubError):
    """No persisted document goes by this id."""

    code = "PERSISTED_DOCUMENT_NOT_FOUND"


class UnknownQuery(HubError):
    """An automatic persisted query that must be sent once with its text; Apollo's clients know code and message."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class UnsupportedQuery(HubError):
    """An automatic persisted query of somebody who may not have any; Apollo's clients then send the text."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class WrongHash(HubError):
    """A text and its hash do not belong together."""

    code = "PERSISTED_QUERY_MISMATCH"


class RateLimited(HubError):
    """Too many attempts; try again later."""

    code = "RATE_LIMITED"


class Unavailable(HubError):
    """A part that is needed is not there now."""

    code = "UNAVAILABLE"
