"""DICOMweb by foreign clients: dicomweb-client, and plain HTTP where exact bytes and headers count."""

from io import BytesIO
from pathlib import Path

import httpx
import imagecodecs
import numpy as np
import pydicom
import pytest
from dicomweb_client.api import DICOMwebClient
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, study_of

COLOUR = Path(str(get_testdata_file("SC_rgb_small_odd.dcm")))
TRAILING_PADDING = 0xFFFCFFFC  # behind the pixels
JSON = {"Accept": "application/dicom+json"}


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


@pytest.fixture(scope="module")
def web(client: Client, running_hub: RunningHub) -> DICOMwebClient:
    headers = {"Authorization": str(client.http.headers["Authorization"])}
    return DICOMwebClient(url=f"{running_hub.base_url}/dicomweb", headers=headers)


@pytest.fixture(scope="module")
def study(client: Client, web: DICOMwebClient) -> Dataset:
    """A study of five slices, as the search tells it."""
    job = client.upload(study_of("Web^Dicom", slices=5))
    assert job["accepted"] == 5
    found = client.ask(
        "query($id: ID!) { image(id: $id) { series { study { studyInstanceUid patient { id } } } } }",
        {"id": job["files"]["nodes"][0]["image"]["id"]},
    )["image"]["series"]["study"]
    [answer] = web.search_for_studies(search_filters={"StudyInstanceUID": found["studyInstanceUid"]})
    dataset = Dataset.from_json(answer)
    assert dataset.PatientID == found["patient"]["id"]
    return dataset


def test_studies_are_found_with_the_attributes_that_the_standard_requires(study: Dataset, web: DICOMwebClient) -> None:
    assert (study.NumberOfStudyRelatedInstances, study.NumberOfStudyRelatedSeries) == (5, 1)
    assert (study.ModalitiesInStudy, study.InstanceAvailability) == ("CT", "ONLINE")
    for matches in (
        {"PatientID": study.PatientID},
        {"00100020": study.PatientID, "ModalitiesInStudy": "CT"},
        {"PatientID": study.PatientID, "StudyDate": f"{study.StudyDate}-{study.StudyDate}"},
        {"PatientID": study.PatientID, "StudyDate": f"-{study.StudyDate}"},
    ):
        [found] = web.search_for_studies(search_filters=matches)
        assert Dataset.from_json(found).StudyInstanceUID == study.StudyInstanceUID
    for matches in (
        {"PatientID": study.PatientID, "ModalitiesInStudy": "MG"},
        {"PatientID": study.PatientID, "StudyDate": "-18000101"},
        {"PatientID": study.PatientID, "AccessionNumber": "1"},
    ):
        assert web.search_for_studies(search_filters=matches) == []


def test_series_and_instances_are_found_below_and_across(study: Dataset, web: DICOMwebClient) -> None:
    [series] = [Dataset.from_json(each) for each in web.search_for_series(study.StudyInstanceUID)]
    assert (series.Modality, series.NumberOfSeriesRelatedInstances) == ("CT", 5)
    assert "StudyInstanceUID" not in series
    below = web.search_for_instances(study.StudyInstanceUID, series.SeriesInstanceUID)
    numbers = [Dataset.from_json(each).InstanceNumber for each in below]
    assert numbers == sorted(numbers)
    across = [
        Dataset.from_json(each)
        for each in web.search_for_instances(
            search_filters={"PatientID": study.PatientID, "Modality": "CT", "InstanceNumber": str(numbers[2])},
            fields=["SliceThickness"],
        )
    ]
    assert [each.SOPInstanceUID for each in across] == [Dataset.from_json(below[2]).SOPInstanceUID]
    assert (across[0].StudyInstanceUID, across[0].SeriesInstanceUID) == (
        study.StudyInstanceUID,
        series.SeriesInstanceUID,
    )
    assert across[0].SliceThickness == 5


def test_offset_and_limit_walk_all_and_say_that_there_is_more(study: Dataset, client: Client) -> None:
    path = f"/dicomweb/studies/{study.StudyInstanceUID}/instances"
    seen = []
    for offset in (0, 2, 4):
        answer = client.http.get(path, params={"limit": 2, "offset": offset}, headers=JSON)
        seen += [each["00080018"]["Value"][0] for each in answer.json()]
        assert ("warning" in answer.headers) is (offset < 4)
    assert len(set(seen)) == 5
    assert client.http.get(path, params={"offset": 5}, headers=JSON).status_code == 204


