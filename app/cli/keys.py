"""`medhub keys`: the keys of the hub, on its machine."""

import typer

keys = typer.Typer(no_args_is_help=True, help="Keys in the data folder.")


@keys.callback()
def _group() -> None:
    """Keys in the data folder."""


@keys.command()
def rotate() -> None:
    """Sign sessions with a new key from now on, also in a hub that runs; nobody needs to sign in again."""
    from app.errors import Invalid
    from app.settings import Settings
    from app.storage.session_keys import SessionKeys

    settings = Settings()
    if settings.secret_key is not None:
        raise Invalid("HUB_SECRET_KEY is set: set it anew, and HUB_SECRET_KEY_BEFORE to what it was.")
    path = SessionKeys(settings.key_folder).rotate()
    typer.echo(f"Sessions are signed with {path.name} from now on; the key before it holds until its tokens expire.")
