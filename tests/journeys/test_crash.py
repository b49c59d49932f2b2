"""kill -9 of the hub in the middle of an upload: after another start the job ends, nothing is lost or stored twice."""

import signal
import time
from pathlib import Path

from tests.conftest import start_hub, stop_hub
from tests.journeys.test_upload import Client, study_of

FILES = 60


def test_a_killed_hub_finishes_its_upload_after_the_next_start(tmp_path: Path) -> None:
    hub = start_hub(tmp_path / "data")
    job_id = ""
    client = Client(hub)
    files = study_of("Crash^Test", patient="CRASH-1", slices=FILES)
    job_id = client.send(files[:40], final=False)["job"]["id"]
    for _ in range(200):
        if client.ask("query($id: ID!) { uploadJob(id: $id) { processed } }", {"id": job_id})["uploadJob"]["processed"]:
            break
        time.sleep(0.02)
    hub.process.send_signal(signal.SIGKILL)
    hub.process.wait()
    assert _children_of_nobody(hub.data) == []
    left = [path for path in (hub.data / "staging").rglob("*") if path.is_file()]
    assert len(left) > 2
    assert [path for path in left if b"Crash" in path.read_bytes() or b"CRASH" in path.read_bytes()] == []
    again = start_hub(tmp_path / "data", port=int(hub.base_url.rsplit(":", 1)[1]))
    client = Client(again)
    job = client.upload(files[40:], jobId=job_id)
    stored = list((hub.data / "storage").glob("pat_*/**/*.dcm.tif"))
    assert (job["total"], job["accepted"], len(stored)) == (FILES, FILES, FILES)
    answer = client.ask("{ patients { nodes { imageCount } } images { totalCount } }")
    assert answer == {"patients": {"nodes": [{"imageCount": FILES}]}, "images": {"totalCount": FILES}}
    assert list((hub.data / "staging").glob("job_*")) == []
    assert list((hub.data / "storage" / ".incoming").iterdir()) == []
    stop_hub(again)


def test_a_hub_works_in_a_folder_with_a_long_name(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)  # a socket's path may have 107 characters
    folder.mkdir()
    hub = start_hub(folder / "data")
    assert Client(hub).upload(study_of(slices=1))["accepted"] == 1
    stop_hub(hub)


def _children_of_nobody(data: Path) -> list[str]:
    """Return the programs that still use the data folder a moment after the kill."""
    for _ in range(50):
        found = [entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit() and _uses(entry, data)]
        if not found:
            return []
        time.sleep(0.1)
    return found


def _uses(process: Path, data: Path) -> bool:
    try:
        return str(data).encode() in (process / "cmdline").read_bytes()
    except OSError:
        return False
