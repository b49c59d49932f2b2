"""Orders: by which attribute, in which direction."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

import strawberry

from app.domain.pages import Order
from app.errors import Invalid

MOST_KEYS = 3  # of one order


@strawberry.enum(description="Which way a list runs.")
class OrderDirection(Enum):
    ASC = strawberry.enum_value("ASC", description="Smallest first; what is not set comes before all values.")
    DESC = strawberry.enum_value("DESC", description="Greatest first; what is not set comes last.")


@strawberry.enum(description="What patients are ordered by.")
class PatientOrderBy(Enum):
    ID = strawberry.enum_value("id", description="Id.")
    LABEL = strawberry.enum_value("label", description="Label, whatever its case.")
    AGE = strawberry.enum_value("age", description="Age.")
    GENDER = strawberry.enum_value("gender", description="Gender.")
    CREATED_AT = strawberry.enum_value("created_at", description="When it was made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it was last changed.")
    IMAGE_COUNT = strawberry.enum_value("image_count", description="How many images it has.")


@strawberry.enum(description="What studies are ordered by.")
class StudyOrderBy(Enum):
    ID = strawberry.enum_value("id", description="Id.")
    LABEL = strawberry.enum_value("label", description="Label, whatever its case.")
    DATE = strawberry.enum_value("date", description="Date of the study.")
    CREATED_AT = strawberry.enum_value("created_at", description="When it was made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it was last changed.")
    IMAGE_COUNT = strawberry.enum_value("image_count", description="How many images it has.")


@strawberry.enum(description="What series are ordered by.")
class SeriesOrderBy(Enum):
    ID = strawberry.enum_value("id", description="Id.")
    LABEL = strawberry.enum_value("label", description="Label, whatever its case.")
    NUMBER = strawberry.enum_value("number", description="Number within the study.")
    MODALITY = strawberry.enum_value("modality", description="Modality.")
    CREATED_AT = strawberry.enum_value("created_at", description="When it was made.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it was last changed.")
    IMAGE_COUNT = strawberry.enum_value("image_count", description="How many images it has.")


@strawberry.enum(description="What images are ordered by.")
class ImageOrderBy(Enum):
    ID = strawberry.enum_value("id", description="Id.")
    NUMBER = strawberry.enum_value("number", description="Number within the series.")
    CREATED_AT = strawberry.enum_value("created_at", description="When it was stored.")


def _field() -> Any:
    return strawberry.field(
        default=strawberry.UNSET, description="Or by the values of this dynamic field; give one of the two."
    )


def _direction() -> Any:
    return strawberry.field(default=OrderDirection.ASC, description="Which way.")


@strawberry.input(description="An order of patients; ties are broken by id.")
class PatientOrder:
    by: PatientOrderBy | None = strawberry.field(default=strawberry.UNSET, description="By what.")
    field: str | None = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="An order of studies; ties are broken by id.")
class StudyOrder:
    by: StudyOrderBy | None = strawberry.field(default=strawberry.UNSET, description="By what.")
    field: str | None = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="An order of series; ties are broken by id.")
class SeriesOrder:
    by: SeriesOrderBy | None = strawberry.field(default=strawberry.UNSET, description="By what.")
    field: str | None = _field()
    direction: OrderDirection = _direction()


@strawberry.input(description="An order of images; ties are broken by id.")
class ImageOrder:
    by: ImageOrderBy | None = strawberry.field(default=strawberry.UNSET, description="By what.")
    field: str | None = _field()
    direction: OrderDirection = _direction()


def orders_of(given: Sequence[Any] | None, default: tuple[Order, ...]) -> tuple[Order, ...]:
    """Return the orders of an `orderBy`, the default when there is none; raises Invalid when there are too many."""
    if not given:
        return default
    if len(given) > MOST_KEYS:
        raise Invalid(f"Order by at most {MOST_KEYS} keys.", ("orderBy",))
    return tuple(_order(order) for order in given)


def _order(given: Any) -> Order:
    if bool(given.by) is bool(given.field):
        raise Invalid("Order by one of the names, or by a dynamic field: give one of the two.", ("orderBy",))
    is_descending = given.direction is OrderDirection.DESC
    return Order(given.by.value, is_descending) if given.by else Order(given.field, is_descending, is_dynamic=True)
