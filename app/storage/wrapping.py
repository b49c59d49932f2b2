"""All that the ring wraps: how much by which key, and wrapped anew after a rotation. No content is written again."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import Rejected
from app.storage import keys, sealed
from app.storage.filesystem import FileStore, bound_name
from app.storage.key_ring import KeyRing
from app.storage.ring import Ring, key_id
from app.storage.sealed import SealedFile
from app.storage.staging import Staging

SECRETS = ("site", "audit", "second-factor")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The places where wrapped keys lie."""

    ring: KeyRing
    key_folder: Path
    store: FileStore
    staging: Staging

    def counts(self) -> Counter[bytes]:
        """Return how many secrets and files each key of the ring wraps, by its id."""
        found: Counter[bytes] = Counter()
        for path in self._secrets():
            found[keys.ring_key_of(path) or b""] += 1
        for file in self._stored(self.ring.current()):
            found[_key_of(file.path) or b""] += 1
        for path in _below(self.staging.folder, self.staging.spool):
            found[_key_of(path) or b""] += 1
        del found[b""]
        return found

    def wrap_anew(self) -> int:
        """Wrap by the newest key what older ones wrap; return how much it was. Hubs may run meanwhile.

        What is staged stays as it is: a worker may just be about to open it, and it is gone before the older key is.
        """
        ring = self.ring.current()
        changed = 0
        for path in self._secrets():
            if keys.ring_key_of(path) != ring.newest_id:
                keys.wrap_anew(path, ring)
                changed += 1
        for file in self._stored(ring):
            if _key_of(file.path) not in (None, ring.newest_id):
                changed += _wrapped_anew(file)
        os.sync()
        return changed

    def delete_unneeded(self) -> list[str]:
        """Delete the keys that were followed long ago and wrap nothing any more; return their names."""
        needed = self.counts()
        gone = [path for path in self.ring.retired() if key_id(keys.load(path)) not in needed]
        for path in gone:
            path.unlink()
        return [path.name for path in gone]

    def _secrets(self) -> Iterator[Path]:
        for name in SECRETS:
            path = self.key_folder / f"{name}.key"
            if path.exists():
                yield path

    def _stored(self, ring: Ring) -> Iterator[SealedFile]:
        for path in _below(self.store.folder, self.store.incoming):
            yield SealedFile(path, bound_name(path.name), ring)


def _below(folder: Path, but: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if Path(parent, name) != but]
        yield from (Path(parent, name) for name in names)


def _key_of(path: Path) -> bytes | None:
    try:
        return sealed.ring_key_of(path)
    except FileNotFoundError:  # deleted meanwhile
        return None


def _wrapped_anew(file: SealedFile) -> bool:
    try:
        file.wrap_anew()
    except FileNotFoundError:
        return False
    except Rejected:  # damaged, or not ours: its key stays, and the count tells of it
        return False
    return True
