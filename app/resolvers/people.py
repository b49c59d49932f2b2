"""Who made a record; and names and addresses of people, as they are kept."""

import re
from collections.abc import Mapping, Sequence

from app.documents import paging
from app.documents.users import User
from app.errors import Invalid
from app.resolvers.context import Context
from app.resolvers.loaders import loader
from app.resolvers.values import LONGEST_LABEL, text

LONGEST_ADDRESS = 254  # of an e-mail account (RFC 5321 4.5.3.1.3)
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+")


async def creator(context: Context, user_id: str | None) -> User | None:
    """Return the user who made a record, None when unknown or gone; read together for all records of the request."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, User]:
        return await paging.get_many(User, ids)

    return await loader(context, "users", load_many).load(user_id) if user_id else None


def checked_address(email: str) -> str:
    """Return an e-mail address as it is kept; raises Invalid for what is none."""
    address = text(LONGEST_ADDRESS)(email, "email")
    if address is None or not _ADDRESS.fullmatch(address):
        raise Invalid("That is not an e-mail address.", ("email",))
    return str(address).lower()


def checked_name(name: str | None) -> str | None:
    """Return a name as it is kept, None for a blank one; raises Invalid."""
    if name is not None and not name.isprintable():
        raise Invalid("A name is one line of text.", ("name",))
    return None if name is None else text(LONGEST_LABEL)(name, "name")
