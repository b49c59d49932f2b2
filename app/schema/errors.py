"""Errors that a caller can mend, as data in payloads."""

from enum import Enum

import strawberry

from app.errors import HubError


@strawberry.enum(description="What kind of mistake it is.")
class ErrorCode(Enum):
    INVALID = "INVALID"
    REQUIRED = "REQUIRED"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    TOO_LARGE = "TOO_LARGE"
    UNSUPPORTED = "UNSUPPORTED"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"


@strawberry.type(description="Something that the caller can mend.")
class UserError:
    code: ErrorCode = strawberry.field(description="What kind of mistake it is.")
    message: str = strawberry.field(description="A sentence for a person, with what to do next.")
    path: list[str] | None = strawberry.field(default=None, description='Input path, e.g. ["fields", "2", "value"].')

    @classmethod
    def of(cls, error: HubError) -> "UserError":
        return cls(code=ErrorCode[error.code], message=error.message, path=list(error.path) or None)
