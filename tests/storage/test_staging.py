"""Originals wait in a private folder."""

import io
from pathlib import Path

import pytest

from app.errors import Invalid
from app.storage import keys
from app.storage.staging import Staging


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    staging = Staging(tmp_path / "staging", max_file_bytes=10)
    staging.open()
    return staging


async def test_a_file_over_the_limit_is_refused_and_leaves_nothing(staging: Staging) -> None:
    staged = await staging.receive("job_1", [("1", io.BytesIO(b"x" * 11)), ("2", io.BytesIO(b"x" * 10))])
    assert [file.refusal is None for file in staged] == [False, True]
    assert staged[0].refusal is not None
    assert staged[0].refusal.code == "TOO_LARGE"
    assert [path.name for path in staging.path("job_1").iterdir()] == ["2"]


async def test_a_zip_is_told_by_its_first_bytes(staging: Staging) -> None:
    staged = await staging.receive("job_1", [("1", io.BytesIO(b"PK\x03\x04")), ("2", io.BytesIO(b"DICM"))])
    assert [file.is_archive for file in staged] == [True, False]


async def test_only_the_hub_may_enter_and_a_closed_job_leaves_nothing(staging: Staging) -> None:
    await staging.receive("job_1", [("1", io.BytesIO(b"1"))])
    assert staging.folder.stat().st_mode & 0o077 == 0
    assert staging.path("job_1").stat().st_mode & 0o077 == 0
    assert staging.job_ids() == ["job_1"]
    await staging.close_job("job_1")
    assert staging.job_ids() == []


def test_what_a_hub_that_was_killed_left_is_cleared_away_folders_too(staging: Staging) -> None:
    folder = staging.spool / "pymp-0"  # made by multiprocessing, gone only when the hub ends by itself
    folder.mkdir()
    (folder / "listener").write_bytes(b"")
    (staging.spool / "part").write_bytes(b"an original")
    staging.open()
    assert list(staging.spool.iterdir()) == []


def test_a_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "site.key"
    key = keys.load_or_make(path)
    assert len(key) == 32
    assert keys.load_or_make(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("not a key")
    with pytest.raises(Invalid, match=r"site\.key is not a key file"):
        keys.load_or_make(path)


async def test_names_are_kept_apart_from_the_files_until_they_are_forgotten(staging: Staging) -> None:
    await staging.keep_names("job_1", {1: "Maria Silva.dcm", 2: "line\nbreak"})
    await staging.keep_names("job_1", {3: "x"})
    assert await staging.names("job_1") == {1: "Maria Silva.dcm", 2: "line\nbreak", 3: "x"}
    assert staging.job_ids() == []
    await staging.forget_names("job_1")
    assert await staging.names("job_1") == {}
    assert list(staging.names_folder.iterdir()) == []
