"""A change of the schema that would break clients is seen before it lands."""

import subprocess

import pytest
from graphql import build_schema, find_breaking_changes

from tests.conftest import ROOT

# Changes that were decided on, as the test words them; empty the list when they have landed.
DECIDED: frozenset[str] = frozenset()


def said(*command: str) -> str | None:
    """Return what git says, None when it knows nothing: of a copy without its history, or before the first commit."""
    try:
        done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def published() -> str | None:
    """Return the schema of the last commit on main that this work began from; on main itself of the commit before."""
    base = said("merge-base", "HEAD", "main")
    if base == said("rev-parse", "HEAD"):
        base = said("rev-parse", "HEAD~1")
    return said("show", f"{base}:schema.graphql") if base else None


def breaking(before: str, after: str) -> list[str]:
    old, new = (build_schema(text, assume_valid_sdl=True) for text in (before, after))
    return [change.description for change in find_breaking_changes(old, new)]


def test_no_client_breaks() -> None:
    now = (ROOT / "schema.graphql").read_text()
    changes = breaking(published() or now, now)
    assert set(changes) <= DECIDED, changes


@pytest.mark.parametrize(
    ("before", "after"),
    [("type Query { patient: String study: String }", "type Query { patient: String }"),
     ("type Query { patient: String }", "type Query { patient(id: ID!): String }"),
     ("type Query { role: Role } enum Role { VIEWER DOCTOR }", "type Query { role: Role } enum Role { VIEWER }")],
)  # fmt: skip
def test_what_would_break_them_is_seen(before: str, after: str) -> None:
    assert len(breaking(before, after)) == 1
    assert breaking(before, before) == []
