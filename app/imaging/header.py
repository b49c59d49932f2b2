"""The facts of a file's header: before de-identification only under keys, after it as they are."""

import hashlib
import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydicom._dicom_dict import DicomDictionary
from pydicom.dataset import Dataset

from app.imaging.deidentify.pseudonyms import digest
from app.imaging.deidentify.templates import template_key
from app.imaging.elements import element_values, in_order, raw_text
from app.imaging.files import File
from app.imaging.parsing import LIMITS, PIXEL_DATA, Limits
from app.imaging.reading import content_of, parse

JsonValue = str | int | float | list[str | int | float]

HUB_PATIENT: Final = re.compile(r"pat_[0-9a-z]{12}")  # app.domain.ids, which this layer does not know
OLDEST_AGE_YEARS: Final = 90
# Attributes for search are small: a longer text or list is in the file.
LONGEST_TEXT: Final = 256
LONGEST_LIST: Final = 32
LARGEST_BYTES: Final = 4096
LARGEST_INTEGER: Final = 1 << 31  # PS3.5 section 6.2: IS
_AGE_UNITS_PER_YEAR: Final = {"Y": 1, "M": 12, "W": 52, "D": 365}
_SEARCHABLE_VRS: Final = frozenset(
    {"AS", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "SH", "SL", "SS", "TM", "UI", "UL", "US"}
)


# What the de-identification says of itself is in its report.
_DECLARATIONS: Final = frozenset({0x00100010, 0x00100020, 0x00120062, 0x00120063})


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose image of what a file is: 64 hex characters each, keyed, so that nobody without the key can go back."""

    patient: str
    study: str
    series: str
    image: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the hub may know of a file before it is de-identified; nothing in it identifies anyone."""

    identity: Identity
    modality: str | None
    instance_number: int | None
    sop_class_uid: str
    sha256: str
    size_bytes: int
    template_key: str | None = None  # names the device and layout, for what reviewers marked on its images
    returned: tuple[str, str] | None = None  # PatientID and SOP Instance UID that a hub gave, of what comes back to it


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """The facts of a de-identified object that the hub searches and shows; without pixels it has 0 frames.

    `pixel_spacing` is between rows and between columns in mm; `patient_age` is in years, everything over 89 as 90;
    `window` is centre and width. `attributes` are the top-level ones that are small, by keyword.
    """

    study_instance_uid: str
    series_instance_uid: str
    sop_instance_uid: str
    sop_class_uid: str
    modality: str | None
    study_date: date | None
    study_description: str | None
    series_description: str | None
    series_number: int | None
    instance_number: int | None
    body_part: str | None
    laterality: str | None
    view_position: str | None
    rows: int
    columns: int
    frames: int
    bits_allocated: int
    bits_stored: int
    samples_per_pixel: int
    photometric_interpretation: str
    pixel_spacing: tuple[float, float] | None
    patient_age: int | None
    patient_sex: str | None
    window: tuple[float, float] | None
    attributes: dict[str, JsonValue]


def inspect(file: File, site_key: bytes, limits: Limits = LIMITS) -> Inspection:
    """Return the keyed identity of an image file and what else the hub needs to place it.

    Raises what `read` raises; the pixel data are checked for length, not decoded.
    """
    with content_of(file, limits) as data:  # once for both: it may have to be decrypted
        dataset = parse(data, limits, with_pixels=False)
        checksum, size = hashlib.sha256(data).hexdigest(), len(data)
    return Inspection(
        identity=identity_of(dataset, site_key),
        modality=_code(dataset, "Modality"),
        instance_number=_integer(dataset, "InstanceNumber"),
        sop_class_uid=_text(dataset, "SOPClassUID") or "",
        sha256=checksum,
        size_bytes=size,
        template_key=template_key(dataset),
        returned=_returned(dataset),
    )


def _returned(dataset: Dataset) -> tuple[str, str] | None:
    patient_id, uid = _text(dataset, "PatientID") or "", _text(dataset, "SOPInstanceUID") or ""
    return (patient_id, uid) if HUB_PATIENT.fullmatch(patient_id) else None


def identity_of(dataset: Dataset, site_key: bytes) -> Identity:
    """Return the keyed identity of a source data set.

    A patient is known by issuer and id, without an id by name and birth date, without these by the study alone.
    """
    study = _text(dataset, "StudyInstanceUID") or ""
    if patient_id := _text(dataset, "PatientID"):
        patient = patient_key(site_key, patient_id, _text(dataset, "IssuerOfPatientID") or "")
    elif _text(dataset, "PatientName"):
        patient = digest(site_key, "patient name", _joined(dataset, "PatientName", "PatientBirthDate")).hex()
    else:
        patient = digest(site_key, "patient of study", study).hex()
    return Identity(
        patient=patient,
        study=digest(site_key, "study", study).hex(),
        series=digest(site_key, "series", _text(dataset, "SeriesInstanceUID") or "").hex(),
        image=digest(site_key, "image", _text(dataset, "SOPInstanceUID") or "").hex(),
    )


