"""A hub that sends mail, and people who use it."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.builders.mail import MailSink, mail_sink
from tests.conftest import RunningHub, free_port, start_hub, stop_hub
from tests.e2e.conftest import sign_in
from tests.journeys.test_upload import Client

PATIENCE_SECONDS = 20
PASSWORD = "seven green umbrellas"
CREATE_USER = "mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } errors { message } } }"
USERS = "query($s: String) { users(search: $s) { nodes { id email name role status secondFactor } } }"


@dataclass(frozen=True, slots=True)
class MailingHub:
    """A hub and the mails that it sent."""

    hub: RunningHub
    sink: MailSink

    def link_to(self, email: str) -> str:
        """Return the newest link to a new password that was mailed to somebody; waits for it."""
        return re.findall(r"\S+/reset-password#\S+", self._newest(email, "/reset-password#"))[-1]

    def _newest(self, email: str, words: str) -> str:
        for _ in range(PATIENCE_SECONDS * 10):
            texts = [str(mail.get_content()) for mail in self.sink.mails if mail["To"] == email]
            if found := [text for text in texts if words in text]:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(f"no mail to {email} with {words}")

    def wait_for_mail(self, email: str, words: str) -> None:
        """Return when somebody was mailed these words."""
        self._newest(email, words)


@contextmanager
def mailing_hub(data: Path, **more: str) -> Iterator[MailingHub]:
    """Yield a running hub with a mail server of its own."""
    with served_mail() as sink:
        port = free_port()
        settings = {
            "HUB_SMTP_HOST": "127.0.0.1", "HUB_SMTP_PORT": str(sink.port), "HUB_SMTP_SECURITY": "none",
            "HUB_URL": f"http://127.0.0.1:{port}",
        }  # fmt: skip
        hub = start_hub(data, port, **settings | more)
        yield MailingHub(hub, sink)
        stop_hub(hub)


@contextmanager
def served_mail() -> Iterator[MailSink]:
    """Yield a mail server that runs beside the test."""
    loop, started, sinks = asyncio.new_event_loop(), threading.Event(), list[MailSink]()

    async def serve(until: asyncio.Event) -> None:
        async with mail_sink() as sink:
            sinks.append(sink)
            started.set()
            await until.wait()

    ended = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(ended)), daemon=True)
    thread.start()
    started.wait(PATIENCE_SECONDS)
    yield sinks[0]
    loop.call_soon_threadsafe(ended.set)
    thread.join(PATIENCE_SECONDS)
    loop.close()


def enter(page: Page, hub: RunningHub, email: str, password: str = PASSWORD) -> None:
    """Sign in and wait for the first page."""
    page.goto(f"{hub.base_url}/patients")
    sign_in(page, email, password)
    expect(page.get_by_role("button", name="My account")).to_be_visible()


def sign_up(page: Page, hub: RunningHub, email: str, name: str, password: str = PASSWORD) -> None:
    """Ask for an account."""
    page.goto(f"{hub.base_url}/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Create account").click()


def add_user(hub: RunningHub, email: str, role: str = "VIEWER") -> str:
    """Add an account; return its id."""
    made = Client(hub).ask(CREATE_USER, {"i": {"email": email, "password": PASSWORD, "role": role}})["createUser"]
    assert made["errors"] == []
    return str(made["user"]["id"])


def account_of(hub: RunningHub, email: str) -> dict[str, object] | None:
    """Return what the hub says of an account."""
    found: list[dict[str, object]] = Client(hub).ask(USERS, {"s": email})["users"]["nodes"]
    return found[0] if found else None
