"""Sets, differences and digests of collections; filters that are kept."""

import hashlib
from datetime import UTC, datetime

import pytest

from app.domain.collections import SetOperation, combined, difference, digest_of
from app.domain.dcat import Agent, Described, record
from app.domain.filters import (
    AllOf,
    AnyOf,
    Condition,
    FieldCondition,
    Filter,
    Not,
    Operator,
    Related,
    Relation,
    Search,
)
from app.domain.saved_filters import filter_of, plain


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (SetOperation.UNION, ["a", "b", "c", "d"]),
        (SetOperation.INTERSECTION, ["b", "c"]),
        (SetOperation.DIFFERENCE, ["a"]),
    ],
)
def test_sets_are_combined_and_sorted(operation: SetOperation, expected: list[str]) -> None:
    assert combined(["c", "a", "b", "a"], operation, ["d", "c", "b"]) == expected


def test_a_digest_is_that_of_the_list_whatever_its_order() -> None:
    digest = digest_of(["p2", "p1"], [("i2", "b"), ("i1", "a")])
    assert digest == digest_of(["p1", "p2"], [("i1", "a"), ("i2", "b")])
    assert digest == hashlib.sha256(b"p1\np2\ni1 a\ni2 b\n").hexdigest()
    others = (["p1"], [("i1", "a"), ("i2", "b")]), (["p1", "p2"], [("i1", "a"), ("i2", "c")])
    assert digest not in {digest_of(patients, images) for patients, images in others}


def test_a_difference_tells_what_came_went_and_changed() -> None:
    found = difference((["p1", "p2"], {"i1": "a", "i2": "b"}), (["p2", "p3"], {"i2": "c", "i3": "d"}))
    assert (found.added_patients, found.removed_patients) == (("p3",), ("p1",))
    assert (found.added_images, found.removed_images, found.changed_images) == (("i3",), ("i1",), ("i2",))


FILTER: Filter = AllOf(
    (
        Condition("age", Operator.GTE, 50),
        Condition("id", Operator.IN, ("a", "b")),
        Condition("created_at", Operator.LT, datetime(2026, 1, 2, tzinfo=UTC)),
        AnyOf((FieldCondition("biopsy", Operator.EQ, True), Search("left breast"))),
        Not(Related(Relation.STUDIES, Related(Relation.SERIES, Condition("modality", Operator.EQ, "MG")))),
    )
)


def test_a_filter_that_was_kept_is_the_same_filter() -> None:
    assert filter_of(plain(FILTER)) == FILTER


MANDATORY = {  # HealthDCAT-AP release 8, shapes of datasets that are not public: sh:minCount 1
    "dct:title", "dct:description", "dct:accessRights", "dcatap:applicableLegislation", "dcat:distribution",
    "dct:identifier", "dcat:theme", "healthdcatap:hdab", "healthdcatap:healthCategory",
    "healthdcatap:hasStructuredData", "dcat:contactPoint", "dcat:keyword", "dct:type", "dct:provenance",
}  # fmt: skip


def test_a_record_has_what_the_catalogue_of_health_data_asks_for() -> None:
    body = Agent("Access Body", "access@body.example")
    described = Described(
        "https://hub.example/collections/col_1", "Lesions", "", 2, datetime(2026, 1, 2, tzinfo=UTC).date(), (), "CC BY 4.0",
        "Lesions, version 2", "0" * 64, 3, 4, 5, 40, 90, Agent("Hospital", "data@hospital.example"), body,
    )  # fmt: skip
    found = record(described)
    assert found.keys() >= MANDATORY
    assert all(prefix in found["@context"] for name in MANDATORY for prefix in [name.partition(":")[0]])
    assert found["dct:accessRights"]["@id"].endswith("/access-right/NON_PUBLIC")
    assert found["healthdcatap:numberOfUniqueIndividuals"] == {"@type": "xsd:nonNegativeInteger", "@value": "3"}
    assert found["healthdcatap:hdab"]["cv:contactPoint"] == {"@type": "cv:ContactPoint", "cv:email": body.email}
    assert found["dcat:distribution"].keys() >= {"dcat:accessURL", "dcatap:applicableLegislation"}
