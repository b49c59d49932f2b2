"""Where images go: patients, studies and series found or made for what an upload brings (images: additions.py)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents import privacy
from app.documents.additions import (
    Added,
    HeaderFacts,
    KnownImage,
    NewImage,
    Source,
    add_images,
    known_images,
    returned_images,
)
from app.documents.base import ClinicalRecord, now
from app.documents.connect import Database
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.transactions import in_transaction
from app.domain.ids import new_id
from app.errors import Conflict, NotFound

__all__ = [
    "Added",
    "HeaderFacts",
    "KnownImage",
    "NewImage",
    "Placed",
    "Source",
    "SourcePlace",
    "Target",
    "add_images",
    "discard_empty",
    "known_images",
    "place",
    "returned_images",
]


def new_uid() -> str:
    """Return a new DICOM UID made from a random UUID (PS3.5 B.2)."""
    return f"2.25.{uuid4().int}"


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """The keyed hashes that tell whose file it is, of which study and series."""

    patient_key: str
    study_key: str
    series_key: str


@dataclass(frozen=True, slots=True)
class Target:
    """A patient, study or series that the uploader chose; the most exact one that is given counts."""

    patient_id: str | None = None
    study_id: str | None = None
    series_id: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a file belongs; with `conflict`, a sentence, it must not go there: it contradicts what is stored."""

    patient_id: str
    study_id: str
    series_id: str
    conflict: str | None = None


NOWHERE = Target()
OPTED_OUT = "This person has opted out: no more data are taken."
BARRED = Placed("", "", "", "The data of this person were erased at their request and are not taken again.")
OTHER_PATIENT = "This file says another patient than the files of its {noun} that are stored already."
OTHER_PLACE = "The {noun} of this file is stored already in another place than the one that you chose: {id}."


async def place(
    database: Database, sources: Sequence[SourcePlace], actor_id: str, target: Target = NOWHERE
) -> list[Placed]:
    """Return a place for each source, in their order; what does not exist yet is made, once, also when uploads meet.

    At most twelve database commands whatever the number of sources; none is written for sources that are known.
    Raises NotFound when the target does not exist, Conflict when it is not below the other target that is given.
    """

    async def work(session: AsyncClientSession) -> list[Placed]:
        tree = await _Tree.load(sources, target, actor_id, session)
        barred = await privacy.barred((source.patient_key for source in sources), session)
        placed = [BARRED if source.patient_key in barred else tree.place(source) for source in sources]
        out = await privacy.opted_out_among((spot.patient_id for spot in placed), session)
        await tree.save(session)
        return [replace(spot, conflict=OPTED_OUT) if spot.patient_id in out else spot for spot in placed]

    return await in_transaction(database, work, again_when_known=True)


