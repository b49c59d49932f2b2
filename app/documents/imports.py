"""Patients of a table: found by their keys, made or changed, a batch of rows in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents import editing, privacy
from app.documents.audit import AuditEvent, audit_event
from app.documents.base import StoredField, insert_new, raw
from app.documents.connect import Database
from app.documents.patients import Patient
from app.documents.transactions import in_transaction
from app.domain.ids import new_id

BARRED = "The data of this person were erased at their request and are not taken again."
OPTED_OUT = "This person has opted out: no more data are taken."


@dataclass(frozen=True, slots=True)
class PatientRow:
    """What a row says of the patient with this source key (a keyed hash)."""

    line: int
    source_key: str
    values: Mapping[str, Any]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row did, or would do: CREATED, UPDATED, UNCHANGED or REFUSED, with why."""

    line: int
    kind: str
    message: str = ""


async def apply_rows(
    database: Database, rows: Sequence[PatientRow], actor_id: str, *, is_dry: bool = False
) -> list[Outcome]:
    """Return what became of each row; all of it is written together, or nothing when it is a dry run."""

    async def work(session: AsyncClientSession) -> list[Outcome]:
        keys = [row.source_key for row in rows]
        known = {
            str(each.source_key): each async for each in Patient.find({"source_key": {"$in": keys}}, session=session)
        }
        refused = dict.fromkeys(await privacy.barred(keys, session), BARRED)
        hidden = await privacy.opted_out_among((each.id for each in known.values()), session)
        refused |= {str(each.source_key): OPTED_OUT for each in known.values() if each.id in hidden}
        outcomes: list[Outcome] = []
        events: list[AuditEvent] = []
        for row in rows:
            if row.source_key in refused:
                outcomes.append(Outcome(row.line, "REFUSED", refused[row.source_key]))
                continue
            kind, patient_id = await _apply(row, known.get(row.source_key), actor_id, None if is_dry else session)
            outcomes.append(Outcome(row.line, kind))
            if kind != "UNCHANGED":
                events.append(audit_event(actor_id, f"patient.{kind.lower()}", patient_id, imported=True))
        if events and not is_dry:
            await insert_new(AuditEvent, events, session)
        return outcomes

    return await in_transaction(database, work, again_when_known=True)


async def _apply(
    row: PatientRow, patient: Patient | None, actor_id: str, session: AsyncClientSession | None
) -> tuple[str, str]:
    """Return what the row does, and to whom; without a session nothing is written."""
    if patient is None:
        fields = [StoredField(name=name, value=value) for name, value in row.fields.items()]
        made = Patient(id=new_id("pat"), created_by=actor_id, source_key=row.source_key, fields=fields, **row.values)
        if session is not None:
            await editing.insert(made, session)
        return "CREATED", made.id
    kept = {field.name: field.value for field in patient.fields}
    merged = kept | dict(row.fields)
    known = raw(patient)
    if merged == kept and all(known[name] == value for name, value in row.values.items()):
        return "UNCHANGED", patient.id
    if session is not None:
        fields_after = [{"name": name, "value": value} for name, value in merged.items()]
        await editing.update(patient, {**row.values, "fields": fields_after}, session)
    return "UPDATED", patient.id
