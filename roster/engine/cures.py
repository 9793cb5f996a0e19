"""The smallest changes that would crew a duty, each confirmed by solving again with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.facts import Facts
from constraints.people.crew_qualification import CrewQualification
from constraints.people.seat_eligibility import last_date, qualification_gap
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Held, Offer, Person
from models.rota import DutyState
from models.rules import Level
from models.service import Seat
from roster.engine.levels import solve_levels
from roster.engine.pins import pin_all

MOST_TRIED = 60  # changes; past that the list would help nobody


@dataclass(frozen=True)
class Cure:
    """A change to the book, and what it brings.

    Attributes:
        sentence: the change, as one would ask for it.
        effort: 1 a qualification renewed, 2 a date offered, 3 somebody new.
        crews: names of duties that run with it and were stood down before.
    """

    sentence: str
    effort: int
    crews: tuple[str, ...]


@dataclass(frozen=True)
class _Change:
    sentence: str
    effort: int
    book: Book


def cures(
    book: Book,
    rules: Sequence[Rule],
    duty: Duty,
    *,
    seconds: float,
    workers: int,
    stop: threading.Event | None = None,
) -> list[Cure]:
    """The single changes with which a duty that is stood down would run: the cheapest first, of these the most useful.

    A change counts when, with it, a rota exists that runs the duty and stands down fewer than the book's own.
    """
    assert book.rota is not None
    down = {record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN}
    deadline = time.monotonic() + seconds
    found: list[Cure] = []
    for number, change in enumerate(_changes(book, rules, duty)):
        left = deadline - time.monotonic()
        if number >= MOST_TRIED or left <= 0 or (stop is not None and stop.is_set()):
            break
        still_down = _stood_down_with(change.book, rules, duty, seconds=left, workers=workers, stop=stop)
        if still_down is not None and len(still_down) < len(down):
            found.append(Cure(change.sentence, change.effort, tuple(sorted(down - still_down))))
    return sorted(found, key=lambda cure: (cure.effort, -len(cure.crews), cure.sentence))


def _stood_down_with(
    book: Book, rules: Sequence[Rule], duty: Duty, *, seconds: float, workers: int, stop: threading.Event | None
) -> set[str] | None:
    """What is stood down in a rota that runs the duty and is best at the cover level; None when none runs it."""
    model = RotaModel(Facts(book), rules)
    pin_all(model, book.pins)
    model.cp.add(model.running[duty.id] == 1)
    search = solve_levels(
        model,
        seconds=seconds,
        workers=workers,
        seed=0,
        stop=stop or threading.Event(),
        enough=lambda result: result.level is Level.COVER,
    )
    if search.solution is None:
        return None
    return {name for name, literal in model.running.items() if not search.solution[literal.index]}


def _changes(book: Book, rules: Sequence[Rule], duty: Duty) -> Iterator[_Change]:
    """Qualifications renewed, then dates offered, then somebody new in each seat."""
    facts = Facts(book)
    area = facts.area_of(duty)
    wanted = {rule.qualification for rule in rules if isinstance(rule, CrewQualification)}
    for seat in duty.crew.seats:
        people = [person for person in book.people if person.role in seat.roles and facts.serves(person, area)]
        for person in people:
            for name in sorted({*seat.qualifications, *wanted}):
                # Renewing what has lapsed is a morning's work; learning what was never held is not a small change.
                if any(person.holdings(name)) and qualification_gap(person, duty, name):
                    yield _renewed(book, person, name, duty)
    for seat in duty.crew.seats:
        for person in book.people:
            if person.role in seat.roles and facts.serves(person, area) and not facts.offered(person, duty):
                offer = Offer(dates=(duty.date,), call_signs=(duty.call_sign.id,))
                yield _Change(
                    f"{person.id} offers {duty.spoken}",
                    2,
                    _with_person(book, person.model_copy(update={"offers": (*person.offers, offer)})),
                )
    for seat in duty.crew.seats:
        yield _somebody_new(book, rules, duty, seat)


def _renewed(book: Book, person: Person, name: str, duty: Duty) -> _Change:
    held = Held(id=name, valid_from=duty.date, valid_to=last_date(duty))
    renewed = person.model_copy(update={"qualifications": (*person.qualifications, held)})
    return _Change(f"{person.id} renews {name} before {spoken_date(duty.date)}", 1, _with_person(book, renewed))


def _somebody_new(book: Book, rules: Sequence[Rule], duty: Duty, seat: Seat) -> _Change:
    """A person of the seat's first role, with all it asks for, who offers the same weekdays."""
    names = {*seat.qualifications, *(rule.qualification for rule in rules if isinstance(rule, CrewQualification))}
    known = {person.id for person in book.people}
    person = Person(
        id=next(name for number in range(1, len(known) + 2) if (name := f"NEW{number}") not in known),
        role=seat.roles[0],
        qualifications=tuple(Held(id=name) for name in sorted(names)),
        offers=(
            Offer(
                dates=tuple(
                    sorted({other.date for other in book.duties if other.date.weekday() == duty.date.weekday()})
                )
            ),
        ),
    )
    return _Change(
        f"one more {seat.roles[0]} for {duty.date:%A}s",
        3,
        book.changed(people=(*book.people, person), rota=None),
    )


def _with_person(book: Book, changed: Person) -> Book:
    people = tuple(changed if person.id == changed.id else person for person in book.people)
    return book.changed(people=people, rota=None)
