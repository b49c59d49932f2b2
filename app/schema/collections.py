"""Collections: named sets of patients or images, published as frozen versions that can be cited."""

from datetime import datetime
from enum import Enum
from typing import Any

import strawberry

from app.auth.permissions import Permission
from app.documents import collections as documents
from app.documents.collections import Collection as CollectionRecord
from app.documents.collections import CollectionVersion as VersionRecord
from app.domain.collections import Access, Kind, SetOperation
from app.domain.pages import slice_of
from app.resolvers import collection_access, collections, people
from app.resolvers.collections import Operand
from app.schema.arguments import Given, Id
from app.schema.costs import OF_A_LONG_VALUE, Cost
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.filters import parsed
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import or_none
from app.schema.paging import After, Connection, First, connection
from app.schema.patients import PatientFilter
from app.schema.scalars import BigInt
from app.schema.users import User

MOST_SHOWN = 1000  # ids of one list; the manifest has all
ERRORS = "What the caller can mend."


@strawberry.enum(description="What the members of a collection are.")
class CollectionKind(Enum):
    PATIENT = strawberry.enum_value("PATIENT", description="Patients, with all their images.")
    IMAGE = strawberry.enum_value("IMAGE", description="Images, one by one.")


@strawberry.enum(description="Who may read what was published.")
class CollectionAccess(Enum):
    EVERYBODY = strawberry.enum_value("EVERYBODY", description="Everybody who is signed in and may see patients.")
    NAMED = strawberry.enum_value("NAMED", description="The people whose addresses are named.")


@strawberry.enum(name="SetOperation", description="How others change the members.")
class CollectionOperation(Enum):
    UNION = strawberry.enum_value("UNION", description="They are added.")
    INTERSECTION = strawberry.enum_value("INTERSECTION", description="Only those that are among them stay.")
    DIFFERENCE = strawberry.enum_value("DIFFERENCE", description="They are taken away.")


@strawberry.type(description=f"What came and went since the version before; lists have at most {MOST_SHOWN} ids.")
class CollectionDifference:
    added_patients: list[strawberry.ID] = strawberry.field(description="Patients that came.")
    removed_patients: list[strawberry.ID] = strawberry.field(description="Patients that went.")
    added_images: BigInt = strawberry.field(description="How many images came.")
    removed_images: BigInt = strawberry.field(description="How many images went.")
    changed_images: list[strawberry.ID] = strawberry.field(description="Images whose files are others.")


@strawberry.type(description="A frozen list: what a collection had when it was published.")
class CollectionVersion:
    number: int = strawberry.field(description="Counts from 1.")
    published_at: datetime = strawberry.field(description="When it was published.")
    note: str = strawberry.field(description="What its publisher says of it.")
    patients: BigInt = strawberry.field(description="How many patients it has.")
    images: BigInt = strawberry.field(description="How many images it has.")
    bytes: BigInt = strawberry.field(description="How large their files are together.")
    digest: str = strawberry.field(description="SHA-256 over its patients and the digests of its images.")
    citation: str = strawberry.field(description="How to cite it.")
    manifest_url: str = strawberry.field(description="A CSV file with a row for each image, and its digest.")
    record: strawberry.Private[VersionRecord]

    @strawberry.field(
        description=f"Patients who were withdrawn since it was published, at most {MOST_SHOWN}: delete what you have of them.",
        directives=[Cost(weight=OF_A_LONG_VALUE)],
    )
    async def withdrawn(self, info: Info) -> list[strawberry.ID]:
        return _ids(await collections.withdrawn(info.context, self.record))

    @strawberry.field(
        description="What is different from the version before.", directives=[Cost(weight=OF_A_LONG_VALUE)]
    )
    async def difference(self) -> CollectionDifference:
        found = await collections.difference_before(self.record)
        return CollectionDifference(
            added_patients=_ids(found.added_patients), removed_patients=_ids(found.removed_patients),
            added_images=BigInt(len(found.added_images)), removed_images=BigInt(len(found.removed_images)),
            changed_images=_ids(found.changed_images),
        )  # fmt: skip

    @classmethod
    def of(cls, info: Info, collection: CollectionRecord, record: VersionRecord) -> "CollectionVersion":
        return cls(
            number=record.number, published_at=record.created_at, note=record.note,
            patients=BigInt(len(record.patient_ids)), images=BigInt(record.images), bytes=BigInt(record.bytes),
            digest=record.digest, citation=collections.citation(info.context, collection, record),
            manifest_url=f"/files/collections/{collection.id}/{record.number}/manifest.csv", record=record,
        )  # fmt: skip


def _ids(found: Any) -> list[strawberry.ID]:
    return [strawberry.ID(each) for each in found[:MOST_SHOWN]]


