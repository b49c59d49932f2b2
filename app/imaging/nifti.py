"""Volumes as NIfTI-1: slices of a series that lie behind each other, in order, in millimetres (PS3.3 C.7.6.2.1.1)."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from pydicom.dataset import Dataset

from app.errors import Unsupported
from app.imaging.codecs import Array
from app.imaging.files import File
from app.imaging.frames import open_stored
from app.imaging.values import display_of, modality_values

SMALLEST_COSINE: Final = 0.9999  # of the angle between two slices' axes that count as parallel: 0.8 degrees
GAP_TOLERANCE: Final = 0.02  # of the distance between slices
MOST_VOXELS: Final = 1 << 29  # 2 GB as float32
LPS_TO_RAS: Final = np.diag(
    [-1.0, -1.0, 1.0, 1.0]
)  # DICOM counts to the left and the back, NIfTI to the right and the front
NO_VOLUME: Final = "These images are no volume: {why}."


@dataclass(frozen=True, slots=True)
class _Slice:
    file: File
    rows: int
    columns: int
    axes: Array  # (2, 3): along a row, along a column
    spacing: tuple[float, float]  # between rows, between columns
    position: Array  # of the first pixel's centre


def nifti_of(files: Sequence[File]) -> bytes:
    """Return a volume as a gzipped NIfTI-1 file: `(columns, rows, slices)` of int16 or float32 in modality units.

    The affine maps voxels to millimetres right, front and up. Raises Unsupported, saying why, for what is no volume.
    """
    import nibabel

    if len(files) < 2:
        raise Unsupported(NO_VOLUME.format(why="there is no second one"))
    slices = [_slice(file) for file in files]
    ordered, step = _ordered(slices)
    if len(ordered) * ordered[0].rows * ordered[0].columns > MOST_VOXELS:
        raise Unsupported(NO_VOLUME.format(why="they are too large together"))
    volume = np.empty((ordered[0].columns, ordered[0].rows, len(ordered)), np.float32)
    for index, each in enumerate(ordered):
        volume[:, :, index] = _values(each.file).T
    if np.array_equal(volume, np.rint(volume)) and volume.min() >= -(1 << 15) and volume.max() < 1 << 15:
        volume = volume.astype(np.int16)
    image = nibabel.Nifti1Image(volume, _affine(ordered[0], step))
    image.header.set_xyzt_units("mm")
    image.set_qform(image.affine, code="scanner")
    image.set_sform(image.affine, code="scanner")
    return gzip.compress(image.to_bytes(), compresslevel=1, mtime=0)


def _slice(file: File) -> _Slice:
    with open_stored(file) as stored:
        header, layout = stored.header, stored.layout
    if layout.samples != 1 or layout.frames != 1:
        raise Unsupported(NO_VOLUME.format(why="there are colours, or frames within an image"))
    orientation, position, spacing = (
        _numbers(header, keyword, count)
        for keyword, count in (("ImageOrientationPatient", 6), ("ImagePositionPatient", 3), ("PixelSpacing", 2))
    )
    if orientation is None or position is None or spacing is None or min(spacing) <= 0:
        raise Unsupported(NO_VOLUME.format(why="their headers do not say where they lie"))
    axes = np.array(orientation).reshape(2, 3)
    return _Slice(file, layout.rows, layout.columns, axes, (spacing[0], spacing[1]), np.array(position))


def _numbers(header: Dataset, keyword: str, count: int) -> list[float] | None:
    value: Any = header.get(keyword)
    try:
        numbers = [float(each) for each in value]
    except (TypeError, ValueError):
        return None
    return numbers if len(numbers) == count and all(np.isfinite(numbers)) else None


def _values(file: File) -> Array:
    with open_stored(file) as stored:
        return modality_values(stored.frame(1), display_of(stored.header)).astype(np.float32)


def _ordered(slices: Sequence[_Slice]) -> tuple[list[_Slice], Array]:
    """Return the slices along their normal, and the step from one to the next in millimetres; raises Unsupported."""
    first = slices[0]
    normal = np.cross(first.axes[0], first.axes[1])
    for each in slices:
        is_parallel = bool((np.sum(each.axes * first.axes, axis=1) > SMALLEST_COSINE).all())
        if not is_parallel or (each.rows, each.columns, each.spacing) != (first.rows, first.columns, first.spacing):
            raise Unsupported(NO_VOLUME.format(why="they are of different sizes or directions"))
    ordered = sorted(slices, key=lambda each: float(each.position @ normal))
    gaps = np.diff([float(each.position @ normal) for each in ordered])
    if gaps.min() <= 0 or np.ptp(gaps) > GAP_TOLERANCE * gaps.mean():
        raise Unsupported(NO_VOLUME.format(why="they are not at even distances"))
    step = (ordered[-1].position - ordered[0].position) / (len(ordered) - 1)
    return ordered, step


def _affine(first: _Slice, step: Array) -> Array:
    affine = np.eye(4)
    affine[:3, 0] = first.axes[0] * first.spacing[1]  # to the next column: along a row, PS3.3 C.7.6.2.1.1
    affine[:3, 1] = first.axes[1] * first.spacing[0]
    affine[:3, 2] = step
    affine[:3, 3] = first.position
    return LPS_TO_RAS @ affine
