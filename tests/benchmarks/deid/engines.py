"""The engines, each through its usual door, on the same folder of planted files."""

import json
import os
import shutil
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from pydicom import config, dcmread
from rich.progress import track

from tests.benchmarks.deid.checks import Key

OURS: Final = "Medical Data Hub"
PROFILE: Final = "research"
# A file that takes longer has hung: it counts as a crash.
FILE_SECONDS: Final = 300


@dataclass(slots=True)
class Run:
    """What an engine made of the files: the outputs by name, why others have none, and how long it took."""

    engine: str
    outputs: dict[str, Path] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    version: str = ""


def kept(engine: str, folder: Path, make: Callable[[], Run], *, is_new: bool = False) -> Run:
    """Return an engine's run of before where the folder still has it, else a new one, which is kept there."""
    path = folder / f"{engine}.run.json"
    if path.is_file() and not is_new:
        found = json.loads(path.read_text())
        return Run(**{**found, "outputs": {name: Path(output) for name, output in found["outputs"].items()}})
    run = make()
    outputs = {name: str(output) for name, output in run.outputs.items()}
    path.write_text(json.dumps({**asdict(run), "outputs": outputs}))
    return run


def run_ours(folder: Path, keys: Iterable[Key]) -> Run:
    """Run `medhub deid` on the folder."""
    run = Run(OURS, version=PROFILE)
    out, report = folder / "ours", folder / "ours.ndjson"
    shutil.rmtree(out, ignore_errors=True)
    start = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "app",
        "deid",
        str(folder / "in"),
        str(out),
        "--profile",
        PROFILE,
        "--report",
        str(report),
    ]
    subprocess.run(command, check=True)
    run.seconds = time.perf_counter() - start
    for line in report.read_text().splitlines():
        outcome = json.loads(line)
        if outcome["output"]:
            run.outputs[outcome["source"]] = out / outcome["output"]
        else:
            run.held[outcome["source"]] = f"{outcome['outcome']}: {outcome['reason']}"
    return run


def run_dicom_anonymizer(folder: Path, keys: Iterable[Key]) -> Run:
    """Run dicom-anonymizer's basic profile, in one process: its map of UIDs is a global."""
    return _run_each("dicom-anonymizer", folder, keys, _dicom_anonymizer)


def run_dicognito(folder: Path, keys: Iterable[Key]) -> Run:
    """Run dicognito's default with one seed."""
    return _run_each("dicognito", folder, keys, _dicognito)


def run_deid(folder: Path, keys: Iterable[Key]) -> Run:
    """Run deid's default recipe, private elements removed, then its pixel cleaner."""
    return _run_each("deid", folder, keys, _deid)


def run_presidio(folder: Path, keys: Iterable[Key]) -> Run:
    """Run presidio's DicomImageRedactorEngine as it comes, on a sample: it takes seconds a frame."""
    return _run_each("presidio", folder, keys, _presidio)


def _dicom_anonymizer() -> Callable[[Path, Path], None]:
    from dicomanonymizer.simpledicomanonymizer import anonymize_dicom_file

    return lambda source, target: anonymize_dicom_file(str(source), str(target))


def _dicognito() -> Callable[[Path, Path], None]:
    from dicognito.anonymizer import Anonymizer

    anonymizer = Anonymizer(seed="benchmark")

    def work(source: Path, target: Path) -> None:
        with dcmread(source, force=True) as dataset:
            anonymizer.anonymize(dataset)
            dataset.save_as(target, enforce_file_format=True)

    return work


def _deid() -> Callable[[Path, Path], None]:
    import logging

    from deid.config import DeidRecipe
    from deid.dicom import get_identifiers, replace_identifiers

    logging.disable(logging.CRITICAL)
    recipe = DeidRecipe()

    def work(source: Path, target: Path) -> None:
        ids = get_identifiers([str(source)], force=True)
        for values in ids.values():
            values.update({"entity_id": "subject", "item_id": "item", "entity_timestamp": "", "item_timestamp": ""})
        cleaned = replace_identifiers(
            [str(source)], ids=ids, deid=recipe, save=False, remove_private=True, strip_sequences=False, force=True
        )
        cleaned[0].save_as(target)

    return work


def _presidio() -> Callable[[Path, Path], None]:
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_image_redactor import DicomImageRedactorEngine, ImageAnalyzerEngine

    # The default wants to download a model of 400 MB; this is the analyzer's own choice for a machine without one.
    nlp = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "no_op", "models": [{"lang_code": "en", "model_name": "no_op"}]}
    )
    analyzer = AnalyzerEngine(nlp_engine=nlp.create_engine(), supported_languages=["en"])
    redactor = DicomImageRedactorEngine(ImageAnalyzerEngine(analyzer_engine=analyzer))

    def work(source: Path, target: Path) -> None:
        redactor.redact(dcmread(source, force=True)).save_as(target, enforce_file_format=True)

    return work


MAKERS: Final[dict[str, Callable[[], Callable[[Path, Path], None]]]] = {
    "dicom-anonymizer": _dicom_anonymizer,
    "dicognito": _dicognito,
    "deid": _deid,
    "presidio": _presidio,
}


def _run_each(engine: str, folder: Path, keys: Iterable[Key], _: Any) -> Run:
    """Run an engine file by file in a child process, which is started again where a file kills it or hangs."""
    from importlib.metadata import version

    run = Run(engine, version=version({"presidio": "presidio-image-redactor"}.get(engine, engine)))
    out = folder / engine
    out.mkdir(exist_ok=True)
    context = get_context("spawn")
    child: Any = None
    pipe: Any = None
    for key in track(list(keys), engine):
        if child is None:
            pipe, other = context.Pipe()
            child = context.Process(target=_serve, args=(engine, other), daemon=True)
            child.start()
            other.close()
            pipe.recv()  # it is ready
        target = out / key.name
        pipe.send((str(folder / "in" / key.name), str(target)))
        try:
            answer = pipe.recv() if pipe.poll(FILE_SECONDS) else None
        except (EOFError, ConnectionResetError):
            answer = None
        if answer is None:
            run.held[key.name] = "the process died or hung"
            child.kill()
            child.join()
            child = None
        elif answer[0]:
            run.held[key.name] = answer[0]
        else:
            run.outputs[key.name] = target
        run.seconds += answer[1] if answer else 0.0
    if child is not None:
        child.kill()
        child.join()
    return run


def _serve(engine: str, pipe: Any) -> None:
    warnings.simplefilter("ignore")
    config.settings.reading_validation_mode = config.settings.writing_validation_mode = config.IGNORE
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123 - they print values and warnings
    work = MAKERS[engine]()
    pipe.send("ready")
    while True:
        source, target = pipe.recv()
        start = time.perf_counter()
        error = ""
        try:
            work(Path(source), Path(target))
        except BaseException as found:  # noqa: BLE001 - whatever it is, this file has no result
            error = type(found).__name__
        pipe.send((error, time.perf_counter() - start))
