"""Every root field, as every role, on what is one's own and on what is others': as docs/permissions.md says."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLObjectType

from app.auth.permissions import Role
from app.documents.base import now
from app.documents.collections import Collection
from app.documents.connect import Database
from app.documents.exports import ExportJob
from app.documents.fields import FieldDefinition
from app.documents.hierarchy import SourcePlace
from app.documents.images import Image
from app.documents.jobs import UploadJob
from app.documents.models import Model, ModelRun, Prediction
from app.documents.shares import Share
from app.documents.tokens import ApiToken
from app.documents.users import Session, User
from app.domain.ids import Prefix, new_id
from app.resolvers.context import Context, Hub
from app.schema import matrix
from app.schema.info import RequestContext
from app.schema.matrix import Reach, guard_of, page, reach, root_fields
from app.schema.root import schema
from tests.builders.records import stored_images
from tests.conftest import ROOT

DENIED = {"FORBIDDEN", "NOT_FOUND", "UNAUTHENTICATED"}
NEVER_GIVEN: dict[str, Prefix] = {
    "endSession": "ses", "revokeApiToken": "tok", "uploadJob": "job", "uploadProgress": "job", "exportJob": "exp", "exportProgress": "exp", "image": "img",
    "deleteImage": "img", "collection": "col", "revokeShare": "shr", "model": "mod", "cancelModelRun": "run", "modelRunProgress": "run",
}  # fmt: skip


def test_the_page_says_what_the_code_does() -> None:
    assert page() == (ROOT / "docs" / "permissions.md").read_text(), "run 'medhub permissions > docs/permissions.md'"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose things are made."""

    hub: Hub
    user_id: str

    async def user(self, user_id: str | None = None) -> str:
        kept = user_id or new_id("usr")
        if await User.get(kept) is None:
            await User(id=kept, email=f"{kept}@hub.example", role="VIEWER").insert()
        return kept

    async def image(self, status: str = "CLEAN") -> Image:
        source = SourcePlace(new_id("pat"), new_id("stu"), new_id("ser"))
        (spot,) = await stored_images(self.hub.database, [source], created_by=self.user_id, status=status)
        image = await Image.find_one({"series_id": spot.series_id})
        assert image is not None
        return image

    async def job(self) -> str:
        job = UploadJob(
            id=new_id("job"), created_by=self.user_id, profile="research", profile_version=1, last_batch_at=now()
        )
        return str((await job.insert()).id)

    async def export(self) -> str:
        job = ExportJob(
            id=new_id("exp"), created_by=self.user_id, format="CSV", level="PATIENT", scope="patient_id", ids=[],
            expires_at=now().replace(year=2999),
        )  # fmt: skip
        return str((await job.insert()).id)

    async def collection(self, *, published: int = 0) -> str:
        patient_id = (await self.image()).patient_id
        collection = Collection(
            id=new_id("col"), created_by=self.user_id, name="x", members=[patient_id], published=published
        )
        return str((await collection.insert()).id)

    async def model(self, status: str) -> str:
        name = new_id("mod")
        return str((await Model(id=name, created_by=self.user_id, name=name, status=status).insert()).id)

    async def run(self) -> str:
        run = ModelRun(
            id=new_id("run"),
            created_by=self.user_id,
            model_id=await self.model("APPROVED"),
            patient_ids=[],
            threshold=0.5,
        )
        return str((await run.insert()).id)

    async def prediction(self) -> str:
        patient_id = (await self.image()).patient_id
        prediction = Prediction(
            id=new_id("prd"), created_by=self.user_id, model_id=await self.model("APPROVED"), run_id=await self.run(),
            patient_id=patient_id, label="x", score=1.0, scores=[0.0, 1.0], input_sha256="",
        )  # fmt: skip
        return str((await prediction.insert()).id)

    async def share(self) -> str:
        share = Share(
            id=new_id("shr"), created_by=self.user_id, object_id=new_id("stu"), token_hash=new_id("shr"),
            expires_at=now().replace(year=2999),
        )  # fmt: skip
        return str((await share.insert()).id)

    async def session(self) -> str:
        session = Session(
            id=new_id("ses"), user_id=self.user_id, token_hash=new_id("ses"), expires_at=now().replace(year=2999)
        )
        return str((await session.insert()).id)

    async def token(self) -> str:
        token = ApiToken(
            id=new_id("tok"), created_by=self.user_id, name="x", token_hash=new_id("tok"), permissions=["IMAGE_READ"]
        )
        return str((await token.insert()).id)

    async def field(self) -> str:
        name = new_id("fld").lower()
        made = FieldDefinition(
            id=new_id("fld"), created_by=self.user_id, name=name, label=name, owner="PATIENT", type="TEXT"
        )
        return str((await made.insert()).id)


