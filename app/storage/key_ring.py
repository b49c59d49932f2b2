"""The ring's folder: keys are added while hubs run, and leave when nothing is wrapped by them any more."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from app.storage import keys
from app.storage.dated_keys import DatedKeys, made_at
from app.storage.ring import Ring

KEPT_SECONDS = 24 * 3600  # a key stays so long after it was followed: a hub may have wrapped by it meanwhile


class KeyRing:
    """The keys `ring-*.key` of a folder."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._files = DatedKeys(folder, "ring")
        self._clock = clock
        self._known: Ring | None = None
        self._known_from = 0  # when the folder had changed last

    def current(self) -> Ring:
        """Return the keys that there are now; the first is made when there is none."""
        changed = self._changed()
        if self._known is None or self._known_from != changed:  # `medhub keys rotate` reaches a running hub at once
            files = self._files.files() or [self._files.make(self._clock())]
            self._known, self._known_from = Ring(tuple(keys.load(file) for file in files)), changed
        return self._known

    def _changed(self) -> int:
        try:
            return self._files.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def files(self) -> list[Path]:
        """Return the files of the keys, the newest first."""
        return self._files.files()

    def rotate(self) -> Path:
        """Return the file of a new key, by which everything is wrapped from now on."""
        self.current()
        self._known = None
        return self._files.make(self._clock())

    def retired(self) -> list[Path]:
        """Return the files of keys that no hub wraps by any more: those that were followed long enough ago."""
        files = self._files.files()
        return [file for newer, file in itertools.pairwise(files) if self._clock() - made_at(newer) >= KEPT_SECONDS]
