"""An operation that would cost too much is refused before anything is asked of the database."""

import re
from collections.abc import Callable

import pytest
from graphql import get_introspection_query

from app.resolvers.context import Context, Hub
from app.schema.root import schema
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
    + "".join(f" fragment F{n} on User {{ ...F{n + 1} }}" for n in range(200))
    + " fragment F200 on User { id }",
}


@pytest.mark.parametrize("name", DEAR)
async def test_an_operation_that_costs_too_much_is_refused(
    hub: Hub, context: Callable[..., Context], name: str
) -> None:
    operation = DEAR[name]
    operation += "}" * (operation.count("{") - operation.count("}"))
    code = "GRAPHQL_PARSE_FAILED" if name == "many tokens" else "GRAPHQL_VALIDATION_FAILED"
    assert await refusal(context(), operation) == code


async def test_a_page_size_in_a_variable_counts(hub: Hub, context: Callable[..., Context]) -> None:
    query = nested("(first: $n)").replace("{", "query($n: Int) {", 1)
    assert await refusal(context(), query, n=100) == "GRAPHQL_VALIDATION_FAILED"
    assert (await answer(context(), query, n=10))["patients"]["totalCount"] == 0


async def test_fragments_that_spread_each_other_are_measured_once(hub: Hub, context: Callable[..., Context]) -> None:
    data = await answer(context(), "{ me { ...F0 } }" + FRAGMENTS + " fragment F40 on User { id }")
    assert data == {"me": None}


async def test_what_people_ask_passes(hub: Hub, context: Callable[..., Context]) -> None:
    assert (await answer(context(), nested("", IMAGE)))["patients"]["totalCount"] == 0
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
