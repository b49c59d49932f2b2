"""Links to one study or series: made and revoked by people of the hub, opened by whoever has one.

Whoever opened a link acts as nobody's account but as the link itself: an actor that reads images as a viewer does, and of
them only what the link names. Its maker must still be active and allowed to share.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.auth import tokens
from app.auth.actor import Actor
from app.auth.permissions import Permission, Role
from app.auth.throttle import Attempt
from app.documents import shares as records_of
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.connect import Transaction
from app.documents.images import VISIBLE_TO_READERS, Image
from app.documents.paging import Page
from app.documents.series import Series
from app.documents.shares import Share
from app.documents.studies import Study
from app.documents.transactions import in_transaction
from app.domain.filters import Condition, Operator
from app.domain.ids import new_id, prefix_of
from app.domain.pages import Order, Slice
from app.errors import Conflict, Forbidden, Invalid, NotFound, Required, Unauthenticated
from app.resolvers import images, owned, pixels, records
from app.resolvers.context import Context, Hub
from app.resolvers.hashing import hashed, matches
from app.resolvers.pixels import StoredFile
from app.resolvers.records import Listing
from app.resolvers.values import text
from app.storage.zipping import Entry, file_content

LONGEST_LIFE: Final = timedelta(days=90)
LIFE: Final = timedelta(days=7)
LONGEST_NOTE: Final = 200
LONGEST_SECRET: Final = 1024
MOST_SHARES: Final = 1000  # of one user that live
PICTURES_A_MINUTE: Final = 1200  # of one link: a scroll through a large series
STEP: Final = 1000
LINKS: Final = {"stu": "study_id", "ser": "series_id"}
DEAD: Final = "This link does not work (any more), or its password is not right. Ask whoever gave it to you."
VIEW_ONLY: Final = "This link is for looking only. Ask whoever gave it to you."


async def create(
    context: Context,
    object_id: str,
    *,
    expires_at: datetime | None,
    password: str | None,
    may_download: bool,
    note: str,
) -> tuple[Share, str]:
    """Return a new share and its address, which is shown this once; raises NotFound, Invalid or Conflict."""
    actor, moment = context.signed_in(), now()
    match prefix_of(object_id):
        case "stu":
            await records.get(context, Study, object_id)
        case "ser":
            await records.get(context, Series, object_id)
        case _:
            raise Invalid("Share a study or a series.", ("id",))
    ends = expires_at or moment + LIFE
    if not moment < ends <= moment + LONGEST_LIFE:
        raise Invalid(f"A link ends within the next {LONGEST_LIFE.days} days.", ("expiresAt",))
    wanted = {"created_by": actor.user_id, "revoked_at": None, "expires_at": {"$gt": moment}}
    if await Share.find(wanted).count() >= MOST_SHARES:
        raise Conflict(f"You have {MOST_SHARES} links already. Revoke some first.")
    secret = tokens.new_token()
    share = Share(
        id=new_id("shr"), created_by=actor.user_id, object_id=object_id, token_hash=tokens.token_hash(secret),
        password_hash=await hashed(context.hub.hashing, password) if password else None, may_download=may_download,
        expires_at=ends, note=text(LONGEST_NOTE)(note, "note") or "",
    )  # fmt: skip

    async def work(session: Transaction) -> None:
        await share.insert(session=session)
        event = audit_event(
            actor.user_id, "share.created", share.id, object_id, download=may_download, password=password is not None,
            expires=ends.isoformat(),
        )  # fmt: skip
        await event.insert(session=session)

    await in_transaction(context.hub.database, work)
    # Behind the #, which browsers send nowhere: the secret stands in no log of a server or a proxy.
    return share, f"{context.hub.settings.public_url}/share#{secret}"


async def page(context: Context, slice_: Slice) -> Page[Share]:
    """Return one page of the caller's shares, the newest first; an administrator's page has everybody's."""
    return await owned.page(context, Share, slice_)


async def total(context: Context) -> int:
    """Return how many shares `page` has on all its pages."""
    return await owned.total(context, Share)


async def revoke(context: Context, share_id: str) -> Share:
    """Return the share that works no more, from the next request on; raises NotFound for others' and revoked ones."""
    actor = context.signed_in()

    async def work(session: Transaction) -> Share:
        share = await Share.get(share_id, session=session) if prefix_of(share_id) == "shr" else None
        is_own = share is not None and (actor.is_administrator or share.created_by == actor.user_id)
        if share is None or not is_own or share.revoked_at is not None:
            raise NotFound("You have no link with this id that works.", ("id",))
        share.revoked_at = now()
        await share.save(session=session)
        await audit_event(actor.user_id, "share.revoked", share.id).insert(session=session)
        return share

    return await in_transaction(context.hub.database, work)


