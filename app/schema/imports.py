"""Patients from a CSV file."""

from enum import Enum

import strawberry

from app.auth.permissions import Permission
from app.domain import fields as domain
from app.domain.imports import ImportColumn as Column
from app.domain.imports import RowError, Target
from app.resolvers import imports
from app.resolvers.imports import Imported, Wanted
from app.schema.arguments import Given
from app.schema.directives import mutation, requires
from app.schema.errors import UserError
from app.schema.fields import FieldType
from app.schema.files import stream_of
from app.schema.info import Info
from app.schema.scalars import Upload

MOST_SHOWN = 1000


@strawberry.enum(description="What a column of an import becomes.")
class ImportTarget(Enum):
    KEY = strawberry.enum_value("KEY", description="Whose row it is; kept as a keyed hash alone.")
    LABEL = strawberry.enum_value("LABEL", description="The patient's label.")
    AGE = strawberry.enum_value("AGE", description="The patient's age; everything over 89 as 90.")
    GENDER = strawberry.enum_value("GENDER", description="The patient's gender.")
    FIELD = strawberry.enum_value("FIELD", description="A dynamic field.")
    IGNORED = strawberry.enum_value("IGNORED", description="Nothing: it is not kept.")


@strawberry.type(description="A column of the file, and what it becomes.")
class ImportColumn:
    column: str = strawberry.field(description="Its name in the head of the file.")
    target: ImportTarget = strawberry.field(description="What it becomes.")
    field: str | None = strawberry.field(description="The dynamic field, if it is one.")
    type: FieldType | None = strawberry.field(description="What the values of that field are, as the cells tell.")
    is_new: bool = strawberry.field(description="Whether the dictionary does not have the field yet.")

    @classmethod
    def of(cls, column: Column) -> "ImportColumn":
        return cls(
            column=column.column, target=ImportTarget(column.target.value), field=column.field,
            type=FieldType(column.type.value) if column.type else None, is_new=column.is_new,
        )  # fmt: skip


@strawberry.type(description="What is wrong in one line of the file; no cell is quoted.")
class ImportRowError:
    line: int = strawberry.field(description="The line; the head is line 1.")
    column: str | None = strawberry.field(description="The column; null when it is the whole row.")
    message: str = strawberry.field(description="A sentence for a person.")

    @classmethod
    def of(cls, error: RowError) -> "ImportRowError":
        return cls(line=error.line, column=error.column, message=error.message)


@strawberry.input(description="What a column is to become.")
class ImportColumnInput:
    column: str = strawberry.field(description="Its name in the head of the file.")
    target: ImportTarget = strawberry.field(description="What it becomes.")
    field: str | None = strawberry.field(default=None, description="Which dynamic field; that of its name when null.")
    type: FieldType | None = strawberry.field(default=None, description="What the values of a new field are.")


@strawberry.input(description="A CSV file of patients (UTF-8, a head with names, one row a patient).")
class ImportPatientsInput:
    file: Upload = strawberry.field(description="The file (graphql-multipart-request-spec).")
    key_column: str = strawberry.field(description="The column that says whose row it is.")
    issuer: str = strawberry.field(
        default="",
        description="Whose numbers these are; without it the PatientID of DICOM files, whose patients they meet.",
    )
    columns: list[ImportColumnInput] | None = strawberry.field(
        default=None, description="What the columns become, as a dry run told it; those not named are left out."
    )
    dry_run: bool = strawberry.field(default=True, description="Whether to tell only what would happen.")
    shift_dates: bool = strawberry.field(
        default=True, description="Whether dates move back by as many days as those of the patient's images."
    )


@strawberry.type(description="What the import did, or would do, or why it was not even tried.")
class ImportPatientsPayload:
    columns: list[ImportColumn] = strawberry.field(default_factory=list, description="What the columns become.")
    rows: int = strawberry.field(default=0, description="How many rows the file has.")
    created: int = strawberry.field(default=0, description="Patients that are new.")
    updated: int = strawberry.field(default=0, description="Patients that changed.")
    unchanged: int = strawberry.field(default=0, description="Patients of whom the hub knew all that already.")
    failed: int = strawberry.field(default=0, description="Rows of which nothing was taken.")
    row_errors: list[ImportRowError] = strawberry.field(
        default_factory=list, description=f"What is wrong with these, by line; at most {MOST_SHOWN}."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")

    @classmethod
    def of(cls, found: Imported) -> "ImportPatientsPayload":
        return cls(
            columns=[ImportColumn.of(column) for column in found.columns], rows=found.rows, created=found.created,
            updated=found.updated, unchanged=found.unchanged,
            failed=found.rows - found.created - found.updated - found.unchanged,
            row_errors=[ImportRowError.of(error) for error in found.errors[:MOST_SHOWN]],
        )  # fmt: skip


@strawberry.type
class ImportMutation:
    @mutation(
        requires(Permission.PATIENT_WRITE), description="Add patients and values of their fields from a CSV file."
    )
    async def import_patients(self, info: Info, input: Given[ImportPatientsInput]) -> ImportPatientsPayload:
        _, stream = stream_of(input.file, "file")
        columns = None
        if input.columns is not None:
            columns = [
                Column(
                    each.column, Target(str(each.target.value)), each.field,
                    domain.FieldType[each.type.name] if each.type else None,
                )
                for each in input.columns
            ]  # fmt: skip
        wanted = Wanted(input.key_column, input.issuer, columns, input.dry_run, input.shift_dates)
        return ImportPatientsPayload.of(await imports.import_patients(info.context, stream, wanted))
