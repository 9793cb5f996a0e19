"""Totals carried over for each person: duties too old to be kept one by one become shares and hours by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from datetime import date

from constraints.counting.counted_duties import Counted
from constraints.facts.records import spells_of
from constraints.fairness.fair_share import FairShare
from constraints.people.newcomers_apart import NewcomersApart
from models.clock import month_of
from models.people import Person
from models.records.history import CarriedTotals, Worked, WorkedKind, share_of
from roster.lifecycle.continuation.book_pair import ONE_DAY, BookPair
from roster.lifecycle.continuation.memory import first_remembered, is_remembered
from roster.lifecycle.continuation.worked_spells import by_person


def carried_totals(books: BookPair, early: Sequence[Worked], wrong: list[str]) -> tuple[CarriedTotals, ...]:
    """The totals of each person of the new book who has any.

    Args:
        books: the two books.
        early: the spells that are not kept one by one.
        wrong: receives a sentence for each total in which the books contradict each other.
    """
    theirs = {item.person: item for item in books.previous.book.carried_in.totals}
    ours = {item.person: item for item in books.following.book.carried_in.totals}
    early_by_person, month = by_person(early), month_of(books.first)
    found = []
    for person in books.following.book.people:
        empty = CarriedTotals(person=person.id)
        before = theirs.get(person.id, empty)
        total = CarriedTotals(
            person=person.id,
            hours={of: hours for of, hours in before.hours.items() if of >= month},
            shares=_shares(books, person, before, early_by_person[person.id]),
        )
        merged = _merged(ours.get(person.id, empty), total, wrong)
        if merged != empty:
            found.append(merged)
    return tuple(found)


def _shares(books: BookPair, person: Person, before: CarriedTotals, early: Sequence[Worked]) -> dict[str, int | float]:
    """A person's counts by month and kind (`2026-11 nights`): those carried in before, and those of older duties."""
    shares: dict[str, int | float] = defaultdict(int)
    # A total without a month is at the latest of the month before the last book's period.
    undated = month_of(books.previous.book.period.first - ONE_DAY)
    for name, count in before.shares.items():
        month, counts = share_of(name)
        shares[f"{month or undated} {counts}"] += count
    for found in spells_of(early, books.following.book.period.zone):
        if found.on_unit:
            for counts in _counted_kinds(books):
                holidays = _holidays(books, person) if counts is Counted.BANK_HOLIDAY else ()
                if counts is Counted.HOURS:
                    shares[f"{month_of(found.date)} {counts}"] += found.minutes[WorkedKind.DUTY] / 60
                elif counts.counts(found.wall_start, found.wall_end, holidays):
                    shares[f"{month_of(found.date)} {counts}"] += 1
    return {
        name: _to_the_minute(count)
        for name, count in sorted(shares.items())
        if count and is_remembered(books, share_of(name)[0])
    }


def _counted_kinds(books: BookPair) -> list[Counted]:
    """The kinds of duties that rules of either book count over past periods."""
    rules = (*books.following.rules, *books.previous.rules)
    counts = {rule.counts for rule in rules if isinstance(rule, FairShare)}
    if any(isinstance(rule, NewcomersApart) and rule.fewer_than for rule in rules):
        counts.add(Counted.DUTIES)
    return sorted(counts)


def _holidays(books: BookPair, person: Person) -> Container[date]:
    """The bank holidays of a person's organisation that are still remembered."""
    facts = books.following.facts
    organisation = facts.organisations[facts.roles[person.role].organisation]
    if organisation.holidays is None:
        return ()
    first = first_remembered(books).replace(day=1)
    return facts.once(
        ("bank holidays before the period", organisation.id),
        lambda: frozenset(organisation.holidays.between(first, books.first) if organisation.holidays else ()),
    )


def _merged(ours: CarriedTotals, theirs: CarriedTotals, wrong: list[str]) -> CarriedTotals:
    """A person's totals of both books; contradictions between them go into `wrong`."""
    wrong.extend(
        f"has {theirs.hours[month]:g} hours of {ours.person} in {month}, this book {ours.hours[month]:g}:"
        " correct one of them, or leave it out here"
        for month in sorted(set(ours.hours) & set(theirs.hours))
        if ours.hours[month] != theirs.hours[month]
    )
    for counts in sorted({share_of(name)[1] for name in ours.shares} & {share_of(name)[1] for name in theirs.shares}):
        here, there = _of_kind(ours, counts), _of_kind(theirs, counts)
        if here != there:
            wrong.append(
                f"leaves {ours.person} with {_listed(there)}, this book has {_listed(here)}: correct one of them, or"
                " leave it out here"
            )
    return CarriedTotals(
        person=ours.person, hours={**theirs.hours, **ours.hours}, shares={**theirs.shares, **ours.shares}
    )


def _of_kind(totals: CarriedTotals, counts: str) -> dict[str, int | float]:
    return {name: count for name, count in totals.shares.items() if share_of(name)[1] == counts}


def _listed(shares: dict[str, int | float]) -> str:
    return ", ".join(f"{name}: {count:g}" for name, count in sorted(shares.items()))


def _to_the_minute(count: float) -> int | float:
    """Rounds hours to whole minutes; returns other counts as they are."""
    near = round(count * 60) / 60
    return int(near) if near.is_integer() else near
