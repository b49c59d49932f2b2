"""The first page tells what the hub holds and what waits, as far as the person may see."""

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.conftest import picture
from tests.e2e.people import PASSWORD, enter
from tests.journeys.test_upload import Client

SIGN_UP = "mutation($i: SignUpInput!) { signUp(input: $i) { status errors { message } } }"
CREATE = "mutation($i: CreateUserInput!) { createUser(input: $i) { errors { message } } }"
CHANGED_LAST = "{ patients(orderBy: [{by: UPDATED_AT, direction: DESC}], first: 1) { nodes { id } } }"
FIGURES = "{ patients { totalCount } studies { totalCount } seriesList { totalCount } images { totalCount } }"


def test_the_first_page_shows_figures_uploads_patients_and_who_waits(
    signed_in: Page, running_hub: RunningHub, stored: dict[str, str]
) -> None:
    client = Client(running_hub)
    asked = client.ask(SIGN_UP, {"i": {"email": "asks@hub.example", "password": PASSWORD, "name": "Asks"}})
    assert asked["signUp"] == {"status": "PENDING", "errors": []}
    found = client.ask(FIGURES)
    signed_in.get_by_role("link", name="Medical Hub, home").click()
    expect(signed_in.get_by_role("heading", name="Welcome, Administrator", level=1)).to_be_visible()
    figures = signed_in.get_by_role("definition")
    expect(figures).to_have_text([f"{each['totalCount']:,}" for each in found.values()])
    uploads = signed_in.get_by_role("region", name="Latest uploads")
    (latest,) = client.ask("{ uploadJobs(first: 1) { nodes { total } } }")["uploadJobs"]["nodes"]
    expect(uploads.get_by_role("listitem").first).to_contain_text(f"{latest['total']} file")
    signed_in.wait_for_timeout(300)
    picture(signed_in, "home.png")
    signed_in.get_by_role("link", name="1 person asks for an account").click()
    expect(signed_in.get_by_role("button", name="Accept asks@hub.example")).to_be_visible()
    signed_in.go_back()
    (changed,) = client.ask(CHANGED_LAST)["patients"]["nodes"]
    signed_in.get_by_role("region", name="Changed last").get_by_role("link").nth(1).click()
    expect(signed_in).to_have_url(f"{running_hub.base_url}/patients/{changed['id']}")
    expect(signed_in.get_by_role("heading", name="Studies")).to_be_visible()


def test_the_first_page_of_a_viewer_offers_no_work(page: Page, running_hub: RunningHub, stored: dict[str, str]) -> None:
    made = Client(running_hub).ask(CREATE, {"i": {"email": "looks@hub.example", "password": PASSWORD}})
    assert made["createUser"]["errors"] == []
    enter(page, running_hub, "looks@hub.example")
    page.get_by_role("link", name="Medical Hub, home").click()
    expect(page.get_by_role("heading", name="Welcome", exact=True, level=1)).to_be_visible()
    expect(page.get_by_role("region", name="Changed last").get_by_role("link").nth(1)).to_be_visible()
    expect(page.get_by_role("region", name="Latest uploads")).to_have_count(0)
    expect(page.get_by_role("list", name="Waiting for you")).to_have_count(0)
