"""`medhub scp`: take images from modalities and archives over the DICOM network and hand them on to a hub."""

from pathlib import Path
from typing import Annotated

import typer


def scp(
    allow: Annotated[
        list[str],
        typer.Option(help="Who may send: AETITLE, or AETITLE=address. Give it once for each; nobody else may."),
    ],
    server: Annotated[str, typer.Option(help="Address of the hub.")] = "http://127.0.0.1:8000",
    token: Annotated[
        str, typer.Option(envvar="HUB_TOKEN", help="API token that may upload; better by HUB_TOKEN.")
    ] = "",
    title: Annotated[str, typer.Option(help="Application entity title that senders call.")] = "MEDHUB",
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 11112,
    profile: Annotated[str, typer.Option(help="De-identification profile.")] = "research",
    certificate: Annotated[
        Path | None, typer.Option(help="Certificate of this end, PEM: then TLS alone is spoken.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Its key, PEM.")] = None,
    authority: Annotated[
        Path | None, typer.Option(help="Whose certificates senders must have, PEM; without it they need none.")
    ] = None,
) -> None:
    """Take C-STORE (PS3.4 Annex B) until Ctrl-C; an instance is accepted once the hub has it. Nothing is kept here."""
    from app.cli.client import HubClient
    from app.cli.receiving import Receiver, Senders, tls_context
    from app.observability import log

    if not token:
        raise typer.BadParameter("Give an API token that may upload images.", param_hint="HUB_TOKEN")
    if (certificate is None) != (key is None) or (authority is not None and certificate is None):
        raise typer.BadParameter("TLS needs --certificate and --key together.", param_hint="--certificate")
    log.configure()
    context = tls_context(certificate, key, authority) if certificate and key else None
    with HubClient(server) as client:
        client.use_token(token)
        receiver = Receiver(client, Senders.of(allow), title, profile)
        with receiver.listening(host, port, context) as actual:
            print(f"{title} takes images at {host}:{actual} for {server}", flush=True)
            receiver.wait()
