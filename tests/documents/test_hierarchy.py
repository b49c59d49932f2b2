import asyncio
from dataclasses import replace

import pytest

from app.documents.connect import Database
from app.documents.hierarchy import (
    Placed,
    Source,
    SourcePlace,
    Target,
    add_images,
    discard_empty,
    known_images,
    place,
)
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.ids import new_id
from app.errors import Conflict, NotFound
from tests.builders.commands import commands
from tests.builders.records import Header, image_at, new_image, stored_images

ACTOR = "usr_000000000000"
HERE = SourcePlace("patient 1", "study 1", "series 1")


async def _counts() -> tuple[int, int, int]:
    return (await Patient.find_all().count(), await Study.find_all().count(), await Series.find_all().count())


async def test_the_same_source_always_lands_in_the_same_place(database: Database) -> None:
    first = await place(database, [HERE], ACTOR)
    assert await place(database, [HERE, HERE], "usr_111111111111") == [first[0], first[0]]
    assert await _counts() == (1, 1, 1)


async def test_uploads_that_meet_make_each_record_once(database: Database) -> None:
    sources = [SourcePlace("p", f"st{number % 2}", f"se{number}") for number in range(6)]
    results = await asyncio.gather(*(place(database, sources, ACTOR) for _ in range(6)))
    assert all(result == results[0] for result in results)
    assert await _counts() == (1, 2, 6)


async def test_a_batch_takes_the_same_number_of_commands_whatever_its_size(database: Database) -> None:
    for size in (1, 60):
        sources = [SourcePlace(f"p{size}", f"s{size}", f"{size} {number}") for number in range(size)]
        with commands() as asked:
            await place(database, sources, ACTOR)
        assert asked == [
            "find series", "find studies", "find patients", "find barred_sources", "find opt_outs",
            "insert patients", "insert studies", "insert series",
        ]  # fmt: skip
        with commands() as asked:
            await place(database, sources, ACTOR)
        assert asked == ["find series", "find barred_sources", "find opt_outs"]


async def test_a_file_that_changes_patient_within_a_series_is_a_conflict(database: Database) -> None:
    await place(database, [HERE], ACTOR)
    in_series, in_study = await place(
        database, [replace(HERE, patient_key="patient 2"), SourcePlace("patient 2", "study 1", "series 2")], ACTOR
    )
    assert in_series.conflict == "This file says another patient than the files of its series that are stored already."
    assert in_study.conflict == "This file says another patient than the files of its study that are stored already."
    assert await _counts() == (1, 1, 1)


async def test_a_series_within_one_batch_that_changes_patient_is_a_conflict(database: Database) -> None:
    placed = await place(database, [HERE, replace(HERE, patient_key="patient 2")], ACTOR)
    assert [spot.conflict is None for spot in placed] == [True, False]
    assert await _counts() == (1, 1, 1)


async def test_a_chosen_patient_takes_the_files_and_is_found_by_them_from_then_on(database: Database) -> None:
    patient = await Patient(id=new_id("pat")).insert()
    (chosen,) = await place(database, [HERE], ACTOR, Target(patient_id=patient.id))
    (later,) = await place(database, [SourcePlace("patient 1", "study 2", "series 2")], ACTOR)
    assert (chosen.patient_id, later.patient_id) == (patient.id, patient.id)
    assert await _counts() == (1, 2, 2)


async def test_a_chosen_series_takes_files_of_any_source(database: Database) -> None:
    (there,) = await place(database, [HERE], ACTOR)
    placed = await place(database, [SourcePlace("x", "y", "z"), HERE], ACTOR, Target(series_id=there.series_id))
    assert placed == [there, there]
    assert await _counts() == (1, 1, 1)


async def test_a_chosen_study_takes_new_series(database: Database) -> None:
    (there,) = await place(database, [HERE], ACTOR)
    (placed,) = await place(database, [SourcePlace("x", "y", "z")], ACTOR, Target(study_id=there.study_id))
    assert (placed.patient_id, placed.study_id, placed.conflict) == (there.patient_id, there.study_id, None)
    assert await _counts() == (1, 1, 2)


