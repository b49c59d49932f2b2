"""How long the hub keeps what."""

from datetime import datetime

import strawberry

from app.auth.permissions import Permission
from app.documents.retention import Kept
from app.resolvers import retention
from app.schema.directives import described, query, requires
from app.schema.info import Info
from app.schema.scalars import BigInt

described(Kept, "Data that may have a period after which they go.")


@strawberry.type(description="A period of HUB_RETENTION, and what is beyond it now.")
class RetentionRule:
    kept: Kept = strawberry.field(description="What it is about.")
    days: int = strawberry.field(description="How many days it is kept.")
    before: datetime = strawberry.field(description="What is from before this moment is to go.")
    due: BigInt = strawberry.field(description="How much would go now, if somebody ran `medhub retention`.")

    @classmethod
    def of(cls, rule: retention.Rule) -> "RetentionRule":
        return cls(kept=rule.kind, days=rule.days, before=rule.before, due=BigInt(rule.due))


@strawberry.type
class RetentionQuery:
    @query(
        requires(Permission.PRIVACY_MANAGE),
        description="How long what is kept, and what is to go: a dry run. What has no period is kept for ever.",
    )
    async def retention(self, info: Info) -> list[RetentionRule]:
        return [RetentionRule.of(rule) for rule in await retention.report(info.context.hub.settings.retention)]
