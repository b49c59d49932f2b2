"""Fuzzing of de-identification: `python -m tests.fuzz.deidentify --minutes 60 --seed 1 [--data FOLDER]`.

Real files are changed in ways that no honest writer would, canaries are planted in what no profile keeps, and a child
process with a limit on memory inspects and de-identifies them. A finding is a canary in the output outside its pixels, an
exception that is no HubError, a child that dies, or one that takes too long; each is saved, and the run ends with code 1.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import pydicom.data

from app.errors import HubError
from app.imaging.deidentify import run
from app.imaging.deidentify.profile import BUILT_IN
from app.imaging.explicit import pixel_data_span
from app.imaging.header import inspect
from tests.fuzz.mutations import CANARY, mutated

MEMORY_BYTES: Final = 6 << 30  # of addresses: the reader of text maps much more than it uses
TIMEOUT_SECONDS: Final = 120  # the first text to be read waits for its models
READ_SHARE: Final = 0.02
LARGEST_FILE: Final = 600_000
PLACEMENT: Final = run.Placement("pat_0123456789ab", "stu_0123456789ab", "ser_0123456789ab", "img_0123456789ab")
SITE_KEY: Final = bytes(range(32))


def originals(folder: Path | None) -> list[bytes]:
    """Return the files to start from: those that come with pydicom, and those of a folder; small ones, for speed."""
    paths = sorted(Path(pydicom.data.__file__).with_name("test_files").glob("*.dcm"))
    paths += sorted(folder.rglob("*")) if folder else []
    return [path.read_bytes() for path in paths if path.is_file() and 1000 < path.stat().st_size < LARGEST_FILE]


def outcome_of(source: Path, target: Path, profile: str, *, is_read: bool) -> str:
    """Return what became of a file: a refusal's code, a status, or a word that starts with LEAK or ERROR."""
    try:
        inspect(source, SITE_KEY)
    except HubError as error:
        inspected = error.code
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"ERROR inspect: {type(error).__name__}"
    else:
        inspected = "inspected"
    # Where a person has looked at the image, its text is not read again, which takes a hundred times as long as the rest.
    item = run.WorkItem(source, target, PLACEMENT, BUILT_IN[profile], reviewed=None if is_read else ())
    try:
        result = run.deidentify_file(item, SITE_KEY)
    except HubError as error:
        if target.exists():
            return "ERROR: something is left behind"
        return f"{inspected}, {'UNEXPECTED' if error.message == run.UNEXPECTED else error.code}"
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return f"ERROR deidentify_file: {type(error).__name__}"
    data = target.read_bytes()
    target.unlink()
    start, length = pixel_data_span(memoryview(data)) if result.header.frames else (len(data), 0)
    outside = (data[:start] + data[start + length :] + repr(result).encode()).lower()
    return "LEAK" if CANARY.lower() in outside else f"{inspected}, {result.status}"


def child(pipe: Connection, folder: str) -> None:
    """Work off what comes through the pipe until it closes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    source, target = Path(folder, "source.dcm"), Path(folder, "target.dcm.tif")
    while True:
        try:
            data, profile, is_read = pipe.recv()
        except EOFError:
            return
        source.write_bytes(data)
        pipe.send(outcome_of(source, target, profile, is_read=is_read))


class Child:
    """A process that de-identifies, started anew when it has died or hung."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=child, args=(theirs, self._folder), daemon=True)
        self._process.start()
        theirs.close()

    def outcome(self, data: bytes, profile: str, *, is_read: bool) -> str:
        """Return what became of the bytes; HANG and CRASH are found here."""
        try:
            self._pipe.send((data, profile, is_read))
            if self._pipe.poll(TIMEOUT_SECONDS):
                return str(self._pipe.recv())
            word = "HANG"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            word = "CRASH"
        self._process.kill()
        self._process.join()
        self._start()
        return word

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(TIMEOUT_SECONDS)


def main() -> int:
    """Fuzz for some minutes, print the counts, and return 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Fuzz de-identification.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="a folder of more files to start from")
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir(), "fuzz-findings"))
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    files = originals(arguments.data)
    counts: Counter[str] = Counter()
    end = time.monotonic() + 60 * arguments.minutes
    with tempfile.TemporaryDirectory() as folder:
        worker = Child(folder)
        while time.monotonic() < end:
            data, profile = mutated(dice.choice(files), dice), dice.choice(sorted(BUILT_IN))
            found = worker.outcome(data, profile, is_read=dice.random() < READ_SHARE)
            counts[found] += 1
            if found.startswith(("LEAK", "ERROR", "HANG", "CRASH")) or "UNEXPECTED" in found:
                arguments.findings.mkdir(parents=True, exist_ok=True)
                name = f"{arguments.seed}-{counts.total()}-{found.split(':')[0].replace(' ', '-').replace(',', '')}-{profile}.dcm"
                Path(arguments.findings, name).write_bytes(data)
        worker.close()
    print(f"{counts.total()} files from {len(files)}, seed {arguments.seed}, {arguments.minutes:g} minutes")
    for word, count in counts.most_common():
        print(f"{count:>8}  {word}")
    return int(any(word.startswith(("LEAK", "ERROR", "HANG", "CRASH")) for word in counts))


if __name__ == "__main__":
    sys.exit(main())
