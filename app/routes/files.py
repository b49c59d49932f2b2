"""Pixels over HTTP: the stored file, a rendered picture, a thumbnail, raw frames and metadata, each for who may see it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute

from app.auth.actor import require
from app.auth.permissions import Permission
from app.errors import Forbidden
from app.resolvers import audit, collection_files, exports, pixels, privacy, reviews, trail
from app.resolvers.context import Context
from app.routes.callers import reader_context
from app.routes.errors import STATUS, error_response
from app.routes.stored import stored_response
from app.storage.zipping import zipped

IMMUTABLE = "private, max-age=31536000, immutable"  # a stored image never changes: a new version is a new image
DICOM, TIFF = "application/dicom", "image/tiff"
RAW = "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1"
Route = Callable[[Request], Coroutine[Any, Any, Response]]


class FileRoute(APIRoute):
    """A route whose refusals are plain answers with a code and a sentence."""

    def get_route_handler(self) -> Route:
        """Return the handler, wrapped."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            response = await error_response(request, handler)
            context: Context | None = getattr(request.state, "context", None)
            if context is not None:
                context.hub.trail.note(context, "images.viewed")
                if response.status_code == STATUS[Forbidden.code]:
                    who = context.actor.user_id if context.actor else None
                    context.hub.trail.refuse(who, "access.refused", request.scope["route"].path)
            return response

        return answer


router = APIRouter(prefix="/files", route_class=FileRoute)


def _headers(file: pixels.StoredFile, etag: str) -> dict[str, str]:
    kept = IMMUTABLE if file.is_settled else "private, no-cache"  # a review may still change it
    return {"ETag": f'"{etag}"', "Cache-Control": kept, "Vary": "Authorization, Cookie"}


def _is_known(request: Request, etag: str) -> bool:
    return f'"{etag}"' in request.headers.get("if-none-match", "")


@router.get("/images/{image_id}")
async def stored_file(request: Request, image_id: str, format: Literal["dicom", "tiff"] = "dicom") -> Response:  # noqa: A002
    """Answer the stored file, which is DICOM and TIFF at once; `format` chooses its name and content type."""
    context = await reader_context(request)
    file = await pixels.stored_file(context, image_id)
    if format == "tiff":
        pixels.require_pixels(file)
    if _is_known(request, file.sha256):
        return Response(status_code=304, headers=_headers(file, file.sha256))
    await trail.downloaded(context, image_id)
    media_type, suffix = (TIFF, "tif") if format == "tiff" else (DICOM, "dcm")
    return await stored_response(
        file.content, media_type=media_type, filename=f"{image_id}.{suffix}", headers=_headers(file, file.sha256)
    )


@router.get("/images/{image_id}/rendered")
async def rendered(
    request: Request,
    image_id: str,
    frame: Annotated[int, Query(ge=1)] = 1,
    window_center: Annotated[float | None, Query(alias="windowCenter")] = None,
    window_width: Annotated[float | None, Query(alias="windowWidth", gt=0)] = None,
    width: Annotated[int | None, Query(ge=1, le=8192)] = None,
    format: Literal["png", "jpeg", "webp"] = "png",  # noqa: A002
) -> Response:
    """Answer one frame as a picture for the eye, windowed and scaled."""
    view = pixels.View(frame, window_center, window_width, width, format)
    context = await reader_context(request)
    file = await pixels.stored_file(context, image_id)
    etag = f"{file.sha256[:32]}-{view.key}"
    if _is_known(request, etag):
        return Response(status_code=304, headers=_headers(file, etag))
    content = await pixels.rendered(context, file, view)
    return Response(content, media_type=f"image/{format}", headers=_headers(file, etag))


@router.get("/images/{image_id}/original")
async def original(request: Request, image_id: str, frame: Annotated[int, Query(ge=1)] = 1) -> Response:
    """Answer one frame of what was uploaded of an image in doubt, to reviewers; no browser keeps it."""
    context = await reader_context(request)
    require(context.actor, Permission.PROFILE_WRITE)
    content = await reviews.original_picture(context, image_id, frame)
    return Response(content, media_type="image/png", headers={"Cache-Control": "no-store"})


@router.get("/images/{image_id}/thumbnail")
async def thumbnail(request: Request, image_id: str) -> Response:
    """Answer a picture of at most 256 pixels a side."""
    context = await reader_context(request)
    return await _thumbnail(request, context, await pixels.stored_file(context, image_id))