@pytest.mark.parametrize(
    "parameters",
    [
        {"NoSuchAttribute": "1"}, {"PatientComments": "x"}, {"StudyDate": "yesterday"}, {"limit": "-1"},
        {"StudyDescription": "a?b"}, {"offset": "999999999"}, {"StudyDescription": "\ufdfa" * 201},
        {"StudyDescription": "*" + "a," * 5000 + "*"}, {"StudyInstanceUID": "1.2,1.2." + "3" * 197},
        {"ModalitiesInStudy": "C" * 201},
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_refused_by_name(client: Client, parameters: dict[str, str]) -> None:
    answer = client.http.get("/dicomweb/studies", params=parameters, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID")
    assert next(iter(parameters)) in answer.json()["message"]


def test_what_begins_with_the_last_character_is_just_not_there(client: Client) -> None:
    for last in ("\U0010ffff", "\ud7ff"):
        assert client.http.get("/dicomweb/studies", params={"StudyDescription": f"{last}*"}).status_code == 204


def test_fuzzy_matching_is_declined_as_the_standard_says(study: Dataset, client: Client) -> None:
    answer = client.http.get(
        "/dicomweb/studies", params={"fuzzymatching": "true", "PatientID": study.PatientID}, headers=JSON
    )
    assert answer.status_code == 200
    assert "fuzzymatching parameter is not supported" in answer.headers["warning"]


def test_instances_come_as_they_are_stored(study: Dataset, web: DICOMwebClient, client: Client) -> None:
    retrieved = web.retrieve_study(study.StudyInstanceUID)
    assert len(retrieved) == 5
    for dataset in retrieved:
        assert dataset.PatientIdentityRemoved == "YES"
        assert dataset.PatientID == study.PatientID
        assert dataset.pixel_array.shape == (128, 128)
    one = retrieved[0]
    path = f"/dicomweb/studies/{one.StudyInstanceUID}/series/{one.SeriesInstanceUID}/instances/{one.SOPInstanceUID}"
    alone = client.http.get(path, headers={"Accept": "application/dicom"})
    assert alone.headers["content-type"] == "application/dicom; transfer-syntax=1.2.840.10008.1.2.1"
    assert pydicom.dcmread(BytesIO(alone.content)).pixel_array.tobytes() == one.pixel_array.tobytes()
    assert int(alone.headers["content-length"]) == len(alone.content)
    for accept in ('multipart/related; type="application/dicom"; transfer-syntax=1.2.840.10008.1.2.4.50', "text/html"):
        assert client.http.get(path, headers={"Accept": accept}).status_code == 406


def test_frames_are_the_stored_values_natively_or_as_htj2k(study: Dataset, web: DICOMwebClient, client: Client) -> None:
    one = web.retrieve_study(study.StudyInstanceUID)[0]
    uids = (one.StudyInstanceUID, one.SeriesInstanceUID, one.SOPInstanceUID)
    [native] = web.retrieve_instance_frames(*uids, frame_numbers=[1])
    assert bytes(native) == one.PixelData
    path = "/dicomweb/studies/{}/series/{}/instances/{}/frames/1".format(*uids)
    packed = client.http.get(path, headers={"Accept": "image/jphc"})
    assert packed.headers["content-type"] == "image/jphc; transfer-syntax=1.2.840.10008.1.2.4.201"
    assert len(packed.content) < len(one.PixelData)
    assert np.array_equal(imagecodecs.htj2k_decode(packed.content), one.pixel_array)
    assert client.http.get(path.replace("/1", "/2"), headers={"Accept": "*/*"}).status_code in (404, 406)
    assert client.http.get(f"{path[:-1]}2").status_code == 404
    assert client.http.get(f"{path[:-1]}x").status_code == 400
    assert client.http.get(f"{path[:-1]}1,1").status_code == 400
    assert client.http.get(path.replace("frames/1", "bulkdata/zzzzzzzz")).status_code == 404


def test_metadata_are_the_headers_and_stay_so_when_they_are_kept(study: Dataset, web: DICOMwebClient) -> None:
    first = web.retrieve_study_metadata(study.StudyInstanceUID)
    again = web.retrieve_study_metadata(study.StudyInstanceUID)
    assert first == again
    stored = {each.SOPInstanceUID: each for each in web.retrieve_study(study.StudyInstanceUID)}
    for answer in first:
        told = Dataset.from_json(answer, lambda *_: b"")
        original = stored[told.SOPInstanceUID]
        assert {element.tag for element in told} == {element.tag for element in original} - {TRAILING_PADDING}
        assert (told.Rows, told.PixelSpacing, told.StudyDate) == (
            original.Rows,
            original.PixelSpacing,
            original.StudyDate,
        )
        uri = answer["7FE00010"]["BulkDataURI"]
        assert uri.endswith(f"/instances/{told.SOPInstanceUID}/bulkdata/7FE00010")
        assert b"".join(web.iter_bulkdata(uri)) == original.PixelData


def test_pictures_are_windowed_and_small(study: Dataset, web: DICOMwebClient, client: Client) -> None:
    one = web.retrieve_study(study.StudyInstanceUID)[0]
    uids = (one.StudyInstanceUID, one.SeriesInstanceUID, one.SOPInstanceUID)
    picture = web.retrieve_instance_rendered(*uids, media_types=("image/png",), params={"window": "40,400,linear"})
    assert picture.startswith(b"\x89PNG")
    path = "/dicomweb/studies/{}/series/{}/instances/{}/rendered".format(*uids)
    narrow = client.http.get(path, params={"viewport": "64,64"}, headers={"Accept": "image/png"})
    assert imagecodecs.png_decode(narrow.content).shape == (64, 64)
    assert client.http.get(path, params={"window": "40,0"}, headers={"Accept": "image/png"}).status_code == 400
    thumbnail = client.http.get(
        f"/dicomweb/studies/{study.StudyInstanceUID}/thumbnail", headers={"Accept": "image/jpeg"}
    )
    assert (thumbnail.status_code, thumbnail.content[:2]) == (200, b"\xff\xd8")


def test_what_one_may_not_see_does_not_exist(study: Dataset, client: Client, running_hub: RunningHub) -> None:
    path = f"/dicomweb/studies/{study.StudyInstanceUID}"
    for each in ("", "/metadata", "/series", "/thumbnail"):
        assert httpx.get(f"{running_hub.base_url}{path}{each}").status_code == 401
    client.ask(
        "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }",
        {"i": {"id": study.PatientID, "optedOut": True}},
    )
    try:
        assert client.http.get(f"{path}/metadata", headers=JSON).status_code == 404
        assert client.http.get(path).status_code == 404
        found = client.http.get("/dicomweb/studies", params={"PatientID": study.PatientID}, headers=JSON)
        assert found.status_code == 204
    finally:
        client.ask(
            "mutation($i: SetOptOutInput!) { setOptOut(input: $i) { errors { message } } }",
            {"i": {"id": study.PatientID, "optedOut": False}},
        )
    assert client.http.get(path).status_code == 200


def test_colours_come_as_they_are_stored(client: Client, web: DICOMwebClient) -> None:
    job = client.upload([("colour.dcm", COLOUR.read_bytes())])
    image = client.ask(
        "query($id: ID!) { image(id: $id) { sopInstanceUid series { seriesInstanceUid study { studyInstanceUid } } } }",
        {"id": job["files"]["nodes"][0]["image"]["id"]},
    )["image"]
    series = image["series"]
    uids = (series["study"]["studyInstanceUid"], series["seriesInstanceUid"], image["sopInstanceUid"])
    stored = web.retrieve_instance(*uids)
    [frame] = web.retrieve_instance_frames(*uids, frame_numbers=[1])
    assert bytes(frame) == stored.pixel_array.tobytes()
    packed = client.http.get(
        "/dicomweb/studies/{}/series/{}/instances/{}/frames/1".format(*uids), headers={"Accept": "image/jphc"}
    )
    assert packed.status_code == 415
