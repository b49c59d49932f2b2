"""Parts of requests while they arrive: a few in memory, those that grow encrypted on disk, so that none lies there plainly."""

import os
from io import BytesIO
from typing import BinaryIO, Self

from app.storage.sealed import SealedFile, Sealing, seal


class Spool:
    """A file that is written once from its beginning, then read: what Starlette's parser of forms and our resolvers need.

    Like `SpooledTemporaryFile`, whose place it takes, it is in memory up to `max_size`, and gone when it is closed.
    """

    def __init__(self, max_size: int, file: SealedFile) -> None:
        self._max_size = max_size  # Starlette asks for it by this name, as for `_rolled`
        self._rolled = False
        self.written = 0  # bytes
        self._file = file
        self._memory = BytesIO()
        self._sealing: Sealing | None = None
        self._reader: BinaryIO | None = None

    def write(self, data: bytes, /) -> int:
        """Add to the end."""
        self.written += len(data)
        if not self._rolled and self._memory.tell() + len(data) > self._max_size:
            self._sealing = self._file.writer()
            self._rolled = True
            self._sealing.write(self._memory.getvalue())
            self._memory.close()
        if self._sealing is not None:
            return self._sealing.write(data)
        return self._memory.write(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Go to a place; nothing can be added any more to what lies on disk."""
        return self._readable().seek(offset, whence)

    def tell(self) -> int:
        """Return the place."""
        return self._readable().tell() if not self._sealing else 0

    def read(self, size: int = -1, /) -> bytes:
        """Return some bytes from there on, all when no size is given."""
        return self._readable().read(size)

    def move(self, target: SealedFile) -> None:
        """Make this a sealed file of its own, without its content being written again."""
        if self._rolled:
            self._readable().close()
            target.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.take(self._file)
        else:
            self._memory.seek(0)
            seal(self._memory, target)

    def close(self) -> None:
        """Forget it."""
        self._memory.close()
        if self._sealing is not None:
            self._sealing.abandon()
            self._sealing = None
        if self._reader is not None:
            self._reader.close()
        if self._rolled:
            self._file.delete()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _readable(self) -> BinaryIO:
        if not self._rolled:
            return self._memory
        if self._sealing is not None:
            self._sealing.close()
            self._sealing = None
        if self._reader is None:
            self._reader = self._file.reader()
        return self._reader