@router.get("/series/{series_id}/thumbnail")
async def series_thumbnail(request: Request, series_id: str) -> Response:
    """Answer the thumbnail of the image in the middle of the series."""
    context = await reader_context(request)
    response = await _thumbnail(request, context, await pixels.middle_file(context, series_id))
    response.headers["Cache-Control"] = "private, no-cache"  # another image may come to stand in the middle
    return response


async def _thumbnail(request: Request, context: Context, file: pixels.StoredFile) -> Response:
    etag = f"{file.sha256[:32]}-thumbnail"
    if _is_known(request, etag):
        return Response(status_code=304, headers=_headers(file, etag))
    return Response(await pixels.thumbnail(context, file), media_type="image/webp", headers=_headers(file, etag))


@router.get("/images/{image_id}/frames/{frame}")
async def frame(request: Request, image_id: str, frame: int) -> Response:
    """Answer the stored values of one frame (from 1), little endian, rows first; palette colour as RGB."""
    file = await pixels.stored_file(await reader_context(request), image_id)
    etag = f"{file.sha256[:32]}-frame{frame}"
    if _is_known(request, etag):
        return Response(status_code=304, headers=_headers(file, etag))
    content = await asyncio.to_thread(pixels.frame, file, frame)
    return Response(content, media_type=RAW, headers=_headers(file, etag))


@router.get("/images/{image_id}/metadata")
async def metadata(request: Request, image_id: str) -> Response:
    """Answer the image's DICOM attributes without pixels, as DICOM JSON (PS3.18 Annex F)."""
    context = await reader_context(request)
    file = await pixels.stored_file(context, image_id)
    if _is_known(request, file.sha256):
        return Response(status_code=304, headers=_headers(file, file.sha256))
    found = await pixels.metadata(context, [file])
    return JSONResponse(found, media_type="application/dicom+json", headers=_headers(file, file.sha256))


@router.get("/series/{series_id}/metadata")
async def series_metadata(request: Request, series_id: str) -> Response:
    """Answer `[{"id", "dataset"}]` for all images of the series that the caller may see, by number then id."""
    context = await reader_context(request)
    files = await pixels.series_files(context, series_id)
    found = await pixels.metadata(context, files)
    content = [{"id": file.image_id, "dataset": dataset} for file, dataset in zip(files, found, strict=True)]
    return JSONResponse(content, headers={"Cache-Control": "private, no-cache"})


@router.get("/patients/{patient_id}/archive")
async def patient_archive(request: Request, patient_id: str) -> Response:
    """Answer all that the hub has of a patient as a zip archive, made while it is sent."""
    context = await reader_context(request, Permission.PRIVACY_MANAGE)
    entries = await privacy.archive(context, patient_id)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{patient_id}.zip"'}
    return StreamingResponse(zipped(entries), media_type="application/zip", headers=headers)


@router.get("/exports/{export_id}")
async def export(request: Request, export_id: str) -> Response:
    """Answer an export as a zip archive, made while it is sent."""
    context = await reader_context(request)
    require(context.actor, Permission.DATA_EXPORT)
    found = await exports.entries(context, export_id)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{export_id}.zip"'}
    return StreamingResponse(zipped(found), media_type="application/zip", headers=headers)


@router.get("/collections/{collection_id}/{number}/manifest.csv")
async def collection_manifest(request: Request, collection_id: str, number: int) -> Response:
    """Answer the manifest of a collection's version, a row for each image."""
    rows = await collection_files.manifest(await reader_context(request), collection_id, number)
    name = f"{collection_id}-{number}.csv"
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows, media_type="text/csv", headers=headers)


@router.get("/collections/{collection_id}/record.jsonld")
async def collection_record(request: Request, collection_id: str) -> Response:
    """Answer the HealthDCAT-AP record of a published collection."""
    found = await collection_files.record(await reader_context(request, Permission.PATIENT_READ), collection_id)
    return JSONResponse(found, media_type="application/ld+json", headers={"Cache-Control": "private, no-cache"})


@router.get("/audit.ndjson")
async def audit_trail(request: Request) -> Response:
    """Answer the whole audit trail, one event a line, oldest first."""
    context = await reader_context(request, Permission.AUDIT_READ)
    lines = (orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE) async for event in audit.exported(context))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="audit.ndjson"'}
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


def mount(app: FastAPI) -> None:
    """Serve files at /files."""
    app.include_router(router)
