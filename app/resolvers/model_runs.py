"""Models at work: trainings and runs, done one by one in a process of their own, taken up again after a crash."""

import asyncio
import hashlib
import math
import secrets
from collections.abc import AsyncIterator, Sequence
from statistics import median
from typing import Any, Final

from app.auth.actor import require
from app.auth.permissions import Permission
from app.documents import model_work, privacy
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.models import (
    Model,
    ModelFile,
    ModelRun,
    Prediction,
    RunFailure,
    StoredInfluence,
    StoredInput,
    StoredInterval,
)
from app.documents.paging import Page
from app.documents.patients import Patient
from app.domain.filters import Filter
from app.domain.ids import new_id
from app.domain.models import Algorithm, Interval, columns_of
from app.domain.pages import Slice
from app.errors import HubError, Invalid, NotFound, TooLarge
from app.ml.running import Said
from app.observability import log
from app.resolvers import models, opt_outs, owned, records
from app.resolvers.background import wait_for
from app.resolvers.context import Context, Hub
from app.resolvers.exports import patients_matching
from app.workers import model_tasks
from app.workers.pool import WorkerLost

AT_ONCE: Final = 200  # patients of one task
MOST_FAILURES: Final = 1_000  # kept with a run
MOST_PATIENTS: Final = 200_000
IDLE_WAIT_SECONDS: Final = 2.0
LOST: Final = "The model crashed, took too long or too much memory."
NOTHING_KNOWN: Final = "Has none of the fields that the model takes."
GONE: Final = "Is no longer there."


async def start(
    context: Context, model_id: str, *, filter_: Filter, ids: Sequence[str] | None, threshold: float | None
) -> ModelRun:
    """Return a new run over the patients of a filter, or over those named; raises Invalid, NotFound, Conflict, TooLarge."""
    model = await models.runnable(context, model_id)
    threshold = 0.5 if threshold is None else threshold
    if not 0 < threshold < 1:
        raise Invalid("A threshold lies between 0 and 1.", ("threshold",))
    if ids is None:
        chosen = await patients_matching(context, filter_)
    else:
        chosen = [(await records.get(context, Patient, each)).id for each in dict.fromkeys(ids)]
    if not chosen:
        raise Invalid("No patient matches. Choose another cohort.", ("patients",))
    if len(chosen) > MOST_PATIENTS:
        raise TooLarge(f"A run has at most {MOST_PATIENTS:,} patients: narrow the filter.", ("patients",))
    actor_id = context.signed_in().user_id
    run = ModelRun(id=new_id("run"), created_by=actor_id, model_id=model.id, patient_ids=chosen, threshold=threshold)
    await run.insert()
    await audit_event(actor_id, "model.run", model.id, run.id, patients=len(chosen)).insert()
    context.hub.has_model_work.set()
    return run


async def own(context: Context, run_id: str) -> ModelRun:
    """Return the run; raises NotFound unless the caller started it or is an administrator."""
    run = await owned.find(context, ModelRun, run_id)
    if run is None:
        raise NotFound("There is no such run.", ("id",))
    return run


async def cancel(context: Context, run_id: str) -> ModelRun:
    """Return the run, called off if it was still open; what it told until then stays."""
    run = await own(context, run_id)
    if await model_work.cancel(run):
        await audit_event(context.signed_in().user_id, "model.run_cancelled", run.model_id, run.id).insert()
    return await own(context, run_id)


async def page(context: Context, slice_: Slice) -> Page[ModelRun]:
    """Return the caller's runs, the newest first; an administrator's page has everybody's."""
    return await owned.page(context, ModelRun, slice_)


async def total(context: Context) -> int:
    """Return how many runs `page` has on all its pages."""
    return await owned.total(context, ModelRun)


def follow(context: Context, run_id: str, pause_seconds: float) -> AsyncIterator[ModelRun]:
    """Yield the run now and whenever it has moved, until it has ended or the caller's session has."""
    opened = model_work.OPEN[ModelRun]
    return owned.follow(context, Permission.MODEL_RUN, lambda: own(context, run_id), opened, pause_seconds)


