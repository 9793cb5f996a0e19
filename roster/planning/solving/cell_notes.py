"""The notes of a cell: what was assumed of newcomers, who serves nowhere, which pins went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.book import Book
from models.text.lists import listed
from roster.analysis.words import counted
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.changes.people.add_people import is_newcomer
from roster.planning.changes.people.colleagues import dates_offered
from roster.planning.solving.unserved_areas import unserved_seats


def cell_notes(changed: ChangedBook, first: Book, lost_pins: int) -> Iterator[str]:
    """The notes of a cell.

    Args:
        changed: its book after all changes.
        first: the book of its first month in the first draw, as it was solved.
        lost_pins: how many pins of the book no longer hold.
    """
    if lost_pins:
        yield f"{counted(lost_pins, 'pins')} of the book could no longer hold, and went"
    yield from unserved_seats(changed.book)
    yield from _teams(changed)
    yield from _newcomers(changed, first)


def _teams(changed: ChangedBook) -> Iterator[str]:
    """Which teams newcomers work with, a sentence for each role."""
    found: dict[str, Counter[str]] = {}
    for person in changed.book.people:
        if is_newcomer(person) and person.team is not None:
            found.setdefault(person.role, Counter())[person.team] += 1
    for role, teams in found.items():
        number = sum(teams.values())
        names = listed([f"{count} in {team}" if number > 1 else team for team, count in teams.items()])
        work = "work the cycles of their teams" if number > 1 else "works the cycle of the team"
        yield f"{counted(number, f'new {role}s')} {work}: {names}"


def _newcomers(changed: ChangedBook, first: Book) -> Iterator[str]:
    """What was assumed of the dates that newcomers offer, a sentence for each role."""
    by_role: dict[str, list[str]] = {}
    for person in changed.book.people:
        pattern = changed.offer_patterns.get(person.id)
        if pattern is not None and pattern.colleagues:
            by_role.setdefault(person.role, []).append(person.id)
    offered = {person.id: dates_offered(person, first.period) for person in first.people}
    for role, names in by_role.items():
        numbers = [offered.get(name, 0) for name in names]
        colleagues = {name for new in names for name in changed.offer_patterns[new].colleagues}
        most = counted(max(numbers), "dates")
        dates = most if min(numbers) == max(numbers) else f"{min(numbers)} to {most}"
        people = counted(len(names), f"new {role}s")
        like = f"as often as one or another of {counted(len(colleagues), 'colleagues')} does"
        one = len(names) == 1
        offer = "offers" if one else "offer"
        if changed.draws.months > 1:
            yield f"{people}: {offer} dates drawn anew in each draw, {like}"
        else:
            yield (
                f"assumed: {people} {offer} {dates}{'' if one else ' each'}, drawn once, {like}; other dates may give"
                f" another answer: ask for more draws (draws: {{months: 20, offers: [{{roles: [{role}]}}]}})"
            )


__all__ = ["cell_notes"]
