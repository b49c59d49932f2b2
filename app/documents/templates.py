"""Templates by device: what reviewers marked on earlier images is blanked on the next ones."""

from collections.abc import Iterable, Sequence

from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.audit import audit_event
from app.documents.connect import Database
from app.documents.deidentification import DeviceTemplate
from app.documents.images import RedactedRegion
from app.documents.transactions import in_transaction
from app.domain.ids import new_id

MOST_REGIONS = 100  # of one template


async def templates_of(keys: Iterable[str]) -> dict[str, list[RedactedRegion]]:
    """Return the regions of the templates that there are, by key; no command when no key is asked for."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    return {each.key: each.regions async for each in DeviceTemplate.find({"key": {"$in": wanted}})}


async def all_templates() -> list[DeviceTemplate]:
    """Return all templates, by label."""
    return await DeviceTemplate.find({}).sort("+label", "+_id").to_list()


async def learn(
    database: Database, key: str, label: str, regions: Sequence[RedactedRegion], actor_id: str
) -> DeviceTemplate:
    """Return the template of a device with these regions added to what it had."""

    async def work(session: AsyncClientSession) -> DeviceTemplate:
        found = await DeviceTemplate.find_one({"key": key}, session=session)
        template = found or DeviceTemplate(id=new_id("dev"), created_by=actor_id, key=key, label=label, regions=[])
        known = {(each.x, each.y, each.width, each.height) for each in template.regions}
        new = [each for each in regions if (each.x, each.y, each.width, each.height) not in known]
        template.regions = [*template.regions, *new][:MOST_REGIONS]
        await template.save(session=session)
        await audit_event(actor_id, "template.learnt", template.id).insert(session=session)
        return template

    return await in_transaction(database, work, again_when_known=True)


async def forget(database: Database, template_id: str, actor_id: str) -> bool:
    """Delete a template; return whether there was one."""

    async def work(session: AsyncClientSession) -> bool:
        wanted = {"_id": template_id}
        result = await DeviceTemplate.get_pymongo_collection().delete_one(wanted, session=session)
        if result.deleted_count:
            await audit_event(actor_id, "template.deleted", template_id).insert(session=session)
        return bool(result.deleted_count)

    return await in_transaction(database, work)