async def bound_of(
    context: Context, model_id: str | None, run_id: str | None, patient_id: str | None
) -> dict[str, Any]:
    """Return which predictions are meant; raises Invalid without any of the three, NotFound for a patient not seen."""
    if patient_id is not None:
        await records.get(context, Patient, patient_id)
    given = {"run_id": run_id, "patient_id": patient_id, "model_id": model_id}
    bound = {name: value for name, value in given.items() if value is not None}
    if not bound:
        raise Invalid("Say of which model, run or patient.", ("filter",))
    return bound


async def predictions(context: Context, bound: dict[str, Any], slice_: Slice, *, by_score: bool) -> Page[Prediction]:
    """Return predictions of patients whom the caller may see."""
    require(context.actor, Permission.PATIENT_READ)
    found = await model_work.page_of_predictions(bound, await opt_outs.hidden(context), slice_, by_score=by_score)
    context.seen.update(row["patient_id"] for row in found.rows)
    return found


async def predictions_total(context: Context, bound: dict[str, Any]) -> int:
    """Return how many predictions there are on all pages."""
    require(context.actor, Permission.PATIENT_READ)
    return await model_work.count_predictions(bound, await opt_outs.hidden(context))


async def prediction(context: Context, prediction_id: str) -> Prediction:
    """Return one prediction; raises NotFound, also when its patient may not be seen."""
    found = await Prediction.get(prediction_id)
    if found is None:
        raise NotFound("There is no such prediction.", ("id",))
    await records.get(context, Patient, found.patient_id)
    return found


async def review(context: Context, prediction_id: str, verdict: str) -> Prediction:
    """Return the prediction with the caller's verdict; what the model told stays beside it."""
    found = await prediction(context, prediction_id)
    actor_id = context.signed_in().user_id
    await model_work.set_review(found, {"review": verdict, "reviewed_by": actor_id, "reviewed_at": now()})
    await audit_event(actor_id, "prediction.reviewed", found.id, found.patient_id, verdict=verdict).insert()
    return await prediction(context, prediction_id)


async def run_forever(hub: Hub) -> None:
    """Do trainings and runs as they come until cancelled."""
    if hub.settings.mongo_uri is None:
        await model_work.release_all()  # the embedded database is locked to one hub
    owner = secrets.token_hex(8)
    while True:
        hub.has_model_work.clear()
        try:
            work = await model_work.claim(owner)
            if isinstance(work, Model):
                await _train(hub, work, owner)
            elif isinstance(work, ModelRun):
                await _run(hub, work, owner)
            else:
                await wait_for(hub.has_model_work, IDLE_WAIT_SECONDS)
        except Exception as error:  # noqa: BLE001  # the loop must outlive a database that is away for a while
            log.failure("models.interrupted", error)
            await asyncio.sleep(IDLE_WAIT_SECONDS)


async def _train(hub: Hub, model: Model, owner: str) -> None:
    file = await ModelFile.get(model.id)
    patients = await models.read(file.trained_on, await privacy.opted_out()) if file else []
    columns = models.columns(model)
    rows, truth, used = [], [], []
    for patient in patients:
        values = models.values_of(patient)
        told = models.class_of(values.get(str(model.target)))
        if told is not None:
            rows.append(columns_of(columns, values))
            truth.append(told)
            used.append(patient.id)
    try:
        if not rows:
            raise Invalid("No patient of the cohort has a value of the target.")
        trained = await hub.model_pool.run(
            model_tasks.train, rows, truth, Algorithm(str(model.algorithm)),
            folds=model.folds, repeats=model.repeats, seed=model.seed,
        )  # fmt: skip
    except (HubError, WorkerLost) as error:
        message = LOST if isinstance(error, WorkerLost) else str(error)
        await model_work.save(model, owner, status="FAILED", message=message)
        return
    await model_work.keep_file(ModelFile(id=model.id, content=trained.content, trained_on=used))
    usual = [_usual(column) for column in zip(*rows, strict=True)]
    inputs = [
        StoredInput(**{**each.model_dump(), "usual": value}).model_dump()
        for each, value in zip(model.inputs, usual, strict=True)
    ]
    await model_work.save(
        model, owner, status="DRAFT", task=models.task_of(trained.classes), classes=list(trained.classes),
        class_counts=list(trained.class_counts), rows=trained.rows, inputs=inputs,
        accuracy=_stored(trained.accuracy), auc=_stored(trained.auc), sha256=hashlib.sha256(trained.content).hexdigest(),
    )  # fmt: skip


