"""Log events, not sentences: one JSON object a line, with keys from an allow-list.

No value of a data element, no query text, no file name of an uploader can pass: keys that are not listed raise.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

ALLOWED_KEYS = frozenset(
    {"request", "job", "image", "user", "files", "accepted", "duplicates", "rejected", "quarantined", "error", "code", "where",
     "seconds", "workers", "address", "database", "removed", "operation"}
)  # fmt: skip

OURS = "/app/"  # frames of the hub say where; those of libraries would push them out

_logger = logging.getLogger("medhub")


def configure() -> None:
    """Write the hub's events to standard error; libraries may only warn, and never with a request's content."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _logger.handlers = [handler]
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def event(name: str, **keys: Any) -> None:
    """Log one event such as `upload.finished`; raises ValueError on a key that is not allowed."""
    if unknown := keys.keys() - ALLOWED_KEYS:
        raise ValueError(f"keys that may not be logged: {sorted(unknown)}")
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    _logger.info(json.dumps({"at": moment, "event": name, **keys}, default=str))


def failure(name: str, error: BaseException, **keys: Any) -> None:
    """Log that something broke: the error's class and where it was raised; its message may quote data, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if OURS in frame.filename] or frames
    where = [f"{frame.filename.rsplit(OURS, 1)[-1]}:{frame.lineno}" for frame in ours[-4:]]
    event(name, error=type(error).__name__, code=getattr(error, "code", None), where=where, **keys)
