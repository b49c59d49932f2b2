"""`medhub user`: accounts, on the machine of the hub. The hub must not be running on the embedded database."""

import asyncio
from collections.abc import Coroutine
from typing import Annotated, Any

import typer

from app.auth.permissions import Role

users = typer.Typer(no_args_is_help=True, help="Accounts: add, list, set a password (while the hub is stopped).")
Password = Annotated[
    str,
    typer.Option(
        prompt=True, hide_input=True, confirmation_prompt=True, help="At least 12 characters, and not a common one."
    ),
]


@users.command()
def add(
    email: str,
    password: Password,
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.VIEWER,
    name: Annotated[str | None, typer.Option(help="Name as shown to others.")] = None,
) -> None:
    """Add an account that can sign in at once."""
    from app.resolvers.users import add_user

    _run(add_user(email, password, role, name))
    typer.echo(f"Added {email.lower()} as {role.value}.")


@users.command(name="list")
def list_accounts() -> None:
    """List the accounts."""
    from app.resolvers.users import list_users

    for user in _run(list_users()):
        typer.echo(f"{user.email}\t{user.role}\t{user.status}")


@users.command()
def password(email: str, password: Password) -> None:
    """Give an account a new password."""
    from app.resolvers.users import set_password

    _run(set_password(email, password))
    typer.echo("The password is set.")


@users.command()
def remove_second_factor(email: str) -> None:
    """Take the second factor of an account away whose owner has lost device and recovery codes."""
    from app.resolvers.users import remove_second_factor

    _run(remove_second_factor(email))
    typer.echo("The account has no second factor any more.")


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    from app.main import open_database
    from app.settings import Settings

    async def with_database() -> Any:
        try:
            async with open_database(Settings()):
                return await work
        finally:
            work.close()

    return asyncio.run(with_database())
