"""The tables: on the terminal and as Markdown."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.benchmarks.deid.checks import ACTIONS, name_of
from tests.benchmarks.deid.engines import Run
from tests.benchmarks.deid.pixels import Losses
from tests.benchmarks.deid.scoring import HELD, RIGHT, WRONG, Failure, Score

ZERO_MISSES = ("name", "id", "birth date")


def percent(counts: Counter[str], *, with_held: bool = True) -> str:
    """Return the share of right checks, "-" where there are none."""
    total = counts[RIGHT] + counts[WRONG] + (counts[HELD] if with_held else 0)
    return f"{100 * counts[RIGHT] / total:.2f}" if total else "-"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    head = list(head)
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def by_action(scores: dict[str, Score]) -> str:
    """Return the share of right checks of written files, by action and engine."""
    first = next(iter(scores.values()))
    rows: list[list[object]] = []
    for action in ACTIONS:
        counts = [score.total(lambda one, _, action=action: one == action) for score in scores.values()]
        rows.append(
            [
                action,
                f"{sum(first.total(lambda one, _, action=action: one == action).values()):,}",
                *map(_written, counts),
            ]
        )
    totals = [score.total() for score in scores.values()]
    rows.append(["**all, of the files written**", f"{sum(first.total().values()):,}", *map(_written, totals)])
    rows.append(["**all, a file held back counts as wrong**", "", *(percent(one) for one in totals)])
    rows.append(
        ["files written / held back", "", *(f"{s.files['written']} / {s.files[HELD]}" for s in scores.values())]
    )
    return table(("% right", "checks", *scores), rows)


def _written(counts: Counter[str]) -> str:
    return percent(counts, with_held=False)


def by_category(scores: dict[str, Score]) -> str:
    """Return misses of removal and share right, by category and engine."""
    categories = sorted({category for score in scores.values() for _, category in score.counts})
    rows = []
    for category in categories:
        row: list[object] = [category]
        for score in scores.values():
            counts = score.total(lambda _, one, category=category: one == category)
            row.append(f"{_written(counts)} ({counts[WRONG]:,} wrong)" if counts[RIGHT] + counts[WRONG] else "-")
        rows.append(row)
    return table(("category, % right of the files written", *scores), rows)


def goals(score: Score, losses: Losses, lines: tuple[int, int, int, int]) -> str:
    """Return our figures beside the goals."""
    total = score.total()
    rows: list[tuple[object, ...]] = [
        ("checks made", f"{sum(total.values()):,}", "at least 100,000"),
        ("actions right, of the files written", f"{percent(total, with_held=False)} %", "at least 99.95 %"),
        ("actions right, a file held back counted as wrong", f"{percent(total)} %", ""),
    ]
    for category in ZERO_MISSES:
        counts = score.total(lambda action, one, category=category: one == category and action == "text_removed")
        rows.append((f"misses of category {category}", f"{counts[WRONG]} of {counts[RIGHT] + counts[WRONG]:,}", "0"))
    rows.append(("canaries planted, canary bytes left", f"{score.canaries:,}, {score.canary_bytes}", "0 bytes"))
    words = score.total(lambda action, _: action == "pixels_hidden")
    rows.append(
        (
            "burned-in words hidden",
            f"{percent(words, with_held=False)} % of {words[RIGHT] + words[WRONG]:,}",
            "at least 99.5 %",
        )
    )
    rows.append(("labelled identifying lines hidden (real images)", f"{lines[0]} of {lines[1]}", "all"))
    rows.append(("labelled other lines hidden", f"{lines[2]} of {lines[3]}", ""))
    for name, shares in (("images without text", losses.without_text), ("beside drawn text", losses.beside_text)):
        if shares:
            mean, worst = sum(shares.values()) / len(shares), max(shares.values())
            goal = "under 0.05 %, worst under 1 %" if shares is losses.without_text else ""
            rows.append(
                (f"pixels lost, {name} ({len(shares)})", f"mean {100 * mean:.4f} %, worst {100 * worst:.3f} %", goal)
            )
    return table(("", "result", "goal"), rows)


def held_back(runs: Iterable[Run], keys: dict[str, bool]) -> str:
    """Return why files have no output, by engine."""
    rows = []
    for run in runs:
        reasons = Counter(reason for name, reason in run.held.items() if name in keys)
        rows += [(run.engine, reason, times) for reason, times in reasons.most_common(8)]
    return table(("engine", "reason", "files"), rows)


def failures(score: Score, examples: int = 6) -> str:
    """Return the failures in groups with examples: for those who mend the engine, as planted values are in it."""
    groups: dict[tuple[str, ...], list[Failure]] = defaultdict(list)
    for failure in score.failures:
        check = failure.check
        place = check.place.split(": ")[0]
        where = name_of(check.path)
        if check.action == "pixels_hidden":
            where = ", ".join(check.place.split(", ")[1:])
        groups[check.action, check.category, where, place if check.action != "pixels_hidden" else ""].append(failure)
    lines = []
    for (action, category, where, place), members in sorted(groups.items(), key=lambda one: -len(one[1])):
        lines.append(f"\n## {len(members)} times {action}, {category}: {where} {f'({place})' if place else ''}\n")
        for failure in members[:examples]:
            wanted = " ".join(failure.check.tokens)[:100] if action != "canaries" else ""
            lines.append(
                f"- {failure.file} ({failure.source}): planted/wanted `{wanted}`, {failure.check.place} → `{failure.found}`"
            )
    return "\n".join(lines)
