"""Review of images in doubt."""

import strawberry

from app.auth.permissions import Permission
from app.errors import Invalid
from app.resolvers import reviews
from app.schema.arguments import Given
from app.schema.directives import mutation, requires
from app.schema.errors import UserError
from app.schema.images import Image
from app.schema.info import Info
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


@strawberry.type(description="The image as it is now, or why nothing changed.")
class ReviewImagePayload:
    image: Image | None = strawberry.field(default=None, description="The image.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


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
        return ReviewImagePayload(image=Image.of(await reviews.approve(info.context, input.id, marks)))


def _mark(region: RegionInput) -> reviews.Mark:
    return reviews.Mark(region.frame, region.x, region.y, region.width, region.height)
