"""`medhub serve`: run the hub until Ctrl-C."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.settings import Settings

GRACE_SECONDS = 10  # for requests under way when the hub is told to stop


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; HUB_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; HUB_PORT.")] = None,
) -> None:
    """Run the hub until Ctrl-C."""
    from app.settings import Settings

    given = {name: value for name, value in {"host": host, "port": port}.items() if value is not None}
    run(Settings(**given))  # type: ignore[arg-type]


def run(settings: "Settings") -> None:
    """Serve with these settings; returns when told to stop."""
    import uvicorn

    from app.main import create_app
    from app.observability import log
    from app.routes.connections import server_options

    log.configure()
    uvicorn.run(
        create_app(settings), host=settings.host, port=settings.port, log_level="warning", access_log=False,
        server_header=False, timeout_graceful_shutdown=GRACE_SECONDS, ws="websockets-sansio", ws_max_size=1024 * 1024,
        **server_options(settings.proxies),
    )  # fmt: skip