@strawberry.type(description="A named, described, citable set of patients or images.")
class Collection(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, col_…")
    name: str = strawberry.field(description="Name.")
    description: str = strawberry.field(description="What it is.")
    license: str = strawberry.field(description="Under which licence its data may be used.")
    authors: str = strawberry.field(description="Whom to name in a citation.")
    keywords: list[str] = strawberry.field(description="Keywords.")
    kind: CollectionKind = strawberry.field(description="What its members are.")
    is_dynamic: bool = strawberry.field(description="Whether a filter chooses its members whenever it is published.")
    access: CollectionAccess = strawberry.field(description="Who may read what was published.")
    embargo_until: datetime | None = strawberry.field(description="Until when nobody else may read it.")
    terms: str = strawberry.field(description="What is to be accepted before its content can be read.")
    created_at: datetime = strawberry.field(description="When it was made.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    version: int = strawberry.field(description="Counts the edits of the draft; changes take it.")
    record_url: str = strawberry.field(description="Its HealthDCAT-AP record, once it is published.")
    record: strawberry.Private[CollectionRecord]

    @strawberry.field(description="Whether the caller may change it.")
    def is_mine(self, info: Info) -> bool:
        return collection_access.is_own(info.context, self.record)

    @strawberry.field(description="Addresses of those who may read it when the access is NAMED; for who may change it.")
    def readers(self, info: Info) -> list[str] | None:
        return self.record.readers if collection_access.is_own(info.context, self.record) else None

    @strawberry.field(description="How many members the draft has; null when it is dynamic, or others'.")
    def member_count(self, info: Info) -> BigInt | None:
        is_told = self.record.filter is None and collection_access.is_own(info.context, self.record)
        return BigInt(len(self.record.members)) if is_told else None

    @strawberry.field(description="Whether the caller has its terms to accept before its content can be read.")
    async def needs_acceptance(self, info: Info) -> bool:
        return await collection_access.needs_terms(info.context, self.record)

    @strawberry.field(description="The published versions, the newest first.")
    async def versions(self, info: Info) -> list[CollectionVersion]:
        found = await documents.versions_of(self.record.id)
        return [CollectionVersion.of(info, self.record, each) for each in found]

    @strawberry.field(description="Who made it; null when that account is gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: CollectionRecord) -> "Collection":
        return cls(
            id=strawberry.ID(record.id), name=record.name, description=record.description, license=record.license,
            authors=record.authors, keywords=record.keywords, kind=CollectionKind(record.kind),
            is_dynamic=record.filter is not None, access=CollectionAccess(record.access),
            embargo_until=record.embargo_until, terms=record.terms, created_at=record.created_at,
            updated_at=record.updated_at, version=record.version,
            record_url=f"/files/collections/{record.id}/record.jsonld", record=record,
        )  # fmt: skip


NAMES = ("name", "description", "license", "authors", "keywords", "access", "readers", "embargo_until", "terms")


def _values(given: Any) -> dict[str, Any]:
    said = {name: getattr(given, name) for name in NAMES if getattr(given, name) is not strawberry.UNSET}
    if isinstance(said.get("access"), CollectionAccess):
        said["access"] = Access(said["access"].value)
    return said


@strawberry.input(description="A new collection; nobody else sees it before it is published.")
class CreateCollectionInput:
    name: str = strawberry.field(description="Name.")
    kind: CollectionKind = strawberry.field(default=CollectionKind.PATIENT, description="What its members are.")
    patients: PatientFilter | None = strawberry.field(
        default=None, description="Makes it dynamic: these patients, whenever it is published."
    )
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What it is.")
    license: str | None = strawberry.field(default=strawberry.UNSET, description="Licence of its data.")
    authors: str | None = strawberry.field(default=strawberry.UNSET, description="Whom to name in a citation.")
    keywords: list[str] | None = strawberry.field(default=strawberry.UNSET, description="Keywords.")
    access: CollectionAccess | None = strawberry.field(
        default=strawberry.UNSET, description="Who may read what is published; EVERYBODY when nothing is said."
    )
    readers: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="E-mail addresses of those who may, when the access is NAMED."
    )
    embargo_until: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Until when nobody else may read it."
    )
    terms: str | None = strawberry.field(default=strawberry.UNSET, description="What readers must accept first.")


@strawberry.input(description="Changes of a collection: what is not given stays, null clears.")
class UpdateCollectionInput:
    id: strawberry.ID = strawberry.field(description="The collection.")
    version: int = strawberry.field(description="The version that the changes were made from.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Name.")
    description: str | None = strawberry.field(default=strawberry.UNSET, description="What it is.")
    license: str | None = strawberry.field(default=strawberry.UNSET, description="Licence of its data.")
    authors: str | None = strawberry.field(default=strawberry.UNSET, description="Whom to name in a citation.")
    keywords: list[str] | None = strawberry.field(default=strawberry.UNSET, description="Keywords.")
    access: CollectionAccess | None = strawberry.field(
        default=strawberry.UNSET, description="Who may read what was published, of all versions; null: EVERYBODY."
    )
    readers: list[str] | None = strawberry.field(
        default=strawberry.UNSET, description="E-mail addresses of those who may."
    )
    embargo_until: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Until when nobody else may read it."
    )
    terms: str | None = strawberry.field(
        default=strawberry.UNSET, description="What readers must accept first; new terms are accepted anew."
    )


