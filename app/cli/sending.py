"""Sending many files: in batches, two at a time, remembering what has arrived."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cli.client import HubClient
from app.domain.operations import FOLLOW, SEND
from app.errors import Invalid

BATCH_BYTES = 16 * 1024 * 1024
BATCH_FILES = 50
REQUESTS_AT_ONCE = 2  # one is on the wire while the hub writes the other
POLL_SECONDS = 0.3


def find_files(path: Path) -> list[Path]:
    """Return the files below a folder in order, or the one file; links are left alone, they may lead anywhere."""
    if path.is_file():
        return [path]
    found = sorted(Path(folder) / name for folder, _, names in os.walk(path) for name in names)
    files = [file for file in found if file.is_file() and not file.is_symlink()]
    if not files:
        raise Invalid("There are no files in this folder.")
    return files


def batches(files: list[Path]) -> Iterator[list[Path]]:
    """Return the files in batches of limited size; a big file goes alone."""
    batch: list[Path] = []
    size = 0
    for file in files:
        file_size = file.stat().st_size
        if batch and (size + file_size > BATCH_BYTES or len(batch) == BATCH_FILES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += file_size
    if batch:
        yield batch


class Progress:
    """What of an upload has arrived, in a file that is gone when all has: an interrupted upload goes on from it."""

    def __init__(self, server: str, path: Path) -> None:
        name = hashlib.sha256(f"{server}|{path.resolve()}".encode()).hexdigest()[:24]
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.path = cache / "medhub" / f"{name}.json"
        try:
            state = json.loads(self.path.read_text())
        except (OSError, json.JSONDecodeError):
            state = {"job": None, "arrived": []}
        self.job_id: str | None = state["job"]
        self.arrived: set[str] = set(state["arrived"])

    @staticmethod
    def key(file: Path) -> str:
        """Return a name of the file as it is now; hashed, because names of files may be names of patients."""
        status = file.stat()
        return hashlib.sha256(f"{file.resolve()}|{status.st_size}|{status.st_mtime_ns}".encode()).hexdigest()[:24]

    def add(self, job_id: str, files: list[Path]) -> None:
        """Remember that these have arrived."""
        self.job_id = job_id
        self.arrived |= {self.key(file) for file in files}
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = self.path.with_suffix(".tmp")
        temporary.write_text(json.dumps({"job": self.job_id, "arrived": sorted(self.arrived)}))
        temporary.rename(self.path)

    def forget(self) -> None:
        """Remove the file: all has arrived."""
        self.path.unlink(missing_ok=True)


def _silent(*_: int) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to send: the profile, a patient to put all below, and whom to tell about progress."""

    profile: str = "research"
    patient_id: str | None = None
    on_sent: Callable[[int], None] = _silent
    on_done: Callable[[int, int], None] = _silent


def send_files(client: HubClient, path: Path, files: list[Path], options: Options) -> dict[str, Any]:
    """Return the finished job with its counts and `refused` files, after sending what has not arrived yet."""
    progress = Progress(client.server, path)
    if progress.job_id and not _is_open(client, progress.job_id):
        progress.job_id, progress.arrived = None, set()
    missing = [file for file in files if progress.key(file) not in progress.arrived]
    if progress.job_id is None:
        progress.add(
            _send(client, [], {"profileId": options.profile, "patientId": options.patient_id, "final": False}), []
        )
    assert progress.job_id is not None  # noqa: S101
    count = len(files) - len(missing)
    for batch in _sent(client, progress.job_id, missing):
        progress.add(progress.job_id, batch)
        count += len(batch)
        options.on_sent(count)
    _send(client, [], {"jobId": progress.job_id, "final": True})
    progress.forget()
    return _follow(client, progress.job_id, options.on_done)


def _sent(client: HubClient, job_id: str, files: list[Path]) -> Iterator[list[Path]]:
    waiting = batches(files)
    running: dict[Future[str], list[Path]] = {}
    with ThreadPoolExecutor(REQUESTS_AT_ONCE) as executor:
        while True:
            while len(running) < REQUESTS_AT_ONCE and (batch := next(waiting, None)):
                running[executor.submit(_send, client, batch, {"jobId": job_id, "final": False})] = batch
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                future.result()
                yield running.pop(future)


def _send(client: HubClient, files: list[Path], values: dict[str, Any]) -> str:
    answer = client.ask(SEND, {"input": {"files": [], **values}}, files)["uploadImages"]
    if answer["errors"]:
        raise Invalid(answer["errors"][0]["message"])
    return str(answer["job"]["id"])


def _is_open(client: HubClient, job_id: str) -> bool:
    job = client.ask(FOLLOW, {"id": job_id})["uploadJob"]
    return job is not None and job["status"] in ("QUEUED", "RUNNING")


def _follow(client: HubClient, job_id: str, on_done: Callable[[int, int], None]) -> dict[str, Any]:
    while True:
        job: dict[str, Any] = client.ask(FOLLOW, {"id": job_id})["uploadJob"]
        on_done(job["processed"], job["total"])
        if job["status"] not in ("QUEUED", "RUNNING"):
            job["refused"] = job["files"]["nodes"]
            return job
        time.sleep(POLL_SECONDS)
