"""What a resolver is given: who asks, and the parts of the hub that `main` built."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from app.auth.actor import Actor
from app.auth.backends import AccountSource
from app.auth.budget import Budgets
from app.auth.mail import Send
from app.auth.throttle import Throttle
from app.documents.connect import Database
from app.resolvers import hashing
from app.resolvers.background import Background
from app.resolvers.persisted import Registry
from app.resolvers.trail import Trail
from app.settings import Settings
from app.storage.filesystem import FileStore
from app.storage.session_keys import SessionKeys
from app.storage.staging import Staging
from app.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class Hub:
    """The parts of a running hub, built once in `main.create_app`."""

    settings: Settings
    database: Database
    store: FileStore
    staging: Staging
    pool: WorkerPool
    view_pool: WorkerPool  # for pictures that somebody waits for: uploads must not hold them up, nor they the uploads
    model_pool: WorkerPool  # one process with bounded memory: what models do must not reach further
    site_key: bytes
    session_keys: SessionKeys
    audit_key: bytes
    second_factor_key: bytes
    send_mail: Send | None = None  # None: there is no mail server
    directory: AccountSource | None = None  # of the institution's accounts
    has_work: asyncio.Event = field(
        default_factory=asyncio.Event
    )  # set when files arrive, so that ingest wakes at once
    has_model_work: asyncio.Event = field(default_factory=asyncio.Event)  # set when something is to be trained or run
    trail: Trail = field(default_factory=Trail)
    attempts: Throttle = field(default_factory=Throttle)
    budgets: Budgets = field(default_factory=Budgets)
    following: Counter[str] = field(default_factory=Counter)  # sockets and streams that are open, by caller
    documents: Registry = field(default_factory=Registry)
    background: Background = field(default_factory=Background)
    hashing: ThreadPoolExecutor = field(default_factory=hashing.executor)


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: its address in the network, and what the program calls itself."""

    address: str = ""
    client: str = ""


@dataclass(slots=True)
class Context:
    """One request: its actor (None when nobody is signed in), its id, and a place for its loaders."""

    hub: Hub
    actor: Actor | None
    request_id: str
    loaders: dict[Any, Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # patients of whom something was read, for the audit trail

    def signed_in(self) -> Actor:
        """Return the actor; the guards of the schema made sure that there is one."""
        assert self.actor is not None  # noqa: S101
        return self.actor
