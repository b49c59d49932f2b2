"""What every answer carries, and what the edges refuse."""

import io

import httpx
import pytest

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client, study_of

ME = {"query": "{ me { email permissions } }"}


def test_nobody_is_signed_in_without_a_token(running_hub: RunningHub) -> None:
    answer = httpx.post(f"{running_hub.base_url}/graphql", json=ME).json()
    assert answer["data"] == {"me": None}
    answer = httpx.post(f"{running_hub.base_url}/graphql", json={"query": "{ patients { totalCount } }"}).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


def test_every_answer_has_the_security_headers(running_hub: RunningHub) -> None:
    for path in ("/", "/healthz", "/graphql", "/files/images/img_000000000000", "/nothing.js"):
        headers = httpx.get(f"{running_hub.base_url}{path}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert "server" not in headers


def test_a_page_has_a_nonce_of_its_own_and_is_not_kept(running_hub: RunningHub) -> None:
    first, second = (httpx.get(f"{running_hub.base_url}/patients") for _ in range(2))
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    assert "__CSP_NONCE__" not in first.text
    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]


def test_a_browser_gets_the_explorer_where_programs_get_the_api(running_hub: RunningHub) -> None:
    accept = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = httpx.get(f"{running_hub.base_url}/graphql", headers=accept)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    asked = httpx.get(f"{running_hub.base_url}/graphql", headers=accept, params={"query": "{ me { email } }"})
    assert asked.json()["data"] == {"me": None}
    assert httpx.get(f"{running_hub.base_url}/graphql").status_code == 400


@pytest.mark.parametrize(
    "path", ["/assets/../../pyproject.toml", "/assets/%2e%2e/%2e%2e/pyproject.toml", "/.env", "/app/main.py"]
)
def test_nothing_but_the_built_app_is_served(running_hub: RunningHub, path: str) -> None:
    assert httpx.get(f"{running_hub.base_url}{path}").status_code == 404


def test_a_form_from_another_site_is_refused(running_hub: RunningHub) -> None:
    answer = httpx.post(
        f"{running_hub.base_url}/graphql", data={"operations": "{}", "map": "{}"}, files={"0": ("x", b"x")}
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_BAD_REQUEST"


def test_the_hub_keeps_no_log_of_addresses(running_hub: RunningHub) -> None:
    query = 'query { patients(search: "SECRET-NAME") { totalCount } }'
    assert httpx.get(f"{running_hub.base_url}/graphql", params={"query": query}).status_code == 200
    assert "SECRET-NAME" not in (running_hub.data.parent / f"{running_hub.data.name}.log").read_text()


def test_a_large_plain_body_is_refused_before_it_is_read(running_hub: RunningHub) -> None:
    answer = httpx.post(
        f"{running_hub.base_url}/graphql",
        content=b" " * (5 * 1024 * 1024),
        headers={"content-type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")


def test_a_browser_session_lives_in_cookies_that_scripts_cannot_read(running_hub: RunningHub) -> None:
    with httpx.Client(base_url=running_hub.base_url, headers={"X-Hub-Client": "web"}) as browser:
        sign_in = "mutation($i: SignInInput!) { signIn(input: $i) { accessToken refreshToken user { role } errors { code } } }"
        answer = browser.post(
            "/graphql",
            json={"query": sign_in, "variables": {"i": {"email": running_hub.email, "password": running_hub.password}}},
        )
        payload = answer.json()["data"]["signIn"]
        assert (payload["refreshToken"], payload["user"]) == (None, {"role": "ADMINISTRATOR"})
        cookies = answer.headers.get_list("set-cookie")
        assert len(cookies) == 2
        assert all("HttpOnly" in cookie and "SameSite=strict" in cookie for cookie in cookies)
        assert browser.post("/graphql", json=ME).json()["data"] == {"me": None}
        refresh = {"query": "mutation { refreshSession(input: {}) { accessToken errors { code } } }"}
        token = browser.post("/graphql", json=refresh).json()["data"]["refreshSession"]["accessToken"]
        bearer = {"Authorization": f"Bearer {token}"}
        assert browser.post("/graphql", json=ME, headers=bearer).json()["data"]["me"]["email"] == running_hub.email
        sign_out = {"query": "mutation { signOut { errors { code } } }"}
        browser.post("/graphql", json=sign_out, headers=bearer)
        assert browser.post("/graphql", json=ME, headers=bearer).json()["data"] == {"me": None}
        assert browser.post("/graphql", json=refresh).json()["data"]["refreshSession"]["errors"] == [
            {"code": "EXPIRED"}
        ]


def test_files_have_tags_ranges_and_are_for_the_signed_in_alone(running_hub: RunningHub) -> None:
    client = Client(running_hub)
    image_id = client.upload(study_of("Range^Test", slices=1))["files"]["nodes"][0]["image"]["id"]
    url = f"/files/images/{image_id}"
    whole = client.http.get(url)
    assert whole.headers["cache-control"] == "private, max-age=31536000, immutable"
    part = client.http.get(url, headers={"Range": "bytes=128-131"})
    assert (part.status_code, part.content) == (206, b"DICM")
    assert client.http.get(url, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    for path in ("", "/rendered", "/thumbnail", "/frames/1", "/metadata"):
        answer = httpx.get(f"{running_hub.base_url}{url}{path}")
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")
    assert len(client.http.get(f"{url}/frames/1").content) == 128 * 128 * 2
    assert client.http.get(f"{url}/frames/2").json()["code"] == "INVALID"
    assert client.http.get(f"{url}/rendered?windowWidth=-1&windowCenter=1").json()["code"] == "INVALID"
    metadata = client.http.get(f"{url}/metadata").json()
    assert metadata[0]["00280010"]["Value"] == [128]
    assert "7FE00010" not in metadata[0]
    picture = client.http.get(f"{url}/rendered?width=64&format=webp")
    assert picture.headers["content-type"] == "image/webp"
    assert io.BytesIO(picture.content).read(4) == b"RIFF"


def test_an_error_inside_is_masked_and_logged_without_what_was_asked(running_hub: RunningHub) -> None:
    answer = httpx.post(
        f"{running_hub.base_url}/graphql", json={"query": 'query { nothing(name: "SECRET-NAME") }'}
    ).json()
    assert answer["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "SECRET-NAME" not in (running_hub.data.parent / f"{running_hub.data.name}.log").read_text()
