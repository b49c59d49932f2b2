import asyncio
from collections.abc import Mapping, Sequence

import pytest

from app.resolvers.loaders import Loader


class Source:
    """Remembers which keys were asked for together."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    async def load_many(self, keys: Sequence[int]) -> Mapping[int, int]:
        self.batches.append(list(keys))
        return {key: key * key for key in keys if key >= 0}


async def test_keys_asked_for_together_are_loaded_together() -> None:
    source = Source()
    loader = Loader(source.load_many)

    async def later(key: int) -> int | None:
        await asyncio.sleep(0)
        return await loader.load(key)

    values = await asyncio.gather(loader.load(1), later(2), loader.load(1), loader.load(-1))
    assert list(values) == [1, 4, 1, None]
    assert source.batches == [[1, -1, 2]]


async def test_what_was_loaded_is_not_loaded_again() -> None:
    source = Source()
    loader = Loader(source.load_many)
    await loader.load(1)
    assert list(await asyncio.gather(loader.load(1), loader.load(2))) == [1, 4]
    assert source.batches == [[1], [2]]


async def test_each_who_waits_gets_the_error() -> None:
    async def fail(_: Sequence[int]) -> Mapping[int, int]:
        raise ValueError("away")

    loader = Loader(fail)
    results = await asyncio.gather(loader.load(1), loader.load(2), return_exceptions=True)
    assert [type(result) for result in results] == [ValueError, ValueError]
    with pytest.raises(ValueError, match="away"):
        await loader.load(1)
