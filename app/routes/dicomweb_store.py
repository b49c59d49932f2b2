"""DICOMweb: store (STOW-RS, PS3.18 section 10.5). What is sent is de-identified like any upload."""

import re
from collections.abc import AsyncIterator
from typing import Any, Final

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from app.auth.permissions import Permission
from app.errors import Invalid, Unauthenticated, Unsupported
from app.resolvers import stow
from app.resolvers.context import Hub
from app.routes.callers import bearer, reader_context
from app.routes.files import FileRoute
from app.storage.spool import Spool

SPOOL_BYTES: Final = 1 << 20  # of each part in memory, beyond it encrypted on disk
LONGEST_TYPE: Final = 256  # characters; a boundary has at most 70 (RFC 2046 section 5.1.1)
UID: Final = re.compile(r"[0-9.]{1,64}")

router = APIRouter(prefix="/dicomweb", route_class=FileRoute)


@router.post("/studies")
@router.post("/studies/{study}")
async def store(request: Request, study: str | None = None) -> Response:
    """Take instances, and answer when it is known what became of each: 200 all stored, 202 not all, 409 none."""
    if bearer(request.headers.get("authorization")) is None:  # a cookie is not enough to change anything
        raise Unauthenticated("Send an access token, or an API token, as Authorization: Bearer.")
    context = await reader_context(request, Permission.IMAGE_UPLOAD)
    if study is not None and not UID.fullmatch(study):
        raise Invalid("That is not a Study Instance UID.")
    outcomes = await stow.store(context, _parts(request, context.hub), study)
    content = await stow.answer(context, outcomes, f"{context.hub.settings.public_url}/dicomweb")
    stored = sum(each.image is not None for each in outcomes)
    is_clear = stored == len(outcomes) and not any(each.is_held_back for each in outcomes)
    status = 200 if is_clear else 202 if stored else 409
    return Response(
        orjson.dumps(content), status, media_type="application/dicom+json", headers={"Cache-Control": "no-store"}
    )


async def _parts(request: Request, hub: Hub) -> AsyncIterator[Spool]:
    """Yield the parts of a multipart/related body as they arrive; raises Unsupported or Invalid for another body."""
    content_type = request.headers.get("content-type", "")
    if len(content_type) > LONGEST_TYPE:
        raise Invalid("That is too long for a media type.")
    kind, parameters = parse_options_header(content_type)
    boundary = parameters.get(b"boundary", b"")
    if kind != b"multipart/related" or not boundary:
        raise Unsupported('Send multipart/related; type="application/dicom" with a boundary.')
    if parameters.get(b"type", b"application/dicom").lower() != b"application/dicom":
        raise Unsupported('Instances are taken as application/dicom: multipart/related; type="application/dicom".')
    reader = _Reader(hub)
    parser = MultipartParser(boundary, reader.callbacks())
    try:
        async for chunk in request.stream():
            parser.write(chunk)
            for part in reader.take():
                yield part
        parser.finalize()
    except MultipartParseError:
        raise Invalid("The parts of the request cannot be told apart. Send it again.") from None
    finally:
        reader.close()
    if not reader.is_complete:
        raise Invalid("The request ends before its last part does. Send it again.")


class _Reader:
    """Collects parts while the parser finds them."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._part: Spool | None = None
        self._done: list[Spool] = []
        self.is_complete = False

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self._begin, "on_part_data": self._data, "on_part_end": self._end, "on_end": self._complete,
        }  # fmt: skip

    def _begin(self) -> None:
        self._part = self._hub.staging.temporary(SPOOL_BYTES)

    def _data(self, data: bytes, start: int, end: int) -> None:
        limit = self._hub.settings.max_file_bytes
        if self._part is not None and self._part.written <= limit:  # beyond it, the ingest says that it is too large
            self._part.write(data[start:end])

    def _end(self) -> None:
        if self._part is not None:
            self._done.append(self._part)
        self._part = None

    def _complete(self) -> None:
        self.is_complete = True

    def take(self) -> list[Spool]:
        """Return the parts that are complete."""
        done, self._done = self._done, []
        return done

    def close(self) -> None:
        """Forget what was not taken."""
        for part in [*self._done, *([self._part] if self._part else [])]:
            part.close()


def mount(app: FastAPI) -> None:
    """Take instances at /dicomweb/studies."""
    app.include_router(router)