@dataclass(frozen=True, slots=True)
class Opened:
    """A share that somebody opened, and the token for its pictures, which holds for a quarter of an hour."""

    share: Share
    token: str
    ends_at: datetime


async def open_link(context: Context, secret: str, password: str | None, address: str) -> Opened:
    """Return what a link opens; raises Required for a password, Unauthenticated alike for every link that does not work.

    A password is always computed on, or the time that it takes would tell which links there are.
    """
    hub, digest = context.hub, tokens.token_hash(secret[:LONGEST_SECRET])
    share = await records_of.living_share(token_hash=digest)
    if share is not None and share.password_hash is not None and password is None:
        raise Required("This link has a password. Whoever gave you the link knows it.", ("password",))
    hub.attempts.begin(Attempt.SHARE, address, digest)
    if password is not None:
        kept = share.password_hash if share else None
        is_right = await matches(hub.hashing, kept, password)
        if share is not None and share.password_hash is not None and not is_right:
            await audit_event(share.id, "share.refused", share.id).insert()
            share = None
    if share is None:
        hub.trail.refuse(None, "share.refused", "")
        raise Unauthenticated(DEAD)
    hub.attempts.succeed(Attempt.SHARE, address, digest)
    await records_of.note_opened(share)
    await audit_event(share.id, "share.opened", share.id, share.object_id).insert()
    claims = tokens.AccessClaims(share.id, share.id)
    token, ends_at = tokens.access_token(hub.session_keys.current()[0], claims, now(), tokens.SHARE_AUDIENCE)
    return Opened(share, token, ends_at)


async def recognise(hub: Hub, token: str | None) -> Share:
    """Return the share whose token this is; raises Unauthenticated when it does not hold now."""
    if not token:
        raise Unauthenticated(DEAD)
    claims = tokens.read_access_token(hub.session_keys.current(), token[:LONGEST_SECRET], tokens.SHARE_AUDIENCE)
    share = await records_of.living_share(_id=claims.user_id)
    if share is None:
        raise Unauthenticated(DEAD)
    return share


def actor_of(share: Share) -> Actor:
    """Return who acts by a share: the share."""
    return Actor(
        share.id, share.id, Role.VIEWER, frozenset({Permission.PATIENT_READ, Permission.IMAGE_READ}), is_token=True
    )


@dataclass(frozen=True, slots=True)
class SharedSeries:
    """A series of a share, with its images that readers may see."""

    series: Series
    images: list[Image]


async def content(context: Context, share: Share) -> list[SharedSeries]:
    """Return what is shared, series by series by number; empty when nothing of it is there any more."""
    link = LINKS[str(prefix_of(share.object_id))]
    attribute = "id" if link == "series_id" else link
    wanted = Listing(Condition(attribute, Operator.EQ, share.object_id), (Order("number"),), Slice(STEP))
    found = await records.page(context, Series, wanted)
    return [SharedSeries(each, _shown(await images.of_series(context, each.id))) for each in found.records]


def _shown(found: list[Image]) -> list[Image]:
    return [image for image in found if image.review_status in VISIBLE_TO_READERS]


async def shared_file(context: Context, share: Share, image_id: str) -> StoredFile:
    """Return the file of an image of the share; raises NotFound for every other image."""
    image = await images.get(context, image_id)
    is_shared = getattr(image, LINKS[str(prefix_of(share.object_id))]) == share.object_id
    if not is_shared or image.review_status not in VISIBLE_TO_READERS:
        raise NotFound("There is no image with this id.", ("id",))
    context.hub.budgets.take(share.id, 1, PICTURES_A_MINUTE)
    return pixels.file_of(context, image)


async def taken(context: Context, share: Share, *image_ids: str) -> None:
    """Write that files are taken away, before the first byte; raises Forbidden when the share is for looking only."""
    if not share.may_download:
        raise Forbidden(VIEW_ONLY)
    context.seen = set()
    await audit_event(share.id, "share.downloaded", share.id, *(image_ids or (share.object_id,))).insert()


async def archive(context: Context, share: Share) -> AsyncIterator[Entry]:
    """Return the files of an archive of all that is shared; raises Forbidden when the share is for looking only."""
    await taken(context, share)
    return _entries(context, await content(context, share))


async def _entries(context: Context, found: list[SharedSeries]) -> AsyncIterator[Entry]:
    for each in found:
        for image in each.images:
            name = f"{each.series.id}/{image.number or 0:05d}_{image.id}.dcm"
            yield name, file_content(pixels.file_of(context, image).content)
