"""Mail to the owners of accounts, by SMTP; the demo prints it instead."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid
from enum import StrEnum

TIMEOUT_SECONDS = 20


class Security(StrEnum):
    """How the connection to the mail server is protected; certificates are always checked."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # for a server on the same machine


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    sender: str
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = None


Send = Callable[[str, str, str], None]  # to, subject, text; may block


def smtp(server: MailServer) -> Send:
    """Return a function that hands mail to a server; it raises OSError or SMTPException when that fails."""

    def send(to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = server.sender, to, subject
        message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply of an absent one, please
        message.set_content(text)
        with _connection(server) as connection:
            if server.user is not None:
                connection.login(server.user, server.password or "")
            connection.send_message(message)

    return send


def _connection(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    if server.security is Security.STARTTLS:
        try:
            connection.starttls(context=context)  # raises when the server does not offer it: never falls back
        except BaseException:
            connection.close()
            raise
    return connection


def printed(to: str, subject: str, text: str) -> None:
    """Print a mail, as the demo does: standard output is not the log."""
    print(f"\n--- mail to {to}: {subject}\n{text}---", flush=True)  # noqa: T201
