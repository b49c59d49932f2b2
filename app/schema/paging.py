"""Relay connections over keyset pages."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Generic, TypeVar, cast

import strawberry

from app.documents.paging import Page, construct
from app.domain.pages import DEFAULT_SIZE, MAX_SIZE
from app.schema.plain import Rows
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
    page: strawberry.Private[Page[Any]]
    of: strawberry.Private[Callable[[Any], Any]]
    count: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(description="The items with their cursors.")
    def edges(self) -> list[Edge[NodeType]]:
        rows: list[dict[str, Any]] = [{"cursor": self.page.cursor_of(row), "node": row} for row in self.page.rows]
        edges: Any = Rows(rows, lambda index: Edge(cursor=rows[index]["cursor"], node=self._node(index)))
        return cast("list[Edge[NodeType]]", edges)

    @strawberry.field(description="The items.")
    def nodes(self) -> list[NodeType]:
        return cast("list[NodeType]", Rows(self.page.rows, self._node))

    @strawberry.field(description="Where the page lies in its list.")
    def page_info(self) -> PageInfo:
        return _info(self.page)

    def _node(self, index: int) -> Any:
        return self.of(construct(self.page.model, self.page.rows[index]))

    @strawberry.field(description="How many there are on all pages; counted only when it is selected.")
    async def total_count(self) -> BigInt | None:
        return BigInt(await self.count())


def connection(
    page: Page[Any], of: Callable[[Any], NodeType], count: Callable[[], Awaitable[int]]
) -> Connection[NodeType]:
    """Return the connection of a page: `of` makes a node of a record, `count` counts all of them when asked."""
    return Connection(page=page, of=of, count=count)


def _info(page: Page[Any]) -> PageInfo:
    ends = [page.cursor_of(row) for row in (*page.rows[:1], *page.rows[-1:])]
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=ends[0] if ends else None,
        end_cursor=ends[-1] if ends else None,
    )
