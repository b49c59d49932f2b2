"""The `info` that every field gets."""

import strawberry

from app.resolvers.context import Context

Info = strawberry.Info[Context, None]