Things = Callable[[Owner], Awaitable[dict[str, Any]]]


async def _patient(owner: Owner) -> dict[str, Any]:
    return {"id": (await owner.image()).patient_id}


async def _approved_model(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.model("APPROVED")}


async def _draft_model(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.model("DRAFT")}


async def _run(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.run()}


async def _prediction(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.prediction(), "review": "CONFIRMED"}


async def _study(owner: Owner) -> dict[str, Any]:
    return {"id": (await owner.image()).study_id}


async def _series(owner: Owner) -> dict[str, Any]:
    return {"id": (await owner.image()).series_id}


async def _image(owner: Owner) -> dict[str, Any]:
    return {"id": (await owner.image()).id}


async def _user(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.user()}


async def _field(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.field()}


def versioned(make: Things) -> Things:
    async def made(owner: Owner) -> dict[str, Any]:
        return {**await make(owner), "version": 1}

    return made


async def _waiting(owner: Owner) -> dict[str, Any]:
    return {"id": (await owner.image("NEEDS_REVIEW")).id, "status": "REJECTED"}


async def _below_patient(owner: Owner) -> dict[str, Any]:
    return {"patientId": (await owner.image()).patient_id}


async def _below_study(owner: Owner) -> dict[str, Any]:
    return {"studyId": (await owner.image()).study_id}


async def _job(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.job()}


async def _export(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.export()}


async def _draft(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.collection()}


async def _published(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.collection(published=1)}


async def _members(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.collection(), "version": 1, "operation": "DIFFERENCE", "ids": []}


async def _share(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.share()}


async def _session(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.session()}


async def _token(owner: Owner) -> dict[str, Any]:
    return {"id": await owner.token()}


async def _opted_out(owner: Owner) -> dict[str, Any]:
    return {**await _patient(owner), "optedOut": True}


# Fields that take an id: what they are called with, of an owner. A new one must be added here.
MAKERS: dict[str, Things] = {
    "node": _patient, "patient": _patient, "study": _study, "series": _series, "image": _image, "uploadJob": _job,
    "createShare": _study, "revokeShare": _share,
    "model": _approved_model, "approveModel": _draft_model, "retireModel": _draft_model, "cancelModelRun": _run,
    "reviewPrediction": _prediction,
    "exportJob": _export, "collection": _published, "acceptCollectionTerms": _published,
    "updateCollection": versioned(_draft), "changeCollectionMembers": _members,
    "publishCollection": versioned(_draft), "deleteCollection": _draft,
    "updatePatient": versioned(_patient), "updateStudy": versioned(_study), "updateSeries": versioned(_series),
    "deletePatient": _patient, "deleteStudy": _study, "deleteSeries": _series, "deleteImage": _image,
    "createStudy": _below_patient, "createSeries": _below_study, "updateField": _field, "deleteField": _field,
    "reviewImage": _waiting, "updateUser": _user, "deleteUser": _user, "resetSecondFactor": _user,
    "endSession": _session, "revokeApiToken": _token, "erasePatient": _patient, "setOptOut": _opted_out,
}  # fmt: skip
# Where an id names something that has no owner, or comes with a file: tests of their own say what happens.
ELSEWHERE = {
    "createExport",
    "uploadImages",
    "previewDeidentification",
    "deleteDeviceTemplate",
    "uploadProgress",
    "exportProgress",
    "runModel",
    "modelEvaluation",
    "modelRunProgress",
}


def takes_an_id(type_name: str, name: str) -> bool:
    root = schema._schema.get_type(type_name)
    assert isinstance(root, GraphQLObjectType)
    arguments = {key: argument.type for key, argument in root.fields[name].args.items()}
    if "input" in arguments:
        inner = arguments["input"].of_type
        arguments = {key: field.type for key, field in inner.fields.items()}
    return any(str(type_).strip("!") == "ID" for type_ in arguments.values())


