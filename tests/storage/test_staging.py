"""Originals wait in a private folder."""

import io
from pathlib import Path

import pytest

from app.errors import Rejected, TooLarge
from app.storage.key_ring import KeyRing
from app.storage.sealed import SealedFile
from app.storage.staging import Staging


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    staging = Staging(tmp_path / "staging", max_file_bytes=10, ring=KeyRing(tmp_path / "keys"))
    staging.open()
    return staging


def content(file: SealedFile) -> bytes:
    with file.reader() as stream:
        return stream.read()


async def test_a_file_over_the_limit_is_refused_and_leaves_nothing(staging: Staging) -> None:
    staged = await staging.receive("job_1", [("1", io.BytesIO(b"x" * 11)), ("2", io.BytesIO(b"x" * 10))])
    assert [file.refusal is None for file in staged] == [False, True]
    assert staged[0].refusal is not None
    assert staged[0].refusal.code == "TOO_LARGE"
    assert [path.name for path in (staging.folder / "job_1").iterdir()] == ["2"]
    assert list(staging.spool.iterdir()) == []


async def test_a_zip_is_told_by_its_first_bytes(staging: Staging) -> None:
    staged = await staging.receive("job_1", [("1", io.BytesIO(b"PK\x03\x04")), ("2", io.BytesIO(b"DICM"))])
    assert [file.is_archive for file in staged] == [True, False]


async def test_only_the_hub_may_enter_and_a_closed_job_leaves_nothing(staging: Staging) -> None:
    await staging.receive("job_1", [("1", io.BytesIO(b"1"))])
    assert staging.folder.stat().st_mode & 0o077 == 0
    assert (staging.folder / "job_1").stat().st_mode & 0o077 == 0
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


async def test_names_are_kept_apart_from_the_files_until_they_are_forgotten(staging: Staging) -> None:
    await staging.keep_names("job_1", {1: "Maria Silva.dcm", 2: "line\nbreak"})
    await staging.keep_names("job_1", {3: "x"})
    assert await staging.names("job_1") == {1: "Maria Silva.dcm", 2: "line\nbreak", 3: "x"}
    assert staging.job_ids() == []
    await staging.forget_names("job_1")
    assert await staging.names("job_1") == {}
    assert list(staging.names_folder.iterdir()) == []


async def test_nothing_that_arrives_lies_on_the_disk_plainly(staging: Staging) -> None:
    part = staging.temporary(4)
    part.write(b"Doe^")
    assert list(staging.spool.iterdir()) == []
    part.write(b"Jane")
    part.write(b"!")
    part.seek(0)
    assert (part.read(3), part.tell(), part.read()) == (b"Doe", 3, b"^Jane!")
    (spooled,) = staging.spool.iterdir()
    assert b"Doe" not in spooled.read_bytes()
    small = staging.temporary(4)
    small.write(b"Roe")
    await staging.receive("job_1", [("1", part), ("2", small), ("3", io.BytesIO(b"Poe"))])
    assert [content(staging.file("job_1", name)) for name in "123"] == [b"Doe^Jane!", b"Roe", b"Poe"]
    assert list(staging.spool.iterdir()) == []
    await staging.keep_names("job_1", {1: "Doe Jane.dcm"})
    written = b"".join(path.read_bytes() for path in staging.folder.rglob("*") if path.is_file())
    assert not {name for name in (b"Doe", b"Roe", b"Poe", b"Jane") if name in written}
    assert {path.stat().st_mode & 0o077 for path in staging.folder.rglob("*")} == {0}


async def test_a_part_that_was_not_received_leaves_nothing(staging: Staging) -> None:
    part = staging.temporary()
    part.write(b"Doe^Jane")
    part.close()
    part.close()
    assert list(staging.spool.iterdir()) == []


async def test_a_file_opens_in_its_own_place_alone(staging: Staging) -> None:
    await staging.receive("job_1", [("1", io.BytesIO(b"one")), ("2", io.BytesIO(b"two"))])
    (staging.folder / "job_1" / "1").rename(staging.folder / "job_1" / "2")
    with pytest.raises(Rejected):
        staging.file("job_1", "2").reader()


async def test_a_file_that_only_passes_is_gone_afterwards(staging: Staging) -> None:
    async with staging.passing(io.BytesIO(b"Doe^Jane")) as file:
        assert content(file) == b"Doe^Jane"
    with pytest.raises(TooLarge) as caught:
        async with staging.passing(io.BytesIO(b"x" * 11), "file"):
            pass
    assert caught.value.path == ("file",)
    assert list(staging.spool.iterdir()) == []
