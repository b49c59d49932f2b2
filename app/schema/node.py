"""Any record by its id."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry

from app.auth.actor import require
from app.auth.permissions import Permission
from app.domain.ids import prefix_of
from app.errors import NotFound
from app.resolvers import (
    api_tokens,
    collection_access,
    fields,
    images,
    model_runs,
    models,
    patients,
    persisted,
    profiles,
    series,
    studies,
    uploads,
    users,
)
from app.resolvers.context import Context
from app.schema.arguments import Id
from app.schema.collections import Collection
from app.schema.directives import query, requires
from app.schema.fields import FieldDefinition
from app.schema.images import Image
from app.schema.info import Info
from app.schema.interfaces import Node
from app.schema.lookup import or_none
from app.schema.models import Model
from app.schema.patients import Patient
from app.schema.persisted import PersistedDocument
from app.schema.predictions import ModelRun, Prediction
from app.schema.profiles import DeidentificationProfile
from app.schema.series import Series
from app.schema.studies import Study
from app.schema.tokens import ApiToken
from app.schema.uploads import UploadJob
from app.schema.users import User


async def _upload(context: Context, job_id: str) -> Any:
    require(context.actor, Permission.IMAGE_UPLOAD)
    return await uploads.own_job(context, job_id)


async def _account(context: Context, user_id: str) -> Any:
    actor = context.signed_in()
    if user_id != actor.user_id and Permission.USER_MANAGE not in actor.permissions:
        raise NotFound("There is no account with this id.")
    return await users.get(user_id)


async def _token(context: Context, token_id: str) -> Any:
    if context.signed_in().is_token:
        raise NotFound("You have no token with this id.")
    return await api_tokens.get(context, token_id)


async def _document(context: Context, document_id: str) -> Any:
    require(context.actor, Permission.DOCUMENT_PERSIST)
    return await persisted.get(document_id)


async def _model(context: Context, model_id: str) -> Any:
    require(context.actor, Permission.MODEL_RUN)
    return await models.get(context, model_id)


async def _run(context: Context, run_id: str) -> Any:
    require(context.actor, Permission.MODEL_RUN)
    return await model_runs.own(context, run_id)


async def _prediction(context: Context, prediction_id: str) -> Any:
    require(context.actor, Permission.MODEL_RUN)
    return await model_runs.prediction(context, prediction_id)


NODES: dict[str, tuple[Callable[[Context, str], Awaitable[Any]], Callable[[Any], Any]]] = {
    "pat": (patients.get, Patient.of),
    "stu": (studies.get, Study.of),
    "ser": (series.get, Series.of),
    "img": (images.get, Image.of),
    "job": (_upload, UploadJob.of),
    "usr": (_account, User.of),
    "doc": (_document, PersistedDocument.of),
    "tok": (_token, ApiToken.of),
    "col": (collection_access.get, Collection.of),
    "mod": (_model, Model.of),
    "run": (_run, ModelRun.of),
    "prd": (_prediction, Prediction.of),
    "fld": (fields.get, FieldDefinition.of),
}


@strawberry.type
class NodeQuery:
    @query(
        requires(Permission.PATIENT_READ),
        description="Any record by its id; null when there is none that the caller may see.",
    )
    async def node(self, info: Info, id: Id) -> Node | None:
        kind = NODES.get(prefix_of(id) or "")
        if kind is None:  # profiles go by their names
            return await or_none(profiles.get(id), DeidentificationProfile.of)
        get, of = kind
        return await or_none(get(info.context, id), of)
