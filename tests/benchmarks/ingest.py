"""300 CT slices of 512 KB into a running hub by `medhub upload`, against Orthanc taking and anonymizing the same files."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pydicom

from tests.conftest import ROOT, free_port, start_hub, stop_hub

SLICES = 300
ORTHANC_THREADS = 4


def make_slices(folder: Path, count: int = SLICES) -> None:
    """Write `count` slices of one series, made of a real one."""
    with ZipFile(ROOT / "samples" / "ct-head.zip") as archive:
        slices = [pydicom.dcmread(BytesIO(archive.read(name))) for name in sorted(archive.namelist())]
    folder.mkdir(parents=True)
    series = pydicom.uid.generate_uid()
    for number in range(count):
        dataset = slices[number % len(slices)]
        dataset.SeriesInstanceUID = series
        dataset.SOPInstanceUID = pydicom.uid.generate_uid()
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.InstanceNumber = number + 1
        dataset.save_as(folder / f"{number:04d}.dcm")


def hub_seconds(slices: Path, work: Path) -> float:
    """Return how long `medhub upload` takes until all are de-identified, stored and indexed."""
    hub = start_hub(work / "hub")
    environment = os.environ | {
        "HUB_EMAIL": hub.email,
        "HUB_PASSWORD": hub.password,
        "XDG_CACHE_HOME": str(work / "cache"),
    }
    warm_up = work / "warm-up"
    make_slices(warm_up, 4)
    command = [sys.executable, "-m", "app", "upload", "--server", hub.base_url]
    subprocess.run([*command, str(warm_up)], check=True, env=environment, cwd=ROOT, capture_output=True)
    began = time.perf_counter()
    subprocess.run([*command, str(slices)], check=True, env=environment, cwd=ROOT, capture_output=True)
    seconds = time.perf_counter() - began
    stored = list((hub.data / "storage").glob("pat_*/**/*.dcm.tif"))
    assert len(stored) == SLICES + 4, f"{len(stored)} files are stored"
    stop_hub(hub)
    return seconds


def orthanc_seconds(slices: Path, work: Path) -> float:
    """Return how long Orthanc takes to receive the files and to anonymize each."""
    program = shutil.which("Orthanc") or "/usr/sbin/Orthanc"
    port = free_port()
    settings = work / "orthanc.json"
    settings.write_text(
        json.dumps(
            {"HttpPort": port, "DicomServerEnabled": False, "StorageDirectory": str(work / "orthanc"),
             "AuthenticationEnabled": False, "RemoteAccessAllowed": False, "ConcurrentJobs": 2}
        )
    )  # fmt: skip
    process = subprocess.Popen([program, str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                httpx.get(f"{url}/system")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        files = sorted(slices.iterdir())
        began = time.perf_counter()
        with httpx.Client(base_url=url, timeout=120) as client, ThreadPoolExecutor(ORTHANC_THREADS) as threads:

            def take(file: Path) -> None:
                identifier = client.post("/instances", content=file.read_bytes()).json()["ID"]
                client.post(f"/instances/{identifier}/anonymize", json={}).raise_for_status()

            list(threads.map(take, files))
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        make_slices(work / "slices")
        ours = hub_seconds(work / "slices", work)
        theirs = orthanc_seconds(work / "slices", work)
        print(
            f"hub: {SLICES / ours:.0f} files/s; Orthanc, receive + anonymize (without keeping the result): {SLICES / theirs:.0f} files/s"
        )
        print(f"ratio: {theirs / ours:.2f} (goal: at least 2)")
