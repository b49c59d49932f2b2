"""The embedded database keeps what it acknowledged, has credentials, a lock, and ends with its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from app.documents import embedded
from app.errors import Conflict


def test_it_keeps_data_needs_credentials_and_locks_its_folder(tmp_path: Path) -> None:
    folder, keys = tmp_path / "database", tmp_path / "keys"
    server = embedded.start(folder, keys)
    with MongoClient(server.uri) as client:
        client.hub.things.insert_one({"_id": 1})
    with (
        MongoClient(
            server.uri.split("@")[1].join(["mongodb://", ""]).split("?")[0] + "?directConnection=true"
        ) as nobody,
        pytest.raises(OperationFailure),
    ):
        nobody.hub.things.find_one()
    with pytest.raises(Conflict, match="Another hub"):
        embedded.start(folder, keys)
    assert folder.stat().st_mode & 0o077 == 0
    server.stop()
    again = embedded.start(folder, keys)
    with MongoClient(again.uri) as client:
        assert client.hub.things.find_one() == {"_id": 1}
    again.stop()


def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from app.documents import embedded;"
        f"s = embedded.start(Path({str(tmp_path / 'd')!r}), Path({str(tmp_path / 'k')!r}));"
        "print(s.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not _is_running(child):
            break
        time.sleep(0.1)
    assert not _is_running(child)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
