"""Zip archives of every kind of ill will."""

import stat
import struct
import zipfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from app.errors import HubError, TooLarge
from app.imaging import archives
from app.imaging.archives import ArchiveLimits, expand_archive, is_archive
from tests.imaging.samples import sample


def archive(folder: Path, files: dict[str, bytes]) -> Path:
    path = folder / "archive.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return path


def test_files_come_out_under_numbers_with_their_names_beside_them(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a/1.dcm": sample(), "b\\2.dcm": b"two", "a/": b""})
    entries = expand_archive(path, tmp_path / "out")
    assert [(entry.name, entry.file and entry.file.name, entry.refusal) for entry in entries] == [
        ("a/1.dcm", "000000", None),
        ("b/2.dcm", "000001", None),
    ]
    assert [entry.file.read_bytes() for entry in entries if entry.file] == [sample(), b"two"]
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["000000", "000001"]


OUTSIDE = ["../evil", "a/../../evil", "/etc/evil", "C:/evil", "..\\evil", "\\evil"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    path = archive(tmp_path, {name: b"evil", "good": b"good"})
    bad, good = expand_archive(path, tmp_path / "in" / "out")
    assert (bad.file, bad.refusal and (bad.refusal.code, bad.refusal.message)) == (None, ("INVALID", archives.OUTSIDE))
    assert good.file is not None
    assert list(tmp_path.rglob("*evil*")) == []


def nested(folder: Path, head: bytes) -> Path:
    return archive(folder, {"inner.bin": head.ljust(300, b"\0"), "good": b"good"})


@pytest.mark.parametrize("head", [*archives.ARCHIVE_MAGICS, bytes(257) + b"ustar"])
def test_an_archive_within_an_archive_is_refused(head: bytes, tmp_path: Path) -> None:
    bad, good = expand_archive(nested(tmp_path, head), tmp_path / "out")
    assert (bad.file, bad.refusal and (bad.refusal.code, bad.refusal.message)) == (
        None,
        ("UNSUPPORTED", archives.NESTED),
    )
    assert good.file is not None


def test_a_dicom_file_whose_preamble_looks_like_an_archive_is_one(tmp_path: Path) -> None:
    disguised = b"PK\x03\x04".ljust(128, b"\0") + sample()[128:]
    (entry,) = expand_archive(archive(tmp_path, {"x": disguised}), tmp_path / "out")
    assert entry.file is not None
    assert entry.file.read_bytes() == disguised
    assert not is_archive(entry.file)


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    info = ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "w") as opened:
        opened.writestr(info, "/etc/passwd")
    (entry,) = expand_archive(path, tmp_path / "out")
    assert (entry.file, entry.refusal and entry.refusal.message) == (None, archives.NO_FILE)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"secret": b"secret"})
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    path.write_bytes(data)
    (entry,) = expand_archive(path, tmp_path / "out")
    assert (entry.file, entry.refusal and entry.refusal.message) == (None, archives.ENCRYPTED)


def test_a_damaged_file_is_refused_and_the_others_come_out(tmp_path: Path) -> None:
    path = archive(tmp_path, {"bad": bytes(range(256)) * 20, "good": b"good"})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    bad, good = expand_archive(path, tmp_path / "out")
    assert (bad.file, bad.refusal and bad.refusal.message) == (None, archives.DAMAGED)
    assert good.file is not None
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["000001"]


def lying(folder: Path) -> Path:
    """Return an archive whose file says that it is small."""
    path = archive(folder, {"bomb": bytes(4 << 20)})
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(magic) + offset
        data[place : place + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    return path


def test_a_file_that_lies_about_its_size_does_not_come_out(tmp_path: Path) -> None:
    (entry,) = expand_archive(lying(tmp_path), tmp_path / "out")
    assert (entry.file, entry.refusal and entry.refusal.message) == (None, archives.DAMAGED)
    assert list((tmp_path / "out").iterdir()) == []


WHOLE: dict[str, tuple[dict[str, bytes], ArchiveLimits, str]] = {
    "a bomb": ({"bomb": bytes(8 << 20)}, ArchiveLimits(free_bytes=1 << 20, ratio=50), archives.BOMB),
    "many small bombs": ({str(n): bytes(1 << 20) for n in range(9)}, ArchiveLimits(free_bytes=1 << 20, ratio=50), archives.BOMB),
    "too much in all": ({"a": sample(), "b": sample()}, ArchiveLimits(total_bytes=50_000), archives.BOMB),
    "too many files": (
        {str(n): b"" for n in range(11)}, ArchiveLimits(entries=10), "The archive holds more than 10 files. Split it.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_an_archive_over_a_limit_is_refused_as_a_whole_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    files, limits, message = WHOLE[name]
    with pytest.raises(HubError) as refused:
        expand_archive(archive(tmp_path, files), tmp_path / "out", limits)
    assert (refused.value.code, refused.value.message) == ("TOO_LARGE", message)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"PK\x05\x06" + bytes(8), bytes(1000)])
def test_what_is_no_archive_is_refused_and_leaves_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "archive.zip"
    path.write_bytes(content)
    with pytest.raises(HubError) as refused:
        expand_archive(path, tmp_path / "out")
    assert (refused.value.code, refused.value.message) == ("REJECTED", archives.NOT_AN_ARCHIVE)
    assert not (tmp_path / "out").exists()


def test_an_archive_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    assert is_archive(archive(tmp_path, {"a": b"a"}))
    (tmp_path / "empty.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    assert is_archive(tmp_path / "empty.zip")
    assert zipfile.is_zipfile(tmp_path / "empty.zip")
    (tmp_path / "x.zip").write_bytes(sample())
    assert not is_archive(tmp_path / "x.zip")


def test_an_archive_with_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    archive, folder = tmp_path / "many.zip", tmp_path / "out"
    with zipfile.ZipFile(archive, "w") as opened:
        for number in range(2000):
            opened.writestr(f"{number:04d}-{'x' * 60}", b"")
    with pytest.raises(TooLarge, match="more than"):
        expand_archive(archive, folder, ArchiveLimits(directory_bytes=100_000))
    assert not folder.exists()
