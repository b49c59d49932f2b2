"""A file on its way through ingest."""

import hashlib
import hmac
from dataclasses import dataclass

from app.documents.hierarchy import Placed
from app.documents.jobs import JobFile
from app.imaging.deidentify.run import Deidentified
from app.imaging.header import Inspection
from app.storage.filesystem import image_path
from app.storage.sealed import SealedFile


@dataclass(slots=True)
class Candidate:
    """What was learnt of a file so far; its row gets a status when there is an outcome."""

    row: JobFile
    file: SealedFile
    inspection: Inspection | None = None
    placed: Placed | None = None
    result: Deidentified | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has no outcome yet."""
        return self.row.status == "QUEUED"

    def settle(self, status: str, code: str | None = None, message: str | None = None) -> None:
        """Give it its outcome."""
        self.row.status, self.row.error_code, self.row.error_message = status, code, message

    def refuse(self, code: str, message: str) -> None:
        """Refuse it, with a sentence for the uploader."""
        self.settle("REJECTED", code, message)

    def source_digest(self, site_key: bytes) -> str:
        """Return a keyed hash of the uploaded bytes: it tells a duplicate, and nobody without the key what it was."""
        assert self.inspection is not None  # noqa: S101
        return hmac.new(site_key, b"bytes|" + self.inspection.sha256.encode(), hashlib.sha256).hexdigest()

    @property
    def stored_path(self) -> str:
        """Where its file lies in the store."""
        assert self.result is not None and self.placed is not None  # noqa: S101, PT018
        header, place = self.result.header, self.placed
        return image_path(
            place.patient_id, place.study_id, place.series_id, header.instance_number, self.row.image_id,
            has_pixels=header.frames > 0,
        )  # fmt: skip
