"""Collections: made, changed by set operations, published as frozen versions, compared, cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.documents import collection_lists, collections
from app.documents.audit import audit_event
from app.documents.collections import AcceptedTerms, Collection, CollectionItem, CollectionVersion
from app.documents.connect import Transaction
from app.documents.paging import Page
from app.documents.patients import Patient
from app.documents.transactions import in_transaction
from app.domain.collections import Access, Difference, Kind, SetOperation, combined, difference, digest_of
from app.domain.exports import Level
from app.domain.filters import Filter
from app.domain.ids import new_id, prefix_of
from app.domain.pages import Slice
from app.domain.saved_filters import filter_of, plain
from app.errors import Conflict, Invalid, NotFound, TooLarge
from app.resolvers import collection_access, export_tables, exports
from app.resolvers.context import Context
from app.resolvers.opt_outs import hidden
from app.resolvers.people import checked_address
from app.resolvers.values import text

MOST_MEMBERS: Final = 200_000  # they must fit into one document
MOST_NAMED: Final = 500  # readers, keywords
LONGEST: Final = {"name": 200, "description": 10_000, "license": 200, "authors": 1000, "terms": 20_000}
STALE: Final = "Somebody changed this collection meanwhile. Load it again and repeat your change."
PREFIXES: Final = {Kind.PATIENT: "pat", Kind.IMAGE: "img"}


@dataclass(frozen=True, slots=True)
class Operand:
    """Other members for a set operation: ids, the newest version of another collection, or the patients of a filter."""

    ids: Sequence[str] | None = None
    collection_id: str | None = None
    filter: Filter | None = None


async def page(context: Context, slice_: Slice) -> Page[Collection]:
    """Return one page of the collections that the caller may read, the newest first."""
    return await collection_lists.page_of_collections(await collection_access.scope(context), slice_)


async def total(context: Context) -> int:
    """Return how many collections the caller may read."""
    return await collection_lists.count_collections(await collection_access.scope(context))


async def create(context: Context, kind: Kind, filter_: Filter | None, values: Mapping[str, Any]) -> Collection:
    """Return a new collection without versions; with a filter it is dynamic. Raises Invalid."""
    if filter_ is not None and kind is not Kind.PATIENT:
        raise Invalid("A filter chooses patients: leave it out for a collection of images.", ("patients",))
    if filter_ is not None:
        await exports.patients_matching(context, filter_, at_most=1)  # refuses fields that there are not
    collection = Collection(
        id=new_id("col"), created_by=context.signed_in().user_id, kind=kind,
        filter=plain(filter_) if filter_ is not None else None, **{"name": "", **_checked(values)},
    )  # fmt: skip
    if not collection.name:
        raise Invalid("A collection has a name.", ("name",))

    async def work(session: Transaction) -> None:
        await collection.insert(session=session)
        await audit_event(collection.created_by, "collection.created", collection.id).insert(session=session)

    await in_transaction(context.hub.database, work)
    return collection


async def update(context: Context, collection_id: str, version: int, values: Mapping[str, Any]) -> Collection:
    """Return the collection with these values; raises NotFound, Forbidden, Invalid or Conflict."""
    collection, checked = await collection_access.own(context, collection_id), _checked(values)
    if "name" in checked and not checked["name"]:
        raise Invalid("A collection has a name.", ("name",))
    return await _changed(context, collection, version, checked, "collection.updated")


async def _changed(
    context: Context, collection: Collection, version: int, values: dict[str, Any], action: str
) -> Collection:
    actor_id = context.signed_in().user_id

    async def work(session: Transaction) -> Collection:
        after = await collections.update(collection, values, session) if collection.version == version else None
        if after is None:
            raise Conflict(STALE, ("version",))
        await audit_event(actor_id, action, collection.id).insert(session=session)
        return after

    return await in_transaction(context.hub.database, work)


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given as it is kept; raises Invalid with the path."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        match name:
            case "readers" | "keywords" if len(value or ()) > MOST_NAMED:
                raise Invalid(f"Give at most {MOST_NAMED}.", (name,))
            case "readers":
                kept[name] = sorted({checked_address(each) for each in value or ()})
            case "keywords":
                kept[name] = [word for each in value or () if (word := text(100)(each, name))]
            case "access" | "embargo_until":
                kept[name] = value if value is not None or name == "embargo_until" else Access.EVERYBODY
            case _:
                kept[name] = (text(LONGEST[name])(value, name) if value else None) or ""
    return kept


async def change_members(
    context: Context, collection_id: str, version: int, operation: SetOperation, operand: Operand
) -> Collection:
    """Return the collection after a set operation on its draft; raises NotFound, Forbidden, Invalid or Conflict."""
    collection = await collection_access.own(context, collection_id)
    if collection.filter is not None:
        raise Invalid("This collection is dynamic: its filter chooses its members.", ("id",))
    others = await _others(context, Kind(collection.kind), operation, operand)
    members = combined(collection.members, operation, others)
    if len(members) > MOST_MEMBERS:
        raise TooLarge(f"A collection has at most {MOST_MEMBERS:,} members.", ("ids",))
    return await _changed(context, collection, version, {"members": members}, "collection.members_changed")


async def _others(context: Context, kind: Kind, operation: SetOperation, operand: Operand) -> Sequence[str]:
    match operand:
        case Operand(ids=ids, collection_id=None, filter=None) if ids is not None:
            if any(prefix_of(each) != PREFIXES[kind] for each in ids):
                raise Invalid(f"Give ids of {kind.value.lower()}s.", ("ids",))
            if operation is SetOperation.UNION and len(await _visible(context, kind, ids)) < len(set(ids)):
                raise NotFound("Not all of these exist.", ("ids",))
            return ids
        case Operand(ids=None, collection_id=other, filter=None) if other is not None:
            _, version = await collection_access.opened(context, other)
            return version.patient_ids if kind is Kind.PATIENT else await collections.ids_in(version.id, "image_id")
        case Operand(ids=None, collection_id=None, filter=filter_) if filter_ is not None:
            patients = await exports.patients_matching(context, filter_)
            return patients if kind is Kind.PATIENT else await _visible(context, kind, patients, "patient_id")
    raise Invalid("Give ids, collectionId or patients: one of them.", ("ids",))


async def _visible(context: Context, kind: Kind, ids: Sequence[str], scope: str | None = None) -> list[str]:
    level = Level(kind.value)
    found: list[str] = []
    async for _, batch in export_tables.batches(context, level, scope or export_tables.own_scope(level), list(ids)):
        found.extend(record.id for record in batch)
    return found


async def publish(context: Context, collection_id: str, version: int, note: str = "") -> CollectionVersion:
    """Return the next version: what the draft has now, frozen with digests.

    Who opted out, was erased or is in doubt is not in it. Raises Invalid for an empty one, Conflict for one like the
    last, TooLarge, NotFound, Forbidden.
    """
    collection = await collection_access.own(context, collection_id)
    if collection.version != version:
        raise Conflict(STALE, ("version",))
    checked_note = text(LONGEST["authors"])(note, "note") or ""
    frozen = CollectionVersion(
        id=new_id("cov"), created_by=context.signed_in().user_id, collection_id=collection.id, note=checked_note,
        number=collection.published + 1, patient_ids=[], images=0, bytes=0, digest="",
    )  # fmt: skip
    items = await _freeze(context, collection, frozen)
    before = await collections.version_of(collection.id)
    if not frozen.patient_ids:
        raise Invalid("There is nothing to publish: add members first.", ("id",))
    if before is not None and before.digest == frozen.digest:
        raise Conflict(f"Nothing has changed since version {before.number}.", ("id",))

    async def work(session: Transaction) -> None:
        if await collections.update(collection, {"published": frozen.number}, session) is None:
            raise Conflict(STALE, ("version",))
        await frozen.insert(session=session)
        event = audit_event(
            frozen.created_by, "collection.published", collection.id, number=frozen.number, images=frozen.images
        )
        await event.insert(session=session)

    try:
        await collections.add_items(items)
        await in_transaction(context.hub.database, work)
    except BaseException:
        await collections.drop_items(frozen.id)
        raise
    return frozen


async def _freeze(context: Context, collection: Collection, frozen: CollectionVersion) -> list[CollectionItem]:
    """Return the images of what the draft has now, and write into the version what is true of them all."""
    members: Sequence[str] = collection.members
    if collection.filter is not None:
        members = await exports.patients_matching(context, filter_of(collection.filter))
    scope = "patient_id" if collection.kind == Kind.PATIENT else "id"
    items: list[CollectionItem] = []
    async for _, batch in export_tables.batches(context, Level.IMAGE, scope, members):
        items += [
            CollectionItem(
                id=f"{frozen.id}/{image.id}", version_id=frozen.id, image_id=image.id, series_id=image.series_id,
                study_id=image.study_id, patient_id=image.patient_id, sha256=image.sha256, file_size=image.file_size,
            )
            for image in batch
        ]  # fmt: skip
        if len(items) > MOST_MEMBERS:
            raise TooLarge(f"A version has at most {MOST_MEMBERS:,} images: make several collections.", ("id",))
    patients = members if collection.kind == Kind.PATIENT else sorted({item.patient_id for item in items})
    ages: list[int] = []
    async for _, batch in export_tables.batches(context, Level.PATIENT, "patient_id", patients):
        frozen.patient_ids += [patient.id for patient in batch]
        ages += [patient.age for patient in batch if patient.age is not None]
    frozen.images, frozen.bytes = len(items), sum(item.file_size for item in items)
    frozen.youngest, frozen.oldest = min(ages, default=None), max(ages, default=None)
    frozen.digest = digest_of(frozen.patient_ids, ((item.image_id, item.sha256) for item in items))
    return items


async def delete(context: Context, collection_id: str) -> str:
    """Delete a collection that was never published; raises NotFound, Forbidden, or Conflict for one that people may cite."""
    collection = await collection_access.own(context, collection_id)

    async def work(session: Transaction) -> None:
        gone = await Collection.get_pymongo_collection().delete_one(
            {"_id": collection.id, "published": 0}, session=session
        )
        if not gone.deleted_count:
            raise Conflict(
                "This collection was published, so people may cite it. Restrict its access instead.", ("id",)
            )
        await audit_event(context.signed_in().user_id, "collection.deleted", collection.id).insert(session=session)

    await in_transaction(context.hub.database, work)
    return collection.id


async def accept(context: Context, collection_id: str) -> Collection:
    """Return the collection whose terms the caller has accepted, which is logged; raises NotFound."""
    collection = await collection_access.get(context, collection_id)
    if not await collection_access.needs_terms(context, collection):
        return collection
    digest, user_id = collection_access.terms_digest(collection.terms), context.signed_in().user_id

    async def work(session: Transaction) -> None:
        wanted = {"collection_id": collection.id, "created_by": user_id, "terms_digest": digest}
        if await AcceptedTerms.find_one(wanted, session=session) is None:
            await AcceptedTerms(id=new_id("acc"), **wanted).insert(session=session)
            await audit_event(user_id, "collection.terms_accepted", collection.id, terms=digest).insert(session=session)

    await in_transaction(context.hub.database, work, again_when_known=True)
    return collection


async def withdrawn(context: Context, version: CollectionVersion) -> list[str]:
    """Return the patients of a version who are gone from the hub since, or have opted out: delete what you have of them."""
    there = await collections.existing(Patient, version.patient_ids) - await hidden(context)
    return sorted(set(version.patient_ids) - there)


async def difference_before(version: CollectionVersion) -> Difference:
    """Return what came and went since the version before; with the first one everything came."""
    before = await collections.version_of(version.collection_id, version.number - 1)
    old: tuple[Sequence[str], Mapping[str, str]] = ((), {})
    if before is not None:
        old = before.patient_ids, await collections.digests_in(before.id)
    return difference(old, (version.patient_ids, await collections.digests_in(version.id)))


def landing(context: Context, collection: Collection) -> str:
    """Return the address of a collection's page."""
    return f"{context.hub.settings.public_url}/collections/{collection.id}"


def citation(context: Context, collection: Collection, version: CollectionVersion) -> str:
    """Return how to cite a version."""
    authors = f"{collection.authors.rstrip('.')}. " if collection.authors else ""
    return (
        f"{authors}{collection.name}, version {version.number} ({version.created_at.year}). Medical Data Hub. "
        f"{landing(context, collection)} (sha256:{version.digest})"
    )
