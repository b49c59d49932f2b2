"""`medhub.Client`: a hub from Python."""

from pathlib import Path
from typing import Any, Self

from medhub.collections import Collection, find
from medhub.filters import filter_of
from medhub.records import Images, Records
from medhub.session import ClientError, Session

__all__ = ["Client", "ClientError"]


class Client:
    """A signed-in session with a hub, by an API token or by e-mail address and password.

    Conditions are keywords: `hub.patients(age__gte=50, fields__nodules__gt=2, modality="CT")`.
    """

    def __init__(
        self, server: str, *, token: str | None = None, email: str | None = None, password: str | None = None
    ) -> None:
        self._session = Session(server, token, email, password)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def patients(self, *, search: str | None = None, **conditions: Any) -> Records:
        """Return the patients for which all conditions hold."""
        return Records(self._session, "patients", filter_of(conditions), search)

    def studies(self, *, search: str | None = None, **conditions: Any) -> Records:
        """Return the studies for which all conditions hold."""
        return Records(self._session, "studies", filter_of(conditions), search)

    def series(self, *, search: str | None = None, **conditions: Any) -> Records:
        """Return the series for which all conditions hold."""
        return Records(self._session, "seriesList", filter_of(conditions), search)

    def images(self, **conditions: Any) -> Images:
        """Return the images for which all conditions hold."""
        return Images(self._session, "images", filter_of(conditions))

    def collection(self, name_or_id: str) -> Collection:
        """Return a collection by its id or name; raises ClientError when there is none that you may read."""
        return find(self._session, name_or_id)

    def export(self, path: str | Path, **wanted: Any) -> Path:
        """Write an export (the input of `createExport`, such as `format="PARQUET", level="IMAGE"`) as a zip to `path`."""
        text = "mutation($input: CreateExportInput!) { createExport(input: $input) { job { downloadUrl } errors { message } } }"
        payload = self._session.change(text, "createExport", wanted)
        target = Path(path)
        unfinished = target.with_name(f"{target.name}.part")
        with unfinished.open("wb") as file:
            for chunk in self._session.stream(payload["job"]["downloadUrl"]):
                file.write(chunk)
        return unfinished.replace(target)

    def ask(self, text: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the data of any GraphQL operation; raises ClientError when the hub refuses it."""
        return self._session.ask(text, variables)
