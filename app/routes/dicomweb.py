"""DICOMweb: search (QIDO-RS) and retrieve (WADO-RS) what the caller may see, de-identified (PS3.18 sections 8.3, 10.4, 10.6)."""

import re
from collections.abc import AsyncIterator
from typing import Final, Literal, cast

import orjson
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from app.documents.images import Image
from app.errors import Invalid
from app.imaging.dicomjson import EXPLICIT, HTJ2K
from app.resolvers import dicomweb, pixels, qido
from app.resolvers.context import Context
from app.resolvers.dicomweb import Place
from app.resolvers.pixels import StoredFile, View
from app.routes.callers import reader_context
from app.routes.errors import refusal
from app.routes.files import FileRoute
from app.routes.multipart import Multipart, Part
from app.routes.negotiation import ANY_SYNTAX, Media, accepted, preferred

DICOM: Final = "application/dicom"
DICOM_JSON: Final = "application/dicom+json"
OCTETS: Final = "application/octet-stream"
HTJ2K_FRAME: Final = "image/jphc"
PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
NO_CACHE: Final = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Cookie"}
MOST_FRAMES: Final = 1000  # of one request

router = APIRouter(prefix="/dicomweb", route_class=FileRoute)


@router.get("/studies")
async def studies(request: Request) -> Response:
    """Answer the studies that match."""
    return await _search(request, qido.STUDIES)


@router.get("/series")
@router.get("/studies/{study}/series")
async def series(request: Request, study: str | None = None) -> Response:
    """Answer the series that match, of all studies or one."""
    return await _search(request, qido.SERIES, StudyInstanceUID=study)


@router.get("/instances")
@router.get("/studies/{study}/instances")
@router.get("/studies/{study}/series/{series}/instances")
async def instances(request: Request, study: str | None = None, series: str | None = None) -> Response:
    """Answer the instances that match, of all studies, one study or one series."""
    return await _search(request, qido.INSTANCES, StudyInstanceUID=study, SeriesInstanceUID=series)


async def _search(request: Request, level: qido.Level, **path: str | None) -> Response:
    context = await reader_context(request)
    if preferred(_accept(request), (DICOM_JSON, "application/json")) is None:
        return _not_acceptable("Search answers are application/dicom+json.")
    within = {keyword: uid for keyword, uid in path.items() if uid is not None}
    query = qido.query_of([*within.items(), *request.query_params.multi_items()], frozenset(within))
    found = await qido.search(context, level, query)
    warnings = [*query.warnings, *([qido.MORE] if found.has_more else [])]
    headers = NO_CACHE | ({"Warning": ", ".join(f'299 medhub "{each}"' for each in warnings)} if warnings else {})
    if not found.datasets:
        return Response(status_code=204, headers=headers)
    base = _base(context)
    datasets = [dataset | qido.retrieve_url(base, dataset, query) for dataset in found.datasets]
    return Response(orjson.dumps(datasets), media_type=DICOM_JSON, headers=headers)


@router.get("/studies/{study}/metadata")
@router.get("/studies/{study}/series/{series}/metadata")
@router.get("/studies/{study}/series/{series}/instances/{instance}/metadata")
async def metadata(request: Request, study: str, series: str | None = None, instance: str | None = None) -> Response:
    """Answer all attributes but pixels of the images of a study, series or instance."""
    context = await reader_context(request)
    if preferred(_accept(request), (DICOM_JSON, "application/json")) is None:
        return _not_acceptable("Metadata are application/dicom+json.")
    found = await dicomweb.metadata(context, Place(study, series, instance))
    base = _base(context)
    named = [content.replace(b'"BulkDataURI":"', f'"BulkDataURI":"{base}{path}/'.encode()) for path, content in found]
    return Response(b"[" + b",".join(named) + b"]", media_type=DICOM_JSON, headers=NO_CACHE)


