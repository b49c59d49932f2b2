"""What somebody without an account sees by a link: pictures of one study or series, and its files when the link says so."""

from typing import Annotated, Literal

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from app.auth.tokens import ACCESS_LIFETIME
from app.documents.shares import Share
from app.errors import Forbidden
from app.resolvers import pixels, shares
from app.resolvers.context import Context
from app.resolvers.shares import SharedSeries
from app.routes.callers import stranger, tell_origin
from app.routes.files import DICOM, FileRoute
from app.routes.stored import stored_response
from app.schema.cookies import CLIENT_HEADER
from app.storage.zipping import zipped

SHARE_COOKIE = "hub_share"
PRIVATE = {"Cache-Control": "private, no-store"}  # a link that is revoked shows nothing more, not from a cache either

router = APIRouter(prefix="/shared", route_class=FileRoute)


class Opening(BaseModel):
    """What opens a link: the secret behind its #, and its password when it has one."""

    secret: str = Field(max_length=shares.LONGEST_SECRET)
    password: str | None = Field(default=None, max_length=shares.LONGEST_SECRET)


async def _visitor(request: Request) -> tuple[Context, Share]:
    """Return the context of whoever has opened a link, and the share; raises Unauthenticated."""
    request.state.context = context = stranger(request)
    share = await shares.recognise(context.hub, request.cookies.get(SHARE_COOKIE))
    context.actor = shares.actor_of(share)
    tell_origin(request, context)
    return context, share


@router.post("/open")
async def open_link(request: Request, opening: Opening) -> Response:
    """Open a link: answer until when, and set the cookie that its pictures need."""
    if not request.headers.get(CLIENT_HEADER):  # no form of another site can send it
        raise Forbidden(f"Send the header {CLIENT_HEADER}.")
    request.state.context = context = stranger(request)
    address = request.client.host if request.client else ""
    opened = await shares.open_link(context, opening.secret, opening.password, address)
    content = {"expiresAt": opened.share.expires_at.isoformat(), "mayDownload": opened.share.may_download}
    response = JSONResponse(content, headers=PRIVATE)
    seconds = int(ACCESS_LIFETIME.total_seconds())
    response.set_cookie(
        SHARE_COOKIE, opened.token, max_age=seconds, path="/shared", httponly=True, samesite="strict",
        secure=context.hub.settings.are_cookies_secure,
    )  # fmt: skip
    return response


@router.get("/content")
async def content(request: Request) -> Response:
    """Answer the series that are shared and their images, without anything of the patient."""
    context, share = await _visitor(request)
    found = await shares.content(context, share)
    series = [_series(each) for each in found]
    return JSONResponse({"series": series, "mayDownload": share.may_download}, headers=PRIVATE)


def _series(found: SharedSeries) -> dict[str, object]:
    images = [{"id": each.id, "number": each.number, "frames": each.frames} for each in found.images]
    record = found.series
    return {"id": record.id, "modality": record.modality, "description": record.description, "images": images}


@router.get("/images/{image_id}/rendered")
async def rendered(
    request: Request,
    image_id: str,
    frame: Annotated[int, Query(ge=1)] = 1,
    window_center: Annotated[float | None, Query(alias="windowCenter")] = None,
    window_width: Annotated[float | None, Query(alias="windowWidth", gt=0)] = None,
    width: Annotated[int | None, Query(ge=1, le=8192)] = None,
    format: Literal["png", "jpeg", "webp"] = "webp",  # noqa: A002
) -> Response:
    """Answer one frame of a shared image as a picture for the eye."""
    context, share = await _visitor(request)
    file = await shares.shared_file(context, share, image_id)
    view = pixels.View(frame, window_center, window_width, width, format)
    picture = await pixels.rendered(context, file, view)
    return Response(picture, media_type=f"image/{format}", headers=PRIVATE)


@router.get("/images/{image_id}/thumbnail")
async def thumbnail(request: Request, image_id: str) -> Response:
    """Answer a small picture of a shared image."""
    context, share = await _visitor(request)
    file = await shares.shared_file(context, share, image_id)
    return Response(await pixels.thumbnail(context, file), media_type="image/webp", headers=PRIVATE)


@router.get("/images/{image_id}")
async def stored_file(request: Request, image_id: str) -> Response:
    """Answer the DICOM file of a shared image, when the link is for downloads too."""
    context, share = await _visitor(request)
    file = await shares.shared_file(context, share, image_id)
    await shares.taken(context, share, image_id)
    return await stored_response(file.content, media_type=DICOM, filename=f"{image_id}.dcm", headers=PRIVATE)


@router.get("/archive")
async def archive(request: Request) -> Response:
    """Answer all shared files as a zip archive, when the link is for downloads too."""
    context, share = await _visitor(request)
    entries = await shares.archive(context, share)
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{share.object_id}.zip"'}
    return StreamingResponse(zipped(entries), media_type="application/zip", headers=headers)


def mount(app: FastAPI) -> None:
    """Serve what is shared at /shared."""
    app.include_router(router)
