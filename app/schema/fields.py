"""Dynamic fields and their dictionary."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any

import strawberry

from app.auth.permissions import Permission
from app.documents.base import StoredField
from app.documents.fields import FieldDefinition as DefinitionRecord
from app.domain import fields as domain
from app.resolvers import fields as resolve
from app.resolvers.dictionary import FieldInput
from app.resolvers.records import definitions
from app.schema.arguments import Given
from app.schema.costs import OF_A_LONG_VALUE, Cost
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.scalars import BigInt, FieldScalar


@strawberry.enum(description="What the values of a dynamic field are.")
class FieldType(Enum):
    TEXT = strawberry.enum_value("TEXT", description="A text.")
    INTEGER = strawberry.enum_value("INTEGER", description="A whole number.")
    DECIMAL = strawberry.enum_value("DECIMAL", description="A number.")
    BOOLEAN = strawberry.enum_value("BOOLEAN", description="True or false.")
    DATE = strawberry.enum_value("DATE", description="A calendar date, YYYY-MM-DD.")
    CHOICE = strawberry.enum_value("CHOICE", description="One of the definition's choices.")


@strawberry.enum(description="Which records a dynamic field belongs to.")
class FieldOwner(Enum):
    PATIENT = strawberry.enum_value("PATIENT", description="Patients.")
    STUDY = strawberry.enum_value("STUDY", description="Studies.")
    SERIES = strawberry.enum_value("SERIES", description="Series.")
    IMAGE = strawberry.enum_value("IMAGE", description="Images.")


@strawberry.type(description="One entry of the data dictionary: what a dynamic field means and which values it takes.")
class FieldDefinition(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, fld_…")
    name: str = strawberry.field(description="Name, one of a kind among the fields of its owner.")
    label: str = strawberry.field(description="Name as shown to people.")
    owner: FieldOwner = strawberry.field(description="Which records it belongs to.")
    type: FieldType = strawberry.field(description="What its values are.")
    unit: str | None = strawberry.field(description="Unit of its numbers, UCUM where there is one.")
    description: str | None = strawberry.field(description="What it means.")
    choices: list[str] | None = strawberry.field(description="Values of a CHOICE field.")
    category: str | None = strawberry.field(description="Group that it is shown in.")
    code: str | None = strawberry.field(description="Concept code, for example of NCIt or LOINC.")
    minimum: float | None = strawberry.field(description="Smallest number that it takes.")
    maximum: float | None = strawberry.field(description="Greatest number that it takes.")
    record: strawberry.Private[DefinitionRecord]

    @strawberry.field(description="How many records carry it.", directives=[Cost(weight=OF_A_LONG_VALUE)])
    async def usage(self, info: Info) -> BigInt:
        return BigInt(await resolve.usage(info.context, self.record))

    @classmethod
    def of(cls, record: DefinitionRecord) -> "FieldDefinition":
        return cls(
            id=strawberry.ID(record.id), name=record.name, label=record.label, owner=FieldOwner(record.owner),
            type=FieldType(record.type), unit=record.unit, description=record.description, choices=record.choices,
            category=record.category, code=record.code, minimum=record.minimum, maximum=record.maximum, record=record,
        )  # fmt: skip


@strawberry.type(description="The value of one dynamic field of a record.")
class FieldValue:
    name: str = strawberry.field(description="Name of the field.")
    type: FieldType = strawberry.field(description="What its values are.")
    value: FieldScalar = strawberry.field(description="The value.")
    record: strawberry.Private[DefinitionRecord]

    @strawberry.field(description="What the dictionary says of it.")
    def definition(self) -> FieldDefinition:
        return FieldDefinition.of(self.record)


@strawberry.input(description="A value for a dynamic field.")
class FieldValueInput:
    name: str = strawberry.field(description="Name of the field.")
    type: FieldType | None = strawberry.field(
        default=strawberry.UNSET,
        description="What its values are; adds the field to the dictionary when it is not there yet.",
    )
    value: FieldScalar | None = strawberry.field(
        default=strawberry.UNSET, description="The value; null removes the field."
    )


FieldName = Annotated[str, strawberry.argument(description="Name of the field.")]


async def field_values(info: Info, owner: domain.FieldOwner, stored: Sequence[StoredField]) -> list[FieldValue]:
    """Return the values of a record's fields with what the dictionary says of them."""
    if not stored:
        return []
    dictionary = await definitions(info.context, owner)
    values = []
    for field in stored:
        if field.name in dictionary:
            record = dictionary[field.name]
            type_ = FieldType(record.type)
            values.append(FieldValue(name=field.name, type=type_, value=FieldScalar(field.value), record=record))
    return values


def value_of(stored: Sequence[StoredField], name: str) -> FieldScalar | None:
    """Return the value of one field, None when the record does not carry it."""
    return next((FieldScalar(field.value) for field in stored if field.name == name), None)


def field_inputs(given: Sequence[FieldValueInput] | None) -> list[FieldInput]:
    """Return the values that a mutation gives."""
    return [
        FieldInput(
            field.name,
            domain.FieldType[field.type.name] if field.type else None,
            None if field.value is strawberry.UNSET else field.value,
        )
        for field in given or ()
    ]


