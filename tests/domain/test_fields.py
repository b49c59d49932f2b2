import pytest

from app.domain.fields import FieldRules, FieldType, checked_condition, checked_name, checked_rules, checked_value
from app.domain.filters import FieldCondition, Operator
from app.errors import Invalid, Required

RULES = {
    FieldType.TEXT: FieldRules("f", FieldType.TEXT),
    FieldType.INTEGER: FieldRules("f", FieldType.INTEGER, minimum=0, maximum=10),
    FieldType.DECIMAL: FieldRules("f", FieldType.DECIMAL, minimum=-1.5),
    FieldType.BOOLEAN: FieldRules("f", FieldType.BOOLEAN),
    FieldType.DATE: FieldRules("f", FieldType.DATE),
    FieldType.CHOICE: FieldRules("f", FieldType.CHOICE, ("yes", "no")),
}
NAN, INFINITY = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("type_", "given", "kept"),
    [
        ("TEXT", "  hello ", "hello"),
        ("INTEGER", 3, 3),
        ("INTEGER", 3.0, 3),
        ("INTEGER", 0, 0),
        ("INTEGER", 10, 10),
        ("DECIMAL", 1, 1.0),
        ("DECIMAL", -1.5, -1.5),
        ("BOOLEAN", False, False),
        ("DATE", "2024-02-29", "2024-02-29"),
        ("CHOICE", " yes ", "yes"),
    ],
)
def test_a_fitting_value_is_kept_in_one_form(type_: str, given: object, kept: object) -> None:
    value = checked_value(RULES[FieldType(type_)], given)
    assert (value, type(value)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        *(("TEXT", value) for value in ("  ", "", 1, True, None, "x" * 10_001, "\ud800")),
        *(("INTEGER", value) for value in (1.5, "1", True, -1, 11, 2**53, NAN, INFINITY)),
        *(("DECIMAL", value) for value in ("1.5", False, -1.6, NAN, INFINITY, 10**400)),
        *(("BOOLEAN", value) for value in (0, 1, "true")),
        *(("DATE", value) for value in ("2023-02-29", "20240229", "2024-02-29T00:00", "29.2.2024", 20240229)),
        *(("CHOICE", value) for value in ("maybe", "", "YES", 1)),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(type_: str, given: object) -> None:
    with pytest.raises(Invalid, match="The field f ") as caught:
        checked_value(RULES[FieldType(type_)], given, ("fields", "2", "value"))
    assert caught.value.path == ("fields", "2", "value")


FITTING = {
    "TEXT": {"eq", "ne", "in", "contains", "exists"},
    "INTEGER": {"eq", "ne", "in", "gt", "gte", "lt", "lte", "exists"},
    "DECIMAL": {"eq", "ne", "in", "gt", "gte", "lt", "lte", "exists"},
    "BOOLEAN": {"eq", "ne", "exists"},
    "DATE": {"eq", "ne", "in", "gt", "gte", "lt", "lte", "exists"},
    "CHOICE": {"eq", "ne", "in", "contains", "exists"},
}
SAMPLES = {"TEXT": "a", "INTEGER": 1, "DECIMAL": 0.5, "BOOLEAN": True, "DATE": "2024-01-01", "CHOICE": "yes"}


@pytest.mark.parametrize("operator", list(Operator))
@pytest.mark.parametrize("type_", list(FieldType))
def test_each_type_takes_its_own_operators(type_: FieldType, operator: Operator) -> None:
    sample: object = SAMPLES[type_.value]
    value = {"in": (sample,), "exists": True, "contains": "a"}.get(operator.value, sample)
    condition = FieldCondition("f", operator, value)
    if operator.value in FITTING[type_.value]:
        assert checked_condition(RULES[type_], condition) == condition
    else:
        with pytest.raises(Invalid, match=f"The field f is of type {type_.value}"):
            checked_condition(RULES[type_], condition)


@pytest.mark.parametrize(("type_", "value"), [("INTEGER", "1"), ("DATE", "soon"), ("TEXT", 5), ("BOOLEAN", "true")])
def test_a_condition_with_a_value_of_another_type_is_refused_by_name(type_: str, value: object) -> None:
    with pytest.raises(Invalid, match="The field f is compared with"):
        checked_condition(RULES[FieldType(type_)], FieldCondition("f", Operator.EQ, value))


def test_comparing_with_a_value_that_cannot_occur_is_no_mistake() -> None:
    condition = FieldCondition("f", Operator.GT, 99)
    assert checked_condition(RULES[FieldType.INTEGER], condition) == condition


@pytest.mark.parametrize("name", ["Tumour size (mm)", "BI-RADS", "Ki-67 %", "Größe", "a"])
def test_names_as_people_write_them_are_taken(name: str) -> None:
    assert checked_name(f"  {name} ") == name


@pytest.mark.parametrize("name", ["$where", ".a", "a\x00b", "-", "x" * 65, "a<b>"])
def test_names_with_other_characters_are_refused(name: str) -> None:
    with pytest.raises(Invalid):
        checked_name(name)


def test_a_field_needs_a_name() -> None:
    with pytest.raises(Required):
        checked_name("   ")


@pytest.mark.parametrize(
    "rules",
    [
        FieldRules("f", FieldType.CHOICE),
        FieldRules("f", FieldType.CHOICE, ("a", " ")),
        FieldRules("f", FieldType.TEXT, ("a",)),
        FieldRules("f", FieldType.TEXT, minimum=1),
        FieldRules("f", FieldType.INTEGER, minimum=2, maximum=1),
        FieldRules("f", FieldType.DECIMAL, maximum=INFINITY),
    ],
)
def test_rules_that_contradict_themselves_are_refused(rules: FieldRules) -> None:
    with pytest.raises(Invalid):
        checked_rules(rules)


def test_choices_are_trimmed_and_kept_once() -> None:
    assert checked_rules(FieldRules("f", FieldType.CHOICE, (" a ", "b", "a"))).choices == ("a", "b")
