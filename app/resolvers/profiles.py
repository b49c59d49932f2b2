"""De-identification profiles: those that come with the hub, and versions that administrators make."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from app.documents.deidentification import ProfileVersion
from app.documents.profiles import add_version, newest_versions, version_of, versions_of
from app.domain.ids import new_id
from app.errors import Conflict, Invalid, NotFound
from app.imaging.deidentify import policy
from app.imaging.deidentify.custom import custom_profile
from app.imaging.deidentify.policy import TextPolicy
from app.imaging.deidentify.preview import Preview
from app.imaging.deidentify.profile import BUILT_IN, Profile
from app.imaging.deidentify.report import tag_text
from app.imaging.deidentify.table import Option
from app.resolvers.context import Context
from app.workers import tasks

LONGEST_DESCRIPTION = 2000
MARKERS = tuple(sorted(policy.MARKERS))


@dataclass(frozen=True, slots=True)
class Draft:
    """What an administrator says of a profile; `based_on` is the version that was changed, None for a new one."""

    name: str
    based_on: int | None
    description: str
    options: frozenset[Option]
    text_policy: TextPolicy
    allowed_text: Sequence[str]
    tag_actions: Sequence[tuple[str, str]]
    extract: Sequence[str] | None

    def profile(self, version: int) -> Profile:
        """Return it as a profile; raises Invalid."""
        return custom_profile(
            self.name, version, options=self.options, text_policy=self.text_policy, allowed_text=self.allowed_text,
            tag_actions=self.tag_actions, extract=self.extract,
        )  # fmt: skip


async def all_newest() -> list[Profile | ProfileVersion]:
    """Return all profiles in their newest versions: those of the hub first, then the site's by name."""
    return [*BUILT_IN.values(), *await newest_versions()]


async def versions(name: str) -> list[Profile | ProfileVersion]:
    """Return all versions of a profile, the newest first; one of the hub has none but its newest."""
    return [BUILT_IN[name]] if name in BUILT_IN else [*await versions_of(name)]


async def get(name: str, version: int | None = None) -> Profile | ProfileVersion:
    """Return a profile by name, the newest version by default; raises NotFound."""
    if name in BUILT_IN:
        built_in = BUILT_IN[name]  # a version that there was once is told as what it has become, under its number
        return built_in if version is None else replace(built_in, version=version)
    found = await version_of(name, version)
    if found is None:
        raise NotFound("There is no such profile. Choose one of those that are offered.", ("profileId",))
    return found


async def cached(context: Context, name: str, version: int) -> Profile | ProfileVersion:
    """Return a version of a profile, read once a request."""
    key = f"profile {name} {version}"
    if key not in context.loaders:
        context.loaders[key] = asyncio.ensure_future(get(name, version))
    found: Profile | ProfileVersion = await context.loaders[key]
    return found


async def rules(name: str, version: int | None = None) -> Profile:
    """Return a profile as workers take it; raises NotFound."""
    return rules_of(await get(name, version))


def rules_of(record: Profile | ProfileVersion) -> Profile:
    """Return a profile, stored or of the hub, as workers take it."""
    if isinstance(record, Profile):
        return record
    return custom_profile(
        record.name, record.version, options=frozenset(Option[name] for name in record.options),
        text_policy=TextPolicy(record.text_policy), allowed_text=record.allowed_text,
        tag_actions=[(text[:11], text[12:]) for text in record.tag_actions], extract=record.extract,
    )  # fmt: skip


async def save(context: Context, draft: Draft) -> ProfileVersion:
    """Return the new version of a profile; raises Conflict when it is not based on the newest, or Invalid."""
    if len(draft.description) > LONGEST_DESCRIPTION:
        raise Invalid(f"A description has at most {LONGEST_DESCRIPTION:,} characters.", ("description",))
    newest = await version_of(draft.name)
    if (newest.version if newest else None) != draft.based_on:
        raise Conflict(_why_stale(newest), ("basedOnVersion",))
    profile = draft.profile((draft.based_on or 0) + 1)
    actor = context.signed_in()
    record = ProfileVersion(
        id=new_id("pro"), created_by=actor.user_id, name=profile.name, version=profile.version,
        description=draft.description, options=[option.name for option in Option if option in profile.options],
        text_policy=profile.text_policy.value, allowed_text=sorted(profile.allowed_text),
        tag_actions=[f"{tag_text(tag)} {action}" for tag, action in profile.tag_actions],
        extract=None if profile.extract is None else list(profile.extract),
    )  # fmt: skip
    if not await add_version(context.hub.database, record):
        raise Conflict(_why_stale(await version_of(draft.name)), ("basedOnVersion",))
    return record


def _why_stale(newest: ProfileVersion | None) -> str:
    if newest is None:
        return "There is no profile of this name to change. Leave basedOnVersion out to make one."
    return f"Version {newest.version} is the newest of this profile. Look at it, then save again based on it."


async def preview(context: Context, profile_name: str, stream: BinaryIO) -> Preview:
    """Return what a profile would make of one DICOM file, which is gone when this returns; raises as an upload would."""
    hub, profile = context.hub, await rules(profile_name)
    async with hub.staging.passing(stream, "file") as file:
        return await hub.view_pool.run(tasks.preview_file, file, profile, hub.site_key)