@strawberry.input(description="A new entry of the dictionary.")
class DefineFieldInput:
    name: str = strawberry.field(description="Name, one of a kind among the fields of its owner.")
    owner: FieldOwner = strawberry.field(description="Which records it belongs to.")
    type: FieldType = strawberry.field(description="What its values are.")
    label: str | None = strawberry.field(
        default=strawberry.UNSET, description="Name as shown to people; the name when null."
    )
    unit: str | None = strawberry.field(
        default=strawberry.UNSET, description="Unit of its numbers, UCUM where there is one."
    )
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What it means.")
    choices: list[str] | None = strawberry.field(default=strawberry.UNSET, description="Values of a CHOICE field.")
    category: str | None = strawberry.field(default=strawberry.UNSET, description="Group that it is shown in.")
    code: str | None = strawberry.field(
        default=strawberry.UNSET, description="Concept code, for example of NCIt or LOINC."
    )
    minimum: float | None = strawberry.field(default=strawberry.UNSET, description="Smallest number that it takes.")
    maximum: float | None = strawberry.field(default=strawberry.UNSET, description="Greatest number that it takes.")


@strawberry.input(
    description="Changes of a definition: what is not given stays, null clears. Name, owner and type stay."
)
class UpdateFieldInput:
    id: strawberry.ID = strawberry.field(description="The definition.")
    label: str | None = strawberry.field(default=strawberry.UNSET, description="Name as shown to people.")
    unit: str | None = strawberry.field(default=strawberry.UNSET, description="Unit of its numbers.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What it means.")
    choices: list[str] | None = strawberry.field(default=strawberry.UNSET, description="Values of a CHOICE field.")
    category: str | None = strawberry.field(default=strawberry.UNSET, description="Group that it is shown in.")
    code: str | None = strawberry.field(default=strawberry.UNSET, description="Concept code.")
    minimum: float | None = strawberry.field(default=strawberry.UNSET, description="Smallest number that it takes.")
    maximum: float | None = strawberry.field(default=strawberry.UNSET, description="Greatest number that it takes.")


@strawberry.input(description="Which definition goes.")
class DeleteFieldInput:
    id: strawberry.ID = strawberry.field(description="The definition.")


@strawberry.type(description="The new definition, or why there is none.")
class DefineFieldPayload:
    field: FieldDefinition | None = strawberry.field(default=None, description="The new definition.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="The changed definition, or why it was not changed.")
class UpdateFieldPayload:
    field: FieldDefinition | None = strawberry.field(default=None, description="The changed definition.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type(description="What went, or why it did not.")
class DeleteFieldPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


def changes_of(input_: Any, *names: str) -> dict[str, Any]:
    """Return the attributes of an input that were given, enums as their values; null is given, absent is not."""
    given = {name: getattr(input_, name) for name in names}
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in given.items()
        if value is not strawberry.UNSET
    }


ABOUT = ("label", "unit", "description", "category", "code")


@strawberry.type
class FieldQuery:
    @query(requires(Permission.PATIENT_READ), description="The data dictionary, by owner and label.")
    async def field_definitions(
        self,
        info: Info,
        owner: Annotated[
            FieldOwner | None, strawberry.argument(description="Only fields of these records.")
        ] = strawberry.UNSET,
    ) -> list[FieldDefinition]:
        wanted = domain.FieldOwner[owner.name] if owner else None
        return [FieldDefinition.of(record) for record in await resolve.listed(info.context, wanted)]


@strawberry.type
class FieldMutation:
    @mutation(requires(Permission.DICTIONARY_WRITE), description="Add an entry to the dictionary.")
    async def define_field(self, info: Info, input: Given[DefineFieldInput]) -> DefineFieldPayload:
        bounds = changes_of(input, "minimum", "maximum")
        type_, choices = domain.FieldType[input.type.name], tuple(input.choices or ())
        rules = domain.FieldRules(input.name, type_, choices, bounds.get("minimum"), bounds.get("maximum"))
        owner = domain.FieldOwner[input.owner.name]
        about = {name: given for name, given in changes_of(input, *ABOUT).items() if given is not None}
        record = await resolve.define(info.context, rules, owner, about)
        return DefineFieldPayload(field=FieldDefinition.of(record))

    @mutation(requires(Permission.DICTIONARY_WRITE), description="Change an entry of the dictionary.")
    async def update_field(self, info: Info, input: Given[UpdateFieldInput]) -> UpdateFieldPayload:
        changes = changes_of(input, *ABOUT, "choices", "minimum", "maximum")
        return UpdateFieldPayload(field=FieldDefinition.of(await resolve.update(info.context, input.id, changes)))

    @mutation(requires(Permission.DICTIONARY_WRITE), description="Remove an entry that no record carries.")
    async def delete_field(self, info: Info, input: Given[DeleteFieldInput]) -> DeleteFieldPayload:
        return DeleteFieldPayload(deleted_id=strawberry.ID(await resolve.delete(info.context, input.id)))
