"""What can be exported, and how patients are split for training: pure values and functions."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.errors import Invalid


class Level(StrEnum):
    """What one row, or one file, of an export is."""

    PATIENT = "PATIENT"
    STUDY = "STUDY"
    SERIES = "SERIES"
    IMAGE = "IMAGE"


class Format(StrEnum):
    """How an export is written."""

    CSV = "CSV"
    JSON = "JSON"
    NDJSON = "NDJSON"
    PARQUET = "PARQUET"
    DICOM = "DICOM"
    TIFF = "TIFF"
    PNG = "PNG"
    NIFTI = "NIFTI"

    @property
    def is_table(self) -> bool:
        """Whether it has rows and no files."""
        return self in (Format.CSV, Format.JSON, Format.NDJSON, Format.PARQUET)


PARTS: Final = ("train", "validation", "test")
TOLERANCE: Final = 1e-6
LARGEST_SEED: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Split:
    """Which fractions of the patients go where; patients are shuffled by `seed`, alike within each value of a column."""

    train: float
    validation: float
    test: float
    seed: int = 0
    stratify_by: str | None = None

    @property
    def fractions(self) -> tuple[float, float, float]:
        """The three fractions in the order of `PARTS`."""
        return self.train, self.validation, self.test


def checked_split(split: Split) -> Split:
    """Return the split; raises Invalid when its fractions do not make up a whole."""
    if not all(math.isfinite(each) and each >= 0 for each in split.fractions) or not math.isclose(
        sum(split.fractions), 1, abs_tol=TOLERANCE
    ):
        raise Invalid(
            "train, validation and test are fractions that make up 1, such as 0.7, 0.15 and 0.15.", ("split",)
        )
    if not 0 <= split.seed <= LARGEST_SEED:
        raise Invalid(f"A seed is a whole number from 0 to {LARGEST_SEED}.", ("split", "seed"))
    return split


def assigned(strata: Mapping[str, str], split: Split) -> dict[str, str]:
    """Return the part of each patient id; `strata` says in which stratum each is.

    The same patients, strata and seed give the same parts, whatever the order. Rounding in one stratum is made good in
    the next, so that the whole has the fractions asked for to within one patient.
    """
    members: dict[str, list[str]] = {}
    for patient_id, stratum in strata.items():
        members.setdefault(stratum, []).append(patient_id)
    parts: dict[str, str] = {}
    given, seen = [0, 0, 0], 0
    for stratum in sorted(members):
        for patient_id in sorted(members[stratum], key=lambda each: _rank(each, split.seed)):
            seen += 1
            owed = [fraction * seen - count for fraction, count in zip(split.fractions, given, strict=True)]
            part = max(range(len(PARTS)), key=lambda index: (owed[index], -index))
            given[part] += 1
            parts[patient_id] = PARTS[part]
    return parts


def _rank(patient_id: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{patient_id}".encode()).digest()
