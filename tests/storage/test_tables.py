"""Tables as bytes: what went in comes out, in the tools that people use."""

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime

import pytest
from pyarrow import parquet

from app.domain.exports import Format
from app.storage.tables import Cell, Column, written

COLUMNS = [
    Column("id", "TEXT"), Column("age", "INTEGER"), Column("size", "DECIMAL", "Longest axis.", "mm"),
    Column("is_dense", "BOOLEAN"), Column("day", "DATE"), Column("made", "DATETIME"),
]  # fmt: skip
MADE = datetime(2024, 2, 29, 12, 30, tzinfo=UTC)
ROWS: list[list[Cell]] = [
    ["pat_1", 61, 12.5, True, date(2024, 2, 29), MADE],
    ['=HYPERLINK("x")', None, None, False, None, None],
    ['a "quoted", text\nof two lines', -3, -0.5, None, date(1999, 1, 1), None],
]


async def rows() -> AsyncIterator[Sequence[Sequence[Cell]]]:
    yield ROWS[:2]
    yield ROWS[2:]


async def nothing() -> AsyncIterator[Sequence[Sequence[Cell]]]:
    for _ in ():
        yield []


async def made(format_: Format, *, is_empty: bool = False) -> bytes:
    return b"".join([chunk async for chunk in written(format_, COLUMNS, nothing() if is_empty else rows())])


async def test_csv_is_rfc_4180_and_runs_no_formula() -> None:
    content = (await made(Format.CSV)).decode()
    assert content.startswith("id,age,size,is_dense,day,made\r\n")
    read = list(csv.reader(io.StringIO(content, newline="")))
    assert read[1] == ["pat_1", "61", "12.5", "true", "2024-02-29", "2024-02-29T12:30:00+00:00"]
    assert read[2][0] == '\'=HYPERLINK("x")'
    assert read[3][:3] == ['a "quoted", text\nof two lines', "-3", "-0.5"]


@pytest.mark.parametrize("is_empty", [False, True])
async def test_json_and_ndjson_say_the_same(is_empty: bool) -> None:
    whole = json.loads(await made(Format.JSON, is_empty=is_empty))
    lines = [json.loads(line) for line in (await made(Format.NDJSON, is_empty=is_empty)).splitlines()]
    assert whole == lines
    assert len(whole) == (0 if is_empty else 3)
    assert is_empty or whole[1] == {
        "id": '=HYPERLINK("x")', "age": None, "size": None, "is_dense": False, "day": None, "made": None,
    }  # fmt: skip


async def test_parquet_keeps_types_and_what_columns_mean() -> None:
    table = parquet.read_table(io.BytesIO(await made(Format.PARQUET)))
    assert [str(field.type) for field in table.schema] == [
        "string", "int64", "double", "bool", "date32[day]", "timestamp[ms, tz=UTC]",
    ]  # fmt: skip
    assert table.schema.field("size").metadata[b"unit"] == b"mm"
    assert [list(row.values()) for row in table.to_pylist()] == ROWS
    empty = parquet.read_table(io.BytesIO(await made(Format.PARQUET, is_empty=True)))
    assert (empty.num_rows, empty.schema) == (0, table.schema)
