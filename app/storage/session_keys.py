"""Keys that sign access tokens: the newest signs, those before it verify until what they signed has expired."""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from app.auth.tokens import ACCESS_LIFETIME, SigningKey
from app.storage import keys
from app.storage.dated_keys import DatedKeys, made_at

ROTATED_AFTER_SECONDS = 30 * 24 * 3600
LOOKED_AT_AFTER_SECONDS = 30  # `medhub keys rotate` reaches a running hub within this time
OVERLAP_SECONDS = ACCESS_LIFETIME.total_seconds() + LOOKED_AT_AFTER_SECONDS  # a hub may sign with the old key meanwhile


class SessionKeys:
    """The keys of a folder, a new one made each month; or those that were given, which are rotated by who gives them."""

    def __init__(self, folder: Path, given: Sequence[bytes] = (), clock: Callable[[], float] = time.time) -> None:
        self._files = DatedKeys(folder, "session")
        self._given = tuple(SigningKey(secret) for secret in given)
        self._clock = clock
        self._known: tuple[SigningKey, ...] = ()
        self._looked_at = float("-inf")

    def current(self) -> tuple[SigningKey, ...]:
        """Return the keys that hold now; the first one signs."""
        if self._given:
            return self._given
        now = self._clock()
        if now - self._looked_at >= LOOKED_AT_AFTER_SECONDS:
            files = self._files.files()
            if not files or now - made_at(files[0]) >= ROTATED_AFTER_SECONDS:
                files = [self.rotate(), *files]
            self._known = tuple(SigningKey(keys.load(file)) for file in self._living(files, now))
            self._looked_at = now
        return self._known

    def rotate(self) -> Path:
        """Make a new key that signs from now on; return its file."""
        path = self._files.make(self._clock())
        self._looked_at = float("-inf")
        return path

    def _living(self, files: Sequence[Path], now: float) -> list[Path]:
        """Return the files that still verify; those that do no more are deleted."""
        living = [files[0]]
        for newer, file in pairwise(files):
            if now - made_at(newer) < OVERLAP_SECONDS:
                living.append(file)
            else:
                file.unlink(missing_ok=True)
        return living
