"""Filters that speak of other levels of the hierarchy: found out with `$in`, for some rows at a time or beforehand.

No server joins two collections quickly (docs/decisions/0014), but each looks up many ids at once.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from app.documents.base import Record
from app.documents.filtering import FEW, RELATED, UNBOUNDED, Criteria, Match, RelatedRows

MOST_KNOWN = 5000  # rows for which a relation may hold, to be found out beforehand


async def aggregate(
    model: type[Record], stages: list[dict[str, Any]], rows_at_once: int = 10_000
) -> list[dict[str, Any]]:
    """Return the rows of a pipeline, in one command but for very many."""
    cursor = await model.get_pymongo_collection().aggregate(stages, batchSize=rows_at_once)
    return await cursor.to_list(None)


async def within(model: type[Record], bound: Match, criteria: Criteria, *more: Match) -> Criteria:
    """Return the criteria for the rows within `bound` alone, which an index looks up: no relations are left.

    Without relations this asks nothing; with them two commands for each level of the hierarchy that is spoken of.
    """
    matches = (*criteria.everything, *more)
    if not criteria.relations:
        return Criteria((bound,), matches, UNBOUNDED)
    plain = tuple(match for match in matches if not _speaks_of_others(match))
    paths = {relation.own: 1 for relation in criteria.relations}
    rows = await aggregate(
        model, [*Criteria((bound,), plain, UNBOUNDED).pipelines[0], {"$project": {"_id": 1, **paths}}]
    )
    held = await asyncio.gather(
        *(_held(relation, sorted({row[relation.own] for row in rows})) for relation in criteria.relations)
    )
    ids = {"_id": {"$in": [row["_id"] for row in rows]}}
    return Criteria((ids,), tuple(_filled(match, criteria.relations, held) for match in matches), FEW)


async def _held(relation: RelatedRows, values: Sequence[str]) -> list[str]:
    """Return those of the `own` values for which the relation holds."""
    if not values:
        return []
    among = await within(relation.model, {relation.other: {"$in": list(values)}}, relation.criteria)
    rows = await aggregate(relation.model, [*among.pipelines[0], {"$group": {"_id": f"${relation.other}"}}])
    return sorted(row["_id"] for row in rows)


async def beforehand(criteria: Criteria) -> Criteria:
    """Return the criteria with those relations found out for which few rows hold, as an index can tell."""
    if criteria.again is None:
        return criteria
    found = await asyncio.gather(*(_all_held(relation) for relation in criteria.relations))
    known = {
        relation.source: values
        for relation, values in zip(criteria.relations, found, strict=True)
        if values is not None
    }
    return criteria.again(known) if known else criteria


async def _all_held(relation: RelatedRows) -> tuple[str, ...] | None:
    """Return all `own` values for which the relation holds, None when they are too many or nothing bounds the look."""
    criteria = await beforehand(relation.criteria)
    if criteria.relations or not criteria.bounds:
        return None
    group: list[dict[str, Any]] = [{"$group": {"_id": f"${relation.other}"}}, {"$limit": MOST_KNOWN + 1}]
    found = await asyncio.gather(*(aggregate(relation.model, [*each, *group]) for each in criteria.pipelines))
    values = {row["_id"] for rows in found for row in rows}
    return tuple(sorted(values)) if len(values) <= MOST_KNOWN else None


def _speaks_of_others(match: Any) -> bool:
    if isinstance(match, Mapping):
        return RELATED in match or any(_speaks_of_others(inner) for inner in match.values())
    return isinstance(match, list) and any(_speaks_of_others(inner) for inner in match)


def _filled(match: Any, relations: Sequence[RelatedRows], held: Sequence[list[str]]) -> Any:
    """Return the match with each relation replaced by the values for which it holds."""
    if isinstance(match, Mapping):
        if RELATED in match:
            number = match[RELATED]
            return {relations[number].own: {"$in": held[number]}}
        return {key: _filled(inner, relations, held) for key, inner in match.items()}
    return [_filled(inner, relations, held) for inner in match] if isinstance(match, list) else match
