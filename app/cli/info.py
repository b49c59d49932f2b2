"""`medhub schema`, `medhub permissions` and `medhub config`: what the hub is, in text."""

import typer


def schema() -> None:
    """Print the GraphQL schema."""
    from app.schema.root import printed_schema

    typer.echo(printed_schema(), nl=False)


def permissions() -> None:
    """Print who may call what, as docs/permissions.md has it."""
    from app.schema.matrix import page

    typer.echo(page(), nl=False)


def config() -> None:
    """Print the settings that are in force, with secrets masked, and what each is for."""
    from app.settings import Settings

    settings = Settings()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        typer.echo(f"# {field.description}\nHUB_{name.upper()}={'' if value is None else value}")
