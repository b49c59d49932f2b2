"""Studies, series and images below patients, as an operation sees them."""

from collections.abc import Callable
from typing import Any

import pytest

from app.auth.permissions import Role
from app.documents import walking
from app.documents.hierarchy import SourcePlace
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.users import User
from app.domain.ids import new_id
from app.resolvers.context import Context
from tests.builders.commands import commands
from tests.builders.records import stored_images
from tests.schema.operations import answer, refusal

Make = Callable[..., Context]

CREATE_STUDY = """mutation ($input: CreateStudyInput!) { createStudy(input: $input) {
  study { id date label description studyInstanceUid version patient { id } } errors { code path } } }"""
UPDATE_STUDY = """mutation ($input: UpdateStudyInput!) { updateStudy(input: $input) {
  study { date label description version } errors { code path } } }"""
CREATE_SERIES = """mutation ($input: CreateSeriesInput!) { createSeries(input: $input) {
  series { id number modality bodyPart laterality viewPosition thumbnailUrl study { id patient { id } } } errors { code path } } }"""
UPDATE_SERIES = """mutation ($input: UpdateSeriesInput!) { updateSeries(input: $input) {
  series { number modality bodyPart description version } errors { code path } } }"""
WHOLE_TREE = """{ patients(first: 20) { totalCount nodes { id createdBy { email } fields { value definition { label } }
  studies(first: 5) { totalCount nodes { id patient { id } createdBy { email }
    series(first: 5) { totalCount nodes { id study { id }
      images(first: 2) { totalCount nodes { id series { id } createdBy { email } attributes deidentification { status } } }
  } } } } } } }"""


async def _patient(context: Context) -> str:
    data = await answer(context, "mutation { createPatient(input: {}) { patient { id } } }")
    return str(data["createPatient"]["patient"]["id"])


async def _study(context: Context) -> dict[str, Any]:
    values = {"patientId": await _patient(context), "date": "2024-02-29", "label": "s", "description": "first"}
    study: dict[str, Any] = (await answer(context, CREATE_STUDY, input=values))["createStudy"]["study"]
    return study


