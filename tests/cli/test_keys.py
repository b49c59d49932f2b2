"""Keys and second factors, from the command line of the hub's machine."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_a_new_key_signs_and_the_old_one_still_holds(tmp_path: Path) -> None:
    (before,) = SessionKeys(tmp_path / "keys").current()
    result = medhub(tmp_path, "keys", "rotate")
    assert (result.returncode, result.stderr) == (0, "")
    after, kept = SessionKeys(tmp_path / "keys").current()
    assert (kept, after != before) == (before, True)
    assert not any(key.secret.hex() in result.stdout for key in (before, after))


def test_a_key_that_is_given_is_rotated_by_who_gives_it(tmp_path: Path) -> None:
    result = medhub(tmp_path, "keys", "rotate", HUB_SECRET_KEY="9f2c1e7ab0d34568" * 2)
    assert result.returncode == 1
    assert "HUB_SECRET_KEY_BEFORE" in result.stderr
    assert not (tmp_path / "keys").exists()


def test_a_lost_second_factor_is_taken_away_on_the_hubs_machine(tmp_path: Path) -> None:
    add_account(tmp_path / "data", *ADMIN, "ADMINISTRATOR")
    done = medhub(tmp_path / "data", "user", "remove-second-factor", ADMIN[0].upper())
    assert (done.returncode, done.stdout.strip()) == (0, "The account has no second factor any more.")
    unknown = medhub(tmp_path / "data", "user", "remove-second-factor", "nobody@hub.example")
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "medhub: There is no account with this e-mail address.")
