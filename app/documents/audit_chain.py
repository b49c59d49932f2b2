"""The chain over the audit trail: each sealed event carries a keyed digest over itself and the event before it.

Events are written in the transactions of what they tell, many at a time, so they cannot wait for one another; they are
sealed a moment later, in the order in which they are found. Whoever changes or removes a sealed event breaks the chain
there, and without the key nobody can mend it. What is gone before it was sealed is not noticed.
"""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.audit import AuditEvent, AuditHead, audit_event
from app.documents.base import now
from app.documents.connect import Database
from app.documents.transactions import in_transaction

HEAD, START = "head", "start"
AT_ONCE = 500
SEALED_FIELDS = (
    "_id", "created_at", "created_by", "action", "objects", "details", "address", "session_id", "request_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events the chain holds and how many wait to be sealed; `broken_at` is the first place that is not right."""

    sealed: int
    waiting: int
    digest: str
    broken_at: int | None = None
    reason: str = ""


async def seal(database: Database, key: bytes) -> int:
    """Seal events that wait, oldest first; return how many. Two hubs may do it at once."""

    async def work(session: AsyncClientSession) -> int:
        head = await AuditHead.get(HEAD, session=session) or AuditHead(id=HEAD)
        waiting = AuditEvent.get_pymongo_collection().find({"sequence": None}, session=session)
        events = await waiting.sort([("created_at", ASCENDING), ("_id", ASCENDING)]).limit(AT_ONCE).to_list(None)
        if not events:
            return 0
        changes, sequence, digest = [], head.sequence, head.digest
        for event in events:
            sequence, digest = sequence + 1, _digest(key, digest, event)
            changes.append(UpdateOne({"_id": event["_id"]}, {"$set": {"sequence": sequence, "digest": digest}}))
        await AuditEvent.get_pymongo_collection().bulk_write(changes, session=session)
        await AuditHead.get_pymongo_collection().update_one(
            {"_id": HEAD},
            {"$set": {"sequence": sequence, "digest": digest, "created_at": now()}},
            upsert=True,
            session=session,
        )
        return len(events)

    return await in_transaction(database, work, again_when_known=True)


async def verify(key: bytes, noted: str | None = None) -> Verdict:
    """Go along the whole chain and return what is found; `noted` is a digest that must be in it."""
    head = await AuditHead.get(HEAD) or AuditHead(id=HEAD)
    waiting = await AuditEvent.get_pymongo_collection().count_documents({"sequence": None})
    start = await AuditHead.get(START) or AuditHead(id=START)
    if start.sequence and not hmac.compare_digest(start.proof, _proof(key, start.sequence, start.digest)):
        return Verdict(head.sequence, waiting, head.digest, 1, "The chain begins where the hub did not cut it.")
    digest, expected = start.digest, start.sequence + 1
    is_noted_found = noted is None
    async for event in sealed_events():
        if event["sequence"] != expected:
            return Verdict(head.sequence, waiting, head.digest, expected, "An event is missing, or there twice.")
        digest = _digest(key, digest, event)
        if not hmac.compare_digest(digest, event["digest"]):
            return Verdict(head.sequence, waiting, head.digest, expected, "This event was changed, or one before it.")
        is_noted_found = is_noted_found or digest == noted
        expected += 1
    if (expected - 1, digest) != (head.sequence, head.digest):
        return Verdict(head.sequence, waiting, head.digest, expected, "The end of the chain is missing.")
    if not is_noted_found:
        return Verdict(head.sequence, waiting, head.digest, expected, "The digest that was noted is not in the chain.")
    return Verdict(head.sequence, waiting, head.digest)


async def count_before(before: datetime) -> int:
    """Return how many events at the beginning of the chain are from before a moment."""
    start = await AuditHead.get(START) or AuditHead(id=START)
    return max(await _last_before(before) - start.sequence, 0)


async def cut(database: Database, key: bytes, before: datetime) -> int:
    """Remove the events at the beginning of the chain that are from before a moment; return how many.

    What is left can be verified as ever: the last that went is kept as a digest with a proof.
    """
    last, removed = await _last_before(before), 0
    while True:
        start = await AuditHead.get(START) or AuditHead(id=START)
        until = min(start.sequence + AT_ONCE, last)
        if until <= start.sequence:
            return removed
        await in_transaction(database, _cutting(key, start.sequence, until))
        removed += until - start.sequence


def _cutting(key: bytes, begin: int, until: int) -> Callable[[AsyncClientSession], Awaitable[None]]:
    async def work(session: AsyncClientSession) -> None:
        event = await AuditEvent.find_one({"sequence": until}, session=session)
        digest = event.digest if event and event.digest else ""
        values = {"sequence": until, "digest": digest, "proof": _proof(key, until, digest), "created_at": now()}
        await AuditHead.get_pymongo_collection().update_one(
            {"_id": START}, {"$set": values}, upsert=True, session=session
        )
        gone = {"sequence": {"$gt": begin, "$lte": until}}
        await AuditEvent.get_pymongo_collection().delete_many(gone, session=session)
        await audit_event(None, "audit.cut", until=until, digest=digest).insert(session=session)

    return work


async def _last_before(before: datetime) -> int:
    """Return the place of the last event before which, itself included, all are from before a moment; 0 for none."""
    events = AuditEvent.get_pymongo_collection()
    found = events.find({"sequence": {"$gt": 0}, "created_at": {"$gte": before}}, {"sequence": 1})
    async for event in found.sort([("sequence", ASCENDING)]).limit(1):
        return int(event["sequence"]) - 1
    head = await AuditHead.get(HEAD)
    return max(head.sequence - 1, 0) if head else 0  # the end stays, so that it is known


def _proof(key: bytes, sequence: int, digest: str) -> str:
    return hmac.new(key, f"cut|{sequence}|{digest}".encode(), hashlib.sha256).hexdigest()


async def sealed_events() -> AsyncIterator[dict[str, Any]]:
    """Yield the events of the chain in its order, as the database keeps them."""
    found = AuditEvent.get_pymongo_collection().find({"sequence": {"$gt": 0}}).sort([("sequence", ASCENDING)])
    async for event in found:
        yield event


def _digest(key: bytes, before: str, event: dict[str, Any]) -> str:
    values = {name: event.get(name) for name in SEALED_FIELDS}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=_plain)
    return hmac.new(key, f"{before}|{text}".encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    raise TypeError(f"an audit event holds a {type(value).__name__}")
