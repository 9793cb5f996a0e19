"""How answers are printed: tables and sentences for a terminal of any width."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from models.book import Book
from models.clock import spoken_date
from models.rota import Breach, Ended, LevelScore, Rota
from models.rules import Level
from roster.report.coverage import coverage

LEVEL_WORDS = {
    Level.COVER: "duties crewed",
    Level.FULL: "preferred seats",
    Level.HOURS: "promised and contract hours",
    Level.FAIR: "even shares",
    Level.WISHES: "requests",
}


def console(*, err: bool = False) -> Console:
    """A console that neither colours names and numbers nor breaks words in files and pipes."""
    made = Console(stderr=err, highlight=False, emoji=False, markup=False)
    if not made.is_terminal:
        made = Console(stderr=err, highlight=False, emoji=False, markup=False, width=160, soft_wrap=True)
    return made


def table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, right: Sequence[int] = ()) -> Table:
    """A plain table; columns numbered in `right` are aligned to the right."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, name in enumerate(columns):
        made.add_column(name, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(str(cell) for cell in row))
    return made


def points(value: float) -> str:
    """Points without needless decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def proof(score: LevelScore) -> str:
    """What is known of a level's value: `proven best`, or how far it may be from it."""
    if score.proven:
        return "proven best"
    if score.bound is None or score.gap is None:
        return "nothing proven"
    return f"best is at least {points(score.bound)} (gap {score.gap:.1%})"


def amounts(breaches: Sequence[Breach], level: Level) -> str:
    """What a level's points are made of: `2 duties stood down`, summed rule by rule."""
    totals: dict[tuple[str, str], list[float]] = {}
    for breach in breaches:
        if breach.level is level:
            totals.setdefault((breach.rule, breach.unit), []).append(breach.amount)
    return "; ".join(
        f"{rule}: {points(sum(values))} {unit} in {len(values)} {'place' if len(values) == 1 else 'places'}"
        for (rule, unit), values in totals.items()
    )


def show_coverage(out: Console, book: Book) -> None:
    """Print the coverage, call sign by call sign."""
    lines, every = coverage(book)
    rows = [
        [line.name, line.duties, line.crewed, line.part_crewed, line.stood_down, share_of(line.share)]
        for line in [*lines, every]
    ]
    out.print(table(["", "duties", "crewed", "part-crewed", "stood down", "on the road"], rows, right=[1, 2, 3, 4, 5]))


def share_of(share: float | None) -> str:
    """A share as a percentage that never rounds up to all."""
    if share is None:
        return "-"
    return "100 %" if share == 1 else f"{int(share * 1000) / 10:g} %"


def show_levels(out: Console, rota: Rota) -> None:
    """Print each level with its value and what is proven of it."""
    rows = [
        [score.level, LEVEL_WORDS[score.level], points(score.value), proof(score), amounts(rota.breaches, score.level)]
        for score in rota.scores
    ]
    out.print(table(["level", "", "points", "", "made of"], rows, right=[2]))


def show_breaches(out: Console, breaches: Sequence[Breach], title: str) -> None:
    """Print breaches, one sentence each."""
    if breaches:
        out.print(f"{title} ({len(breaches)}):")
    for breach in breaches:
        unit = f"{points(breach.amount)} {breach.unit}"
        cost = f", {points(breach.cost)} points at {breach.level}" if breach.cost else ""
        out.print(f"  {breach.rule}: {breach.message} [{unit}{cost}]")


def title(book: Book) -> str:
    """The book's name and period."""
    return f"{book.name}: {spoken_date(book.period.first)} to {spoken_date(book.period.last)} {book.period.last.year}"


def ending(rota: Rota) -> str:
    """How the search ended."""
    made = rota.provenance
    words = {
        Ended.PROVEN: "every level proven best",
        Ended.TIME_LIMIT: f"best found within the time limit of {points(made.time_limit)} s",
        Ended.INTERRUPTED: "best found when it was stopped",
    }[made.ended]
    return f"{words}, {made.seconds:.1f} s, seed {made.seed}, {made.workers} workers; every rule checked"
