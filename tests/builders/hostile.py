"""Requests that are made to cost much: as the bodies that a client would send."""

import json
from typing import Any

CYCLE = "query { me { ...A } } fragment A on User { id ...B } fragment B on User { id ...A }"
SPREADS = "{ me { ...F0 } }" + "".join(f" fragment F{n} on User {{ ...F{n + 1} ...F{n + 1} }}" for n in range(150))
ROUND = "images(first: 100) { nodes { series { study { patient { studies(first: 100) { nodes { series(first: 100) { nodes { "
IDS = "query($f: ImageFilter) { images(filter: $f) { nodes { id } } }"

QUERIES: dict[str, str] = {
    "deep recursion": "{ node(id: 1) {"
    + " ... on Image { series { images { nodes {" * 200
    + " id"
    + " } } } }" * 200
    + "} }",
    "pages of pages": "{ " + ROUND + ROUND + "id" + " }" * (2 * ROUND.count("{") + 1),
    "aliases": "{" + " ".join(f"a{n}: me {{ id }}" for n in range(400)) + "}",
    "aliases of a mutation": "mutation {"
    + " ".join(f'a{n}: signIn(input: {{email: "a", password: "b"}}) {{ __typename }}' for n in range(150))
    + "}",
    "directives": "{ me { id" + " @include(if: true)" * 280 + " } }",
    "unknown directives": "{ me { id" + " @a" * 900 + " } }",
    "a cycle of fragments": CYCLE,
    "fragments that spread each other twice": SPREADS + " fragment F150 on User { id }",
    "one field very often": "{ me {" + " id" * 1990 + " } }",
    "one list very often": "{" + " patients(first: 1) { nodes { id } }" * 150 + "}",
    "inline fragments": "{ me {" + " ... on User { id }" * 280 + " } }",
    "fields that are not there": "{" + " ".join(f"patientz{n}" for n in range(1900)) + "}",
    "many variables": "query(" + " ".join(f"$a{n}: Int" for n in range(480)) + ") { me { id } }",
    "many operations": " ".join(f"query A{n} {{ me {{ id }} }}" for n in range(200)),
    "an introspection flood": "{"
    + " ".join(f"a{n}: __schema {{ types {{ fields {{ type {{ fields {{ name }} }} }} }} }}" for n in range(60))
    + "}",
    "introspection round and round": "{ __schema { types {" + " fields { type {" * 8 + " name" + " } }" * 8 + " } } }",
    "an object within objects": "{ patients(filter: " + "{and: [" * 300 + "]}" * 300 + ") { totalCount } }",
    "a long list": "{ images(filter: {id: {in: [" + '"x" ' * 1950 + "]}}) { totalCount } }" + " me" * 200,
    "a megabyte of spaces": "{ me { id } }" + " " * 1_000_000,
    "a megabyte of one text": '{ patient(id: "' + "a" * 1_000_000 + '") { id } }',
    "a megabyte of comment": "#" + "a" * 1_000_000 + "\n{ me { id } }",
    "a megabyte of fields": "{ me {" + " id" * 330_000 + " } }",
}
VARIABLES: dict[str, Any] = {
    "a long list in a variable": {"f": {"id": {"in": ["img_000000000000"] * 150_000}}},
    "a deep variable": json.loads('{"f":' + '{"and":[' * 200 + "]}" * 200 + "}"),
}


def bodies() -> dict[str, bytes]:
    """Return the bodies by what they are."""
    found = {name: json.dumps({"query": query}).encode() for name, query in QUERIES.items()}
    found |= {name: json.dumps({"query": IDS, "variables": values}).encode() for name, values in VARIABLES.items()}
    batch = [{"query": "{ me { id } }"}] * 10_000
    return found | {"a batch": json.dumps(batch).encode(), "nested arrays": b"[" * 200_000}
