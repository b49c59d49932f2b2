"""The single-page app: hashed assets for ever, index.html anew each time with a nonce for its styles."""

import secrets
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse

from app.routes.security import content_security_policy

NONCE_PLACEHOLDER = "__CSP_NONCE__"
IMMUTABLE = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".png": "image/png", ".ico": "image/x-icon", ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
NOT_BUILT = "The web app is not built yet: run 'make web', or use the API at /graphql."


def mount(app: FastAPI, folder: Path) -> None:
    """Serve the built app from `folder`; every path without a dot that nothing else serves is a page of it."""
    root = folder.resolve()

    @app.get("/{path:path}", include_in_schema=False)
    async def page_or_asset(request: Request, path: str) -> Response:
        if "." in path.rsplit("/", 1)[-1]:
            return _asset(request, root, path)
        if path.split("/", 1)[0] in ("graphql", "files", "shared", "assets"):
            return PlainTextResponse("Not found", 404)
        return index(root)


def index(folder: Path) -> Response:
    """Answer the app's one page, under a policy with a nonce of its own."""
    page = folder / "index.html"
    if not page.is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    nonce = secrets.token_urlsafe(16)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": content_security_policy(nonce)}
    return HTMLResponse(page.read_text().replace(NONCE_PLACEHOLDER, nonce), headers=headers)


def _asset(request: Request, root: Path, path: str) -> Response:
    file = _file_below(root, path)
    media_type = TYPES.get(file.suffix) if file else None
    if file is None or media_type is None:
        return PlainTextResponse("Not found", 404)
    headers = {"Cache-Control": IMMUTABLE if path.startswith("assets/") else "no-cache", "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    for encoding, suffix in ENCODINGS:
        compressed = file.with_name(file.name + suffix)
        if encoding in accepted and compressed.is_file():
            return FileResponse(compressed, media_type=media_type, headers=headers | {"Content-Encoding": encoding})
    return FileResponse(file, media_type=media_type, headers=headers)


def _file_below(root: Path, path: str) -> Path | None:
    try:
        file = (root / path).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (ValueError, OSError):  # a null byte, or a name that is longer than any file's
        return None
