"""Connections that do not wait for ever: a caller who sends a request's head too slowly, or without end, is left."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 10.0  # from the connection, or a request's first byte, until its headers are complete
MOST_HEAD_BYTES = 64 * 1024
MOST_CONNECTIONS = 2000  # at once; more are told to come again
KEEP_ALIVE_SECONDS = 5


class TimedConnection(HttpToolsProtocol):
    """Uvicorn's connection, which alone would wait for a head without end (slow loris)."""

    _deadline: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Take bytes; too many without a complete head end the connection."""
        super().data_received(data)
        if self._deadline is not None:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_HEAD_BYTES:
                self._leave()

    def on_message_begin(self) -> None:
        """Wait for the head of a further request."""
        super().on_message_begin()
        if self._deadline is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """Go on: the head is there."""
        self._wait_no_more()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._leave)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _leave(self) -> None:
        self._wait_no_more()
        if not self.transport.is_closing():
            self.transport.close()


def server_options(proxies: list[str]) -> dict[str, Any]:
    """Return how the server treats connections: only the proxies that are named may say whom they speak for."""
    return {
        "http": TimedConnection,
        "limit_concurrency": MOST_CONNECTIONS,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "proxy_headers": bool(proxies),
        "forwarded_allow_ips": proxies,
    }