async def test_what_is_stored_in_another_place_than_the_chosen_one_is_a_conflict(database: Database) -> None:
    (there,) = await place(database, [HERE], ACTOR)
    (elsewhere,) = await place(database, [SourcePlace("x", "y", "z")], ACTOR)
    for target in (Target(patient_id=elsewhere.patient_id), Target(study_id=elsewhere.study_id)):
        (placed,) = await place(database, [HERE], ACTOR, target)
        assert placed.conflict is not None
        assert there.series_id in placed.conflict
    assert await _counts() == (2, 2, 2)


async def test_a_target_that_does_not_exist_is_refused(database: Database) -> None:
    for target in (Target(patient_id="pat_x"), Target(study_id="stu_x"), Target(series_id="ser_x")):
        with pytest.raises(NotFound):
            await place(database, [HERE], ACTOR, target)
    assert await _counts() == (0, 0, 0)


async def test_targets_that_do_not_belong_together_are_refused(database: Database) -> None:
    (there,) = await place(database, [HERE], ACTOR)
    (elsewhere,) = await place(database, [SourcePlace("x", "y", "z")], ACTOR)
    with pytest.raises(Conflict):
        await place(database, [HERE], ACTOR, Target(patient_id=there.patient_id, study_id=elsewhere.study_id))


async def test_added_images_are_counted_up_to_the_patient(database: Database) -> None:
    sources = [HERE, SourcePlace("patient 1", "study 1", "series 2")]
    (spot, _) = await stored_images(database, sources, each=3)
    await stored_images(database, [HERE], each=2, status="APPROVED", header=Header(modality="CT"))
    patient, study, series = await _above(spot)
    assert (patient.image_count, study.image_count, series.image_count) == (8, 8, 5)
    assert (patient.modalities, series.modalities) == (["CT", "MG"], ["CT", "MG"])
    assert series.modality_counts == {"MG": 3, "CT": 2}
    assert (patient.version, study.version, series.version) == (1, 1, 1)


async def test_the_first_image_tells_what_is_not_known_yet(database: Database) -> None:
    (spot,) = await stored_images(database, [HERE])
    await stored_images(
        database, [HERE], status="APPROVED", header=Header("2.25.9", "2.25.9", patient_age=99, body_part="LUNG")
    )
    patient, study, series = await _above(spot)
    assert (patient.age, patient.gender) == (50, "FEMALE")
    assert (study.study_instance_uid, study.date, study.description) == ("2.25.1", "2020-01-02", "Screening")
    assert (series.series_instance_uid, series.number, series.modality, series.description) == (
        "2.25.2",
        1,
        "MG",
        "Left MLO",
    )
    assert (series.body_part, series.laterality, series.view_position) == ("BREAST", "L", "MLO")
    assert "screening" in study.search_tokens
    assert {"left", "breast", "mlo"} <= set(series.search_tokens)
    assert series.folded == {"description": "left mlo"}


async def test_what_people_entered_stays(database: Database) -> None:
    patient = await Patient(id=new_id("pat"), age=41, gender="OTHER").insert()
    placed = await place(database, [HERE], ACTOR, Target(patient_id=patient.id))
    await add_images(database, [new_image(image_at(placed[0], "a"))])
    stored, *_ = await _above(placed[0])
    assert (stored.age, stored.gender) == (41, "OTHER")


async def test_quarantined_images_are_not_counted_and_tell_no_text(database: Database) -> None:
    (spot,) = await stored_images(database, [HERE], status="NEEDS_REVIEW")
    patient, study, series = await _above(spot)
    assert (patient.image_count, patient.modalities, series.image_count) == (0, [], 0)
    assert (patient.age, study.description, study.date, series.description, series.body_part) == (None,) * 5
    assert (series.modality, series.number, study.study_instance_uid) == ("MG", 1, "2.25.1")


async def test_a_modality_that_is_no_code_is_not_counted_by_name(database: Database) -> None:
    (spot,) = await stored_images(database, [HERE], header=Header(modality="M.$G"))
    patient, *_ = await _above(spot)
    assert (patient.image_count, patient.modality_counts, patient.modalities) == (1, {}, [])


