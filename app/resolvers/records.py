"""What all nouns of the hierarchy share: read one, read a page, count, read the children of a parent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from app.documents import fields, paging
from app.documents.attributes import LINKS
from app.documents.base import Record
from app.documents.fields import FieldDefinition
from app.documents.filtering import Criteria, criteria
from app.documents.images import Image
from app.documents.paging import Children, Page
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.visibility import visible_to
from app.domain.fields import FieldOwner, FieldRules, FieldType, checked_condition
from app.domain.filters import EVERYTHING, AllOf, AnyOf, Condition, FieldCondition, Filter, Not, Operator, Related
from app.domain.ids import prefix_of
from app.domain.pages import Order, Slice
from app.errors import Invalid, NotFound
from app.resolvers.collection_access import opened
from app.resolvers.context import Context
from app.resolvers.loaders import loader
from app.resolvers.opt_outs import hidden

RecordType = TypeVar("RecordType", bound=Record)

WHOLE = Slice()  # the first page

NOUNS: dict[type[Record], str] = {Patient: "patient", Study: "study", Series: "series", Image: "image"}
OWNERS: dict[type[Record], FieldOwner] = {
    Patient: FieldOwner.PATIENT,
    Study: FieldOwner.STUDY,
    Series: FieldOwner.SERIES,
    Image: FieldOwner.IMAGE,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """Which rows in which order, and which part of them; hashable, so that it can name a loader."""

    filter: Filter = EVERYTHING
    orders: tuple[Order, ...] = ()
    slice: Slice = WHOLE


async def get(context: Context, model: type[RecordType], record_id: str) -> RecordType:
    """Return a whole record; raises NotFound when there is none that the caller may see."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, RecordType]:
        return await paging.get_many(model, ids, visible_to(context.actor, model, await hidden(context)))

    is_id = prefix_of(record_id) == model.ID_PREFIX
    record = await loader(context, f"get {NOUNS[model]}", load_many).load(record_id) if is_id else None
    if record is None:
        raise NotFound(f"There is no {NOUNS[model]} with this id.", ("id",))
    return _noted(context, record)


async def page(context: Context, model: type[RecordType], listing: Listing) -> Page[RecordType]:
    """Return one page of the records that the caller may see; raises Invalid when filter or cursor is not right."""
    wanted = await _criteria(context, model, listing.filter)
    await _check_orders(context, model, listing.orders)
    found = await paging.page(model, wanted, listing.orders, listing.slice)
    _note(context, found)
    return found


async def total(context: Context, model: type[Record], filter_: Filter) -> int:
    """Return how many records the caller may see."""
    return await paging.count(model, await _criteria(context, model, filter_))


async def children(
    context: Context, model: type[RecordType], link: str, parent_id: str, listing: Listing
) -> Page[RecordType]:
    """Return one page of a parent's children; parents asked for together are read together."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, Page[RecordType]]:
        wanted = await _criteria(context, model, listing.filter)
        await _check_orders(context, model, listing.orders)
        return await paging.pages_of_parents(model, Children(link, ids), wanted, listing.orders, listing.slice)

    found = await loader(context, f"{NOUNS[model]} by {link} {listing!r}", load_many).load(parent_id)
    if found is None:
        return Page(model, (), str, has_next=False, has_previous=False)
    _note(context, found)
    return found


def _note(context: Context, found: Page[RecordType]) -> None:
    """Remember for the audit trail whose records these are."""
    whose = "_id" if found.model is Patient else "patient_id"
    context.seen.update(row[whose] for row in found.rows)


def _noted(context: Context, record: RecordType) -> RecordType:
    """Return the record, and remember for the audit trail whose it is."""
    context.seen.add(record.id if isinstance(record, Patient) else record.patient_id)
    return record


async def children_total(context: Context, model: type[Record], link: str, parent_id: str, filter_: Filter) -> int:
    """Return how many children of a parent the caller may see; parents asked for together are counted together."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, int]:
        wanted = await _criteria(context, model, filter_)
        return await paging.counts_of_parents(model, Children(link, ids), wanted)

    return await loader(context, f"count {NOUNS[model]} by {link} {filter_!r}", load_many).load(parent_id) or 0


async def _criteria(context: Context, model: type[Record], filter_: Filter) -> Criteria:
    checked = await _checked(context, model, filter_)
    scope_of = partial(visible_to, context.actor, hidden=await hidden(context))
    return criteria(model, checked, scope_of(model), scope_of=scope_of)


async def _check_orders(context: Context, model: type[Record], orders: Sequence[Order]) -> None:
    """Raise Invalid, naming the field, when an order is by a dynamic field that the dictionary does not have."""
    names = [order.attribute for order in orders if order.is_dynamic]
    dictionary = await definitions(context, OWNERS[model]) if names else {}
    for name in names:
        if name not in dictionary:
            raise Invalid(f"There is no field {name} on a {NOUNS[model]}.", ("orderBy", "field"))


async def _checked(context: Context, model: type[Record], filter_: Filter) -> Filter:
    """Return the filter with its field conditions as the dictionary has them; raises Invalid, naming the field."""
    match filter_:
        case FieldCondition():
            dictionary = await definitions(context, OWNERS[model])
            if filter_.name not in dictionary:
                raise Invalid(f"There is no field {filter_.name} on a {NOUNS[model]}.", ("filter", "field", "name"))
            return checked_condition(rules_of(dictionary[filter_.name]), filter_)
        case AllOf() | AnyOf():
            return type(filter_)(tuple([await _checked(context, model, part) for part in filter_.parts]))
        case Not():
            return Not(await _checked(context, model, filter_.part))
        case Condition("collection", _, str(collection_id)):
            _, version = await opened(context, collection_id)
            return Condition("id", Operator.IN, tuple(version.patient_ids))
        case Related():
            link = LINKS[model, filter_.relation]
            return Related(filter_.relation, await _checked(context, link.model, filter_.filter))
        case _:
            return filter_


async def definitions(context: Context, owner: FieldOwner) -> dict[str, FieldDefinition]:
    """Return the dictionary of one kind of record by name; read once a request."""

    async def load_many(owners: Sequence[FieldOwner]) -> Mapping[FieldOwner, dict[str, FieldDefinition]]:
        found: dict[FieldOwner, dict[str, FieldDefinition]] = {each: {} for each in owners}
        for definition in await fields.definitions(owners[0].value if len(owners) == 1 else None):
            found.setdefault(FieldOwner(definition.owner), {})[definition.name] = definition
        return found

    return await loader(context, "dictionary", load_many).load(owner) or {}


def rules_of(definition: FieldDefinition) -> FieldRules:
    """Return what a definition asks of values."""
    return FieldRules(
        definition.name,
        FieldType(definition.type),
        tuple(definition.choices or ()),
        definition.minimum,
        definition.maximum,
    )
