"""Relay connections over keyset pages."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry

from app.documents.paging import Page
from app.domain.pages import DEFAULT_SIZE, MAX_SIZE
from app.schema.scalars import BigInt

NodeType = TypeVar("NodeType")

First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many from the front, at most {MAX_SIZE}; {DEFAULT_SIZE} when nothing is said."
    ),
]
After = Annotated[str | None, strawberry.argument(description="Only what comes after this cursor.")]
Last = Annotated[int | None, strawberry.argument(description=f"How many from the end, at most {MAX_SIZE}.")]
Before = Annotated[str | None, strawberry.argument(description="Only what comes before this cursor.")]
Search = Annotated[
    str | None,
    strawberry.argument(
        description="Words, or beginnings of words, of ids, labels, descriptions and text fields; all must occur."
    ),
]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more after the page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before the page.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item; null when there is none.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item; null when there is none.")


@strawberry.type(description="An item of a list and where it stands.")
class Edge(Generic[NodeType]):
    cursor: str = strawberry.field(description="Opaque; for `after` and `before` of the same list in the same order.")
    node: NodeType = strawberry.field(description="The item.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[NodeType]):
    edges: list[Edge[NodeType]] = strawberry.field(description="The items with their cursors.")
    nodes: list[NodeType] = strawberry.field(description="The items.")
    page_info: PageInfo = strawberry.field(description="Where the page lies in its list.")
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="How many there are on all pages; counted only when it is selected.")
    async def total_count(self) -> BigInt | None:
        return BigInt(await self.count())


def connection(
    page: Page[Any], of: Callable[[Any], NodeType], count: Callable[[], Awaitable[int]]
) -> Connection[NodeType]:
    """Return the connection of a page: `of` makes a node of a record, `count` counts all of them when asked."""
    nodes = [of(record) for record in page.records]
    return Connection(edges=_edges(page.cursors, nodes), nodes=nodes, page_info=_info(page), count=count)


def _edges(cursors: Sequence[str], nodes: Sequence[NodeType]) -> list[Edge[NodeType]]:
    return [Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]


def _info(page: Page[Any]) -> PageInfo:
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=page.cursors[0] if page.cursors else None,
        end_cursor=page.cursors[-1] if page.cursors else None,
    )
