"""Filters as stages of a pipeline: the part that an index bounds in a first `$match`, all the rest in a second.

MongoDB joins the two again. The embedded server uses an index only when a whole `$match` is equalities on a prefix of
it and at most one range or `$in` on the next key, so the two must stay apart (docs/decisions/0009).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.documents.attributes import ATTRIBUTES, Attribute, Kind
from app.documents.base import Record
from app.domain.filters import Condition, FieldCondition, Filter, Operator, Search, conditions
from app.domain.search import words

Match = dict[str, Any]

SPECIAL = frozenset("\\^$.|?*+()[]{}")  # of regular expressions, on every server
ID_PREFIX_LENGTH = len("pat_")
NOTHING: Match = {"_id": {"$in": []}}

# How well a condition bounds what is read; the smallest goes into the first `$match`.
ONE, FEW, EXACT, SEVERAL, RANGE, UNBOUNDED = range(6)


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: what must `match`, and `bound`, what an index can look up of it (all that matches, or more)."""

    match: Match
    bound: Match | None = None
    rank: int = UNBOUNDED


@dataclass(frozen=True, slots=True)
class Criteria:
    """What rows to read: in `bound` what an index bounds, in `rest` all other conditions."""

    bound: Match
    rest: tuple[Match, ...]
    rank: int

    @property
    def stages(self) -> list[dict[str, Any]]:
        """The stages that begin a pipeline."""
        first = [{"$match": self.bound}] if self.bound else []
        return first + ([{"$match": _both(self.rest)}] if self.rest else [])

    def narrowed(self, *more: Match) -> "Criteria":
        """Return the criteria with more conditions that no index bounds."""
        return Criteria(self.bound, (*self.rest, *(match for match in more if match)), self.rank)


def criteria(model: type[Record], filter_: Filter, *scope: Match) -> Criteria:
    """Return the criteria of a filter whose field conditions were checked, and of scopes that always hold."""
    clauses = [_clause(model, condition) for condition in conditions(filter_)]
    best = min(clauses, key=lambda clause: clause.rank, default=None)
    if best is None or best.bound is None:
        return Criteria({}, tuple(clause.match for clause in clauses), UNBOUNDED).narrowed(*scope)
    bound, used = _joined(best, clauses)
    rest = [clause.match for clause in clauses if not any(clause is joined for joined in used)]
    return Criteria(bound, tuple(rest), best.rank).narrowed(*scope)


def _joined(best: Clause, clauses: Sequence[Clause]) -> tuple[Match, list[Clause]]:
    """Return the bound of the best clause, ranges on the same key made one, and the clauses that it says wholly."""
    bound = dict(best.bound or {})
    used = [best] if best.match == best.bound else []
    if best.rank != RANGE or not used:
        return bound, used
    (key,) = bound
    for other in clauses:
        is_same = (
            other is not best and other.rank == RANGE and other.bound == other.match and list(other.match) == [key]
        )
        if is_same and bound[key].keys().isdisjoint(other.match[key]):
            bound[key] = {**bound[key], **other.match[key]}
            used.append(other)
    return bound, used


def _both(matches: Sequence[Match]) -> Match:
    return matches[0] if len(matches) == 1 else {"$and": list(matches)}


def _clause(model: type[Record], condition: Condition | FieldCondition | Search) -> Clause:
    match condition:
        case Search():
            return _search(condition.text)
        case FieldCondition():
            return _dynamic(condition)
        case Condition():
            return _fixed(ATTRIBUTES[model][condition.attribute], condition.operator, condition.value)


def _search(text: str) -> Clause:
    wanted = sorted(set(words(text)), key=_rarity, reverse=True)
    if not wanted:
        return Clause(NOTHING, NOTHING, ONE) if text.strip() else Clause({})
    bound = {"search_tokens": wanted[0]}
    return Clause(bound if len(wanted) == 1 else {"search_tokens": {"$all": wanted}}, bound, EXACT)


def _rarity(word: str) -> tuple[bool, int]:
    """How seldom a word is, roughly: numbers and ids are rarer than words, long words rarer than short ones."""
    return (len(word) > 1 and any(character.isdigit() for character in word), len(word))


