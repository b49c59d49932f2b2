"""Files whose records are gone: the list of them is written with the deletion, so a crash in between loses nothing."""

from app.documents.jobs import Removal
from app.observability import log
from app.resolvers.context import Hub


async def carry_out_removals(hub: Hub) -> None:
    """Delete the files of all removals that are still to be carried out."""
    removed = 0
    async for removal in Removal.find({}):
        await hub.store.remove(removal.path)
        await removal.delete()
        removed += 1
    if removed:
        log.event("store.swept", removed=removed)
