"""The store gives finished files their names, and removes without leaving empty folders."""

from pathlib import Path

import pytest

from app.errors import Invalid
from app.storage.filesystem import FileStore, image_path, original_path, thumbnail_path

PATH = image_path("pat_1", "stu_2", "ser_3", 7, "img_4")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path / "store", bytes(32))
    store.open()
    return store


def files(store: FileStore) -> list[str]:
    return sorted(str(path.relative_to(store.folder)) for path in store.folder.rglob("*") if path.is_file())


def test_an_image_lies_at_patient_study_series_under_hub_ids() -> None:
    assert PATH == "pat_1/stu_2/ser_3/pat_1_stu_2_ser_3_00007_img_4.dcm.tif"
    assert thumbnail_path(PATH) == "pat_1/stu_2/ser_3/pat_1_stu_2_ser_3_00007_img_4.webp"


async def test_adopted_files_have_their_names_and_nothing_stays_behind(store: FileStore) -> None:
    incoming = store.incoming / "x"
    incoming.write_bytes(b"pixels")
    await store.adopt([(incoming, PATH)])
    assert files(store) == [PATH]
    assert store.path(PATH).read_bytes() == b"pixels"
    assert store.path(PATH).parent.stat().st_mode & 0o077 == 0


async def test_removing_an_image_takes_its_thumbnail_and_the_empty_folders(store: FileStore) -> None:
    for relative in (PATH, thumbnail_path(PATH)):
        (store.incoming / "x").write_bytes(b"1")
        await store.adopt([(store.incoming / "x", relative)])
    await store.remove(PATH)
    assert files(store) == []
    assert not (store.folder / "pat_1").exists()
    await store.remove(PATH)


async def test_a_kept_original_is_sealed_opens_again_and_goes_with_its_image(store: FileStore, tmp_path: Path) -> None:
    (store.incoming / "x").write_bytes(b"pixels")
    await store.adopt([(store.incoming / "x", PATH)])
    (tmp_path / "upload").write_bytes(b"Doe^Jane")
    await store.keep_original(tmp_path / "upload", PATH)
    assert files(store) == sorted([PATH, original_path(PATH)])
    assert b"Doe" not in store.path(original_path(PATH)).read_bytes()
    await store.open_original(PATH, tmp_path / "opened")
    assert (tmp_path / "opened").read_bytes() == b"Doe^Jane"
    await store.remove(PATH)
    assert files(store) == []


async def test_removing_a_patient_leaves_the_others(store: FileStore) -> None:
    other = image_path("pat_9", "stu_2", "ser_3", 1, "img_5")
    for relative in (PATH, other):
        (store.incoming / "x").write_bytes(b"1")
        await store.adopt([(store.incoming / "x", relative)])
    await store.remove("pat_1")
    assert files(store) == [other]


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "a/../../out", "", "."])
def test_a_path_outside_the_store_is_refused(store: FileStore, path: str) -> None:
    with pytest.raises(Invalid):
        store.path(path)


def test_opening_clears_what_a_crash_left_unfinished(store: FileStore) -> None:
    (store.incoming / "half").write_bytes(b"1")
    store.open()
    assert list(store.incoming.iterdir()) == []
