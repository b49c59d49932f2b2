"""What was done to one image, as data: a reviewer can check it, a query can find what needs review."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from app.documents.images import Deidentification, ImageDetails
from app.documents.images import Image as ImageRecord
from app.resolvers import people, profiles
from app.schema.info import Info
from app.schema.profiles import DeidentificationProfile
from app.schema.redactions import AttributeAction, RedactedRegion
from app.schema.users import User


@strawberry.enum(description="Whether an image may be seen.")
class ReviewStatus(Enum):
    CLEAN = strawberry.enum_value("CLEAN", description="Nothing is left to doubt: readers see it.")
    NEEDS_REVIEW = strawberry.enum_value(
        "NEEDS_REVIEW", description="In doubt, so quarantined: only its uploader and administrators see it."
    )
    APPROVED = strawberry.enum_value("APPROVED", description="A person looked at it: readers see it.")
    REJECTED = strawberry.enum_value("REJECTED", description="A person found identifying data: readers never see it.")


@strawberry.type(description="What was done to one image, as data.")
class DeidentificationReport:
    profile_version: int = strawberry.field(description="Their version at the time.")
    residual_text: bool = strawberry.field(description="Whether a second look left a doubt that text remains.")
    status: ReviewStatus = strawberry.field(description="Whether the image may be seen.")
    reviewed_at: datetime | None = strawberry.field(description="When a person decided; null when none has.")
    doubt: str | None = strawberry.field(description="What is in doubt; null when nothing is.")
    image_id: strawberry.Private[str]
    report: strawberry.Private[Deidentification]

    @strawberry.field(description="The rules, in the version of the time.")
    async def profile(self, info: Info) -> DeidentificationProfile:
        found = await profiles.cached(info.context, self.report.profile, self.report.profile_version)
        return DeidentificationProfile.of(found)

    @strawberry.field(
        description="A frame of what was uploaded, as a PNG picture for reviewers; null when it needs no review."
    )
    def original_url(
        self, frame: Annotated[int, strawberry.argument(description="Which frame; the first is 1.")] = 1
    ) -> str | None:
        if self.status is not ReviewStatus.NEEDS_REVIEW:
            return None
        return f"/files/images/{self.image_id}/original?frame={frame}"

    @strawberry.field(description="Every attribute that was changed, or kept on purpose.")
    def actions(self) -> list[AttributeAction]:
        return [AttributeAction.of(action) for action in self.report.actions]

    @strawberry.field(description="Every box of pixels that was overwritten.")
    def redacted_regions(self) -> list[RedactedRegion]:
        return [RedactedRegion.of(region) for region in self.report.regions]

    @strawberry.field(description="Who decided; null when nobody has, or that account is gone.")
    async def reviewed_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.report.reviewed_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: ImageRecord, details: ImageDetails) -> "DeidentificationReport":
        report = details.deidentification
        return cls(
            profile_version=report.profile_version, residual_text=report.doubt is not None,
            status=ReviewStatus(record.review_status), reviewed_at=report.reviewed_at, doubt=report.doubt,
            image_id=record.id, report=report,
        )  # fmt: skip
