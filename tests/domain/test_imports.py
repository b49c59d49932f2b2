"""Tables of patients: what columns become, and what is wrong in which line."""

import pytest

from app.domain.fields import FieldRules, FieldType
from app.domain.imports import ImportColumn, Table, Target, checked_rows, confirmed, read_table, type_of, understood
from app.errors import Invalid

DICTIONARY = {"grade": FieldRules("grade", FieldType.INTEGER, minimum=1, maximum=3)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "", "-20"], FieldType.INTEGER), (["1.5", "2"], FieldType.DECIMAL), (["1e-3"], FieldType.DECIMAL),
        (["yes", "NO", ""], FieldType.BOOLEAN), (["2020-01-02"], FieldType.DATE), (["2020-01-02", "soon"], FieldType.TEXT),
        (["007"], FieldType.DECIMAL), ([""], FieldType.TEXT), ([], FieldType.TEXT), (["1,5"], FieldType.TEXT),
    ],
)  # fmt: skip
def test_a_type_is_the_narrowest_that_all_cells_have(cells: list[str], expected: FieldType) -> None:
    assert type_of(cells) is expected


def test_columns_are_understood_and_what_says_who_somebody_is_left_out() -> None:
    table = read_table(
        b"\xef\xbb\xbfid;Age;sex;grade;Family_Name;date of birth;tumor_size\r\n1;50;F;2;Silva;1970-01-02;1.5\r\n"
    )
    assert understood(table, "id", DICTIONARY) == [
        ImportColumn("id", Target.KEY), ImportColumn("Age", Target.AGE), ImportColumn("sex", Target.GENDER),
        ImportColumn("grade", Target.FIELD, "grade", FieldType.INTEGER), ImportColumn("Family_Name", Target.IGNORED),
        ImportColumn("date of birth", Target.IGNORED),
        ImportColumn("tumor_size", Target.FIELD, "tumor_size", FieldType.DECIMAL, is_new=True),
    ]  # fmt: skip


def test_errors_name_line_and_column_and_no_cell() -> None:
    text = 'id,age,grade\nA,50,2\n,40,1\nB,old,9\nC\na,30,\n"D\nE",95,1\n'
    table = read_table(text.encode())
    rows, errors = checked_rows(table, understood(table, "id", DICTIONARY), DICTIONARY)
    assert [(row.line, row.key, dict(row.values), dict(row.fields)) for row in rows] == [
        (2, "A", {"age": 50}, {"grade": 2}), (8, "D\nE", {"age": 90}, {"grade": 1}),
    ]  # fmt: skip
    assert [(error.line, error.column) for error in errors] == [
        (3, None), (4, "age"), (4, "grade"), (5, None), (6, None)
    ]  # fmt: skip
    assert errors[-1].message == "Line 2 has the same key."
    assert not [error for error in errors if "old" in error.message]


@pytest.mark.parametrize("content", [b"", b"id,age\n", b"\xff\xfe", b'id,age\n"1,2\n', b"id,ID\n1,2\n", b"id,\n1,2\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_table(content)


@pytest.mark.parametrize(
    "given",
    [
        [ImportColumn("nothing", Target.AGE)], [ImportColumn("a", Target.FIELD, "new")],
        [ImportColumn("a", Target.FIELD, "new", FieldType.CHOICE)],
        [ImportColumn("a", Target.FIELD, "grade", FieldType.TEXT)], [ImportColumn("a", Target.FIELD, "<b>", FieldType.TEXT)],
        [ImportColumn("a", Target.AGE), ImportColumn("b", Target.AGE)],
    ],
)  # fmt: skip
def test_columns_that_cannot_be_are_refused(given: list[ImportColumn]) -> None:
    with pytest.raises(Invalid):
        confirmed(Table(("id", "a", "b"), ()), "id", given, DICTIONARY)


def test_columns_that_are_not_named_are_left_out() -> None:
    given = [ImportColumn("a", Target.FIELD, None, FieldType.TEXT), ImportColumn("id", Target.AGE)]
    assert [(column.target, column.is_new) for column in confirmed(Table(("id", "a", "b"), ()), "id", given, {})] == [
        (Target.KEY, False), (Target.FIELD, True), (Target.IGNORED, False)
    ]  # fmt: skip
