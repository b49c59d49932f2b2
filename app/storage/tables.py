"""Tables as bytes, batch by batch: CSV (RFC 4180), JSON, NDJSON, Parquet."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson

from app.domain.exports import Format
from app.storage.outbox import Outbox

Cell = str | int | float | bool | date | datetime | None
Rows = AsyncIterator[Sequence[Sequence[Cell]]]
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is TEXT, INTEGER, DECIMAL, BOOLEAN, DATE or DATETIME."""

    name: str
    type: str
    description: str = ""
    unit: str = ""
    code: str = ""


def written(format_: Format, columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    """Yield a table; each batch of rows goes out before the next one is read."""
    return _WRITERS[format_](columns, rows)


def csv_text(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return rows as CSV; texts that a spreadsheet would run as formulas begin with an apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    match cell:
        case bool():
            return "true" if cell else "false"
        case str() if cell.startswith(FORMULA_STARTS):
            return f"'{cell}"
        case date():
            return cell.isoformat()
    return cell


async def _csv(columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    yield csv_text([[column.name for column in columns]])
    async for batch in rows:
        yield csv_text(batch)


async def _ndjson(columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    async for batch in rows:
        yield b"".join(orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in _objects(columns, batch))


async def _json(columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    start = b"[\n"
    async for batch in rows:
        for each in _objects(columns, batch):
            yield start + orjson.dumps(each)
            start = b",\n"
    yield (b"" if start == b",\n" else start) + b"\n]\n"


def _objects(columns: Sequence[Column], batch: Sequence[Sequence[Cell]]) -> list[dict[str, Cell]]:
    names = [column.name for column in columns]
    return [dict(zip(names, row, strict=True)) for row in batch]


async def _parquet(columns: Sequence[Column], rows: Rows) -> AsyncIterator[bytes]:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([_arrow_field(column) for column in columns])
    outbox = Outbox()
    with parquet.ParquetWriter(outbox, schema, compression="zstd") as writer:
        async for batch in rows:
            cells = list(zip(*batch, strict=True)) or [()] * len(columns)
            arrays = [pa.array(list(each), field.type) for each, field in zip(cells, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            yield outbox.take()
    yield outbox.take()


def _arrow_field(column: Column) -> Any:
    import pyarrow as pa

    types: Mapping[str, Any] = {
        "TEXT": pa.string(), "INTEGER": pa.int64(), "DECIMAL": pa.float64(), "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(), "DATETIME": pa.timestamp("ms", tz="UTC"),
    }  # fmt: skip
    about = {"description": column.description, "unit": column.unit, "code": column.code}
    return pa.field(column.name, types[column.type], metadata={name: text for name, text in about.items() if text})


_WRITERS: Final[Mapping[Format, Callable[[Sequence[Column], Rows], AsyncIterator[bytes]]]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.NDJSON: _ndjson,
    Format.PARQUET: _parquet,
}
