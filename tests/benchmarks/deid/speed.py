"""What it costs, all in one run: headers beside other engines, reading a mammogram, screening a series."""

import logging
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from app.imaging import frames
from app.imaging.deidentify.pixels import clean_pixels
from app.imaging.reading import read
from tests.benchmarks.deid.answers import DATA
from tests.benchmarks.deid.decoding import decode
from tests.benchmarks.deid.drawing import prepare, store
from tests.benchmarks.deid.report import table

MAMMOGRAM: Final = "mammograms-cbis-ddsm/sfm-malign-0/1-282.dcm"
MAMMOGRAM_SIZE: Final = (4096, 3072)  # 12.6 megapixels
SERIES: Final = "ct-series-philips"
SLICES: Final = 300
SLICE_ROWS: Final = 512
ROUNDS: Final = 30


def speed() -> str:
    """Return a table."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*_headers(folder), _mammogram(), _series(folder)]
    return table(("", "result", "goal"), rows)


def _headers(folder: Path) -> list[tuple[str, ...]]:
    """Time one CT slice's header: read, de-identify, write; interleaved, medians."""
    from tests.benchmarks.deid_metadata import dicom_anonymizer, ours, slice_of_512_kb

    path = slice_of_512_kb(folder)
    works: dict[str, Callable[[Path], None]] = {"ours": ours, "dicom-anonymizer": dicom_anonymizer, "deid": _deid()}
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work(path)
            times[name].append(time.process_time() - start)
    middle = {name: 1000 * statistics.median(one) for name, one in times.items()}
    logging.disable(logging.NOTSET)
    return [
        (
            f"header of a CT slice, {name} against ours",
            f"{middle[name] / middle['ours']:.1f} times ({middle[name]:.1f} ms)",
            goal,
        )
        for name, goal in (("ours", ""), ("dicom-anonymizer", "at least 3"), ("deid", "at least 10"))
    ]


def _deid() -> Callable[[Path], None]:
    from deid.config import DeidRecipe
    from deid.dicom import get_identifiers, replace_identifiers

    logging.disable(logging.CRITICAL)
    recipe = DeidRecipe()

    def work(path: Path) -> None:
        ids = get_identifiers([str(path)], force=True)
        cleaned = replace_identifiers([str(path)], ids=ids, deid=recipe, save=False, remove_private=True, force=True)
        cleaned[0].save_as(path.with_name("deid.dcm"))

    return work


def _mammogram() -> tuple[str, ...]:
    """Time the reading of a mammogram that was enlarged to the size of today's."""
    dataset = pydicom.dcmread(DATA / MAMMOGRAM)
    values = decode(dataset)
    assert values is not None
    rows, columns = MAMMOGRAM_SIZE
    taken = np.ix_(
        range(len(values)), np.arange(rows) * values.shape[1] // rows, np.arange(columns) * values.shape[2] // columns
    )
    large = np.ascontiguousarray(values[taken])
    dataset.Rows, dataset.Columns = rows, columns
    canvas = prepare(dataset, large)
    assert canvas is not None
    store(dataset, large)
    clean_pixels(dataset, large)  # the models are loaded once a worker
    start, wall = time.process_time(), time.perf_counter()
    clean_pixels(dataset, large)
    used, wall = time.process_time() - start, time.perf_counter() - wall
    return (
        f"text of a mammogram of {rows * columns / 1e6:.1f} megapixels",
        f"{used:.2f} s of one core ({wall:.2f} s)",
        "under 1 s a core",
    )


def _series(folder: Path) -> tuple[str, ...]:
    """Time reading, decoding and screening of a CT series by two processes that are there already."""
    slices = [path for path in sorted((DATA / SERIES).rglob("I*")) if path.is_file()]
    slices = [path for path in slices if _is_slice(pydicom.dcmread(path, stop_before_pixels=True))]
    paths = [slices[number % len(slices)] for number in range(SLICES)]
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(_screen, paths[:2], chunksize=1))
        start = time.perf_counter()
        done = list(pool.map(_screen, paths, chunksize=10))
        seconds = time.perf_counter() - start
    used, read_slices = sum(one[1] for one in done) / 2, sum(one[0] for one in done)
    return (
        f"a CT series of {SLICES} slices screened by two processes",
        f"{used:.1f} s of two cores ({seconds:.1f} s), {read_slices} slices read by OCR",
        "under 10 s",
    )


def _is_slice(dataset: Dataset) -> bool:
    """Tell whether a file is a slice of the scan: its dose sheets and localizers are not the series."""
    return dataset.get("Rows") == SLICE_ROWS and list(dataset.get("ImageType", []))[:2] == ["ORIGINAL", "PRIMARY"]


def _screen(path: Path) -> tuple[bool, float]:
    """Return whether a slice was read by OCR, and the seconds of a core that it took."""
    start = time.process_time()
    dataset: Any = read(path)
    return clean_pixels(dataset, frames.decode(dataset)).was_read, time.process_time() - start
