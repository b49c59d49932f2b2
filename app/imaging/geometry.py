"""Rectangles of pixels, and what is cleaned in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Literal

RegionReason = Literal["TEXT", "PHI_TEXT", "REGION_TEMPLATE", "OUTSIDE_SCAN", "MANUAL"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels: `left` and `top` are inside, `right` and `bottom` are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns inside."""
        return max(self.right - self.left, 0)

    @property
    def height(self) -> int:
        """Rows inside."""
        return max(self.bottom - self.top, 0)

    @property
    def area(self) -> int:
        """Pixels inside."""
        return self.width * self.height

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns, to index an array of `(rows, columns, ...)`."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def grown(self, by: int, rows: int, columns: int) -> "Box":
        """The box with a margin on every side, within an image of that size."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by).within(rows, columns)

    def reaching(self, by: int, rows: int, columns: int) -> "Box":
        """The box, drawn out to every edge of an image of that size that is no farther away."""
        return Box(
            0 if self.left <= by else self.left,
            0 if self.top <= by else self.top,
            columns if columns - self.right <= by else self.right,
            rows if rows - self.bottom <= by else self.bottom,
        )

    def within(self, rows: int, columns: int) -> "Box":
        """The part of the box that lies in an image of that size; it may be empty."""
        return Box(max(self.left, 0), max(self.top, 0), min(self.right, columns), min(self.bottom, rows))

    def scaled(self, by: float) -> "Box":
        """The box of an image so many times as large; no pixel of it is lost."""
        edges = floor(self.left * by), floor(self.top * by), ceil(self.right * by), ceil(self.bottom * by)
        return Box(*edges)

    def contains(self, other: "Box") -> bool:
        """Whether every pixel of the other box is in this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Region:
    """Pixels that were cleaned: where, why, and how sure the reader was (0 to 1, None where nothing was read).

    `frame` counts from 1; 0 stands for every frame.
    """

    frame: int
    x: int
    y: int
    width: int
    height: int
    reason: RegionReason
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """The same as a rectangle."""
        return Box(self.x, self.y, self.x + self.width, self.y + self.height)

    @classmethod
    def of(cls, box: Box, reason: RegionReason, *, frame: int = 0, confidence: float | None = None) -> "Region":
        """Return the region of a box."""
        return cls(frame, box.left, box.top, box.width, box.height, reason, confidence)


def outside_of(inner: Iterable[Box], rows: int, columns: int) -> tuple[Box, ...]:
    """Return rectangles that cover every pixel outside all inner boxes, none twice.

    The image is cut into bands at every upper and lower edge, and each band at the left and right edges within it.
    """
    boxes = [box.within(rows, columns) for box in inner]
    cuts = sorted({0, rows, *(edge for box in boxes for edge in (box.top, box.bottom))})
    outside: list[Box] = []
    for top, bottom in pairwise(cuts):
        position = 0
        spans = sorted((box.left, box.right) for box in boxes if box.top <= top and box.bottom >= bottom)
        for left, right in [*spans, (columns, columns)]:
            if left > position:
                outside.append(Box(position, top, left, bottom))
            position = max(position, right)
    return tuple(outside)