@strawberry.input(
    description="A set operation on the draft's members with ids, with another collection, or with a filter."
)
class ChangeCollectionMembersInput:
    id: strawberry.ID = strawberry.field(description="The collection.")
    version: int = strawberry.field(description="The version that the change was made from.")
    operation: CollectionOperation = strawberry.field(
        default=CollectionOperation.UNION, description="What is done with the others."
    )
    ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Patients, or images, as its kind is.")
    collection_id: strawberry.ID | None = strawberry.field(
        default=None, description="The newest version of this collection."
    )
    patients: PatientFilter | None = strawberry.field(default=None, description="These patients, or their images.")


@strawberry.input(description="Freeze what the draft has now as the next version.")
class PublishCollectionInput:
    id: strawberry.ID = strawberry.field(description="The collection.")
    version: int = strawberry.field(description="The version of the draft that is meant.")
    note: str = strawberry.field(default="", description="What is new.")


@strawberry.input(description="Which collection goes.")
class DeleteCollectionInput:
    id: strawberry.ID = strawberry.field(description="A collection that was never published.")


@strawberry.input(description="Whose terms are accepted.")
class AcceptCollectionTermsInput:
    id: strawberry.ID = strawberry.field(description="The collection.")


@strawberry.type(description="The collection, or why nothing has changed.")
class CollectionPayload:
    collection: Collection | None = strawberry.field(default=None, description="The collection.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.type(description="The new version, or why there is none.")
class PublishCollectionPayload:
    collection: Collection | None = strawberry.field(default=None, description="The collection.")
    published: CollectionVersion | None = strawberry.field(default=None, description="The new version.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.type(description="What went, or why it did not.")
class DeleteCollectionPayload:
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Id of what went.")
    errors: list[UserError] = strawberry.field(default_factory=list, description=ERRORS)


@strawberry.type
class CollectionQuery:
    @query(requires(Permission.PATIENT_READ), description="Collections that the caller may read, the newest first.")
    async def collections(self, info: Info, first: First = None, after: After = None) -> Connection[Collection]:
        page = await collections.page(info.context, slice_of(first, after, None, None))
        return connection(page, Collection.of, lambda: collections.total(info.context))

    @query(
        requires(Permission.PATIENT_READ), description="A collection; null when there is none that the caller may read."
    )
    async def collection(self, info: Info, id: Id) -> Collection | None:
        return await or_none(collection_access.get(info.context, id), Collection.of)


@strawberry.type
class CollectionMutation:
    @mutation(requires(Permission.COLLECTION_WRITE), description="Make a collection.")
    async def create_collection(self, info: Info, input: Given[CreateCollectionInput]) -> CollectionPayload:
        wanted = parsed(input.patients) if input.patients is not None else None
        made = await collections.create(info.context, Kind(str(input.kind.value)), wanted, _values(input))
        return CollectionPayload(collection=Collection.of(made))

    @mutation(
        requires(Permission.COLLECTION_WRITE), description="Change what is said of a collection, and who may read it."
    )
    async def update_collection(self, info: Info, input: Given[UpdateCollectionInput]) -> CollectionPayload:
        changed = await collections.update(info.context, input.id, input.version, _values(input))
        return CollectionPayload(collection=Collection.of(changed))

    @mutation(requires(Permission.COLLECTION_WRITE), description="Change the members of a collection's draft.")
    async def change_collection_members(
        self, info: Info, input: Given[ChangeCollectionMembersInput]
    ) -> CollectionPayload:
        operand = Operand(
            input.ids, input.collection_id, parsed(input.patients) if input.patients is not None else None
        )
        operation = SetOperation(str(input.operation.value))
        changed = await collections.change_members(info.context, input.id, input.version, operation, operand)
        return CollectionPayload(collection=Collection.of(changed))

    @mutation(requires(Permission.COLLECTION_WRITE), description="Publish the next version of a collection.")
    async def publish_collection(self, info: Info, input: Given[PublishCollectionInput]) -> PublishCollectionPayload:
        version = await collections.publish(info.context, input.id, input.version, input.note)
        collection = await collection_access.get(info.context, input.id)
        return PublishCollectionPayload(
            collection=Collection.of(collection), published=CollectionVersion.of(info, collection, version)
        )

    @mutation(requires(Permission.COLLECTION_WRITE), description="Delete a collection that was never published.")
    async def delete_collection(self, info: Info, input: Given[DeleteCollectionInput]) -> DeleteCollectionPayload:
        return DeleteCollectionPayload(deleted_id=strawberry.ID(await collections.delete(info.context, input.id)))

    @mutation(requires(Permission.PATIENT_READ), description="Accept the terms of a collection, which is logged.")
    async def accept_collection_terms(self, info: Info, input: Given[AcceptCollectionTermsInput]) -> CollectionPayload:
        return CollectionPayload(collection=Collection.of(await collections.accept(info.context, input.id)))
