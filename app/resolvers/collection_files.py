"""What of a published collection is a file: its manifest and its catalogue record."""

from collections.abc import AsyncIterator
from typing import Any

from app.documents import collections
from app.documents.audit import audit_event
from app.documents.collections import CollectionVersion
from app.domain import dcat
from app.domain.dcat import Agent, Described
from app.errors import NotFound
from app.resolvers import collection_access
from app.resolvers.collections import citation, landing, withdrawn
from app.resolvers.context import Context
from app.storage.tables import Cell, csv_text

HEAD = ("patient_id", "study_id", "series_id", "image_id", "file_size", "sha256", "status")


async def manifest(context: Context, collection_id: str, number: int) -> AsyncIterator[bytes]:
    """Return the manifest of a version as CSV, a row for each image; raises NotFound, or Forbidden before its terms are accepted.

    Rows of patients who were withdrawn since say WITHDRAWN and nothing of the file: whoever has it deletes it.
    """
    collection, version = await collection_access.opened(context, collection_id, number)
    gone = frozenset(await withdrawn(context, version))
    actor_id = context.signed_in().user_id
    await audit_event(actor_id, "collection.manifest_taken", collection.id, number=number).insert()
    return _rows(version, gone)


async def _rows(version: CollectionVersion, gone: frozenset[str]) -> AsyncIterator[bytes]:
    yield csv_text([HEAD])
    async for batch in collections.items_of(version.id):
        yield csv_text([_row(item, is_gone=item["patient_id"] in gone) for item in batch])


def _row(item: dict[str, Any], *, is_gone: bool) -> list[Cell]:
    ids: list[Cell] = [item["patient_id"], item["study_id"], item["series_id"], item["image_id"]]
    return [*ids, None, None, "WITHDRAWN"] if is_gone else [*ids, item["file_size"], item["sha256"], "PUBLISHED"]


async def record(context: Context, collection_id: str) -> dict[str, Any]:
    """Return the HealthDCAT-AP record of the newest version, as JSON-LD; it has figures and no member."""
    collection = await collection_access.get(context, collection_id)
    version = await collections.version_of(collection.id)
    if version is None:
        raise NotFound("This collection was not published yet.")
    settings = context.hub.settings
    contact = settings.contact or settings.admin_email
    body = None
    if settings.access_body and settings.access_body_contact:
        body = Agent(settings.access_body, settings.access_body_contact)
    return dcat.record(
        Described(
            page=landing(context, collection), title=collection.name, description=collection.description,
            version=version.number, issued=version.created_at.date(), keywords=collection.keywords,
            license=collection.license, citation=citation(context, collection, version), digest=version.digest,
            patients=len(version.patient_ids), images=version.images, bytes=version.bytes, youngest=version.youngest,
            oldest=version.oldest, publisher=Agent(settings.institution, contact), access_body=body,
        )
    )  # fmt: skip
