"""An archive can be damaged in more ways than a reader of archives knows."""

import io
import zipfile

import pytest

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

DATA_OFFSET = 30 + len("x.dcm")  # local file header and name (APPNOTE 4.3.7)


def packed() -> bytearray:
    """Return a zip archive with one entry compressed by LZMA."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x.dcm", bytes(range(256)) * 100)
    return bytearray(stream.getvalue())


@pytest.mark.parametrize("place", [slice(4, 5), slice(20, 60)], ids=["properties", "data"])
def test_an_archive_that_cannot_be_unpacked_is_refused_and_its_job_ends(running_hub: RunningHub, place: slice) -> None:
    content = packed()
    damaged = slice(DATA_OFFSET + place.start, DATA_OFFSET + place.stop)
    content[damaged] = b"\xff" * (place.stop - place.start)
    client = Client(running_hub)
    job = client.upload([("damaged.zip", bytes(content))])
    assert client.outcomes(job) == [("REJECTED", "REJECTED")]
    assert not (running_hub.data / "staging" / job["id"]).exists()