@router.get("/studies/{study}")
@router.get("/studies/{study}/series/{series}")
@router.get("/studies/{study}/series/{series}/instances/{instance}")
async def retrieve(request: Request, study: str, series: str | None = None, instance: str | None = None) -> Response:
    """Answer the DICOM files of a study, series or instance, as many parts; one instance also alone."""
    context = await reader_context(request)
    media = next((each for each in accepted(_accept(request)) if _takes_dicom(each, alone=instance is not None)), None)
    if media is None:
        return _not_acceptable("Instances are application/dicom in Explicit VR Little Endian.")
    found = await dicomweb.files_of(context, Place(study, series, instance))
    content_type = f"{DICOM}; transfer-syntax={EXPLICIT}"
    if media.type == DICOM:
        [(image, file)] = found
        headers = NO_CACHE | {"Content-Length": str(image.file_size), "ETag": f'"{image.sha256}"'}
        return StreamingResponse(_alone(context, image, file), media_type=content_type, headers=headers)
    answer = Multipart.of(DICOM)
    parts = (
        Part({"Content-Type": content_type, "Content-Length": str(image.file_size)}, dicomweb.chunks(stream))
        async for image, stream in dicomweb.contents(context, found)
    )
    return StreamingResponse(answer.body(parts), headers=NO_CACHE | {"Content-Type": answer.media_type})


async def _alone(context: Context, image: Image, file: StoredFile) -> AsyncIterator[bytes]:
    async for _, stream in dicomweb.contents(context, [(image, file)]):
        async for chunk in dicomweb.chunks(stream):
            yield chunk


def _takes_dicom(media: Media, *, alone: bool) -> bool:
    if media.transfer_syntax not in ("", ANY_SYNTAX, EXPLICIT):
        return False
    if media.is_multipart:
        return media.content in (DICOM, "")
    return media.type in ("*/*", "application/*", "multipart/*") or (alone and media.type == DICOM)


@router.get("/studies/{study}/series/{series}/instances/{instance}/frames/{numbers}")
async def frames(request: Request, study: str, series: str, instance: str, numbers: str) -> Response:
    """Answer frames (1, or 1,2,3) as stored, or as HTJ2K without loss; one frame also alone."""
    context = await reader_context(request)
    wanted = _frame_numbers(numbers)
    media, syntax = next(
        ((each, syntax) for each in accepted(_accept(request)) if (syntax := _frame_syntax(each))), (None, "")
    )
    if media is None or (media.type in (OCTETS, HTJ2K_FRAME) and len(wanted) > 1):
        return _not_acceptable("Frames are multipart/related of application/octet-stream or image/jphc.")
    found = await dicomweb.frames(context, Place(study, series, instance), wanted, syntax)
    content_type = f"{HTJ2K_FRAME if syntax == HTJ2K else OCTETS}; transfer-syntax={syntax}"
    if media.type in (OCTETS, HTJ2K_FRAME):
        return StreamingResponse(found, media_type=content_type, headers=NO_CACHE)
    answer = Multipart.of(HTJ2K_FRAME if syntax == HTJ2K else OCTETS)
    path = f"{_base(context)}{_instance_path(study, series, instance)}/frames"

    async def parts() -> AsyncIterator[Part]:
        numbers_left = iter(wanted)
        async for content in found:
            headers = {"Content-Type": content_type, "Content-Location": f"{path}/{next(numbers_left)}"}
            yield Part(headers | {"Content-Length": str(len(content))}, _whole(content))

    return StreamingResponse(answer.body(parts()), headers=NO_CACHE | {"Content-Type": answer.media_type})


def _frame_numbers(text: str) -> list[int]:
    if not re.fullmatch(r"\d{1,6}(,\d{1,6})*", text) or text.count(",") >= MOST_FRAMES:
        raise Invalid(f"Name at most {MOST_FRAMES} frames by numbers from 1, with commas between them.")
    return [int(number) for number in text.split(",")]


def _frame_syntax(media: Media) -> str | None:
    """Return the transfer syntax in which a media range takes frames, None when in none that the hub has."""
    content = media.content
    if content in (HTJ2K_FRAME, "image/*") and media.transfer_syntax in ("", ANY_SYNTAX, HTJ2K):
        return HTJ2K
    takes_octets = content in (OCTETS, "*/*", "application/*") or (media.is_multipart and not content)
    return EXPLICIT if takes_octets and media.transfer_syntax in ("", ANY_SYNTAX, EXPLICIT) else None


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


