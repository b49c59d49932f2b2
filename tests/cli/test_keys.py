"""Keys and second factors, from the command line of the hub's machine."""

import os
import subprocess
import sys
from pathlib import Path

from app.storage.key_ring import KeyRing
from app.storage.keys import secret as load_secret
from app.storage.session_keys import SessionKeys
from tests.conftest import ADMIN, ROOT, add_account


def medhub(data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HUB_DATA": str(data), "HUB_DEMO": "1"} | settings
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_new_keys_sign_and_wrap_and_the_old_ones_still_hold(tmp_path: Path) -> None:
    (before,) = SessionKeys(tmp_path / "keys").current()
    ring = KeyRing(tmp_path / "keys")
    secret = load_secret(tmp_path / "keys" / "site.key", ring.current)
    (old,) = ring.files()
    result = medhub(tmp_path, "keys", "rotate")
    assert (result.returncode, result.stderr) == (0, "")
    after, kept = SessionKeys(tmp_path / "keys").current()
    assert (kept, after != before) == (before, True)
    rotated = KeyRing(tmp_path / "keys")
    new, kept_file = rotated.files()
    assert kept_file == old
    assert load_secret(tmp_path / "keys" / "site.key", rotated.current) == secret
    listed = medhub(tmp_path, "keys", "list").stdout
    assert [(line.split("\t")[0], line.split("\t")[2]) for line in listed.splitlines()] == [
        (new.name, "wraps 1"), (old.name, "wraps 0"),
    ]  # fmt: skip
    said = result.stdout + listed + medhub(tmp_path, "keys", "tidy").stdout
    assert not any(key.hex() in said for key in (before.secret, after.secret, secret, *rotated.current().keys))
    assert old.exists()


def test_a_signing_key_that_is_given_is_rotated_by_who_gives_it(tmp_path: Path) -> None:
    result = medhub(tmp_path, "keys", "rotate", HUB_SECRET_KEY="9f2c1e7ab0d34568" * 2)
    assert result.returncode == 0
    assert "HUB_SECRET_KEY_BEFORE" in result.stdout
    assert list((tmp_path / "keys").glob("session-*")) == []


def test_the_ring_may_lie_elsewhere(tmp_path: Path) -> None:
    medhub(tmp_path / "data", "keys", "list", HUB_KEY_RING=str(tmp_path / "usb"))
    assert [path.name[:5] for path in (tmp_path / "usb").iterdir()] == ["ring-"]
    assert not (tmp_path / "data").exists()


def test_a_lost_second_factor_is_taken_away_on_the_hubs_machine(tmp_path: Path) -> None:
    add_account(tmp_path / "data", *ADMIN, "ADMINISTRATOR")
    done = medhub(tmp_path / "data", "user", "remove-second-factor", ADMIN[0].upper())
    assert (done.returncode, done.stdout.strip()) == (0, "The account has no second factor any more.")
    unknown = medhub(tmp_path / "data", "user", "remove-second-factor", "nobody@hub.example")
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "medhub: There is no account with this e-mail address.")
