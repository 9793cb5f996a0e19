"""Finds what one more person of each role would give, by solving the month again with a newcomer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from models.people import Person
from models.rota import DutyState
from models.rules import Level
from roster.analysis.words import counted
from roster.planning.changes.people.add_people import newcomer
from roster.planning.results.cell import Gain
from roster.planning.scenarios.people_changes import AddPeople
from roster.planning.solving.measures import is_rostered
from roster.planning.solving.month_solver import (
    MonthOptions,
    SolvedMonth,
    open_changed_book,
    solve_month,
    without_lower_levels,
)


def find_gains(
    month: SolvedMonth,
    roles: Sequence[str] | None,
    options: MonthOptions,
    as_drawn: Callable[[Person], Person] = lambda person: person,
) -> list[Gain]:
    """The gain of one more person of each role, the best first.

    Args:
        month: the solved month.
        roles: the roles; None for every role that crews a duty.
        options: how the month is solved again.
        as_drawn: adds absences drawn at random to the newcomer.
    """
    found = [
        _gain(month, like, options, as_drawn)
        for role in _roles(month, roles)
        if (like := _model_person(month, role)) is not None
    ]
    return sorted(found, key=lambda gain: (-gain.running, -gain.seats))


def _roles(month: SolvedMonth, roles: Sequence[str] | None) -> Iterator[str]:
    crewing = {role for duty in month.opened.book.duties for seat in duty.crew.seats for role in seat.roles}
    wanted = crewing if roles is None else set(roles)
    yield from (role.id for role in month.opened.book.roles if role.id in wanted)


def _model_person(month: SolvedMonth, role: str) -> Person | None:
    """The person from whom a newcomer is copied: posted if anybody is, where most seats are empty, of median offers."""
    facts = month.opened.admission.facts
    people = [person for person in facts.people.values() if person.role == role]
    if any(person.posting for person in people):
        people = [person for person in people if person.posting]
    elif any(is_rostered(person) for person in people):
        people = [person for person in people if is_rostered(person)]
    if not people:
        return None
    lacking = _lacking(month, role)
    need = {person.id: _need(month, person, lacking) for person in people}
    most = max(need.values())
    neediest = [person for person in people if need[person.id] == most]
    if is_rostered(neediest[0]):
        return neediest[0]
    offered = {person.id: sum(facts.offered(person, duty) for duty in facts.reachable(person)) for person in neediest}
    return sorted(neediest, key=lambda person: offered[person.id])[len(neediest) // 2]


def _lacking(month: SolvedMonth, role: str) -> Counter[str]:
    """The number of empty seats for a role by duty; those of stood-down duties count a hundredfold."""
    there = Counter((item.duty, item.seat) for item in month.rota.assignments)
    states = {item.duty: item.state for item in month.rota.duties}
    found: Counter[str] = Counter()
    for duty in month.opened.book.duties:
        for seat in duty.crew.seats:
            if role in seat.roles:
                empty = max(0, seat.preferred - there[duty.id, seat.id])
                found[duty.id] += empty * (100 if states[duty.id] is DutyState.STOOD_DOWN else 1)
    return found


def _need(month: SolvedMonth, person: Person, lacking: Counter[str]) -> int:
    """The empty seats on the duties a person could take; for members of teams, on the duties of their tours."""
    facts = month.opened.admission.facts
    return sum(
        lacking[duty.id] for duty in facts.reachable(person) if person.team is None or facts.rostered(person, duty)
    )


def _gain(month: SolvedMonth, like: Person, options: MonthOptions, as_drawn: Callable[[Person], Person]) -> Gain:
    book = month.opened.book
    change = AddPeople(change="add-people", role=like.role, like=like.id)
    names = {person.id for person in book.people}
    name = next(found for n in range(1, len(names) + 2) if (found := f"{like.role}+{n}") not in names)
    person = as_drawn(newcomer(like, name, change, book.period.last))
    more = open_changed_book(book.changed(people=(*book.people, person), rota=None), month.opened.folder)
    with_one = solve_month(without_lower_levels(more, Level.FULL), options.down_to(Level.FULL), month.rota)
    running, most = with_one.running - month.running, with_one.most_running - month.running
    seats = with_one.seats_filled - month.seats_filled
    role = f"one more {like.role}, like {like.id}"
    if running > 0:
        sentence = f"{role}: {_more_run(running)}"
    elif most > 0:
        sentence = f"{role}: at most {_more_run(most)}"
    else:
        sentence = f"{role}: no more duties run (proven)"
    if running <= 0 and seats > 0:
        sentence += f"; {counted(seats, 'preferred seats')} more filled"
    return Gain(role=like.role, like=like.id, running=running, most=most, seats=seats, sentence=sentence)


def _more_run(number: int) -> str:
    return f"{counted(number, 'duties')} more run{'s' if number == 1 else ''}"
