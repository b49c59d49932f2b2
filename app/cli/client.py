"""A small GraphQL client for the command line: sign in, keep the session, send files as multipart."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Self

import httpx

from app.domain.operations import REFRESH, SIGN_IN
from app.errors import Invalid, Unauthenticated, Unavailable

TIMEOUT_SECONDS = 300
ATTEMPTS = 6
UNAUTHENTICATED = 401
FIRST_PAUSE_SECONDS = 0.5


class HubClient:
    """A session with one hub."""

    def __init__(self, server: str) -> None:
        self.server = server.rstrip("/")
        self._http = httpx.Client(base_url=self.server, timeout=TIMEOUT_SECONDS, headers={"X-Hub-Client": "medhub"})
        self._refresh_token: str | None = None
        self._renewing = threading.Lock()  # two threads must not use up one refresh token

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def sign_in(self, email: str, password: str) -> None:
        """Begin a session; raises Invalid when the hub refuses."""
        self._keep(self.ask(SIGN_IN, {"input": {"email": email, "password": password}})["signIn"])

    def use_token(self, token: str) -> None:
        """Act as an API token allows."""
        self._http.headers["Authorization"] = f"Bearer {token}"

    def _keep(self, answer: dict[str, Any]) -> None:
        if answer["errors"]:
            raise Invalid(answer["errors"][0]["message"])
        self._http.headers["Authorization"] = f"Bearer {answer['accessToken']}"
        self._refresh_token = answer["refreshToken"]

    def ask(
        self, text: str, variables: dict[str, Any], files: Sequence[Path | tuple[str, bytes]] | None = None
    ) -> dict[str, Any]:
        """Return the data of an operation; `files` fill `input.files`. A server that is away is tried again."""
        used = self._http.headers.get("Authorization")
        try:
            return self._answer(self._post(text, variables, files))
        except Unauthenticated:
            self._renew(used)
            return self._answer(self._post(text, variables, files))

    def stream(self, path: str) -> Iterator[bytes]:
        """Yield the content of a file of the hub, piece by piece; raises Invalid in the hub's words when it refuses."""
        for is_last in (False, True):
            used = self._http.headers.get("Authorization")
            with self._http.stream("GET", path) as response:
                if response.is_success:
                    yield from response.iter_bytes()
                    return
                refused = response.read()
                if response.status_code == UNAUTHENTICATED and not is_last and self._refresh_token:
                    self._renew(used)
                    continue
            try:
                message = str(json.loads(refused)["message"])
            except (ValueError, KeyError, TypeError):
                message = f"{self.server} answers {response.status_code}."
            raise Invalid(message)

    def _renew(self, used: str | None) -> None:
        with self._renewing:
            if self._http.headers.get("Authorization") != used:
                return  # another thread did it
            if self._refresh_token is None:
                raise Unauthenticated("This token is not valid any more." if used else "Sign in first.")
            answer = self._answer(self._post(REFRESH, {"input": {"refreshToken": self._refresh_token}}, None))
            self._keep(answer["refreshSession"])

    def _post(
        self, text: str, variables: dict[str, Any], files: Sequence[Path | tuple[str, bytes]] | None
    ) -> httpx.Response:
        for attempt in range(ATTEMPTS):
            try:
                response = self._send({"query": text, "variables": variables}, files)
                if response.status_code < 500:
                    return response
            except httpx.TransportError:
                pass
            time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
        raise Unavailable(f"The hub at {self.server} does not answer. The same command goes on where it stopped.")

    def _send(self, body: dict[str, Any], files: Sequence[Path | tuple[str, bytes]] | None) -> httpx.Response:
        if not files:
            return self._http.post("/graphql", json=body)
        body["variables"]["input"]["files"] = [None] * len(files)
        places = {str(number): [f"variables.input.files.{number}"] for number in range(len(files))}
        with ExitStack() as stack:
            parts = {str(number): (*_named(file, stack), "application/dicom") for number, file in enumerate(files)}
            form = {"operations": json.dumps(body), "map": json.dumps(places)}
            return self._http.post("/graphql", data=form, files=parts)

    def _answer(self, response: httpx.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except json.JSONDecodeError:
            raise Unavailable(f"{self.server} answers, but not as a hub does ({response.status_code}).") from None
        for error in answer.get("errors") or []:
            if error.get("extensions", {}).get("code") == "UNAUTHENTICATED":
                raise Unauthenticated(error["message"])
            raise Invalid(error["message"])
        if "data" not in answer:
            raise Invalid(str(answer.get("message", "The hub refused the request.")))
        data: dict[str, Any] = answer["data"]
        return data


def _named(file: Path | tuple[str, bytes], stack: ExitStack) -> tuple[str, IO[bytes] | bytes]:
    return file if isinstance(file, tuple) else (file.name, stack.enter_context(file.open("rb")))
