"""How long the desk takes to answer an edit, web and database apart: `python -m tests.benchmarks.live [BOOK ...]`.

Each kind of edit is made at random places of a solved book, one after another, and answered with the verdict of the
changed rota (`LiveRota.after`); beside it stands a full check of the same book. Without a BOOK: Kent's December, and
300 people over 31 days, both solved first.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.book import Book
from roster import api
from roster.desk.changes import Authored, inverse, merge
from roster.desk.live import LiveRota
from roster.engine.options import Options
from tests.benchmarks import synthetic
from tests.benchmarks.live.edits import EDITS, put_on, take_off
from tests.benchmarks.tables.report import machine
from tests.conftest import EXAMPLES

SEED = 0
RUNS = 40
SOLVE_SECONDS = 20
KENT, LARGE = "kent-2026-12", "300 people x 31 days"
GOALS = {KENT: 150, LARGE: 500}  # milliseconds, p95


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one answer: by the clock on the wall, and of this process alone."""

    wall: float
    alone: float


def timings(book: Book, runs: int) -> Iterator[tuple[str, list[Timing]]]:
    """Yields how long each kind of edit took, and a full check, an undo and a merge.

    Each edit is made on the book as the edits before it left it.
    """
    draw, live = random.Random(SEED), LiveRota.of(book)
    for name, edit in EDITS.items():
        found, here = [], live
        for _ in range(runs):
            changes = edit(draw, here.book)
            found.append(_timed(lambda: here.after(changes)))  # noqa: B023 - called at once
            here = here.after(changes)
            assert here.verdict == api.check(here.book)
        yield name, found
    yield "a full check, for comparison", [_timed(lambda: LiveRota.of(book)) for _ in range(runs)]
    undone, merged = [], []
    for _ in range(runs):
        changes = take_off(draw, book)
        undone.append(_timed(lambda: inverse(book, changes)))  # noqa: B023
        theirs = put_on(draw, book)
        head = live.after(theirs).book
        authored = [Authored("Ann", change) for change in theirs]
        merged.append(_timed(lambda: merge(book, authored, changes, head=head)))  # noqa: B023
    yield "what an undo is made of", undone
    yield "merging with another edit", merged


def _timed(work: Callable[[], object]) -> Timing:
    began, alone = time.perf_counter(), time.process_time()
    work()
    return Timing((time.perf_counter() - began) * 1000, (time.process_time() - alone) * 1000)


def _p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def table(name: str, book: Book, runs: int) -> str:
    """The table of one book in Markdown: median and 95th percentile of each kind of edit."""
    people, duties = len(book.people), len(book.duties)
    goal = f"; goal {GOALS[name]} ms (p95)" if name in GOALS else ""
    lines = [f"{name}: {people} people, {duties} duties, {len(book.rules)} rules{goal}", ""]
    lines += ["| edit | p50 ms | p95 ms | p95 ms of processor time |", "|---|---:|---:|---:|"]
    for edit, found in timings(book, runs):
        wall, alone = [item.wall for item in found], [item.alone for item in found]
        lines.append(f"| {edit} | {statistics.median(wall):.0f} | {_p95(wall):.0f} | {_p95(alone):.0f} |")
    return "\n".join(lines)


def solved(book: Book, seconds: float = SOLVE_SECONDS) -> Book:
    """A book with a rota."""
    return book if book.rota is not None else api.solve(book, Options(time_limit=seconds, seed=SEED))


def _default_books() -> Iterator[tuple[str, Book]]:
    yield KENT, solved(api.read_book(EXAMPLES / f"{KENT}.yaml"))
    raw = synthetic.raw_book(synthetic.size_of(7, 31, 300), levels=True)
    yield LARGE, solved(Book.model_validate(raw))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("books", nargs="*", type=Path, help="books to try; solved first if they hold no rota")
    parser.add_argument("--runs", type=int, default=RUNS, help="edits of each kind (default %(default)s)")
    asked = parser.parse_args()
    print(f"{machine()}; seed {SEED}, {asked.runs} edits of each kind")
    books = ((path.stem, solved(api.read_book(path))) for path in asked.books) if asked.books else _default_books()
    for name, book in books:
        print(f"\n{table(name, book, asked.runs)}")


if __name__ == "__main__":
    main()