def _fixed(attribute: Attribute, operator: Operator, value: Any) -> Clause:
    path = attribute.path
    match operator:
        case Operator.EQ:
            matched: Match = {path: attribute.as_stored(value)}
            return _looked_up(matched, {attribute.key: attribute.as_key(value)}, attribute, EXACT)
        case Operator.IN:
            matched = {path: {"$in": [attribute.as_stored(each) for each in value]}}
            keys = [attribute.as_key(each) for each in value]
            return _looked_up(matched, {attribute.key: {"$in": keys}}, attribute, SEVERAL)
        case Operator.NE:
            return Clause({path: {"$ne": attribute.as_stored(value)}})
        case Operator.EXISTS:
            return Clause(_existence(attribute, is_there=bool(value)))
        case Operator.CONTAINS:
            return Clause({attribute.key: {"$regex": literal(attribute.as_key(value))}})
        case Operator.STARTS_WITH:
            return _starting(attribute, attribute.as_key(value))
        case _:
            matched = {path: {f"${operator.value}": value}}
            return Clause(matched, matched, RANGE) if attribute.is_indexed else Clause(matched)


def _looked_up(matched: Match, bound: Match, attribute: Attribute, rank: int) -> Clause:
    if not attribute.is_indexed:
        return Clause(matched)
    return Clause(matched, bound, rank if not attribute.is_selective else rank - EXACT)


def _existence(attribute: Attribute, *, is_there: bool) -> Match:
    if attribute.is_list:
        return {f"{attribute.path}.0": {"$exists": is_there}}
    return {attribute.path: {"$ne": None}} if is_there else {attribute.path: None}


def _starting(attribute: Attribute, prefix: str) -> Clause:
    if not prefix:
        return Clause(_existence(attribute, is_there=True))
    if attribute.is_list:  # two-sided ranges on arrays are not portable
        return Clause({attribute.path: {"$regex": f"^{literal(prefix)}"}})
    matched: Match = {attribute.key: {"$gte": prefix, "$lt": prefix[:-1] + chr(ord(prefix[-1]) + 1)}}
    match attribute.kind:
        case Kind.ID:
            return Clause(matched)
        case Kind.SEARCHED_ID:
            beginnings = words(prefix[ID_PREFIX_LENGTH:])
            return Clause(matched, {"search_tokens": beginnings[0]}, EXACT) if beginnings else Clause(matched)
    return Clause(matched, matched, RANGE) if attribute.is_indexed else Clause(matched)


def _dynamic(condition: FieldCondition) -> Clause:
    named: Match = {"fields.name": condition.name}
    match condition.operator:
        case Operator.EXISTS:
            return Clause(named, named, EXACT) if condition.value else Clause({"fields.name": {"$ne": condition.name}})
        case Operator.EQ:
            return Clause(_element(condition.name, condition.value), named | {"fields.value": condition.value}, EXACT)
        case Operator.NE:
            return Clause({"fields": {"$not": _element(condition.name, condition.value)["fields"]}})
        case Operator.CONTAINS:
            pattern = {"$regex": literal(str(condition.value)), "$options": "i"}
            return Clause(_element(condition.name, pattern), named, SEVERAL)
        case Operator.STARTS_WITH:
            raise NotImplementedError  # no dynamic field takes it: app.domain.fields.OPERATORS
        case _:
            value = {f"${condition.operator.value}": _listed(condition.value)}
            rank = SEVERAL if condition.operator is Operator.IN else RANGE
            return Clause(_element(condition.name, value), named | {"fields.value": value}, rank)


def _element(name: str, value: Any) -> Match:
    return {"fields": {"$elemMatch": {"name": name, "value": value}}}


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def literal(text: str) -> str:
    """Return a regular expression for the text itself."""
    return "".join(f"\\{character}" if character in SPECIAL else character for character in text)


def by_path(raw: Mapping[str, Any], path: str) -> Any:
    """Return the value at a dotted path of a raw document, None when there is none."""
    value: Any = raw
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
