"""`medhub upload` sends a folder, says what became of it, and goes on after an interruption."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT, RunningHub
from tests.journeys.test_upload import Client, study_of


def command(hub: RunningHub, path: Path) -> list[str]:
    return [sys.executable, "-m", "app", "upload", str(path), "--server", hub.base_url]


def environment(hub: RunningHub, cache: Path, password: str | None = None) -> dict[str, str]:
    more = {
        "HUB_EMAIL": hub.email,
        "HUB_PASSWORD": password or hub.password,
        "XDG_CACHE_HOME": str(cache),
        "COLUMNS": "200",
    }
    return os.environ | more


def write_study(folder: Path, slices: int, **more: str) -> None:
    (folder / "deep").mkdir(parents=True)
    for name, content in study_of(slices=slices, **more):
        (folder / "deep" / name).write_bytes(content)


def test_a_folder_arrives_and_a_refused_file_is_named_with_its_reason(running_hub: RunningHub, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, 3)
    (folder / "notes.txt").write_text("no image")
    result = subprocess.run(
        command(running_hub, folder),
        env=environment(running_hub, tmp_path / "cache"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "notes.txt: " in result.stderr
    assert [line for line in result.stderr.splitlines() if line.count("│") == 5 or ("3" in line and "1" in line)]
    assert list((tmp_path / "cache" / "medhub").iterdir()) == []


def test_an_interrupted_upload_goes_on_in_the_same_job(running_hub: RunningHub, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    write_study(folder, 300, patient="RESUME-1")
    client = Client(running_hub)
    jobs = client.ask("{ uploadJobs { totalCount } }")["uploadJobs"]["totalCount"]
    cache = tmp_path / "cache"
    process = subprocess.Popen(
        command(running_hub, folder), env=environment(running_hub, cache), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    for _ in range(400):
        if list(cache.glob("medhub/*.json")) and 'arrived": []' not in next(cache.glob("medhub/*.json")).read_text():
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    result = subprocess.run(
        command(running_hub, folder),
        env=environment(running_hub, cache),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert client.ask("{ uploadJobs { totalCount } }")["uploadJobs"]["totalCount"] == jobs + 1
    job = client.ask("{ uploadJobs(first: 1) { nodes { accepted duplicates rejected } } }")["uploadJobs"]["nodes"][0]
    assert (job["accepted"], job["rejected"]) == (300, 0)


def test_a_wrong_password_and_a_server_that_is_away_are_one_line(running_hub: RunningHub, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1")
    result = subprocess.run(
        command(running_hub, tmp_path / "x"), env=environment(running_hub, tmp_path, "a wrong password"), cwd=ROOT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, result.stderr.strip()) == (1, "medhub: The e-mail address or the password is not right.")


def test_links_are_left_alone_and_wrong_calls_are_told(running_hub: RunningHub, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    for arguments, code, sentence in (
        ([str(folder), "--server", running_hub.base_url], 1, "There are no files in this folder."),
        ([str(folder), "--server", "banana"], 2, "begins with http://"),
        ([str(tmp_path / "nothing"), "--server", running_hub.base_url], 2, "does not exist"),
    ):
        result = subprocess.run(
            [sys.executable, "-m", "app", "upload", *arguments],
            env=environment(running_hub, tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, sentence in result.stderr) == (code, True), result.stderr


def test_without_a_terminal_a_missing_account_is_told_and_not_asked_for(
    running_hub: RunningHub, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(b"1")
    given = {name: value for name, value in environment(running_hub, tmp_path).items() if name != "HUB_EMAIL"}
    result = subprocess.run(
        command(running_hub, tmp_path / "x"), env=given, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert (result.returncode, "Set HUB_EMAIL" in result.stderr) == (2, True), result.stderr
