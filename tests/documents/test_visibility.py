from collections.abc import Callable
from typing import Any

import pytest

from app.auth.actor import Actor
from app.auth.permissions import Permission, Role
from app.documents.hierarchy import Placed, SourcePlace
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.visibility import visible_to
from app.domain.filters import Condition, Operator
from app.errors import Forbidden, NotFound, Unauthenticated
from app.resolvers import images
from app.resolvers.context import Context
from app.resolvers.records import Listing
from tests.builders.records import stored_images

Make = Callable[..., Context]
UPLOADER = "usr_222222222222"


async def _hidden_and_shown(context: Context) -> tuple[Placed, str]:
    """Store one image that readers may see and two that they may not; return where, and the id of a hidden one."""
    for status in ("CLEAN", "NEEDS_REVIEW", "REJECTED"):
        (spot,) = await stored_images(
            context.hub.database, [SourcePlace("p", "s", "r")], status=status, created_by=UPLOADER
        )
    hidden = await Image.find_one({"review_status": "NEEDS_REVIEW"})
    assert hidden is not None
    return spot, hidden.id


@pytest.mark.parametrize(
    ("role", "user_id", "seen"),
    [
        (Role.ADMINISTRATOR, None, 3),
        (Role.DOCTOR, UPLOADER, 3),
        (Role.DOCTOR, None, 1),
        (Role.RESEARCHER, None, 1),
        (Role.VIEWER, None, 1),
    ],
)
async def test_quarantined_images_are_for_their_uploader_and_administrators(
    context: Make, role: Role, user_id: str | None, seen: int
) -> None:
    asker = context(role, user_id)
    spot, hidden = await _hidden_and_shown(asker)
    listing = Listing()
    quarantined = Condition("review_status", Operator.IN, ("NEEDS_REVIEW", "REJECTED"))
    by_id = Condition("id", Operator.EQ, hidden)
    assert len((await images.page(asker, listing)).records) == seen
    assert await images.total(asker, listing.filter) == seen
    assert len((await images.of_series_page(asker, spot.series_id, listing)).records) == seen
    assert await images.total_of_series(asker, spot.series_id, listing.filter) == seen
    assert len(await images.of_series(asker, spot.series_id)) == seen
    assert await images.total(asker, quarantined) == seen - 1
    assert await images.total(asker, by_id) == (seen == 3)
    if seen == 3:
        assert (await images.get(asker, hidden)).id == hidden
    else:
        with pytest.raises(NotFound):
            await images.get(asker, hidden)
        with pytest.raises(NotFound):
            await images.delete(asker, hidden)


async def test_an_image_is_seen_once_it_is_approved(context: Make) -> None:
    viewer = context(Role.VIEWER)
    _, hidden = await _hidden_and_shown(viewer)
    await Image.find({"_id": hidden}).update({"$set": {"review_status": "APPROVED"}})
    assert (await images.get(viewer, hidden)).id == hidden


@pytest.mark.parametrize("model", [Patient, Series, Image])
def test_without_the_permission_there_is_no_scope_to_read_in(model: Any) -> None:
    with pytest.raises(Unauthenticated):
        visible_to(None, model)
    with pytest.raises(Forbidden):
        visible_to(Actor("usr_x", "ses_x", Role.VIEWER, frozenset({Permission.STATISTICS_READ})), model)
