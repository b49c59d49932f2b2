"""What was done to one image, as data: a reviewer can check it, a query can find what needs review."""

from datetime import datetime
from enum import Enum

import strawberry

from app.documents.images import Deidentification, ImageDetails
from app.documents.images import Image as ImageRecord
from app.resolvers import people
from app.schema.info import Info
from app.schema.profiles import DeidentificationProfile
from app.schema.users import User


@strawberry.enum(description="Whether an image may be seen.")
class ReviewStatus(Enum):
    CLEAN = strawberry.enum_value("CLEAN", description="Nothing is left to doubt: readers see it.")
    NEEDS_REVIEW = strawberry.enum_value(
        "NEEDS_REVIEW", description="In doubt, so quarantined: only its uploader and administrators see it."
    )
    APPROVED = strawberry.enum_value("APPROVED", description="A person looked at it: readers see it.")
    REJECTED = strawberry.enum_value("REJECTED", description="A person found identifying data: readers never see it.")


@strawberry.enum(description="What was done to an attribute (PS3.15 table E.1-1a).")
class AttributeActionKind(Enum):
    REMOVED = strawberry.enum_value("REMOVED", description="It is gone.")
    EMPTIED = strawberry.enum_value("EMPTIED", description="It has no value any more.")
    REPLACED = strawberry.enum_value("REPLACED", description="It has a value that tells nothing.")
    UID_REPLACED = strawberry.enum_value(
        "UID_REPLACED", description="It has another UID, the same for the same original."
    )
    DATE_SHIFTED = strawberry.enum_value("DATE_SHIFTED", description="Moved by the patient's secret number of days.")
    CLEANED = strawberry.enum_value("CLEANED", description="Its identifying parts are gone.")
    KEPT = strawberry.enum_value("KEPT", description="It stayed, though the basic profile would remove it.")


@strawberry.enum(description="Why pixels were overwritten.")
class RedactionReason(Enum):
    TEXT = strawberry.enum_value("TEXT", description="Text was found there.")
    PHI_TEXT = strawberry.enum_value("PHI_TEXT", description="Identifying text was found there.")
    REGION_TEMPLATE = strawberry.enum_value("REGION_TEMPLATE", description="Devices of this kind burn text in there.")
    OUTSIDE_SCAN = strawberry.enum_value("OUTSIDE_SCAN", description="It lay outside the regions that show the scan.")
    MANUAL = strawberry.enum_value("MANUAL", description="A person marked it.")


@strawberry.type(description="What was done to one attribute; never its old value.")
class AttributeAction:
    path: str = strawberry.field(description="Tags from the top, for example (0008,1140)[0].(0008,1155).")
    keyword: str | None = strawberry.field(description="DICOM keyword; null when the standard has none.")
    action: AttributeActionKind = strawberry.field(description="What was done.")

    @classmethod
    def of(cls, action: str) -> "AttributeAction":
        kind, path, keyword = action.split(" ", 2)
        return cls(path=path, keyword=keyword or None, action=AttributeActionKind(kind))


@strawberry.type(description="A box of pixels that were overwritten.")
class RedactedRegion:
    frame: int = strawberry.field(description="Frame; the first is 1, and 0 stands for all of them.")
    x: int = strawberry.field(description="Left edge in pixels.")
    y: int = strawberry.field(description="Upper edge in pixels.")
    width: int = strawberry.field(description="Width in pixels.")
    height: int = strawberry.field(description="Height in pixels.")
    reason: RedactionReason = strawberry.field(description="Why.")
    confidence: float | None = strawberry.field(description="How sure the finding was, 0 to 1.")


@strawberry.type(description="What was done to one image, as data.")
class DeidentificationReport:
    profile: DeidentificationProfile = strawberry.field(description="The rules.")
    profile_version: int = strawberry.field(description="Their version at the time.")
    residual_text: bool = strawberry.field(description="Whether a second look left a doubt that text remains.")
    status: ReviewStatus = strawberry.field(description="Whether the image may be seen.")
    reviewed_at: datetime | None = strawberry.field(description="When a person decided; null when none has.")
    report: strawberry.Private[Deidentification]

    @strawberry.field(description="Every attribute that was changed, or kept on purpose.")
    def actions(self) -> list[AttributeAction]:
        return [AttributeAction.of(action) for action in self.report.actions]

    @strawberry.field(description="Every box of pixels that was overwritten.")
    def redacted_regions(self) -> list[RedactedRegion]:
        return [
            RedactedRegion(
                frame=region.frame, x=region.x, y=region.y, width=region.width, height=region.height,
                reason=RedactionReason(region.reason), confidence=region.confidence,
            )
            for region in self.report.regions
        ]  # fmt: skip

    @strawberry.field(description="Who decided; null when nobody has, or that account is gone.")
    async def reviewed_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.report.reviewed_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: ImageRecord, details: ImageDetails) -> "DeidentificationReport":
        report = details.deidentification
        return cls(
            profile=DeidentificationProfile.named(report.profile, report.profile_version),
            profile_version=report.profile_version, residual_text=report.doubt is not None,
            status=ReviewStatus(record.review_status), reviewed_at=report.reviewed_at, report=report,
        )  # fmt: skip
