"""Work carried over as single records: what was worked before the new period, and what is on record of the period.

A planned duty counts as worked unless a record says otherwise. The records of both books are taken; where two are about
the same hours, they must agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime

from constraints.facts import REACH
from models.records.history import Worked
from models.text.lists import first_few
from roster.lifecycle.continuation.book_pair import BookPair
from roster.lifecycle.continuation.sentences import spell_in_words
from roster.lifecycle.planned_work import planned_assignments, worked_as_planned


def spells_before(books: BookPair, wrong: list[str]) -> list[Worked]:
    """All work before the new period, of people and at call signs of the new book.

    Args:
        books: the two books.
        wrong: receives a sentence for each pair of records that contradict each other.
    """
    return _in_terms_of_new_book(books, _all_spells(books, wrong))


def _all_spells(books: BookPair, wrong: list[str]) -> list[Worked]:
    """Records of either book, and planned duties of the last book without a record, before the new period."""
    new, last = books.following.book, books.previous.book
    ours = [item for item in (*new.carried_in.duties, *new.worked) if item.date < books.first]
    theirs = [item for item in (*last.carried_in.duties, *last.worked) if item.date < books.first]
    ours_by_person = by_person(ours)
    for item in theirs:
        wrong.extend(
            f"has {spell_in_words(item)}, this book {spell_in_words(other)}: correct one of them"
            for other in ours_by_person[item.person]
            if item.overlaps(other.start, other.end) and not _agree(item, other)
        )
    # Of two records of one spell, the one with more fields filled in replaces the other.
    records = list({_identity(item): item for item in sorted((*ours, *theirs), key=_filled_fields)}.values())
    return records + list(_planned_spells(books, by_person(records)))


def _planned_spells(books: BookPair, records: dict[str, list[Worked]]) -> Iterator[Worked]:
    """The planned duties of the last book before the new period that no record is about."""
    no_longer_asked_for = set()
    for assignment, duty in planned_assignments(books.previous.facts):
        if duty is None:
            no_longer_asked_for.add(assignment.duty)
            continue
        known = any(item.overlaps(duty.wall_start, duty.wall_end) for item in records[assignment.person])
        if duty.date < books.first and not known:
            yield worked_as_planned(assignment.person, duty, books.previous.book.period.zone)
    if no_longer_asked_for:
        books.say(
            f"{first_few(sorted(no_longer_asked_for))}: published, but no service asks for it any longer; passed over"
        )


def _in_terms_of_new_book(books: BookPair, spells: Sequence[Worked]) -> list[Worked]:
    """The spells of people who are in the new book, without call signs that it does not have."""
    people, signs = books.following.facts.people, books.call_signs
    if strangers := sorted({item.person for item in spells if item.person not in people}):
        books.say(f"{first_few(strangers)}: not in this book, and passed over")
    kept = [item for item in spells if item.person in people]
    if unknown := sorted({item.call_sign for item in kept if item.call_sign and item.call_sign not in signs}):
        books.say(f"{first_few(unknown)}: no call sign of this book; the duties are taken over without it")
    return [_without_unknown_call_sign(item, signs) for item in kept]


def records_of_period(books: BookPair) -> list[Worked]:
    """The records of work in the new period itself, of either book; the new book's go first where two overlap."""
    ours = [item for item in books.following.book.worked if item.date >= books.first]
    known, people, signs = by_person(ours), books.following.facts.people, books.call_signs
    return ours + [
        _without_unknown_call_sign(item, signs)
        for item in books.previous.book.worked
        if item.date >= books.first
        and item.person in people
        and not any(item.overlaps(other.start, other.end) for other in known[item.person])
    ]


def kept_singly_from(books: BookPair) -> date:
    """Finds the date from which duties are carried in one by one; earlier ones are carried as totals.

    It is as far back as any rule looks, and not after the first of the month.
    """
    first = books.first
    return min(
        [
            first.replace(day=1),
            first - REACH,
            *(rule.looks_back_to(books.following.facts) for rule in books.following.rules),
        ]
    )


def split_by_date(spells: Iterable[Worked], first: date) -> tuple[list[Worked], list[Worked]]:
    """The spells before a date, and those on or after it."""
    early: list[Worked] = []
    late: list[Worked] = []
    for item in spells:
        (early if item.date < first else late).append(item)
    return early, late


def by_person(spells: Iterable[Worked]) -> defaultdict[str, list[Worked]]:
    """Person -> their spells, in the given order."""
    found: defaultdict[str, list[Worked]] = defaultdict(list)
    for item in spells:
        found[item.person].append(item)
    return found


def _identity(item: Worked) -> tuple[str, datetime, datetime, str, bool]:
    return item.person, item.start, item.end, item.kind, item.no_show


def _agree(one: Worked, other: Worked) -> bool:
    """Whether two records are of the same spell and do not contradict each other's call signs."""
    return _identity(one) == _identity(other) and (
        one.call_sign == other.call_sign or not (one.call_sign and other.call_sign)
    )


def _filled_fields(item: Worked) -> int:
    return sum(value is not None for value in (item.call_sign, item.fold, item.length))


def _without_unknown_call_sign(item: Worked, signs: Container[str]) -> Worked:
    return item if item.call_sign is None or item.call_sign in signs else item.model_copy(update={"call_sign": None})
