import asyncio

import pytest
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import DuplicateKeyError

from app.documents.connect import Database
from app.documents.patients import Patient
from app.documents.transactions import in_transaction


async def test_many_who_write_one_record_at_once_all_succeed(database: Database) -> None:
    await Patient(id="pat_a", age=0).insert()

    async def older(session: AsyncClientSession) -> None:
        patient = await Patient.get("pat_a", session=session)
        assert patient is not None
        await patient.set({"age": (patient.age or 0) + 1}, session=session)

    await asyncio.gather(*(in_transaction(database, older) for _ in range(10)))
    stored = await Patient.get("pat_a")
    assert stored is not None
    assert stored.age == 10


async def test_nothing_stays_of_work_that_fails(database: Database) -> None:
    async def fail(session: AsyncClientSession) -> None:
        await Patient(id="pat_a").insert(session=session)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await in_transaction(database, fail)
    assert await Patient.find_all().count() == 0


async def test_a_key_that_is_taken_is_an_error_unless_the_work_can_find_it(database: Database) -> None:
    await Patient(id="pat_a", source_key="taken").insert()
    attempts = 0

    async def insert(session: AsyncClientSession) -> str:
        nonlocal attempts
        attempts += 1
        known = await Patient.find_one({"source_key": "taken"}, session=session) if attempts > 1 else None
        return known.id if known else (await Patient(id="pat_b", source_key="taken").insert(session=session)).id

    with pytest.raises(DuplicateKeyError):
        await in_transaction(database, insert)
    attempts = 0
    assert await in_transaction(database, insert, again_when_known=True) == "pat_a"
    assert await Patient.find_all().count() == 1
