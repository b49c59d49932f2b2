"""Images, and what was done to de-identify them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import strawberry

from app.auth.permissions import Permission
from app.documents.images import Image as ImageRecord
from app.domain.fields import FieldOwner
from app.imaging.uids import kind_of
from app.resolvers import images as resolve
from app.resolvers import people, series
from app.schema.arguments import Given, Id
from app.schema.costs import OF_A_LONG_VALUE, Cost
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.fields import FieldValue, field_values
from app.schema.filters import ANY, GIVEN, NONE, FieldFilter, IDFilter, IntFilter, StringFilter
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import NEWEST_FIRST, listing, or_none
from app.schema.orders import ImageOrder
from app.schema.paging import After, Before, Connection, First, Last, connection
from app.schema.plain import PLAIN, Plain
from app.schema.reports import DeidentificationReport, ReviewStatus
from app.schema.scalars import JSON, BigInt
from app.schema.users import User

if TYPE_CHECKING:
    from app.schema.series import Series, SeriesFilter


@strawberry.type(
    description="A stored image of one or more frames, or an object without pixels: a report, a plan, a waveform."
)
class Image(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, img_…")
    sop_instance_uid: str = strawberry.field(description="SOPInstanceUID of the file, never the original one.")
    sop_class_uid: str = strawberry.field(description="SOPClassUID: which kind of image it is.")
    sop_class_name: str = strawberry.field(
        description="What the standard calls its kind, for example Comprehensive SR."
    )
    number: int | None = strawberry.field(description="InstanceNumber within the series.")
    rows: int = strawberry.field(description="Height in pixels; 0 without pixels.")
    columns: int = strawberry.field(description="Width in pixels; 0 without pixels.")
    frames: int = strawberry.field(description="How many frames it has; 0 for an object without pixels.")
    bits_stored: int = strawberry.field(description="Bits of each sample that carry the value.")
    samples_per_pixel: int = strawberry.field(description="1 for grey or palette, 3 for colour, 0 without pixels.")
    photometric_interpretation: str = strawberry.field(
        description="What the samples mean (PS3.3 C.7.6.3.1.2); empty without pixels."
    )
    pixel_spacing: list[float] | None = strawberry.field(description="Millimetres between rows and between columns.")
    file_size: BigInt = strawberry.field(description="Size of the stored file in bytes.")
    sha256: str = strawberry.field(description="SHA-256 of the stored file.")
    source_format: str = strawberry.field(description="Format of the uploaded file.")
    created_at: datetime = strawberry.field(description="When it was stored.")
    record: strawberry.Private[ImageRecord]

    @strawberry.field(description="The series that it belongs to.")
    async def series(self, info: Info) -> Annotated["Series", strawberry.lazy("app.schema.series")]:
        from app.schema.series import Series

        return Series.of(await series.get(info.context, self.record.series_id))

    @strawberry.field(description="All dynamic fields that it carries.")
    async def fields(self, info: Info) -> list[FieldValue]:
        return await field_values(info, FieldOwner.IMAGE, self.record.fields)

    @strawberry.field(
        description="De-identified DICOM attributes by keyword, as the profile kept them.",
        directives=[Cost(weight=OF_A_LONG_VALUE)],
    )
    async def attributes(
        self,
        info: Info,
        keywords: Annotated[
            list[str] | None, strawberry.argument(description="Only these, for example KVP; all when null.")
        ] = strawberry.UNSET,
    ) -> JSON:
        kept = (await resolve.details(info.context, self.record)).attributes
        if keywords is None or keywords is strawberry.UNSET:
            return JSON(kept)
        return JSON({name: kept[name] for name in keywords if name in kept})

    @strawberry.field(description="What was done to the file before it was stored.")
    async def deidentification(self, info: Info) -> DeidentificationReport:
        return DeidentificationReport.of(self.record, await resolve.details(info.context, self.record))

    @strawberry.field(description="The stored file: a DICOM Part 10 file, and with pixels a TIFF at the same time.")
    def file_url(self) -> str:
        return f"/files/images/{self.id}"

    @strawberry.field(description="The same bytes, named as a TIFF; refused without pixels.")
    def tiff_url(self) -> str:
        return f"/files/images/{self.id}?format=tiff"

    @strawberry.field(description="The same bytes, named as DICOM.")
    def dicom_url(self) -> str:
        return f"/files/images/{self.id}?format=dicom"

    @strawberry.field(description="A frame as a PNG picture; refused without pixels.")
    def rendered_url(
        self,
        frame: Annotated[int, strawberry.argument(description="Which frame; the first is 1.")] = 1,
        window_center: Annotated[
            float | None, strawberry.argument(description="Middle of the values shown; the file's own when null.")
        ] = strawberry.UNSET,
        window_width: Annotated[
            float | None, strawberry.argument(description="Range of the values shown.")
        ] = strawberry.UNSET,
        width: Annotated[
            int | None, strawberry.argument(description="Width of the picture in pixels.")
        ] = strawberry.UNSET,
    ) -> str:
        given = {"frame": frame, "windowCenter": window_center, "windowWidth": window_width, "width": width}
        said = {name: str(value) for name, value in given.items() if value not in (None, strawberry.UNSET)}
        return f"/files/images/{self.id}/rendered?{urlencode(said)}"

    @strawberry.field(description="A small WebP picture, at most 256 pixels on a side; refused without pixels.")
    def thumbnail_url(self) -> str:
        return f"/files/images/{self.id}/thumbnail"

    @strawberry.field(description="Who uploaded it; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: ImageRecord) -> "Image":
        return cls(
            id=strawberry.ID(record.id), sop_instance_uid=record.sop_instance_uid, sop_class_uid=record.sop_class_uid,
            sop_class_name=kind_of(record.sop_class_uid), number=record.number, rows=record.rows, columns=record.columns, frames=record.frames,
            bits_stored=record.bits_stored, samples_per_pixel=record.samples_per_pixel,
            photometric_interpretation=record.photometric_interpretation, pixel_spacing=record.pixel_spacing,
            file_size=BigInt(record.file_size), sha256=record.sha256, source_format=record.source_format,
            created_at=record.created_at, record=record,
        )  # fmt: skip


PLAIN["Image"] = Plain(ImageRecord, {})


@strawberry.input(description="Images for which everything that is given holds.")
class ImageFilter:
    and_: list["ImageFilter"] | None = strawberry.field(default=strawberry.UNSET, name="and", description=GIVEN)
    or_: list["ImageFilter"] | None = strawberry.field(default=strawberry.UNSET, name="or", description=ANY)
    not_: "ImageFilter | None" = strawberry.field(default=strawberry.UNSET, name="not", description=NONE)
    id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By id.")
    series_id: IDFilter | None = strawberry.field(default=strawberry.UNSET, description="By the series.")
    sop_class_uid: StringFilter | None = strawberry.field(default=strawberry.UNSET, description="By kind of image.")
    rows: IntFilter | None = strawberry.field(default=strawberry.UNSET, description="By height in pixels.")
    columns: IntFilter | None = strawberry.field(default=strawberry.UNSET, description="By width in pixels.")
    frames: IntFilter | None = strawberry.field(default=strawberry.UNSET, description="By number of frames.")
    review_status: list[ReviewStatus] | None = strawberry.field(
        default=strawberry.UNSET, description="In one of these states."
    )
    field: FieldFilter | None = strawberry.field(default=strawberry.UNSET, description="By a dynamic field.")
    series: Annotated["SeriesFilter", strawberry.lazy("app.schema.series")] | None = strawberry.field(
        default=strawberry.UNSET, description="It belongs to a series such that this holds."
    )


@strawberry.input(description="Which image goes.")
class DeleteImageInput:
    id: strawberry.ID = strawberry.field(description="The image.")


@strawberry.type(description="What went, or why it did not.")
class DeleteImagePayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ImageQuery:
    @query(requires(Permission.IMAGE_READ), description="Images, newest first when no order is given.")
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
        wanted = listing(filter, order_by, NEWEST_FIRST, (first, after, last, before))
        page = await resolve.page(info.context, wanted)
        return connection(page, Image.of, lambda: resolve.total(info.context, wanted.filter))

    @query(requires(Permission.IMAGE_READ), description="One image; null when there is none that the caller may see.")
    async def image(self, info: Info, id: Id) -> Image | None:
        return await or_none(resolve.get(info.context, id), Image.of)


@strawberry.type
class ImageMutation:
    @mutation(
        requires(Permission.IMAGE_DELETE), description="Delete an image and its file; doctors only what they uploaded."
    )
    async def delete_image(self, info: Info, input: Given[DeleteImageInput]) -> DeleteImagePayload:
        deleted = await resolve.delete(info.context, input.id)
        return DeleteImagePayload(deleted_id=strawberry.ID(deleted.deleted_id))
