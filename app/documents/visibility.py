"""Who sees which records: every read goes through `visible_to`, and its scope is part of the query, below the limit."""

from typing import Any

from app.auth.actor import Actor, require
from app.auth.permissions import Permission
from app.documents.base import Record
from app.documents.images import VISIBLE_TO_READERS, Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study

READ_PERMISSIONS: dict[type[Record], Permission] = {
    Patient: Permission.PATIENT_READ,
    Study: Permission.PATIENT_READ,
    Series: Permission.IMAGE_READ,
    Image: Permission.IMAGE_READ,
}


def visible_to(actor: Actor | None, model: type[Record], hidden: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the condition that holds for the records of `model` that the actor may see; empty when it may see all.

    `hidden` are the patients whom nobody sees. Raises Unauthenticated or Forbidden when it may see none. Quarantined images are for their uploader and for
    administrators alone.
    """
    reader = require(actor, READ_PERMISSIONS[model])
    shown = {"_id" if model is Patient else "patient_id": {"$nin": sorted(hidden)}} if hidden else {}
    if model is not Image or reader.is_administrator:
        return shown
    return {**shown, "$or": [{"review_status": {"$in": list(VISIBLE_TO_READERS)}}, {"created_by": reader.user_id}]}
