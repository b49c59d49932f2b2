"""`medhub retention`: remove what has been kept as long as it may be."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.resolvers.retention import Rule


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Remove what is older than HUB_RETENTION allows. On the embedded database the hub must be stopped meanwhile."""
    rules = asyncio.run(_run(is_dry=dry_run))
    if not rules:
        typer.echo("HUB_RETENTION gives no period: everything is kept.")
    for rule in rules:
        what = "would go" if dry_run else "are gone"
        typer.echo(f"{rule.kind.value}\tkept {rule.days} days\t{rule.due} from before {rule.before:%Y-%m-%d} {what}")


async def _run(*, is_dry: bool) -> "list[Rule]":
    from app.main import open_database, open_hub
    from app.resolvers import retention as resolver
    from app.settings import Settings

    settings = Settings()
    if is_dry:
        async with open_database(settings):
            return await resolver.report(settings.retention)
    async with open_hub(settings) as hub:
        return await resolver.carry_out(hub)
