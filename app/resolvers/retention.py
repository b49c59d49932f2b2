"""How long the hub keeps what (HUB_RETENTION), and what of it is to go now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.documents import audit_chain, retention, reviews
from app.documents.base import now
from app.documents.jobs import Removal
from app.documents.retention import Kept
from app.errors import Invalid
from app.resolvers.context import Hub
from app.resolvers.images import path_of


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for so many days: how much of it was there before, and so is to go."""

    kind: Kept
    days: int
    before: datetime
    due: int


def periods(given: Mapping[str, int]) -> dict[Kept, int]:
    """Return the days by kind, in the order of kinds; raises Invalid for a name that is none."""
    try:
        days = {Kept(name.upper()): count for name, count in given.items()}
    except ValueError:
        raise Invalid(f"HUB_RETENTION has periods for {', '.join(Kept)} alone.") from None
    return {kind: days[kind] for kind in Kept if kind in days}


async def report(given: Mapping[str, int]) -> list[Rule]:
    """Return what would go now; nothing goes."""
    rules = []
    for kind, days in periods(given).items():
        before = now() - timedelta(days=days)
        rules.append(Rule(kind, days, before, await retention.due(kind, before)))
    return rules


async def carry_out(hub: Hub) -> list[Rule]:
    """Remove what has been kept as long as it may be; return how much that was."""
    rules = []
    for kind, days in periods(hub.settings.retention).items():
        before = now() - timedelta(days=days)
        rules.append(Rule(kind, days, before, await _remove(hub, kind, before)))
    return rules


async def _remove(hub: Hub, kind: Kept, before: datetime) -> int:
    match kind:
        case Kept.PATIENTS:
            ids = await retention.patients(before)
            return sum([await _finish(hub, await retention.remove_patient(hub.database, each)) for each in ids])
        case Kept.QUARANTINE:
            return await _reject(hub, before)
        case Kept.UPLOADS:
            return await retention.remove_uploads(hub.database, before)
        case Kept.SIGN_INS:
            return await retention.remove_sign_ins(hub.database, before)
        case Kept.AUDIT:
            return await audit_chain.cut(hub.database, hub.audit_key, before)


async def _reject(hub: Hub, before: datetime) -> int:
    removed = 0
    for image in await retention.undecided(before):
        path = path_of(image)
        removal = await reviews.reject(hub.database, image, None, path, reason=retention.REASON)
        removed += await _finish(hub, removal)
    return removed


async def _finish(hub: Hub, removal: Removal | None) -> int:
    """Delete the files of what was removed; a crash before is mended at the next start."""
    if removal is None:
        return 0
    await hub.store.remove(removal.path)
    await removal.delete()
    return 1
