import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.auth.permissions import Role
from app.documents.fields import FieldDefinition
from app.documents.patients import Patient
from app.documents.studies import Study
from app.domain.fields import FieldOwner, FieldRules, FieldType
from app.errors import Conflict, Invalid, NotFound
from app.resolvers import fields, patients, privacy, studies
from app.resolvers.context import Context
from app.resolvers.dictionary import FieldInput
from app.resolvers.editing import Change

Make = Callable[..., Context]


async def test_of_many_edits_of_one_version_one_wins(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    patient = await patients.create(doctor, {}, ())
    edits = [patients.update(doctor, Change(patient.id, 1, {"age": age})) for age in range(8)]
    results = await asyncio.gather(*edits, return_exceptions=True)
    won = [result for result in results if isinstance(result, Patient)]
    assert len(won) == 1
    assert all(isinstance(result, Conflict) for result in results if result is not won[0])
    stored = await Patient.get(patient.id)
    assert stored is not None
    assert (stored.age, stored.version) == (won[0].age, 2)


async def test_a_field_that_many_define_at_once_is_defined_once(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    given = [FieldInput("size", FieldType.DECIMAL, 1)]
    await asyncio.gather(*(patients.create(doctor, {}, given) for _ in range(6)))
    assert await FieldDefinition.find_all().count() == 1
    assert await Patient.find({"fields.name": "size"}).count() == 6


async def test_a_study_cannot_be_added_to_a_patient_that_goes_at_the_same_moment(context: Make) -> None:
    admin = context()
    for _ in range(5):
        patient = await patients.create(admin, {}, ())
        await asyncio.gather(
            studies.create(admin, patient.id, {}, ()), patients.delete(admin, patient.id), return_exceptions=True
        )
    assert await Patient.find_all().count() == 0
    assert await Study.find_all().count() == 0


async def test_a_change_keeps_what_is_searched_for_up_to_date(context: Make) -> None:
    doctor = context(Role.DOCTOR)
    patient = await patients.create(doctor, {"label": "Ana"}, [FieldInput("note", FieldType.TEXT, "benign")])
    changed = await patients.update(doctor, Change(patient.id, 1, {"label": None}, [FieldInput("note", None, "cyst")]))
    assert changed.folded == {}
    assert "cyst" in changed.search_tokens
    assert not {"ana", "benign"} & set(changed.search_tokens)


def _rules(type_: FieldType = FieldType.DECIMAL, name: str = "size") -> FieldRules:
    return FieldRules(name, type_)


async def test_a_definition_is_made_changed_and_deleted(context: Make) -> None:
    admin = context()
    made = await fields.define(admin, _rules(), FieldOwner.PATIENT, {"unit": " mm ", "label": "Size"})
    assert (made.name, made.label, made.unit, made.type) == ("size", "Size", "mm", "DECIMAL")
    changed = await fields.update(admin, made.id, {"unit": None, "minimum": 0.0, "maximum": 5.0})
    assert (changed.label, changed.unit, changed.minimum, changed.maximum) == ("Size", None, 0.0, 5.0)
    with pytest.raises(Invalid):
        await patients.create(admin, {}, [FieldInput("size", None, 6)])
    assert await fields.delete(admin, made.id) == made.id
    assert await fields.listed(admin, None) == []


async def test_an_owner_has_a_name_once_but_owners_do_not_share_it(context: Make) -> None:
    admin = context()
    await fields.define(admin, _rules(), FieldOwner.PATIENT, {})
    await fields.define(admin, _rules(FieldType.TEXT), FieldOwner.STUDY, {})
    with pytest.raises(Conflict):
        await fields.define(admin, _rules(FieldType.DATE), FieldOwner.PATIENT, {})
    assert [(each.owner, each.type) for each in await fields.listed(admin, None)] == [
        ("PATIENT", "DECIMAL"),
        ("STUDY", "TEXT"),
    ]


async def test_a_definition_that_records_carry_cannot_be_deleted(context: Make) -> None:
    admin = context()
    patient = await patients.create(admin, {}, [FieldInput("size", FieldType.DECIMAL, 1)])
    (definition,) = await fields.listed(admin, FieldOwner.PATIENT)
    assert await fields.usage(admin, definition) == 1
    with pytest.raises(Conflict):
        await fields.delete(admin, definition.id)
    await patients.update(admin, Change(patient.id, 1, {}, [FieldInput("size", None, None)]))
    assert await fields.usage(admin, definition) == 0
    await fields.delete(admin, definition.id)
    assert await FieldDefinition.find_all().count() == 0


async def test_choices_are_what_a_choice_field_takes(context: Make) -> None:
    admin = context()
    rules = FieldRules("grade", FieldType.CHOICE, ("low", "high"))
    made = await fields.define(admin, rules, FieldOwner.PATIENT, {})
    patient = await patients.create(admin, {}, [FieldInput("grade", None, "low")])
    assert [(field.name, field.value) for field in patient.fields] == [("grade", "low")]
    with pytest.raises(Invalid):
        await patients.create(admin, {}, [FieldInput("grade", None, "middle")])
    with pytest.raises(Invalid):
        await fields.update(admin, made.id, {"choices": None})


async def test_a_definition_that_is_not_there_is_not_found(context: Make) -> None:
    for attempt in (
        fields.update(context(), "fld_x", {}),
        fields.delete(context(), "fld_x"),
        fields.get(context(), "fld_x"),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_the_use_of_a_field_counts_what_the_caller_may_see(context: Make) -> None:
    admin = context()
    patient = await patients.create(admin, {}, [FieldInput("size", FieldType.DECIMAL, 1)])
    await patients.create(admin, {}, [FieldInput("size", None, 2)])
    (definition,) = await fields.listed(admin, FieldOwner.PATIENT)
    assert await fields.usage(admin, definition) == 2
    await privacy.set_opt_out(admin, patient.id, is_out=True)
    assert [await fields.usage(each, definition) for each in (admin, context(Role.VIEWER))] == [1, 1]
    stranger = context(Role.VIEWER)
    assert stranger.actor is not None
    stranger.actor = replace(stranger.actor, permissions=frozenset())
    assert await fields.usage(stranger, definition) == 0
