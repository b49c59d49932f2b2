"""What comes out is as valid as what went in, by a validator of other people: dciodvfy of dicom3tools."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from app.errors import HubError
from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.profile import named
from app.imaging.reading import read
from tests.imaging.deidentify.test_canaries import real_files
from tests.imaging.samples import PSEUDONYMS

EVERY = 12
# pydicom, which writes the copies here, writes its last fragment of an odd length wrongly.
WRONGLY_WRITTEN = "GH364.dcm"


def errors(path: Path) -> Counter[str]:
    """Return the errors that the validator finds, without the values that it quotes."""
    found = subprocess.run(["dciodvfy", str(path)], capture_output=True, check=False)
    lines = found.stderr.decode(errors="replace").splitlines()
    return Counter(re.sub(r"<.*>|\d+", "", line) for line in lines if line.startswith("Error"))


@pytest.mark.parametrize("profile", ["research", "strict"])
def test_no_file_has_more_errors_than_its_source(profile: str, shared_data: Path, tmp_path: Path) -> None:
    checked, worse = 0, {}
    for path in real_files(shared_data)[::EVERY]:
        try:
            source = read(path)
        except HubError:
            continue
        result, _ = deidentify_dataset(source, named(profile), PSEUDONYMS)
        copy = tmp_path / "copy.dcm"
        result.save_as(copy, enforce_file_format=True)
        before, after = errors(path), errors(copy)
        checked += 1
        if after.total() > before.total() and path.name != WRONGLY_WRITTEN:
            worse[path.name] = after - before
    assert worse == {}
    assert checked > 20
