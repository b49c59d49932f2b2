"""Cookies of browser sessions: HttpOnly and SameSite=Strict, so neither scripts nor other sites can use them.

A browser says `X-Hub-Client: web`. Its refresh token then lives in a cookie that only /graphql gets, and its access token
also in one that only /files gets, because `<img src>` cannot carry a header. GraphQL never takes the latter.
"""

from starlette.requests import HTTPConnection

from app.auth.tokens import ACCESS_LIFETIME, REFRESH_LIFETIME
from app.resolvers.context import Caller
from app.schema.info import Info

CLIENT_HEADER = "X-Hub-Client"
REFRESH_COOKIE = "hub_refresh"
FILES_COOKIE = "hub_files"


def wants_cookies(info: Info) -> bool:
    """Return whether the caller is a browser that keeps its session in cookies."""
    request = info.context.request
    return isinstance(request, HTTPConnection) and request.headers.get(CLIENT_HEADER) == "web"


def caller_of(info: Info) -> Caller:
    """Return where the request comes from, nothing when it came over no network."""
    request = info.context.request
    if not isinstance(request, HTTPConnection):
        return Caller()
    return Caller(request.client.host if request.client else "", request.headers.get("user-agent", ""))


def refresh_cookie(info: Info) -> str | None:
    """Return the browser's refresh token; only with the header, which no other site's form can send."""
    request = info.context.request
    return request.cookies.get(REFRESH_COOKIE) if wants_cookies(info) and request else None


def keep_session(info: Info, files_token: str | None, refresh_token: str | None) -> None:
    """Set a browser's cookies, or clear them when there are no tokens."""
    if not wants_cookies(info):
        return
    _keep(info, REFRESH_COOKIE, refresh_token, "/graphql", int(REFRESH_LIFETIME.total_seconds()))
    _keep(info, FILES_COOKIE, files_token, "/files", int(ACCESS_LIFETIME.total_seconds()))


def _keep(info: Info, name: str, value: str | None, path: str, seconds: int) -> None:
    response = info.context.response
    assert response is not None  # noqa: S101  # mutations come over HTTP
    response.set_cookie(
        name, value or "", max_age=seconds if value else 0, path=path, httponly=True, samesite="strict",
        secure=info.context.hub.settings.are_cookies_secure,
    )  # fmt: skip
