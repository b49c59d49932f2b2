"""`medhub`: the hub from the command line. Each command imports what it needs when it runs, so that --help is quick."""

import sys

import typer

from app.cli.audit import audit
from app.cli.deid import deid
from app.cli.demo import demo
from app.cli.info import config, permissions, schema
from app.cli.keys import keys
from app.cli.persist import persist
from app.cli.retention import retention
from app.cli.scp import scp
from app.cli.serve import serve
from app.cli.upload import upload
from app.cli.users import users
from app.errors import HubError

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, help="The Medical Data Hub."
)
app.command()(serve)
app.command()(demo)
app.command()(deid)
app.command()(upload)
app.command()(scp)
app.command()(persist)
app.add_typer(users, name="user")
app.add_typer(audit, name="audit")
app.command()(schema)
app.command()(permissions)
app.command()(retention)
app.command()(config)
app.add_typer(keys, name="keys")


def main() -> None:
    """Run a command; what a person can mend is one line on standard error, not a stack trace."""
    try:
        app()
    except HubError as error:
        print(f"medhub: {error.message}", file=sys.stderr)
        raise SystemExit(1) from None
