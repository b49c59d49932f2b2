"""De-identification profiles: rules as data, and what they would make of one file."""

from enum import Enum
from typing import Annotated

import strawberry

from app.auth.permissions import Permission
from app.documents.deidentification import ProfileVersion
from app.imaging.deidentify import preview as dry_run
from app.imaging.deidentify.policy import TextPolicy as Policy
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.report import tag_text
from app.imaging.deidentify.table import Option
from app.resolvers import profiles
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.files import stream_of
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.redactions import AttributeActionKind, RedactedRegion
from app.schema.scalars import Upload

DESCRIPTIONS = {
    "research": "PS3.15 Basic Profile; texts are cleaned, patient characteristics kept, dates moved by a secret number of days.",
    "strict": "PS3.15 Basic Profile without options: texts, dates and patient characteristics go too.",
}


@strawberry.enum(description="An option of PS3.15 section E.3: what is kept, or cleaned instead of removed.")
class DeidentificationOption(Enum):
    RETAIN_SAFE_PRIVATE = strawberry.enum_value(
        "RETAIN_SAFE_PRIVATE", description="Private attributes known to be safe."
    )
    RETAIN_UIDS = strawberry.enum_value("RETAIN_UIDS", description="UIDs: whoever has the originals can link them.")
    RETAIN_DEVICE_IDENTITY = strawberry.enum_value("RETAIN_DEVICE_IDENTITY", description="Which device made the image.")
    RETAIN_INSTITUTION_IDENTITY = strawberry.enum_value(
        "RETAIN_INSTITUTION_IDENTITY", description="Which institution the image comes from."
    )
    RETAIN_PATIENT_CHARACTERISTICS = strawberry.enum_value(
        "RETAIN_PATIENT_CHARACTERISTICS", description="Age, sex, size, weight and the like."
    )
    RETAIN_FULL_DATES = strawberry.enum_value("RETAIN_FULL_DATES", description="Dates and times as they are.")
    RETAIN_MODIFIED_DATES = strawberry.enum_value(
        "RETAIN_MODIFIED_DATES", description="Dates moved by the patient's secret number of days, times as they are."
    )
    CLEAN_DESCRIPTORS = strawberry.enum_value(
        "CLEAN_DESCRIPTORS", description="Descriptions and comments, without what identifies somebody."
    )
    CLEAN_STRUCTURED_CONTENT = strawberry.enum_value(
        "CLEAN_STRUCTURED_CONTENT", description="Contents of structured reports, likewise."
    )
    CLEAN_GRAPHICS = strawberry.enum_value("CLEAN_GRAPHICS", description="Graphics and overlays, likewise.")


@strawberry.enum(description="Which text that is burned into the pixels goes.")
class TextPolicy(Enum):
    ALL_TEXT = strawberry.enum_value(Policy.ALL_TEXT.name, description="All but the allowed markers.")
    PHI_ONLY = strawberry.enum_value(Policy.PHI_ONLY.name, description="Only what identifies somebody.")


@strawberry.enum(description="An action of PS3.15 section E.2.")
class TagActionKind(Enum):
    REMOVE = strawberry.enum_value("X", description="X: remove it.")
    EMPTY = strawberry.enum_value("Z", description="Z: take its value away.")
    REPLACE = strawberry.enum_value("D", description="D: give it a value that tells nothing.")
    KEEP = strawberry.enum_value("K", description="K: keep it; not where it names a person.")
    CLEAN = strawberry.enum_value("C", description="C: keep it without what identifies somebody.")
    REPLACE_UID = strawberry.enum_value("U", description="U: give it another UID, the same for the same original.")


@strawberry.type(description="What is done to one attribute, whatever the options say.")
class TagAction:
    tag: str = strawberry.field(description="Tag, for example (0010,1030).")
    keyword: str | None = strawberry.field(description="Keyword, for example PatientWeight.")
    action: TagActionKind = strawberry.field(description="What is done.")

    @classmethod
    def of(cls, tag: int, action: str) -> "TagAction":
        return cls(tag=tag_text(tag), keyword=dry_run.keyword_of(tag), action=TagActionKind(action))


@strawberry.type(description="A named set of rules for de-identification; a change makes a new version.")
class DeidentificationProfile(Node):
    id: strawberry.ID = strawberry.field(description="The name.")
    name: str = strawberry.field(description="Name, as uploads and the command line take it.")
    version: int = strawberry.field(description="Counts the changes of its rules.")
    description: str = strawberry.field(description="What it is for.")
    is_built_in: bool = strawberry.field(description="Whether it comes with the hub; then it cannot be changed.")
    options: list[DeidentificationOption] = strawberry.field(description="Options beyond the Basic Profile.")
    text_policy: TextPolicy = strawberry.field(description="Which text in the pixels goes.")
    allowed_text: list[str] = strawberry.field(description="Markers that stay where nothing else stands beside them.")
    tag_actions: list[TagAction] = strawberry.field(description="Attributes with an action of their own.")
    extract: list[str] | None = strawberry.field(
        description="Keywords of the attributes that can be asked for; null for all that are small."
    )

    @classmethod
    def of(cls, found: Profile | ProfileVersion) -> "DeidentificationProfile":
        rules = profiles.rules_of(found)
        return cls(
            id=strawberry.ID(rules.name), name=rules.name, version=rules.version,
            description=DESCRIPTIONS[rules.name] if isinstance(found, Profile) else found.description,
            is_built_in=isinstance(found, Profile),
            options=[DeidentificationOption[option.name] for option in Option if option in rules.options],
            text_policy=TextPolicy[rules.text_policy.name], allowed_text=sorted(rules.allowed_text),
            tag_actions=[TagAction.of(tag, action) for tag, action in rules.tag_actions],
            extract=None if rules.extract is None else list(rules.extract),
        )  # fmt: skip


