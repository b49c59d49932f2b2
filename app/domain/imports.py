"""Tables of patients on the way in: CSV read row by row, columns understood, cells checked. Pure.

No message quotes a cell: it may say who somebody is.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.fields import LONGEST_NAME, FieldRules, FieldType, Value, checked_name, checked_value
from app.errors import Invalid, TooLarge

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
SEPARATORS: Final = ",;\t"
OLDEST_TOLD: Final = 90  # everything over 89 is told as 90, as with images (PS3.15 E.3.10, HIPAA 164.514)
BOOLEANS: Final = {"true": True, "yes": True, "false": False, "no": False}
GENDERS: Final = {
    "f": "FEMALE", "female": "FEMALE", "w": "FEMALE", "m": "MALE", "male": "MALE", "o": "OTHER", "other": "OTHER",
    "u": "UNKNOWN", "unknown": "UNKNOWN",
}  # fmt: skip
# Columns of such names say who somebody is: they are left out unless the caller chooses otherwise.
IDENTIFYING: Final = re.compile(
    r"name|surname|vorname|nachname|birth|dob|address|street|phone|mobile|e-?mail|ssn|insurance|passport|zip|postal|mrn",
    re.IGNORECASE,
)
_INTEGER: Final = re.compile(r"[+-]?\d{1,15}")
_DECIMAL: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Target(StrEnum):
    """What a column becomes."""

    KEY = "KEY"
    LABEL = "LABEL"
    AGE = "AGE"
    GENDER = "GENDER"
    FIELD = "FIELD"
    IGNORED = "IGNORED"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of the file and what it becomes; `field` and `type` are those of the dynamic field, if it is one."""

    column: str
    target: Target
    field: str | None = None
    type: FieldType | None = None
    is_new: bool = False  # the dictionary does not have the field yet


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in a line of the file (1 is the head); `column` is None when it is the whole row."""

    line: int
    column: str | None
    message: str


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row that is right: the patient's key, attributes and fields; empty cells are in neither."""

    line: int
    key: str
    values: Mapping[str, Value]
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """The head and the rows of a CSV file, each with its line."""

    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes) -> Table:
    """Return a CSV file (UTF-8; commas, semicolons or tabs); raises Invalid, naming the line, or TooLarge."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("Save the file as CSV in UTF-8 first.", ("file",)) from None
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, tuple(cell.strip() for cell in row)))
            if len(rows) > MOST_ROWS + 1:
                raise TooLarge(f"An import takes at most {MOST_ROWS:,} rows: send the file in parts.", ("file",))
    except csv.Error:
        raise Invalid(f"Line {reader.line_num} is not CSV: look for a quote that is not closed.", ("file",)) from None
    if len(rows) < 2:
        raise Invalid("The file needs a head with the names of its columns, and rows.", ("file",))
    (_, head), *body = rows
    if len(head) > MOST_COLUMNS or len({name.casefold() for name in head}) < len(head) or not all(head):
        raise Invalid(f"The head names at most {MOST_COLUMNS} columns, each once.", ("file",))
    return Table(head, tuple(body))


def understood(table: Table, key: str, dictionary: Mapping[str, FieldRules]) -> list[ImportColumn]:
    """Return what each column would become, told from its name and its cells; raises Invalid without the key's column."""
    if key not in table.head:
        raise Invalid("There is no such column in the file: name the one that says whose row it is.", ("keyColumn",))
    return [
        ImportColumn(name, Target.KEY) if name == key else _guessed(name, [row[index] for _, row in table.rows if index < len(row)], dictionary)
        for index, name in enumerate(table.head)
    ]  # fmt: skip


def _guessed(name: str, cells: Sequence[str], dictionary: Mapping[str, FieldRules]) -> ImportColumn:
    plain = name.casefold().strip()
    if plain in ("label", "age", "gender", "sex"):
        return ImportColumn(name, Target.GENDER if plain == "sex" else Target(plain.upper()))
    if name in dictionary:
        return ImportColumn(name, Target.FIELD, name, dictionary[name].type)
    cleaned = " ".join(re.sub(r"[^\w .,:;/%()+&'*#-]", " ", name.replace("_", " ")).split())[:LONGEST_NAME].strip()
    field = name if name.replace("_", "").isalnum() else cleaned
    if IDENTIFYING.search(name) or not field:
        return ImportColumn(name, Target.IGNORED)
    return ImportColumn(name, Target.FIELD, field, type_of(cells), is_new=True)


def type_of(cells: Iterable[str]) -> FieldType:
    """Return the narrowest type that all cells have that are not empty; TEXT when there is none."""
    found = [cell for cell in cells if cell]
    for type_, fits in (
        (FieldType.BOOLEAN, lambda cell: cell.lower() in BOOLEANS),
        (FieldType.INTEGER, lambda cell: _INTEGER.fullmatch(cell) and (cell.lstrip("+-") == "0" or not cell.lstrip("+-").startswith("0"))),
        (FieldType.DECIMAL, _DECIMAL.fullmatch),
        (FieldType.DATE, _DATE.fullmatch),
    ):  # fmt: skip
        if found and all(fits(cell) for cell in found):
            return type_
    return FieldType.TEXT