@router.get("/studies/{study}/series/{series}/instances/{instance}/bulkdata/{tag}")
async def bulk_data(request: Request, study: str, series: str, instance: str, tag: str) -> Response:
    """Answer the bytes that metadata left out under a tag."""
    context = await reader_context(request)
    content = await dicomweb.bulk_data(context, Place(study, series, instance), tag)
    media = next((each for each in accepted(_accept(request)) if _frame_syntax(each) == EXPLICIT), None)
    if media is None:
        return _not_acceptable("Bulk data are application/octet-stream.")
    if media.type == OCTETS:
        return StreamingResponse(content, media_type=OCTETS, headers=NO_CACHE)
    answer = Multipart.of(OCTETS)
    body = answer.body(_single({"Content-Type": f"{OCTETS}; transfer-syntax={EXPLICIT}"}, content))
    return StreamingResponse(body, headers=NO_CACHE | {"Content-Type": answer.media_type})


async def _single(headers: dict[str, str], content: AsyncIterator[bytes]) -> AsyncIterator[Part]:
    yield Part(headers, content)


@router.get("/studies/{study}/series/{series}/instances/{instance}/rendered")
@router.get("/studies/{study}/series/{series}/instances/{instance}/frames/{frame}/rendered")
async def rendered(request: Request, study: str, series: str, instance: str, frame: int = 1) -> Response:
    """Answer a picture of one frame for the eye; `window=centre,width,function` and `viewport=width,height`."""
    context = await reader_context(request)
    media_type = preferred(_accept(request), PICTURES)
    if media_type is None:
        return _not_acceptable("Pictures are image/jpeg, image/png or image/webp.")
    [(_, file)] = await dicomweb.files_of(context, Place(study, series, instance))
    centre, width = _window(request.query_params.get("window"))
    picture = cast("Literal['png', 'jpeg', 'webp']", media_type.removeprefix("image/"))
    view = View(frame, centre, width, _viewport(request.query_params.get("viewport")), picture)
    return Response(await pixels.rendered(context, file, view), media_type=media_type, headers=NO_CACHE)


def _window(text: str | None) -> tuple[float | None, float | None]:
    if text is None:
        return None, None
    match = re.fullmatch(r"(-?\d{1,9}(?:\.\d{1,9})?),(\d{1,9}(?:\.\d{1,9})?)(?:,(?:linear|linear-exact))?", text)
    if match is None or float(match[2]) <= 0:
        raise Invalid("window is a centre and a width above 0, such as window=40,400,linear.")
    return float(match[1]), float(match[2])


def _viewport(text: str | None) -> int | None:
    if text is None:
        return None
    match = re.fullmatch(r"([1-9]\d{0,3}),([1-9]\d{0,3})", text)
    if match is None:
        raise Invalid("viewport is a width and a height in pixels, such as viewport=512,512.")
    return int(match[1])


@router.get("/studies/{study}/thumbnail")
@router.get("/studies/{study}/series/{series}/thumbnail")
@router.get("/studies/{study}/series/{series}/instances/{instance}/thumbnail")
async def thumbnail(request: Request, study: str, series: str | None = None, instance: str | None = None) -> Response:
    """Answer a small picture of the image in the middle."""
    context = await reader_context(request)
    found = await dicomweb.files_of(context, Place(study, series, instance))
    _, file = found[len(found) // 2]
    media_type = preferred(_accept(request), PICTURES)
    if media_type is None:
        return _not_acceptable("Pictures are image/jpeg, image/png or image/webp.")
    picture = cast("Literal['png', 'jpeg', 'webp']", media_type.removeprefix("image/"))
    content = await pixels.rendered(context, file, View(1, None, None, THUMBNAIL_PIXELS, picture))
    return Response(content, media_type=media_type, headers=NO_CACHE)


THUMBNAIL_PIXELS: Final = 256


def _accept(request: Request) -> str | None:
    """Return what the caller takes: the query parameter stands for the header (PS3.18 section 8.3.3.1)."""
    return request.query_params.get("accept") or request.headers.get("accept")


def _base(context: Context) -> str:
    """Return the address of this service; never from a request, whose Host may say anything."""
    return f"{context.hub.settings.public_url}/dicomweb"


def _instance_path(study: str, series: str, instance: str) -> str:
    return f"/studies/{study}/series/{series}/instances/{instance}"


def _not_acceptable(message: str) -> Response:
    answer = refusal("UNSUPPORTED", message)
    answer.status_code = 406
    return answer


def mount(app: FastAPI) -> None:
    """Serve DICOMweb at /dicomweb."""
    app.include_router(router)
