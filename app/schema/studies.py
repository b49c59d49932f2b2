"""Studies."""

from datetime import date as calendar_date
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth.permissions import Permission
from app.documents.studies import Study as StudyRecord
from app.domain.fields import FieldOwner
from app.resolvers import patients, people, series
from app.resolvers import studies as resolve
from app.resolvers.editing import Change
from app.schema.arguments import Given, Id
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.fields import FieldName, FieldValue, FieldValueInput, changes_of, field_inputs, field_values, value_of
from app.schema.filters import ANY, GIVEN, NONE, DateFilter, DateTimeFilter, FieldFilter, IDFilter, StringFilter
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import BY_NUMBER, NEWEST_FIRST, listing, or_none
from app.schema.orders import SeriesOrder, StudyOrder
from app.schema.paging import After, Before, Connection, First, Last, Search, connection
from app.schema.plain import PLAIN, Plain, modalities
from app.schema.scalars import BigInt, FieldScalar
from app.schema.series import Series, SeriesFilter
from app.schema.users import User

if TYPE_CHECKING:
    from app.schema.patients import Patient, PatientFilter


@strawberry.type(description="A study of one patient.")
class Study(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, stu_…")
    label: str | None = strawberry.field(description="Name that people of the hub gave.")
    date: calendar_date | None = strawberry.field(
        description="Date; of an upload, moved by the patient's secret number of days."
    )
    description: str | None = strawberry.field(description="What was examined.")
    modalities: list[str] = strawberry.field(description="Modalities of its images.")
    study_instance_uid: str = strawberry.field(description="StudyInstanceUID of its files, never the original one.")
    image_count: BigInt = strawberry.field(description="How many images readers may see.")
    created_at: datetime = strawberry.field(description="When the record was made.")
    updated_at: datetime = strawberry.field(description="When it, or what is below it, was last changed.")
    version: int = strawberry.field(description="Counts the edits; updateStudy takes it.")
    record: strawberry.Private[StudyRecord]

    @strawberry.field(description="Whose study it is.")
    async def patient(self, info: Info) -> Annotated["Patient", strawberry.lazy("app.schema.patients")]:
        from app.schema.patients import Patient

        return Patient.of(await patients.get(info.context, self.record.patient_id))

    @strawberry.field(description="All dynamic fields that it carries.")
    async def fields(self, info: Info) -> list[FieldValue]:
        return await field_values(info, FieldOwner.STUDY, self.record.fields)

    @strawberry.field(description="The value of one dynamic field; null when it does not carry it.")
    def field(self, name: FieldName) -> FieldScalar | None:
        return value_of(self.record.fields, name)

    @strawberry.field(description="Its series, by number when no order is given.")
    async def series(
        self,
        info: Info,
        *,
        filter: Annotated[SeriesFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        order_by: Annotated[
            list[SeriesOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Series]:
        wanted = listing(filter, order_by, BY_NUMBER, (first, after, last, before))
        page = await series.of_study(info.context, self.id, wanted)
        return connection(page, Series.of, lambda: series.total_of_study(info.context, self.id, wanted.filter))

    @strawberry.field(description="Who made the record; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: StudyRecord) -> "Study":
        return cls(
            id=strawberry.ID(record.id), label=record.label, description=record.description,
            date=calendar_date.fromisoformat(record.date) if record.date else None, modalities=record.modalities,
            study_instance_uid=record.study_instance_uid, image_count=BigInt(record.image_count),
            created_at=record.created_at, updated_at=record.updated_at, version=record.version, record=record,
        )  # fmt: skip


PLAIN["Study"] = Plain(StudyRecord, {"modalities": modalities})


@strawberry.input(description="Studies for which everything that is given holds.")
class StudyFilter:
    and_: list["StudyFilter"] | None = strawberry.field(default=strawberry.UNSET, name="and", description=GIVEN)
    or_: list["StudyFilter"] | None = strawberry.field(default=strawberry.UNSET, name="or", description=ANY)
    not_: "StudyFilter | None" = strawberry.field(default=strawberry.UNSET, name="not", description=NONE)
    id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By id.")
    label: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By label.")
    patient_id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By the patient.")
    date: DateFilter | None = strawberry.field(default=strawberry.UNSET, description="By date.")
    description: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By description.")
    modality: StringFilter | None = strawberry.field(
        default=strawberry.UNSET, description="By the modalities of its images."
    )
    field: FieldFilter | None = strawberry.field(default=strawberry.UNSET, description="By a dynamic field.")
    created_at: DateTimeFilter | None = strawberry.field(default=strawberry.UNSET, description="By when it was made.")
    patient: Annotated["PatientFilter", strawberry.lazy("app.schema.patients")] | None = strawberry.field(
        default=strawberry.UNSET, description="It belongs to a patient such that this holds."
    )
    series: SeriesFilter | None = strawberry.field(
        default=strawberry.UNSET, description="It has at least one series such that this holds."
    )


@strawberry.input(description="A new study.")
class CreateStudyInput:
    patient_id: strawberry.ID = strawberry.field(description="The patient that it belongs to.")
    date: calendar_date | None = strawberry.field(default=strawberry.UNSET, description="Date of the study.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name for people of the hub.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What was examined.")
    fields: list[FieldValueInput] | None = strawberry.field(default=strawberry.UNSET, description="Dynamic fields.")


@strawberry.input(description="Changes of a study: what is not given stays, null clears.")
class UpdateStudyInput:
    id: strawberry.ID = strawberry.field(description="The study.")
    version: int = strawberry.field(description="The version that the changes were made from.")
    date: calendar_date | None = strawberry.field(default=strawberry.UNSET, description="Date of the study.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name for people of the hub.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What was examined.")
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Dynamic fields to set; one with the value null is removed, all others stay.",
    )


@strawberry.type(description="The new study, or why there is none.")
class CreateStudyPayload:
    study: Study | None = strawberry.field(default=None, description="The new study.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The changed study, or why it was not changed.")
class UpdateStudyPayload:
    study: Study | None = strawberry.field(default=None, description="The changed study.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="Which study goes.")
class DeleteStudyInput:
    id: strawberry.ID = strawberry.field(description="The study.")


@strawberry.type(description="What went, or why it did not.")
class DeleteStudyPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    deleted_images: BigInt | None = strawberry.field(default=None, description="How many images went with it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class StudyQuery:
    @query(requires(Permission.PATIENT_READ), description="Studies, newest first when no order is given.")
    async def studies(
        self,
        info: Info,
        *,
        filter: Annotated[StudyFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        search: Search = strawberry.UNSET,
        order_by: Annotated[
            list[StudyOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Study]:
        wanted = listing(filter, order_by, NEWEST_FIRST, (first, after, last, before), search)
        page = await resolve.page(info.context, wanted)
        return connection(page, Study.of, lambda: resolve.total(info.context, wanted.filter))

    @query(requires(Permission.PATIENT_READ), description="One study; null when there is none that the caller may see.")
    async def study(self, info: Info, id: Id) -> Study | None:
        return await or_none(resolve.get(info.context, id), Study.of)


ATTRIBUTES = ("date", "label", "description")


@strawberry.type
class StudyMutation:
    @mutation(requires(Permission.PATIENT_WRITE), description="Add a study to a patient.")
    async def create_study(self, info: Info, input: Given[CreateStudyInput]) -> CreateStudyPayload:
        values, fields = changes_of(input, *ATTRIBUTES), field_inputs(input.fields)
        return CreateStudyPayload(study=Study.of(await resolve.create(info.context, input.patient_id, values, fields)))

    @mutation(requires(Permission.PATIENT_WRITE), description="Change a study.")
    async def update_study(self, info: Info, input: Given[UpdateStudyInput]) -> UpdateStudyPayload:
        change = Change(input.id, input.version, changes_of(input, *ATTRIBUTES), field_inputs(input.fields))
        return UpdateStudyPayload(study=Study.of(await resolve.update(info.context, change)))

    @mutation(
        requires(Permission.PATIENT_DELETE),
        description="Delete a study with its series, images and their files; doctors only what they created.",
    )
    async def delete_study(self, info: Info, input: Given[DeleteStudyInput]) -> DeleteStudyPayload:
        deleted = await resolve.delete(info.context, input.id)
        return DeleteStudyPayload(
            deleted_id=strawberry.ID(deleted.deleted_id), deleted_images=BigInt(deleted.deleted_images)
        )
