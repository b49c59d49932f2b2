"""What the header of one 512 KB CT slice costs: `python -m tests.benchmarks.deid_metadata`.

All in one run, each on the same slice made from a real one, medians in ms and as a ratio to our own.
"""

import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pydicom
from dicomanonymizer import anonymize_dataset
from pydicom.data import get_testdata_file

from app.imaging.deidentify.engine import deidentify_dataset
from app.imaging.deidentify.profile import named
from app.imaging.deidentify.pseudonyms import Pseudonyms
from app.imaging.explicit import encode_header, pixel_data_head
from app.imaging.reading import read

ROUNDS = 60
PSEUDONYMS = Pseudonyms.of(bytes(32), "a" * 64, "pat_0123456789ab")


def slice_of_512_kb(folder: Path) -> Path:
    """Return a CT slice of 512 by 512 pixels, made from the small one that comes with pydicom."""
    dataset = pydicom.dcmread(str(get_testdata_file("CT_small.dcm", download=False)))
    dataset.PixelData = dataset.PixelData * 16
    dataset.Rows = dataset.Columns = 512
    path = folder / "slice.dcm"
    dataset.save_as(path)
    return path


def ours(path: Path) -> None:
    """Read, de-identify and encode as the hub does, without the pixel stage."""
    dataset = read(path)
    clean, _ = deidentify_dataset(dataset, named("research"), PSEUDONYMS)
    pixels = clean.get_item(0x7FE00010).value
    stream = BytesIO()
    stream.write(bytes(128) + encode_header(clean) + pixel_data_head(len(pixels), has_words=True))
    stream.write(pixels)


def plain_pydicom(path: Path) -> None:
    """Read, look at every element, write: what any engine over decoded elements pays before it does anything."""
    dataset = pydicom.dcmread(path)
    dataset.walk(lambda *_: None)
    dataset.save_as(BytesIO())


def dicom_anonymizer(path: Path) -> None:
    """Read, anonymize by dicom-anonymizer's basic profile, write."""
    dataset = pydicom.dcmread(path)
    anonymize_dataset(dataset)
    dataset.save_as(BytesIO())


def milliseconds(work: Callable[[Path], None], path: Path) -> float:
    """Return the median time of the work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(path)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print a table."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = slice_of_512_kb(Path(folder))
        works = {"medhub": ours, "pydicom read, walk, write": plain_pydicom, "dicom-anonymizer": dicom_anonymizer}
        medians = {name: milliseconds(work, path) for name, work in works.items()}
    print(f"{'one 512 KB CT slice':<28}{'ms':>8}{'ratio':>8}")
    for name, median in medians.items():
        print(f"{name:<28}{median:>8.2f}{median / medians['medhub']:>8.1f}")


if __name__ == "__main__":
    main()
