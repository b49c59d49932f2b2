"""`medhub.Client` against a running hub, and the notebook of the documentation from its first cell to its last."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import medhub
from medhub.filters import filter_of
from tests.conftest import ROOT, RunningHub
from tests.journeys.test_imports import imported
from tests.journeys.test_upload import Client, dicom, uid


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def token(client: Client) -> str:
    made = client.ask(
        "mutation($i: CreateApiTokenInput!) { createApiToken(input: $i) { secret errors { message } } }",
        {"i": {"name": "notebook", "permissions": ["PATIENT_READ", "IMAGE_READ", "DATA_EXPORT"]}},
    )
    return str(made["createApiToken"]["secret"])


@pytest.fixture(scope="module")
def hub(running_hub: RunningHub, token: str) -> medhub.Client:
    return medhub.Client(running_hub.base_url, token=token)


@pytest.fixture(scope="module")
def cohort(client: Client) -> list[str]:
    """Twelve patients of two slices, whose lesions are bright; six have one."""
    table = "PatientID,Age,lesion\n" + "".join(
        f"LESION-{number},{40 + number},{'yes' if number % 2 else 'no'}\n" for number in range(12)
    )
    columns = [{"column": "Age", "target": "AGE"}, {"column": "lesion", "target": "FIELD", "type": "BOOLEAN"}]
    done = imported(client, table, dryRun=False, columns=columns)
    assert (done["created"], done["failed"]) == (12, 0)
    noise = np.random.default_rng(1)
    files = []
    for number in range(12):
        study, series = uid(), uid()
        for slice_ in range(2):
            pixels = noise.normal(1000, 20, (128, 128))
            if number % 2:
                pixels[50:70, 50:70] += 400
            same = {"PatientID": f"LESION-{number}", "StudyInstanceUID": study, "SeriesInstanceUID": series}
            content = dicom(
                **same, SOPInstanceUID=uid(), InstanceNumber=slice_ + 1, PixelData=pixels.astype(np.int16).tobytes(),
                RescaleSlope=1, RescaleIntercept=-1024,
            )  # fmt: skip
            files.append((f"{number}-{slice_}.dcm", content))
    job = client.upload(files)
    assert job["accepted"] == 24
    found = client.ask('{ patients(first: 100, filter: {field: {name: "lesion", exists: true}}) { nodes { id } } }')
    return sorted(node["id"] for node in found["patients"]["nodes"])


def test_conditions_are_filters() -> None:
    assert filter_of({}) == {}
    conditions = {
        "age__gte": 50, "body_part": "BREAST", "fields__nodules__gt": 2, "studies__series__laterality__in": ("L", "R"),
        "collection": "col_1",
    }  # fmt: skip
    assert filter_of(conditions) == {
        "and": [
            {"age": {"gte": 50}}, {"bodyPart": {"eq": "BREAST"}}, {"field": {"name": "nodules", "gt": 2}},
            {"studies": {"series": {"laterality": {"in": ["L", "R"]}}}}, {"collection": "col_1"},
        ]
    }  # fmt: skip


def test_records_come_as_rows_and_images_as_arrays(hub: medhub.Client, cohort: list[str]) -> None:
    older = hub.patients(age__gte=50, fields__lesion=True)
    assert len(older) == 1
    (row,) = older
    assert (row["age"], row["fields.lesion"], row["image_count"]) == (51, True, 2)
    frame = hub.patients(fields__lesion__exists=True).to_pandas()
    assert sorted(frame["id"]) == cohort
    assert frame["fields.lesion"].sum() == 6
    images = hub.images(series__study__patient__id=row["id"])
    assert len(images) == 2
    for image in images.arrays():
        assert (image.pixels.shape, image.pixels.dtype, image.patient_id) == ((128, 128), np.float64, row["id"])
        assert image.spacing_mm == (0.661468, 0.661468)
        assert 300 < image.pixels[50:70, 50:70].mean() < 450
    stored = next(images.arrays(stored=True))
    assert stored.pixels.dtype.kind in "iu"
    assert {study["patient_id"] for study in hub.studies(patient_id=row["id"])} == {row["id"]}
    assert {series["study_id"] for series in hub.series(study__patient__id=row["id"])} == {image.study_id}


def test_a_table_in_parquet_has_the_same_values_and_types_in_pandas(
    hub: medhub.Client, cohort: list[str], tmp_path: Path
) -> None:
    columns = ["id", "age", "gender", "image_count", "created_at", "fields.lesion"]
    path = hub.export(tmp_path / "patients.zip", format="PARQUET", ids=cohort, columns=columns)
    with zipfile.ZipFile(path) as found:
        frame = pd.read_parquet(io.BytesIO(found.read("patients.parquet"))).set_index("id")
    assert list(frame.index) == cohort
    kinds = {name: frame[name].dtype.kind for name in ("age", "image_count", "created_at", "fields.lesion")}
    assert kinds == {"age": "i", "image_count": "i", "created_at": "M", "fields.lesion": "b"}
    for row in hub.patients(fields__lesion__exists=True):
        kept = frame.loc[row["id"]]
        assert (int(kept["age"]), bool(kept["fields.lesion"]), kept["gender"]) == (
            row["age"], row["fields.lesion"], row["gender"],
        )  # fmt: skip
        assert kept["created_at"] == pd.Timestamp(row["created_at"])


def test_a_collection_is_downloaded_verified_and_goes_on_where_it_stopped(
    client: Client, hub: medhub.Client, cohort: list[str], tmp_path: Path
) -> None:
    def change(name: str, /, **values: Any) -> str:
        input_type = name[0].upper() + name[1:] + "Input"
        text = f"mutation($i: {input_type}!) {{ {name}(input: $i) {{ collection {{ id }} errors {{ message }} }} }}"
        return str(client.ask(text, {"i": values})[name]["collection"]["id"])

    collection_id = change("createCollection", name="For notebooks")
    change("changeCollectionMembers", id=collection_id, version=1, ids=cohort[:3])
    change("publishCollection", id=collection_id, version=2)
    collection = hub.collection("For notebooks")
    assert collection.id == collection_id
    assert collection.citation().startswith("For notebooks, version 1")
    first = collection.download(tmp_path / "data", progress=False)
    assert (first.downloaded, first.kept, first.withdrawn) == (6, 0, ())
    files = sorted(first.folder.rglob("*.dcm"))
    digests = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert digests == {row["image_id"]: row["sha256"] for row in collection.manifest()}
    files[0].write_bytes(b"half of it")
    files[1].unlink()
    again = collection.download(tmp_path / "data", progress=False)
    assert (again.downloaded, again.kept) == (2, 4)
    assert not list(first.folder.rglob("*.part"))


def test_what_the_hub_refuses_is_told_in_its_words(running_hub: RunningHub, hub: medhub.Client) -> None:
    with pytest.raises(medhub.ClientError, match="no collection of this name"):
        hub.collection("nothing of this name")
    with pytest.raises(medhub.ClientError, match="There is no field nothing"):
        len(hub.patients(fields__nothing__gt=1))
    with pytest.raises(medhub.ClientError, match="not valid"):
        len(medhub.Client(running_hub.base_url, token="mdh_guessed").patients())
    with pytest.raises(medhub.ClientError, match="not right"):
        medhub.Client(running_hub.base_url, email="nobody@hub.example", password="a wrong password")


def test_the_notebook_goes_from_sign_in_to_a_classifier(
    running_hub: RunningHub,
    token: str,
    cohort: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HUB_URL", running_hub.base_url)
    monkeypatch.setenv("HUB_TOKEN", token)
    notebook = json.loads((ROOT / "docs" / "first-classifier.ipynb").read_text())
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(cell["source"], names)  # its own words, as a reader runs them
    assert names["X"].shape == (24, 4)
    assert "8 slices of 4 patients held out: area under the curve 1.00" in capsys.readouterr().out
