"""Studies."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.hierarchy import new_uid
from app.documents.paging import Page
from app.documents.studies import Study
from app.domain.filters import Filter
from app.domain.ids import new_id
from app.errors import NotFound
from app.resolvers import editing, patients, records
from app.resolvers.context import Context
from app.resolvers.dictionary import FieldInput
from app.resolvers.editing import Change, Deletion
from app.resolvers.records import Listing


async def get(context: Context, study_id: str) -> Study:
    """Return a study; raises NotFound."""
    return await records.get(context, Study, study_id)


async def page(context: Context, listing: Listing) -> Page[Study]:
    """Return one page of studies."""
    return await records.page(context, Study, listing)


async def total(context: Context, filter_: Filter) -> int:
    """Return how many studies there are."""
    return await records.total(context, Study, filter_)


async def of_patient(context: Context, patient_id: str, listing: Listing) -> Page[Study]:
    """Return one page of a patient's studies; read together for all patients of the request."""
    return await records.children(context, Study, "patient_id", patient_id, listing)


async def total_of_patient(context: Context, patient_id: str, filter_: Filter) -> int:
    """Return how many studies a patient has; counted together for all patients of the request."""
    return await records.children_total(context, Study, "patient_id", patient_id, filter_)


async def create(context: Context, patient_id: str, values: Mapping[str, Any], fields: Sequence[FieldInput]) -> Study:
    """Return a new study of a patient; raises NotFound or Invalid."""
    try:
        patient = await patients.get(context, patient_id)
    except NotFound as error:
        raise NotFound(error.message, ("patientId",)) from error
    study = Study(
        id=new_id("stu"), created_by=context.signed_in().user_id, patient_id=patient.id, study_instance_uid=new_uid()
    )
    return await editing.create(context, study, values, fields)


async def update(context: Context, change: Change) -> Study:
    """Return the changed study; raises NotFound, Invalid or Conflict."""
    return await editing.update(context, Study, change)


async def delete(context: Context, study_id: str) -> Deletion:
    """Delete a study with series, images and their files; raises NotFound or Forbidden."""
    return await editing.delete(context, Study, study_id, lambda study: f"{study.patient_id}/{study.id}")
