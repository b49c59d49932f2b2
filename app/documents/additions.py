# ruff: noqa: D102  # the facts of a header are named by their DICOM keywords
"""Images into their series: one transaction that adds images, counts them, and fills in what the headers tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from pymongo import UpdateOne
from pymongo.asynchronous.client_session import AsyncClientSession

from app.documents.base import ClinicalRecord, insert_new, now
from app.documents.connect import Database
from app.documents.images import VISIBLE_TO_READERS, Deidentification, Image, ImageDetails
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.transactions import in_transaction

CODE = re.compile(r"[A-Z0-9_ ]{1,16}")  # PS3.5 6.2, CS; nothing else may become the name of a counter
GENDERS = {"F": "FEMALE", "M": "MALE", "O": "OTHER"}  # PS3.3 C.2.2.2, PatientSex


class HeaderFacts(Protocol):
    """What a de-identified header tells about patient, study and series (app.imaging.header.ImageHeader does)."""

    @property
    def study_instance_uid(self) -> str: ...
    @property
    def series_instance_uid(self) -> str: ...
    @property
    def modality(self) -> str | None: ...
    @property
    def study_date(self) -> date | None: ...
    @property
    def study_description(self) -> str | None: ...
    @property
    def series_description(self) -> str | None: ...
    @property
    def series_number(self) -> int | None: ...
    @property
    def body_part(self) -> str | None: ...
    @property
    def laterality(self) -> str | None: ...
    @property
    def view_position(self) -> str | None: ...
    @property
    def patient_age(self) -> int | None: ...
    @property
    def patient_sex(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class NewImage:
    """An image to add, its details, and the header of its stored file."""

    image: Image
    details: ImageDetails
    header: HeaderFacts


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a new image.

    ADDED; DUPLICATE: the same instance with the same bytes is stored as `image_id`; CONFLICT: the same instance with
    other bytes is stored as `image_id`; GONE: its series, study or patient was deleted meanwhile. Only ADDED changes
    the store: the file of any other outcome is to be removed by the caller.
    """

    outcome: Literal["ADDED", "DUPLICATE", "CONFLICT", "GONE"]
    image_id: str | None


@dataclass(frozen=True, slots=True)
class KnownImage:
    """An image that is stored already: its id and the keyed digest of the bytes it was made from."""

    image_id: str
    source_digest: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """An instance, the keyed digest of its bytes, and the profile (name and version) that it is to be made by."""

    key: str
    digest: str | None
    profile: str
    profile_version: int

    @classmethod
    def of(cls, image: Image, made: Deidentification) -> "Source | None":
        """Return the source of an image, None of one that was not uploaded as an instance."""
        if image.source_key is None:
            return None
        return cls(image.source_key, image.source_digest, made.profile, made.profile_version)

    @property
    def rejected_key(self) -> str:
        """The source key of the image when it has been rejected: other bytes, and another profile, get their chance."""
        return f"{self.key}|{self.digest}|{self.profile} {self.profile_version}"

    def among(self, known: Mapping[str, KnownImage]) -> KnownImage | None:
        """Return the image that is stored of this source, or was made of it and rejected."""
        return known.get(self.rejected_key) or known.get(self.key)


async def known_images(sources: Iterable[Source], session: AsyncClientSession | None = None) -> dict[str, KnownImage]:
    """Return what is stored of these, by source key (see `Source.among`): look before de-identifying in vain."""
    keys = sorted({key for source in sources for key in (source.key, source.rejected_key)})
    if not keys:
        return {}
    found = Image.get_pymongo_collection().find(
        {"source_key": {"$in": keys}}, {"source_key": 1, "source_digest": 1}, session=session
    )
    return {raw["source_key"]: KnownImage(raw["_id"], raw.get("source_digest")) async for raw in found}


