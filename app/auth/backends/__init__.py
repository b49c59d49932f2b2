"""Where accounts other than the hub's own live."""

from dataclasses import dataclass
from typing import Protocol

from app.auth.permissions import Role


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom another place knows: address in lower case, name, and the role that its groups give, if any."""

    email: str
    name: str | None
    role: Role | None


class AccountSource(Protocol):
    """A place that knows accounts and checks their passwords; every call may block, so none is made on the event loop.

    All raise Unavailable when the place does not answer: then nobody was refused, and nothing was changed.
    """

    def authenticate(self, email: str, password: str) -> Identity | None:
        """Return who it is; None when the place does not know the account, or the password is wrong."""
        ...

    def change_password(self, email: str, old: str, new: str) -> bool:
        """Set a new password; return whether the old one was right. Raises Invalid when the new one is refused."""
        ...

    def add(self, email: str, name: str, password: str) -> None:
        """Make an account; raises Conflict when there is one, Unsupported when the place makes none."""
        ...
