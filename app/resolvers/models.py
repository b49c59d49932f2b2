"""Models of patients' fields: train them, bring them, approve and retire them, judge them."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from app.auth.permissions import Permission
from app.documents import model_work
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.fields import FieldDefinition
from app.documents.models import Model, ModelFile, StoredInput
from app.documents.paging import Page
from app.documents.patients import Patient
from app.domain.fields import FieldOwner, FieldType
from app.domain.filters import Filter
from app.domain.ids import new_id
from app.domain.models import MOST_CLASSES, MOST_INPUTS, Algorithm, Input, Known, Task, columns_of
from app.domain.pages import Slice
from app.errors import Conflict, Invalid, NotFound, TooLarge
from app.ml.judging import Judgement
from app.ml.running import LARGEST_BYTES
from app.resolvers.context import Context
from app.resolvers.exports import patients_matching
from app.resolvers.loaders import loader
from app.resolvers.opt_outs import hidden
from app.resolvers.records import definitions
from app.workers import model_tasks

MOST_ROWS: Final = 20_000  # of a training or a judgement
AT_ONCE: Final = 500  # patients of one look-up
LONGEST_TEXT: Final = 10_000
FOLDS: Final = range(2, 21)
REPEATS: Final = range(1, 11)
AGE, GENDER = "age", "gender"
GENDERS: Final = ("FEMALE", "MALE", "OTHER")
RUNNABLE: Final = ("DRAFT", "APPROVED")
NOT_THERE: Final = "There is no model with this id."


@dataclass(frozen=True, slots=True)
class Training:
    """What to train: the target and the features are names of patients' fields, `age` or `gender`."""

    name: str
    target: str
    features: tuple[str, ...]
    filter: Filter
    algorithm: Algorithm
    folds: int
    repeats: int
    seed: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a brought model says of itself; `inputs` are the columns that it takes, in order."""

    name: str
    inputs: tuple[Input, ...]
    classes: tuple[str, ...]
    description: str
    intended_use: str
    limits: str
    licence: str
    target: str | None = None


async def train(context: Context, wanted: Training) -> Model:
    """Return the new model, which is being trained; raises Invalid for what there is not, TooLarge, Conflict."""
    if wanted.folds not in FOLDS or wanted.repeats not in REPEATS:
        raise Invalid("Choose 2 to 20 folds and 1 to 10 repeats.", ("folds",))
    if wanted.target in wanted.features:
        raise Invalid("The target is not one of the features: the model would only repeat it.", ("features",))
    dictionary = await definitions(context, FieldOwner.PATIENT)
    inputs = inputs_of(dictionary, wanted.features)
    _check_target(dictionary, wanted.target)
    ids = await patients_matching(context, wanted.filter)
    if len(ids) > MOST_ROWS:
        raise TooLarge(f"A model is trained on at most {MOST_ROWS:,} patients: narrow the filter.", ("patients",))
    model = Model(
        id=new_id("mod"), created_by=context.signed_in().user_id, status="TRAINING", name=_named(wanted.name),
        inputs=[StoredInput(field=each.field, choice=each.choice, unit=each.unit) for each in inputs],
        target=wanted.target, algorithm=wanted.algorithm, folds=wanted.folds, repeats=wanted.repeats, seed=wanted.seed,
        description=_text(wanted.description, "description"),
    )  # fmt: skip
    await _insert(context, model, ModelFile(id=model.id, trained_on=ids), "model.trained")
    context.hub.has_model_work.set()
    return model


def inputs_of(dictionary: Mapping[str, FieldDefinition], features: Sequence[str]) -> list[Input]:
    """Return the columns that fields become: a choice has one for each of its values. Raises Invalid."""
    if not features or len(set(features)) < len(features):
        raise Invalid("Name at least one feature, and each once.", ("features",))
    inputs: list[Input] = []
    for name in features:
        if name == AGE:
            inputs.append(Input(AGE, unit="a"))
        elif name == GENDER:
            inputs.extend(Input(GENDER, each) for each in GENDERS)
        elif name not in dictionary:
            raise Invalid(f"Patients have no field {name[:100]}.", ("features",))
        elif dictionary[name].type == FieldType.CHOICE:
            inputs.extend(Input(name, each) for each in dictionary[name].choices or ())
        elif dictionary[name].type in (FieldType.INTEGER, FieldType.DECIMAL, FieldType.BOOLEAN):
            inputs.append(Input(name, unit=dictionary[name].unit))
        else:
            raise Invalid(
                f"{name} is neither a number, yes or no, nor a choice: models take only these.", ("features",)
            )
    if len(inputs) > MOST_INPUTS:
        raise TooLarge(
            f"A model takes at most {MOST_INPUTS} columns; these features make {len(inputs)}.", ("features",)
        )
    return inputs


def _check_target(dictionary: Mapping[str, FieldDefinition], name: str) -> None:
    if name == GENDER:
        return
    if name not in dictionary:
        raise Invalid(f"Patients have no field {name[:100]}.", ("target",))
    if dictionary[name].type not in (FieldType.CHOICE, FieldType.BOOLEAN):
        raise Invalid("The target is a choice or a yes-or-no field.", ("target",))


def _named(name: str) -> str:
    if not 0 < len(name.strip()) <= 200:
        raise Invalid("Give the model a name of at most 200 characters.", ("name",))
    return name.strip()


def _text(text: str, name: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"At most {LONGEST_TEXT:,} characters, please.", (name,))
    return text


async def _insert(context: Context, model: Model, file: ModelFile, action: str) -> None:
    model.number = await model_work.next_number(model.name)
    await file.insert()
    await model_work.insert(model)
    await audit_event(context.signed_in().user_id, action, model.id, model=model.id).insert()


async def bring(context: Context, card: Card, stream: BinaryIO) -> Model:
    """Return the model of an uploaded ONNX file, a draft; raises Invalid for a file that is none or does not fit its card."""
    content = await asyncio.to_thread(stream.read, LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise TooLarge(f"A model has at most {LARGEST_BYTES >> 20} MB.", ("file",))
    classes, columns = list(card.classes), len(card.inputs)
    if not 2 <= len(set(classes)) == len(classes) <= MOST_CLASSES:
        raise Invalid(f"Name 2 to {MOST_CLASSES} different classes.", ("classes",))
    if not 0 < columns <= MOST_INPUTS:
        raise Invalid(f"Name 1 to {MOST_INPUTS} inputs.", ("inputs",))
    known = {AGE, GENDER, *await definitions(context, FieldOwner.PATIENT)}
    unknown = [each.field for each in card.inputs if each.field not in known]
    if unknown:
        raise Invalid(f"Patients have no field {unknown[0][:100]}. Define it first.", ("inputs",))
    await context.hub.model_pool.run(model_tasks.check, content, columns, len(classes))
    model = Model(
        id=new_id("mod"), created_by=context.signed_in().user_id, status="DRAFT", name=_named(card.name),
        task=task_of(classes), classes=classes, target=card.target, sha256=hashlib.sha256(content).hexdigest(),
        inputs=[
            StoredInput(field=each.field, choice=each.choice, unit=each.unit, fill=each.fill, usual=each.fill or 0.0)
            for each in card.inputs
        ],
        description=_text(card.description, "description"), intended_use=_text(card.intended_use, "intendedUse"),
        limits=_text(card.limits, "limits"), licence=_text(card.licence, "licence"),
    )  # fmt: skip
    await _insert(context, model, ModelFile(id=model.id, content=content), "model.uploaded")
    return model


def task_of(classes: Sequence[str]) -> Task:
    """Return what a model of these classes tells."""
    return Task.BINARY if len(classes) == 2 else Task.MULTICLASS


async def get(context: Context, model_id: str) -> Model:
    """Return a model; who may not manage models knows the approved ones and those that were. Raises NotFound."""
    model = await Model.get(model_id)
    if model is None or model.status not in known_statuses(context):
        raise NotFound(NOT_THERE, ("id",))
    return model


async def of_run(context: Context, model_id: str) -> Model:
    """Return the model of a run or prediction that the caller may see, whatever became of it; raises NotFound."""

    async def load_many(ids: Sequence[str]) -> Mapping[str, Model]:
        return {each.id: each async for each in Model.find({"_id": {"$in": list(ids)}})}

    model = await loader(context, "models", load_many).load(model_id)
    if model is None:
        raise NotFound(NOT_THERE, ("id",))
    return model


def known_statuses(context: Context) -> tuple[str, ...]:
    """Return in which states the caller may know of models."""
    if Permission.MODEL_MANAGE in context.signed_in().permissions:
        return ("TRAINING", "DRAFT", "APPROVED", "RETIRED", "FAILED")
    return ("APPROVED", "RETIRED")


async def page(context: Context, slice_: Slice) -> Page[Model]:
    """Return models that the caller may know, the newest first."""
    return await model_work.page_of_models(known_statuses(context), slice_)


async def total(context: Context) -> int:
    """Return how many models `page` has on all its pages."""
    return await model_work.count_models(known_statuses(context))


async def decide(context: Context, model_id: str, status: str) -> Model:
    """Return the model, approved or retired; raises NotFound, or Conflict when it is not at that point."""
    model = await get(context, model_id)
    comes_from = {"APPROVED": ("DRAFT",), "RETIRED": ("DRAFT", "APPROVED", "FAILED")}[status]
    changes: dict[str, Any] = {"status": status}
    if status == "APPROVED":
        changes |= {"approved_by": context.signed_in().user_id, "approved_at": now()}
    if model.status not in comes_from or not await model_work.change_status(model, comes_from, changes):
        raise Conflict(f"A model that is {model.status} does not become {status}.", ("id",))
    await audit_event(context.signed_in().user_id, f"model.{status.lower()}", model.id).insert()
    return await get(context, model_id)


async def runnable(context: Context, model_id: str) -> Model:
    """Return a model that the caller may run; raises NotFound, or Conflict for one that cannot be run."""
    model = await get(context, model_id)
    if model.status not in RUNNABLE:
        raise Conflict(f"This model is {model.status}: only drafts and approved models run.", ("modelId",))
    return model


def values_of(patient: Patient) -> dict[str, Known | None]:
    """Return what models may know of a patient, by name."""
    gender = patient.gender if patient.gender in GENDERS else None
    return {AGE: patient.age, GENDER: gender} | {field.name: field.value for field in patient.fields}


def columns(model: Model) -> list[Input]:
    """Return the columns that the model takes."""
    return [Input(each.field, each.choice, each.unit, each.fill) for each in model.inputs]


async def read(ids: Sequence[str], nobody_sees: frozenset[str]) -> list[Patient]:
    """Return those of the patients that still are, in the order of the ids, without those whom nobody sees."""
    found: dict[str, Patient] = {}
    for start in range(0, len(ids), AT_ONCE):
        some = [each for each in ids[start : start + AT_ONCE] if each not in nobody_sees]
        found |= {each.id: each async for each in Patient.find({"_id": {"$in": some}})}
    return [found[each] for each in ids if each in found]


async def judged(
    context: Context, model_id: str, filter_: Filter, *, truth: str | None, threshold: float, groups: Sequence[str]
) -> tuple[Judgement, int]:
    """Return the judgement of a binary model on a cohort, and on how many of its patients it was trained.

    Raises Invalid when there is no truth to judge by, or too little.
    """
    model = await runnable(context, model_id)
    if len(model.classes) != 2:
        raise Invalid("Only models that tell two classes apart are judged.", ("modelId",))
    name = truth or model.target
    if name is None:
        raise Invalid("Name the field that has the truth.", ("truth",))
    dictionary = await definitions(context, FieldOwner.PATIENT)
    for each in (name, *groups):
        if each != GENDER and each not in dictionary:
            raise Invalid(f"Patients have no field {each[:100]}.", ("truth",))
    ids = await patients_matching(context, filter_)
    if len(ids) > MOST_ROWS:
        raise TooLarge(f"A model is judged on at most {MOST_ROWS:,} patients: narrow the filter.", ("patients",))
    patients = await read(ids, await hidden(context))
    context.seen.update(each.id for each in patients)
    rows = [(each.id, values_of(each)) for each in patients]
    rows = [(patient_id, values) for patient_id, values in rows if class_of(values.get(name)) in model.classes]
    file = await ModelFile.get(model.id)
    if file is None or not rows:
        raise Invalid("No patient of the cohort has the truth in one of the model's classes.", ("patients",))
    table = [columns_of(columns(model), values) for _, values in rows]
    usual = [each.usual for each in model.inputs]
    pool = context.hub.model_pool
    said = await pool.run(model_tasks.apply, file.content, table, usual, 0)
    by_group = [(each, [class_of(values.get(each)) for _, values in rows]) for each in groups]
    judgement = await pool.run(
        model_tasks.judge,
        [class_of(values.get(name)) == model.classes[1] for _, values in rows],
        [each.scores[1] for each in said],
        threshold,
        by_group,
    )
    known = set(file.trained_on)
    return judgement, sum(patient_id in known for patient_id, _ in rows)


def class_of(value: Known | None) -> str | None:
    """Return the class that a value of the target is."""
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)
