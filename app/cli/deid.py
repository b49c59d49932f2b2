"""`medhub deid IN OUT`: de-identify a folder, an archive or a file, without a server or a database."""

import asyncio
import secrets
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from app.errors import HubError

REPORT_NAME: Final = "report.ndjson"


def _explain(is_asked: bool) -> None:
    """Print what is done to what, and end."""
    from app.imaging.deidentify.explain import page

    if is_asked:
        typer.echo(page(), nl=False)
        raise typer.Exit


def deid(
    source: Annotated[
        Path, typer.Argument(metavar="IN", exists=True, readable=True, help="A folder, a zip archive or a DICOM file.")
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            file_okay=False,
            help="Folder for the results: patient/study/series/…dcm.tif; .dcm without pixels.",
        ),
    ],
    profile: Annotated[
        str, typer.Option(metavar="NAME", help="De-identification profile: research or strict.")
    ] = "research",
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", dir_okay=False, help="Write one line of JSON for each input file here."),
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="64 hexadecimal digits. The same key gives the same pseudonyms and dates in every run; without one, "
            "a run makes a key of its own and forgets it.",
        ),
    ] = None,
    project: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Make pseudonyms, UIDs and dates of this project's own out of the key: nobody can join them with "
            "those of another project. Needs --key-file.",
        ),
    ] = "",
    explain: Annotated[  # noqa: ARG001 - done before anything else
        bool,
        typer.Option(
            "--explain", is_eager=True, callback=_explain, help="Print what every profile does to what, and end."
        ),
    ] = False,
) -> None:
    """De-identify DICOM images into files that are at once DICOM and TIFF, and other objects into DICOM files.

    Refused files are in the report.
    """
    key = _key(_checked(source, target, profile, key_file), key_file, project)
    if report:
        report.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    # On the same file system as the results, so that a finished file is renamed and never copied.
    with tempfile.TemporaryDirectory(prefix=".medhub-", dir=target) as scratch:
        counts = _run(source, Call(target, Path(scratch), profile, key))
        if report:
            shutil.move(Path(scratch, REPORT_NAME), report)
    if not counts:
        typer.echo(f"There is no file in {source}.", err=True)
    names = ("ACCEPTED", "DUPLICATE", "QUARANTINED", "REJECTED")
    typer.echo(", ".join(f"{counts[name]} {name.lower()}" for name in names))


def _checked(source: Path, target: Path, profile: str, key_file: Path | None) -> bytes:
    """Return the key; a wrong call ends here, with code 2, before anything is written."""
    from app.imaging.deidentify.profile import named
    from app.storage import keys

    if target.resolve().is_relative_to(source.resolve()) or source.resolve().is_relative_to(target.resolve()):
        raise typer.BadParameter("IN and OUT must not lie in each other.", param_hint="OUT")
    try:
        named(profile)
    except HubError as error:
        raise typer.BadParameter(error.message, param_hint="--profile") from None
    if key_file is None:
        return secrets.token_bytes(keys.KEY_BYTES)
    try:
        return keys.load(key_file)
    except HubError as error:
        raise typer.BadParameter(error.message, param_hint="--key-file") from None


def _key(key: bytes, key_file: Path | None, project: str) -> bytes:
    """Return the key under which everything is made: the site's, or that of a project."""
    from app.imaging.deidentify.pseudonyms import project_key

    if not project:
        return key
    if key_file is None:
        raise typer.BadParameter(
            "A project's pseudonyms are made from a key: give --key-file too.", param_hint="--project"
        )
    return project_key(key, project)


@dataclass(frozen=True, slots=True)
class Call:
    """What the command was told."""

    target: Path
    scratch: Path
    profile: str
    key: bytes


def _run(source: Path, call: Call) -> Counter[str]:
    """De-identify the source, write the report into the scratch folder, and return how many files had each outcome."""
    import orjson
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from app.cli.batch import Batch, Outcome
    from app.imaging.deidentify.profile import named
    from app.workers.pool import WorkerPool

    counts: Counter[str] = Counter()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    pool = WorkerPool()
    with Path(call.scratch, REPORT_NAME).open("wb") as lines, Progress(*columns, console=Console(stderr=True)) as bars:
        bar = bars.add_task("De-identifying", total=None)

        def emit(outcome: Outcome) -> None:
            counts[outcome.outcome] += 1
            lines.write(orjson.dumps(outcome.line(), option=orjson.OPT_APPEND_NEWLINE))

        batch = Batch(pool, call.target, call.scratch, named(call.profile), call.key)
        try:
            asyncio.run(batch.run(source, lambda done, total: bars.update(bar, completed=done, total=total), emit))
        finally:
            pool.close()
    return counts
