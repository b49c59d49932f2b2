"""With HUB_ENCRYPT_STORAGE all that is seen of images is as without it, and nothing of them lies on the disk plainly."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.storage.keys import load
from app.storage.ring import key_id
from app.storage.sealed import ring_key_of
from tests.cli.test_keys import medhub
from tests.conftest import RunningHub, start_hub, stop_hub
from tests.journeys.test_upload import Client, study_of


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    hub = start_hub(tmp_path_factory.mktemp("encrypted") / "data", HUB_ENCRYPT_STORAGE="1")
    yield hub
    stop_hub(hub)


def stored(hub: RunningHub) -> list[Path]:
    return sorted(path for path in (hub.data / "storage").rglob("*") if path.is_file())


def shown(client: Client, image: dict[str, str]) -> list[bytes]:
    """Return all that is seen of an image."""
    url = f"/files/images/{image['id']}"
    answers = [client.http.get(f"{url}{path}") for path in ("", "/rendered", "/thumbnail", "/frames/1", "/metadata")]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.content for answer in answers]


def test_images_are_seen_as_ever_and_open_only_with_the_keys(hub: RunningHub) -> None:
    client = Client(hub)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in study_of("Sealed^Test", patient="SEALED-1", slices=3):
            written.writestr(name, content)
    job = client.upload([("study.zip", archive.getvalue())])
    image = job["files"]["nodes"][0]["image"]
    first = shown(client, image)
    whole = first[0]
    assert (whole[:4], whole[128:132], len(first[3])) == (b"II*\0", b"DICM", 128 * 128 * 2)
    assert shown(client, image) == first  # the thumbnail is now one that was kept
    files = stored(hub)
    assert [path.suffix for path in files].count(".tif") == 3
    assert [path.suffix for path in files].count(".webp") == 1
    assert {path.read_bytes()[:16] for path in files} == {b"MEDHUB-SEALED-2\n"}
    assert not [path for path in files if whole[-4096:-1] in path.read_bytes() or b"RIFF" in path.read_bytes()]

    url = f"/files/images/{image['id']}"
    answer = client.http.get(url)
    assert (answer.headers["content-length"], answer.headers["accept-ranges"]) == (str(len(whole)), "bytes")
    for start, end in ((0, 0), (128, 131), (100, len(whole) - 1), (len(whole) - 9, len(whole) - 1)):
        part = client.http.get(url, headers={"Range": f"bytes={start}-{end}", "If-Range": answer.headers["etag"]})
        assert (part.status_code, part.content) == (206, whole[start : end + 1])
        assert part.headers["content-range"] == f"bytes {start}-{end}/{len(whole)}"
    assert client.http.get(url, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.http.get(url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert httpx.get(f"{hub.base_url}{url}").status_code == 401

    patient = client.ask(
        "query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image["id"]}
    )
    patient_id = patient["image"]["series"]["study"]["patient"]["id"]
    handed_over = client.http.get(f"/files/patients/{patient_id}/archive").content
    with zipfile.ZipFile(io.BytesIO(handed_over)) as opened:
        assert whole in [opened.read(name) for name in opened.namelist()]


def test_keys_rotate_under_a_hub_that_runs_and_a_swapped_file_is_not_shown(hub: RunningHub) -> None:
    client = Client(hub)
    images = [node["image"] for node in client.upload(study_of("Turn^Test", slices=2))["files"]["nodes"]]
    before = [shown(client, image) for image in images]
    rotated = medhub(hub.data, "keys", "rotate")
    assert (rotated.returncode, rotated.stderr) == (0, "")
    assert [shown(client, image) for image in images] == before
    newest = medhub(hub.data, "keys", "list").stdout.partition("\t")[0]
    assert {ring_key_of(path) for path in stored(hub)} == {key_id(load(hub.data / "keys" / newest))}
    again = client.upload(study_of("After^Test", slices=1))["files"]["nodes"][0]
    assert len(shown(client, again["image"])) == 5
    one, other = (
        next(path for path in stored(hub) if path.name.endswith(f"{image['id']}.dcm.tif")) for image in images
    )
    one.write_bytes(other.read_bytes())
    answer = client.http.get(f"/files/images/{images[0]['id']}/frames/1")
    assert (answer.status_code, answer.json()["code"]) == (422, "REJECTED")