def image_header(dataset: Dataset, extract: Collection[str] | None = None) -> ImageHeader:
    """Return the facts of a de-identified data set; what is missing or malformed in it is None.

    `extract` are the keywords of the attributes to tell, all that are small when it is None.
    """
    has_pixels = PIXEL_DATA in dataset
    return ImageHeader(
        study_instance_uid=_text(dataset, "StudyInstanceUID") or "",
        series_instance_uid=_text(dataset, "SeriesInstanceUID") or "",
        sop_instance_uid=_text(dataset, "SOPInstanceUID") or "",
        sop_class_uid=_text(dataset, "SOPClassUID") or "",
        modality=_code(dataset, "Modality"),
        study_date=_day(dataset, "StudyDate"),
        study_description=_text(dataset, "StudyDescription"),
        series_description=_text(dataset, "SeriesDescription"),
        series_number=_integer(dataset, "SeriesNumber"),
        instance_number=_integer(dataset, "InstanceNumber"),
        body_part=_code(dataset, "BodyPartExamined"),
        laterality=_code(dataset, "ImageLaterality") or _code(dataset, "Laterality"),
        view_position=_code(dataset, "ViewPosition"),
        rows=_integer(dataset, "Rows") or 0 if has_pixels else 0,
        columns=_integer(dataset, "Columns") or 0 if has_pixels else 0,
        frames=_integer(dataset, "NumberOfFrames") or 1 if has_pixels else 0,
        bits_allocated=_integer(dataset, "BitsAllocated") or 0,
        bits_stored=_integer(dataset, "BitsStored") or _integer(dataset, "BitsAllocated") or 0,
        samples_per_pixel=_integer(dataset, "SamplesPerPixel") or 1 if has_pixels else 0,
        photometric_interpretation=_text(dataset, "PhotometricInterpretation") or "",
        pixel_spacing=_pair(dataset, "PixelSpacing") or _pair(dataset, "ImagerPixelSpacing"),
        patient_age=_age(dataset),
        patient_sex=sex if (sex := _text(dataset, "PatientSex")) in ("F", "M", "O") else None,
        window=_window(dataset),
        attributes=_attributes(dataset, extract),
    )


def _text(dataset: Dataset, keyword: str) -> str | None:
    return raw_text(dataset, keyword).strip("\0 ") or None


def _code(dataset: Dataset, keyword: str) -> str | None:
    text = _text(dataset, keyword)
    return text if text and re.fullmatch(r"[A-Z0-9_ ]{1,16}", text) else None


def patient_key(site_key: bytes, patient_id: str, issuer: str = "") -> str:
    """Return the keyed identity of whoever has this PatientID, wherever it stands: in a file's header, in a table."""
    return digest(site_key, "patient id", _spelt(issuer, patient_id)).hex()


def _joined(dataset: Dataset, *keywords: str) -> str:
    return _spelt(*(_text(dataset, keyword) or "" for keyword in keywords))


def _spelt(*values: str) -> str:
    """Return the values in one spelling: case and spacing are not what tells patients apart."""
    return "\0".join(" ".join(value.casefold().split()) for value in values)


def _integer(dataset: Dataset, keyword: str) -> int | None:
    try:
        number = int(float(raw_text(dataset, keyword).split("\\")[0]))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < LARGEST_INTEGER else None


def _numbers(dataset: Dataset, keyword: str) -> list[float]:
    try:
        return [float(part) for part in raw_text(dataset, keyword).split("\\")]
    except ValueError:
        return []


def _pair(dataset: Dataset, keyword: str) -> tuple[float, float] | None:
    match _numbers(dataset, keyword):
        case [first, second, *_]:
            return first, second
        case _:
            return None


def _window(dataset: Dataset) -> tuple[float, float] | None:
    centres, widths = _numbers(dataset, "WindowCenter"), _numbers(dataset, "WindowWidth")
    return (centres[0], widths[0]) if centres and widths else None


def _day(dataset: Dataset, keyword: str) -> date | None:
    text = _text(dataset, keyword)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _age(dataset: Dataset) -> int | None:
    match = re.fullmatch(r"(\d{3})([DWMY])", _text(dataset, "PatientAge") or "")
    return min(int(match[1]) // _AGE_UNITS_PER_YEAR[match[2]], OLDEST_AGE_YEARS) if match else None


def _attributes(dataset: Dataset, extract: Collection[str] | None) -> dict[str, JsonValue]:
    attributes: dict[str, JsonValue] = {}
    for tag, element in in_order(dataset):
        is_small = isinstance(element.value, bytes) and len(element.value) <= LARGEST_BYTES
        if element.VR not in _SEARCHABLE_VRS or tag not in DicomDictionary or tag in _DECLARATIONS or not is_small:
            continue
        keyword = DicomDictionary[tag][4]
        if extract is not None and keyword not in extract:
            continue
        found = element_values(element, dataset)
        values = [value for value in (_json(each, element.VR) for each in found) if value is not None]
        if values and len(values) == len(found) <= LONGEST_LIST:
            attributes[keyword] = values[0] if len(values) == 1 else values
    return attributes


def _json(value: str | float, vr: str) -> str | int | float | None:
    """Return one value as JSON has it; None for what is empty, too long or no number where one is due."""
    if isinstance(value, str) and vr not in ("DS", "IS"):
        text = value.strip("\0 ")
        return text if 0 < len(text) <= LONGEST_TEXT else None
    try:
        number = float(value)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if vr not in ("DS", "FD", "FL") and number.is_integer() else number
