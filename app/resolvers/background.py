"""Work that goes on after the answer: nobody can tell from its time what was done."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from app.observability import log


@dataclass(frozen=True, slots=True)
class Background:
    """Tasks under way."""

    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin with the work; what breaks is logged."""
        task = asyncio.create_task(_guarded(work))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def finished(self) -> None:
        """Wait for all work that has begun."""
        while self.tasks:
            await asyncio.gather(*self.tasks)


async def now_and_then(work: Callable[[], Awaitable[None]], seconds: float, interrupted: str) -> None:
    """Do the work every so many seconds until cancelled, and once more then; what breaks is logged under that name."""
    try:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # the loop must outlive a database that is away for a while
                log.failure(interrupted, error)
    finally:
        await work()


async def wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, but not longer than that."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001  # nobody waits for it
        log.failure("background.failed", error)
