"""An attacker with the source code and a viewer's account tries every door: each refuses, nothing changes, the trail tells.

What is tried elsewhere is listed in docs/security.md.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pydicom
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.auth.permissions import Role
from app.auth.throttle import Throttle
from app.documents.audit import AuditEvent
from app.documents.images import Image
from app.documents.series import Series
from app.documents.studies import Study
from app.documents.users import User
from app.domain.ids import new_id
from app.main import create_app
from app.resolvers import trail
from app.resolvers.context import Hub
from app.schema.root import schema
from app.settings import Settings
from tests.builders.people import PASSWORD, account, ask, bearing, code_of, session_of
from tests.builders.records import stored_images
from tests.conftest import RunningHub, add_account, start_hub, stop_hub
from tests.documents.test_hierarchy import SourcePlace
from tests.journeys.test_upload import CT, Client, study_of

SCRIPT = "<script>alert(1)</script>"
PICTURE = "<img src=x onerror=alert(1)>"


# --- every route that takes an id ---------------------------------------------------------------------------------


@pytest.fixture
async def site(hub: Hub) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    """The whole application over the hub of the test, without its background work."""
    app = create_app(Settings(data=hub.settings.data, demo=True))
    app.state.hub = hub
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub.example") as client:
        yield app, client


def paths_with_ids(app: FastAPI) -> list[str]:
    """Return the paths of all routes that name something; those of GraphQL answer in its own way (test_persisted.py)."""
    found = (route.path for route in _routes(app.routes) if isinstance(route, APIRoute))
    return sorted({path for path in found if "{" in path and not path.startswith(("/{", "/graphql/"))})


def _routes(routes: Any) -> Iterator[Any]:
    for route in routes:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        yield from _routes(inner) if inner else [route]


async def places(hub: Hub, status: str) -> dict[str, str]:
    """Return what stands for the parameters of paths, of an image that another uploaded."""
    source = SourcePlace(new_id("pat"), new_id("stu"), new_id("ser"))
    (spot,) = await stored_images(hub.database, [source], status=status, created_by="usr_000000000000")
    image = await Image.find_one({"series_id": spot.series_id})
    series, study = await Series.get(spot.series_id), await Study.get(spot.study_id)
    assert image is not None
    assert series is not None
    assert study is not None
    return {
        "image_id": image.id, "series_id": series.id, "patient_id": spot.patient_id, "frame": "1", "numbers": "1",
        "study": study.study_instance_uid or "", "series": series.series_instance_uid or "",
        "instance": image.sop_instance_uid, "tag": "7FE00010", "export_id": "exp_000000000000",
        "collection_id": "col_000000000000", "number": "1",
    }  # fmt: skip


def _of_links(path: str) -> tuple[int, ...]:
    """Return what a path of shared links answers to a token, which it does not take."""
    return (401,) if path.startswith("/shared/") else ()


NEVER_GIVEN = {"image_id": "img_000000000000", "instance": "2.25.406"}


async def test_a_route_shows_nothing_of_what_one_may_not_see_not_even_that_it_is_there(
    hub: Hub, site: tuple[FastAPI, httpx.AsyncClient]
) -> None:
    app, client = site
    paths = paths_with_ids(app)
    assert len(paths) >= 20
    names = await places(hub, "NEEDS_REVIEW")
    viewer = (await session_of(hub, await account())).access_token
    before = await Image.find_all().to_list()
    for path in paths:
        hidden, absent = path.format(**names), path.format(**(names | NEVER_GIVEN))
        for headers in ({"Authorization": f"Bearer {viewer}"}, {}, {"Authorization": "Bearer forged"}):
            answer, other = await client.get(hidden, headers=headers), await client.get(absent, headers=headers)
            if not headers.get("Authorization", "").endswith(viewer):
                assert (answer.status_code, answer.content) == (401, other.content), path
            elif "{image_id}" in path or "{instance}" in path:
                assert (answer.status_code, answer.content) == (other.status_code, other.content), path
                assert answer.status_code in (204, 403, 404, *_of_links(path)), path
            else:  # what is above an image in doubt is no secret
                assert names["image_id"] not in answer.text, path
                assert f'"{names["instance"]}"' not in answer.text, path
        for verb in ("POST", "PUT", "PATCH", "DELETE"):
            changed = await client.request(verb, hidden, headers={"Authorization": f"Bearer {viewer}"})
            assert changed.status_code in (403, 404, 405), (verb, path, changed.status_code)
    assert await Image.find_all().to_list() == before


@pytest.mark.parametrize(
    "name",
    ["../img_000000000000", "..%2f..%2fkeys%2fsite.key", "%2e%2e%2f%2e%2e", "img_0\\..\\..", "%00", "....//....//etc/passwd",
     "img_000000000000%0d%0aX-Injected: 1", '{"$ne": null}', "img_*", "' OR 1=1", "\u202e"],
)  # fmt: skip
async def test_an_id_is_never_a_path_a_query_or_a_header(
    hub: Hub, site: tuple[FastAPI, httpx.AsyncClient], name: str
) -> None:
    app, client = site
    names = await places(hub, "CLEAN")
    viewer = (await session_of(hub, await account())).access_token
    given = name if "%" in name else quote(name, safe="")
    for path in paths_with_ids(app):
        address = path
        for parameter in names:
            address = address.replace(f"{{{parameter}}}", given)
        answer = await client.get(address, headers={"Authorization": f"Bearer {viewer}"})
        is_web_app = answer.headers.get("content-type", "").startswith("text/") and "\0" not in answer.text
        shows_nothing = (
            answer.status_code in (204, 400, 403, 404, *_of_links(path)) or answer.text == "[]" or is_web_app
        )
        assert shows_nothing, (path, answer.status_code, answer.text)
        assert "x-injected" not in answer.headers
        assert "root:" not in answer.text


# --- the trail tells of it ----------------------------------------------------------------------------------------


async def test_what_was_refused_stands_in_the_trail_merged(hub: Hub, site: tuple[FastAPI, httpx.AsyncClient]) -> None:
    _, client = site
    user = await account()
    token = (await session_of(hub, user)).access_token
    delete = 'mutation { deletePatient(input: {id: "pat_000000000000"}) { deletedId } }'
    for _ in range(3):
        assert await code_of(hub, token, delete) == "FORBIDDEN"
    assert await code_of(hub, token, "{ auditEvents { totalCount } }") == "FORBIDDEN"
    denied = await client.get("/files/audit.ndjson", headers={"Authorization": f"Bearer {token}"})
    assert denied.status_code == 403
    for forged in (token[:-4] + "AAAA", "mdh_guessed", "x" * 5000):
        for answer in (
            await client.post(
                "/graphql", json={"query": "{ me { id } }"}, headers={"Authorization": f"Bearer {forged}"}
            ),
            await client.get("/files/audit.ndjson", headers={"Authorization": f"Bearer {forged}"}),
        ):
            assert answer.status_code in (200, 401)
            assert not (answer.json().get("data") or {}).get("me")
    await trail.flush(hub)
    events = await AuditEvent.find({"action": {"$in": ["access.refused", "token.refused"]}}).to_list()
    told = sorted(
        (event.action, event.created_by or "", event.details["operation"], event.details["times"]) for event in events
    )
    assert told == [
        ("access.refused", user.id, "/files/audit.ndjson", 1),
        ("access.refused", user.id, "auditEvents", 1),
        ("access.refused", user.id, "deletePatient", 3),
        ("token.refused", "", "", 6),
    ]
    assert "pat_000000000000" not in str(events)


async def test_an_expired_token_is_no_attack(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = await session_of(hub, await account())
    monkeypatch.setattr("jwt.api_jwt.datetime", _Later)
    with pytest.raises(Exception, match="Your session has ended"):
        await _actor(hub, begun.access_token)
    await trail.flush(hub)
    assert await AuditEvent.find({"action": "token.refused"}).count() == 0


class _Later:
    """A clock that is an hour ahead, for the library of tokens."""

    @staticmethod
    def now(tz: Any = None) -> Any:
        from datetime import datetime, timedelta

        return datetime.now(tz) + timedelta(hours=1)


async def _actor(hub: Hub, token: str) -> Any:
    from app.resolvers import sessions

    return await sessions.actor_of(hub, token)


async def test_guessing_a_password_ends_in_refusals_that_the_trail_tells(hub: Hub) -> None:
    hub = replace(hub, attempts=Throttle(clock=lambda: 0.0))
    user = await account()
    sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken errors { code } } }"
    given = {"email": user.email, "password": "guessed password"}
    for _ in range(5):
        assert (await ask(hub, None, sign_in, given))["signIn"] == {
            "accessToken": None,
            "errors": [{"code": "INVALID"}],
        }
    assert await code_of(hub, None, sign_in, given) == "RATE_LIMITED"
    assert await code_of(hub, None, sign_in, given | {"password": "correct horse battery"}) == "RATE_LIMITED"
    await trail.flush(hub)
    assert await AuditEvent.find({"action": "session.refused", "created_by": user.id}).count() == 5
    (event,) = await AuditEvent.find({"action": "attempt.refused"}).to_list()
    assert (event.details, event.created_by) == ({"operation": "signIn", "times": 2}, None)


# --- scripts and paths in what is uploaded ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hub_with_viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    data = tmp_path_factory.mktemp("attacks") / "data"
    for email, role in (("doctor@hub.example", "DOCTOR"), ("viewer@hub.example", "VIEWER")):
        add_account(data, email, "a long enough password", role)
    hub = start_hub(data)
    yield replace(hub, email="doctor@hub.example", password="a long enough password")
    stop_hub(hub)


def hostile_dicom() -> bytes:
    """Return an image whose every text is a script."""
    dataset = pydicom.dcmread(CT)
    for keyword in (
        "StudyDescription",
        "SeriesDescription",
        "ProtocolName",
        "BodyPartExamined",
        "ManufacturerModelName",
    ):
        setattr(dataset, keyword, SCRIPT)
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
        setattr(dataset, keyword, pydicom.uid.generate_uid())
    dataset.PatientName, dataset.PatientID = PICTURE, SCRIPT
    content = io.BytesIO()
    dataset.save_as(content)
    return content.getvalue()


def test_a_script_in_any_text_is_data_wherever_it_comes_out(hub_with_viewer: RunningHub) -> None:
    doctor = Client(hub_with_viewer)
    job = doctor.upload([(f"{PICTURE}.dcm", hostile_dicom())])
    image = job["files"]["nodes"][0]["image"]["id"]
    found = doctor.ask(
        "query($i: ID!) { image(id: $i) { series { id study { id version patient { id version } } } } }", {"i": image}
    )["image"]["series"]
    patient = found["study"]["patient"]
    label = doctor.ask(
        "mutation($i: UpdatePatientInput!) { updatePatient(input: $i) { patient { label } errors { code } } }",
        {"i": {"id": patient["id"], "version": patient["version"], "label": PICTURE}},
    )["updatePatient"]
    assert label == {"patient": {"label": PICTURE}, "errors": []}
    viewer = Client(replace(hub_with_viewer, email="viewer@hub.example"))
    shown = viewer.http.post(
        "/graphql", json={"query": "query($i: ID!) { patient(id: $i) { label } }", "variables": {"i": patient["id"]}}
    )
    answers = [shown, *(viewer.http.get(f"/files/{path}") for path in (
        f"images/{image}", f"images/{image}?format=tiff", f"images/{image}/metadata", f"series/{found['id']}/metadata",
        f"images/{image}/rendered", f"images/{image}/thumbnail", f"images/{image}/frames/1", quote(SCRIPT, safe=""),
        f"images/{quote(SCRIPT, safe='')}", f"images/{image}/rendered?format={quote(SCRIPT)}",
    )), viewer.http.get(f"/{quote(SCRIPT)}"), viewer.http.get(f"/patients/{quote(SCRIPT)}")]  # fmt: skip
    assert PICTURE in json.loads(shown.content)["data"]["patient"]["label"]
    for answer in answers:
        assert answer.headers["x-content-type-options"] == "nosniff", answer.url
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy
        assert "unsafe-inline" not in policy
        if answer.headers.get("content-type", "").startswith(
            ("text/html", "image/svg", "text/xml", "application/xhtml")
        ):
            assert SCRIPT not in answer.text, answer.url
            assert PICTURE not in answer.text, answer.url
    assert answers[1].headers["content-disposition"] == f'attachment; filename="{image}.dcm"'


@pytest.mark.parametrize(
    "name", ["../../../evil.dcm", "/etc/evil.dcm", "..\\..\\evil.dcm", "a\x00b.dcm", "." * 300, "CON", ""]
)
def test_the_name_of_a_file_leads_nowhere(hub_with_viewer: RunningHub, name: str) -> None:
    data = hub_with_viewer.data
    before = set(data.parent.rglob("*evil*"))
    archive = io.BytesIO()
    ((_, content),) = study_of("Path^Test", slices=1)
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr(name.replace("\0", "") or "x", content)
    client = Client(hub_with_viewer)
    for given in ((name or "x", content), ("study.zip", archive.getvalue())):
        job = client.upload([given])
        assert job["status"] == "COMPLETED"
        assert {node["status"] for node in job["files"]["nodes"]} <= {"ACCEPTED", "DUPLICATE", "REJECTED"}
    assert set(data.parent.rglob("*evil*")) == before
    assert not Path("/etc/evil.dcm").exists()
    names = [path.name for path in (data / "storage").rglob("*") if path.is_file()]
    assert all(name.startswith("pat_") for name in names)


# --- other sites --------------------------------------------------------------------------------------------------


def test_a_page_of_another_site_can_neither_ask_nor_change_with_the_cookies_of_a_browser(
    running_hub: RunningHub,
) -> None:
    sign_in = "mutation($i: SignInInput!) { signIn(input: $i) { accessToken } }"
    evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    with httpx.Client(base_url=running_hub.base_url) as browser:
        given = {"i": {"email": running_hub.email, "password": running_hub.password}}
        signed = browser.post("/graphql", json={"query": sign_in, "variables": given}, headers={"X-Hub-Client": "web"})
        assert all("SameSite=strict" in cookie for cookie in signed.headers.get_list("set-cookie"))
        create = "mutation { createPatient(input: {}) { patient { id } } }"
        refresh = "mutation { refreshSession(input: {}) { accessToken errors { code } } }"
        text = browser.post(
            "/graphql", content=json.dumps({"query": create}), headers=evil | {"Content-Type": "text/plain"}
        )
        assert text.status_code in (400, 415)
        form = browser.post("/graphql", data={"query": create}, headers=evil)
        assert form.status_code in (400, 415)
        part = browser.post("/graphql", files={"operations": (None, json.dumps({"query": create}))}, headers=evil)
        assert part.status_code == 400
        cookies_alone = browser.post("/graphql", json={"query": create}, headers=evil)
        assert cookies_alone.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        renewed = browser.post("/graphql", json={"query": refresh}, headers=evil)
        assert (
            "accessToken" not in renewed.text or not (renewed.json().get("data") or {})["refreshSession"]["accessToken"]
        )
        again = browser.post("/graphql", json={"query": refresh}, headers={"X-Hub-Client": "web"})
        assert again.json()["data"]["refreshSession"]["accessToken"]


async def test_the_cookie_of_files_opens_files_alone(hub: Hub, site: tuple[FastAPI, httpx.AsyncClient]) -> None:
    _, client = site
    user = await account(Role.ADMINISTRATOR)
    sign_in = "mutation($i: SignInInput!) { signIn(input: $i) { accessToken } }"
    given = {"i": {"email": user.email, "password": PASSWORD}}
    signed = await client.post("/graphql", json={"query": sign_in, "variables": given}, headers={"X-Hub-Client": "web"})
    access = signed.json()["data"]["signIn"]["accessToken"]
    cookie = signed.cookies["hub_files"]
    client.cookies.clear()
    as_bearer, as_cookie = {"Authorization": f"Bearer {cookie}"}, {"Cookie": f"hub_files={cookie}"}
    for path in ("/files/images/img_000000000000", "/dicomweb/studies/1.2.3"):
        assert (await client.get(path, headers=as_cookie)).status_code == 404
        assert (await client.get(path, headers=as_bearer)).status_code == 401
        assert (await client.get(path, headers={"Cookie": f"hub_files={access}"})).status_code == 401
        assert (await client.get(path, headers={"Authorization": f"Bearer {access}"})).status_code == 404
    change = {"query": 'mutation { updateMe(input: {name: "thief"}) { user { name } } }'}
    for headers in (as_bearer, as_cookie):
        refused = (await client.post("/graphql", json=change, headers=headers)).json()
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["UNAUTHENTICATED"]
        assert (await client.post("/dicomweb/studies", content=b"x", headers=headers)).status_code == 401
    same = await User.get(user.id)
    assert same is not None
    assert same.name == user.name


async def test_many_at_once_get_no_more_than_one_after_another(hub: Hub) -> None:
    """A recovery code, a link and a refresh token work once, also when they come at the same time."""
    begun = await session_of(hub, await account(Role.DOCTOR))
    refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken errors { code } } }"
    given = {"input": {"refreshToken": begun.refresh_token}}
    contexts = [await bearing(hub, None) for _ in range(8)]
    results = await asyncio.gather(*(schema.execute(refresh, given, each) for each in contexts))
    fresh = [result.data["refreshSession"]["accessToken"] for result in results if result.data]
    assert len([token for token in fresh if token]) <= 1
    assert await code_of(hub, None, "{ sessions { id } }") == "UNAUTHENTICATED"
