"""What has been kept as long as it may be goes when it is told to, with an event of each; a dry run changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.auth.permissions import Role
from app.documents import audit_chain
from app.documents.audit import AuditEvent, AuditHead, audit_event
from app.documents.base import now
from app.documents.connect import Database
from app.documents.hierarchy import SourcePlace
from app.documents.images import Image
from app.documents.jobs import JobFile, Removal, UploadJob
from app.documents.patients import Patient
from app.documents.privacy import OptOut
from app.documents.tokens import ApiToken
from app.documents.users import PasswordLink, Session
from app.domain.ids import new_id
from app.errors import Invalid
from app.resolvers import retention
from app.resolvers.context import Context, Hub
from app.schema.root import schema
from app.settings import Settings
from app.storage.filesystem import image_path, original_path
from tests.builders.records import stored_images

DAYS = {"patients": 30, "QUARANTINE": 20, "UPLOADS": 10, "SIGN_INS": 5, "AUDIT": 40}
LONG_AGO = timedelta(days=31)
QUERY = "{ retention { kept days before due } }"


@pytest.fixture
def keeping(hub: Hub) -> Hub:
    settings = Settings(data=hub.settings.data, demo=True, retention=DAYS)
    return replace(hub, settings=settings)


async def patient_with_image(hub: Hub, status: str = "CLEAN") -> Image:
    """Return the image of a new patient, with a file and an original."""
    source = SourcePlace(new_id("pat"), new_id("stu"), new_id("ser"))
    (spot,) = await stored_images(hub.database, [source], status=status)
    image = await Image.find_one({"series_id": spot.series_id})
    assert image is not None
    for path in (_path(image), original_path(_path(image))):
        hub.store.path(path).parent.mkdir(parents=True, exist_ok=True)
        hub.store.path(path).write_bytes(b"pixels")
    return image


def _path(image: Image) -> str:
    return image_path(image.patient_id, image.study_id, image.series_id, image.number, image.id)


async def age(model: Any, record_id: str, by: timedelta, *fields: str) -> None:
    values = {field: now() - by for field in fields}
    await model.get_pymongo_collection().update_one({"_id": record_id}, {"$set": values})


async def test_a_patient_goes_when_nothing_came_or_changed_for_so_long(keeping: Hub) -> None:
    silent, edited, fed = [await patient_with_image(keeping) for _ in range(3)]
    for image in (silent, edited, fed):
        await age(Patient, image.patient_id, LONG_AGO, "updated_at", "created_at")
        await age(Image, image.id, LONG_AGO, "created_at")
    await age(Patient, edited.patient_id, timedelta(days=29), "updated_at")
    await age(Image, fed.id, timedelta(days=29), "created_at")
    await OptOut(id=silent.patient_id).insert()
    await retention.carry_out(keeping)
    assert {each.id for each in await Patient.find_all().to_list()} == {edited.patient_id, fed.patient_id}
    assert await Image.get(silent.id) is None
    assert (await OptOut.count(), await Removal.count()) == (0, 0)
    assert [keeping.store.path(_path(image)).exists() for image in (silent, edited, fed)] == [False, True, True]
    (event,) = await AuditEvent.find({"action": "patient.deleted"}).to_list()
    assert (event.created_by, event.objects, event.details) == (
        None, [silent.patient_id], {"images": 1, "reason": "retention"},
    )  # fmt: skip


async def test_an_image_on_which_nobody_decided_is_rejected_and_its_original_goes(keeping: Hub) -> None:
    old, new = [await patient_with_image(keeping, "NEEDS_REVIEW") for _ in range(2)]
    await age(Image, old.id, timedelta(days=21), "created_at")
    await retention.carry_out(keeping)
    kept = [await Image.get(image.id) for image in (old, new)]
    assert [image and image.review_status for image in kept] == ["REJECTED", "NEEDS_REVIEW"]
    exist = [keeping.store.path(original_path(_path(image))).exists() for image in (old, new)]
    assert exist == [False, True]
    (event,) = await AuditEvent.find({"action": "image.rejected"}).to_list()
    assert (event.created_by, event.objects, event.details) == (None, [old.id], {"reason": "retention"})


async def test_reports_and_sign_ins_that_have_ended_go(keeping: Hub) -> None:
    late, soon = now() - timedelta(days=11), now() + timedelta(days=1)
    jobs = [
        UploadJob(id=new_id("job"), profile="research", profile_version=1, last_batch_at=late, finished_at=ended)
        for ended in (late, now(), None)
    ]
    for job in jobs:
        await job.insert()
        await JobFile(id=new_id("fil"), job_id=job.id, number=1, staged="1", image_id=new_id("img")).insert()
    sessions = [
        Session(id=new_id("ses"), user_id="usr_1", token_hash=new_id("ses"), expires_at=expires, ended_at=ended)
        for expires, ended in ((late, None), (soon, late), (soon, now()), (soon, None))
    ]
    tokens = [
        ApiToken(
            id=new_id("tok"), name="x", token_hash=new_id("tok"), permissions=[], expires_at=expires, revoked_at=revoked
        )
        for expires, revoked in ((late, None), (None, late), (soon, None), (None, None))
    ]
    links = [
        PasswordLink(id=new_id("lnk"), user_id="usr_1", token_hash=new_id("lnk"), expires_at=e) for e in (late, soon)
    ]
    for record in (*sessions, *tokens, *links):
        await record.insert()
    await retention.carry_out(keeping)
    assert {job.id for job in await UploadJob.find_all().to_list()} == {job.id for job in jobs[1:]}
    assert {file.job_id for file in await JobFile.find_all().to_list()} == {job.id for job in jobs[1:]}
    assert {each.id for each in await Session.find_all().to_list()} == {each.id for each in sessions[2:]}
    assert {each.id for each in await ApiToken.find_all().to_list()} == {each.id for each in tokens[2:]}
    assert [each.id for each in await PasswordLink.find_all().to_list()] == [links[1].id]
    told = await AuditEvent.find({"action": "sign_in.deleted"}).to_list()
    gone = {*(each.id for each in sessions[:2]), *(each.id for each in tokens[:2]), links[0].id}
    assert {one for event in told for one in event.objects} == gone
    (event,) = await AuditEvent.find({"action": "upload.deleted"}).to_list()
    assert event.objects == [jobs[0].id]


async def chain(database: Database, key: bytes, ages: list[int]) -> None:
    """Seal events so many days old."""
    for days in ages:
        event = audit_event("usr_1", "patient.updated", "pat_1")
        event.created_at = now() - timedelta(days=days)
        await event.insert()
        await audit_chain.seal(database, key)


async def test_the_audit_trail_is_cut_at_its_beginning_and_still_verified(
    keeping: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_chain, "AT_ONCE", 2)
    key = keeping.audit_key
    await chain(keeping.database, key, [99, 98, 97, 39, 96, 1])  # the fifth came after one that stays
    assert [(rule.kind, rule.due) for rule in await retention.report(DAYS)][-1] == ("AUDIT", 3)
    await retention.carry_out(keeping)
    assert [event["sequence"] async for event in audit_chain.sealed_events()] == [4, 5, 6]
    assert sorted(event.details["until"] for event in await AuditEvent.find({"action": "audit.cut"}).to_list()) == [
        2,
        3,
    ]
    await audit_chain.seal(keeping.database, key)
    verdict = await audit_chain.verify(key)
    assert (verdict.reason, verdict.sealed) == ("", 8)
    assert (await audit_chain.verify(key, verdict.digest)).reason == ""
    assert await audit_chain.cut(keeping.database, key, now() - timedelta(days=40)) == 0


async def test_who_cuts_the_trail_without_the_key_is_noticed(keeping: Hub) -> None:
    key = keeping.audit_key
    await chain(keeping.database, key, [3, 2, 1])
    events = await AuditEvent.find({"sequence": {"$gt": 0}}).sort("sequence").to_list()
    await AuditEvent.get_pymongo_collection().delete_one({"_id": events[0].id})
    assert (await audit_chain.verify(key)).reason == "An event is missing, or there twice."
    for proof in ("", "0" * 64):
        await AuditHead.find({"_id": "start"}).delete()
        await AuditHead(id="start", sequence=1, digest=events[0].digest or "", proof=proof).insert()
        assert (await audit_chain.verify(key)).reason == "The chain begins where the hub did not cut it."


async def test_a_dry_run_tells_and_changes_nothing(keeping: Hub, context: Callable[..., Context]) -> None:
    for status in ("CLEAN", "NEEDS_REVIEW"):
        image = await patient_with_image(keeping, status)
        await age(Patient, image.patient_id, LONG_AGO, "updated_at")
        await age(Image, image.id, LONG_AGO, "created_at")
    caller = context(Role.ADMINISTRATOR)
    result = await schema.execute(QUERY, context_value=replace(caller, hub=keeping))
    assert result.errors is None
    assert result.data is not None
    told = [(rule["kept"], rule["days"], rule["due"]) for rule in result.data["retention"]]
    assert told == [
        ("PATIENTS", 30, 2),
        ("QUARANTINE", 20, 1),
        ("UPLOADS", 10, 0),
        ("SIGN_INS", 5, 0),
        ("AUDIT", 40, 0),
    ]
    assert (await Patient.count(), await Image.count(), await AuditEvent.find({"action": "patient.deleted"}).count()) == (
        2, 2, 0,
    )  # fmt: skip
    assert [rule.due for rule in await retention.carry_out(keeping)][:2] == [2, 0]  # the image went with its patient


async def test_without_periods_everything_is_kept(hub: Hub) -> None:
    image = await patient_with_image(hub)
    await age(Patient, image.patient_id, timedelta(days=36500), "updated_at")
    assert await retention.carry_out(hub) == []
    assert await Patient.get(image.patient_id)


@pytest.mark.parametrize("given", [{"everything": 1}, {"patient": 30}])
def test_a_period_of_nothing_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(Invalid, match="HUB_RETENTION has periods for PATIENTS, QUARANTINE, UPLOADS, SIGN_INS, AUDIT"):
        retention.periods(given)


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_is_at_least_a_day(days: int) -> None:
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        Settings(retention={"PATIENTS": days})
