"""How long the desk takes to answer an edit: `python -m tests.benchmarks.live [BOOK ...]`; a few minutes.

Each kind of edit is made at random places of a solved book, one after another, and answered with the verdict of the
changed rota (`LiveRota.after`), web and database apart; beside it stands a full check of the same book. Then `roster
serve` is opened in Chromium, and people are taken out of seats: from the click to the page that shows the verdict.
Without a BOOK: Kent's December, and 300 people over 31 days, both solved first.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.book import Book
from roster import api
from roster.desk.changes import Authored, inverse, merge
from roster.desk.live import LiveRota
from roster.engine.options import Options
from roster.version import versions
from tests.benchmarks import synthetic
from tests.benchmarks.live.browser import waits
from tests.benchmarks.live.edits import EDITS, put_on, take_off
from tests.benchmarks.tables.report import machine
from tests.browser import CHROMIUM
from tests.conftest import EXAMPLES

PACKAGES = ("pydantic", "fastapi", "uvicorn", "sqlalchemy", "playwright")
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
            made: list[LiveRota] = []
            found.append(_timed(lambda: made.append(here.after(changes))))  # noqa: B023 - called at once
            here = made[0]
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


def table(name: str, book: Book, runs: int) -> Iterator[str]:
    """The lines of the table of one book in Markdown: median and 95th percentile of each kind of edit."""
    people, duties = len(book.people), len(book.duties)
    goal = f"; goal {GOALS[name]} ms (p95)" if name in GOALS else ""
    yield f"\n{name}: {people} people, {duties} duties, {len(book.rules)} rules{goal}\n"
    yield "| edit | p50 ms | p95 ms | p95 ms of processor time |"
    yield "|---|---:|---:|---:|"
    for edit, found in timings(book, runs):
        wall, alone = [item.wall for item in found], [item.alone for item in found]
        yield f"| {edit} | {statistics.median(wall):.0f} | {_p95(wall):.0f} | {_p95(alone):.0f} |"
    for edit, waited in waits(book, runs):
        shown, server = [item.shown for item in waited], [item.server for item in waited]
        yield f"| {edit} | {statistics.median(shown):.0f} | {_p95(shown):.0f} | |"
        yield f"| - of which until the server's answer | {statistics.median(server):.0f} | {_p95(server):.0f} | |"


def solved(book: Book, seconds: float = SOLVE_SECONDS) -> Book:
    """A book with a rota."""
    return book if book.rota is not None else api.solve(book, Options(time_limit=seconds, seed=SEED))


def _default_books() -> Iterator[tuple[str, Book]]:
    yield KENT, solved(api.read_book(EXAMPLES / f"{KENT}.yaml"))
    raw = synthetic.raw_book(synthetic.size_of(7, 31, 300), levels=True)
    yield LARGE, solved(Book.model_validate(raw))


def _packages() -> str:
    chromium = ""
    if CHROMIUM is not None:
        chromium = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    named = ", ".join(f"{name} {number}" for name, number in versions(PACKAGES).items())
    return f"{named}, {chromium or 'no Chromium: no times in a browser'}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("books", nargs="*", type=Path, help="books to try; solved first if they hold no rota")
    parser.add_argument("--runs", type=int, default=RUNS, help="edits of each kind (default %(default)s)")
    asked = parser.parse_args()
    print(f"{machine()}; {_packages()}; seed {SEED}, {asked.runs} edits of each kind", flush=True)
    books = ((path.stem, solved(api.read_book(path))) for path in asked.books) if asked.books else _default_books()
    for name, book in books:
        for line in table(name, book, asked.runs):
            print(line, flush=True)
    print(f"\nat the end: load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
