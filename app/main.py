"""The only place that builds things: settings in, a running hub out."""

import asyncio
import contextlib
import gc
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing import util

from fastapi import FastAPI

from app.auth.backends import AccountSource
from app.auth.backends.ldap import LdapDirectory, LdapSettings
from app.auth.mail import MailServer, Security, Send, printed, smtp
from app.auth.permissions import Role
from app.auth.secrets import SHORTEST_KEY, is_weak
from app.documents import embedded
from app.documents.connect import Database, connect
from app.errors import Invalid
from app.observability import log
from app.resolvers import ingest, model_runs, persisted, trail, users
from app.resolvers.context import Hub
from app.resolvers.removals import carry_out_removals
from app.resolvers.retention import periods
from app.routes import dicomweb, dicomweb_store, documents, files, graphql, health, shares, web
from app.routes.security import BodyLimit, SecurityHeaders
from app.schema.shipped import MANIFEST, shipped
from app.settings import MEGABYTE, Settings
from app.storage import keys
from app.storage.filesystem import FileStore
from app.storage.key_ring import KeyRing
from app.storage.session_keys import SessionKeys
from app.storage.staging import Staging
from app.workers.pool import WorkerPool

PLAIN_BODY_LIMIT_BYTES = 4 * MEGABYTE
MODEL_MEMORY_BYTES = 4096 * MEGABYTE


def create_app(settings: Settings) -> FastAPI:
    """Return the hub as an ASGI application; it opens its parts when it starts and closes them when it stops."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        started = time.perf_counter()
        async with open_hub(settings) as hub:
            app.state.hub = hub
            workers = [
                asyncio.create_task(work(hub))
                for work in (ingest.run_forever, model_runs.run_forever, trail.run_forever, persisted.run_forever)
            ]
            gc.collect()
            gc.freeze()  # what start-up made stays: the collector need not look at it again and again
            log.event("hub.started", seconds=round(time.perf_counter() - started, 2), workers=hub.pool.size)
            yield
            for worker in workers:
                worker.cancel()
            for worker in workers:
                with contextlib.suppress(asyncio.CancelledError):
                    await worker

    app = FastAPI(title="Medical Data Hub", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit, limit_bytes=settings.max_request_bytes, plain_limit_bytes=PLAIN_BODY_LIMIT_BYTES)
    app.add_middleware(SecurityHeaders)
    graphql.mount(app)
    documents.mount(app)
    files.mount(app)
    dicomweb.mount(app)
    shares.mount(app)
    dicomweb_store.mount(app)
    health.mount(app)
    web.mount(app, settings.web)
    return app


@asynccontextmanager
async def open_hub(settings: Settings) -> AsyncIterator[Hub]:
    """Yield the hub's parts, opened in order, closed in reverse."""
    os.umask(0o077)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings))
        ring = KeyRing(settings.ring_folder)
        store = FileStore(settings.storage_folder, ring, settings.encrypt_storage)
        is_alone = settings.mongo_uri is None  # the embedded database is locked to one hub
        store.open(is_alone=is_alone)
        staging = Staging(settings.staging_folder, settings.max_file_bytes, ring)
        staging.open(is_alone=is_alone)
        util.get_temp_dir()  # of the fork server's sockets, whose paths must be short: made before the next line moves it
        tempfile.tempdir = str(staging.spool)  # whatever is written there: never in a shared /tmp
        graphql.keep_parts_in(staging.temporary)
        pool = WorkerPool(settings.workers)
        stack.callback(pool.close)
        view_pool = WorkerPool(1, niceness=0)
        stack.callback(view_pool.close)
        model_pool = WorkerPool(1, memory_bytes=MODEL_MEMORY_BYTES)
        stack.callback(model_pool.close)
        hub = Hub(
            settings, database, store, staging, pool, view_pool, model_pool,
            site_key=secret_of(settings, "site", ring), session_keys=SessionKeys(settings.key_folder, _given_keys(settings)),
            audit_key=secret_of(settings, "audit", ring),
            second_factor_key=secret_of(settings, "second-factor", ring),
            send_mail=_sender(settings), directory=directory_of(settings),
        )  # fmt: skip
        hub.session_keys.current()
        periods(settings.retention)  # raises Invalid for a name that is none
        stack.callback(hub.hashing.shutdown)
        stack.push_async_callback(hub.background.finished)
        await _greet_first_administrator(settings)
        await carry_out_removals(hub)
        await persisted.ship(hub, shipped(settings.web / MANIFEST))
        yield hub


def secret_of(settings: Settings, name: str, ring: KeyRing) -> bytes:
    """Return a lasting secret of the hub, made at first start."""
    return keys.secret(settings.key_folder / f"{name}.key", ring.current)


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """Yield the configured database, or the embedded one."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.mongo_uri is not None:
        database = await connect(settings.mongo_uri.get_secret_value(), settings.database)
        try:
            yield database
        finally:
            await database.close()
        return
    server = embedded.start(settings.data / "database", settings.key_folder)
    try:
        database = await connect(server.uri, settings.database)
        try:
            yield database
        finally:
            await database.close()
    finally:
        server.stop()


def _given_keys(settings: Settings) -> list[bytes]:
    """Return the keys of the settings, the one that signs first; raises Invalid for a weak one, in the demo too."""
    given = [key.get_secret_value() for key in (settings.secret_key, settings.secret_key_before) if key is not None]
    if any(is_weak(key) for key in given):
        raise Invalid(f"HUB_SECRET_KEY must be at least {SHORTEST_KEY} random characters, or not set at all.")
    return [key.encode() for key in given]


def _sender(settings: Settings) -> Send | None:
    if settings.smtp_host is None:
        return printed if settings.demo else None
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return smtp(
        MailServer(
            settings.smtp_host, settings.smtp_port, settings.mail_from, Security(settings.smtp_security),
            settings.smtp_user, password,
        )
    )  # fmt: skip


def directory_of(settings: Settings) -> AccountSource | None:
    """Return the directory of accounts that the settings name, or None; raises Invalid for a role that there is not."""
    servers = tuple(each.strip() for each in settings.ldap_servers.split(",") if each.strip())
    if not servers:
        return None
    try:
        roles = {group: Role[role.upper()] for group, role in settings.ldap_roles.items()}
    except KeyError as error:
        raise Invalid(f"HUB_LDAP_ROLES: there is no role {error.args[0]}.") from None
    password = settings.ldap_bind_password.get_secret_value() if settings.ldap_bind_password else ""
    return LdapDirectory(
        LdapSettings(
            servers, settings.ldap_user_base, settings.ldap_bind_name, password, settings.ldap_user_filter,
            settings.ldap_group_base, settings.ldap_group_filter, roles, settings.ldap_start_tls, settings.ldap_ca_file,
            settings.ldap_sign_up_base,
        )
    )  # fmt: skip


async def _greet_first_administrator(settings: Settings) -> None:
    password = settings.admin_password.get_secret_value() if settings.admin_password else None
    made = await users.make_first_administrator(settings.admin_email, password)
    if made and made[1]:
        # The only time that a password is shown: nobody could sign in otherwise. Standard output is not the log.
        print(f"First administrator: {made[0]}  password: {made[1]}  (shown once)", flush=True)  # noqa: T201
