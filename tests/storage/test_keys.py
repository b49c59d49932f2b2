"""Keys are made once, lie wrapped by the ring, and are wrapped anew when it gets another key."""

from io import BytesIO
from pathlib import Path

import pytest

from app.errors import Invalid, Unavailable
from app.storage import keys
from app.storage.filesystem import FileStore
from app.storage.key_ring import KEPT_SECONDS, KeyRing
from app.storage.ring import Ring, key_id
from app.storage.sealed import HEAD_BYTES, SealedFile, seal
from app.storage.staging import Staging
from app.storage.wrapping import Wrapped


def test_a_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "ring-1.key"
    key = keys.load_or_make(path)
    assert len(key) == 32
    assert keys.load_or_make(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("not a key")
    with pytest.raises(Invalid, match=r"ring-1\.key is not a key file"):
        keys.load_or_make(path)


def test_a_secret_is_made_once_wrapped_and_private(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "ring")
    path = tmp_path / "keys" / "site.key"
    secret = keys.secret(path, ring.current)
    assert (len(secret), keys.secret(path, ring.current)) == (32, secret)
    assert path.stat().st_mode & 0o777 == 0o600
    assert secret.hex() not in path.read_text()
    path.rename(tmp_path / "keys" / "audit.key")
    with pytest.raises(Unavailable):  # it is what it was made for
        keys.secret(tmp_path / "keys" / "audit.key", ring.current)


def test_a_secret_that_lay_there_plainly_stays_what_it_is_and_is_wrapped(tmp_path: Path) -> None:
    path, ring = tmp_path / "site.key", KeyRing(tmp_path)
    plain = keys.load_or_make(path)
    assert keys.secret(path, ring.current) == plain
    assert plain.hex() not in path.read_text()
    assert keys.secret(path, ring.current) == plain
    assert [file.stat().st_mode & 0o777 for file in tmp_path.iterdir()] == [0o600, 0o600]


def test_without_its_ring_a_secret_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "site.key"
    keys.secret(path, KeyRing(tmp_path / "ring").current)
    before = path.read_text()
    with pytest.raises(Unavailable, match="HUB_KEY_RING"):
        keys.secret(path, KeyRing(tmp_path / "other").current)
    path.write_text("wrapped:AAAA")
    with pytest.raises(Unavailable):
        keys.secret(path, KeyRing(tmp_path / "ring").current)
    path.write_text(before)
    assert keys.secret(path, KeyRing(tmp_path / "ring").current)


def test_a_ring_tells_nothing_of_its_keys() -> None:
    key = bytes(range(32))
    ring = Ring((key,))
    wrapped = ring.wrap(b"secret", b"purpose")
    assert ring.unwrap(wrapped, b"purpose") == b"secret"
    assert wrapped != ring.wrap(b"secret", b"purpose")
    assert b"secret" not in wrapped
    assert (repr(ring), key_id(key) in key) == ("Ring()", False)
    with pytest.raises(Unavailable):
        ring.unwrap(wrapped, b"another purpose")


def test_after_a_rotation_all_opens_with_the_new_key_alone_and_no_content_was_written(tmp_path: Path) -> None:
    moment = [1_000_000.0]
    ring = KeyRing(tmp_path / "ring", clock=lambda: moment[0])
    running = KeyRing(tmp_path / "ring", clock=lambda: moment[0])
    store = FileStore(tmp_path / "store", running, is_encrypted=True)
    staging = Staging(tmp_path / "staging", 100, running)
    store.open()
    staging.open()
    secret = keys.secret(tmp_path / "site.key", running.current)
    image = SealedFile(store.path("pat_1/x_img_1.dcm.tif"), "img_1.dcm", running.current())
    member = staging.file("job_1", "1.files").below("000001")
    name = SealedFile(staging.names_folder / "job_1" / "1", ".names/job_1/1", running.current())
    plain = store.path("pat_1/y_img_2.dcm.tif")
    for file in (image, member, name):
        seal(BytesIO(b"Doe^Jane"), file)
    plain.write_bytes(b"II*\0")
    before = image.path.read_bytes()
    (first,) = running.files()
    first_key = keys.load(first)
    wrapped = Wrapped(ring, tmp_path, store, staging)
    assert wrapped.counts() == {key_id(first_key): 4}

    late = SealedFile(store.path("pat_1/z_img_3.dcm.tif"), "img_3.dcm", running.current())
    moment[0] += 1
    second = ring.rotate()
    assert wrapped.wrap_anew() == 2
    assert wrapped.wrap_anew() == 0
    seal(BytesIO(b"late"), late)  # by a worker that was given the keys before
    assert running.current().newest_id == key_id(keys.load(second))
    assert wrapped.counts() == {key_id(keys.load(second)): 2, key_id(first_key): 3}

    moment[0] += KEPT_SECONDS
    assert wrapped.delete_unneeded() == []  # something still needs it
    for file in (member, name):  # the job has ended
        file.delete()
    assert wrapped.wrap_anew() == 1
    assert wrapped.delete_unneeded() == [first.name]
    assert image.path.read_bytes()[HEAD_BYTES:] == before[HEAD_BYTES:]
    assert keys.secret(tmp_path / "site.key", KeyRing(tmp_path / "ring").current) == secret
    with store.file("pat_1/x_img_1.dcm.tif").reader() as stream:
        assert stream.read() == b"Doe^Jane"
    assert plain.read_bytes() == b"II*\0"
