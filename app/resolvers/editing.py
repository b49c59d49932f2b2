"""Create, change and delete records of the hierarchy: one transaction each, with its audit event."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from app.auth.actor import Actor
from app.documents import deletion, editing
from app.documents.audit import audit_event
from app.documents.base import ClinicalRecord
from app.documents.connect import Transaction
from app.documents.deletion import Deleted
from app.documents.transactions import in_transaction
from app.errors import Conflict, Forbidden, NotFound
from app.resolvers.context import Context
from app.resolvers.dictionary import FieldInput, merged
from app.resolvers.loaders import forget
from app.resolvers.opt_outs import hidden
from app.resolvers.records import NOUNS, OWNERS
from app.resolvers.values import checked

RecordType = TypeVar("RecordType", bound=ClinicalRecord)
STALE = "Somebody changed this {noun} meanwhile. Load it again and repeat your change."
NOT_YOURS = "You can delete what you created yourself. Ask an administrator to delete this {noun}."
OTHERS_BELOW = "This {noun} holds what others added. Ask an administrator to delete it."


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted: the record, and how many images with it."""

    deleted_id: str
    deleted_images: int


async def create(
    context: Context, record: RecordType, values: Mapping[str, Any], fields: Sequence[FieldInput]
) -> RecordType:
    """Return the record with values and fields, inserted; raises Invalid, or NotFound when its parent is not there."""
    model, actor = type(record), context.signed_in()
    for name, value in checked(values).items():
        setattr(record, name, value)

    async def work(session: Transaction) -> RecordType:
        record.fields = await merged(OWNERS[model], (), fields, actor.user_id, session)
        if _whose(record) in await hidden(context) or not await editing.insert(record, session):
            raise NotFound("The record that this belongs to does not exist (any more).")
        await audit_event(actor.user_id, f"{NOUNS[model]}.created", record.id).insert(session=session)
        return record

    created = await in_transaction(context.hub.database, work, again_when_known=True)
    forget(context)
    return created


@dataclass(frozen=True, slots=True)
class Change:
    """New values of attributes (None clears) and dynamic fields of the record as it was at `version`."""

    record_id: str
    version: int
    values: Mapping[str, Any]
    fields: Sequence[FieldInput] = ()


async def update(context: Context, model: type[RecordType], change: Change) -> RecordType:
    """Return the changed record; raises NotFound, Invalid, or Conflict when the version is not the newest."""
    actor = context.signed_in()
    values = checked(change.values)

    async def work(session: Transaction) -> RecordType:
        record = await _existing(context, model, change.record_id, session)
        if record.version != change.version:
            raise Conflict(STALE.format(noun=NOUNS[model]), ("version",))
        kept = await merged(OWNERS[model], record.fields, change.fields, actor.user_id, session)
        updated = await editing.update(record, {**values, "fields": [field.model_dump() for field in kept]}, session)
        if updated is None:
            raise Conflict(STALE.format(noun=NOUNS[model]), ("version",))
        await audit_event(actor.user_id, f"{NOUNS[model]}.updated", record.id).insert(session=session)
        return updated

    updated = await in_transaction(context.hub.database, work, again_when_known=True)
    forget(context)
    return updated


async def delete(context: Context, model: type[RecordType], record_id: str, folder: Callable[[Any], str]) -> Deletion:
    """Delete a record with all below it and their files; raises NotFound, or Forbidden for what others made."""
    actor = context.signed_in()

    async def work(session: Transaction) -> Deleted:
        record = await _existing(context, model, record_id, session)
        await _must_own(actor, record, session)
        deleted = await deletion.delete_with_children(record, folder(record), session)
        await audit_event(actor.user_id, f"{NOUNS[model]}.deleted", record_id).insert(session=session)
        return deleted

    return await carry_out(context, record_id, work)


async def carry_out(context: Context, record_id: str, work: Callable[[Transaction], Awaitable[Deleted]]) -> Deletion:
    """Commit a deletion, then remove its files; a crash between the two is mended at the next start."""
    deleted = await in_transaction(context.hub.database, work)
    forget(context)
    await context.hub.store.remove(deleted.removal.path)
    await deleted.removal.delete()
    return Deletion(record_id, deleted.images)


async def _existing(context: Context, model: type[RecordType], record_id: str, session: Transaction) -> RecordType:
    record = await model.get(record_id, session=session)
    if record is None or _whose(record) in await hidden(context):
        raise NotFound(f"There is no {NOUNS[model]} with this id.", ("id",))
    return record


def _whose(record: ClinicalRecord) -> str:
    """Return the patient that a record belongs to, or is."""
    return str(getattr(record, "patient_id", record.id))


async def _must_own(actor: Actor, record: ClinicalRecord, session: Transaction) -> None:
    if actor.is_administrator:
        return
    noun = NOUNS[type(record)]
    if record.created_by != actor.user_id:
        raise Forbidden(NOT_YOURS.format(noun=noun))
    if await deletion.is_others_work_below(record, actor.user_id, session):
        raise Forbidden(OTHERS_BELOW.format(noun=noun))
