"""A hub with one route more: what somebody writes by hand for one page of patients, with FastAPI and PyMongo alone."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from fastapi import Request, Response

from app.documents import walking
from app.documents.base import StoredField, raw
from app.documents.patients import Patient
from app.domain.ids import new_id
from app.main import create_app
from app.resolvers import sessions
from app.settings import Settings

SHOWN = ("label", "age", "gender", "image_count", "version", "created_by", "fields", "created_at", "updated_at")


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _patient(number: int) -> dict[str, Any]:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    patient = Patient(
        id=new_id("pat"), label=f"Case {number}", age=20 + number % 70, gender="FEMALE" if number % 2 else "MALE",
        created_at=moment, updated_at=moment, image_count=number % 9, modality_list=["US", "MG"],
        fields=[StoredField(name="size", value=number / 10)],
    )  # fmt: skip
    for name, value in patient.derived({**patient.model_dump(), "_id": patient.id}).items():
        setattr(patient, name, value)
    return raw(patient)


def main() -> None:
    app = create_app(Settings(data=Path(sys.argv[1]), port=int(sys.argv[2]), demo=True))

    @app.post("/fill/{count}")
    async def fill(count: int) -> int:
        have = await Patient.find_all().count()
        await Patient.get_pymongo_collection().insert_many([_patient(number) for number in range(have, count)])
        walking.forget()  # which are read once a minute: lists do not grow tenfold within one
        return count

    @app.get("/by-hand")
    async def by_hand(request: Request) -> Response:
        await sessions.actor_of(app.state.hub, request.headers["authorization"].removeprefix("Bearer "))
        found = Patient.get_pymongo_collection().find({}, dict.fromkeys((*SHOWN, "modality_list"), 1))
        nodes = [
            {
                "id": row["_id"], "label": row["label"], "age": row["age"], "gender": row["gender"],
                "imageCount": row["image_count"], "modalities": sorted(row["modality_list"]),
                "createdAt": _moment(row["created_at"]), "updatedAt": _moment(row["updated_at"]),
                "version": row["version"],
                "field": next((field["value"] for field in row["fields"] if field["name"] == "size"), None),
            }
            for row in await found.sort({"created_at": -1, "_id": -1}).limit(50).to_list(None)
        ]  # fmt: skip
        return Response(orjson.dumps({"data": {"patients": {"nodes": nodes}}}), media_type="application/json")

    app.router.routes.insert(0, app.router.routes.pop())  # before the web app, which takes all that is left
    app.router.routes.insert(0, app.router.routes.pop())
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
