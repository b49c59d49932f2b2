"""The `info` that every field gets."""

import strawberry
from strawberry.fastapi import BaseContext

from app.auth.actor import Actor
from app.resolvers.context import Context, Hub


class RequestContext(Context, BaseContext):
    """A resolver's context that also knows the HTTP request and response, for cookies alone."""

    def __init__(self, hub: Hub, actor: Actor | None, request_id: str) -> None:
        Context.__init__(self, hub, actor, request_id)
        BaseContext.__init__(self)


Info = strawberry.Info[RequestContext, None]
