"""`medhub audit`: the audit trail, on the machine of the hub. The hub must not be running on the embedded database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

audit = typer.Typer(no_args_is_help=True, help="The audit trail: verify it, export it (while the hub is stopped).")
Result = TypeVar("Result")


@audit.command()
def verify(
    digest: Annotated[
        str | None, typer.Option(help="The end of the chain as it was noted elsewhere: it must still be in it.")
    ] = None,
) -> None:
    """Check that no event was changed or removed; ends with 1 when one was."""
    from app.documents import audit_chain
    from app.main import secret_of
    from app.settings import Settings
    from app.storage.key_ring import KeyRing

    settings = Settings()
    key = secret_of(settings, "audit", KeyRing(settings.ring_folder))
    verdict = _with_database(lambda: audit_chain.verify(key, digest))
    if verdict.reason:
        typer.echo(f"The audit trail is broken at event {verdict.broken_at}: {verdict.reason}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{verdict.sealed} events are as they were written; {verdict.waiting} wait to be sealed.")
    typer.echo(f"The chain ends with {verdict.digest}")


@audit.command()
def export(
    target: Annotated[Path, typer.Argument(dir_okay=False, help="File for the events, one line of JSON each.")],
) -> None:
    """Write all sealed events, oldest first."""
    from app.resolvers.audit import lines

    async def write() -> int:
        import orjson

        count = 0
        with target.open("wb") as file:
            async for event in lines():
                file.write(orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE))
                count += 1
        return count

    typer.echo(f"{_with_database(write)} events written to {target}.")


def _with_database(work: Callable[[], Awaitable[Result]]) -> Result:
    from app.main import open_database
    from app.settings import Settings

    async def run() -> Result:
        async with open_database(Settings()):
            return await work()

    return asyncio.run(run())
