"""Data sets with pixels of a test's own making."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

UID = "2.25.1"


def image_of(pixels: NDArray[np.generic], photometric: str = "MONOCHROME2", **elements: object) -> Dataset:
    """Return a native image whose frames are `pixels`, `(frames, rows, columns[, samples])`."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID, dataset.SOPInstanceUID, dataset.Modality = CTImageStorage, UID, "CT"
    dataset.NumberOfFrames, dataset.Rows, dataset.Columns = pixels.shape[:3]
    dataset.SamplesPerPixel = pixels.shape[3] if pixels.ndim == 4 else 1
    dataset.PhotometricInterpretation = photometric
    dataset.BitsAllocated = dataset.BitsStored = pixels.dtype.itemsize * 8
    dataset.HighBit = dataset.BitsStored - 1
    dataset.PixelRepresentation = int(pixels.dtype.kind == "i")
    data = pixels.tobytes()
    dataset.add_new("PixelData", "OW" if pixels.dtype.itemsize > 1 else "OB", data + b"\0" * (len(data) % 2))
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def with_text(
    picture: NDArray[np.generic], text: str, place: tuple[int, int], size: int, value: int
) -> NDArray[np.generic]:
    """Return a grey picture with smooth letters of a value drawn at (row, column), `size` pixels high."""
    mask = Image.new("L", picture.shape[::-1])
    ImageDraw.Draw(mask).text(place[::-1], text, font=ImageFont.load_default(size), fill=255)
    share = np.asarray(mask) / 255.0
    return np.rint(picture * (1 - share) + value * share).astype(picture.dtype)


def readable_images(folder: Path) -> Iterator[tuple[str, Dataset]]:
    """Yield every image below a folder that pydicom can read the header of, with its path below the folder."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            dataset = pydicom.dcmread(path)
            dataset.get("NumberOfFrames")
            has_pixels = "PixelData" in dataset and "TransferSyntaxUID" in dataset.file_meta
        except (InvalidDicomError, OSError, AttributeError, NotImplementedError, ValueError, EOFError, RecursionError):
            continue
        if has_pixels:
            yield str(path.relative_to(folder)), dataset
