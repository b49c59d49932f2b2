"""The Relay interface that every record fulfils."""

import strawberry


@strawberry.interface(description="A record with an id of its own.")
class Node:
    id: strawberry.ID = strawberry.field(description="Opaque id: a type prefix and twelve characters.")
