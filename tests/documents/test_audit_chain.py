"""A changed, removed, added or reordered event breaks the chain, and without the key nobody can mend it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from app.documents import audit_chain
from app.documents.audit import AuditEvent, AuditHead, audit_event
from app.documents.connect import Database

KEY = bytes(range(32))


async def written(count: int) -> list[str]:
    made = [audit_event("usr_1", "patient.updated", f"pat_{number}", before={"age": number}) for number in range(count)]
    for event in made:
        await event.insert()
    return [event.id for event in made]


async def sealed(database: Database, count: int = 5) -> list[str]:
    """Return the ids of new events in the order in which they are sealed."""
    ids = await written(count)
    assert await audit_chain.seal(database, KEY) == count
    return [event["_id"] async for event in audit_chain.sealed_events() if event["_id"] in ids]


async def test_a_chain_that_nobody_touched_is_whole(database: Database) -> None:
    await sealed(database, 3)
    await sealed(database, 2)
    await written(1)
    verdict = await audit_chain.verify(KEY)
    assert (verdict.sealed, verdict.waiting, verdict.broken_at, verdict.reason) == (5, 1, None, "")
    assert (await audit_chain.verify(KEY, verdict.digest)).reason == ""


async def test_an_empty_chain_is_whole(database: Database) -> None:
    assert (await audit_chain.verify(KEY)).reason == ""
    assert await audit_chain.seal(database, KEY) == 0


async def change(ids: list[str]) -> None:
    await AuditEvent.find_one({"_id": ids[2]}).update({"$set": {"details.before.age": 99}})


async def remove(ids: list[str]) -> None:
    await AuditEvent.find_one({"_id": ids[2]}).delete()


async def swap(ids: list[str]) -> None:
    third, fourth = await AuditEvent.get(ids[2]), await AuditEvent.get(ids[3])
    assert third
    assert fourth
    await AuditEvent.find_one({"_id": third.id}).update(
        {"$set": {"sequence": fourth.sequence, "digest": fourth.digest}}
    )
    await AuditEvent.find_one({"_id": fourth.id}).update({"$set": {"sequence": third.sequence, "digest": third.digest}})


async def add(ids: list[str]) -> None:
    event = audit_event("usr_1", "patient.read", "pat_1")
    event.sequence, event.digest = 3, "0" * 64
    await event.insert()


async def cut(ids: list[str]) -> None:
    await AuditEvent.find({"_id": {"$in": ids[2:]}}).delete()


@pytest.mark.parametrize("tamper", [change, remove, swap, add, cut])
async def test_whatever_is_done_to_a_sealed_event_shows(
    database: Database, tamper: Callable[[list[str]], Awaitable[None]]
) -> None:
    ids = await sealed(database)
    await tamper(ids)
    verdict = await audit_chain.verify(KEY)
    assert verdict.broken_at in (3, 4)
    assert verdict.reason


async def test_an_end_that_was_cut_with_its_head_shows_by_the_digest_that_was_noted(database: Database) -> None:
    ids = await sealed(database)
    noted = (await audit_chain.verify(KEY)).digest
    await cut(ids)
    last = await AuditEvent.get(ids[1])
    assert last
    await AuditHead.find_one({"_id": audit_chain.HEAD}).update({"$set": {"sequence": 2, "digest": last.digest}})
    assert (await audit_chain.verify(KEY)).reason == ""
    assert (await audit_chain.verify(KEY, noted)).reason == "The digest that was noted is not in the chain."


async def test_with_another_key_nothing_fits(database: Database) -> None:
    await sealed(database)
    assert (await audit_chain.verify(bytes(32))).broken_at == 1


async def test_two_hubs_seal_at_once_and_every_event_once(database: Database) -> None:
    await written(40)
    counts = await asyncio.gather(*(audit_chain.seal(database, KEY) for _ in range(3)))
    assert sum(counts) == 40
    verdict = await audit_chain.verify(KEY)
    assert (verdict.sealed, verdict.waiting, verdict.reason) == (40, 0, "")
