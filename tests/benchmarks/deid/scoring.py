"""Holds output files against the answer key: right, wrong, or held back (no file came out).

How each action is decided:

- tag_retained, text_notnull: the element is there; it has a value.
- text_retained: the value is the source's (numbers as numbers), or the words beside an identifier are all there.
- text_removed: none of the tokens is left in the element; with an empty path, in any text of the file or in its bytes
  outside the pixels, in every character set in use. Ids are compared without separators, all without case.
- date_shifted: a valid date, another one, moved by as many days as most dates of the same patient and by less than a
  century (one made-up date for all is no shift).
- uid_changed: another value than before, or the element is gone where it may go. uid_consistent and patid_consistent:
  what most files have for the same original, and for no other original.
- pixels_hidden, pixels_retained: see `pixels`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from tests.benchmarks.deid.checks import Check, Key, find, name_of
from tests.benchmarks.deid.output import Output, all_texts, is_leaked, root_of, shown

# Days: what lies farther off is a made-up date, the same for all.
LONGEST_SHIFT: Final = 36525
RIGHT, WRONG, HELD = "right", "wrong", "held back"


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that failed, and what was found."""

    file: str
    source: str
    check: Check
    found: str


@dataclass(slots=True)
class Score:
    """Counts by action and category, and the failures."""

    counts: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[Failure] = field(default_factory=list)
    canaries: int = 0
    canaries_left: int = 0
    canary_bytes: int = 0
    files: Counter[str] = field(default_factory=Counter)
    is_detailed: bool = False  # whether failures say where a leak is: slow where there are thousands

    def add(self, key: Key, check: Check, result: str, found: str = "") -> None:
        """Count one check."""
        self.counts[check.action, check.category][result] += 1
        if result == WRONG:
            self.failures.append(Failure(key.name, key.source, check, found))

    def total(self, keep: Callable[[str, str], bool] = lambda action, category: True) -> Counter[str]:
        """Return the counts of the actions and categories that are asked for."""
        total: Counter[str] = Counter()
        for (action, category), counts in self.counts.items():
            if keep(action, category):
                total += counts
        return total


@dataclass(slots=True)
class Later:
    """Checks that need all files first: what became of each original, and by how many days dates were moved."""

    shifts: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    replaced: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    waiting: list[tuple[Key, Check, Any]] = field(default_factory=list)


def score_headers(keys: Iterable[Key], outputs: dict[str, Path], score: Score) -> None:
    """Count every check of the headers. `outputs`: the file that came out, by the planted file's name."""
    later = Later()
    for key in keys:
        path = outputs.get(key.name)
        if path is None:
            score.files[HELD] += 1
            for check in key.checks:
                score.add(key, check, HELD)
            continue
        score.files["written"] += 1
        data = path.read_bytes()
        output = Output.of(path, data)
        _count_canaries(key, output, data, score)
        for check in key.checks:
            _decide(key, check, output, score, later)
    _decide_later(score, later)


def _count_canaries(key: Key, output: Output, data: bytes, score: Score) -> None:
    planted = set(key.canaries)
    found = Counter(canary.decode() for canary in re.findall(rb"CNRY\d{8}", data))
    left = {canary: times for canary, times in found.items() if canary in planted}
    score.canaries += len(planted)
    score.canaries_left += len(left)
    score.canary_bytes += sum(times * len(canary) for canary, times in left.items())
    if left:
        places = [name_of(place) for place, text in all_texts(output.dataset) if "CNRY" in text]
        check = Check("canaries", "best practice", (), tuple(left))
        score.failures.append(Failure(key.name, key.source, check, "; ".join(places[:5]) or "in the bytes"))


def _decide(key: Key, check: Check, output: Output, score: Score, later: Later) -> None:
    if check.action == "text_removed":
        leaked = is_leaked(check, output)
        score.add(key, check, WRONG if leaked else RIGHT, shown(check, output) if leaked and score.is_detailed else "")
        return
    element = find(root_of(check, output), check.path)
    value = _values(element)
    match check.action:
        case "tag_retained":
            score.add(key, check, RIGHT if element is not None else WRONG, "missing")
        case "text_notnull":
            score.add(key, check, RIGHT if any(one.strip() for one in value) else WRONG, "empty")
        case "text_retained":
            score.add(
                key,
                check,
                RIGHT if _is_retained(check, value) else WRONG,
                "\\".join(value)[:200] if element is not None else "missing",
            )
        case "date_shifted":
            days = _days_between(check.tokens[0], value[0] if value else "")
            later.shifts[key.patient][days if days is not None else 0] += days is not None
            later.waiting.append((key, check, (days, value[0] if value else "missing")))
        case "uid_changed":
            is_right = (
                value[:1] != list(check.tokens) and bool(value and value[0])
                if check.required
                else check.tokens[0] not in value
            )
            score.add(key, check, RIGHT if is_right else WRONG, value[0] if value else "missing")
        case "uid_consistent" | "patid_consistent":
            new = value[0] if value else ""
            if new:
                later.replaced[check.action, check.tokens[0]][new] += 1
            later.waiting.append((key, check, new))


def _decide_later(score: Score, later: Later) -> None:
    usual = {original: counts.most_common(1)[0][0] for original, counts in later.replaced.items()}
    owners = Counter((original[0], new) for original, new in usual.items())
    shift = {patient: counts.most_common(1)[0][0] for patient, counts in later.shifts.items()}
    for key, check, found in later.waiting:
        if check.action == "date_shifted":
            is_right = found[0] is not None and 0 < abs(found[0]) < LONGEST_SHIFT and found[0] == shift[key.patient]
            score.add(key, check, RIGHT if is_right else WRONG, found[1])
        else:
            original = check.action, check.tokens[0]
            is_right = (
                bool(found)
                and found == usual[original]
                and owners[check.action, found] == 1
                and found != check.tokens[0]
            )
            score.add(key, check, RIGHT if is_right else WRONG, found or "missing")


def _values(element: DataElement | Dataset | None) -> list[str]:
    if not isinstance(element, DataElement) or element.VR == "SQ" or element.value is None:
        return []
    return [str(value) for value in (element.value if element.VM > 1 else [element.value])]


def _is_retained(check: Check, value: list[str]) -> bool:
    if check.tokens[0].startswith("w:"):
        words = set(re.findall(r"\w+", " ".join(value).casefold()))
        wanted = re.findall(r"\w+", " ".join(token[2:] for token in check.tokens).casefold())
        return words.issuperset(wanted)
    if len(value) != len(check.tokens):
        return False
    return all(_is_same(one, other) for one, other in zip(value, check.tokens, strict=True))


def _is_same(one: str, other: str) -> bool:
    if one.strip() == other.strip():
        return True
    try:
        return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(other)))
    except ValueError:
        return False


def _days_between(old: str, new: str) -> int | None:
    try:
        return (date.fromisoformat(old[:8]) - date.fromisoformat(new[:8])).days if new[:8].isdigit() else None
    except ValueError:
        return None
