"""Keys that sign access tokens: the newest signs, those before it verify until what they signed has expired."""

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from app.auth.tokens import ACCESS_LIFETIME, SigningKey
from app.storage import keys

ROTATED_AFTER_SECONDS = 30 * 24 * 3600
LOOKED_AT_AFTER_SECONDS = 30  # `medhub keys rotate` reaches a running hub within this time
OVERLAP_SECONDS = ACCESS_LIFETIME.total_seconds() + LOOKED_AT_AFTER_SECONDS  # a hub may sign with the old key meanwhile


class SessionKeys:
    """The keys of a folder, a new one made each month; or those that were given, which are rotated by who gives them."""

    def __init__(self, folder: Path, given: Sequence[bytes] = (), clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
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
            files = self._files()
            if not files or now - _made_at(files[0]) >= ROTATED_AFTER_SECONDS:
                files = [self.rotate(), *files]
            self._known = tuple(SigningKey(keys.load(file)) for file in self._living(files, now))
            self._looked_at = now
        return self._known

    def rotate(self) -> Path:
        """Make a new key that signs from now on; return its file."""
        newest = self._files()[:1]
        made_at = max([int(self._clock()), *(_made_at(file) + 1 for file in newest)])
        path = self._folder / f"session-{made_at}.key"
        keys.load_or_make(path)
        self._looked_at = float("-inf")
        return path

    def _files(self) -> list[Path]:
        found = [file for file in self._folder.glob("session-*.key") if file.stem.removeprefix("session-").isdigit()]
        return sorted(found, key=_made_at, reverse=True)

    def _living(self, files: Sequence[Path], now: float) -> list[Path]:
        """Return the files that still verify; those that do no more are deleted."""
        living = [files[0]]
        for newer, file in pairwise(files):
            if now - _made_at(newer) < OVERLAP_SECONDS:
                living.append(file)
            else:
                file.unlink(missing_ok=True)
        return living


def _made_at(file: Path) -> int:
    return int(file.stem.removeprefix("session-"))
