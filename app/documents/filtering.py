"""Filters as stages of a pipeline: the part that an index bounds in a first `$match`, all the rest in a second.

MongoDB joins the two again. The embedded server uses an index only when a whole `$match` is equalities on a prefix of
it and at most one range or `$in` on the next key, so the two must stay apart (docs/decisions/0009).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from app.documents.attributes import ATTRIBUTES, LINKS, Attribute, Kind
from app.documents.base import Record
from app.domain.filters import AllOf, AnyOf, Condition, FieldCondition, Filter, Not, Operator, Related, Search
from app.domain.search import words

Match = dict[str, Any]
Known = Mapping[Related, tuple[str, ...]]  # the `own` values of the rows for which a relation holds

RELATED = "$related"  # what stands for a relation in a match, with its number
MOST_BOUNDS = 16  # of an `or`: each is one look-up; beyond it the list is walked

SPECIAL = frozenset("\\^$.|?*+()[]{}")  # of regular expressions, on every server
ID_PREFIX_LENGTH = len("pat_")
LAST_CHARACTER = "\U0010ffff"
FIRST_SURROGATE, BEHIND_SURROGATES = 0xD800, 0xE000  # between them are no characters
NOTHING: Match = {"_id": {"$in": []}}

# How well a condition bounds what is read; the smallest goes into the first `$match`.
ONE, FEW, EXACT, SEVERAL, RANGE, UNBOUNDED = range(6)


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: what must `match`, and `bounds`, what indexes can look up of it.

    Whatever matches lies within one of the bounds, or more does; without bounds nothing can be looked up.
    """

    match: Match
    bounds: tuple[Match, ...] = ()
    rank: int = UNBOUNDED


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """A relation of a filter: rows whose `own` value is the `other` value of some row of `model` that is wanted there."""

    source: Related
    model: type[Record]
    own: str
    other: str
    criteria: "Criteria"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What rows to read: within one of the `bounds`, which indexes look up, those for which the `rest` holds too.

    The rest speaks of a relation as `{"$related": n}`; `app.documents.relations` finds out for which rows it holds.
    """

    bounds: tuple[Match, ...]
    rest: tuple[Match, ...]
    rank: int
    relations: tuple[RelatedRows, ...] = ()
    again: Callable[[Known], "Criteria"] | None = None  # the same once it is known for which rows relations hold

    @property
    def everything(self) -> tuple[Match, ...]:
        """All conditions: with more than one bound they stand in the rest already."""
        return (self.bounds if len(self.bounds) == 1 else ()) + self.rest

    @property
    def pipelines(self) -> list[list[dict[str, Any]]]:
        """The beginnings of one pipeline for each bound, or of the one without; no row comes out of two of them."""
        if not self.bounds:
            return [_stages(self.rest)]
        return [
            [{"$match": bound}, *_stages((*self.rest, *({"$nor": [other]} for other in self.bounds[:number])))]
            for number, bound in enumerate(self.bounds)
        ]

    def narrowed(self, *more: Match) -> "Criteria":
        """Return the criteria with more conditions that no index bounds."""
        again = self.again
        later = None if again is None else lambda known: again(known).narrowed(*more)
        return replace(self, rest=(*self.rest, *(match for match in more if match)), again=later)


def _stages(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [{"$match": _both(matches)}] if matches else []


def criteria(
    model: type[Record],
    filter_: Filter,
    *scope: Match,
    scope_of: Callable[[type[Record]], Match] | None = None,
    known: Known | None = None,
) -> Criteria:
    """Return the criteria of a filter whose field conditions were checked, and of scopes that always hold.

    `scope_of` gives the scope of other records that the filter speaks of; `known` the rows for which relations hold.
    """
    builder = _Builder(scope_of, known or {})
    clauses = [builder.clause(model, part) for part in _parts(filter_)]
    best = min(clauses, key=lambda clause: clause.rank, default=None)
    if best is None or not best.bounds:
        bounds: tuple[Match, ...] = ()
        rest, rank = [clause.match for clause in clauses], UNBOUNDED
    else:
        bounds, used = _joined(best, clauses)
        rest = [clause.match for clause in clauses if not any(clause is joined for joined in used)]
        rank = best.rank
    again = partial(_again, model, filter_, scope, scope_of) if builder.relations else None
    return Criteria(bounds, tuple(rest), rank, tuple(builder.relations), again).narrowed(*scope)


def _again(
    model: type[Record],
    filter_: Filter,
    scope: tuple[Match, ...],
    scope_of: Callable[[type[Record]], Match] | None,
    known: Known,
) -> Criteria:
    return criteria(model, filter_, *scope, scope_of=scope_of, known=known)


def _parts(filter_: Filter) -> list[Filter]:
    """Return the conditions that must all hold."""
    if isinstance(filter_, AllOf):
        return [inner for part in filter_.parts for inner in _parts(part)]
    return [filter_]


def _joined(best: Clause, clauses: Sequence[Clause]) -> tuple[tuple[Match, ...], list[Clause]]:
    """Return the bounds of the best clause, ranges on the same key made one, and the clauses that they say wholly."""
    if best.bounds != (best.match,):
        return best.bounds, []
    bound, used = dict(best.match), [best]
    if best.rank != RANGE:
        return best.bounds, used
    (key,) = bound
    for other in clauses:
        is_same = (
            other is not best and other.rank == RANGE and other.bounds == (other.match,) and list(other.match) == [key]
        )
        if is_same and bound[key].keys().isdisjoint(other.match[key]):
            bound[key] = {**bound[key], **other.match[key]}
            used.append(other)
    return (bound,), used


def _both(matches: Sequence[Match]) -> Match:
    return matches[0] if len(matches) == 1 else {"$and": list(matches)}


@dataclass(slots=True)
class _Builder:
    """Makes clauses of filters, and numbers the relations that they speak of."""

    scope_of: Callable[[type[Record]], Match] | None
    known: Known
    relations: list[RelatedRows] = field(default_factory=list)

    def clause(self, model: type[Record], filter_: Filter) -> Clause:
        match filter_:
            case Search():
                return _search(filter_.text)
            case FieldCondition():
                return _dynamic(filter_)
            case Condition():
                return _fixed(ATTRIBUTES[model][filter_.attribute], filter_.operator, filter_.value)
            case AllOf():
                clauses = [self.clause(model, part) for part in _parts(filter_)]
                best = min(clauses, key=lambda clause: clause.rank, default=Clause({}))
                matches = [clause.match for clause in clauses if clause.match]
                return Clause(_both(matches) if matches else {}, best.bounds, best.rank)
            case AnyOf():
                return _any([self.clause(model, part) for part in filter_.parts])
            case Not():
                return Clause({"$nor": [self.clause(model, filter_.part).match]})
            case Related():
                return self._related(model, filter_)

    def _related(self, model: type[Record], filter_: Related) -> Clause:
        link = LINKS[model, filter_.relation]
        if filter_ in self.known:
            return _fixed(Attribute(link.own, is_selective=True), Operator.IN, self.known[filter_])
        assert self.scope_of is not None  # noqa: S101  # whoever filters by relations says what may be seen there
        below = criteria(link.model, filter_.filter, self.scope_of(link.model), scope_of=self.scope_of)
        self.relations.append(RelatedRows(filter_, link.model, link.own, link.other, below))
        return Clause({RELATED: len(self.relations) - 1})


def _any(clauses: Sequence[Clause]) -> Clause:
    if not clauses:
        return Clause(NOTHING, (NOTHING,), ONE)
    match: Match = {"$or": [clause.match for clause in clauses]}
    bounds = tuple(bound for clause in clauses for bound in clause.bounds)
    if any(not clause.bounds for clause in clauses) or len(bounds) > MOST_BOUNDS:
        return Clause(match)
    return Clause(match, bounds, max(clause.rank for clause in clauses))


def _search(text: str) -> Clause:
    wanted = sorted(set(words(text)), key=_rarity, reverse=True)
    if not wanted:
        return Clause(NOTHING, (NOTHING,), ONE) if text.strip() else Clause({})
    bound = {"search_tokens": wanted[0]}
    return Clause(bound if len(wanted) == 1 else {"search_tokens": {"$all": wanted}}, (bound,), EXACT)


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
            return Clause(matched, (matched,), RANGE) if attribute.is_indexed else Clause(matched)


def _looked_up(matched: Match, bound: Match, attribute: Attribute, rank: int) -> Clause:
    if not attribute.is_indexed:
        return Clause(matched)
    return Clause(matched, (bound,), rank if not attribute.is_selective else rank - EXACT)


def _existence(attribute: Attribute, *, is_there: bool) -> Match:
    if attribute.is_list:
        return {f"{attribute.path}.0": {"$exists": is_there}}
    return {attribute.path: {"$ne": None}} if is_there else {attribute.path: None}


def _starting(attribute: Attribute, prefix: str) -> Clause:
    if not prefix:
        return Clause(_existence(attribute, is_there=True))
    if attribute.is_list:  # two-sided ranges on arrays are not portable
        return Clause({attribute.path: {"$regex": f"^{literal(prefix)}"}})
    above = _above(prefix)
    matched: Match = {attribute.key: {"$gte": prefix} if above is None else {"$gte": prefix, "$lt": above}}
    match attribute.kind:
        case Kind.ID:
            return Clause(matched)
        case Kind.SEARCHED_ID:
            beginnings = words(prefix[ID_PREFIX_LENGTH:])
            return Clause(matched, ({"search_tokens": beginnings[0]},), EXACT) if beginnings else Clause(matched)
    return Clause(matched, (matched,), RANGE) if attribute.is_indexed else Clause(matched)


def _above(prefix: str) -> str | None:
    """Return the least text above all that begin so, None when there is none; texts are in the order of code points."""
    kept = prefix.rstrip(LAST_CHARACTER)
    if not kept:
        return None
    following = ord(kept[-1]) + 1
    return kept[:-1] + chr(BEHIND_SURROGATES if following == FIRST_SURROGATE else following)


def _dynamic(condition: FieldCondition) -> Clause:
    named: Match = {"fields.name": condition.name}
    match condition.operator:
        case Operator.EXISTS:
            return (
                Clause(named, (named,), EXACT) if condition.value else Clause({"fields.name": {"$ne": condition.name}})
            )
        case Operator.EQ:
            return Clause(
                _element(condition.name, condition.value), (named | {"fields.value": condition.value},), EXACT
            )
        case Operator.NE:
            return Clause({"fields": {"$not": _element(condition.name, condition.value)["fields"]}})
        case Operator.CONTAINS:
            pattern = {"$regex": literal(str(condition.value)), "$options": "i"}
            return Clause(_element(condition.name, pattern), (named,), SEVERAL)
        case Operator.STARTS_WITH:
            raise NotImplementedError  # no dynamic field takes it: app.domain.fields.OPERATORS
        case _:
            value = {f"${condition.operator.value}": _listed(condition.value)}
            rank = SEVERAL if condition.operator is Operator.IN else RANGE
            return Clause(_element(condition.name, value), (named | {"fields.value": value},), rank)


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
