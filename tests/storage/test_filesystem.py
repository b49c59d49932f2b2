"""The store gives finished files their names, and removes without leaving empty folders."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.errors import Invalid, Rejected
from app.imaging.files import File, created
from app.storage.filesystem import FileStore, image_path, original_path, thumbnail_path
from app.storage.key_ring import KeyRing
from app.storage.sealed import SealedFile, seal

PATH = image_path("pat_1", "stu_2", "ser_3", 7, "img_4")


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def store(tmp_path: Path, request: pytest.FixtureRequest) -> FileStore:
    store = FileStore(tmp_path / "store", KeyRing(tmp_path / "keys"), request.param)
    store.open()
    return store


def write(store: FileStore, content: bytes = b"pixels") -> File:
    """Write an image as a worker does."""
    unfinished = store.unfinished("img_4")
    with created(unfinished) as stream:
        stream.write(content)
    return unfinished


def content(file: SealedFile) -> bytes:
    with file.reader() as stream:
        return stream.read()


def files(store: FileStore) -> list[str]:
    return sorted(str(path.relative_to(store.folder)) for path in store.folder.rglob("*") if path.is_file())


def test_an_image_lies_at_patient_study_series_under_hub_ids() -> None:
    assert PATH == "pat_1/stu_2/ser_3/pat_1_stu_2_ser_3_00007_img_4.dcm.tif"
    assert thumbnail_path(PATH) == "pat_1/stu_2/ser_3/pat_1_stu_2_ser_3_00007_img_4.webp"


async def test_adopted_files_have_their_names_and_nothing_stays_behind(store: FileStore) -> None:
    await store.adopt([(write(store), PATH)])
    assert files(store) == [PATH]
    assert content(store.file(PATH)) == b"pixels"
    assert (b"pixels" in store.path(PATH).read_bytes()) is not store.is_encrypted
    assert store.path(PATH).parent.stat().st_mode & 0o077 == 0


async def test_what_was_written_under_the_other_setting_is_read_and_goes_to_no_other_image(store: FileStore) -> None:
    other, foreign = replace(store, is_encrypted=not store.is_encrypted), PATH.replace("img_4", "img_5")
    await store.adopt([(write(other), PATH)])
    assert content(store.file(PATH)) == content(other.file(PATH)) == b"pixels"
    store.path(PATH).rename(store.path(foreign))
    if other.is_encrypted:
        with pytest.raises(Rejected):
            store.file(foreign).reader()


async def test_an_object_without_pixels_is_read_under_its_own_name(store: FileStore) -> None:
    path = image_path("pat_1", "stu_2", "ser_3", 7, "img_4", has_pixels=False)
    await store.adopt([(write(store), path)])
    assert path.endswith("_img_4.dcm")
    assert content(store.file(path)) == b"pixels"


async def test_a_thumbnail_is_kept_as_its_image_is(store: FileStore) -> None:
    await store.adopt([(write(store), PATH)])
    store.keep_thumbnail(PATH, b"small")
    assert content(store.file(thumbnail_path(PATH))) == b"small"
    assert (b"small" in store.path(thumbnail_path(PATH)).read_bytes()) is not store.is_encrypted
    await store.remove(PATH)
    store.keep_thumbnail(PATH, b"small")  # the image was deleted meanwhile
    assert files(store) == []


async def test_removing_an_image_takes_its_thumbnail_and_the_empty_folders(store: FileStore) -> None:
    for relative in (PATH, thumbnail_path(PATH)):
        await store.adopt([(write(store), relative)])
    await store.remove(PATH)
    assert files(store) == []
    assert not (store.folder / "pat_1").exists()
    await store.remove(PATH)


async def test_a_kept_original_is_sealed_opens_again_and_goes_with_its_image(store: FileStore, tmp_path: Path) -> None:
    await store.adopt([(write(store), PATH)])
    staged = SealedFile(tmp_path / "upload", "job_1/1", store.ring.current())
    seal(BytesIO(b"Doe^Jane"), staged)
    await store.keep_original(staged, PATH)
    assert content(staged) == b"Doe^Jane"
    assert files(store) == sorted([PATH, original_path(PATH)])
    assert b"Doe" not in store.path(original_path(PATH)).read_bytes()
    assert content(store.original(PATH)) == b"Doe^Jane"
    await store.remove(PATH)
    assert files(store) == []


async def test_removing_a_patient_leaves_the_others(store: FileStore) -> None:
    other = image_path("pat_9", "stu_2", "ser_3", 1, "img_5")
    for relative in (PATH, other):
        await store.adopt([(write(store), relative)])
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
