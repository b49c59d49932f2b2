"""Whether the hub is alive, and whether it is ready."""

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from app.resolvers.context import Hub

router = APIRouter()


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """Answer that the process runs."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Answer 200 when the database answers and the store is there, else 503 with what is missing."""
    hub: Hub | None = getattr(request.app.state, "hub", None)
    parts = {
        "database": hub is not None and await hub.database.is_answering(),
        "storage": hub is not None and hub.store.incoming.is_dir(),
    }
    return JSONResponse(parts, 200 if all(parts.values()) else 503)


def mount(app: FastAPI) -> None:
    """Serve /healthz and /readyz."""
    app.include_router(router)
