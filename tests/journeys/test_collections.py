"""A collection from its draft to a citable version that somebody takes away, over HTTP."""

import csv
import io
import json
import zipfile

import pytest

from tests.conftest import RunningHub
from tests.journeys.test_exports import CREATE, archive
from tests.journeys.test_upload import Client, study_of

COLLECTION = "collection { id version recordUrl versions { number digest manifestUrl images } } errors { message }"


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


def test_a_version_is_taken_away_as_it_was_frozen(client: Client) -> None:
    patients = []
    for name in ("Cited^One", "Cited^Two"):
        job = client.upload(study_of(name, slices=2))
        image = job["files"]["nodes"][0]["image"]["id"]
        found = client.ask("query($id: ID!) { image(id: $id) { series { study { patient { id } } } } }", {"id": image})
        patients.append(found["image"]["series"]["study"]["patient"]["id"])
    payload = client.ask(
        f"mutation($i: CreateCollectionInput!) {{ createCollection(input: $i) {{ {COLLECTION} }} }}",
        {"i": {"name": "Cited", "license": "CC BY 4.0", "keywords": ["thorax"]}},
    )["createCollection"]
    collection = payload["collection"]
    assert client.http.get(collection["recordUrl"]).status_code == 404
    client.ask(
        f"mutation($i: ChangeCollectionMembersInput!) {{ changeCollectionMembers(input: $i) {{ {COLLECTION} }} }}",
        {"i": {"id": collection["id"], "version": 1, "ids": patients}},
    )
    collection = client.ask(
        f"mutation($i: PublishCollectionInput!) {{ publishCollection(input: $i) {{ {COLLECTION} }} }}",
        {"i": {"id": collection["id"], "version": 2}},
    )["publishCollection"]["collection"]
    (version,) = collection["versions"]

    later = client.upload(study_of("Cited^Later", patient="later", slices=1))  # is not in it
    assert later["accepted"] == 1
    rows = list(csv.DictReader(io.StringIO(client.http.get(version["manifestUrl"]).text, newline="")))
    assert {row["status"] for row in rows} == {"PUBLISHED"}
    found = archive(client, format="DICOM", collectionId=collection["id"])
    exported = {row["id"]: row["file_sha256"] for row in csv.DictReader(io.StringIO(found.read("images.csv").decode()))}
    assert exported == {row["image_id"]: row["sha256"] for row in rows}
    assert len(exported) == version["images"] == 4
    manifest = json.loads(found.read("manifest.json"))
    assert (manifest["collection"], manifest["collection_version"]) == (collection["id"], 1)

    record = client.http.get(collection["recordUrl"])
    assert record.headers["content-type"] == "application/ld+json"
    assert record.json()["dcat:keyword"] == ["thorax"]
    assert record.json()["healthdcatap:numberOfUniqueIndividuals"]["@value"] == "2"

    job = client.ask(CREATE, {"i": {"format": "CSV", "collectionId": collection["id"]}})["createExport"]["job"]
    change = "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }"
    client.ask(change, {"i": {"id": patients[0], "optedOut": True}})
    try:
        rows = list(csv.DictReader(io.StringIO(client.http.get(version["manifestUrl"]).text, newline="")))
        gone = [row for row in rows if row["patient_id"] == patients[0]]
        assert {(row["status"], row["sha256"], row["file_size"]) for row in gone} == {("WITHDRAWN", "", "")}
        assert len(gone) == 2
        table = zipfile.ZipFile(io.BytesIO(client.http.get(job["downloadUrl"]).content)).read("patients.csv").decode()
        assert patients[0] not in table
        assert patients[1] in table
    finally:
        client.ask(change, {"i": {"id": patients[0], "optedOut": False}})
