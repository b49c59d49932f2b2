"""Trainings and runs as work that is claimed by lease, and lists of models, runs and predictions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from pymongo.errors import DuplicateKeyError

from app.documents import paging
from app.documents.base import now, raw
from app.documents.filtering import EXACT, Criteria
from app.documents.models import Leased, Model, ModelFile, ModelRun, Prediction
from app.documents.owned import NEWEST
from app.documents.paging import Page
from app.domain.pages import Order, Slice
from app.errors import Conflict

LEASE = timedelta(minutes=10)  # longer than any one task
OPEN: dict[type[Leased], tuple[str, ...]] = {Model: ("TRAINING",), ModelRun: ("QUEUED", "RUNNING")}
Work = TypeVar("Work", bound=Leased)


async def claim(owner: str) -> Leased | None:
    """Return a training or a run that nobody works on, now leased to `owner`; None when there is none."""
    for kind, statuses in OPEN.items():
        async for found in kind.find({"status": {"$in": list(statuses)}}).sort("created_at"):
            if found.lease_until and found.lease_until > now():
                continue
            held = {"_id": found.id, "lease_owner": found.lease_owner, "lease_until": found.lease_until}
            change = {"$set": {"lease_owner": owner, "lease_until": now() + LEASE}}
            claimed = await kind.get_pymongo_collection().update_one(held, change)
            if claimed.modified_count == 1:
                return await kind.get(found.id)
    return None


async def release_all() -> None:
    """Give all leases back: what a stopped hub was at goes on at once where there is no other hub."""
    for kind, statuses in OPEN.items():
        await kind.get_pymongo_collection().update_many(
            {"status": {"$in": list(statuses)}}, {"$set": {"lease_owner": None, "lease_until": None}}
        )


async def save(work: Leased, owner: str, **changes: Any) -> bool:
    """Return whether the work was still the owner's and open, and has the changes now; the lease runs anew."""
    held = {"_id": work.id, "lease_owner": owner, "status": {"$in": list(OPEN[type(work)])}}
    change = {"$set": {**changes, "lease_until": now() + LEASE}}
    saved = await work.get_pymongo_collection().update_one(held, change)
    return saved.matched_count == 1


async def cancel(run: ModelRun) -> bool:
    """Return whether the run was still open; it is called off now."""
    held = {"_id": run.id, "status": {"$in": list(OPEN[ModelRun])}}
    change = {"$set": {"status": "CANCELLED", "finished_at": now()}}
    return (await run.get_pymongo_collection().update_one(held, change)).modified_count == 1


async def insert(model: Model) -> None:
    """Insert the model; raises Conflict when somebody trained one of the same name in this moment."""
    try:
        await model.insert()
    except DuplicateKeyError:
        raise Conflict("Somebody is adding a model of this name. Try again.", ("name",)) from None


async def change_status(model: Model, comes_from: Sequence[str], changes: dict[str, Any]) -> bool:
    """Return whether the model was in one of the states and has the changes now."""
    held = {"_id": model.id, "status": {"$in": list(comes_from)}}
    return (await model.get_pymongo_collection().update_one(held, {"$set": changes})).modified_count == 1


async def keep_file(file: ModelFile) -> None:
    """Keep the file in place of the one of the same id."""
    await file.get_pymongo_collection().replace_one({"_id": file.id}, raw(file), upsert=True)


async def set_review(prediction: Prediction, changes: dict[str, Any]) -> None:
    """Change what people say about the prediction."""
    await prediction.get_pymongo_collection().update_one({"_id": prediction.id}, {"$set": changes})


async def keep(predictions: Sequence[Prediction]) -> None:
    """Keep predictions of one run, in place of those that an interrupted attempt kept of the same patients."""
    if predictions:
        collection = Prediction.get_pymongo_collection()
        patients = [each.patient_id for each in predictions]
        await collection.delete_many({"run_id": predictions[0].run_id, "patient_id": {"$in": patients}})
        await collection.insert_many([raw(each) for each in predictions])


async def next_number(name: str) -> int:
    """Return the number of the next version of the model of this name."""
    newest = await Model.find({"name": name}).sort("-number").first_or_none()
    return newest.number + 1 if newest else 1


async def page_of_models(statuses: Sequence[str], slice_: Slice) -> Page[Model]:
    """Return models in these states, the newest first."""
    return await paging.page(Model, Criteria(({"status": {"$in": list(statuses)}},), (), EXACT), NEWEST, slice_)


async def count_models(statuses: Sequence[str]) -> int:
    """Return how many models are in these states."""
    return await Model.find({"status": {"$in": list(statuses)}}).count()


def _criteria(bound: dict[str, Any], hidden: frozenset[str]) -> Criteria:
    shown = ({"patient_id": {"$nin": sorted(hidden)}},) if hidden else ()
    return Criteria((bound,) if bound else (), shown, EXACT)


async def page_of_predictions(
    bound: dict[str, Any], hidden: frozenset[str], slice_: Slice, *, by_score: bool
) -> Page[Prediction]:
    """Return predictions within the bound, of nobody who is hidden: the highest score first, or the newest."""
    orders = [Order("score", is_descending=True)] if by_score else NEWEST
    return await paging.page(Prediction, _criteria(bound, hidden), orders, slice_)


async def count_predictions(bound: dict[str, Any], hidden: frozenset[str]) -> int:
    """Return how many predictions there are within the bound, of nobody who is hidden."""
    return await paging.count(Prediction, _criteria(bound, hidden))
