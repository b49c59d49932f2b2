"""How often a secret may be tried: in memory, because a restart costs an attacker more than it gives."""

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil

from app.errors import RateLimited

FORGOTTEN_AFTER_SECONDS = 3600.0
MOST_KEYS = 20_000  # what is kept at most: an attacker must not fill the memory
IPV6_NETWORK_BITS = 64  # what one customer of a provider has at least: their addresses count as one

EVERYWHERE = "*"  # no address, not even that of a caller who has none, as over a socket of the machine

Key = tuple[str, ...]


class Attempt(StrEnum):
    """What is tried; each is counted for itself."""

    SIGN_IN = "SIGN_IN"
    SIGN_UP = "SIGN_UP"
    PASSWORD = "PASSWORD"  # noqa: S105  # of somebody who is signed in
    RESET_REQUEST = "RESET_REQUEST"
    RESET = "RESET"
    SHARE = "SHARE"  # a link for somebody without an account
    CODE = "CODE"  # of the second factor


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts are free; then each must wait, twice as long as the one before, at most so long."""

    free: int
    longest_wait_seconds: float

    def wait_seconds(self, attempts: int) -> float:
        """Return how long to wait after so many attempts."""
        beyond = attempts - self.free
        return 0.0 if beyond < 0 else float(min(2.0 ** min(beyond, 30), self.longest_wait_seconds))


@dataclass(frozen=True, slots=True)
class Limits:
    """Of an account from one address, of all accounts from it, and of an account from everywhere."""

    pair: Limit
    address: Limit
    account: Limit


QUARTER = 15 * 60.0
# From everywhere: a short wait only, else anybody could lock others out; who was let in from there before is not held up.
PASSWORDS = Limits(Limit(5, QUARTER), Limit(60, QUARTER), Limit(100, 30.0))
MAILS = Limits(Limit(3, QUARTER), Limit(20, QUARTER), Limit(3, QUARTER))  # nobody's mailbox is to be filled
LIMITS = {
    Attempt.SIGN_IN: PASSWORDS,
    Attempt.PASSWORD: PASSWORDS,
    Attempt.SIGN_UP: MAILS,
    Attempt.RESET_REQUEST: MAILS,
    Attempt.SHARE: PASSWORDS,
    Attempt.RESET: Limits(Limit(10, QUARTER), Limit(10, QUARTER), Limit(1000, 30.0)),
    # A million codes: whoever guesses them has the password already, so the account may wait long.
    Attempt.CODE: Limits(Limit(5, QUARTER), Limit(60, QUARTER), Limit(10, QUARTER)),
}


@dataclass(slots=True)
class _Tries:
    count: int = 0
    last: float = 0.0
    next: float = 0.0


@dataclass(slots=True)
class Throttle:
    """Attempts that have not succeeded, by account and address; forgotten after an hour of silence."""

    clock: Callable[[], float] = time.monotonic
    _tries: dict[Key, _Tries] = field(default_factory=dict)
    _let_in: dict[Key, float] = field(default_factory=dict)

    def begin(self, attempt: Attempt, address: str, account: str) -> None:
        """Count an attempt before it is made; raises RateLimited (and counts nothing) when it comes too early."""
        now = self.clock()
        limits = self._limits(attempt, address, account)
        wait = max(self._known(key, now).next - now for key in limits)
        if wait > 0:
            raise RateLimited(f"Too many attempts. Try again in {_in_words(wait)}.")
        for key, limit in limits.items():
            tries = self._tries.setdefault(key, _Tries())
            tries.count, tries.last = tries.count + 1, now
            tries.next = now + limit.wait_seconds(tries.count)
        self._make_room(now)

    def succeed(self, attempt: Attempt, address: str, account: str) -> None:
        """Forget the account's attempts from there, and take this one off the others."""
        pair, *others = self._limits(attempt, address, account)
        self._tries.pop(pair, None)
        for key in others:
            if tries := self._tries.get(key):
                tries.count, tries.next = tries.count - 1, 0.0
        self._let_in[pair] = self.clock()

    def _limits(self, attempt: Attempt, address: str, account: str) -> dict[Key, Limit]:
        """Return the counters of an attempt; of an account that was let in from there before, its own alone."""
        network, limits = network_of(address), LIMITS[attempt]
        pair = (attempt.value, network, account)
        if pair in self._let_in:
            return {pair: limits.pair}
        return {
            pair: limits.pair,
            (attempt.value, network): limits.address,
            (attempt.value, EVERYWHERE, account): limits.account,
        }

    def _known(self, key: Key, now: float) -> _Tries:
        tries = self._tries.get(key)
        if tries is not None and tries.last < now - FORGOTTEN_AFTER_SECONDS:
            del self._tries[key]
            tries = None
        return tries or _Tries()

    def _make_room(self, now: float) -> None:
        if len(self._tries) > MOST_KEYS:
            oldest = now - FORGOTTEN_AFTER_SECONDS
            self._tries = {key: tries for key, tries in self._tries.items() if tries.last >= oldest}
        while len(self._tries) > MOST_KEYS:  # those first seen longest ago; addresses stay, they are the stricter
            pairs = (key for key in self._tries if len(key) > 2)
            del self._tries[next(pairs, next(iter(self._tries)))]
        while len(self._let_in) > MOST_KEYS:
            del self._let_in[next(iter(self._let_in))]


def network_of(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the network of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK_BITS), strict=False))


def _in_words(seconds: float) -> str:
    if seconds <= 90:
        return f"{ceil(seconds)} seconds"
    return f"{ceil(seconds / 60)} minutes"
