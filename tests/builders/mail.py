"""A mail server that keeps what it is handed: SMTP (RFC 5321) as far as smtplib speaks it."""

import asyncio
import email
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default


@dataclass(slots=True)
class MailSink:
    """The port it listens on, and the mails that came."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one client."""
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                content = (await reader.readuntil(b"\r\n.\r\n"))[:-3].replace(b"\r\n..", b"\r\n.")
                message = email.message_from_bytes(content, policy=default)
                assert isinstance(message, EmailMessage)
                self.mails.append(message)
            writer.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    def link_token(self) -> str:
        """Return what stands behind the # of the newest mail's link."""
        match = re.search(r"https://hub\.example/reset-password#(\S+)", self.mails[-1].get_content())
        assert match
        return match.group(1)


@asynccontextmanager
async def mail_sink() -> AsyncIterator[MailSink]:
    """Yield a mail server on a free port."""
    sink = MailSink()
    server = await asyncio.start_server(sink.serve, "127.0.0.1", 0)
    sink.port = server.sockets[0].getsockname()[1]
    async with server:
        yield sink
