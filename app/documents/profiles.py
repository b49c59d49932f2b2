"""Versions of de-identification profiles: found, listed, added."""

from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.errors import PyMongoError

from app.documents.audit import audit_event
from app.documents.connect import Database
from app.documents.deidentification import ProfileVersion
from app.documents.transactions import in_transaction, is_known_already


async def version_of(name: str, version: int | None = None) -> ProfileVersion | None:
    """Return a version of the profile, the newest by default; None when there is none."""
    wanted = {"name": name} if version is None else {"name": name, "version": version}
    return await ProfileVersion.find(wanted).sort("-version").first_or_none()


async def versions_of(name: str) -> list[ProfileVersion]:
    """Return all versions of a profile, the newest first."""
    return await ProfileVersion.find({"name": name}).sort("-version").to_list()


async def newest_versions() -> list[ProfileVersion]:
    """Return the newest version of each profile, by name."""
    newest: dict[str, ProfileVersion] = {}
    async for each in ProfileVersion.find({}).sort("+name", "+version"):
        newest[each.name] = each
    return list(newest.values())


async def add_version(database: Database, record: ProfileVersion) -> bool:
    """Keep a new version with its audit entry; return False, and change nothing, when there is one of this number."""

    async def work(session: AsyncClientSession) -> None:
        await record.insert(session=session)
        await audit_event(record.created_by, "profile.saved", record.id).insert(session=session)

    try:
        await in_transaction(database, work)
    except PyMongoError as error:
        if is_known_already(error):
            return False
        raise
    return True
