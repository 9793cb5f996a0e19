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
from datetime import timedelta
from pathlib import Path

from models.book import Book
from models.people import Absence, AbsenceKind, Offer
from models.wishes import Request, Wish
from roster import api
from roster.desk.changes import (
    AddAbsence,
    AddRequest,
    Assign,
    Authored,
    Change,
    Clear,
    PinPerson,
    SetContact,
    SetDetail,
    SetOffers,
    SetRecord,
    inverse,
    merge,
)
from roster.desk.live import LiveRota
from roster.engine.options import Options
from tests.benchmarks import synthetic
from tests.benchmarks.tables.report import machine
from tests.conftest import EXAMPLES

SEED = 0
RUNS = 40
SOLVE_SECONDS = 20
KENT, LARGE = "kent-2026-12", "300 people x 31 days"
GOALS = {KENT: 150, LARGE: 500}  # milliseconds, p95
Draw = Callable[[random.Random, Book], list[Change]]


def _clear(draw: random.Random, book: Book) -> list[Change]:
    assert book.rota is not None
    item = draw.choice(book.rota.assignments)
    return [Clear(person=item.person, duty=item.duty, seat=item.seat)]


def _assign(draw: random.Random, book: Book) -> list[Change]:
    """Somebody of the right role into a seat, in place of whoever was in it."""
    assert book.rota is not None
    item = draw.choice(book.rota.assignments)
    there = {other.person for other in book.rota.assignments if other.duty == item.duty}
    role = next(person.role for person in book.people if person.id == item.person)
    others = [person.id for person in book.people if person.role == role and person.id not in there]
    clear = Clear(person=item.person, duty=item.duty, seat=item.seat)
    return [clear, Assign(person=draw.choice(others), duty=item.duty, seat=item.seat)]


def _absence(draw: random.Random, book: Book) -> list[Change]:
    first = draw.choice(book.period.dates)
    away = Absence(kind=AbsenceKind.SICKNESS, first=first, last=first + timedelta(days=2))
    pinned = {pin.person for pin in book.pins}
    return [AddAbsence(person=draw.choice([item.id for item in book.people if item.id not in pinned]), absence=away)]


def _offers(draw: random.Random, book: Book) -> list[Change]:
    person = draw.choice([item for item in book.people if item.offers])
    more = Offer(dates=(draw.choice(book.period.dates),))
    return [SetOffers(person=person.id, offers=(*person.offers, more))]


def _request(draw: random.Random, book: Book) -> list[Change]:
    wish = Request(person=draw.choice(book.people).id, wish=Wish.OFF, dates=(draw.choice(book.period.dates),))
    return [AddRequest(request=wish)]


def _pin(draw: random.Random, book: Book) -> list[Change]:
    assert book.rota is not None
    item = draw.choice(book.rota.assignments)
    return [PinPerson(person=item.person, duty=item.duty)]


def _contact(draw: random.Random, book: Book) -> list[Change]:
    return [SetContact(person=draw.choice(book.people).id, phone=f"07700 900{draw.randrange(1000):03}")]


def _notes(draw: random.Random, book: Book) -> list[Change]:
    return [SetDetail(field="description", value=f"Notes {draw.random()}")]


def _demand(draw: random.Random, book: Book) -> list[Change]:
    """Another priority of a service: everything is asked again."""
    service = draw.choice(book.services)
    return [SetRecord(section="services", id=service.id, fields={"priority": draw.randint(1, 50)})]


EDITS: dict[str, Draw] = {
    "take a person off": _clear,
    "put another person on": _assign,
    "an absence": _absence,
    "offers": _offers,
    "a request": _request,
    "a pin": _pin,
    "a telephone number": _contact,
    "notes": _notes,
    "a service's priority": _demand,
}


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
        changes = _clear(draw, book)
        undone.append(_timed(lambda: inverse(book, changes)))  # noqa: B023
        theirs = _assign(draw, book)
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
