"""Answers of many parts (RFC 2387, PS3.18 section 8.7)."""

import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer of many."""

    headers: Mapping[str, str]
    content: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class Multipart:
    """An answer of many parts; `media_type` goes into its Content-Type."""

    content_type: str
    boundary: str

    @classmethod
    def of(cls, content_type: str) -> "Multipart":
        """Return one with a boundary of its own."""
        return cls(content_type, secrets.token_hex(16))

    @property
    def media_type(self) -> str:
        """The value of the Content-Type header."""
        return f'multipart/related; type="{self.content_type}"; boundary={self.boundary}'

    async def body(self, parts: AsyncIterator[Part]) -> AsyncIterator[bytes]:
        """Yield the whole answer, part by part as they come."""
        async for part in parts:
            lines = "".join(f"{name}: {value}\r\n" for name, value in part.headers.items())
            yield f"--{self.boundary}\r\n{lines}\r\n".encode()
            async for chunk in part.content:
                yield chunk
            yield b"\r\n"
        yield f"--{self.boundary}--\r\n".encode()
