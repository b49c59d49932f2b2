"""What the law gives people over their data."""

from datetime import datetime

import strawberry

from app.auth.permissions import Permission
from app.documents.privacy import OptOut as OptOutRecord
from app.resolvers import privacy
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.scalars import BigInt


@strawberry.type(description="A patient who has opted out.")
class OptOut:
    patient_id: strawberry.ID = strawberry.field(description="The patient, who is shown to nobody.")
    created_at: datetime = strawberry.field(description="Since when.")
    archive_url: str = strawberry.field(description="All that the hub has of the patient, as a zip archive.")

    @classmethod
    def of(cls, record: OptOutRecord) -> "OptOut":
        url = f"/files/patients/{record.id}/archive"
        return cls(patient_id=strawberry.ID(record.id), created_at=record.created_at, archive_url=url)


@strawberry.input(description="Whether a patient may be used.")
class SetOptOutInput:
    id: strawberry.ID = strawberry.field(description="The patient.")
    opted_out: bool = strawberry.field(description="true hides the patient from everybody, false shows it again.")


@strawberry.type(description="Whom it was about, or why nothing changed.")
class SetOptOutPayload:
    patient_id: strawberry.ID | None = strawberry.field(default=None, description="The patient.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.input(description="Who is to be erased.")
class ErasePatientInput:
    id: strawberry.ID = strawberry.field(description="The patient.")
    bar: bool = strawberry.field(default=True, description="Whether later uploads of this person are refused.")


@strawberry.type(description="What went, or why it did not.")
class ErasePatientPayload:
    erased_id: strawberry.ID | None = strawberry.field(default=None, description="Id of who went.")
    deleted_images: BigInt | None = strawberry.field(default=None, description="How many images went along.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class PrivacyQuery:
    @query(requires(Permission.PRIVACY_MANAGE), description="The patients who have opted out, the latest first.")
    async def opt_outs(self) -> list[OptOut]:
        return [OptOut.of(record) for record in await privacy.opt_outs()]


@strawberry.type
class PrivacyMutation:
    @mutation(
        requires(Permission.PRIVACY_MANAGE),
        description="Take a patient out of every list, count, file and export at once, or take that back.",
    )
    async def set_opt_out(self, info: Info, input: Given[SetOptOutInput]) -> SetOptOutPayload:
        patient_id = await privacy.set_opt_out(info.context, input.id, is_out=input.opted_out)
        return SetOptOutPayload(patient_id=strawberry.ID(patient_id))

    @mutation(
        requires(Permission.PRIVACY_MANAGE),
        description="Delete all that there is of a patient; only that it was done stays, with ids alone.",
    )
    async def erase_patient(self, info: Info, input: Given[ErasePatientInput]) -> ErasePatientPayload:
        erased = await privacy.erase(info.context, input.id, is_barred=input.bar)
        return ErasePatientPayload(
            erased_id=strawberry.ID(erased.deleted_id), deleted_images=BigInt(erased.deleted_images)
        )
