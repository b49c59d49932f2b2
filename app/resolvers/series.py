"""Series."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.hierarchy import new_uid
from app.documents.paging import Page
from app.documents.series import Series
from app.domain.filters import Filter
from app.domain.ids import new_id
from app.errors import NotFound
from app.resolvers import editing, records, studies
from app.resolvers.context import Context
from app.resolvers.dictionary import FieldInput
from app.resolvers.editing import Change, Deletion
from app.resolvers.records import Listing


async def get(context: Context, series_id: str) -> Series:
    """Return a series; raises NotFound."""
    return await records.get(context, Series, series_id)


async def page(context: Context, listing: Listing) -> Page[Series]:
    """Return one page of series."""
    return await records.page(context, Series, listing)


async def total(context: Context, filter_: Filter) -> int:
    """Return how many series there are."""
    return await records.total(context, Series, filter_)


async def of_study(context: Context, study_id: str, listing: Listing) -> Page[Series]:
    """Return one page of a study's series; read together for all studies of the request."""
    return await records.children(context, Series, "study_id", study_id, listing)


async def total_of_study(context: Context, study_id: str, filter_: Filter) -> int:
    """Return how many series a study has; counted together for all studies of the request."""
    return await records.children_total(context, Series, "study_id", study_id, filter_)


async def create(context: Context, study_id: str, values: Mapping[str, Any], fields: Sequence[FieldInput]) -> Series:
    """Return a new series of a study; raises NotFound or Invalid."""
    try:
        study = await studies.get(context, study_id)
    except NotFound as error:
        raise NotFound(error.message, ("studyId",)) from error
    series = Series(
        id=new_id("ser"),
        created_by=context.signed_in().user_id,
        study_id=study.id,
        patient_id=study.patient_id,
        series_instance_uid=new_uid(),
    )
    return await editing.create(context, series, values, fields)


async def update(context: Context, change: Change) -> Series:
    """Return the changed series; raises NotFound, Invalid or Conflict."""
    return await editing.update(context, Series, change)


async def delete(context: Context, series_id: str) -> Deletion:
    """Delete a series with its images and their files; raises NotFound or Forbidden."""
    return await editing.delete(
        context, Series, series_id, lambda series: f"{series.patient_id}/{series.study_id}/{series.id}"
    )
