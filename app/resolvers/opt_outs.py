"""Who has opted out, as every read must know."""

from app.documents import privacy
from app.resolvers.context import Context
from app.resolvers.loaders import loader

EVERYBODY = "everybody"


async def hidden(context: Context) -> frozenset[str]:
    """Return the patients who have opted out; read once a request."""

    async def load_many(_: object) -> dict[str, frozenset[str]]:
        return {EVERYBODY: await privacy.opted_out()}

    return await loader(context, "opted out", load_many).load(EVERYBODY) or frozenset()
