"""Who may call what, as a page of the documentation: printed by `medhub permissions`, walked by a test."""

from collections.abc import Iterator
from enum import StrEnum

from graphql import GraphQLObjectType
from strawberry.types.field import StrawberryField

from app.auth.permissions import ROLE_PERMISSIONS, Permission, Role
from app.schema.directives import Public, Requires, SignedIn
from app.schema.root import schema

# What of other people is for administrators alone, whatever the permission.
OWN_UNLESS_ADMINISTRATOR = frozenset(
    {"deletePatient", "deleteStudy", "deleteSeries", "deleteImage", "uploadJob", "uploadJobs", "uploadImages",
     "updateCollection", "changeCollectionMembers", "publishCollection", "deleteCollection", "shares", "revokeShare",
     "uploadProgress", "exportJob", "exportJobs", "exportProgress", "modelRuns", "cancelModelRun", "modelRunProgress"}
)  # fmt: skip

HEAD = """# Who may do what

Printed by `medhub permissions`; a test calls every field as every role, on own things and on those of others, and
compares. These are the defaults: administrators change what a role grants with `setRolePermissions`, from the next
request on.

**all**: on everything that the caller may see. **own**: on what the caller made. **no**: refused, `FORBIDDEN` or, for
nobody, `UNAUTHENTICATED`. What one may not see does not exist: the answer is the same as for an id that was never given.

- Images that wait for review, or were rejected, exist for their uploader and for administrators alone.
- What needs a sign-in needs one with a password: API tokens cannot call it.
- An API token may do what it was made for, as far as its owner's role still grants it. One for persisted documents
  only can neither run other documents nor read files.
- Nobody can give what they do not have themselves: neither by a role's grants, nor by an account's role, nor to a token.
  Accounts that may do more than the caller cannot be changed by the caller. Administrators may give everything.
- ADMINISTRATOR always grants USER_MANAGE, and one administrator who can sign in always remains.
- Somebody whose role needs a second factor, and who has none, may set one up and nothing else.
- `/files/images/…` and `/files/series/…` need IMAGE_READ and show what `image` and `series` do;
  `/files/images/{id}/original` needs PROFILE_WRITE as well. `/dicomweb/…` likewise; storing
  there needs IMAGE_UPLOAD.
- A collection exists for its maker and for administrators; once it is published and its embargo is over, for everybody
  or for those whom it names. Its manifest, and exports of it, need its terms accepted. Who may see a collection sees no
  more patients by it, nor fewer. `/files/collections/…/manifest.csv` needs IMAGE_READ, `record.jsonld` PATIENT_READ.
- `/shared/…` is for whoever opened a link: rendered pictures of one study or series, its files when the link allows it,
  nothing else. A link works while its maker is active and may SHARE.
- `/files/exports/{id}` needs IMAGE_READ and DATA_EXPORT, and is for whoever made the export and for administrators.
"""


class Reach(StrEnum):
    """On what somebody may call a field."""

    ALL = "all"
    OWN = "own"
    NONE = "no"


def root_fields() -> Iterator[tuple[str, str, StrawberryField]]:
    """Yield the root fields: type, name, definition."""
    for name in ("Query", "Mutation", "Subscription"):
        root = schema._schema.get_type(name)  # noqa: SLF001  # Strawberry has no door to it
        if isinstance(root, GraphQLObjectType):
            for field_name, field in root.fields.items():
                yield name, field_name, field.extensions["strawberry-definition"]


def guard_of(field: StrawberryField) -> Requires | SignedIn | Public:
    """Return the one guard of a root field."""
    (guard,) = (each for each in field.directives if isinstance(each, Requires | SignedIn | Public))
    return guard


def reach(name: str, field: StrawberryField, role: Role | None) -> Reach:
    """Return on what a role may call a field by default; None is nobody."""
    match guard_of(field):
        case Public():
            return Reach.ALL
        case SignedIn():
            return Reach.OWN if role else Reach.NONE
        case Requires() as guard:
            if role is None or Permission(guard.permission) not in ROLE_PERMISSIONS[role]:
                return Reach.NONE
            is_limited = name in OWN_UNLESS_ADMINISTRATOR and role is not Role.ADMINISTRATOR
            return Reach.OWN if is_limited else Reach.ALL


def page() -> str:
    """Return the page, in Markdown."""
    callers: list[Role | None] = [*Role, None]
    names = [role.value if role else "nobody" for role in callers]
    lines = [HEAD, "## Roles", "", f"| Permission | {' | '.join(names[:-1])} | |", f"|---|{'---|' * len(names)}"]
    for permission in Permission:
        cells = ["yes" if permission in ROLE_PERMISSIONS[role] else "no" for role in Role]
        lines.append(f"| {permission.value} | {' | '.join(cells)} | {permission.description} |")
    kind = ""
    for type_name, name, field in root_fields():
        if type_name != kind:
            kind = type_name
            lines += [
                "",
                f"## {kind}",
                "",
                f"| Field | Needs | {' | '.join(names)} |",
                f"|---|---|{'---|' * len(names)}",
            ]
        cells = [reach(name, field, role).value for role in callers]
        lines.append(f"| {name} | {_needs(field)} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _needs(field: StrawberryField) -> str:
    match guard_of(field):
        case Public():
            return "nothing"
        case SignedIn():
            return "a sign-in"
        case Requires() as guard:
            return Permission(guard.permission).value
