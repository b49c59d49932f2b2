"""The page of the documentation is what the code prints."""

from pathlib import Path

from typer.testing import CliRunner

from app.cli import app
from app.imaging.deidentify.explain import OPTIONS, WORDS, page
from app.imaging.deidentify.profile import Handling
from app.imaging.deidentify.table import Option

PAGE = Path(__file__).parents[3] / "docs" / "deidentification.md"


def test_the_page_is_what_the_command_prints() -> None:
    result = CliRunner().invoke(app, ["deid", "--explain"])
    assert result.exit_code == 0
    assert result.stdout == page() == PAGE.read_text()


def test_every_option_and_every_handling_has_its_words() -> None:
    assert (set(OPTIONS), set(WORDS)) == (set(Option), set(Handling))