WITH_IDS = {name: type_name for type_name, name, _ in root_fields() if takes_an_id(type_name, name)}


def test_every_field_that_takes_an_id_is_tried_with_others_things() -> None:
    assert WITH_IDS.keys() == MAKERS.keys() | ELSEWHERE


def operation(type_name: str, name: str) -> str:
    """Return an operation on one field whose answer tells whether it was refused."""
    if type_name == "Query":
        return f"query($id: ID!) {{ {name}(id: $id) {{ __typename }} }}"
    input_type = name[0].upper() + name[1:] + "Input"
    return f"mutation($input: {input_type}!) {{ {name}(input: $input) {{ errors {{ code message path }} }} }}"


async def outcome(context: Context, type_name: str, name: str, values: dict[str, Any]) -> tuple[bool, Any]:
    """Return whether the caller may, and the whole answer."""
    variables = values if type_name == "Query" else {"input": values}
    fresh = RequestContext(context.hub, context.actor, "test")
    result = await schema.execute(operation(type_name, name), variables, fresh)
    errors = [(str((error.extensions or {}).get("code")), error.message) for error in result.errors or []]
    answer = (result.data or {}).get(name)
    assert "INTERNAL" not in {code for code, _ in errors}, (name, result.errors)
    if type_name == "Mutation" and answer:
        errors += [(error["code"], error["message"]) for error in answer["errors"]]
    is_denied = bool(DENIED & {code for code, _ in errors}) or (type_name == "Query" and answer is None)
    return not is_denied, (errors, answer)


async def everything(database: Database) -> dict[str, list[Any]]:
    """Return all documents but those that every request may add to."""
    kept = {}
    for collection in await database.client[database.name].list_collection_names():
        if not collection.startswith(("audit", "system")):
            kept[collection] = await database.client[database.name][collection].find({}).to_list(None)
    return kept


@pytest.mark.parametrize("role", [*Role, None])
async def test_a_role_reaches_what_the_page_says_and_a_refusal_changes_nothing(
    hub: Hub, context: Callable[..., Context], role: Role | None
) -> None:
    caller = context(role or Role.VIEWER)
    me = caller.signed_in().user_id
    if role is None:
        caller.actor = None
    fields = {name: field for _, name, field in root_fields()}
    calls: list[tuple[str, bool, dict[str, Any], bool]] = []
    for name, make in MAKERS.items():
        expected = reach(name, fields[name], role)
        for is_own in (True, False):
            values = await make(Owner(hub, me if is_own else new_id("usr")))
            calls.append((name, is_own, values, expected is Reach.ALL or (is_own and expected is Reach.OWN)))
    before = await everything(hub.database)
    for name, is_own, values, may in sorted(calls, key=lambda call: call[3]):
        if may and before:
            assert await everything(hub.database) == before
            before = {}
        is_allowed, answer = await outcome(caller, WITH_IDS[name], name, values)
        assert is_allowed is may, (name, is_own, answer)
    assert not before or await everything(hub.database) == before


@pytest.mark.parametrize(
    "name", ["endSession", "revokeApiToken", "uploadJob", "image", "deleteImage", "node", "collection", "revokeShare"]
)
@pytest.mark.parametrize("role", [Role.DOCTOR, Role.RESEARCHER, Role.VIEWER])
async def test_what_one_may_not_see_answers_like_an_id_that_was_never_given(
    hub: Hub, context: Callable[..., Context], role: Role, name: str
) -> None:
    caller, other = context(role), Owner(hub, new_id("usr"))
    hidden: dict[str, Callable[[], Awaitable[str]]] = {
        "endSession": other.session, "revokeApiToken": other.token, "uploadJob": other.job, "node": other.job,
        "collection": other.collection, "revokeShare": other.share,
    }  # fmt: skip
    given = await hidden[name]() if name in hidden else (await other.image("NEEDS_REVIEW")).id
    never = new_id(NEVER_GIVEN.get(name, "job"))
    seen = await outcome(caller, WITH_IDS[name], name, {"id": given})
    assert seen[0] is False
    assert seen == await outcome(caller, WITH_IDS[name], name, {"id": never})


def test_a_guard_stands_at_each_field() -> None:
    assert all(guard_of(field) for _, _, field in root_fields())
    assert {name for _, name, _ in root_fields()} >= matrix.OWN_UNLESS_ADMINISTRATOR
