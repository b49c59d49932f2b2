"""`make bench-deid`: plants made-up identifiers in real files, lets engines take them out, and keeps the score."""

import argparse
import os
import platform
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random

from rich.console import Console
from rich.markdown import Markdown

from tests.benchmarks.deid import engines, report
from tests.benchmarks.deid.checks import Key
from tests.benchmarks.deid.corpus import load_keys, plant_corpus
from tests.benchmarks.deid.labelled import hidden_lines
from tests.benchmarks.deid.pixels import Losses, ocr_name, score_pixels
from tests.benchmarks.deid.scoring import Score, score_headers
from tests.benchmarks.deid.speed import speed

OTHERS = {
    "dicom-anonymizer": engines.run_dicom_anonymizer,
    "dicognito": engines.run_dicognito,
    "deid": engines.run_deid,
}
PRESIDIO_SAMPLE = 40
QUICK_FILES = 40


def main() -> None:
    """Run what the command line asks for, print the tables."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="bench-deid-") as name:
        folder = Path(arguments.work or name)
        text = _run(folder, arguments)
    Console().print(Markdown(text))
    if arguments.markdown:
        arguments.markdown.write_text(text + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.deid", description=__doc__)
    parser.add_argument("--seed", default="1", help="another seed plants other identifiers in other places")
    parser.add_argument("--files", type=int, help="only so many files")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_FILES} files, our engine alone")
    parser.add_argument("--only-ours", action="store_true", help="leave the other engines out")
    parser.add_argument("--no-speed", action="store_true", help="leave the timings out")
    parser.add_argument(
        "--work", help="keep the files in this folder; what other engines did there before is not done again"
    )
    parser.add_argument("--again", action="store_true", help="score once more what is in the folder of --work")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables here")
    parser.add_argument("--failures", type=Path, metavar="FILE", help="list our failures here, with planted values")
    return parser.parse_args()


def _run(folder: Path, arguments: argparse.Namespace) -> str:
    start = time.perf_counter()
    limit = arguments.files or (QUICK_FILES if arguments.quick else None)
    is_planted = (folder / "key.json").is_file()
    keys = load_keys(folder) if is_planted else plant_corpus(folder, arguments.seed, limit)
    images, objects = [key for key in keys if key.is_image], [key for key in keys if key.is_object]
    ours = engines.kept("ours", folder, lambda: engines.run_ours(folder, keys), is_new=not arguments.again)
    scores, losses = {}, {}
    scores[ours.engine], losses[ours.engine] = score(images, objects, folder, ours)
    if arguments.failures:
        arguments.failures.write_text(report.failures(scores[ours.engine]))
    runs = [ours]
    if not (arguments.quick or arguments.only_ours):
        for name, work in OTHERS.items():
            runs.append(engines.kept(name, folder, partial(work, folder, keys)))
            scores[name], losses[name] = score(images, objects, folder, runs[-1])
    lines = hidden_lines(folder)
    parts = [
        (
            f"Seed {arguments.seed}: {len(images)} real images and {len(objects)} reports, plans, waveforms and the like with "
            f"made-up identifiers, {sum(len(key.checks) for key in (*images, *objects)):,} checks of headers, {sum(len(key.words) for key in images):,} words drawn. "
            f"Python {platform.python_version()}, {os.cpu_count()} shared cores. Second OCR: {ocr_name()}."
        ),
        report.goals(scores[ours.engine], losses[ours.engine], lines),
        report.by_action(scores),
        report.by_category(scores),
        "No output:",
        report.held_back(runs, {key.name: True for key in (*images, *objects)}),
    ]
    if not (arguments.quick or arguments.only_ours):
        parts += [_presidio(folder, images, arguments.seed, runs[0])]
    parts.append(_others(keys, runs))
    if not (arguments.quick or arguments.no_speed):
        parts += ["Speed, all in this run:", speed()]
    parts.append(f"The run took {(time.perf_counter() - start) / 60:.0f} minutes.")
    return "\n\n".join(parts)


def score(images: list[Key], objects: list[Key], folder: Path, run: engines.Run) -> tuple[Score, Losses]:
    """Return the score of one engine's run, and what pixels of the images were lost."""
    result = Score(is_detailed=run.engine == engines.OURS)
    score_headers([*images, *objects], run.outputs, result)
    return result, score_pixels(images, folder, run.outputs, result)


def _presidio(folder: Path, images: list[Key], seed: str, ours: engines.Run) -> str:
    drawn = [key for key in images if key.words]
    sample = Random(f"{seed} presidio").sample(drawn, min(PRESIDIO_SAMPLE, len(drawn)))
    run = engines.kept("presidio", folder, partial(engines.run_presidio, folder, sample))
    rows = []
    for one in (ours, run):
        result = Score()
        score_pixels(sample, folder, one.outputs, result)
        counts = [
            result.total(lambda action, _, wanted=wanted: action == wanted)
            for wanted in ("pixels_hidden", "pixels_retained")
        ]
        rows.append(
            (one.engine, *map(report.percent, counts), len(sample) - sum(key.name in one.outputs for key in sample))
        )
    head = (
        "pixels only, a file without output counts as wrong",
        "pixels_hidden %",
        "pixels_retained %",
        "files without output",
    )
    return f"A sample of {len(sample)} images with drawn text:\n\n" + report.table(head, rows)


def _others(keys: list[Key], runs: list[engines.Run]) -> str:
    others = [key for key in keys if not key.is_image and not key.is_object]
    written = ", ".join(f"{run.engine} {sum(key.name in run.outputs for key in others)}" for run in runs)
    return f"Of {len(others)} planted files that are damaged or of no kind of the standard's, not scored above, written: {written}."


if __name__ == "__main__":  # the engines' processes import this, too
    main()
