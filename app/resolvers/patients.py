"""Patients."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.paging import Page
from app.documents.patients import Patient
from app.domain.filters import Filter
from app.domain.ids import new_id
from app.resolvers import editing, records
from app.resolvers.context import Context
from app.resolvers.dictionary import FieldInput
from app.resolvers.editing import Change, Deletion
from app.resolvers.records import Listing


async def get(context: Context, patient_id: str) -> Patient:
    """Return a patient; raises NotFound."""
    return await records.get(context, Patient, patient_id)


async def page(context: Context, listing: Listing) -> Page[Patient]:
    """Return one page of patients."""
    return await records.page(context, Patient, listing)


async def total(context: Context, filter_: Filter) -> int:
    """Return how many patients there are."""
    return await records.total(context, Patient, filter_)


async def create(context: Context, values: Mapping[str, Any], fields: Sequence[FieldInput]) -> Patient:
    """Return a new patient; raises Invalid."""
    patient = Patient(id=new_id("pat"), created_by=context.signed_in().user_id)
    return await editing.create(context, patient, values, fields)


async def update(context: Context, change: Change) -> Patient:
    """Return the changed patient; raises NotFound, Invalid or Conflict."""
    return await editing.update(context, Patient, change)


async def delete(context: Context, patient_id: str) -> Deletion:
    """Delete a patient with studies, series, images and their files; raises NotFound or Forbidden."""
    return await editing.delete(context, Patient, patient_id, lambda patient: patient.id)
