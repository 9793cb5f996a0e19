"""Lists the single changes to a book that are tried as cures for a duty that is stood down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.facts import Facts
from constraints.facts.qualifications import last_date, qualification_gap
from constraints.people.crew_qualification import CrewQualification
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Held, Offer, Person
from models.rota import CureKind
from models.service import Seat


@dataclass(frozen=True)
class Change:
    """One change: a person renews a qualification, offers a duty, or joins as a newcomer.

    Attributes:
        sentence: the change in a coordinator's words; it identifies the change.
        person: the person who changes or joins.
        held: the renewed qualification.
        offer: the offer that is added.
        beyond: the sentence of a smaller change that this one includes; where the smaller one helps, this is not told.
    """

    kind: CureKind
    sentence: str
    person: Person
    held: Held | None = None
    offer: Offer | None = None
    beyond: str | None = None


class Changes:
    """The changes that are tried for each duty; a change that may help several duties is one and the same object."""

    def __init__(self, book: Book, facts: Facts, rules: Iterable[Rule]) -> None:
        self._book = book
        self._facts = facts
        self._crew_rules = [rule for rule in rules if isinstance(rule, CrewQualification)]
        self._newcomers: dict[tuple[str, tuple[str, ...], int], Change] = {}

    def of(self, duty: Duty) -> list[Change]:
        """Returns every change that is tried for a duty, the smallest first."""
        found = [*self._renewals(duty), *self._offers(duty)]
        for seat in duty.crew.seats:
            plain = self._newcomer(duty, seat, ())
            found.append(plain)
            if of_crew := set(self._of_crew(duty, seat.roles[0])) - set(seat.qualifications):
                found.append(self._newcomer(duty, seat, sorted(of_crew), plain.sentence))
        return list({change.sentence: change for change in found}.values())

    def _people(self, duty: Duty, seat: Seat) -> list[Person]:
        """Returns the people who have a role of the seat, serve the duty's area and are not absent."""
        area = self._facts.area_of(duty)
        return [
            person
            for person in self._book.people
            if person.role in seat.roles and self._facts.serves(person, area) and not self._facts.absent(person, duty)
        ]

    def _renewals(self, duty: Duty) -> list[Change]:
        """Returns the renewals of lapsed qualifications that the duty asks for."""
        found = {}
        for seat in duty.crew.seats:
            for person in self._people(duty, seat):
                for name in sorted({*seat.qualifications, *self._of_crew(duty, person.role)}):
                    # Renewing a lapsed qualification is a small change; acquiring one that was never held is not.
                    if any(person.holdings(name)) and qualification_gap(person, duty, name):
                        held = Held(id=name, valid_from=duty.date, valid_to=last_date(duty))
                        sentence = f"{person.id} renews {name} before {spoken_date(duty.date)}"
                        found[sentence] = Change(CureKind.RENEWAL, sentence, person, held=held)
        return list(found.values())

    def _offers(self, duty: Duty) -> list[Change]:
        """Returns an offer by each person who made none; people without another duty on that date come first."""
        assert self._book.rota is not None
        day_of = {other.id: other.date for other in self._facts.duties}
        busy = {item.person for item in self._book.rota.assignments if day_of.get(item.duty) == duty.date}
        offer = Offer(dates=(duty.date,), call_signs=(duty.call_sign.id,))
        people = {person.id: person for seat in duty.crew.seats for person in self._people(duty, seat)}
        return [
            Change(CureKind.OFFER, f"{person.id} offers {duty.spoken}", person, offer=offer)
            for person in sorted(people.values(), key=lambda person: person.id in busy)
            if not self._facts.offered(person, duty)
        ]

    def _of_crew(self, duty: Duty, role: str) -> list[str]:
        """Returns the qualifications that a member of the duty's crew must hold and a person of this role may bring."""
        return [
            rule.qualification
            for rule in self._crew_rules
            if rule.concerns_duty(self._facts, duty) and (not rule.roles or role in rule.roles)
        ]

    def _newcomer(self, duty: Duty, seat: Seat, also: Sequence[str], beyond: str | None = None) -> Change:
        """Returns a newcomer of the seat's first role and qualifications, who offers this weekday in every week.

        Args:
            also: further qualifications of the newcomer.
            beyond: see `Change.beyond`.
        """
        role = seat.roles[0]
        names = tuple(sorted({*seat.qualifications, *also}))
        key = (role, names, duty.date.weekday())
        if key not in self._newcomers:
            known = {person.id for person in self._book.people} | {
                change.person.id for change in self._newcomers.values()
            }
            dates = sorted({other.date for other in self._facts.duties if other.date.weekday() == duty.date.weekday()})
            person = Person(
                id=next(name for number in range(1, len(known) + 2) if (name := f"NEW{number}") not in known),
                role=role,
                qualifications=tuple(Held(id=name) for name in names),
                offers=(Offer(dates=tuple(dates)),),
            )
            name = self._facts.roles[role].name
            called = role if name.lower() == role else name or role  # "Paramedic" is a heading's word for a paramedic
            held = f" with {' and '.join(also)}" if also else ""
            sentence = f"one more {called}{held} for {duty.date:%A}s"
            self._newcomers[key] = Change(CureKind.NEWCOMER, sentence, person, beyond=beyond)
        return self._newcomers[key]


def with_changes(book: Book, changes: Sequence[Change]) -> Book:
    """Returns the book with some changes made, and without a rota."""
    people = {person.id: person for person in book.people}
    for change in changes:
        person = people.get(change.person.id, change.person)
        if change.held is not None:
            person = person.model_copy(update={"qualifications": (*person.qualifications, change.held)})
        if change.offer is not None:
            person = person.model_copy(update={"offers": (*person.offers, change.offer)})
        people[person.id] = person
    return book.changed(people=tuple(people.values()), rota=None)
