"""The lines of ../shared/data/burned_in_text.json: real burned-in text, labelled by hand as identifying or not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid

from app.imaging.geometry import Region
from tests.benchmarks.deid.answers import DATA
from tests.benchmarks.deid.engines import PROFILE
from tests.imaging.burned_in import HIDDEN_SHARE, hidden_share, labels, load


def hidden_lines(folder: Path) -> tuple[int, int, int, int]:
    """Return how many identifying lines are hidden, how many there are, and the same for the others.

    A line is hidden when nine tenths of its ink lie in regions of the report; of a file that is held back none is.
    """
    source, target, report = folder / "labelled", folder / "labelled-out", folder / "labelled.ndjson"
    for old in (source, target):
        shutil.rmtree(old, ignore_errors=True)
    source.mkdir()
    names = {}
    for number, name in enumerate(labels(DATA)):
        path = source / f"{number:03d}.dcm"
        names[path.name] = name
        if name.endswith(".png"):
            _as_dicom(load(DATA / name)[0], path)
        else:
            path.write_bytes((DATA / name).read_bytes())
    command = [sys.executable, "-m", "app", "deid", source, target, "--profile", PROFILE, "--report", report]
    subprocess.run(list(map(str, command)), check=True)
    phi = phi_hidden = others = others_hidden = 0
    for text in report.read_text().splitlines():
        outcome = json.loads(text)
        name = names[outcome["source"]]
        dataset, pixels = load(DATA / name)
        regions = [Region(**region) for region in outcome["regions"]]
        for line in labels(DATA)[name]:
            is_hidden = hidden_share(dataset, pixels, regions, line) >= HIDDEN_SHARE
            if line.is_phi:
                phi, phi_hidden = phi + 1, phi_hidden + is_hidden
            else:
                others, others_hidden = others + 1, others_hidden + is_hidden
    return phi_hidden, phi, others_hidden, others


def _as_dicom(dataset: Dataset, path: Path) -> None:
    """Save a picture as a file that can be uploaded."""
    for keyword in ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID"):
        setattr(dataset, keyword, generate_uid(entropy_srcs=[path.name, keyword]))
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    dataset.save_as(path, enforce_file_format=True)
