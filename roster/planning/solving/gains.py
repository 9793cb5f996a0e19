"""Finds what one more person of each role would give, by solving the month again with a newcomer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from models.base import Weekday
from models.people import Held, Offer, Person
from models.period import Period
from models.rota import DutyState
from models.rules import Level
from roster.analysis.words import counted
from roster.planning.changes.people.add_people import new_ids, newcomer
from roster.planning.changes.people.colleagues import dates_offered
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

AsDrawn = Callable[[Person], Person]


def find_gains(
    month: SolvedMonth,
    roles: Sequence[str] | None,
    options: MonthOptions,
    as_drawn: AsDrawn = lambda person: person,
) -> list[Gain]:
    """The gain of one more person of each role, the best first.

    Args:
        month: the solved month.
        roles: the roles; None for every role that crews a duty.
        options: how the month is solved again.
        as_drawn: gives the newcomer the offers and absences that are drawn for them.
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


def _gain(month: SolvedMonth, like: Person, options: MonthOptions, as_drawn: AsDrawn) -> Gain:
    book = month.opened.book
    change = AddPeople(change="add-people", role=like.role, like=like.id)
    person = newcomer(like, next(new_ids(like.role, (other.id for other in book.people))), change, book.period.last)
    person = as_drawn(person)
    with_one = _solved_with(month, person, options, Level.FULL)
    running, most = with_one.running - month.running, with_one.most_running - month.running
    gain = Gain(
        role=like.role,
        like=like.id,
        running=running,
        most=most,
        any_dates=max(most, _most_on_any_dates(month, person, options)) if running < len(month.stood_down) else running,
        seats=with_one.seats_filled - month.seats_filled,
        sentence="",
    )
    return gain.model_copy(update={"sentence": gain_sentence(gain, _who(person, like, book.period))})


def _solved_with(month: SolvedMonth, person: Person, options: MonthOptions, last: Level) -> SolvedMonth:
    """The month solved again with a newcomer."""
    book = month.opened.book
    more = open_changed_book(book.changed(people=(*book.people, person), rota=None), month.opened.folder)
    return solve_month(without_lower_levels(more, last), options.down_to(last), month.rota)


def _most_on_any_dates(month: SolvedMonth, person: Person, options: MonthOptions) -> int:
    """The proven upper bound on the duties that one more of the role adds, whichever dates they offer.

    Such a person offers every date without caps, may serve everywhere, and holds every qualification: what no such
    person changes, none of the role does, whom the sheet Gaps asks for either.
    """
    anywhere = Person(
        id=person.id,
        name=person.name,
        role=person.role,
        tags=person.tags,
        qualifications=tuple(Held(id=item.id) for item in month.opened.book.qualifications),
        offers=(Offer(weekdays=tuple(Weekday)),),
    )
    return _solved_with(month, anywhere, options, Level.COVER).most_running - month.running


def _who(person: Person, like: Person, period: Period) -> str:
    """The newcomer who was asked about, in words."""
    if is_rostered(person):
        return f"one more {person.role}, like {like.id}"
    return f"one more {person.role}, offering {counted(dates_offered(person, period), 'dates')} as colleagues do"


def gain_sentence(gain: Gain, who: str) -> str:
    """What one more of a role gives, in words, with what is proven of which newcomer.

    Args:
        gain: its numbers.
        who: the newcomer who was tried.
    """
    if gain.running > 0:
        sentence = f"{who}: {_more_run(gain.running)}"
    elif gain.any_dates <= 0:
        return f"{who}: no more duties run, whoever it is and whatever they offer (proven)" + _seats(gain)
    elif gain.most > 0:
        sentence = f"{who}: at most {_more_run(gain.most)}"
    else:
        sentence = f"{who}: no more duties run with this one (proven)" + _seats(gain)
    if gain.any_dates > max(gain.running, gain.most):
        sentence += f"; with other dates, areas or qualifications at most {gain.any_dates}"
    return sentence


def _seats(gain: Gain) -> str:
    return f"; {counted(gain.seats, 'preferred seats')} more filled" if gain.seats > 0 else ""


def _more_run(number: int) -> str:
    return f"{counted(number, 'duties')} more run{'s' if number == 1 else ''}"
