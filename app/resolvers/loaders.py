"""Loaders: what many fields of one request ask for one by one is read at once.

A loader lives as long as its request and knows its caller, so nothing of one caller can reach another.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from app.resolvers.context import Context

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Loader(Generic[Key, Value]):
    """Collects keys until no more come in one turn of the event loop, then loads them together; keeps what it loaded."""

    def __init__(self, load_many: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]]) -> None:
        self._load_many = load_many
        self._known: dict[Key, asyncio.Future[Value | None]] = {}
        self._waiting: list[Key] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def load(self, key: Key) -> Value | None:
        """Return the value of the key, None when there is none."""
        if key not in self._known:
            loop = asyncio.get_running_loop()
            self._known[key] = loop.create_future()
            self._waiting.append(key)
            if len(self._waiting) == 1:
                loop.call_soon(self._when_quiet, 1)
        return await self._known[key]

    def _when_quiet(self, seen: int) -> None:
        loop = asyncio.get_running_loop()
        if len(self._waiting) > seen:
            loop.call_soon(self._when_quiet, len(self._waiting))
            return
        keys, self._waiting = self._waiting, []
        task = loop.create_task(self._dispatch(keys))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _dispatch(self, keys: Sequence[Key]) -> None:
        futures = [self._known[key] for key in keys]
        try:
            values = await self._load_many(keys)
        except Exception as error:  # noqa: BLE001  # each who waits gets it
            for future in futures:
                if not future.done():
                    future.set_exception(error)
            return
        for key, future in zip(keys, futures, strict=True):
            if not future.done():
                future.set_result(values.get(key))


def loader(
    context: Context, name: str, load_many: Callable[[Sequence[Key]], Awaitable[Mapping[Key, Value]]]
) -> Loader[Key, Value]:
    """Return the request's loader of this name for its caller, made when it is first asked for."""
    key = (context.actor, name)  # whoever sees other things never gets what this one has loaded
    if key not in context.loaders:
        context.loaders[key] = Loader(load_many)
    found: Loader[Key, Value] = context.loaders[key]
    return found


def forget(context: Context) -> None:
    """Forget what was loaded: call it after a change, for the fields of the same request that come after it."""
    context.loaders.clear()