async def test_a_study_belongs_to_its_patient_and_has_a_uid_of_its_own(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    study = await _study(doctor)
    assert (study["date"], study["label"], study["description"], study["version"]) == ("2024-02-29", "s", "first", 1)
    assert study["studyInstanceUid"].startswith("2.25.")
    assert study["studyInstanceUid"] != (await _study(doctor))["studyInstanceUid"]


async def test_a_study_of_nobody_is_not_found(context: Make) -> None:
    payload = (await answer(context(), CREATE_STUDY, input={"patientId": "pat_000000000000"}))["createStudy"]
    assert ([error["code"] for error in payload["errors"]], payload["study"]) == (["NOT_FOUND"], None)
    assert await Study.find_all().count() == 0


async def test_a_study_is_changed_by_its_newest_version_alone(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    study = await _study(doctor)
    change = {"id": study["id"], "version": 1, "date": None, "description": "second"}
    payload = (await answer(doctor, UPDATE_STUDY, input=change))["updateStudy"]
    assert payload["study"] == {"date": None, "label": "s", "description": "second", "version": 2}
    payload = (await answer(doctor, UPDATE_STUDY, input=change))["updateStudy"]
    assert [error["code"] for error in payload["errors"]] == ["CONFLICT"]
    found = await answer(doctor, '{ studies(search: "second") { totalCount } }')
    assert found["studies"]["totalCount"] == 1
    assert (await answer(doctor, '{ studies(search: "first") { totalCount } }'))["studies"]["totalCount"] == 0


async def test_codes_of_a_series_are_kept_in_upper_case(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    study = await _study(doctor)
    values = {
        "studyId": study["id"],
        "number": 2,
        "modality": " mg",
        "bodyPart": "breast",
        "laterality": "l",
        "viewPosition": "mlo",
    }
    series = (await answer(doctor, CREATE_SERIES, input=values))["createSeries"]["series"]
    assert {name: series[name] for name in ("number", "modality", "bodyPart", "laterality", "viewPosition")} == {
        "number": 2, "modality": "MG", "bodyPart": "BREAST", "laterality": "L", "viewPosition": "MLO",
    }  # fmt: skip
    assert series["study"] == {"id": study["id"], "patient": study["patient"]}
    assert series["thumbnailUrl"] is None
    filters = '{ seriesList(filter: {modality: {eq: "mg"}, bodyPart: {startsWith: "bre"}}) { nodes { id } } }'
    assert (await answer(doctor, filters))["seriesList"]["nodes"] == [{"id": series["id"]}]
    change = {"id": series["id"], "version": 1, "modality": "us", "description": "d"}
    payload = (await answer(doctor, UPDATE_SERIES, input=change))["updateSeries"]
    assert payload["series"] == {"number": 2, "modality": "US", "bodyPart": "BREAST", "description": "d", "version": 2}


@pytest.mark.parametrize(
    ("values", "path"),
    [({"modality": "M.G"}, "modality"), ({"bodyPart": "x" * 17}, "bodyPart"), ({"number": -1}, "number")],
)
async def test_a_series_with_a_code_that_is_none_is_refused(context: Make, values: dict[str, Any], path: str) -> None:
    study = await _study(context())
    payload = (await answer(context(), CREATE_SERIES, input={"studyId": study["id"], **values}))["createSeries"]
    assert [(error["code"], error["path"]) for error in payload["errors"]] == [("INVALID", [path])]
    assert await Series.find_all().count() == 0


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.VIEWER])
async def test_a_reader_cannot_write_studies_and_series(context: Make, role: Role) -> None:
    study = await _study(context())
    reader = context(role)
    assert await refusal(reader, CREATE_STUDY, input={"patientId": study["patient"]["id"]}) == "FORBIDDEN"
    assert await refusal(reader, UPDATE_STUDY, input={"id": study["id"], "version": 1}) == "FORBIDDEN"
    assert await refusal(reader, CREATE_SERIES, input={"studyId": study["id"]}) == "FORBIDDEN"
    assert (await Study.find_all().count(), await Series.find_all().count()) == (1, 0)


async def test_an_image_tells_what_it_is_where_it_is_and_what_was_done_to_it(context: Make) -> None:
    asker = context()
    (spot,) = await stored_images(asker.hub.database, [SourcePlace("p", "s", "r")])
    query = """{ images { nodes { id number rows columns frames bitsStored samplesPerPixel photometricInterpretation
      pixelSpacing fileSize sha256 sourceFormat series { id } fields { name } attributes(keywords: ["KVP", "Nothing"])
      fileUrl tiffUrl dicomUrl thumbnailUrl plain: renderedUrl
      shown: renderedUrl(frame: 2, windowCenter: 40.5, windowWidth: 400, width: 256)
      deidentification { profile { id name version } profileVersion residualText status reviewedBy { id } reviewedAt
        actions { path keyword action } redactedRegions { frame x y width height reason confidence } } } } }"""
    (image,) = (await answer(asker, query))["images"]["nodes"]
    url = f"/files/images/{image.pop('id')}"
    assert image == {
        "number": 1, "rows": 4, "columns": 5, "frames": 1, "bitsStored": 12, "samplesPerPixel": 1,
        "photometricInterpretation": "MONOCHROME2", "pixelSpacing": None, "fileSize": 40, "sha256": "0" * 64,
        "sourceFormat": "DICOM", "series": {"id": spot.series_id}, "fields": [], "attributes": {"KVP": 28},
        "fileUrl": url, "tiffUrl": f"{url}?format=tiff", "dicomUrl": f"{url}?format=dicom",
        "thumbnailUrl": f"{url}/thumbnail", "plain": f"{url}/rendered?frame=1",
        "shown": f"{url}/rendered?frame=2&windowCenter=40.5&windowWidth=400.0&width=256",
        "deidentification": {
            "profile": {"id": "research", "name": "research", "version": 1}, "profileVersion": 1,
            "residualText": False, "status": "CLEAN", "reviewedBy": None, "reviewedAt": None,
            "actions": [{"path": "(0010,0010)", "keyword": "PatientName", "action": "REPLACED"}],
            "redactedRegions": [
                {"frame": 1, "x": 0, "y": 1, "width": 2, "height": 3, "reason": "PHI_TEXT", "confidence": 0.5}
            ],
        },
    }  # fmt: skip


async def test_images_come_by_number_and_pages_of_children_go_on(context: Make) -> None:
    asker = context()
    await stored_images(asker.hub.database, [SourcePlace("p", "s", "r1"), SourcePlace("p", "s", "r2")], each=3)
    query = "{ seriesList { nodes { images(first: 2 %s) { nodes { number } pageInfo { hasNextPage endCursor } } } } }"
    for series in (await answer(asker, query % ""))["seriesList"]["nodes"]:
        assert [image["number"] for image in series["images"]["nodes"]] == [1, 2]
        assert series["images"]["pageInfo"]["hasNextPage"]
        following = query % f', after: "{series["images"]["pageInfo"]["endCursor"]}"'
        pages = [each["images"] for each in (await answer(asker, following))["seriesList"]["nodes"]]
        assert {"nodes": [{"number": 3}], "hasNextPage": False} in [
            {"nodes": page["nodes"], "hasNextPage": page["pageInfo"]["hasNextPage"]} for page in pages
        ]


async def test_a_tree_of_any_size_takes_the_same_commands(context: Make) -> None:
    asker = context()
    user = asker.signed_in().user_id
    await User(id=user, email="somebody@hub.example", role="DOCTOR").insert()
    asked_for: list[list[str]] = []
    for patients in (2, 12):
        sources = [
            SourcePlace(
                f"p{patients} {patient}", f"s{patients} {patient} {study}", f"r{patients} {patient} {study} {series}"
            )
            for patient in range(patients)
            for study in range(2)
            for series in range(2)
        ]
        await stored_images(asker.hub.database, sources, each=3, created_by=user)
        walking.forget()
        with commands() as asked:
            data = await answer(asker, WHOLE_TREE)
        asked_for.append(sorted(asked))
    assert asked_for[0] == asked_for[1]
    assert len(asked_for[0]) == 18
    assert data["patients"]["totalCount"] == 14
    for patient in data["patients"]["nodes"]:
        assert patient["createdBy"] == {"email": "somebody@hub.example"}
        assert patient["studies"]["totalCount"] == 2
        for study in patient["studies"]["nodes"]:
            assert study["patient"] == {"id": patient["id"]}
            assert study["series"]["totalCount"] == 2
            for series in study["series"]["nodes"]:
                assert series["study"] == {"id": study["id"]}
                assert (series["images"]["totalCount"], len(series["images"]["nodes"])) == (3, 2)
                assert all(image["series"] == {"id": series["id"]} for image in series["images"]["nodes"])


async def test_what_is_not_asked_for_is_not_counted(context: Make) -> None:
    with commands() as asked:
        await answer(context(), "{ patients { nodes { id } } }")
    assert asked == ["find opt_outs", "find patients", "find patients"]  # who has opted out, landmarks, the page


async def test_a_node_is_found_by_its_id_whatever_it_is(context: Make) -> None:
    asker = context()
    (spot,) = await stored_images(asker.hub.database, [SourcePlace("p", "s", "r")])
    (image,) = (await answer(asker, "{ images { nodes { id } } }"))["images"]["nodes"]
    query = "query ($id: ID!) { node(id: $id) { __typename id } }"
    kinds = {"Patient": spot.patient_id, "Study": spot.study_id, "Series": spot.series_id, "Image": image["id"]}
    user = await User(id=asker.signed_in().user_id, email="somebody@hub.example", role="ADMINISTRATOR").insert()
    for kind, id_ in {**kinds, "User": user.id, "DeidentificationProfile": "strict"}.items():
        assert (await answer(asker, query, id=id_))["node"] == {"__typename": kind, "id": id_}
    other = await User(id=new_id("usr"), email="other@hub.example", role="VIEWER").insert()
    assert (await answer(asker, query, id=other.id))["node"] == {"__typename": "User", "id": other.id}
    assert (await answer(context(Role.DOCTOR), query, id=other.id))["node"] is None
    assert (await answer(asker, query, id="job_000000000000"))["node"] is None
