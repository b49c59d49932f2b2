"""A file that is not taken, as data: in bulk a refusal is a result, not an exception."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code of `HubError`, and a sentence for the person who sent the file; nothing of the file itself."""

    code: str
    message: str
