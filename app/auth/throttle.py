"""How often a password may be tried: in memory, because a restart costs an attacker more than it gives."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from app.errors import RateLimited

WINDOW_SECONDS = 15 * 60.0
TRIES_OF_AN_ACCOUNT = 10  # from one address: whoever forgot a password tries a few
TRIES_OF_AN_ADDRESS = 100  # a whole hospital may stand behind one address
MOST_KEYS = 10_000  # what is kept at most: an attacker must not fill the memory

TOO_MANY = "Too many attempts to sign in. Try again in a quarter of an hour."


@dataclass(slots=True)
class Throttle:
    """Attempts that have not led to a session, by account and address, of the last quarter of an hour."""

    clock: Callable[[], float] = time.monotonic
    _tries: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)

    def begin(self, address: str, account: str) -> None:
        """Count an attempt before it is made; raises RateLimited (and counts nothing) when there were too many."""
        limits = {(address, account): TRIES_OF_AN_ACCOUNT, (address,): TRIES_OF_AN_ADDRESS}
        oldest = self.clock() - WINDOW_SECONDS
        for key, limit in limits.items():
            if len(self._recent(key, oldest)) >= limit:
                raise RateLimited(TOO_MANY)
        for key in limits:
            self._tries.setdefault(key, deque()).append(self.clock())
        self._make_room(oldest)

    def succeed(self, address: str, account: str) -> None:
        """Forget the account's attempts from there, and take this one off the address."""
        self._tries.pop((address, account), None)
        of_address = self._tries.get((address,))
        if of_address:
            of_address.pop()

    def _recent(self, key: tuple[str, ...], oldest: float) -> deque[float]:
        tries = self._tries.get(key, deque())
        while tries and tries[0] < oldest:
            tries.popleft()
        return tries

    def _make_room(self, oldest: float) -> None:
        if len(self._tries) <= MOST_KEYS:
            return
        self._tries = {key: tries for key, tries in self._tries.items() if tries and tries[-1] >= oldest}
        while len(self._tries) > MOST_KEYS:  # the pairs first seen longest ago; addresses stay, they are the stricter
            pairs = (key for key in self._tries if len(key) > 1)
            del self._tries[next(pairs, next(iter(self._tries)))]
