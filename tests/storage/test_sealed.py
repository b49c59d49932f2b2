"""A sealed file gives its content back, to the right key and under its own name, or not at all."""

from pathlib import Path

import pytest

from app.errors import Rejected
from app.storage.sealed import CHUNK_BYTES, MAGIC, PREFIX_BYTES, TAG_BYTES, seal, unseal

KEY = bytes(range(32))
HEAD = len(MAGIC) + PREFIX_BYTES


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain"
    path.write_bytes(b"Doe^Jane" * (CHUNK_BYTES // 4))  # two chunks to the byte
    return path


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])
def test_any_size_comes_back(tmp_path: Path, size: int) -> None:
    (tmp_path / "plain").write_bytes(bytes(i % 251 for i in range(size)))
    seal(tmp_path / "plain", tmp_path / "sealed", KEY, "img_1")
    unseal(tmp_path / "sealed", tmp_path / "again", KEY, "img_1")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "plain").read_bytes()


def test_a_sealed_file_shows_nothing_and_is_its_owners_alone(tmp_path: Path, plain: Path) -> None:
    seal(plain, tmp_path / "sealed", KEY, "img_1")
    assert b"Doe^Jane" not in (tmp_path / "sealed").read_bytes()
    assert (tmp_path / "sealed").stat().st_mode & 0o777 == 0o600


def test_it_opens_neither_with_another_key_nor_under_another_name(tmp_path: Path, plain: Path) -> None:
    seal(plain, tmp_path / "sealed", KEY, "img_1")
    for key, name in ((bytes(32), "img_1"), (KEY, "img_2")):
        with pytest.raises(Rejected):
            unseal(tmp_path / "sealed", tmp_path / "again", key, name)
        assert not (tmp_path / "again").exists()


def test_a_changed_cut_or_reordered_file_does_not_open(tmp_path: Path, plain: Path) -> None:
    seal(plain, tmp_path / "sealed", KEY, "img_1")
    whole = (tmp_path / "sealed").read_bytes()
    chunk = CHUNK_BYTES + TAG_BYTES
    flipped = whole[:-1] + bytes([whole[-1] ^ 1])
    swapped = whole[:HEAD] + whole[HEAD + chunk :] + whole[HEAD : HEAD + chunk]
    for damaged in (flipped, whole[: HEAD + chunk], whole[:HEAD], whole[: len(MAGIC)], b"", swapped):
        (tmp_path / "damaged").write_bytes(damaged)
        with pytest.raises(Rejected):
            unseal(tmp_path / "damaged", tmp_path / "again", KEY, "img_1")
        assert not (tmp_path / "again").exists()