def confirmed(
    table: Table, key: str, given: Sequence[ImportColumn], dictionary: Mapping[str, FieldRules]
) -> list[ImportColumn]:
    """Return the columns as the caller wants them, those that are not named as IGNORED; raises Invalid."""
    understood(table, key, dictionary)  # the key's column is there
    wanted = {column.column: column for column in given if column.target is not Target.KEY}
    if unknown := wanted.keys() - set(table.head):
        raise Invalid(f"The file has no column {min(unknown)[:100]}.", ("columns",))
    columns = [
        ImportColumn(name, Target.KEY) if name == key else _settled(wanted.get(name), name, dictionary)
        for name in table.head
    ]
    targets = [(column.target, column.field) for column in columns if column.target is not Target.IGNORED]
    if len(set(targets)) < len(targets):
        raise Invalid("Two columns become the same thing. Leave one of them out.", ("columns",))
    return columns


def _settled(given: ImportColumn | None, name: str, dictionary: Mapping[str, FieldRules]) -> ImportColumn:
    if given is None or given.target is not Target.FIELD:
        return given or ImportColumn(name, Target.IGNORED)
    field = checked_name(given.field or name, ("columns", name, "field"))
    if field in dictionary:
        if given.type not in (None, dictionary[field].type):
            raise Invalid(f"The field {field} is of type {dictionary[field].type}.", ("columns", name, "type"))
        return ImportColumn(name, Target.FIELD, field, dictionary[field].type)
    if given.type in (None, FieldType.CHOICE):
        raise Invalid(
            f"Give the new field {field} a type; not CHOICE, which an administrator defines.", ("columns", name, "type")
        )
    return ImportColumn(name, Target.FIELD, field, given.type, is_new=True)


def checked_rows(
    table: Table, columns: Sequence[ImportColumn], dictionary: Mapping[str, FieldRules]
) -> tuple[list[ImportedRow], list[RowError]]:
    """Return the rows that are right, and what is wrong with the others; a key may stand in one row only."""
    rows: list[ImportedRow] = []
    errors: list[RowError] = []
    lines: dict[str, int] = {}
    for line, cells in table.rows:
        found = list(_row_errors(line, cells, columns, dictionary))
        key = next((cell for column, cell in zip(columns, cells, strict=False) if column.target is Target.KEY), "")
        folded = " ".join(key.casefold().split())
        if not found and not folded:
            found.append(RowError(line, None, "This row does not say whose it is: its key is empty."))
        if not found and folded in lines:
            found.append(RowError(line, None, f"Line {lines[folded]} has the same key."))
        errors += found
        if not found:
            lines[folded] = line
            rows.append(_row(line, key, cells, columns, dictionary))
    return rows, errors


def _row_errors(
    line: int, cells: Sequence[str], columns: Sequence[ImportColumn], dictionary: Mapping[str, FieldRules]
) -> Iterator[RowError]:
    if len(cells) != len(columns):
        yield RowError(line, None, f"This row has {len(cells)} cells, the head has {len(columns)}.")
        return
    for column, cell in zip(columns, cells, strict=True):
        try:
            _value(column, cell, dictionary)
        except Invalid as error:
            yield RowError(line, column.column, error.message)


def _row(
    line: int, key: str, cells: Sequence[str], columns: Sequence[ImportColumn], dictionary: Mapping[str, FieldRules]
) -> ImportedRow:
    values: dict[str, Value] = {}
    fields: dict[str, Value] = {}
    for column, cell in zip(columns, cells, strict=True):
        value = _value(column, cell, dictionary)
        if value is not None and column.target is Target.FIELD and column.field:
            fields[column.field] = value
        elif value is not None and column.target is not Target.KEY:
            values[column.target.value.lower()] = value
    return ImportedRow(line, key, values, fields)


def _value(column: ImportColumn, cell: str, dictionary: Mapping[str, FieldRules]) -> Value | None:
    """Return what a cell says, None when it is empty or of no interest; raises Invalid."""
    match column.target:
        case _ if not cell or column.target is Target.IGNORED:
            return None
        case Target.AGE:
            if not re.fullmatch(r"\d{1,3}", cell) or int(cell) > 130:
                raise Invalid("An age is a number of years from 0 to 130.")
            return min(int(cell), OLDEST_TOLD)
        case Target.GENDER:
            if cell.casefold() not in GENDERS:
                raise Invalid("A gender is FEMALE, MALE, OTHER or UNKNOWN, or its first letter.")
            return GENDERS[cell.casefold()]
        case Target.LABEL:
            if len(cell) > 200:
                raise Invalid("A label has at most 200 characters.")
            return cell
        case Target.FIELD if column.type is not None and column.field is not None:
            rules = dictionary.get(column.field) or FieldRules(column.field, column.type)
            return checked_value(rules, _parsed(column.type, cell))
    return cell


def _parsed(type_: FieldType, cell: str) -> object:
    match type_:
        case FieldType.BOOLEAN:
            return BOOLEANS.get(cell.casefold(), cell)
        case FieldType.INTEGER:
            return int(cell) if _INTEGER.fullmatch(cell) else cell
        case FieldType.DECIMAL:
            return float(cell) if _DECIMAL.fullmatch(cell) else cell
    return cell
