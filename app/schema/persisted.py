"""Persisted documents: registered, listed, and all that some callers may run."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from app.auth.permissions import Permission
from app.documents.persisted import PersistedDocument as DocumentRecord
from app.domain.pages import slice_of
from app.errors import Invalid
from app.resolvers import people, persisted
from app.resolvers.context import Context
from app.resolvers.persisted import TrustedDocument, is_restricted
from app.schema.arguments import Given
from app.schema.directives import mutation, query, requires
from app.schema.errors import UserError
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.manifests import checked, texts_of
from app.schema.paging import After, Connection, First, connection
from app.schema.scalars import JSON, BigInt
from app.schema.users import User

OF_A_TOKEN = "This token runs persisted documents only. Name one of them, or make another token."  # noqa: S105
OF_THE_HUB = "This hub runs persisted documents only. Name one of them, or use an API token that is made for others."


class PersistedOnly(SchemaExtension):
    """Refuses every other operation of who may run no other, before anything is asked."""

    def on_validate(self) -> Iterator[None]:
        """Look who asks, and what: a text that came from the caller is no persisted document."""
        execution = self.execution_context
        context = execution.context
        if isinstance(context, Context) and not isinstance(execution.query, TrustedDocument) and is_restricted(context):
            message = OF_A_TOKEN if context.actor is not None and context.actor.is_token else OF_THE_HUB
            refusal = GraphQLError(message, extensions={"code": "FORBIDDEN", "reason": "PERSISTED_ONLY"})
            execution.pre_execution_errors = [refusal]
        yield


@strawberry.type(description="A document of one operation that clients name by `documentId` instead of sending it.")
class PersistedDocument(Node):
    id: strawberry.ID = strawberry.field(description="Opaque id, doc_…")
    document_ids: list[str] = strawberry.field(
        description="What it goes by in requests: the SHA-256 of its text, and what manifests call it."
    )
    name: str = strawberry.field(description="The name of its operation.")
    version: int = strawberry.field(description="From 1, in the order in which texts of this name came.")
    text: str = strawberry.field(description="The document.")
    cacheable: bool = strawberry.field(description="Whether GET /graphql/persisted/{documentId} answers it.")
    use_count: BigInt = strawberry.field(description="How often it was asked for, some seconds ago.")
    last_used_at: datetime | None = strawberry.field(description="When it was last asked for; null for never.")
    created_at: datetime = strawberry.field(description="When it was registered.")
    record: strawberry.Private[DocumentRecord]

    @strawberry.field(description="Who registered it; null for the hub's own clients and for accounts that are gone.")
    async def created_by(self, info: Info) -> User | None:
        user = await people.creator(info.context, self.record.created_by)
        return User.of(user) if user else None

    @classmethod
    def of(cls, record: DocumentRecord) -> "PersistedDocument":
        return cls(
            id=strawberry.ID(record.id), document_ids=record.keys, name=record.name, version=record.version,
            text=record.text, cacheable=record.is_cacheable, use_count=BigInt(record.use_count),
            last_used_at=record.last_used_at, created_at=record.created_at, record=record,
        )  # fmt: skip


@strawberry.input(description="A document, or a manifest of many.")
class PersistDocumentInput:
    document: str | None = strawberry.field(default=None, description="A document with one named operation.")
    document_id: str | None = strawberry.field(
        default=None, description="What it is to go by, beside the SHA-256 of its text: its hash, or a name."
    )
    manifest: JSON | None = strawberry.field(
        default=None,
        description="Instead of a document: a manifest as generate-persisted-query-manifest (Apollo) or relay-compiler writes it.",
    )
    cacheable: bool = strawberry.field(
        default=False,
        description="Whether they can be asked by GET, with variables in the address: of queries without texts or dates in variables.",
    )


@strawberry.type(description="What is registered, all or nothing.")
class PersistDocumentPayload:
    document: PersistedDocument | None = strawberry.field(default=None, description="The document, when it is one.")
    documents: list[PersistedDocument] = strawberry.field(
        default_factory=list, description="All of them, in the order of the manifest."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="What the caller can mend.")


@strawberry.type
class PersistedQuery:
    @query(requires(Permission.DOCUMENT_PERSIST), description="Persisted documents with their use, newest first.")
    async def persisted_documents(self, first: First = None, after: After = None) -> Connection[PersistedDocument]:
        page = await persisted.page(slice_of(first, after, None, None))
        return cast("Connection[PersistedDocument]", connection(page, PersistedDocument.of, persisted.total))


@strawberry.type
class PersistedMutation:
    @mutation(
        requires(Permission.DOCUMENT_PERSIST),
        description="Register operations that clients then name by `documentId`. One that is known already stays as it is.",
    )
    async def persist_document(self, info: Info, input: Given[PersistDocumentInput]) -> PersistDocumentPayload:
        if (input.document is None) == (input.manifest is None):
            raise Invalid("Give a document or a manifest.", ("document",))
        texts = texts_of(input.manifest) if input.document is None else iter([(input.document_id, input.document)])
        given = [
            checked(info.schema._schema, text, key, is_cacheable=input.cacheable)  # noqa: SLF001  # no other door
            for key, text in texts
        ]
        kept = [PersistedDocument.of(record) for record in await persisted.persist(info.context, given)]
        return PersistDocumentPayload(document=kept[0] if len(kept) == 1 else None, documents=kept)
