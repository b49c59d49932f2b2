"""The persisted documents of the hub's own clients: the command line's, and the web app's from its build."""

from pathlib import Path

import orjson

from app.documents.persisting import NewDocument
from app.domain.operations import OF_THE_COMMAND_LINE
from app.errors import Invalid
from app.observability import log
from app.schema.manifests import checked, texts_of
from app.schema.root import schema

MANIFEST = "persisted-documents.json"  # within the folder of the built web app; its build writes it


def shipped(manifest: Path) -> list[NewDocument]:
    """Return the documents; what is not valid is logged and left out, because the hub must start with an old web app too."""
    texts: list[tuple[str | None, str]] = [(None, text) for text in OF_THE_COMMAND_LINE]
    if manifest.is_file():
        try:
            texts += texts_of(orjson.loads(manifest.read_bytes()))
        except (ValueError, Invalid) as error:
            log.failure("documents.unreadable", error)
    documents = []
    for key, text in texts:
        try:
            documents.append(checked(schema._schema, text, key))  # noqa: SLF001  # Strawberry has no door to it
        except Invalid as error:
            log.failure("documents.outdated", error)
    return documents
