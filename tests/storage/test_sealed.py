"""A sealed file gives its content back, to the right key and under its own name, or not at all."""

import os
import random
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.errors import Rejected
from app.imaging.files import mapped
from app.storage.ring import Ring
from app.storage.sealed import CHUNK_BYTES, HEAD_BYTES, MAGIC, SEALED_CHUNK_BYTES, SealedFile, seal
from tests.conftest import ROOT

RING = Ring((bytes(range(32)), bytes(range(1, 33))))


@pytest.fixture
def file(tmp_path: Path) -> SealedFile:
    """A sealed file of two chunks to the byte."""
    file = SealedFile(tmp_path / "sealed", "img_1", RING)
    seal(BytesIO(b"Doe^Jane" * (CHUNK_BYTES // 4)), file)
    return file


def content(file: SealedFile) -> bytes:
    with file.reader() as stream:
        return stream.read()


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_any_size_comes_back_however_it_is_written_and_read(tmp_path: Path, size: int) -> None:
    plain = bytes(i % 251 for i in range(size))
    file = SealedFile(tmp_path / "sealed", "img_1", RING)
    with file.writer() as stream:
        for start in range(0, size, 50_021):
            stream.write(memoryview(plain)[start : start + 50_021])
    assert (content(file), file.size()) == (plain, size)
    assert file.path.stat().st_size == HEAD_BYTES + size + 16 * max(1, -(-size // CHUNK_BYTES))
    if size:
        with mapped(file) as data:
            assert data[:] == plain


def test_any_place_is_read_without_what_is_before_it(tmp_path: Path) -> None:
    plain = random.Random(1).randbytes(5 * CHUNK_BYTES + 77)
    file = SealedFile(tmp_path / "sealed", "img_1", RING)
    seal(BytesIO(plain), file)
    chance = random.Random(2)
    with file.reader() as stream:
        for _ in range(200):
            start, length = chance.randrange(len(plain) + 10), chance.randrange(3 * CHUNK_BYTES)
            assert stream.seek(start) == start
            assert stream.read(length) == plain[start : start + length]
        stream.seek(-7, os.SEEK_END)
        assert stream.read() == plain[-7:]


def test_a_sealed_file_shows_nothing_and_is_its_owners_alone(file: SealedFile) -> None:
    assert b"Doe^Jane" not in file.path.read_bytes()
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert not any(key.hex() in repr(file) or repr(key) in repr(file) for key in RING.keys)


def test_two_files_of_one_content_have_nothing_in_common(tmp_path: Path, file: SealedFile) -> None:
    other = replace(file, path=tmp_path / "other")
    seal(BytesIO(content(file)), other)
    assert other.path.read_bytes()[HEAD_BYTES:] != file.path.read_bytes()[HEAD_BYTES:]


def test_it_opens_neither_with_another_key_nor_under_another_name(file: SealedFile) -> None:
    for changed in (replace(file, ring=Ring((bytes(32),))), replace(file, bound="img_2"), file.below("x")):
        with pytest.raises((Rejected, NotADirectoryError)):
            changed.reader()


def test_a_key_that_was_followed_still_opens(file: SealedFile) -> None:
    followed = replace(file, ring=Ring((b"n" * 32, *RING.keys)))
    plain, sealed = content(file), file.path.read_bytes()
    assert content(followed) == plain
    followed.wrap_anew()
    assert file.path.read_bytes()[HEAD_BYTES:] == sealed[HEAD_BYTES:]
    assert content(replace(file, ring=Ring((b"n" * 32,)))) == plain
    with pytest.raises(Rejected):
        file.reader()


def test_a_changed_cut_longer_or_reordered_file_does_not_open(tmp_path: Path, file: SealedFile) -> None:
    whole = file.path.read_bytes()
    first, second = whole[HEAD_BYTES : HEAD_BYTES + SEALED_CHUNK_BYTES], whole[HEAD_BYTES + SEALED_CHUNK_BYTES :]
    other = replace(file, path=tmp_path / "other")
    seal(BytesIO(content(file)), other)
    mixed = other.path.read_bytes()
    smaller = MAGIC + CHUNK_BYTES.to_bytes(8, "big") + whole[len(MAGIC) + 8 :]
    for damaged in (
        *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (0, len(MAGIC) + 7, 30, HEAD_BYTES - 1, HEAD_BYTES, -17)),
        whole[: HEAD_BYTES + SEALED_CHUNK_BYTES], whole[:-1], whole[:HEAD_BYTES], whole[: len(MAGIC)], b"",
        whole + b"\0", whole + second, whole[:HEAD_BYTES] + second + first, whole[:HEAD_BYTES] + first + first,
        whole[:HEAD_BYTES] + mixed[HEAD_BYTES:], smaller, smaller[: HEAD_BYTES + SEALED_CHUNK_BYTES],
    ):  # fmt: skip
        file.path.write_bytes(damaged)
        with pytest.raises(Rejected):
            content(file)


def test_what_broke_while_it_was_written_cannot_be_read(file: SealedFile) -> None:
    with suppress(ZeroDivisionError), file.writer() as stream:
        stream.write(b"x" * 3 * CHUNK_BYTES)
        raise ZeroDivisionError
    with pytest.raises(Rejected):
        file.reader()
    unfinished = file.writer()
    unfinished.write(b"x")
    del unfinished
    with pytest.raises(Rejected):
        file.reader()


def test_a_plain_file_is_read_only_where_it_may_be_plain(tmp_path: Path, file: SealedFile) -> None:
    file.path.write_bytes(b"II*\0")
    assert content(replace(file, may_be_plain=True)) == b"II*\0"
    with pytest.raises(Rejected):
        file.reader()


def test_a_file_of_any_size_costs_the_same_memory(tmp_path: Path) -> None:
    """A process of its own, which may not have more, writes and reads 96 MB."""
    work = f"""
from pathlib import Path
from app.storage.ring import Ring
from app.storage.sealed import SealedFile
file = SealedFile(Path({str(tmp_path / "large")!r}), "x", Ring((bytes(32),)))
import resource
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with file.writer() as stream:
    for _ in range(96):
        stream.write(bytes(1 << 20))
with file.reader() as stream:
    assert sum(len(part) for part in iter(lambda: stream.read(1 << 20), b"")) == 96 << 20
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before))
"""
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout) < 16 * 1024  # KiB
