"""Who acts."""

from dataclasses import dataclass

from app.auth.permissions import Permission, Role
from app.errors import Forbidden, Unauthenticated


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user, or an API token of one, as the resolvers see it: id, role and what is granted now.

    `session_id` is the session's, or the token's. Somebody whose role needs a second factor and who has none yet is
    granted nothing but to set one up.
    """

    user_id: str
    session_id: str
    role: Role
    permissions: frozenset[Permission]
    is_token: bool = False
    is_persisted_only: bool = False
    lacks_second_factor: bool = False

    @property
    def is_administrator(self) -> bool:
        """Whether the actor may change and delete what others made."""
        return self.role is Role.ADMINISTRATOR

    def may_grant(self, permissions: frozenset[Permission]) -> bool:
        """Return whether the actor may give these to somebody: administrators all, others and tokens what they have."""
        return permissions <= self.permissions or (self.is_administrator and not self.is_token)


def require(actor: Actor | None, permission: Permission) -> Actor:
    """Return the actor when the permission is granted, else raise Unauthenticated or Forbidden."""
    if actor is None:
        raise Unauthenticated("Sign in to do this.")
    if actor.lacks_second_factor:
        raise Forbidden("Your role needs a second factor. Set one up in your account first.")
    if permission not in actor.permissions:
        raise Forbidden(
            "This token does not allow it." if actor.is_token
            else "Your role does not allow this. An administrator can change it."
        )  # fmt: skip
    return actor


def require_session(actor: Actor | None) -> Actor:
    """Return the actor when somebody signed in with a password, else raise Unauthenticated or Forbidden."""
    if actor is None:
        raise Unauthenticated("Sign in to do this.")
    if actor.is_token:
        raise Forbidden("A token cannot change an account. Sign in with the password.")
    return actor
