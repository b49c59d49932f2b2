"""A session with a hub, in the words of data scientists: the command line's own client, and what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.cli.client import HubClient
from app.errors import HubError


class ClientError(Exception):
    """What the hub refuses, in its own words."""


class Session:
    """A signed-in session, or an API token."""

    def __init__(self, server: str, token: str | None, email: str | None, password: str | None) -> None:
        self._client = HubClient(server)
        with _told():
            if token:
                self._client.use_token(token)
            elif email and password:
                self._client.sign_in(email, password)
            else:
                raise ClientError("Give a token, or email and password.")

    def ask(self, text: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the data of a GraphQL operation; raises ClientError when the hub refuses it."""
        with _told():
            return self._client.ask(text, variables or {})

    def change(self, text: str, name: str, input_: dict[str, Any]) -> dict[str, Any]:
        """Return the payload of a mutation; raises ClientError for its errors."""
        payload: dict[str, Any] = self.ask(text, {"input": input_})[name]
        if payload["errors"]:
            raise ClientError(payload["errors"][0]["message"])
        return payload

    def read(self, path: str) -> bytes:
        """Return the content of a file of the hub."""
        return b"".join(self.stream(path))

    def stream(self, path: str) -> Iterator[bytes]:
        """Yield the content of a file of the hub, piece by piece."""
        with _told():
            yield from self._client.stream(path)

    def close(self) -> None:
        """End the connection."""
        self._client.__exit__()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except HubError as error:
        raise ClientError(error.message) from None
