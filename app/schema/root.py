"""The whole schema: the nouns' queries, mutations and subscriptions in one."""

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from app.schema.accounts import AccountMutation, AccountQuery
from app.schema.audit import AuditQuery
from app.schema.collections import CollectionMutation, CollectionQuery
from app.schema.costs import weigh
from app.schema.evaluations import EvaluationQuery
from app.schema.exports import ExportMutation, ExportQuery, ExportSubscription
from app.schema.fields import FieldMutation, FieldQuery
from app.schema.hub import HubQuery
from app.schema.images import ImageMutation, ImageQuery
from app.schema.imports import ImportMutation
from app.schema.known import ParsedOnce
from app.schema.limits import AuditedReads, FreshCaller, HubErrors, OperationLimits, TimeLimit
from app.schema.models import ModelMutation, ModelQuery
from app.schema.node import NodeQuery
from app.schema.patients import PatientMutation, PatientQuery
from app.schema.permissions import PermissionMutation, PermissionQuery
from app.schema.persisted import PersistedMutation, PersistedOnly, PersistedQuery
from app.schema.plain import PlainLists
from app.schema.predictions import PredictionMutation, PredictionQuery, PredictionSubscription
from app.schema.privacy import PrivacyMutation, PrivacyQuery
from app.schema.profiles import ProfileMutation, ProfileQuery
from app.schema.retention import RetentionQuery
from app.schema.reviews import ReviewMutation, ReviewQuery
from app.schema.scalars import SCALARS
from app.schema.second_factor import SecondFactorMutation
from app.schema.series import SeriesMutation, SeriesQuery
from app.schema.shares import ShareMutation, ShareQuery
from app.schema.studies import StudyMutation, StudyQuery
from app.schema.tokens import TokenMutation, TokenQuery
from app.schema.uploads import UploadMutation, UploadQuery, UploadSubscription
from app.schema.users import SessionMutation, UserQuery


@strawberry.type(description="What can be asked.")
class Query(
    NodeQuery,
    HubQuery,
    UserQuery,
    PatientQuery,
    StudyQuery,
    SeriesQuery,
    ImageQuery,
    FieldQuery,
    UploadQuery,
    ProfileQuery,
    AuditQuery,
    ReviewQuery,
    PrivacyQuery,
    RetentionQuery,
    AccountQuery,
    PermissionQuery,
    TokenQuery,
    ExportQuery,
    CollectionQuery,
    ShareQuery,
    ModelQuery,
    PredictionQuery,
    EvaluationQuery,
    PersistedQuery,
):
    pass


@strawberry.type(
    description="What can be changed. Every payload has the changed object, or `errors` that the caller can mend."
)
class Mutation(
    SessionMutation,
    PatientMutation,
    StudyMutation,
    SeriesMutation,
    ImageMutation,
    FieldMutation,
    UploadMutation,
    ProfileMutation,
    ReviewMutation,
    PrivacyMutation,
    AccountMutation,
    SecondFactorMutation,
    PermissionMutation,
    TokenMutation,
    ExportMutation,
    CollectionMutation,
    ShareMutation,
    ModelMutation,
    PredictionMutation,
    ImportMutation,
    PersistedMutation,
):
    pass


@strawberry.type(description="What can be followed.")
class Subscription(UploadSubscription, ExportSubscription, PredictionSubscription):
    pass


class HubSchema(strawberry.Schema):
    """A schema that never logs what was asked: Strawberry's own log of errors quotes the query."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: `HubErrors` logs what broke, without data."""


schema = HubSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    extensions=[HubErrors, FreshCaller, PersistedOnly, OperationLimits, TimeLimit, AuditedReads, ParsedOnce],
    execution_context_class=PlainLists,
    config=StrawberryConfig(scalar_map=SCALARS),
)
weigh(schema._schema)  # noqa: SLF001  # Strawberry has no door to it


def printed_schema() -> str:
    """Return the schema in GraphQL's own language, as it is committed in schema.graphql."""
    return schema.as_str() + "\n"
