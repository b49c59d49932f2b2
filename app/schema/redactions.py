"""What de-identification does to attributes and pixels."""

from enum import Enum

import strawberry

from app.documents.images import RedactedRegion as StoredRegion
from app.imaging.geometry import Region


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

    @classmethod
    def of(cls, region: Region | StoredRegion) -> "RedactedRegion":
        return cls(
            frame=region.frame, x=region.x, y=region.y, width=region.width, height=region.height,
            reason=RedactionReason(region.reason), confidence=region.confidence,
        )  # fmt: skip
