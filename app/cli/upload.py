"""`medhub upload PATH --server URL`: send a file, a folder or an archive to a hub."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def upload(
    path: Annotated[Path, typer.Argument(exists=True, readable=True, help="A DICOM file, a folder of them, or a zip.")],
    server: Annotated[str, typer.Option(help="Address of the hub.")] = "http://127.0.0.1:8000",
    email: Annotated[str, typer.Option(envvar="HUB_EMAIL", help="Your account; asked for when not given.")] = "",
    password: Annotated[
        str, typer.Option(envvar="HUB_PASSWORD", help="Better by HUB_PASSWORD, or asked for when not given.")
    ] = "",
    patient: Annotated[str | None, typer.Option(help="Put all below this patient (pat_…).")] = None,
    profile: Annotated[str, typer.Option(help="De-identification profile.")] = "research",
) -> None:
    """Send files to a hub; when it is interrupted, the same command goes on where it stopped.

    Exits with 0 when every file is in the hub, 1 when some were refused or the hub could not be used, 2 when the call is wrong.
    """
    if not server.startswith(("http://", "https://")):
        raise typer.BadParameter("The address begins with http:// or https://.", param_hint="--server")
    email = email or _asked("Email")
    password = password or _asked("Password", hide_input=True)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Table

    from app.cli.client import HubClient
    from app.cli.sending import Options, find_files, send_files

    console = Console(stderr=True)
    with HubClient(server) as client:
        client.sign_in(email, password)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as progress:
            sent = progress.add_task("Sending", total=None)
            files = find_files(path)
            progress.update(sent, total=len(files))
            done = progress.add_task("De-identifying", total=len(files))
            job = send_files(
                client,
                path,
                files,
                Options(
                    profile,
                    patient,
                    on_sent=lambda count: progress.update(sent, completed=count),
                    on_done=lambda count, total: progress.update(done, completed=count, total=total),
                ),
            )
    table = Table(title=f"Upload {job['id']}")
    for name in ("accepted", "duplicates", "quarantined", "rejected"):
        table.add_column(name)
    table.add_row(*(str(job[name]) for name in ("accepted", "duplicates", "quarantined", "rejected")))
    console.print(table)
    for file in job["refused"]:
        console.print(f"{file['name']}: {file['error']['message']}", highlight=False, markup=False)
    if job["rejected"]:
        raise typer.Exit(1)


def _asked(name: str, *, hide_input: bool = False) -> str:
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"There is no terminal to ask on. Set HUB_{name.upper()}.", param_hint=name.lower())
    return str(typer.prompt(name, hide_input=hide_input))