async def returned_images(claims: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the ids of those images that readers may see and that say this PatientID and SOP Instance UID."""
    wanted = set(claims)
    if not wanted:
        return {}
    found = Image.get_pymongo_collection().find(
        {"sop_instance_uid": {"$in": sorted({uid for _, uid in wanted})}},
        {"sop_instance_uid": 1, "patient_id": 1, "review_status": 1},
    )
    return {
        claim: raw["_id"]
        async for raw in found
        if raw["review_status"] in VISIBLE_TO_READERS
        and (claim := (raw["patient_id"], raw["sop_instance_uid"])) in wanted
    }


async def add_images(
    database: Database,
    entries: Sequence[NewImage],
    also: Callable[[AsyncClientSession, list[Added]], Awaitable[None]] | None = None,
) -> list[Added]:
    """Return what became of each entry, in their order; `also` writes in the same transaction (audit, job files).

    Adding the same image (same id) again is ADDED and counts once, so a batch may be repeated after a crash.
    """

    async def work(session: AsyncClientSession) -> list[Added]:
        known = await known_images((source for entry in entries if (source := _source(entry))), session)
        owners = await Owners.load(entries, session)
        added, fresh = _sort_out(entries, known, owners)
        if fresh:
            await insert_new(Image, [entry.image for entry in fresh], session)
            await insert_new(ImageDetails, [entry.details for entry in fresh], session)
            await owners.update(fresh, session)
        if also is not None:
            await also(session, added)
        return added

    return await in_transaction(database, work, again_when_known=True)


def _source(entry: NewImage) -> Source | None:
    return Source.of(entry.image, entry.details.deidentification)


def _sort_out(
    entries: Sequence[NewImage], known: Mapping[str, KnownImage], owners: "Owners"
) -> tuple[list[Added], list[NewImage]]:
    seen = dict(known)
    added, fresh = [], []
    for entry in entries:
        image, source = entry.image, _source(entry)
        stored = source.among(seen) if source else None
        if stored is None and owners.has_all_of(image):
            fresh.append(entry)
            if source:
                seen[source.key] = KnownImage(image.id, image.source_digest)
            added.append(Added("ADDED", image.id))
        else:
            added.append(_refusal(image, stored))
    return added, fresh


def _refusal(image: Image, stored: KnownImage | None) -> Added:
    if stored is None:
        return Added("GONE", None)
    if stored.image_id == image.id:
        return Added("ADDED", image.id)
    is_same = stored.source_digest is not None and stored.source_digest == image.source_digest
    return Added("DUPLICATE" if is_same else "CONFLICT", stored.image_id)


@dataclass(frozen=True, slots=True)
class Owners:
    """The patients, studies and series of new images, as stored."""

    patients: dict[str, dict[str, Any]]
    studies: dict[str, dict[str, Any]]
    series: dict[str, dict[str, Any]]

    @classmethod
    async def load(cls, entries: Sequence[NewImage], session: AsyncClientSession) -> "Owners":
        return cls(
            await _stored(Patient, {entry.image.patient_id for entry in entries}, session),
            await _stored(Study, {entry.image.study_id for entry in entries}, session),
            await _stored(Series, {entry.image.series_id for entry in entries}, session),
        )

    def has_all_of(self, image: Image) -> bool:
        return image.patient_id in self.patients and image.study_id in self.studies and image.series_id in self.series

    async def update(self, fresh: Sequence[NewImage], session: AsyncClientSession) -> None:
        """Count the images that readers may see, and fill in what is not set."""
        await _write(Patient, self.patients, _by(fresh, "patient_id"), _of_patient, session)
        await _write(Study, self.studies, _by(fresh, "study_id"), _of_study, session)
        await _write(Series, self.series, _by(fresh, "series_id"), _of_series, session)


async def _stored(model: type[ClinicalRecord], ids: set[str], session: AsyncClientSession) -> dict[str, dict[str, Any]]:
    found = model.get_pymongo_collection().find({"_id": {"$in": sorted(ids)}}, session=session)
    return {raw["_id"]: raw async for raw in found}


def _by(fresh: Sequence[NewImage], owner: str) -> dict[str, list[NewImage]]:
    grouped: dict[str, list[NewImage]] = defaultdict(list)
    for entry in fresh:
        grouped[getattr(entry.image, owner)].append(entry)
    return grouped


Facts = Callable[[HeaderFacts], dict[str, Any]]


async def _write(
    model: type[ClinicalRecord],
    stored: Mapping[str, dict[str, Any]],
    grouped: Mapping[str, Sequence[NewImage]],
    facts: Facts,
    session: AsyncClientSession,
) -> None:
    changes = [UpdateOne({"_id": id_}, _change(model, stored[id_], entries, facts)) for id_, entries in grouped.items()]
    await model.get_pymongo_collection().bulk_write(changes, ordered=False, session=session)


def _change(
    model: type[ClinicalRecord], stored: dict[str, Any], entries: Sequence[NewImage], facts: Facts
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for entry in entries:
        is_clean = entry.image.review_status in VISIBLE_TO_READERS
        for name, value in facts(entry.header).items():
            if (is_clean or name in OF_QUARANTINED) and _is_unset(stored, name) and value is not None:
                values.setdefault(name, value)
    values |= _settled_uid(values)
    if values:
        values |= model.derived({**stored, **values})
    change: dict[str, Any] = {"$set": {**values, "updated_at": now()}}
    return change | counting([entry.image for entry in entries])


OF_QUARANTINED = ("number", "modality", "study_instance_uid", "series_instance_uid")
"""What even images with a doubt fill in: nothing that a person typed."""


def _is_unset(stored: Mapping[str, Any], name: str) -> bool:
    if name.endswith("_instance_uid"):
        return bool(stored.get("is_uid_provisional", True))
    return stored.get(name) in (None, "UNKNOWN")


def _settled_uid(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"is_uid_provisional": False} if any(name.endswith("_instance_uid") for name in values) else {}


def counting(images: Iterable[Image]) -> dict[str, Any]:
    """Return the part of an update that counts the images that readers may see, all of one owner."""
    visible = [image for image in images if image.review_status in VISIBLE_TO_READERS]
    if not visible:
        return {}
    modalities = Counter(image.modality for image in visible if CODE.fullmatch(image.modality or ""))
    increments = {f"modality_counts.{modality}": count for modality, count in modalities.items()}
    change: dict[str, Any] = {"$inc": {"image_count": len(visible), **increments}}
    if modalities:
        change["$addToSet"] = {"modality_list": {"$each": sorted(modalities)}}
    return change


def _of_patient(header: HeaderFacts) -> dict[str, Any]:
    return {"age": header.patient_age, "gender": GENDERS.get(header.patient_sex or "")}


def _of_study(header: HeaderFacts) -> dict[str, Any]:
    return {
        "study_instance_uid": header.study_instance_uid,
        "date": header.study_date.isoformat() if header.study_date else None,
        "description": header.study_description,
    }


def _of_series(header: HeaderFacts) -> dict[str, Any]:
    return {
        "series_instance_uid": header.series_instance_uid,
        "number": header.series_number,
        "modality": header.modality,
        "description": header.series_description,
        "body_part": header.body_part,
        "laterality": header.laterality,
        "view_position": header.view_position,
    }
