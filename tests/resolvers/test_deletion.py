from collections.abc import Callable
from pathlib import Path

import pytest

from app.auth.permissions import Role
from app.documents.audit import AuditEvent
from app.documents.hierarchy import Placed, SourcePlace
from app.documents.images import Image, ImageDetails
from app.documents.jobs import Removal
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.errors import Forbidden, NotFound
from app.resolvers import images, patients, series, studies
from app.resolvers.context import Context
from app.resolvers.removals import carry_out_removals
from app.storage.filesystem import FileStore, image_path, thumbnail_path
from tests.builders.records import Header, stored_images

Make = Callable[..., Context]
SOURCES = [SourcePlace("p", "s1", "r1"), SourcePlace("p", "s1", "r2"), SourcePlace("p", "s2", "r3")]


async def _with_files(context: Context, *, status: str = "CLEAN", created_by: str | None = None) -> list[Placed]:
    """Store two images in each of three series, with their files."""
    owner = created_by or context.signed_in().user_id
    placed = await stored_images(context.hub.database, SOURCES, each=2, status=status, created_by=owner)
    for image in await Image.find_all().to_list():
        path = context.hub.store.path(_path(image))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"image")
        Path(thumbnail_path(str(path))).write_bytes(b"picture")
    return placed


def _path(image: Image) -> str:
    return image_path(image.patient_id, image.study_id, image.series_id, image.number, image.id)


def _files(context: Context) -> int:
    return sum(path.is_file() for path in context.hub.store.folder.rglob("*"))


async def _left() -> tuple[int, int, int, int]:
    """How many patients, studies, series and images there are; each image has its details."""
    assert await ImageDetails.find_all().count() == await Image.find_all().count()
    return (
        await Patient.find_all().count(), await Study.find_all().count(), await Series.find_all().count(),
        await Image.find_all().count(),
    )  # fmt: skip


async def test_a_patient_takes_along_all_below_and_their_files(context: Make) -> None:
    admin = context()
    placed = await _with_files(admin)
    deleted = await patients.delete(admin, placed[0].patient_id)
    assert (deleted.deleted_id, deleted.deleted_images) == (placed[0].patient_id, 6)
    assert await _left() == (0, 0, 0, 0)
    assert _files(admin) == 0
    assert await Removal.find_all().count() == 0
    assert await AuditEvent.find({"action": "patient.deleted", "objects": placed[0].patient_id}).count() == 1


async def test_a_study_takes_its_series_along_and_its_patient_counts_anew(context: Make) -> None:
    admin = context()
    placed = await _with_files(admin)
    deleted = await studies.delete(admin, placed[0].study_id)
    assert deleted.deleted_images == 4
    assert await _left() == (1, 1, 1, 2)
    assert _files(admin) == 4
    patient = await Patient.get(placed[0].patient_id)
    assert patient is not None
    assert (patient.image_count, patient.modality_counts, patient.modalities) == (2, {"MG": 2}, ["MG"])


async def test_a_series_that_goes_takes_its_modality_off_what_is_above(context: Make) -> None:
    admin = context()
    await _with_files(admin)
    (spot,) = await stored_images(
        admin.hub.database, [SourcePlace("p", "s1", "r9")], each=2, header=Header(modality="CT")
    )
    await series.delete(admin, spot.series_id)
    patient, study = await Patient.get(spot.patient_id), await Study.get(spot.study_id)
    assert patient is not None
    assert study is not None
    assert (patient.image_count, patient.modality_counts, patient.modalities) == (6, {"MG": 6}, ["MG"])
    assert (study.image_count, study.modality_counts, study.modalities) == (4, {"MG": 4}, ["MG"])


async def test_an_image_takes_its_file_along_and_all_above_count_anew(context: Make) -> None:
    admin = context()
    placed = await _with_files(admin)
    image = await Image.find_one({"series_id": placed[2].series_id})
    assert image is not None
    await images.delete(admin, image.id)
    assert await _left() == (1, 2, 3, 5)
    assert _files(admin) == 10
    assert not admin.hub.store.path(_path(image)).exists()
    counts = [
        record.image_count
        for record in (
            await Patient.get(image.patient_id), await Study.get(image.study_id), await Series.get(image.series_id),
        )
        if record
    ]  # fmt: skip
    assert counts == [5, 1, 1]
    assert await AuditEvent.find({"action": "image.deleted", "objects": image.id}).count() == 1


async def test_a_quarantined_image_was_never_counted_and_is_not_taken_off(context: Make) -> None:
    admin = context()
    placed = await _with_files(admin, status="NEEDS_REVIEW")
    image = await Image.find_one({"series_id": placed[0].series_id})
    assert image is not None
    await images.delete(admin, image.id)
    patient = await Patient.get(image.patient_id)
    assert patient is not None
    assert (patient.image_count, patient.modality_counts) == (0, {})


async def test_a_doctor_deletes_what_they_created(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    placed = await _with_files(doctor)
    await series.delete(doctor, placed[0].series_id)
    await studies.delete(doctor, placed[2].study_id)
    await patients.delete(doctor, placed[0].patient_id)
    assert await _left() == (0, 0, 0, 0)
    assert _files(doctor) == 0


async def test_a_doctor_cannot_delete_what_another_created(context: Make) -> None:
    placed = await _with_files(context(Role.DOCTOR))
    doctor = context(Role.DOCTOR)
    image = await Image.find_one({})
    assert image is not None
    for attempt in (
        patients.delete(doctor, placed[0].patient_id),
        studies.delete(doctor, placed[0].study_id),
        series.delete(doctor, placed[0].series_id),
        images.delete(doctor, image.id),
    ):
        with pytest.raises(Forbidden):
            await attempt
    assert await _left() == (1, 2, 3, 6)
    assert _files(doctor) == 12


async def test_a_doctor_cannot_delete_a_patient_with_what_another_added(context: Make) -> None:
    doctor, other = context(Role.DOCTOR), context(Role.DOCTOR)
    placed = await _with_files(doctor)
    await stored_images(doctor.hub.database, SOURCES[:1], status="NEEDS_REVIEW", created_by=other.signed_in().user_id)
    with pytest.raises(Forbidden):
        await patients.delete(doctor, placed[0].patient_id)
    assert await _left() == (1, 2, 3, 7)


async def test_what_is_not_there_is_not_found(context: Make) -> None:
    for attempt in (
        patients.delete(context(), "pat_000000000000"),
        studies.delete(context(), "stu_000000000000"),
        series.delete(context(), "ser_000000000000"),
        images.delete(context(), "img_000000000000"),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_files_that_a_crash_left_go_at_the_next_start(context: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    admin = context()
    placed = await _with_files(admin)

    async def crash(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(FileStore, "remove", crash)
        with pytest.raises(OSError):
            await patients.delete(admin, placed[0].patient_id)
    assert await _left() == (0, 0, 0, 0)
    assert _files(admin) == 12
    await carry_out_removals(admin.hub)
    assert _files(admin) == 0
    assert await Removal.find_all().count() == 0