async def test_the_same_instance_again_is_a_duplicate_and_with_other_bytes_a_conflict(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    first = image_at(spot, "key")
    again, other = image_at(spot, "key"), image_at(spot, "key", digest="other bytes")
    added = await add_images(database, [new_image(image) for image in (first, again, other)])
    assert [(one.outcome, one.image_id) for one in added] == [
        ("ADDED", first.id), ("DUPLICATE", first.id), ("CONFLICT", first.id),
    ]  # fmt: skip
    added = await add_images(database, [new_image(image) for image in (first, again, other)])
    assert [one.outcome for one in added] == ["ADDED", "DUPLICATE", "CONFLICT"]
    assert await Image.find_all().count() == 1
    assert (await _above(spot))[0].image_count == 1


async def test_images_without_bytes_to_compare_are_conflicts(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    images = [image_at(spot, "key"), image_at(spot, "key")]
    for image in images:
        image.source_digest = None
    added = await add_images(database, [new_image(image) for image in images])
    assert [one.outcome for one in added] == ["ADDED", "CONFLICT"]


async def test_uploads_of_the_same_images_that_meet_store_each_once(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    batches = [[new_image(image_at(spot, f"key {number}")) for number in range(8)] for _ in range(5)]
    results = await asyncio.gather(*(add_images(database, batch) for batch in batches))
    outcomes = sorted(one.outcome for added in results for one in added)
    assert outcomes == ["ADDED"] * 8 + ["DUPLICATE"] * 32
    assert (await _above(spot))[0].image_count == 8


async def test_images_of_a_series_that_was_deleted_meanwhile_are_gone(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    await Series.find_all().delete()
    added = await add_images(database, [new_image(image_at(spot, "key"))])
    assert [(one.outcome, one.image_id) for one in added] == [("GONE", None)]
    assert await Image.find_all().count() == 0


async def test_nothing_is_added_when_what_belongs_to_it_fails(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)

    async def also(*_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await add_images(database, [new_image(image_at(spot, "key"))], also)
    assert await Image.find_all().count() == 0
    assert (await _above(spot))[2].image_count == 0


async def test_a_batch_of_images_takes_the_same_number_of_commands_whatever_its_size(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    for size in (1, 50):
        entries = [new_image(image_at(spot, f"{size} {number}")) for number in range(size)]
        with commands() as asked:
            await add_images(database, entries)
        assert asked == [
            "find images", "find patients", "find studies", "find series", "insert images", "insert image_details",
            "update patients", "update studies", "update series",
        ]  # fmt: skip


async def test_known_images_tell_what_is_stored(database: Database) -> None:
    (spot,) = await place(database, [HERE], ACTOR)
    image = image_at(spot, "key")
    await add_images(database, [new_image(image)])
    known = await known_images([Source(key, "same bytes", "research", 1) for key in ("key", "other")])
    assert {key: (one.image_id, one.source_digest) for key, one in known.items()} == {"key": (image.id, "same bytes")}
    assert await known_images([]) == {}


async def test_places_that_no_image_reached_are_discarded_and_all_others_stay(database: Database) -> None:
    (full,) = await stored_images(database, [HERE])
    empty = await place(
        database,
        [SourcePlace("patient 1", "study 1", "series 2"), SourcePlace("patient 2", "study 2", "series 3")],
        ACTOR,
    )
    await discard_empty(database, [full, *empty])
    assert await _counts() == (1, 1, 1)
    assert (await _above(full))[2].image_count == 1


async def test_a_chosen_patient_stays_though_no_image_reached_it(database: Database) -> None:
    patient = await Patient(id=new_id("pat"), age=41).insert()
    placed = await place(database, [HERE], ACTOR, Target(patient_id=patient.id))
    await discard_empty(database, placed)
    assert await _counts() == (1, 0, 0)


async def _above(spot: Placed) -> tuple[Patient, Study, Series]:
    patient, study, series = (
        await Patient.get(spot.patient_id), await Study.get(spot.study_id), await Series.get(spot.series_id),
    )  # fmt: skip
    assert patient is not None
    assert study is not None
    assert series is not None
    return patient, study, series
