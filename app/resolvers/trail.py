"""The audit trail of reads and refusals, which may be many: collected for a moment, then written together; its sealing."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from app.documents import audit_chain
from app.documents.audit import AuditEvent, Origin, audit_event, origin
from app.documents.audit_chain import Verdict
from app.documents.base import insert_new
from app.documents.transactions import in_transaction
from app.resolvers.background import now_and_then

if TYPE_CHECKING:
    from app.resolvers.context import Context, Hub

FLUSH_SECONDS = 1.0
MOST_OBJECTS = 500  # of one event


@dataclass(frozen=True, slots=True)
class Read:
    """Who read or was refused, by which operation, from where."""

    actor_id: str | None
    action: str
    operation: str
    origin: Origin


@dataclass(slots=True)
class Trail:
    """What is not written yet, merged: the same operation of one session within a second is one event."""

    unwritten: list[AuditEvent] = field(default_factory=list)  # the database was away
    _objects: dict[Read, set[str]] = field(default_factory=lambda: defaultdict(set))
    _times: dict[Read, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, context: "Context", action: str, operation: str = "") -> None:
        """Remember what a request has read of patients; costs nothing when it was nothing."""
        if context.actor is None or not context.seen:
            return
        where = origin.get()
        read = Read(context.actor.user_id, action, operation, Origin(where.address, where.session_id))
        self._objects[read] |= context.seen
        self._times[read] += 1
        context.seen = set()

    def refuse(self, actor_id: str | None, action: str, operation: str) -> None:
        """Remember that somebody, or nobody known, was refused; a flood of it is one event a second and address."""
        where = origin.get()
        self._times[Read(actor_id, action, operation, Origin(where.address, where.session_id))] += 1

    def take(self) -> list[AuditEvent]:
        """Return all as events, and forget them; the caller gives back in `unwritten` what it could not write."""
        objects, self._objects = self._objects, defaultdict(set)
        times, self._times = self._times, defaultdict(int)
        events = [event for read, count in times.items() for event in _events(read, sorted(objects[read]), count)]
        waiting, self.unwritten = self.unwritten, []
        return waiting + events


def _events(read: Read, ids: list[str], times: int) -> list[AuditEvent]:
    token = origin.set(read.origin)
    try:
        return [
            audit_event(
                read.actor_id, read.action, *ids[start : start + MOST_OBJECTS], operation=read.operation, times=times
            )
            for start in range(0, max(len(ids), 1), MOST_OBJECTS)
        ]
    finally:
        origin.reset(token)


async def downloaded(context: "Context", image_id: str) -> None:
    """Write that the caller takes an image away, before it gets the first byte."""
    context.seen = set()
    await audit_event(context.signed_in().user_id, "image.downloaded", image_id).insert()


async def flush(hub: "Hub") -> None:
    """Write the reads, then seal what waits."""
    events = hub.trail.take()
    if events:
        try:
            await in_transaction(hub.database, lambda session: insert_new(AuditEvent, events, session))
        except BaseException:
            hub.trail.unwritten = events
            raise
    while await audit_chain.seal(hub.database, hub.audit_key):
        pass


async def run_forever(hub: "Hub") -> None:
    """Flush every second until cancelled, and once more then."""
    await now_and_then(partial(flush, hub), FLUSH_SECONDS, "audit.interrupted")


async def verify(hub: "Hub") -> Verdict:
    """Return whether the chain is whole."""
    return await audit_chain.verify(hub.audit_key)
