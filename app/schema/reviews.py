"""Review of images in doubt."""

from datetime import datetime

import strawberry

from app.auth.permissions import Permission
from app.documents.deidentification import DeviceTemplate as TemplateRecord
from app.errors import Invalid
from app.resolvers import reviews
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.images import Image
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.redactions import RedactedRegion
from app.schema.reports import ReviewStatus


@strawberry.input(description="A box of pixels to overwrite.")
class RegionInput:
    frame: int = strawberry.field(default=0, description="Frame; the first is 1, and 0 stands for all of them.")
    x: int = strawberry.field(description="Left edge in pixels.")
    y: int = strawberry.field(description="Upper edge in pixels.")
    width: int = strawberry.field(description="Width in pixels.")
    height: int = strawberry.field(description="Height in pixels.")


@strawberry.input(description="What a person decides about an image in doubt.")
class ReviewImageInput:
    id: strawberry.ID = strawberry.field(description="The image.")
    status: ReviewStatus = strawberry.field(description="APPROVED lets readers see it; REJECTED deletes its files.")
    redact: list[RegionInput] | None = strawberry.field(
        default=None,
        description="All boxes that are to be overwritten, found or drawn; null leaves those that were found.",
    )
    remember: bool = strawberry.field(
        default=False, description="Whether the boxes drawn on all frames are blanked on the device's next images, too."
    )


@strawberry.type(description="Where reviewers marked text on images of one device: it is blanked on the next ones.")
class DeviceTemplate(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, dev_…")
    device: str = strawberry.field(description="Modality, manufacturer and model, as far as they were kept.")
    regions: list[RedactedRegion] = strawberry.field(description="Boxes in pixels.")
    created_at: datetime = strawberry.field(description="When it was first learnt.")

    @classmethod
    def of(cls, record: TemplateRecord) -> "DeviceTemplate":
        return cls(
            id=strawberry.ID(record.id), device=record.label, created_at=record.created_at,
            regions=[RedactedRegion.of(region) for region in record.regions],
        )  # fmt: skip


@strawberry.input(description="Which template goes.")
class DeleteDeviceTemplateInput:
    id: strawberry.ID = strawberry.field(description="The template.")


@strawberry.type(description="What went, or why it did not.")
class DeleteDeviceTemplatePayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The image as it is now, or why nothing changed.")
class ReviewImagePayload:
    image: Image | None = strawberry.field(default=None, description="The image.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ReviewQuery:
    @query(requires(Permission.PROFILE_WRITE), description="What reviewers taught about devices.")
    async def device_templates(self) -> list[DeviceTemplate]:
        return [DeviceTemplate.of(record) for record in await reviews.all_templates()]


@strawberry.type
class ReviewMutation:
    @mutation(
        requires(Permission.PROFILE_WRITE),
        description="Decide about an image in doubt; either way what was uploaded of it is deleted.",
    )
    async def review_image(self, info: Info, input: Given[ReviewImageInput]) -> ReviewImagePayload:
        if input.status is ReviewStatus.REJECTED:
            return ReviewImagePayload(image=Image.of(await reviews.reject(info.context, input.id)))
        if input.status is not ReviewStatus.APPROVED:
            raise Invalid("A review ends as APPROVED or REJECTED.", ("status",))
        marks = None if input.redact is None else [_mark(region) for region in input.redact]
        return ReviewImagePayload(
            image=Image.of(await reviews.approve(info.context, input.id, marks, is_remembered=input.remember))
        )

    @mutation(requires(Permission.PROFILE_WRITE), description="Forget what was taught about a device.")
    async def delete_device_template(
        self, info: Info, input: Given[DeleteDeviceTemplateInput]
    ) -> DeleteDeviceTemplatePayload:
        await reviews.forget_template(info.context, input.id)
        return DeleteDeviceTemplatePayload(deleted_id=input.id)


def _mark(region: RegionInput) -> reviews.Mark:
    return reviews.Mark(region.frame, region.x, region.y, region.width, region.height)
