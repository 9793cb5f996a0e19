"""Merges records of worked time with those of the book: duplicates are dropped, contradictions are mistakes."""

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
    """The records of a table, compared with those of the book.

    Attributes:
        new: (row, record) that the book does not have yet, each once.
        known: how many rows repeat another row or a record of the book.
    """

    new: Rows
    known: int


def merge_records(found: Rows, book: Book, findings: Findings) -> MergedRecords:
    """Compares the records of a table with each other and with the book.

    Args:
        found: (row, record) of the table.
        book: with its records.
        findings: receives a mistake for each contradiction, a note for each duplicate.
    """
    new = _new(found, book, findings)
    _overlaps(new, book, findings)
    new = _without_carried_in(new, book, findings)
    return MergedRecords(new, len(found) - len(new))


def _new(found: Rows, book: Book, findings: Findings) -> Rows:
    known = {*book.worked, *book.carried_in.duties}
    first: dict[Worked, int] = {}
    for row, item in found:
        if item in known:
            findings.add_note("says what the book has already", row)
        elif item in first:
            findings.add_note(f"says the same as row {first[item]}", row)
        else:
            first[item] = row
    return [(row, item) for item, row in first.items()]


def _overlaps(new: Rows, book: Book, findings: Findings) -> None:
    """Adds a mistake for each two spells of a person that overlap, and for each duty both worked and not worked.

    A duty that was not worked takes up no time, and overlaps with nothing.
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
                findings.add_problem(second, "start", f"{_spoken(later)} overlaps {where}, {_spoken(earlier)}")
        if item.end > known[1].end:
            known = (row, item)


def _contradictions(spells: Iterable[tuple[int, Worked]], findings: Findings) -> None:
    """Adds a mistake for each duty that one row says was worked and another says was not."""
    same: dict[tuple[object, ...], tuple[int, Worked]] = {}
    for row, item in spells:
        other_row, other = same.setdefault((item.start, item.end, item.call_sign), (row, item))
        if other.no_show is not item.no_show and (later := max(row, other_row)):
            earlier = min(row, other_row)
            where = f"row {earlier}" if earlier else "what the book has"
            here, there = ("not worked", "worked")
            if (item if row == later else other).no_show is False:
                here, there = there, here
            findings.add_problem(later, None, f"{_spoken(item)} is {here} here, and {there} in {where}")


def _without_carried_in(new: Rows, book: Book, findings: Findings) -> Rows:
    """Removes rows that are the ends of duties carried in, as in a table that begins at midnight of the first day."""
    carried: dict[str, list[Worked]] = defaultdict(list)
    for item in book.carried_in.duties:
        carried[item.person].append(item)
    kept = []
    for row, item in new:
        over = next((old for old in carried.get(item.person, ()) if item.overlaps(old.start, old.end)), None)
        if over is not None and not item.no_show and over.start < item.start and item.end == over.end:
            findings.add_note("the end of a duty that is carried in, where it counts; left out here", row)
            continue
        if over is not None:
            findings.add_note(f"overlaps what is carried in, {_spoken(over)}; both are kept", row)
        kept.append((row, item))
    return kept


def _spoken(item: Worked) -> str:
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}"
