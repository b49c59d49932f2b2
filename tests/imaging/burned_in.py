"""The hand-labelled text lines of the shared files, and how much of a line's ink is covered."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset

from app.imaging.deidentify.stacks import picture
from app.imaging.deidentify.views import Look, prepared
from app.imaging.frames import declared_layout, decode
from app.imaging.geometry import Box, Region
from tests.imaging.pictures import image_of

# A line counts as hidden when so much of its ink lies in cleaned regions.
HIDDEN_SHARE = 0.9
# Ink is what differs so much from the middle of its box, in grey levels.
INK_LEVELS = 40


@dataclass(frozen=True, slots=True)
class LabelledLine:
    box: Box
    text: str
    is_phi: bool


def labels(shared_data: Path) -> dict[str, list[LabelledLine]]:
    """Return the labelled lines by path below the shared folder."""
    content = json.loads((shared_data.parent / "burned_in_text.json").read_text())
    return {
        path: [LabelledLine(Box(*map(int, line["box"])), line["text"], line["phi"]) for line in lines]
        for path, lines in content.items()
    }


def load(path: Path) -> tuple[Dataset, np.ndarray[Any, Any]]:
    """Return header and pixels of a DICOM file, or of a PNG as if it were one."""
    if path.suffix != ".png":
        dataset = pydicom.dcmread(path, force=True)
        return dataset, decode(dataset)
    with Image.open(path) as opened:
        pixels = np.asarray(opened)[None]
    dataset = image_of(pixels, "MONOCHROME2" if pixels.ndim == 3 else "RGB", Modality="OT")
    return dataset, pixels


def hidden_share(
    dataset: Dataset, before: np.ndarray[Any, Any], regions: Iterable[Region], line: LabelledLine
) -> float:
    """Return the share of a line's ink that lies in regions."""
    rows, columns = line.box.slices
    shown = picture(before[0], declared_layout(dataset), dataset)
    # The brightest channel: red or blue letters on black are dim in luma, and bright here.
    levels = prepared(shown, Look(shown.size), 1.0).max(axis=-1).astype(int)
    ink = np.zeros(levels.shape, bool)
    stands_out = np.abs(levels[rows, columns] - np.median(levels[rows, columns])) > INK_LEVELS
    # A row that stands out from end to end is another ground that the box reaches into: no letters are so wide.
    ink[rows, columns] = stands_out & ~stands_out.all(axis=1, keepdims=True)
    covered = np.zeros(levels.shape, bool)
    for region in regions:
        covered[region.box.slices] = True
    return float(covered[ink].mean()) if ink.any() else 1.0
