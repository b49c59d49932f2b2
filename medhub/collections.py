"""Collections of a hub: their terms, their versions, and their files, which are taken away one by one and verified."""

import csv
import hashlib
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from medhub.session import ClientError, Session

FOUND: Final = (
    "id name description license terms needsAcceptance isDynamic "
    "versions { number publishedAt patients images bytes digest citation manifestUrl withdrawn }"
)
AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Download:
    """What a download did; `withdrawn` patients were withdrawn since: delete what you have of them."""

    folder: Path
    downloaded: int
    kept: int
    withdrawn: tuple[str, ...]


class Collection:
    """A collection that the caller may read."""

    def __init__(self, session: Session, found: dict[str, Any]) -> None:
        self._session = session
        self.id: str = found["id"]
        self.name: str = found["name"]
        self.description: str = found["description"]
        self.license: str = found["license"]
        self.terms: str = found["terms"]
        self.needs_acceptance: bool = found["needsAcceptance"]
        self.versions: list[dict[str, Any]] = found["versions"]

    def accept_terms(self) -> None:
        """Accept the terms of the collection, which is logged."""
        text = "mutation($input: AcceptCollectionTermsInput!) { acceptCollectionTerms(input: $input) { errors { message } } }"
        self._session.change(text, "acceptCollectionTerms", {"id": self.id})
        self.needs_acceptance = False

    def citation(self, version: int | None = None) -> str:
        """Return how to cite a version, the newest by default."""
        return str(self._version(version)["citation"])

    def manifest(self, version: int | None = None) -> list[dict[str, str]]:
        """Return a row for each image of a version, the newest by default: ids, size, SHA-256 and status."""
        content = self._session.read(self._version(version)["manifestUrl"]).decode()
        return list(csv.DictReader(io.StringIO(content, newline="")))

    def download(self, folder: str | Path, version: int | None = None, *, progress: bool | None = None) -> Download:
        """Take the DICOM files of a version into a folder, by patient, study and series; verified by SHA-256.

        What is there already and right is kept, so the same call goes on where it was interrupted.
        """
        target = Path(folder)
        rows = self.manifest(version)
        withdrawn = sorted({row["patient_id"] for row in rows if row["status"] == "WITHDRAWN"})
        wanted = [row for row in rows if row["status"] != "WITHDRAWN"]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            outcomes = threads.map(lambda row: self._fetch(target, row), wanted)
            is_new = list(_shown(outcomes, len(wanted), sys.stderr.isatty() if progress is None else progress))
        return Download(target, sum(is_new), len(is_new) - sum(is_new), tuple(withdrawn))

    def _fetch(self, folder: Path, row: dict[str, str]) -> bool:
        """Return whether a file was fetched; one that is there and right is not."""
        path = folder / row["patient_id"] / row["study_id"] / row["series_id"] / f"{row['image_id']}.dcm"
        if path.is_file() and _digest(path) == row["sha256"]:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished, digest = path.with_suffix(".part"), hashlib.sha256()
        with unfinished.open("wb") as file:
            for chunk in self._session.stream(f"/files/images/{row['image_id']}"):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != row["sha256"]:
            unfinished.unlink()
            raise ClientError(
                f"The file of {row['image_id']} is not what was published. Try again, or tell an administrator."
            )
        unfinished.replace(path)
        return True

    def _version(self, number: int | None) -> dict[str, Any]:
        for version in self.versions:
            if number is None or version["number"] == number:
                return version
        raise ClientError("This collection has no such version.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shown(outcomes: Iterator[bool], total: int, is_shown: bool) -> Iterator[bool]:
    if not is_shown:
        yield from outcomes
        return
    from rich.progress import track

    yield from track(outcomes, "Downloading", total=total)


def find(session: Session, name_or_id: str) -> Collection:
    """Return the collection of this id, or the newest of this name; raises ClientError when there is none."""
    if name_or_id.startswith("col_"):
        found = session.ask(f"query($id: ID!) {{ collection(id: $id) {{ {FOUND} }} }}", {"id": name_or_id})[
            "collection"
        ]
        if found is not None:
            return Collection(session, found)
    after = None
    while True:
        text = f"query($after: String) {{ collections(first: 100, after: $after) {{ nodes {{ {FOUND} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        page = session.ask(text, {"after": after})["collections"]
        for node in page["nodes"]:
            if node["name"] == name_or_id:
                return Collection(session, node)
        if not page["pageInfo"]["hasNextPage"]:
            raise ClientError("There is no collection of this name that you may read.")
        after = page["pageInfo"]["endCursor"]
