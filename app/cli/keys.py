"""`medhub keys`: the keys of the hub, on its machine."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from app.settings import Settings
    from app.storage.wrapping import Wrapped

keys = typer.Typer(no_args_is_help=True, help="Keys in the data folder; a hub may run meanwhile.")


@keys.command(name="list")
def list_keys() -> None:
    """List the keys that wrap others, the newest first, with how many secrets and files each wraps."""
    from app.settings import Settings
    from app.storage.dated_keys import made_at
    from app.storage.keys import load
    from app.storage.ring import key_id

    wrapped = _wrapped(Settings())
    wrapped.ring.current()  # makes the first
    counts = wrapped.counts()
    for path in wrapped.ring.files():
        made = datetime.fromtimestamp(made_at(path), UTC)
        typer.echo(f"{path.name}\tmade {made:%Y-%m-%d %H:%M}\twraps {counts[key_id(load(path))]}")


@keys.command()
def rotate() -> None:
    """Make new keys: one that signs sessions, one that wraps all others; nobody needs to sign in again."""
    from app.settings import Settings
    from app.storage.session_keys import SessionKeys

    settings = Settings()
    wrapped = _wrapped(settings)
    path = wrapped.ring.rotate()
    typer.echo(f"{path.name} wraps all other keys from now on: back it up.")
    if settings.secret_key is None:
        session = SessionKeys(settings.key_folder).rotate()
        typer.echo(f"Sessions are signed with {session.name}; the key before it holds until its tokens expire.")
    else:
        typer.echo("HUB_SECRET_KEY signs the sessions: set it anew, and HUB_SECRET_KEY_BEFORE to what it was.")
    _tidy(wrapped)


@keys.command()
def tidy() -> None:
    """Wrap by the newest key what older ones wrap, and delete keys that nothing has needed for a day."""
    from app.settings import Settings

    _tidy(_wrapped(Settings()))


def _tidy(wrapped: "Wrapped") -> None:
    typer.echo(f"{wrapped.wrap_anew()} secrets and files are wrapped anew.")
    for name in wrapped.delete_unneeded():
        typer.echo(f"{name} is deleted.")
    if len(wrapped.ring.files()) > 1:
        typer.echo("Older keys are kept for a day, for hubs that run: then `medhub keys tidy` deletes them.")


def _wrapped(settings: "Settings") -> "Wrapped":
    from app.storage.filesystem import FileStore
    from app.storage.key_ring import KeyRing
    from app.storage.staging import Staging
    from app.storage.wrapping import Wrapped

    ring = KeyRing(settings.ring_folder)
    store = FileStore(settings.storage_folder, ring)
    return Wrapped(ring, settings.key_folder, store, Staging(settings.staging_folder, settings.max_file_bytes, ring))
