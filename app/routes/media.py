"""What a caller of DICOMweb takes, and answers of many parts (RFC 9110 section 12.5.1, RFC 2387, PS3.18 section 8.7)."""

import re
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Final

NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
PARAMETER: Final = re.compile(rf';\s*({NAME})\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;,"]+)')
RANGE: Final = re.compile(
    rf"\s*({NAME}/{NAME})((?:\s*;\s*{NAME}\s*=\s*(?:\"(?:[^\"\\]|\\.)*\"|[^\s;,\"]+))*)\s*(?:,|$)"
)
LONGEST_ACCEPT: Final = 4096
ANY_SYNTAX: Final = "*"


@dataclass(frozen=True, slots=True)
class Media:
    """One media range of an Accept header; `parts` is the type of the parts where `type` is multipart/related."""

    type: str
    parameters: Mapping[str, str]
    quality: float

    @property
    def content(self) -> str:
        """The type of what is sent, in one part or many."""
        return self.parameters.get("type", "").lower() if self.is_multipart else self.type

    @property
    def is_multipart(self) -> bool:
        """Whether it is multipart/related."""
        return self.type == "multipart/related"

    @property
    def transfer_syntax(self) -> str:
        """The UID that is asked for, `*` for any, an empty string when nothing is said."""
        return self.parameters.get("transfer-syntax", "")


def accepted(header: str | None) -> list[Media]:
    """Return what an Accept header takes, the best first; everything when there is none, nothing when it is malformed."""
    text = (header or "*/*").strip() or "*/*"
    found: list[Media] = []
    position = 0
    while position < len(text) and len(text) <= LONGEST_ACCEPT:
        match = RANGE.match(text, position)
        if match is None:
            return []
        found.append(_media(match[1].lower(), match[2]))
        position = match.end()
    return sorted((media for media in found if media.quality > 0), key=lambda media: -media.quality)


def _media(type_: str, parameters: str) -> Media:
    values = {name.lower(): _unquoted(value) for name, value in PARAMETER.findall(parameters)}
    try:
        quality = float(values.pop("q", "1"))
    except ValueError:
        quality = 0.0
    return Media(type_, values, quality)


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


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
