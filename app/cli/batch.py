"""The files of one run of `medhub deid`: found, inspected, decided on, de-identified, put in place."""

import asyncio
import hmac
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.domain.ids import ALPHABET, LENGTH
from app.errors import HubError
from app.imaging.archives import is_archive
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.run import Deidentified, Placement, WorkItem
from app.imaging.files import File, delete
from app.imaging.header import Identity, Inspection
from app.imaging.refusal import Refusal
from app.storage.filesystem import SUFFIX, image_path
from app.workers import tasks
from app.workers.pool import WorkerLost, WorkerPool

BATCH_FILES: Final = 8
UNREADABLE: Final = Refusal("REJECTED", "The file cannot be opened. Check its permissions.")
CONFLICT: Final = "CONFLICT"
SAME_BYTES: Final = "The same file was in this run before."
OTHER_BYTES: Final = Refusal(
    CONFLICT, "Another file of this run is the same image with other content. Keep one of them."
)
OTHER_PATIENT: Final = "The file says another patient than the files before it of the same {noun}."

Progress = Callable[[int, int], None]
Emit = Callable[["Outcome"], None]


@dataclass(slots=True)
class Outcome:
    """What became of one input file: ACCEPTED, DUPLICATE, QUARANTINED or REJECTED, and why where it is not the first."""

    source: str
    path: File | None = None
    outcome: str = ""
    output: str | None = None
    reason: str | None = None
    result: Deidentified | None = None
    inspection: Inspection | None = None

    def refuse(self, refusal: Refusal) -> None:
        """Refuse the file."""
        self.outcome, self.reason = "REJECTED", f"{refusal.code}: {refusal.message}"

    def line(self) -> dict[str, Any]:
        """Return the line of the report."""
        return {
            "source": self.source,
            "output": self.output,
            "outcome": self.outcome,
            "reason": self.reason,
            "actions": [
                {"path": action.path, "keyword": action.keyword, "action": action.kind}
                for action in (self.result.actions if self.result else ())
            ],
            "regions": [
                {
                    "frame": region.frame,
                    "x": region.x,
                    "y": region.y,
                    "width": region.width,
                    "height": region.height,
                    "reason": region.reason,
                    "confidence": region.confidence,
                }
                for region in (self.result.regions if self.result else ())
            ],
        }


