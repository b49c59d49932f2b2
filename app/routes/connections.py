"""Connections that do not wait for ever: a caller who sends a request's head too slowly, or without end, is left."""

import asyncio
from collections import Counter
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.auth.throttle import network_of

HEAD_SECONDS = 10.0  # from the connection, or a request's first byte, until its headers are complete
MOST_HEAD_BYTES = 64 * 1024
MOST_CONNECTIONS = 2000  # at once; more are told to come again
MOST_OPEN_HEADS = 100  # of one network, at once
REST_SECONDS = 10.0  # for what is left of a body whose request was answered already
KEEP_ALIVE_SECONDS = 5
HEALTH = (b"/healthz", b"/readyz")


class TimedConnection(HttpToolsProtocol):
    """Uvicorn's connection, which alone would wait for a head without end (slow loris)."""

    _open_heads: ClassVar[Counter[str]] = Counter()  # by network
    _deadline: asyncio.TimerHandle | None = None
    _rest: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _network = ""  # of the peer, when it speaks for itself

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request, unless the peer lets us wait for many already."""
        super().connection_made(transport)
        if self.client and not self.config.proxy_headers:  # a proxy speaks for many
            self._network = network_of(self.client[0])
        if self._network and self._open_heads[self._network] >= MOST_OPEN_HEADS:
            self._leave()
        else:
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
        """Go on: the head is there. Whether the hub is well is told however many others ask."""
        self._wait_no_more()
        self.limit_concurrency = None if self.url.partition(b"?")[0] in HEALTH else self.config.limit_concurrency
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Go on: the whole request is there."""
        self._end_rest()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait a little for the rest of a body that nobody reads: each of its bytes would keep the connection alive."""
        super().on_response_complete()
        if self.cycle.response_complete and self.cycle.more_body and self._rest is None:
            self._rest = self.loop.call_later(REST_SECONDS, self._leave)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._wait_no_more()
        self._end_rest()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._leave)
        self._open_heads[self._network] += 1

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
            self._open_heads[self._network] -= 1
            if not self._open_heads[self._network]:
                del self._open_heads[self._network]

    def _end_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

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
