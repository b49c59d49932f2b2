"""What was done to one image, as data: a reviewer can check it, a query can find what needs review."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from app.documents.images import Deidentification, ImageDetails
from app.documents.images import Image as ImageRecord
from app.documents.summaries import Summary
from app.resolvers import people, profiles
from app.schema.costs import OF_A_LONG_VALUE, Cost
from app.schema.info import Info
from app.schema.profiles import DeidentificationProfile
from app.schema.redactions import AttributeAction, AttributeActionKind, RedactedRegion, RedactionReason
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

    @strawberry.field(
        description="Every attribute that was changed, or kept on purpose.", directives=[Cost(weight=OF_A_LONG_VALUE)]
    )
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


@strawberry.type(description="What was done to one attribute in many images.")
class AttributeActionCount:
    path: str = strawberry.field(description="Tags from the top.")
    keyword: str | None = strawberry.field(description="DICOM keyword; null when the standard has none.")
    action: AttributeActionKind = strawberry.field(description="What was done.")
    images: int = strawberry.field(description="In how many images.")


@strawberry.type(description="How often pixels were overwritten for one reason.")
class RedactionCount:
    reason: RedactionReason = strawberry.field(description="Why.")
    regions: int = strawberry.field(description="How many boxes.")
    images: int = strawberry.field(description="In how many images.")


@strawberry.type(description="How many images are held back for one doubt.")
class DoubtCount:
    doubt: str = strawberry.field(description="What is in doubt.")
    images: int = strawberry.field(description="In how many images.")


@strawberry.type(description="What was done to the images of an upload, together.")
class DeidentificationSummary:
    images: int = strawberry.field(description="How many images it tells of.")
    actions: list[AttributeActionCount] = strawberry.field(description="By attribute, the most frequent first.")
    redactions: list[RedactionCount] = strawberry.field(description="By reason.")
    doubts: list[DoubtCount] = strawberry.field(description="By doubt.")

    @classmethod
    def of(cls, summary: Summary) -> "DeidentificationSummary":
        by_reason = sorted(summary.regions.items())
        return cls(
            images=summary.images,
            actions=[_counted(action, images) for action, images in summary.actions.most_common()],
            redactions=[
                RedactionCount(reason=RedactionReason(name), regions=count, images=summary.images_by_reason[name])
                for name, count in by_reason
            ],
            doubts=[DoubtCount(doubt=doubt, images=images) for doubt, images in summary.doubts.most_common()],
        )


def _counted(stored: str, images: int) -> AttributeActionCount:
    action = AttributeAction.of(stored)
    return AttributeActionCount(path=action.path, keyword=action.keyword, action=action.action, images=images)
