"""Lists that are shown straight from their documents have the same bytes as those that graphql-core completes."""

import json
import re
from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from strawberry import Schema
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from app.documents.base import StoredField
from app.documents.hierarchy import SourcePlace
from app.documents.patients import Patient
from app.domain.ids import new_id
from app.resolvers.context import Context
from app.schema import plain
from app.schema.root import schema
from tests.builders.records import Header, stored_images
from tests.conftest import ROOT

Make = Callable[..., Context]

USUAL = copy(schema)
USUAL.execution_context_class = StrawberryGraphQLCoreExecutionContext

PATIENT = "id label age gender imageCount modalities createdAt updatedAt version __typename"
STUDY = "id label date description modalities studyInstanceUid imageCount createdAt updatedAt version"
SERIES = (
    "id label number modality description bodyPart laterality viewPosition seriesInstanceUid imageCount thumbnailUrl"
)
IMAGE = """id sopInstanceUid sopClassUid number rows columns frames bitsStored samplesPerPixel photometricInterpretation
  pixelSpacing fileSize sha256 sourceFormat createdAt"""
PLAIN = [
    f"{{ patients {{ nodes {{ {PATIENT} }} }} }}",
    f"{{ studies {{ nodes {{ {STUDY} }} }} }}",
    f"{{ seriesList {{ nodes {{ {SERIES} createdAt updatedAt version }} }} }}",
    f"{{ images {{ nodes {{ {IMAGE} }} }} }}",
    f"{{ patients {{ totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ {PATIENT} }} __typename }} }} }}",
    '{ patients { nodes { a: age b: age field(name: "size") other: field(name: "nothing") } } }',
    (
        "{ patients { ...P nodes { age } } } fragment P on PatientConnection { nodes { ... on Node { id } ...Q } } "
        "fragment Q on Patient { gender }"
    ),
    f"{{ patients(first: 2) {{ nodes {{ {PATIENT} }} pageInfo {{ startCursor hasPreviousPage }} }} }}",
]
NOT_PLAIN = [
    f"{{ patients {{ nodes {{ {PATIENT} fields {{ name value }} createdBy {{ id }} }} }} }}",
    "query ($no: Boolean = false) { patients { nodes { id age @include(if: $no) label @skip(if: $no) } } }",
    'query ($name: String = "size") { patients { nodes { field(name: $name) } } }',
    "{ images { nodes { id fileUrl renderedUrl(frame: 2) series { id } } } }",
    "{ patients { nodes { ...P @include(if: true) } } } fragment P on Patient { id }",
]
MIXED = [
    f"{{ patients {{ nodes {{ id studies {{ nodes {{ {STUDY} }} }} }} edges {{ node {{ gender }} }} }} }}",
    f"{{ patients {{ nodes {{ studies {{ edges {{ node {{ series {{ nodes {{ {SERIES} images {{ nodes {{ {IMAGE} }} }} }} }} }} }} }} }} }} }}",
    '{ patients(filter: {label: {eq: "nobody"}}) { nodes { id } edges { node { id } } totalCount } }',
    "{ users { nodes { id email role status } edges { cursor node { id } } } }",
    "{ a: patients(first: 1) { nodes { id } } b: patients(last: 1) { nodes { label } } }",
]


@pytest.fixture
async def asker(context: Make) -> Context:
    asker = context()
    await stored_images(asker.hub.database, [SourcePlace("p1", "s1", "r1"), SourcePlace("p1", "s2", "r2")], each=2)
    ultrasound = Header(modality="US", patient_age=None, laterality=None, series_description="Größe «ü» \u2028")
    await stored_images(asker.hub.database, [SourcePlace("p2", "s3", "r3")], each=1, header=ultrasound)
    fields = [StoredField(name="size", value=2.5), StoredField(name="note", value="a")]
    await Patient(id=new_id("pat"), label="with fields", fields=fields).insert()
    return asker


async def _bytes(of: Schema, asker: Context, operation: str, variables: dict[str, Any] | None = None) -> str:
    fresh = Context(asker.hub, asker.actor, "test")
    result = await of.execute(operation, variable_values=variables, context_value=fresh)
    errors = [error.formatted for error in result.errors or []]
    return json.dumps({"data": result.data, "errors": errors})


@pytest.mark.parametrize("operation", [*PLAIN, *NOT_PLAIN, *MIXED])
async def test_the_bytes_are_those_of_graphql_core(asker: Context, operation: str) -> None:
    expected = await _bytes(USUAL, asker, operation)
    assert '"errors": []' in expected
    assert await _bytes(schema, asker, operation) == expected
    assert await _bytes(schema, asker, operation) == expected


@pytest.mark.parametrize(
    ("operation", "is_plain"), [*((each, True) for each in PLAIN), *((each, False) for each in NOT_PLAIN)]
)
async def test_what_is_plain_is_known(asker: Context, operation: str, is_plain: bool) -> None:
    plain.forget()
    await _bytes(schema, asker, operation)
    assert {show is not None for _, show in plain.known()} <= {is_plain}
    assert is_plain is any(show is not None for _, show in plain.known())


async def test_a_document_that_cannot_be_right_goes_the_usual_way(asker: Context) -> None:
    broken = await Patient.find_one({"label": "with fields"})
    assert broken
    await Patient.find_one({"_id": broken.id}).update({"$set": {"image_count": None}})
    operation = "{ patients { nodes { id imageCount } } }"
    expected = await _bytes(USUAL, asker, operation)
    assert "INTERNAL" in expected or "GRAPHQL" in expected
    assert await _bytes(schema, asker, operation) == expected


async def test_every_query_of_the_web_app_has_the_same_bytes(asker: Context) -> None:
    generated = (ROOT / "web" / "src" / "graphql" / "generated" / "gql.ts").read_text()
    texts = {text.encode().decode("unicode_escape") for text in re.findall(r'^    "(.*?)": ', generated, re.MULTILINE)}
    fragments = "".join(sorted(text for text in texts if text.strip().startswith("fragment")))
    queries = sorted(text for text in texts if text.strip().startswith("query"))
    assert len(queries) > 10
    patient = await Patient.find_one({"modality_list": "MG"})
    assert patient
    for query in queries:
        needed = query + _used(query, fragments)
        variables = {"id": patient.id, "patientId": patient.id, "first": 10}
        given = {name: value for name, value in variables.items() if f"${name}:" in query}
        assert await _bytes(schema, asker, needed, given) == await _bytes(USUAL, asker, needed, given)


def _used(query: str, fragments: str) -> str:
    """Return the fragments that a query spreads, and those that these spread."""
    all_of_them = {
        match.group(1): match.group(0)
        for match in re.finditer(r"fragment (\w+) on .*?(?=fragment \w+ on |\Z)", fragments, re.DOTALL)
    }
    needed: dict[str, str] = {}
    waiting = re.findall(r"\.\.\.\s*(\w+)", query)
    while waiting:
        name = waiting.pop()
        if name in all_of_them and name not in needed:
            needed[name] = all_of_them[name]
            waiting += re.findall(r"\.\.\.\s*(\w+)", all_of_them[name])
    return "".join(needed.values())
