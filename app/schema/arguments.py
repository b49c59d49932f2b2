"""Arguments that many fields have."""

from typing import Annotated, TypeVar

import strawberry

InputType = TypeVar("InputType")

Given = Annotated[InputType, strawberry.argument(description="What to do it with.")]
Id = Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
