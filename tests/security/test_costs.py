"""An operation that would cost too much is refused before anything is asked of the database."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from graphql import get_introspection_query

from app.auth.budget import Budgets
from app.errors import RateLimited
from app.resolvers.context import Context, Hub
from app.schema import limits
from app.schema.costs import LIMIT, PER_MINUTE
from app.schema.root import printed_schema, schema
from tests.builders.commands import commands
from tests.conftest import ROOT
from tests.schema.operations import answer, refusal

LEVELS = ("patients", "studies", "series")
IMAGE = "id deidentification { status actions { path action } redactedRegions { x } } createdBy { id }"


def nested(first: str, fields: str = "id") -> str:
    """Return a query for patients with all that is below them."""
    opened = "".join(f"{level}{first} {{ totalCount edges {{ node {{ id " for level in LEVELS)
    return f"{{ {opened} images{first} {{ nodes {{ {fields} }} }} {'} } } ' * len(LEVELS)} }}"


FRAGMENTS = "".join(f" fragment F{n} on User {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40))
AROUND = "images(first: 100) { nodes { id series { "
DEAR = {
    "all of everything": nested("(first: 100)"),
    "round and round": "{" + AROUND * 3 + "id" + " } } }" * 3 + "}",
    "round and round by fragments": "{ images(first: 100) { ...A } } fragment A on ImageConnection { nodes { ...B } } "
    "fragment B on Image { series { images(first: 100) { nodes { series { images(first: 100) { nodes { id } } } } } } }",
    "deep": "{ image(id: 1) {"
    + "series { study { patient { studies(first: 1) { nodes { series(first: 1) { nodes {" * 3,
    "many aliases": "{" + " ".join(f"a{n}: me {{ id }}" for n in range(101)) + "}",
    "many tokens": "{ me {" + " id" * 3000 + "} }",
    "introspection round and round": "{ __schema { types {" + "fields { type {" * 6 + "name" + "} }" * 6 + "} } }",
    "a cycle": "{ me { ...A } } fragment A on User { ...B } fragment B on User { ...A }",
    "a long chain": "{ me { ...F0 } }"
    + "".join(f" fragment F{n} on User {{ ...F{n + 1} }}" for n in range(150))
    + " fragment F150 on User { id }",
}


TOO_DEAR = ("all of everything", "round and round", "round and round by fragments")


@pytest.mark.parametrize("name", DEAR)
async def test_an_operation_that_costs_too_much_is_refused(
    hub: Hub, context: Callable[..., Context], name: str
) -> None:
    operation = DEAR[name]
    operation += "}" * (operation.count("{") - operation.count("}"))
    codes = {"many tokens": "GRAPHQL_PARSE_FAILED", **dict.fromkeys(TOO_DEAR, "COST_LIMIT")}
    with commands() as asked:
        assert await refusal(context(), operation) == codes.get(name, "GRAPHQL_VALIDATION_FAILED")
    assert asked == []


async def test_a_page_size_in_a_variable_counts(hub: Hub, context: Callable[..., Context]) -> None:
    query = nested("(first: $n)").replace("{", "query($n: Int) {", 1)
    assert await refusal(context(), query, n=100) == "COST_LIMIT"
    assert (await answer(context(), query, n=10))["patients"]["totalCount"] == 0


NESTED = {"not": {"studies": {"not": {"series": {"not": {"label": {"contains": "i"}}}}}}}


@pytest.mark.parametrize(
    ("filter_", "cost"),
    [
        ({"age": {"gte": 3}}, 0),
        ({"label": {"contains": "i"}}, 20),
        ({"or": [{"label": {"contains": "i"}}] * 99}, 99 * 20),
        ({"studies": {"series": {"modality": {"eq": "MG"}}}}, 40),
        ({"not": {"age": {"eq": 3}}}, 20),
        (NESTED, 20 * (1 + 20 + 20 * (1 + 20 + 20 * (1 + 20)))),
    ],
)
async def test_conditions_that_no_index_bounds_cost(
    hub: Hub, context: Callable[..., Context], filter_: Any, cost: int
) -> None:
    query = "query($f: PatientFilter) { patients(first: 1, filter: $f) { nodes { id } } }"
    result = await schema.execute(query, variable_values={"f": filter_}, context_value=context())
    assert result.extensions["cost"]["requested"] == 1 + cost


async def test_a_filter_that_would_read_everything_again_and_again_is_refused(
    hub: Hub, context: Callable[..., Context]
) -> None:
    query = (
        "query($f: PatientFilter) {" + "".join(f"a{n}: patients(filter: $f) {{ totalCount }} " for n in range(24)) + "}"
    )
    with commands() as asked:
        assert await refusal(context(), query, f={"or": [NESTED] * 24}) == "COST_LIMIT"
    assert asked == []


async def test_long_values_count_as_often_as_they_are_asked_for(hub: Hub, context: Callable[..., Context]) -> None:
    values = " ".join(f"a{n}: attributes d{n}: deidentification {{ actions {{ path }} }}" for n in range(30))
    assert await refusal(context(), f"{{ images(first: 100) {{ nodes {{ {values} }} }} }}") == "COST_LIMIT"
    spread = "{ images(first: 100) { nodes { ...A } } } fragment A on Image { " + values + " }"
    assert await refusal(context(), spread) == "COST_LIMIT"


async def test_a_query_that_takes_too_long_is_ended(
    hub: Hub, context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LONGEST_SECONDS", 0.0)
    assert await refusal(context(), "{ patients { totalCount } }") == "TOO_LARGE"
    create = 'mutation { createPatient(input: {label: "x"}) { errors { code } } }'
    assert (await answer(context(), create))["createPatient"]["errors"] == []


async def test_fragments_that_spread_each_other_are_measured_once(hub: Hub, context: Callable[..., Context]) -> None:
    data = await answer(context(), "{ me { ...F0 } }" + FRAGMENTS + " fragment F40 on User { id }")
    assert data == {"me": None}


async def test_what_people_ask_passes(hub: Hub, context: Callable[..., Context]) -> None:
    assert (await answer(context(), nested("(first: 18)")))["patients"]["totalCount"] == 0
    assert (await answer(context(), nested("(first: 6)", IMAGE)))["patients"]["totalCount"] == 0
    assert (await answer(context(), get_introspection_query()))["__schema"]["queryType"]["name"] == "Query"


async def test_every_operation_of_the_web_app_passes(hub: Hub, context: Callable[..., Context]) -> None:
    generated = (ROOT / "web" / "src" / "graphql" / "generated" / "gql.ts").read_text()
    texts = {text.encode().decode("unicode_escape") for text in re.findall(r'^    "(.*?)": ', generated, re.MULTILINE)}
    operations = [text for text in texts if not text.strip().startswith("fragment")]
    fragments = [text for text in texts if text.strip().startswith("fragment")]
    assert len(operations) > 10
    for operation in operations:
        needed = _spread(operation, fragments)
        result = await schema.execute(operation + needed, context_value=context())
        messages = [error.message for error in result.errors or []]
        assert not [text for text in messages if "operation" in text or "tokens" in text], messages


def _spread(text: str, fragments: list[str]) -> str:
    needed: dict[str, str] = {}
    waiting = re.findall(r"\.\.\.(\w+)", text)
    while waiting:
        name = waiting.pop()
        found = [each for each in fragments if each.strip().startswith(f"fragment {name} ")]
        if name not in needed and found:
            needed[name] = found[0]
            waiting += re.findall(r"\.\.\.(\w+)", found[0])
    return "".join(needed.values())


async def cost_of(context: Context, operation: str, **variables: object) -> dict[str, Any]:
    result = await schema.execute(operation, variables, context)
    assert result.extensions is not None
    cost: dict[str, Any] = result.extensions["cost"]
    return cost


@pytest.mark.parametrize(
    ("operation", "cost"),
    [("{ __typename }", 1), ("{ me { id email } }", 1), ("{ patients { nodes { id label } } }", 20), ("{ patients(first: 50) { edges { node { id } } } }", 50),
     ("{ patients(last: 7) { totalCount } }", 5), ("{ patients(first: 10) { nodes { studies(first: 5) { nodes { id patient { id } } } } } }", 10 + 10 * 5 * 2),
     ("{ a: patients(first: 1) { nodes { id } } b: patients(first: 2) { nodes { id } } }", 3), ("{ patients(first: 3) { ...P } } fragment P on PatientConnection { nodes { id } }", 3),
     ('{ node(id: "pat_000000000000") { ... on Patient { studies { totalCount } } } }', 6),
     ("mutation { createPatient(input: {}) { patient { id createdBy { id } } } }", 12)],
)  # fmt: skip
async def test_an_answer_says_what_it_cost_and_what_is_left(
    hub: Hub, context: Callable[..., Context], operation: str, cost: int
) -> None:
    caller = context()
    said = await cost_of(caller, operation)
    assert (said["requested"], said["limit"]) == (cost, LIMIT)
    assert PER_MINUTE - said["remaining"] == cost
    assert said["resetAt"].endswith("Z")
    assert (await cost_of(caller, operation))["remaining"] <= said["remaining"]


async def test_who_has_spent_the_budget_waits_and_others_do_not(
    hub: Hub, context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PER_MINUTE", 100)
    first, second = context(), context()
    query = "{ patients(first: 60) { nodes { id } } }"
    await answer(first, query)
    with commands() as asked:
        assert await refusal(first, query) == "RATE_LIMITED"
    assert asked == []
    await answer(second, query)


def test_a_bucket_fills_up_within_a_minute() -> None:
    clock = [0.0]
    budgets = Budgets(clock=lambda: clock[0])
    assert budgets.take("one", 600, 1000).remaining == 400
    with pytest.raises(RateLimited, match="in 12 seconds"):
        budgets.take("one", 600, 1000)
    assert budgets.take("two", 1000, 1000).full_in_seconds == 60
    clock[0] = 12.0
    assert budgets.take("one", 600, 1000).remaining == 0
    clock[0] = 1000.0
    assert budgets.take("one", 0, 1000).remaining == 1000


def test_lists_and_changes_carry_their_cost_in_the_schema() -> None:
    printed = printed_schema()
    sized = '@listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)'
    assert f"): PatientConnection! @requires(permission: PATIENT_READ) {sized}" in printed
    assert "): CreatePatientPayload! @requires(permission: PATIENT_WRITE) @cost(weight: 10)" in printed
