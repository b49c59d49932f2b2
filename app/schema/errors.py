"""Errors that a caller can mend, as data in payloads."""

from enum import Enum

import strawberry

from app.errors import HubError


@strawberry.enum(description="What kind of mistake it is.")
class ErrorCode(Enum):
    INVALID = strawberry.enum_value("INVALID", description="Cannot be right; look at the path.")
    REQUIRED = strawberry.enum_value("REQUIRED", description="Something that must be given is missing.")
    NOT_FOUND = strawberry.enum_value("NOT_FOUND", description="Does not exist, for the caller at least.")
    CONFLICT = strawberry.enum_value("CONFLICT", description="Changed meanwhile, or exists already.")
    TOO_LARGE = strawberry.enum_value("TOO_LARGE", description="Over a limit that the message names.")
    UNSUPPORTED = strawberry.enum_value(
        "UNSUPPORTED", description="Rightly formed, but of a kind that the hub does not take."
    )
    REJECTED = strawberry.enum_value("REJECTED", description="A file that cannot be taken.")
    EXPIRED = strawberry.enum_value("EXPIRED", description="Was valid once.")


@strawberry.type(description="Something that the caller can mend.")
class UserError:
    code: ErrorCode = strawberry.field(description="What kind of mistake it is.")
    message: str = strawberry.field(description="A sentence for a person, with what to do next.")
    path: list[str] | None = strawberry.field(default=None, description='Input path, e.g. ["fields", "2", "value"].')

    @classmethod
    def of(cls, error: HubError) -> "UserError":
        return cls(code=ErrorCode[error.code], message=error.message, path=list(error.path) or None)
