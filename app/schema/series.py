"""Series."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth.permissions import Permission
from app.documents.series import Series as SeriesRecord
from app.domain.fields import FieldOwner
from app.imaging.uids import MODALITIES_WITHOUT_PIXELS
from app.resolvers import images, people, studies
from app.resolvers import series as resolve
from app.resolvers.editing import Change
from app.schema.arguments import Given, Id
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.fields import FieldName, FieldValue, FieldValueInput, changes_of, field_inputs, field_values, value_of
from app.schema.filters import ANY, GIVEN, NONE, FieldFilter, IDFilter, StringFilter
from app.schema.images import Image, ImageFilter
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import BY_NUMBER, NEWEST_FIRST, listing, or_none
from app.schema.orders import ImageOrder, SeriesOrder
from app.schema.paging import After, Before, Connection, First, Last, Search, connection
from app.schema.plain import PLAIN, Plain, Row
from app.schema.scalars import BigInt, FieldScalar
from app.schema.users import User

if TYPE_CHECKING:
    from app.schema.studies import Study, StudyFilter


def _thumbnail(row: Row) -> str | None:
    return f"/files/series/{row['_id']}/thumbnail" if row.get("image_count") else None


@strawberry.type(description="A series of one study.")
class Series(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, ser_…")
    label: str | None = strawberry.field(description="Name that people of the hub gave.")
    number: int | None = strawberry.field(description="Number within the study.")
    modality: str | None = strawberry.field(description="Modality, for example MG (PS3.3 C.7.3.1.1.1).")
    description: str | None = strawberry.field(description="What was recorded.")
    body_part: str | None = strawberry.field(description="Body part examined, for example BREAST.")
    laterality: str | None = strawberry.field(description="L or R of a paired body part.")
    view_position: str | None = strawberry.field(description="View, for example MLO.")
    series_instance_uid: str = strawberry.field(description="SeriesInstanceUID of its files, never the original one.")
    image_count: BigInt = strawberry.field(description="How many images readers may see.")
    thumbnail_url: str | None = strawberry.field(
        description="Picture of the image in its middle; null when there is none."
    )
    created_at: datetime = strawberry.field(description="When the record was made.")
    updated_at: datetime = strawberry.field(description="When it, or what is below it, was last changed.")
    version: int = strawberry.field(description="Counts the edits; updateSeries takes it.")
    record: strawberry.Private[SeriesRecord]

    @strawberry.field(description="The study that it belongs to.")
    async def study(self, info: Info) -> Annotated["Study", strawberry.lazy("app.schema.studies")]:
        from app.schema.studies import Study

        return Study.of(await studies.get(info.context, self.record.study_id))

    @strawberry.field(description="All dynamic fields that it carries.")
    async def fields(self, info: Info) -> list[FieldValue]:
        return await field_values(info, FieldOwner.SERIES, self.record.fields)

    @strawberry.field(description="The value of one dynamic field; null when it does not carry it.")
    def field(self, name: FieldName) -> FieldScalar | None:
        return value_of(self.record.fields, name)

    @strawberry.field(description="Its images, by number when no order is given.")
    async def images(
        self,
        info: Info,
        *,
        filter: Annotated[ImageFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        order_by: Annotated[
            list[ImageOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Image]:
        wanted = listing(filter, order_by, BY_NUMBER, (first, after, last, before))
        page = await images.of_series_page(info.context, self.id, wanted)
        return connection(page, Image.of, lambda: images.total_of_series(info.context, self.id, wanted.filter))

    @strawberry.field(description="Who made the record; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: SeriesRecord) -> "Series":
        has_picture = record.image_count and record.modality not in MODALITIES_WITHOUT_PIXELS
        return cls(
            id=strawberry.ID(record.id), label=record.label, number=record.number, modality=record.modality,
            description=record.description, body_part=record.body_part, laterality=record.laterality,
            view_position=record.view_position, series_instance_uid=record.series_instance_uid,
            image_count=BigInt(record.image_count),
            thumbnail_url=f"/files/series/{record.id}/thumbnail" if has_picture else None,
            created_at=record.created_at, updated_at=record.updated_at, version=record.version, record=record,
        )  # fmt: skip


PLAIN["Series"] = Plain(SeriesRecord, {"thumbnailUrl": _thumbnail})


@strawberry.input(description="Series for which everything that is given holds.")
class SeriesFilter:
    and_: list["SeriesFilter"] | None = strawberry.field(default=strawberry.UNSET, name="and", description=GIVEN)
    or_: list["SeriesFilter"] | None = strawberry.field(default=strawberry.UNSET, name="or", description=ANY)
    not_: "SeriesFilter | None" = strawberry.field(default=strawberry.UNSET, name="not", description=NONE)
    id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By id.")
    label: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By label.")
    study_id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By the study.")
    modality: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By modality.")
    description: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By description.")
    body_part: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By body part.")
    laterality: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By laterality.")
    view_position: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By view.")
    field: FieldFilter | None = strawberry.field(default=strawberry.UNSET, description="By a dynamic field.")
    study: Annotated["StudyFilter", strawberry.lazy("app.schema.studies")] | None = strawberry.field(
        default=strawberry.UNSET, description="It belongs to a study such that this holds."
    )


@strawberry.input(description="A new series.")
class CreateSeriesInput:
    study_id: strawberry.ID = strawberry.field(description="The study that it belongs to.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name for people of the hub.")
    number: int | None = strawberry.field(default=strawberry.UNSET, description="Number within the study.")
    modality: str | None = strawberry.field(
        default=strawberry.UNSET, description="Modality, for example MG (PS3.3 C.7.3.1.1.1)."
    )
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What was recorded.")
    body_part: str | None = strawberry.field(
        default=strawberry.UNSET, description="Body part examined, for example BREAST."
    )
    laterality: str | None = strawberry.field(default=strawberry.UNSET, description="L or R of a paired body part.")
    view_position: str | None = strawberry.field(default=strawberry.UNSET, description="View, for example MLO.")
    fields: list[FieldValueInput] | None = strawberry.field(default=strawberry.UNSET, description="Dynamic fields.")


@strawberry.input(description="Changes of a series: what is not given stays, null clears.")
class UpdateSeriesInput:
    id: strawberry.ID = strawberry.field(description="The series.")
    version: int = strawberry.field(description="The version that the changes were made from.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name for people of the hub.")
    number: int | None = strawberry.field(default=strawberry.UNSET, description="Number within the study.")
    modality: str | None = strawberry.field(
        default=strawberry.UNSET, description="Modality, for example MG (PS3.3 C.7.3.1.1.1)."
    )
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What was recorded.")
    body_part: str | None = strawberry.field(
        default=strawberry.UNSET, description="Body part examined, for example BREAST."
    )
    laterality: str | None = strawberry.field(default=strawberry.UNSET, description="L or R of a paired body part.")
    view_position: str | None = strawberry.field(default=strawberry.UNSET, description="View, for example MLO.")
    fields: list[FieldValueInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Dynamic fields to set; one with the value null is removed, all others stay.",
    )


@strawberry.type(description="The new series, or why there is none.")
class CreateSeriesPayload:
    series: Series | None = strawberry.field(default=None, description="The new series.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The changed series, or why it was not changed.")
class UpdateSeriesPayload:
    series: Series | None = strawberry.field(default=None, description="The changed series.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="Which series goes.")
class DeleteSeriesInput:
    id: strawberry.ID = strawberry.field(description="The series.")


@strawberry.type(description="What went, or why it did not.")
class DeleteSeriesPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    deleted_images: BigInt | None = strawberry.field(default=None, description="How many images went with it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class SeriesQuery:
    @query(requires(Permission.IMAGE_READ), description="Series, newest first when no order is given.")
    async def series_list(
        self,
        info: Info,
        *,
        filter: Annotated[SeriesFilter | None, strawberry.argument(description="Only these.")] = strawberry.UNSET,
        search: Search = strawberry.UNSET,
        order_by: Annotated[
            list[SeriesOrder] | None, strawberry.argument(description="In this order.")
        ] = strawberry.UNSET,
        first: First = strawberry.UNSET,
        after: After = strawberry.UNSET,
        last: Last = strawberry.UNSET,
        before: Before = strawberry.UNSET,
    ) -> Connection[Series]:
        wanted = listing(filter, order_by, NEWEST_FIRST, (first, after, last, before), search)
        page = await resolve.page(info.context, wanted)
        return connection(page, Series.of, lambda: resolve.total(info.context, wanted.filter))

    @query(requires(Permission.IMAGE_READ), description="One series; null when there is none that the caller may see.")
    async def series(self, info: Info, id: Id) -> Series | None:
        return await or_none(resolve.get(info.context, id), Series.of)


ATTRIBUTES = ("label", "number", "modality", "description", "body_part", "laterality", "view_position")


@strawberry.type
class SeriesMutation:
    @mutation(requires(Permission.PATIENT_WRITE), description="Add a series to a study.")
    async def create_series(self, info: Info, input: Given[CreateSeriesInput]) -> CreateSeriesPayload:
        values, fields = changes_of(input, *ATTRIBUTES), field_inputs(input.fields)
        return CreateSeriesPayload(series=Series.of(await resolve.create(info.context, input.study_id, values, fields)))

    @mutation(requires(Permission.PATIENT_WRITE), description="Change a series.")
    async def update_series(self, info: Info, input: Given[UpdateSeriesInput]) -> UpdateSeriesPayload:
        change = Change(input.id, input.version, changes_of(input, *ATTRIBUTES), field_inputs(input.fields))
        return UpdateSeriesPayload(series=Series.of(await resolve.update(info.context, change)))

    @mutation(
        requires(Permission.PATIENT_DELETE),
        description="Delete a series with its images and their files; doctors only what they created.",
    )
    async def delete_series(self, info: Info, input: Given[DeleteSeriesInput]) -> DeleteSeriesPayload:
        deleted = await resolve.delete(info.context, input.id)
        return DeleteSeriesPayload(
            deleted_id=strawberry.ID(deleted.deleted_id), deleted_images=BigInt(deleted.deleted_images)
        )
