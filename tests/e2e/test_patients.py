"""The patients table and what is done from it."""

import re

from playwright.sync_api import Page, expect

from tests.conftest import RunningHub
from tests.e2e.axe import AXE
from tests.journeys.test_upload import Client


def add_patient(page: Page, label: str, age: int) -> None:
    """Add a patient through the dialog, with a new decimal field."""
    page.get_by_role("button", name="Add patient").click()
    dialog = page.get_by_role("dialog", name="Add patient")
    dialog.get_by_label("Age").fill(str(age))
    dialog.get_by_label("Label").fill(label)
    dialog.get_by_text("Female", exact=True).click()
    dialog.get_by_role("button", name="Add new field").click()
    dialog.get_by_label("Field name").first.fill("Tumour size")
    dialog.get_by_role("heading").click()
    dialog.get_by_label("Type").first.click()
    page.get_by_role("option", name="Decimal").click()
    dialog.get_by_label("Value").fill("14.5")
    dialog.get_by_role("button", name="Add patient").click()


def test_a_patient_with_a_new_field_is_added_found_changed_and_deleted(
    signed_in: Page, running_hub: RunningHub
) -> None:
    add_patient(signed_in, "Case Alpha", 61)
    expect(signed_in.get_by_role("heading", name="Case Alpha", level=1)).to_be_visible()
    expect(signed_in.get_by_role("region", name="More fields")).to_contain_text("14.5")
    identifier = signed_in.url.rsplit("/", 1)[-1]

    signed_in.get_by_role("button", name="Edit").click()
    dialog = signed_in.get_by_role("dialog", name="Edit patient")
    dialog.get_by_label("Age").fill("62")
    dialog.get_by_label("Value").fill("15.25")
    dialog.get_by_role("button", name="Save").click()
    expect(signed_in.get_by_role("region", name="Patient")).to_contain_text("62 years")
    expect(signed_in.get_by_role("region", name="More fields")).to_contain_text("15.25")
    patient = Client(running_hub).ask(
        "query($id: ID!) { patient(id: $id) { age gender fields { name type value } } }", {"id": identifier}
    )
    assert patient["patient"] == {
        "age": 62,
        "gender": "FEMALE",
        "fields": [{"name": "Tumour size", "type": "DECIMAL", "value": 15.25}],
    }

    signed_in.get_by_role("link", name="Patients").first.click()
    signed_in.get_by_role("searchbox", name="Search patients").fill("case alpha")
    expect(signed_in.get_by_text("1 found")).to_be_visible()
    signed_in.get_by_role("button", name="Delete patient Case Alpha").click()
    question = signed_in.get_by_role("dialog", name="Delete Case Alpha?")
    expect(question).to_contain_text("0 images and their files")
    question.get_by_role("button", name="Delete").click()
    expect(signed_in.get_by_text("No patient matches")).to_be_visible()
    assert Client(running_hub).ask("query($id: ID!) { patient(id: $id) { id } }", {"id": identifier})["patient"] is None


def test_an_age_that_cannot_be_is_told_once_at_its_field(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    before = client.ask("{ patients { totalCount } }")
    signed_in.get_by_role("button", name="Add patient").click()
    dialog = signed_in.get_by_role("dialog", name="Add patient")
    dialog.get_by_label("Age").fill("200")
    dialog.get_by_role("button", name="Add patient").click()
    expect(dialog.get_by_text("An age is a number of years from 0 to 150.")).to_have_count(1)
    expect(dialog.get_by_role("alert")).to_have_count(0)
    assert client.ask("{ patients { totalCount } }") == before


def test_search_words_never_reach_an_address(signed_in: Page) -> None:
    addresses: list[str] = []
    signed_in.on("request", lambda request: addresses.append(request.url))
    signed_in.get_by_role("searchbox", name="Search patients").fill("Mustermann")
    expect(signed_in.get_by_text("No patient matches")).to_be_visible()
    assert "Mustermann" not in "".join([*addresses, signed_in.url])


def test_filters_are_kept_in_the_address(signed_in: Page, running_hub: RunningHub, stored: dict[str, str]) -> None:
    signed_in.goto(f"{running_hub.base_url}/patients?modality=MR&sort=-age")
    expect(signed_in.get_by_role("link", name=stored["patient"])).to_be_visible()
    expect(signed_in.get_by_role("columnheader", name="Age", exact=True)).to_have_attribute("aria-sort", "descending")
    signed_in.get_by_role("button", name="Clear filters").click()
    expect(signed_in).to_have_url(re.compile(r"/patients\?sort=-age$"))
    signed_in.goto(f"{running_hub.base_url}/patients?modality=PT")
    expect(signed_in.get_by_text("No patient matches")).to_be_visible()


def test_the_list_grows_when_its_end_is_near(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    for number in range(60):
        query = "mutation($i: CreatePatientInput!) { createPatient(input: $i) { errors { message } } }"
        assert (
            client.ask(query, {"i": {"label": f"Many {number:02d}", "gender": "OTHER"}})["createPatient"]["errors"]
            == []
        )
    count = "{ patients(filter: {gender: {eq: OTHER}}) { totalCount } }"  # uploads of other tests may be among them
    total = client.ask(count)["patients"]["totalCount"]
    signed_in.goto(f"{running_hub.base_url}/patients?gender=other")
    expect(signed_in.get_by_text(f"{total} found")).to_be_visible()
    expect(signed_in.get_by_role("row")).to_have_count(51)
    signed_in.mouse.wheel(0, 20_000)
    expect(signed_in.get_by_role("row")).to_have_count(total + 1)


def test_a_change_by_somebody_else_is_not_overwritten(signed_in: Page, running_hub: RunningHub) -> None:
    client = Client(running_hub)
    create = 'mutation { createPatient(input: {label: "Twice", age: 30}) { patient { id version } } }'
    patient = client.ask(create)["createPatient"]["patient"]
    signed_in.goto(f"{running_hub.base_url}/patients/{patient['id']}")
    signed_in.get_by_role("button", name="Edit").click()
    update = "mutation($i: UpdatePatientInput!) { updatePatient(input: $i) { errors { message } } }"
    client.ask(update, {"i": {"id": patient["id"], "version": patient["version"], "age": 31}})
    dialog = signed_in.get_by_role("dialog", name="Edit patient")
    dialog.get_by_label("Age").fill("99")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Someone else changed this")
    assert client.ask("query($id: ID!) { patient(id: $id) { age } }", {"id": patient["id"]})["patient"]["age"] == 31


def test_the_dialogs_work_by_keyboard(signed_in: Page, accessible: AXE) -> None:
    button = signed_in.get_by_role("button", name="Add patient")
    button.focus()
    signed_in.keyboard.press("Enter")
    dialog = signed_in.get_by_role("dialog", name="Add patient")
    expect(dialog.get_by_label("Age")).to_be_focused()
    dialog.get_by_role("button", name="Add new field").click()
    signed_in.wait_for_timeout(300)
    accessible()
    dialog.get_by_role("heading").click()
    signed_in.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
