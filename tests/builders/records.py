"""Records as an upload makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.connect import Database
from app.documents.hierarchy import NewImage, Placed, SourcePlace, add_images, place
from app.documents.images import Deidentification, Image, ImageDetails, RedactedRegion
from app.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class Header:
    """Facts of a de-identified header."""

    study_instance_uid: str = "2.25.1"
    series_instance_uid: str = "2.25.2"
    modality: str | None = "MG"
    study_date: date | None = date(2020, 1, 2)
    study_description: str | None = "Screening"
    series_description: str | None = "Left MLO"
    series_number: int | None = 1
    body_part: str | None = "BREAST"
    laterality: str | None = "L"
    view_position: str | None = "MLO"
    patient_age: int | None = 50
    patient_sex: str | None = "F"


def image_at(
    placed: Placed,
    key: str,
    *,
    number: int | None = 1,
    status: str = "CLEAN",
    modality: str | None = "MG",
    digest: str = "same bytes",
    created_by: str = "usr_000000000000",
) -> Image:
    """Return an image, not stored yet."""
    return Image(
        id=new_id("img"), created_by=created_by, series_id=placed.series_id, study_id=placed.study_id,
        patient_id=placed.patient_id, number=number, modality=modality, sop_instance_uid="2.25.3",
        sop_class_uid="1.2.840.10008.5.1.4.1.1.1.2", rows=4, columns=5, frames=1, bits_allocated=16, bits_stored=12,
        samples_per_pixel=1, photometric_interpretation="MONOCHROME2",
        file_size=40, sha256="0" * 64, source_format="DICOM", source_key=key, source_digest=digest,
        review_status=status,
    )  # fmt: skip


def new_image(image: Image, header: Header | None = None) -> NewImage:
    """Return the image as add_images takes it, with a report."""
    doubt = "Something is left." if image.review_status == "NEEDS_REVIEW" else None
    details = ImageDetails(
        id=image.id,
        attributes={"KVP": 28, "Modality": image.modality},
        deidentification=Deidentification(
            profile="research", profile_version=1, doubt=doubt,
            actions=["REPLACED (0010,0010) PatientName"],
            regions=[RedactedRegion(frame=1, x=0, y=1, width=2, height=3, reason="PHI_TEXT", confidence=0.5)],
        ),
    )  # fmt: skip
    return NewImage(image, details, header or Header())


async def stored_images(
    database: Database,
    sources: Sequence[SourcePlace],
    *,
    each: int = 1,
    status: str = "CLEAN",
    created_by: str = "usr_000000000000",
    header: Header | None = None,
) -> list[Placed]:
    """Store `each` images at each source, as an upload by `created_by` does; return where."""
    header = header or Header()
    placed = await place(database, sources, created_by)
    entries = [
        new_image(
            image_at(
                spot, f"{source}-{status}-{number}", number=number, status=status, created_by=created_by,
                modality=header.modality,
            ),
            header,
        )
        for spot, source in zip(placed, sources, strict=True)
        for number in range(1, each + 1)
    ]  # fmt: skip
    added = await add_images(database, entries)
    assert {one.outcome for one in added} == {"ADDED"}
    return placed
