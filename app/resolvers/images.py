"""Images."""

from collections.abc import Mapping, Sequence

from app.documents import deletion, paging
from app.documents.audit import audit_event
from app.documents.connect import Transaction
from app.documents.deletion import Deleted
from app.documents.images import Image, ImageDetails
from app.documents.paging import Page
from app.domain.filters import Condition, Filter, Operator
from app.domain.pages import MAX_SIZE, Order, Slice
from app.errors import Forbidden, NotFound
from app.resolvers import editing, records
from app.resolvers.context import Context
from app.resolvers.editing import NOT_YOURS, Deletion
from app.resolvers.loaders import loader
from app.resolvers.records import Listing
from app.storage.filesystem import image_path

BY_NUMBER = (Order("number"),)


async def get(context: Context, image_id: str) -> Image:
    """Return an image that the caller may see; raises NotFound."""
    return await records.get(context, Image, image_id)


def path_of(image: Image) -> str:
    """Return where the file of an image lies in the store."""
    return image_path(
        image.patient_id, image.study_id, image.series_id, image.number, image.id, has_pixels=image.frames > 0
    )


async def details(context: Context, image: Image) -> ImageDetails:
    """Return attributes and report of an image that the caller sees; read together for all images of the request."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, ImageDetails]:
        return await paging.get_many(ImageDetails, ids)

    found = await loader(context, "image details", load_many).load(image.id)
    if found is None:
        raise NotFound("There is no image with this id.", ("id",))
    return found


async def page(context: Context, listing: Listing) -> Page[Image]:
    """Return one page of images, without attributes and reports (those: `details`)."""
    return await records.page(context, Image, listing)


async def total(context: Context, filter_: Filter) -> int:
    """Return how many images the caller may see."""
    return await records.total(context, Image, filter_)


async def of_series_page(context: Context, series_id: str, listing: Listing) -> Page[Image]:
    """Return one page of a series' images, as `page` does; read together for all series of the request."""
    return await records.children(context, Image, "series_id", series_id, listing)


async def total_of_series(context: Context, series_id: str, filter_: Filter) -> int:
    """Return how many images of a series the caller may see; counted together for all series of the request."""
    return await records.children_total(context, Image, "series_id", series_id, filter_)


async def of_series(context: Context, series_id: str) -> list[Image]:
    """Return all images of a series that the caller may see, by number then id."""
    wanted = Condition("series_id", Operator.EQ, series_id)
    images: list[Image] = []
    after = None
    while True:
        found = await records.page(context, Image, Listing(wanted, BY_NUMBER, Slice(SERIES_STEP, after=after)))
        images.extend(found.records)
        if not found.has_next:
            return images
        after = found.cursors[-1]


SERIES_STEP = MAX_SIZE * 10  # images of a series read at once


async def delete(context: Context, image_id: str) -> Deletion:
    """Delete an image and its file; raises NotFound, or Forbidden for another's upload."""
    image = await get(context, image_id)
    actor = context.signed_in()
    if not actor.is_administrator and image.created_by != actor.user_id:
        raise Forbidden(NOT_YOURS.format(noun="image"))
    path = path_of(image)

    async def work(session: Transaction) -> Deleted:
        if await Image.get(image_id, session=session) is None:
            raise NotFound("There is no image with this id.", ("id",))
        deleted = await deletion.delete_image(image, path, session)
        await audit_event(actor.user_id, "image.deleted", image_id).insert(session=session)
        return deleted

    return await editing.carry_out(context, image_id, work)
