"""A page of 20 by filters of every kind, among ten thousand images and three hundred thousand: the cost must not follow."""

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.documents import embedded
from app.documents.base import Record
from app.documents.connect import Database, connect
from app.documents.filtering import criteria
from app.documents.images import Image
from app.documents.paging import page
from app.documents.patients import Patient
from app.documents.series import Series
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
from app.domain.ids import bucket_of, new_id
from app.domain.pages import Order, Slice

SIZES = (10_000, 300_000)
IMAGES_OF_A_PATIENT = 30
IMAGES_OF_A_SERIES = 10
REPEATS = 7
START = datetime(2026, 1, 1, tzinfo=UTC)
CT = "1.2.840.10008.5.1.4.1.1.2"
MG = "1.2.840.10008.5.1.4.1.1.1.2"
SOME_SERIES = "ser_000000000077"
NEWEST = (Order("created_at", is_descending=True),)
ONE_SERIES = Condition("series_id", Operator.EQ, SOME_SERIES)

CASES: list[tuple[str, type[Record], Filter, tuple[Order, ...]]] = [
    ("images, newest first", Image, AllOf(), NEWEST),
    ("images by id", Image, AllOf(), (Order("id"),)),
    ("images by number", Image, AllOf(), (Order("number"),)),
    ("kind of image (one of three)", Image, Condition("sop_class_uid", Operator.EQ, CT), NEWEST),
    ("not that kind", Image, Not(Condition("sop_class_uid", Operator.EQ, CT)), NEWEST),
    ("rows above 100 (all)", Image, Condition("rows", Operator.GT, 100), NEWEST),
    ("to be reviewed (one of fifty)", Image, Condition("review_status", Operator.EQ, "NEEDS_REVIEW"), NEWEST),
    ("one series", Image, ONE_SERIES, NEWEST),
    ("one series or the other", Image, AnyOf((ONE_SERIES, Condition("id", Operator.EQ, "x"))), NEWEST),
    ("of series of a modality (half)", Image, Related(Relation.SERIES, Condition("modality", Operator.EQ, "MG")), NEWEST),
    ("of one series, by its label", Image, Related(Relation.SERIES, Condition("label", Operator.EQ, "77")), NEWEST),
    ("patients, by age then label", Patient, AllOf(), (Order("age"), Order("label"))),
    ("patients of a gender (half)", Patient, Condition("gender", Operator.EQ, "MALE"), NEWEST),
    ("patients, label contains 7", Patient, Condition("label", Operator.CONTAINS, "7"), NEWEST),
    ("patients, one label", Patient, Condition("label", Operator.EQ, "Case 77"), NEWEST),
    ("patients, search for a word of all", Patient, Search("case"), NEWEST),
    ("patients, field above 25 (half)", Patient, FieldCondition("size", Operator.GT, 25.0), NEWEST),
    ("images with more rows than any (none)", Image, Condition("rows", Operator.GT, 9000), NEWEST),
    ("patients by a dynamic field", Patient, AllOf(), (Order("size", is_dynamic=True),)),
]  # fmt: skip


def _numbered(prefix: str, number: int) -> str:
    return f"{prefix}_{number:012}"


async def _fill(count: int) -> None:
    """Store so many images with their series and patients, in batches, as plain documents."""
    patients = [_patient(number) for number in range(count // IMAGES_OF_A_PATIENT + 1)]
    await Patient.get_pymongo_collection().insert_many(patients)
    await Series.get_pymongo_collection().insert_many(
        [
            {
                "_id": _numbered("ser", number), "created_at": START, "updated_at": START, "label": str(number),
                "folded": {"label": str(number)}, "modality": "MG" if number % 2 else "US", "bucket": "zzz",
                "patient_id": patients[number * IMAGES_OF_A_SERIES // IMAGES_OF_A_PATIENT]["_id"],
            }
            for number in range(count // IMAGES_OF_A_SERIES + 1)
        ]
    )  # fmt: skip
    for first in range(0, count, 5000):
        await Image.get_pymongo_collection().insert_many(
            [_image(number, patients) for number in range(first, first + 5000)]
        )


def _patient(number: int) -> dict[str, Any]:
    id_, label, moment = new_id("pat"), f"Case {number}", START + timedelta(seconds=7 * number)
    return {
        "_id": id_, "bucket": bucket_of(id_), "label": label, "folded": {"label": label.lower()},
        "created_at": moment, "updated_at": moment, "age": number % 70 or None,
        "gender": "FEMALE" if number % 2 else "MALE", "fields": [{"name": "size", "value": number % 50 + 0.5}],
        "search_tokens": ["c", "ca", "cas", "case", str(number)],
    }  # fmt: skip


def _image(number: int, patients: list[dict[str, Any]]) -> dict[str, Any]:
    id_ = new_id("img")
    return {
        "_id": id_, "bucket": bucket_of(id_), "created_at": START + timedelta(milliseconds=200 * number),
        "created_by": "usr_1", "series_id": _numbered("ser", number // IMAGES_OF_A_SERIES),
        "patient_id": patients[number // IMAGES_OF_A_PATIENT]["_id"], "number": number % IMAGES_OF_A_SERIES,
        "sop_class_uid": MG if number % 3 else CT, "rows": 512, "columns": 512, "frames": 1, "sha256": "0" * 64,
        "source_key": str(number), "review_status": "CLEAN" if number % 50 else "NEEDS_REVIEW", "fields": [],
    }  # fmt: skip


async def _measured() -> list[float]:
    """Return the best milliseconds of each case."""
    best = []
    for _, model, filter_, by in CASES:
        times = []
        for _ in range(REPEATS):
            wanted = criteria(model, filter_, scope_of=lambda _: {})
            began = time.perf_counter()
            await page(model, wanted, by, Slice(20))
            times.append((time.perf_counter() - began) * 1000)
        best.append(min(times))
    return best


async def _run(uri: str) -> None:
    columns = []
    for size in SIZES:
        database: Database = await connect(uri, f"search_{size}")
        await _fill(size)
        columns.append(await _measured())
        await database.close()
    print(
        f"{'a page of 20, ms (best of ' + str(REPEATS) + ')':40}"
        + "".join(f"{size:>10,}" for size in SIZES)
        + "   times"
    )
    for (name, *_), few, many in zip(CASES, *columns, strict=True):
        print(f"{name:40}{few:10.1f}{many:10.1f}{many / few:8.1f}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = embedded.start(Path(folder) / "database", Path(folder) / "keys")
        try:
            asyncio.run(_run(server.uri))
        finally:
            server.stop()