@dataclass(slots=True)
class Batch:
    """One run: its pool, its folders, its key, and what it has seen."""

    pool: WorkerPool
    target: Path
    scratch: Path
    profile: Profile
    key: bytes
    _images: dict[str, str] = field(default_factory=dict)
    _patients: dict[str, str] = field(default_factory=dict)

    async def run(self, source: Path, progress: Progress, emit: Emit) -> None:
        """Take every file of the source through its steps; `emit` gets an outcome for each, in the order of their names."""
        outcomes = await self._find(source)
        progress(0, len(outcomes))
        await self._inspect([one for one in outcomes if not one.outcome])
        for one in outcomes:
            self._decide(one)
        waiting = [one for one in outcomes if not one.outcome]
        part_of = {id(one): number // BATCH_FILES for number, one in enumerate(waiting)}
        async with asyncio.TaskGroup() as group:
            parts = [group.create_task(self._deidentify(part)) for part in _parts(waiting)]
            for done, one in enumerate(outcomes, start=1):
                if id(one) in part_of:
                    await parts[part_of[id(one)]]
                emit(one)
                one.result = one.inspection = None  # a run may have any number of files
                progress(done, len(outcomes))

    async def _find(self, source: Path) -> list[Outcome]:
        found: list[Outcome] = []
        for number, path in enumerate(_files(source)):
            name = path.name if path == source else path.relative_to(source).as_posix()
            try:
                with_archive = is_archive(path)
            except OSError:
                found.append(Outcome(name))
                found[-1].refuse(UNREADABLE)
                continue
            if with_archive:
                found += await self._expand(path, "" if path == source else f"{name}/", name, number)
            else:
                found.append(Outcome(name, path))
        return found

    async def _expand(self, archive: Path, prefix: str, name: str, number: int) -> list[Outcome]:
        """Return the files of an archive, or the archive itself as refused."""
        try:
            entries = await self.pool.run(tasks.expand_archive, archive, self.scratch / f"archive{number}")
        except HubError as error:
            refused = Outcome(name)
            refused.refuse(Refusal(error.code, error.message))
            return [refused]
        found = []
        for entry in entries:
            found.append(Outcome(prefix + entry.name, entry.file))
            if entry.refusal:
                found[-1].refuse(entry.refusal)
        return found

    async def _inspect(self, waiting: Sequence[Outcome]) -> None:
        async def inspect(part: Sequence[Outcome]) -> None:
            paths = [one.path for one in part if one.path]
            for one, found in zip(part, await self._inspected(paths), strict=True):
                if isinstance(found, Refusal):
                    one.refuse(found)
                else:
                    one.inspection = found

        await asyncio.gather(*(inspect(part) for part in _parts(waiting)))

    async def _inspected(self, paths: list[File]) -> list[Inspection | Refusal]:
        try:
            return await self.pool.run(tasks.inspect_files, paths, self.key)
        except WorkerLost as error:
            if len(paths) == 1:
                return [Refusal(error.code, error.message)]
            return [one for path in paths for one in await self._inspected([path])]  # which of them was it?

    def _decide(self, one: Outcome) -> None:
        """Settle what is a duplicate, or contradicts a file before it."""
        if one.outcome or one.inspection is None:
            return
        identity, checksum = one.inspection.identity, one.inspection.sha256
        known = self._images.get(identity.image)
        if known is not None:
            if known == checksum:
                one.outcome, one.reason = "DUPLICATE", SAME_BYTES
            else:
                one.refuse(OTHER_BYTES)
            return
        self._images[identity.image] = checksum
        for noun, key in (("study", identity.study), ("series", identity.series)):
            if self._patients.setdefault(noun + key, identity.patient) != identity.patient:
                one.refuse(Refusal(CONFLICT, OTHER_PATIENT.format(noun=noun)))
                return

    async def _deidentify(self, part: Sequence[Outcome]) -> None:
        """De-identify some files and put them in place."""
        items = [self._item(one) for one in part]
        for one, item, found in zip(part, items, await self._deidentified(items), strict=True):
            if isinstance(found, Refusal):
                one.refuse(found)
            else:
                self._settle(one, item, found)

    def _item(self, one: Outcome) -> WorkItem:
        assert one.path is not None and one.inspection is not None  # noqa: S101, PT018
        placement = self._placement(one.inspection.identity)
        return WorkItem(one.path, self._incoming(placement), placement, self.profile)

    def _incoming(self, placement: Placement) -> Path:
        return self.scratch / f"{placement.image_id}{SUFFIX}"

    def _placement(self, identity: Identity) -> Placement:
        """Return ids that follow from the key, so that two runs with it agree."""
        return Placement(
            self._id("pat", identity.patient),
            self._id("stu", identity.study),
            self._id("ser", identity.series),
            self._id("img", identity.image),
        )

    def _id(self, prefix: str, identity: str) -> str:
        number = int.from_bytes(hmac.digest(self.key, f"{prefix}|{identity}".encode(), "sha256"))
        return f"{prefix}_" + "".join(ALPHABET[number >> 5 * place & 31] for place in range(LENGTH))

    async def _deidentified(self, items: list[WorkItem]) -> list[Deidentified | Refusal]:
        try:
            return await self.pool.run(tasks.deidentify_files, items, self.key)
        except WorkerLost as error:
            if len(items) > 1:
                return [one for item in items for one in await self._deidentified([item])]  # which of them was it?
            delete(items[0].target)
            return [Refusal(error.code, error.message)]

    def _settle(self, one: Outcome, item: WorkItem, found: Deidentified) -> None:
        one.result = found
        if found.status != "CLEAN":
            delete(item.target)
            one.outcome, one.reason = "QUARANTINED", found.doubt
            return
        place, header = item.placement, found.header
        one.outcome = "ACCEPTED"
        one.output = image_path(
            place.patient_id, place.study_id, place.series_id, header.instance_number, place.image_id,
            has_pixels=header.frames > 0,
        )  # fmt: skip
        final = self.target / one.output
        final.parent.mkdir(parents=True, exist_ok=True)
        self._incoming(place).replace(final)


def _files(source: Path) -> list[Path]:
    """Return the files of a folder at every depth, by name; links to folders are not followed."""
    if source.is_file():
        return [source]
    found = (Path(parent, name) for parent, _, names in os.walk(source) for name in names)
    return sorted(path for path in found if path.is_file() and not path.is_symlink())  # a link may lead anywhere


def _parts(waiting: Sequence[Outcome]) -> Iterator[Sequence[Outcome]]:
    for start in range(0, len(waiting), BATCH_FILES):
        yield waiting[start : start + BATCH_FILES]