def _usual(column: Sequence[float]) -> float:
    known = [value for value in column if not math.isnan(value)]
    return float(median(known)) if known else 0.0


def _stored(interval: Interval) -> dict[str, float]:
    return StoredInterval.model_validate(interval, from_attributes=True).model_dump()


async def _run(hub: Hub, run: ModelRun, owner: str) -> None:
    model, file = await Model.get(run.model_id), await ModelFile.get(run.model_id)
    if model is None or file is None:
        await model_work.save(run, owner, status="FAILED", message="The model is gone.", finished_at=now())
        return
    if not await model_work.save(run, owner, status="RUNNING"):
        return
    done, failures, failed = run.processed, list(run.failures), run.failed
    while done < len(run.patient_ids):
        ids = run.patient_ids[done : done + AT_ONCE]
        try:
            missed = await _batch(hub, run, model, file.content, ids)
        except HubError as error:
            message = LOST if isinstance(error, WorkerLost) else str(error)
            await model_work.save(run, owner, status="FAILED", message=message, finished_at=now())
            return
        done, failed = done + len(ids), failed + len(missed)
        failures = [*failures, *missed][:MOST_FAILURES]
        kept = [each.model_dump() for each in failures]
        if not await model_work.save(run, owner, processed=done, failed=failed, failures=kept):
            return  # it was called off
    await model_work.save(run, owner, status="COMPLETED", finished_at=now())


async def _batch(hub: Hub, run: ModelRun, model: Model, content: bytes, ids: Sequence[str]) -> list[RunFailure]:
    """Keep what the model tells of these patients; return why there is nothing to tell of the others."""
    patients = {each.id: models.values_of(each) for each in await models.read(ids, await privacy.opted_out())}
    names = {each.field for each in model.inputs}
    missed = [RunFailure(patient_id=each, message=GONE) for each in ids if each not in patients]
    rows: dict[str, list[float]] = {}
    for patient_id, values in patients.items():
        if all(values.get(name) is None for name in names):
            missed.append(RunFailure(patient_id=patient_id, message=NOTHING_KNOWN))
        else:
            rows[patient_id] = columns_of(models.columns(model), values)
    if rows:
        usual = [each.usual for each in model.inputs]
        said = await hub.model_pool.run(model_tasks.apply, content, list(rows.values()), usual)
        await model_work.keep(
            [
                _prediction(run, model, patient_id, row, each)
                for (patient_id, row), each in zip(rows.items(), said, strict=True)
            ]
        )
    return missed


def _prediction(run: ModelRun, model: Model, patient_id: str, row: Sequence[float], said: Said) -> Prediction:
    best = max(range(len(said.scores)), key=said.scores.__getitem__)
    if len(model.classes) == 2:
        best = int(said.scores[1] >= run.threshold)
    return Prediction(
        id=new_id("prd"), created_by=run.created_by, model_id=model.id, run_id=run.id, patient_id=patient_id,
        label=model.classes[best], score=said.scores[-1] if len(model.classes) == 2 else said.scores[best],
        scores=list(said.scores),
        influences=[
            StoredInfluence(
                field=model.inputs[each.column].field, choice=model.inputs[each.column].choice, change=each.change
            )
            for each in said.influences
        ],
        input_sha256=hashlib.sha256(repr([model.sha256, list(row)]).encode()).hexdigest(),
    )  # fmt: skip
