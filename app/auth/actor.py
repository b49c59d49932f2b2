"""Who acts."""

from dataclasses import dataclass

from app.auth.permissions import Permission, Role
from app.errors import Forbidden, Unauthenticated


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user as the resolvers see one: id, role and what the role grants now."""

    user_id: str
    session_id: str
    role: Role
    permissions: frozenset[Permission]

    @property
    def is_administrator(self) -> bool:
        """Whether the actor may change and delete what others made."""
        return self.role is Role.ADMINISTRATOR


def require(actor: Actor | None, permission: Permission) -> Actor:
    """Return the actor when the permission is granted, else raise Unauthenticated or Forbidden."""
    if actor is None:
        raise Unauthenticated("Sign in to do this.")
    if permission not in actor.permissions:
        raise Forbidden("Your role does not allow this. An administrator can change it.")
    return actor
