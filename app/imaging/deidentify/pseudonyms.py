"""Who a source is to the hub, and what stands in its place: all by HMAC-SHA-256 under the site's key.

The same source gets the same answers in every process and in every year; without the key nobody can go back.
"""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

# Five years: enough to hide a date, and the years stay near the equipment and practice that they belong to.
LONGEST_SHIFT_DAYS: Final = 1825


def digest(key: bytes, purpose: str, value: str) -> bytes:
    """Return 32 bytes that stand for the value under this key, other ones for each purpose."""
    return hmac.digest(key, f"{purpose}\0{value}".encode(), "sha256")


def project_key(site_key: bytes, project: str) -> bytes:
    """Return the key of a project: under it everything is another than for the site and for any other project."""
    return digest(site_key, "project", project)


@lru_cache(maxsize=4096)
def _uid(key: bytes, uid: str) -> str:
    # PS3.5 section B.2: a UUID's 128 bits as one number under 2.25.
    return f"2.25.{int.from_bytes(digest(key, 'uid', uid)[:16])}"


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The replacements for one source patient's values.

    `patient_id` is what the stored file calls the patient; `shift_days` is how many days every date goes back, 1 to 1825.
    """

    site_key: bytes
    patient_id: str
    shift_days: int

    @classmethod
    def of(cls, site_key: bytes, patient_key: str, patient_id: str, project: str = "") -> "Pseudonyms":
        """Return the pseudonyms of the source patient whose keyed identity is `patient_key` (64 hex characters).

        With a project's name they are those of its key, so that nobody can join them with the site's.
        """
        if project:
            site_key = project_key(site_key, project)
        number = int.from_bytes(digest(site_key, "date shift", patient_key)[:8])
        return cls(site_key, patient_id, 1 + number % LONGEST_SHIFT_DAYS)

    def uid(self, uid: str) -> str:
        """Return the UID that stands for this one wherever it is referred to, in any file of any patient."""
        return _uid(self.site_key, uid)

    def code(self, scheme: str, value: str) -> str:
        """Return a code value that stands for one of a scheme that nobody published: the same for the same."""
        return f"C{digest(self.site_key, 'code', f'{scheme}|{value}').hex()[:12].upper()}"

    def day(self, original: date) -> date | None:
        """Return the date moved back by the patient's shift; None where the calendar does not reach so far."""
        try:
            return original - timedelta(days=self.shift_days)
        except OverflowError:
            return None