@strawberry.input(description="An action for one attribute.")
class TagActionInput:
    attribute: str = strawberry.field(description="Keyword, or tag such as (0010,1030).")
    action: TagActionKind = strawberry.field(description="What is to be done.")


@strawberry.input(description="The rules of a profile; what is not given is as in the Basic Profile.")
class SaveDeidentificationProfileInput:
    name: str = strawberry.field(description="Lower-case letters, digits and hyphens.")
    based_on_version: int | None = strawberry.field(
        default=None, description="The version that was changed; null makes a new profile."
    )
    description: str = strawberry.field(default="", description="What it is for.")
    options: list[DeidentificationOption] = strawberry.field(default_factory=list, description="Options.")
    text_policy: TextPolicy = strawberry.field(
        default=TextPolicy.ALL_TEXT, description="Which text in the pixels goes."
    )
    allowed_text: list[str] | None = strawberry.field(
        default=None, description="Markers that stay; sides and views when null."
    )
    tag_actions: list[TagActionInput] = strawberry.field(default_factory=list, description="Actions by attribute.")
    extract: list[str] | None = strawberry.field(
        default=None, description="Keywords of the attributes to offer; null for all that are small."
    )

    def draft(self) -> profiles.Draft:
        """Return it as the resolvers take it."""
        return profiles.Draft(
            self.name, self.based_on_version, self.description,
            frozenset(Option[option.name] for option in self.options), Policy[self.text_policy.name],
            profiles.MARKERS if self.allowed_text is None else tuple(self.allowed_text),
            tuple((each.attribute, str(each.action.value)) for each in self.tag_actions),
            None if self.extract is None else tuple(self.extract),
        )  # fmt: skip


@strawberry.type(description="The new version, or why there is none.")
class SaveDeidentificationProfilePayload:
    profile: DeidentificationProfile | None = strawberry.field(default=None, description="The new version.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="An attribute of a file as it is, and as it would be.")
class PreviewedAttribute:
    path: str = strawberry.field(description="Tags from the top, of all items at once.")
    keyword: str | None = strawberry.field(description="DICOM keyword; null when the standard has none.")
    before: str | None = strawberry.field(description="What the file says; null when the hub would add it.")
    after: str | None = strawberry.field(description="What would be stored; null when it would go.")
    action: AttributeActionKind | None = strawberry.field(description="What would be done; null when it just stays.")

    @classmethod
    def of(cls, row: dry_run.Row) -> "PreviewedAttribute":
        action = AttributeActionKind(row.kind) if row.kind else None
        return cls(path=row.path, keyword=row.keyword, before=row.before, after=row.after, action=action)


@strawberry.type(
    description="What a profile would make of a file. Only its uploader sees this, and nothing of it is kept."
)
class DeidentificationPreview:
    attributes: list[PreviewedAttribute] = strawberry.field(description="Attributes by tag.")
    picture_before: str = strawberry.field(description="The middle frame as it is, a data: URL; empty without pixels.")
    picture_after: str = strawberry.field(
        description="The middle frame as it would be, a data: URL; empty without pixels."
    )
    redacted_regions: list[RedactedRegion] = strawberry.field(description="Boxes that would be overwritten.")
    doubt: str | None = strawberry.field(description="Why the image would be held back; null when it would not.")


@strawberry.input(description="A file for a dry run.")
class PreviewDeidentificationInput:
    file: Upload = strawberry.field(description="One DICOM file (graphql-multipart-request-spec).")
    profile_id: strawberry.ID | None = strawberry.field(
        default=None, description="The profile; `research` when nothing is said."
    )


@strawberry.type(description="The outcome of a dry run, or why there is none.")
class PreviewDeidentificationPayload:
    preview: DeidentificationPreview | None = strawberry.field(default=None, description="What would become of it.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class ProfileQuery:
    @query(requires(Permission.IMAGE_UPLOAD), description="The profiles by which uploads can be de-identified.")
    async def deidentification_profiles(self) -> list[DeidentificationProfile]:
        return [DeidentificationProfile.of(found) for found in await profiles.all_newest()]

    @query(requires(Permission.PROFILE_WRITE), description="All versions of one profile, the newest first.")
    async def deidentification_profile_versions(
        self, name: Annotated[str, strawberry.argument(description="Its name.")]
    ) -> list[DeidentificationProfile]:
        return [DeidentificationProfile.of(found) for found in await profiles.versions(name)]


@strawberry.type
class ProfileMutation:
    @mutation(
        requires(Permission.PROFILE_WRITE),
        description="Make a profile, or a new version of one: earlier versions stay as they are.",
    )
    async def save_deidentification_profile(
        self, info: Info, input: Given[SaveDeidentificationProfileInput]
    ) -> SaveDeidentificationProfilePayload:
        saved = await profiles.save(info.context, input.draft())
        return SaveDeidentificationProfilePayload(profile=DeidentificationProfile.of(saved))

    @mutation(
        requires(Permission.IMAGE_UPLOAD),
        description="Show what a profile would make of one file, before anything is uploaded for good.",
    )
    async def preview_deidentification(
        self, info: Info, input: Given[PreviewDeidentificationInput]
    ) -> PreviewDeidentificationPayload:
        _, stream = stream_of(input.file, "file")
        found = await profiles.preview(info.context, input.profile_id or "research", stream)
        preview = DeidentificationPreview(
            attributes=[PreviewedAttribute.of(row) for row in found.rows],
            picture_before=found.picture_before, picture_after=found.picture_after,
            redacted_regions=[RedactedRegion.of(region) for region in found.regions], doubt=found.doubt,
        )  # fmt: skip
        return PreviewDeidentificationPayload(preview=preview)
