"""Stored pixel values of native and losslessly compressed images, decoded without the engine's code."""

import itertools
from typing import Any, Final

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames

Array = NDArray[Any]

NATIVE: Final = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"})
LOSSLESS: Final = {
    "1.2.840.10008.1.2.4.57": imagecodecs.ljpeg_decode,
    "1.2.840.10008.1.2.4.70": imagecodecs.ljpeg_decode,
    "1.2.840.10008.1.2.4.80": imagecodecs.jpegls_decode,
    "1.2.840.10008.1.2.4.90": imagecodecs.jpeg2k_decode,
}
DECODERS: Final = LOSSLESS | {
    "1.2.840.10008.1.2.4.50": imagecodecs.jpeg8_decode,
    "1.2.840.10008.1.2.4.81": imagecodecs.jpegls_decode,
    "1.2.840.10008.1.2.4.91": imagecodecs.jpeg2k_decode,
}
RLE: Final = "1.2.840.10008.1.2.5"
MOST_SAMPLES: Final = 40_000_000


def decode(dataset: Dataset) -> Array | None:
    """Return stored values as `(frames, rows, columns[, samples])`, None where this benchmark does not decode them."""
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    rows, columns = int(dataset.Rows), int(dataset.Columns)
    samples, frames = int(dataset.get("SamplesPerPixel", 1)), int(dataset.get("NumberOfFrames") or 1)
    bits = int(dataset.BitsAllocated)
    if bits not in (8, 16) or rows * columns * samples * frames > MOST_SAMPLES or "PixelData" not in dataset:
        return None
    if (
        str(dataset.get("PhotometricInterpretation", "")).startswith("YBR_FULL_422")
        or dataset.get("PixelRepresentation") is None
    ):
        return None
    shape = (frames, rows, columns) if samples == 1 else (frames, rows, columns, samples)
    if syntax in NATIVE:
        order = ">" if syntax == "1.2.840.10008.1.2.2" else "<"
        count = rows * columns * samples * frames
        data = bytes(dataset.PixelData)
        if len(data) < count * bits // 8:
            return None
        if bits == 8 and order == ">" and dataset["PixelData"].VR == "OW":
            return None
        values = np.frombuffer(data, np.dtype(f"{order}u{bits // 8}"), count).astype(f"u{bits // 8}")
        if samples > 1 and int(dataset.get("PlanarConfiguration", 0)):
            return np.ascontiguousarray(values.reshape(frames, samples, rows, columns).transpose(0, 2, 3, 1))
        return values.reshape(shape)
    if syntax == RLE:
        return _rle(dataset, shape)
    if syntax not in LOSSLESS:
        return None
    decoded = [
        np.asarray(LOSSLESS[syntax](frame)) for frame in generate_frames(dataset.PixelData, number_of_frames=frames)
    ]
    array = np.stack(decoded)
    return array.reshape(shape).astype(f"u{bits // 8}") if array.size == np.prod(shape) else None


def first_shape(dataset: Dataset) -> tuple[int, ...] | None:
    """Return rows and columns of the first encapsulated frame, None for a kind that this benchmark does not decode."""
    decoder = DECODERS.get(str(dataset.file_meta.TransferSyntaxUID))
    if decoder is None:
        return None
    frame = next(generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames") or 1)))
    return np.asarray(decoder(frame)).shape[:2]


def _rle(dataset: Dataset, shape: tuple[int, ...]) -> Array:
    """Return RLE frames (PS3.5 annex G): byte planes, most significant first."""
    width = int(dataset.BitsAllocated) // 8
    samples = shape[3] if len(shape) > 3 else 1
    frames = []
    for frame in generate_frames(dataset.PixelData, number_of_frames=shape[0]):
        count = int.from_bytes(frame[:4], "little")
        starts = [int.from_bytes(frame[4 + 4 * n : 8 + 4 * n], "little") for n in range(count)] + [len(frame)]
        planes = [
            np.frombuffer(imagecodecs.packbits_decode(frame[start:stop]), np.uint8)[: shape[1] * shape[2]]
            for start, stop in itertools.pairwise(starts)
        ]
        values = np.stack(planes).reshape(samples, width, shape[1], shape[2]).astype(np.uint32)
        whole = sum(values[:, byte] << 8 * (width - 1 - byte) for byte in range(width))
        frames.append(np.moveaxis(np.asarray(whole), 0, -1))
    return np.stack(frames).reshape(shape).astype(f"u{width}")
