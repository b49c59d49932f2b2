"""Connect to MongoDB, make the indexes, open transactions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from beanie import init_beanie
from pymongo import AsyncMongoClient, UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import PyMongoError

from app.documents.audit import AuditEvent, AuditHead
from app.documents.base import WalkedRecord
from app.documents.collections import AcceptedTerms, Collection, CollectionItem, CollectionVersion
from app.documents.deidentification import DeviceTemplate, ProfileVersion
from app.documents.exports import ExportJob
from app.documents.fields import FieldDefinition
from app.documents.images import Image, ImageDetails
from app.documents.jobs import JobFile, Removal, UploadJob
from app.documents.models import Model, ModelFile, ModelRun, Prediction
from app.documents.patients import Patient
from app.documents.persisted import PersistedDocument
from app.documents.privacy_records import BarredSource, OptOut
from app.documents.roles import RoleChange
from app.documents.series import Series
from app.documents.shares import Share
from app.documents.studies import Study
from app.documents.tokens import ApiToken
from app.documents.users import AdministratorLock, PasswordLink, Session, User
from app.domain.ids import bucket_of
from app.errors import Unavailable

MODELS = [
    User, Session, PasswordLink, ApiToken, RoleChange, AdministratorLock, Patient, Study, Series, Image, ImageDetails, FieldDefinition, UploadJob, JobFile, Removal, AuditEvent,
    ProfileVersion, DeviceTemplate, AuditHead, OptOut, BarredSource, ExportJob, PersistedDocument,
    Collection, CollectionVersion, CollectionItem, AcceptedTerms, Share,
    Model, ModelFile, ModelRun, Prediction,
]  # fmt: skip
Transaction = AsyncClientSession  # what the writes of one transaction share
WALKED: tuple[type[WalkedRecord], ...] = (Patient, Study, Series, Image)
BUCKETS_AT_ONCE = 1000
CONNECT_TIMEOUT_MILLISECONDS = 10_000


@dataclass(frozen=True, slots=True)
class Database:
    """An open connection; it belongs to one event loop."""

    client: AsyncMongoClient[dict[str, Any]]
    name: str

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncClientSession]:
        """Yield a session whose writes become visible together when the block ends, or not at all."""
        async with self.client.start_session() as session, await session.start_transaction():
            yield session

    async def is_answering(self) -> bool:
        """Return whether the server answers now."""
        try:
            await self.client.admin.command("ping")
        except PyMongoError:
            return False
        return True

    async def close(self) -> None:
        """Close all connections."""
        await self.client.close()


async def connect(uri: str, name: str) -> Database:
    """Return a connection with all indexes made; raises Unavailable when no server answers."""
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        uri, tz_aware=True, serverSelectionTimeoutMS=CONNECT_TIMEOUT_MILLISECONDS, appname="medhub"
    )
    try:
        await init_beanie(client[name], document_models=MODELS)
    except PyMongoError as error:
        await client.close()
        raise Unavailable(
            "The database does not answer. Check HUB_MONGO_URI, or unset it to use the embedded one."
        ) from error
    for model in WALKED:
        await _fill_buckets(model)
    return Database(client, name)


async def _fill_buckets(model: type[WalkedRecord]) -> None:
    """Give records of an earlier version their bucket: one look-up when there are none."""
    collection = model.get_pymongo_collection()
    while rows := await collection.find({"bucket": None}, {"_id": 1}).limit(BUCKETS_AT_ONCE).to_list(None):
        changes = [UpdateOne({"_id": row["_id"]}, {"$set": {"bucket": bucket_of(row["_id"])}}) for row in rows]
        await collection.bulk_write(changes, ordered=False)
