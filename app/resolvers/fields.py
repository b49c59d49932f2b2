"""The data dictionary: definitions of dynamic fields."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents import fields
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.fields import FieldDefinition
from app.documents.transactions import in_transaction
from app.documents.visibility import READ_PERMISSIONS, visible_to
from app.domain.fields import FieldOwner, FieldRules, checked_name, checked_rules
from app.domain.ids import new_id
from app.errors import Conflict, Invalid, NotFound
from app.resolvers.context import Context
from app.resolvers.loaders import forget, loader
from app.resolvers.opt_outs import hidden
from app.resolvers.records import OWNERS, definitions, rules_of
from app.resolvers.values import LONGEST_DESCRIPTION, LONGEST_LABEL, text

MODELS = {owner: model for model, owner in OWNERS.items()}


@dataclass(frozen=True, slots=True)
class Known:
    """A dynamic field of one kind of record."""

    owner: FieldOwner
    name: str


async def get(context: Context, definition_id: str) -> FieldDefinition:
    """Return a definition; raises NotFound."""
    for definition in await listed(context, None):
        if definition.id == definition_id:
            return definition
    raise NotFound("There is no field definition with this id.", ("id",))


async def listed(context: Context, owner: FieldOwner | None) -> list[FieldDefinition]:
    """Return the dictionary by owner and label, or its part for one owner."""
    owners = [owner] if owner else list(FieldOwner)
    found = await asyncio.gather(*(definitions(context, each) for each in owners))
    return [definition for dictionary in found for definition in dictionary.values()]


async def usage(context: Context, definition: FieldDefinition) -> int:
    """Return how many records that the caller may see carry the field; counted together for all definitions of the request."""

    async def load_many(keys: Sequence[Known]) -> Mapping[Known, int]:
        counted: dict[Known, int] = {}
        for owner in FieldOwner:
            names = [key.name for key in keys if key.owner is owner]
            model = MODELS[owner]
            if names and READ_PERMISSIONS[model] in context.signed_in().permissions:
                scope = visible_to(context.actor, model, await hidden(context))
                used = await fields.usage(model, names, scope)
                counted |= {Known(owner, name): count for name, count in used.items()}
        return counted

    key = Known(FieldOwner(definition.owner), definition.name)
    return await loader(context, "field usage", load_many).load(key) or 0


async def define(context: Context, rules: FieldRules, owner: FieldOwner, about: Mapping[str, Any]) -> FieldDefinition:
    """Return a new definition; raises Invalid, or Conflict when the owner has a field of this name."""
    actor = context.signed_in()
    name = checked_name(rules.name)
    checked = checked_rules(rules)
    definition = FieldDefinition(
        id=new_id("fld"),
        created_by=actor.user_id,
        name=name,
        owner=owner.value,
        type=checked.type.value,
        **({"label": name} | _about(about) | _bounds(checked)),
    )

    async def work(session: Transaction) -> FieldDefinition:
        if await FieldDefinition.find_one({"owner": owner.value, "name": name}, session=session):
            raise Conflict(f"There is a field {name} already. Change it, or choose another name.", ("name",))
        await definition.insert(session=session)
        await audit_event(actor.user_id, "field.defined", definition.id).insert(session=session)
        return definition

    return await _written(context, work)


async def update(context: Context, definition_id: str, changes: Mapping[str, Any]) -> FieldDefinition:
    """Return the changed definition (name, owner and type stay); raises NotFound or Invalid."""
    actor = context.signed_in()
    before = await get(context, definition_id)
    rules = rules_of(before)
    choices = changes.get("choices", rules.choices)
    checked = checked_rules(
        FieldRules(
            rules.name,
            rules.type,
            tuple(choices or ()),
            changes.get("minimum", rules.minimum),
            changes.get("maximum", rules.maximum),
        )
    )
    values = _about(changes) | _bounds(checked)

    async def work(session: Transaction) -> FieldDefinition:
        definition = await _existing(definition_id, session)
        for name, value in values.items():
            setattr(definition, name, value)
        await definition.replace(session=session)
        await audit_event(actor.user_id, "field.updated", definition_id).insert(session=session)
        return definition

    return await _written(context, work)


async def delete(context: Context, definition_id: str) -> str:
    """Return the id of the deleted definition; raises NotFound, or Conflict while records carry the field."""
    actor = context.signed_in()

    async def work(session: Transaction) -> FieldDefinition:
        definition = await _existing(definition_id, session)
        if await fields.is_used(MODELS[FieldOwner(definition.owner)], definition.name, session):
            raise Conflict("Records carry this field. Remove it from them first.", ("id",))
        await definition.delete(session=session)
        await audit_event(actor.user_id, "field.deleted", definition_id).insert(session=session)
        return definition

    await _written(context, work)
    return definition_id


async def _written(context: Context, work: Any) -> FieldDefinition:
    definition: FieldDefinition = await in_transaction(context.hub.database, work, again_when_known=True)
    forget(context)
    return definition


async def _existing(definition_id: str, session: Transaction) -> FieldDefinition:
    definition = await FieldDefinition.get(definition_id, session=session)
    if definition is None:
        raise NotFound("There is no field definition with this id.", ("id",))
    return definition


def _bounds(rules: FieldRules) -> dict[str, Any]:
    return {"choices": list(rules.choices) or None, "minimum": rules.minimum, "maximum": rules.maximum}


def _about(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of a definition that were given, trimmed; raises Invalid for one that is too long or missing."""
    texts = {name: values[name] for name in ("label", "unit", "description", "category", "code") if name in values}
    kept = {
        name: text(LONGEST_DESCRIPTION if name == "description" else LONGEST_LABEL)(given or "", name)
        for name, given in texts.items()
    }
    if "label" in kept and kept["label"] is None:
        raise Invalid("A field needs a label.", ("label",))
    return kept
