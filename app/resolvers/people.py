"""Who made a record."""

from collections.abc import Mapping, Sequence

from app.documents import paging
from app.documents.users import User
from app.resolvers.context import Context
from app.resolvers.loaders import loader


async def creator(context: Context, user_id: str | None) -> User | None:
    """Return the user who made a record, None when unknown or gone; read together for all records of the request."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, User]:
        return await paging.get_many(User, ids)

    return await loader(context, "users", load_many).load(user_id) if user_id else None
