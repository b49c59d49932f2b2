"""Dynamic fields of a record, checked against the dictionary; what it does not know yet is defined on the fly."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents import fields as field_documents
from app.documents.base import StoredField
from app.documents.connect import Transaction
from app.documents.fields import FieldDefinition
from app.domain.fields import FieldOwner, FieldType, checked_name, checked_value
from app.domain.ids import new_id
from app.errors import Invalid
from app.resolvers.records import rules_of

MOST_FIELDS = 200  # of one record


@dataclass(frozen=True, slots=True)
class FieldInput:
    """A value for the field `name`, None to remove it; `type` defines the field when the dictionary has none."""

    name: str
    type: FieldType | None
    value: object


async def merged(
    owner: FieldOwner,
    kept: Sequence[StoredField],
    given: Sequence[FieldInput],
    actor_id: str,
    session: Transaction,
) -> list[StoredField]:
    """Return the fields of a record after a change, the named ones set or removed; raises Invalid with the input's path."""
    values = {field.name: field.value for field in kept}
    if not given:
        return list(kept)
    dictionary = {definition.name: definition for definition in await field_documents.definitions(owner.value, session)}
    seen: set[str] = set()
    for index, field in enumerate(given):
        name = checked_name(field.name, ("fields", str(index), "name"))
        if name in seen:
            raise Invalid(f"The field {name} is given twice.", ("fields", str(index), "name"))
        seen.add(name)
        if field.value is None:
            values.pop(name, None)
            continue
        if name not in dictionary:
            path = ("fields", str(index), "type")
            dictionary[name] = await _defined(owner, name, field.type, actor_id, path).insert(session=session)
        values[name] = _checked(dictionary[name], field, index)
    if len(values) > MOST_FIELDS:
        raise Invalid(f"A record carries at most {MOST_FIELDS} fields.", ("fields",))
    return [StoredField(name=name, value=value) for name, value in values.items()]


def _checked(definition: FieldDefinition, field: FieldInput, index: int) -> str | int | float | bool:
    if field.type is not None and field.type.value != definition.type:
        sentence = f"The field {definition.name} is of type {definition.type}. Choose another name for another type."
        raise Invalid(sentence, ("fields", str(index), "type"))
    return checked_value(rules_of(definition), field.value, ("fields", str(index), "value"))


def _defined(
    owner: FieldOwner, name: str, type_: FieldType | None, actor_id: str, path: tuple[str, ...]
) -> FieldDefinition:
    if type_ is None:
        raise Invalid(f"The dictionary has no field {name}. Give a type to add it.", path)
    if type_ is FieldType.CHOICE:
        raise Invalid("A CHOICE field needs its choices: an administrator can define it in the dictionary.", path)
    return FieldDefinition(
        id=new_id("fld"), created_by=actor_id, name=name, label=name, owner=owner.value, type=type_.value
    )
