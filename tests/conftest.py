"""Fixtures of all tests: real parts. One embedded database (or HUB_TEST_MONGO_URI), one database name a test."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from app.auth.actor import Actor
from app.auth.permissions import ROLE_PERMISSIONS, Role
from app.documents import embedded
from app.documents.connect import Database, connect
from app.domain.ids import new_id
from app.resolvers.context import Context, Hub
from app.settings import Settings
from app.storage import keys
from app.storage.filesystem import FileStore
from app.storage.key_ring import KeyRing
from app.storage.session_keys import SessionKeys
from app.storage.staging import Staging
from app.workers.pool import WorkerPool

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data" / "dicom"
ADMIN = ("admin@hub.example", "a password for tests")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real DICOM files beside the project; it is not part of it."""
    folder = Path(os.environ.get("HUB_TEST_DATA", SHARED_DATA))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder of real DICOM files is missing: set HUB_TEST_DATA")
        pytest.skip("needs the folder of real DICOM files: set HUB_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def mongo_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A MongoDB: the one of HUB_TEST_MONGO_URI, else the embedded server."""
    if uri := os.environ.get("HUB_TEST_MONGO_URI"):
        yield uri
        return
    folder = tmp_path_factory.mktemp("mongo")
    server = embedded.start(folder / "database", folder / "keys")
    yield server.uri
    server.stop()


@pytest.fixture
async def database(mongo_uri: str) -> AsyncIterator[Database]:
    """An empty database."""
    database = await connect(mongo_uri, f"test_{secrets.token_hex(6)}")
    yield database
    await database.client.drop_database(database.name)
    await database.close()


@pytest.fixture(scope="session")
async def pool() -> AsyncIterator[WorkerPool]:
    """Worker processes."""
    pool = WorkerPool(2)
    yield pool
    pool.close()


@pytest.fixture
async def hub(database: Database, tmp_path: Path, pool: WorkerPool) -> Hub:
    """A hub without a web server, on an empty database and empty folders."""
    settings = Settings(data=tmp_path, demo=True)
    ring = KeyRing(settings.ring_folder)
    store = FileStore(settings.storage_folder, ring)
    staging = Staging(settings.staging_folder, settings.max_file_bytes, ring)
    store.open()
    staging.open()
    site_key = keys.secret(settings.key_folder / "site.key", ring.current)
    session_keys = SessionKeys(settings.key_folder)
    return Hub(settings, database, store, staging, pool, pool, pool, site_key, session_keys, bytes(32), bytes(32))


@pytest.fixture
def context(hub: Hub) -> Callable[..., Context]:
    """Return a function that makes the context of a request by somebody of a role."""

    def make(role: Role = Role.ADMINISTRATOR, user_id: str | None = None) -> Context:
        actor = Actor(user_id or new_id("usr"), new_id("ses"), role, ROLE_PERMISSIONS[role])
        return Context(hub, actor, "test")

    return make


@dataclass(frozen=True, slots=True)
class RunningHub:
    """A real hub process on a free port, with its own empty data folder."""

    base_url: str
    email: str
    password: str
    data: Path
    process: "subprocess.Popen[bytes]"


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_hub(data: Path, port: int | None = None, **more: str) -> RunningHub:
    """Return a real hub process that is ready; end it with `process.terminate()`."""
    port = port or free_port()
    settings = {
        "HUB_DATA": str(data), "HUB_PORT": str(port), "HUB_DEMO": "1", "HUB_ADMIN_EMAIL": ADMIN[0],
        "HUB_ADMIN_PASSWORD": ADMIN[1],
    }  # fmt: skip
    log = data.parent / f"{data.name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve"],
            env=os.environ | settings | more,
            stdout=output,
            stderr=output,
            cwd=ROOT,
        )
    url = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return RunningHub(url, *ADMIN, data, process)
        except httpx.TransportError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.1)
    process.kill()
    pytest.fail(f"the hub did not start:\n{log.read_text()[-2000:]}")


def add_account(data: Path, email: str, password: str, role: str) -> None:
    """Add an account to a data folder that no hub has open."""
    command = [sys.executable, "-m", "app", "user", "add", email, "--password", password, "--role", role]
    subprocess.run(command, check=True, env=os.environ | {"HUB_DATA": str(data), "HUB_DEMO": "1"}, cwd=ROOT)


def stop_hub(hub: RunningHub) -> None:
    """End a hub process and wait for it."""
    hub.process.terminate()
    hub.process.wait(30)


@pytest.fixture(scope="session")
def running_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """A real hub process, shared by the tests of a session."""
    hub = start_hub(tmp_path_factory.mktemp("hub") / "data")
    yield hub
    stop_hub(hub)
