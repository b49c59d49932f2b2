"""Memory of the server process: at rest, and while 1 GB is uploaded (as slices, and as one archive)."""

import io
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from tests.benchmarks.ingest import make_slices
from tests.conftest import start_hub, stop_hub
from tests.journeys.test_upload import Client

GIGABYTE = 1 << 30
BATCH = 40
SLICES = 100


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


class Peak:
    """Watches the largest resident memory of a process."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._pid = pid
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._is_over.wait(0.05):
            self.megabytes = max(self.megabytes, resident_megabytes(self._pid))

    def stop(self) -> float:
        """Return the peak in MB."""
        self._is_over.set()
        self._thread.join()
        return self.megabytes


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        make_slices(work / "slices", SLICES)
        hub = start_hub(work / "hub")
        time.sleep(3)
        rest = resident_megabytes(hub.process.pid)
        print(f"at rest: {rest:.0f} MB (goal: under 300)")
        files = [(path.name, path.read_bytes()) for path in sorted((work / "slices").iterdir())]
        client = Client(hub)
        client.upload(files[:BATCH])
        warm = resident_megabytes(hub.process.pid)
        peak = Peak(hub.process.pid)
        sent = 0
        job = client.send([], final=False)["job"]["id"]
        while sent < GIGABYTE:
            batch = [files[number % SLICES] for number in range(BATCH)]
            client.send(batch, jobId=job, final=False)
            sent += sum(len(content) for _, content in batch)
        client.upload([], jobId=job)
        print(
            f"1 GB in slices: {peak.stop() - warm:+.0f} MB over {warm:.0f} MB after the first upload (goal: at most +100)"
        )
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as opened:
            for number in range(GIGABYTE // len(files[0][1])):
                opened.writestr(f"{number}.dcm", files[number % SLICES][1])
        warm = resident_megabytes(hub.process.pid)
        peak = Peak(hub.process.pid)
        client.upload([("all.zip", archive.getvalue())])
        print(f"1 GB in one zip: {peak.stop() - warm:+.0f} MB over {warm:.0f} MB")
        stop_hub(hub)
