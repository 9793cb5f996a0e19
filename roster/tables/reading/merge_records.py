"""Records beside each other and beside the book's own: what is said twice, and what cannot both be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.book import Book
from models.records.history import Worked
from roster.tables.cells.findings import Findings

Rows = list[tuple[int, Worked]]


@dataclass(frozen=True)
class MergedRecords:
    """The rows of a table beside the book's records.

    Attributes:
        new: what the book does not say yet, each once, with its row.
        known: how many rows say what another or the book says.
    """

    new: Rows
    known: int


def merge_records(found: Rows, book: Book, findings: Findings) -> MergedRecords:
    """What rows add to a book; noted are mistakes, and rows that say what is known."""
    new = _new(found, book, findings)
    _overlaps(new, book, findings)
    new = _beside_carried_in(new, book, findings)
    return MergedRecords(new, len(found) - len(new))


def _new(found: Rows, book: Book, findings: Findings) -> Rows:
    known = {*book.worked, *book.carried_in.duties}
    first: dict[Worked, int] = {}
    for row, item in found:
        if item in known:
            findings.note("says what the book has already", row)
        elif item in first:
            findings.note(f"says the same as row {first[item]}", row)
        else:
            first[item] = row
    return [(row, item) for item, row in first.items()]


def _overlaps(new: Rows, book: Book, findings: Findings) -> None:
    """Spells of one person that overlap, in the table or with the book's own: nobody is on two duties at once.

    What was not worked takes up no time; but one duty cannot be both.
    """
    by_person: dict[str, Rows] = defaultdict(list)
    of_book: Rows = [(0, item) for item in book.worked]
    for row, item in [*of_book, *new]:
        by_person[item.person].append((row, item))
    for spells in by_person.values():
        spells.sort(key=lambda pair: pair[1].start)
        _overlaps_of_one([pair for pair in spells if not pair[1].no_show], findings)
        _contradictions(spells, findings)


def _overlaps_of_one(spells: Sequence[tuple[int, Worked]], findings: Findings) -> None:
    known = spells[0] if spells else None
    for row, item in spells[1:]:
        assert known is not None
        if item.overlaps(known[1].start, known[1].end):
            (first, earlier), (second, later) = sorted((known, (row, item)), key=lambda pair: pair[0])
            if second:
                where = f"row {first}" if first else "what the book has"
                findings.problem(second, "start", f"{_spoken(later)} overlaps {where}, {_spoken(earlier)}")
        if item.end > known[1].end:
            known = (row, item)


def _contradictions(spells: Iterable[tuple[int, Worked]], findings: Findings) -> None:
    """Rows of which one says that a duty was worked and the other that it was not."""
    same: dict[tuple[object, ...], tuple[int, Worked]] = {}
    for row, item in spells:
        other_row, other = same.setdefault((item.start, item.end, item.call_sign), (row, item))
        if other.no_show is not item.no_show and (later := max(row, other_row)):
            earlier = min(row, other_row)
            where = f"row {earlier}" if earlier else "what the book has"
            here, there = ("not worked", "worked")
            if (item if row == later else other).no_show is False:
                here, there = there, here
            findings.problem(later, None, f"{_spoken(item)} is {here} here, and {there} in {where}")


def _beside_carried_in(new: Rows, book: Book, findings: Findings) -> Rows:
    """The rows without the ends of duties that are carried in, as a table has them that is cut at midnight."""
    carried: dict[str, list[Worked]] = defaultdict(list)
    for item in book.carried_in.duties:
        carried[item.person].append(item)
    kept = []
    for row, item in new:
        over = next((old for old in carried.get(item.person, ()) if item.overlaps(old.start, old.end)), None)
        if over is not None and not item.no_show and over.start < item.start and item.end == over.end:
            findings.note("the end of a duty that is carried in, where it counts; left out here", row)
            continue
        if over is not None:
            findings.note(f"overlaps what is carried in, {_spoken(over)}; both are kept", row)
        kept.append((row, item))
    return kept


def _spoken(item: Worked) -> str:
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}"
