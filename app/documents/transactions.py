"""Transactions that are tried again when another one was faster."""

from asyncio import sleep
from collections.abc import Awaitable, Callable
from random import random
from typing import TypeVar

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure, PyMongoError

from app.documents.connect import Database
from app.errors import Unavailable

ATTEMPTS = 12  # of one transaction; each wait is about twice the one before
FIRST_WAIT_SECONDS = 0.005
DUPLICATE_KEY, WRITE_CONFLICT, INTERNAL = 11000, 112, 1  # error codes of the server
NO_TABLE = "WtError { code: 2,"  # ENOENT of its storage engine

Result = TypeVar("Result")


async def in_transaction(
    database: Database,
    work: Callable[[AsyncClientSession], Awaitable[Result]],
    *,
    again_when_known: bool = False,
) -> Result:
    """Return what `work` returns, its writes committed together; `work` runs again after a write conflict.

    With `again_when_known` it also runs again when a unique key was taken meanwhile: for work that reads first and
    then finds what another one has just inserted. Raises Unavailable when it keeps colliding.
    """
    for attempt in range(ATTEMPTS):
        try:
            async with database.transaction() as session:
                return await work(session)
        except PyMongoError as error:
            if not (_is_transient(error) or (again_when_known and is_known_already(error))):
                raise
        await sleep(FIRST_WAIT_SECONDS * 2 ** min(attempt, 7) * (0.5 + random() / 2))  # noqa: S311  # spreads retries
    raise Unavailable("Many are writing the same record just now. Try again in a moment.")


def is_known_already(error: PyMongoError) -> bool:
    """Return whether a unique key was taken."""
    return isinstance(error, DuplicateKeyError) or DUPLICATE_KEY in _bulk_codes(error)


def _is_transient(error: PyMongoError) -> bool:
    # The embedded server now and then does not find the table of a collection that it is just making or settling.
    is_table_missing = isinstance(error, OperationFailure) and error.code == INTERNAL and NO_TABLE in str(error)
    return (
        error.has_error_label("TransientTransactionError") or WRITE_CONFLICT in _bulk_codes(error) or is_table_missing
    )


def _bulk_codes(error: PyMongoError) -> set[int]:
    if not isinstance(error, BulkWriteError):
        return set()
    details = error.details or {}
    return {int(entry.get("code", 0)) for entry in details.get("writeErrors", [])}
