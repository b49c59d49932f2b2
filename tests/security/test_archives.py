"""An archive can be damaged in more ways than a reader of archives knows."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, RunningHub
from tests.journeys.test_upload import CT, Client

DATA_OFFSET = 30 + len("x.dcm")  # local file header and name (APPNOTE 4.3.7)


def packed() -> bytearray:
    """Return a zip archive with one entry compressed by LZMA."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.dcm", bytes(range(256)) * 100)
    return bytearray(stream.getvalue())


@pytest.mark.parametrize("place", [slice(4, 5), slice(20, 60)], ids=["properties", "data"])
def test_an_archive_that_cannot_be_unpacked_is_refused_and_its_job_ends(running_hub: RunningHub, place: slice) -> None:
    content = packed()
    damaged = slice(DATA_OFFSET + place.start, DATA_OFFSET + place.stop)
    content[damaged] = b"\xff" * (place.stop - place.start)
    client = Client(running_hub)
    job = client.upload([("damaged.zip", bytes(content))])
    assert client.outcomes(job) == [("REJECTED", "REJECTED")]
    assert not (running_hub.data / "staging" / job["id"]).exists()


def test_the_command_line_goes_on_with_the_other_files(tmp_path: Path) -> None:
    source, target, report = tmp_path / "in", tmp_path / "out", tmp_path / "report.ndjson"
    source.mkdir()
    content = packed()
    content[DATA_OFFSET + 4] = 0xFF
    (source / "damaged.zip").write_bytes(content)
    shutil.copy(CT, source / "good.dcm")
    command = [sys.executable, "-m", "app", "deid", str(source), str(target), "--report", str(report)]
    run = subprocess.run(
        command, check=False, env=os.environ | {"HUB_DATA": str(tmp_path)}, capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr[-500:]
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    assert {row["source"]: row["outcome"] for row in rows} == {"damaged.zip/x.dcm": "REJECTED", "good.dcm": "ACCEPTED"}
