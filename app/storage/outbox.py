"""A place to write to whose bytes go out while more are written."""

import io
from typing import Any


class Outbox(io.RawIOBase):
    """A file that cannot seek: what is written is taken away again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Keep the bytes until they are taken; return how many they are."""
        self._chunks.append(bytes(data))
        self._position += len(self._chunks[-1])
        return len(self._chunks[-1])

    def tell(self) -> int:
        """Return how many bytes have been written."""
        return self._position

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._chunks = b"".join(self._chunks), []
        return taken