class _Tree:
    """What is stored of some sources, and what must be made for them."""

    def __init__(self, actor_id: str) -> None:
        self.actor_id = actor_id
        self.patient: Patient | None = None  # of the target, as are the next two
        self.study: Study | None = None
        self.series: Series | None = None
        self.patients: dict[str, Patient] = {}  # by source key, as are the next two
        self.studies: dict[str, Study] = {}
        self.known_series: dict[str, Series] = {}
        self.made: list[Patient | Study | Series] = []
        self.bound: Patient | None = None

    @classmethod
    async def load(
        cls, sources: Sequence[SourcePlace], target: Target, actor_id: str, session: AsyncClientSession
    ) -> "_Tree":
        tree = cls(actor_id)
        await tree._load_target(target, session)
        if tree.series is None:
            tree.known_series = await _by_key(Series, (source.series_key for source in sources), session)
            missing = [source for source in sources if source.series_key not in tree.known_series]
            tree.studies = await _by_key(Study, (source.study_key for source in missing), session)
            missing = [source for source in missing if source.study_key not in tree.studies]
            tree.patients = await _by_key(Patient, (source.patient_key for source in missing), session)
        return tree

    async def _load_target(self, target: Target, session: AsyncClientSession) -> None:
        if target.series_id:
            self.series = await _existing(Series, target.series_id, "series", session)
        study_id = self.series.study_id if self.series else target.study_id
        if study_id:
            self.study = await _existing(Study, study_id, "study", session)
        patient_id = self.study.patient_id if self.study else target.patient_id
        if patient_id:
            self.patient = await _existing(Patient, patient_id, "patient", session)
        _must_agree(target, self.study, self.patient)

    def place(self, source: SourcePlace) -> Placed:
        """Return the place of one source, making what is missing."""
        series = self.series or self.known_series.get(source.series_key)
        if series is None:
            return self._place_new_series(source)
        return Placed(series.patient_id, series.study_id, series.id, self._contradiction(series, source))

    def _place_new_series(self, source: SourcePlace) -> Placed:
        study = self.study or self.studies.get(source.study_key) or self._new_study(source)
        conflict = self._contradiction(study, source)
        if conflict:
            return Placed(study.patient_id, study.id, "", conflict)
        series = Series(
            id=new_id("ser"),
            created_by=self.actor_id,
            is_from_upload=True,
            study_id=study.id,
            patient_id=study.patient_id,
            series_instance_uid=new_uid(),
            source_key=source.series_key,
            source_parents=[source.patient_key, source.study_key],
        )
        self.known_series[source.series_key] = series
        self.made.append(series)
        return Placed(series.patient_id, series.study_id, series.id)

    def _new_study(self, source: SourcePlace) -> Study:
        patient = self.patient or self.patients.get(source.patient_key) or self._new_patient(source)
        if patient is self.patient and patient.source_key is None and source.patient_key not in self.patients:
            patient.source_key = source.patient_key  # from now on uploads of this person find the chosen patient
            self.patients[source.patient_key] = self.bound = patient
        study = Study(
            id=new_id("stu"),
            created_by=self.actor_id,
            is_from_upload=True,
            patient_id=patient.id,
            study_instance_uid=new_uid(),
            source_key=source.study_key,
            source_parents=[source.patient_key],
        )
        self.studies[source.study_key] = study
        self.made.append(study)
        return study

    def _new_patient(self, source: SourcePlace) -> Patient:
        patient = Patient(
            id=new_id("pat"), created_by=self.actor_id, is_from_upload=True, source_key=source.patient_key
        )
        self.patients[source.patient_key] = patient
        self.made.append(patient)
        return patient

    def _contradiction(self, record: Study | Series, source: SourcePlace) -> str | None:
        """Return why the file must not go there, None when it may."""
        if record is self.series or record is self.study:
            return None
        noun = "series" if isinstance(record, Series) else "study"
        if record.source_parents != [source.patient_key, source.study_key][: len(record.source_parents)]:
            return OTHER_PATIENT.format(noun=noun)
        is_elsewhere = self.patient is not None and record.patient_id != self.patient.id
        if self.study is not None and isinstance(record, Series):
            is_elsewhere = is_elsewhere or record.study_id != self.study.id
        return OTHER_PLACE.format(noun=noun, id=record.id) if is_elsewhere else None

    async def save(self, session: AsyncClientSession) -> None:
        """Write what was made; its parents are touched, so that none is deleted at the same moment."""
        if self.bound is not None:
            await _set(Patient, [self.bound.id], {"source_key": self.bound.source_key}, session)
        for model in (Patient, Study, Series):
            made = [record for record in self.made if isinstance(record, model)]
            for record in made:
                _derive(record)
            if made:
                await model.insert_many(made, session=session)
        made_ids = {record.id for record in self.made}
        await _touch(Patient, {s.patient_id for s in self.made if isinstance(s, Study)} - made_ids, session)
        await _touch(Study, {s.study_id for s in self.made if isinstance(s, Series)} - made_ids, session)


def _derive(record: ClinicalRecord) -> None:
    for name, value in record.derived({**record.model_dump(), "_id": record.id}).items():
        setattr(record, name, value)


def _must_agree(target: Target, study: Study | None, patient: Patient | None) -> None:
    is_other_study = target.study_id and study and study.id != target.study_id
    is_other_patient = target.patient_id and patient and patient.id != target.patient_id
    if is_other_study or is_other_patient:
        raise Conflict("The chosen series, study and patient do not belong together. Choose the series alone.")


async def _existing(model: Any, record_id: str, noun: str, session: AsyncClientSession) -> Any:
    record = await model.get(record_id, session=session)
    if record is None:
        raise NotFound(f"The chosen {noun} does not exist (any more). Choose another one.")
    return record


async def _by_key(model: Any, keys: Iterable[str], session: AsyncClientSession) -> dict[str, Any]:
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    records = await model.find({"source_key": {"$in": wanted}}, session=session).to_list()
    return {record.source_key: record for record in records}


async def _touch(model: type[ClinicalRecord], ids: set[str], session: AsyncClientSession) -> None:
    if ids:
        await _set(model, sorted(ids), {"updated_at": now()}, session)


async def _set(
    model: type[ClinicalRecord], ids: list[str], values: dict[str, Any], session: AsyncClientSession
) -> None:
    result = await model.get_pymongo_collection().update_many({"_id": {"$in": ids}}, {"$set": values}, session=session)
    if result.matched_count != len(ids):
        raise NotFound("The patient or study of these files was deleted meanwhile. Upload them again.")


async def discard_empty(database: Database, placed: Iterable[Placed]) -> None:
    """Remove the series, studies and patients among these that an upload made and no image reached.

    Call it when a job has ended: a source of which every file was refused leaves nothing behind.
    """
    places = [spot for spot in placed if spot.conflict is None]

    async def work(session: AsyncClientSession) -> None:
        await _discard(Series, {spot.series_id for spot in places}, Image, "series_id", session)
        await _discard(Study, {spot.study_id for spot in places}, Series, "study_id", session)
        await _discard(Patient, {spot.patient_id for spot in places}, Study, "patient_id", session)

    if places:
        await in_transaction(database, work)


async def _discard(model: Any, ids: set[str], child: Any, link: str, session: AsyncClientSession) -> None:
    full = await child.get_pymongo_collection().distinct(link, {link: {"$in": sorted(ids)}}, session=session)
    empty = {"_id": {"$in": sorted(ids - set(full))}, "is_from_upload": True, "version": 1}
    await model.get_pymongo_collection().delete_many(empty, session=session)
