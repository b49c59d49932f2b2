"""Clients that others wrote, and the examples of docs/api.md as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.builders.nodes import BESIDE, node, tool
from tests.conftest import ROOT, RunningHub
from tests.journeys.test_upload import Client

CREATE = 'mutation { createPatient(input: {label: "Label of clients"}) { patient { id } } }'
TOKEN = "mutation($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }"
LABEL = "Label of clients"
PAGE = (ROOT / "docs" / "api.md").read_text()


@dataclass(frozen=True, slots=True)
class Data:
    """A hub with one patient more, and a token for it."""

    hub: RunningHub
    patient_id: str
    token: str


@pytest.fixture
def data(running_hub: RunningHub) -> Data:
    client = Client(running_hub)
    patient_id = client.ask(CREATE)["createPatient"]["patient"]["id"]
    wanted = {"name": "clients", "permissions": ["PATIENT_READ", "IMAGE_READ", "IMAGE_UPLOAD"]}
    return Data(running_hub, patient_id, client.ask(TOKEN, {"input": wanted})["createApiToken"]["secret"])


def test_apollo_sends_a_text_once_and_its_hash_after_that(data: Data) -> None:
    said = node("apollo.mjs", f"{data.hub.base_url}/graphql", data.token, data.patient_id)
    assert said["sent"][:3] == ["hash", "text", "hash"]
    assert (said["labels"], said["refused"]) == ([LABEL, LABEL], "GRAPHQL_VALIDATION_FAILED")


def test_urql_asks_and_follows_by_server_sent_events(data: Data) -> None:
    job = Client(data.hub).upload([("note.txt", b"no image")])
    said = node("urql.mjs", f"{data.hub.base_url}/graphql", data.token, data.patient_id, job["id"])
    assert said == {"label": LABEL, "refused": "GRAPHQL_VALIDATION_FAILED", "statuses": ["COMPLETED"]}


def test_types_made_by_code_generator_fit_what_apollo_gets(data: Data) -> None:
    made = "clients/typed/generated"
    tool("graphql-codegen", "--silent", "--config", "clients/typed/codegen.ts")
    tool("tsc", "--project", "clients/typed")
    tool("vite", "build", "--logLevel", "error", "--ssr", "clients/typed/client.ts", "--outDir", f"{made}/built")
    said = node("typed/generated/built/client.js", f"{data.hub.base_url}/graphql", data.token, data.patient_id)
    assert said == {"label": LABEL, "gender": "UNKNOWN", "studies": 0}


def block(kind: str, number: int) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[number]


def run(command: list[str], data: Data, text: str) -> str:
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{BESIDE}"
    environment = os.environ | {"HUB_URL": data.hub.base_url, "HUB_TOKEN": data.token, "PATH": path}
    program = shutil.which(command[0], path=path)
    assert program
    done = subprocess.run(
        [program, *command[1:]],
        input=text,
        env=environment,
        cwd=ROOT / "web",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("command", "kind", "number"),
    [(["bash", "-s"], "sh", 1), ([sys.executable, "-"], "python", 0), (["node", "--input-type=module", "-"], "js", 0)],
)
def test_the_examples_of_the_page_work_as_they_stand_there(
    data: Data, command: list[str], kind: str, number: int
) -> None:
    said = run(command, data, block(kind, number))
    assert LABEL in said
    assert ("errors" in said) is False


def test_the_page_names_every_code_that_answers_have() -> None:
    from app.routes.errors import STATUS
    from app.schema.errors import ErrorCode

    of_files = {"UNAVAILABLE"} | {code.value for code in ErrorCode}
    assert [code for code in STATUS if code not in of_files and f"`{code}`" not in PAGE] == []


def test_the_page_says_the_limits_that_hold() -> None:
    from app.schema import costs, limits, shape

    for number in (costs.LIMIT, costs.PER_MINUTE, limits.MOST_TOKENS, shape.MOST_VALUES):
        assert f"{number:,}" in PAGE, number
