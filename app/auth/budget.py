"""What callers may ask in a minute: a bucket for each, which fills up again evenly.

In memory, so of one server process: with two behind a proxy a caller has up to twice as much.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from app.errors import RateLimited

FILLS_IN_SECONDS = 60.0
MOST_CALLERS = 20_000  # those seen longest ago are forgotten: their buckets are full again


@dataclass(frozen=True, slots=True)
class Left:
    """What is left in a bucket, and in how many seconds it is full again."""

    remaining: int
    full_in_seconds: float


@dataclass(frozen=True, slots=True)
class Budgets:
    """The buckets of all callers."""

    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)  # level, and when it was so

    def take(self, caller: str, amount: int, capacity: int) -> Left:
        """Return what is left after taking; raises RateLimited, and takes nothing, when there is not enough."""
        now = self.clock()
        level, then = self._buckets.get(caller, (float(capacity), now))
        level = min(capacity, level + (now - then) * capacity / FILLS_IN_SECONDS)
        if amount > level:
            wait = ceil((min(amount, capacity) - level) * FILLS_IN_SECONDS / capacity)
            raise RateLimited(f"You have asked for much within a minute. Try again in {max(wait, 1)} seconds.")
        level -= amount
        self._buckets[caller] = (level, now)
        self._buckets.move_to_end(caller)
        while len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        return Left(int(level), (capacity - level) * FILLS_IN_SECONDS / capacity)
