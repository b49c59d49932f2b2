"""`medhub persist MANIFEST --server URL`: register persisted documents with a hub."""

from pathlib import Path
from typing import Annotated

import typer


def persist(
    manifest: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A manifest of Apollo's or Relay's tools, JSON.")
    ],
    server: Annotated[str, typer.Option(help="Address of the hub.")] = "http://127.0.0.1:8000",
    token: Annotated[
        str, typer.Option(envvar="HUB_TOKEN", help="API token with DOCUMENT_PERSIST; better by HUB_TOKEN.")
    ] = "",
    email: Annotated[str, typer.Option(envvar="HUB_EMAIL", help="Without a token: your account.")] = "",
    password: Annotated[str, typer.Option(envvar="HUB_PASSWORD", help="Better by HUB_PASSWORD.")] = "",
    cacheable: Annotated[
        bool, typer.Option("--cacheable", help="They may be asked by GET, with their variables in the address.")
    ] = False,
) -> None:
    """Register the documents of a manifest, all or none; what the hub knows already stays as it is."""
    import orjson

    from app.cli.client import HubClient
    from app.domain.operations import PERSIST
    from app.errors import Invalid

    try:
        content = orjson.loads(manifest.read_bytes())
    except ValueError:
        raise Invalid("The manifest is not JSON.") from None
    with HubClient(server) as client:
        if token:
            client.use_token(token)
        else:
            client.sign_in(email or typer.prompt("Email"), password or typer.prompt("Password", hide_input=True))
        answer = client.ask(PERSIST, {"input": {"manifest": content, "cacheable": cacheable}})["persistDocument"]
    if answer["errors"]:
        raise Invalid(answer["errors"][0]["message"])
    for document in answer["documents"]:
        typer.echo(f"{document['documentIds'][-1]}  {document['name']} {document['version']}")
