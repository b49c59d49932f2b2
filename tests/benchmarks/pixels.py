"""Pixels: what an operation costs, how much burned-in text is hidden, and how much else is lost.

HUB_TEST_DATA names the folder of real files; without it, ../shared/data/dicom is used.
"""

import csv
import os
import resource
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from app.errors import HubError
from app.imaging.deidentify import pixels as cleaning
from app.imaging.deidentify.screen import may_hold_text
from app.imaging.frames import declared_layout, decode, stored_frame
from app.imaging.render import render, thumbnail
from app.imaging.tiff import write_dual
from tests.imaging.burned_in import HIDDEN_SHARE, hidden_share, labels, load

DATA = Path(os.environ.get("HUB_TEST_DATA", Path(__file__).parents[3] / "shared" / "data" / "dicom"))
SLICE = "ct-series-philips/S2010/I40"
SMALLEST_SIDE = 64


def milliseconds(work: Callable[[], object], repetitions: int = 30) -> float:
    """Return the median duration of a call."""
    durations = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        durations.append(time.perf_counter() - start)
    return 1000 * sorted(durations)[len(durations) // 2]


def manifest(folder: Path) -> Iterator[tuple[str, Dataset, np.ndarray[Any, Any], str]]:
    """Yield path, header, pixels and note on text of one image a folder and kind, where they can be decoded."""
    seen = set()
    with (folder / "MANIFEST.tsv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["rows"].isdigit()]
    for row in rows:
        kind = (Path(row["path"]).parent, row["modality"], row["rows"], row["photometric"], row["transfer_syntax"][:8])
        if kind in seen or int(row["rows"]) < SMALLEST_SIDE:
            continue
        seen.add(kind)
        try:
            dataset = pydicom.dcmread(folder / row["path"])
            yield row["path"], dataset, decode(dataset), row["burned_in_text"]
        except (HubError, AttributeError, NotImplementedError, ValueError, OSError, pydicom.errors.InvalidDicomError):
            continue


def time_operations() -> None:
    """Print what one operation on a CT slice of 512 KB takes."""
    dataset = pydicom.dcmread(DATA / SLICE)
    pixels = decode(dataset)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.dcm.tif"
        write_dual(dataset, pixels, path)
        operations: dict[str, Callable[[], object]] = {
            "decode, native": lambda: decode(dataset),
            "screen for text": lambda: may_hold_text(pixels[0]),
            "write and verify the dual file": lambda: write_dual(dataset, pixels, path),
            "read a stored frame": lambda: stored_frame(path),
            "render as PNG": lambda: render(path),
            "thumbnail": lambda: thumbnail(path),
        }
        for name, work in operations.items():
            print(f"{milliseconds(work):8.2f} ms  {name}")


def measure_recall() -> None:
    """Print how many labelled lines are hidden, image by image where one is not."""
    phi = hidden = other = other_hidden = doubtful = 0
    start = time.perf_counter()
    for name, lines in labels(DATA).items():
        dataset, pixels = load(DATA / name)
        cleaned = cleaning.clean_pixels(dataset, pixels)
        doubtful += not cleaned.verified
        for line in lines:
            is_hidden = hidden_share(dataset, pixels, cleaned.regions, line) >= HIDDEN_SHARE
            if line.is_phi:
                phi, hidden = phi + 1, hidden + is_hidden
            else:
                other, other_hidden = other + 1, other_hidden + is_hidden
            if line.is_phi and not is_hidden:
                print(f"          a line of {name} is not hidden")
    seconds = time.perf_counter() - start
    print(f"{hidden} of {phi} identifying lines hidden, {other_hidden} of {other} others, {doubtful} images in doubt")
    print(f"{seconds:8.1f} s   for {len(labels(DATA))} images")


def measure_loss() -> None:
    """Print what is lost of images without text when all of them are read, and what share the screen would pass."""
    lost, passed, scanned = [], 0, 0
    trusts = cleaning.is_from_scanner
    for name, dataset, pixels, note in manifest(DATA):
        if trusts(dataset, declared_layout(dataset)):
            scanned += 1
            passed += not any(may_hold_text(frame) for frame in pixels)
        if note != "no":
            continue
        cleaning.is_from_scanner = lambda *_: False
        try:
            cleaned = cleaning.clean_pixels(dataset, pixels)
        finally:
            cleaning.is_from_scanner = trusts
        mask = np.zeros(pixels.shape[1:3], bool)
        for region in cleaned.regions:
            mask[region.box.slices] = True
        lost.append(mask.mean())
        if mask.any():
            print(f"{100 * mask.mean():8.3f} %   of {name}")
    print(
        f"{sum(share > 0 for share in lost)} of {len(lost)} images without text lose pixels, {100 * np.mean(lost):.4f} %"
    )
    print(f"{passed} of {scanned} kinds of scanner slices pass by the screen alone")


def main() -> None:
    """Print all figures."""
    warnings.simplefilter("ignore")
    time_operations()
    measure_recall()
    measure_loss()
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:8d} MB  at most")
