"""Patients."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from app.auth.permissions import Permission
from app.documents.patients import Patient as PatientRecord
from app.domain.fields import FieldOwner
from app.resolvers import patients as resolve
from app.resolvers import people, studies
from app.resolvers.editing import Change
from app.schema.arguments import Given, Id
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.fields import FieldName, FieldValue, FieldValueInput, changes_of, field_inputs, field_values, value_of
from app.schema.filters import ANY, GIVEN, NONE, DateTimeFilter, FieldFilter, IDFilter, IntFilter, StringFilter
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import NEWEST_FIRST, listing, or_none
from app.schema.orders import PatientOrder, StudyOrder
from app.schema.paging import After, Before, Connection, First, Last, Search, connection
from app.schema.plain import PLAIN, Plain, modalities
from app.schema.scalars import BigInt, FieldScalar
from app.schema.studies import Study, StudyFilter
from app.schema.users import User


@strawberry.enum(description="Gender of a patient.")
class Gender(Enum):
    FEMALE = strawberry.enum_value("FEMALE", description="Female.")
    MALE = strawberry.enum_value("MALE", description="Male.")
    OTHER = strawberry.enum_value("OTHER", description="Neither of the two.")
    UNKNOWN = strawberry.enum_value("UNKNOWN", description="Not known.")


@strawberry.type(description="A pseudonymous patient.")
class Patient(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, pat_…; it is also the PatientID of the stored files.")
    label: str | None = strawberry.field(description="Name that people of the hub gave; never the patient's own.")
    age: int | None = strawberry.field(description="Age in years.")
    gender: Gender = strawberry.field(description="Gender.")
    image_count: BigInt = strawberry.field(description="How many images readers may see.")
    modalities: list[str] = strawberry.field(description="Modalities of these images.")
    created_at: datetime = strawberry.field(description="When the record was made.")
    updated_at: datetime = strawberry.field(description="When it, or what is below it, was last changed.")
    version: int = strawberry.field(description="Counts the edits; updatePatient takes it.")
    record: strawberry.Private[PatientRecord]

    @strawberry.field(description="All dynamic fields that it carries.")
    async def fields(self, info: Info) -> list[FieldValue]:
        return await field_values(info, FieldOwner.PATIENT, self.record.fields)

    @strawberry.field(description="The value of one dynamic field; null when it does not carry it.")
    def field(self, name: FieldName) -> FieldScalar | None:
        return value_of(self.record.fields, name)

    @strawberry.field(description="Its studies, newest first when no order is given.")
    async def studies(
        self,
        info: Info,
        *,
        filter: Annotated[StudyFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        order_by: Annotated[
            list[StudyOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Study]:
        wanted = listing(filter, order_by, NEWEST_FIRST, (first, after, last, before))
        page = await studies.of_patient(info.context, self.id, wanted)
        return connection(page, Study.of, lambda: studies.total_of_patient(info.context, self.id, wanted.filter))

    @strawberry.field(description="Who made the record; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: PatientRecord) -> "Patient":
        return cls(
            id=strawberry.ID(record.id), label=record.label, age=record.age, gender=Gender(record.gender),
            image_count=BigInt(record.image_count), modalities=record.modalities, created_at=record.created_at,
            updated_at=record.updated_at, version=record.version, record=record,
        )  # fmt: skip


PLAIN["Patient"] = Plain(PatientRecord, {"modalities": modalities})


@strawberry.input(description="A condition on gender.")
class GenderFilter:
    eq: Gender | None = strawberry.field(default=strawberry.UNSET, description="Equal.")
    in_: list[Gender] | None = strawberry.field(default=strawberry.UNSET, name="in", description="One of these.")


@strawberry.input(description="Patients for which everything that is given holds.")
class PatientFilter:
    and_: list["PatientFilter"] | None = strawberry.field(default=strawberry.UNSET, name="and", description=GIVEN)
    or_: list["PatientFilter"] | None = strawberry.field(default=strawberry.UNSET, name="or", description=ANY)
    not_: "PatientFilter | None" = strawberry.field(default=strawberry.UNSET, name="not", description=NONE)
    id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By id.")
    label: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By label.")
    age: IntFilter | None = strawberry.field(default=strawberry.UNSET, description="By age in years.")
    gender: GenderFilter | None = strawberry.field(default=strawberry.UNSET, description="By gender.")
    field: FieldFilter | None = strawberry.field(default=strawberry.UNSET, description="By a dynamic field.")
    modality: StringFilter | None = strawberry.field(
        default=strawberry.UNSET, description="By the modalities of its images."
    )
    created_at: DateTimeFilter | None = strawberry.field(default=strawberry.UNSET, description="By when it was made.")
    updated_at: DateTimeFilter | None = strawberry.field(
        default=strawberry.UNSET, description="By when it was last changed."
    )
    studies: StudyFilter | None = strawberry.field(
        default=strawberry.UNSET, description="It has at least one study such that this holds."
    )
    collection: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="It is in the newest version of this collection."
    )


@strawberry.input(description="A new patient.")
class CreatePatientInput:
    label: str | None = strawberry.field(
        default=strawberry.UNSET, description="Name for people of the hub; never the patient's own."
    )
    age: int | None = strawberry.field(default=strawberry.UNSET, description="Age in years.")
    gender: Gender = strawberry.field(default=Gender.UNKNOWN, description="Gender.")
    fields: list[FieldValueInput] | None = strawberry.field(default=strawberry.UNSET, description="Dynamic fields.")


@strawberry.input(description="Changes of a patient: what is not given stays, null clears.")
class UpdatePatientInput:
    id: strawberry.ID = strawberry.field(description="The patient.")
    version: int = strawberry.field(description="The version that the changes were made from.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name for people of the hub.")
    age: int | None = strawberry.field(default=strawberry.UNSET, description="Age in years.")
    gender: Gender | None = strawberry.field(default=strawberry.UNSET, description="Gender; null makes it UNKNOWN.")
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Dynamic fields to set; one with the value null is removed, all others stay.",
    )


@strawberry.input(description="Which patient goes.")
class DeletePatientInput:
    id: strawberry.ID = strawberry.field(description="The patient.")


@strawberry.type(description="The new patient, or why there is none.")
class CreatePatientPayload:
    patient: Patient | None = strawberry.field(default=None, description="The new patient.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The changed patient, or why it was not changed.")
class UpdatePatientPayload:
    patient: Patient | None = strawberry.field(default=None, description="The changed patient.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="What went, or why it did not.")
class DeletePatientPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    deleted_images: BigInt | None = strawberry.field(default=None, description="How many images went with it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class PatientQuery:
    @query(requires(Permission.PATIENT_READ), description="Patients, newest first when no order is given.")
    async def patients(
        self,
        info: Info,
        *,
        filter: Annotated[PatientFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        search: Search = strawberry.UNSET,
        order_by: Annotated[
            list[PatientOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Patient]:
        wanted = listing(filter, order_by, NEWEST_FIRST, (first, after, last, before), search)
        page = await resolve.page(info.context, wanted)
        return connection(page, Patient.of, lambda: resolve.total(info.context, wanted.filter))

    @query(
        requires(Permission.PATIENT_READ), description="One patient; null when there is none that the caller may see."
    )
    async def patient(self, info: Info, id: Id) -> Patient | None:
        return await or_none(resolve.get(info.context, id), Patient.of)


ATTRIBUTES = ("label", "age", "gender")


@strawberry.type
class PatientMutation:
    @mutation(requires(Permission.PATIENT_WRITE), description="Add a patient.")
    async def create_patient(self, info: Info, input: Given[CreatePatientInput]) -> CreatePatientPayload:
        values, fields = changes_of(input, *ATTRIBUTES), field_inputs(input.fields)
        return CreatePatientPayload(patient=Patient.of(await resolve.create(info.context, values, fields)))

    @mutation(requires(Permission.PATIENT_WRITE), description="Change a patient.")
    async def update_patient(self, info: Info, input: Given[UpdatePatientInput]) -> UpdatePatientPayload:
        change = Change(input.id, input.version, changes_of(input, *ATTRIBUTES), field_inputs(input.fields))
        return UpdatePatientPayload(patient=Patient.of(await resolve.update(info.context, change)))

    @mutation(
        requires(Permission.PATIENT_DELETE),
        description="Delete a patient with its studies, series, images and their files; doctors only what they created.",
    )
    async def delete_patient(self, info: Info, input: Given[DeletePatientInput]) -> DeletePatientPayload:
        deleted = await resolve.delete(info.context, input.id)
        return DeletePatientPayload(
            deleted_id=strawberry.ID(deleted.deleted_id), deleted_images=BigInt(deleted.deleted_images)
        )
