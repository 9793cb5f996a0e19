"""Writes what people answered on the telephone into a book, before its rota is repaired.

A yes becomes a pin, with an offer of the date where there was none; a no becomes a pin that keeps the person off the
duty, and off every other duty at that time that they are not on and gave no answer about. Who did not reply stays
possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from constraints.admission import Admission
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.people import Offer, Person
from models.rota import Assignment, Basis
from models.service import Seat
from models.wishes import Pin
from roster.analysis.names import Names
from roster.analysis.stepping_in.phone_answer import Heard, PhoneAnswer, Reply
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.lifecycle.outage import Outage
from roster.lifecycle.planned_work import still_possible
from roster.lifecycle.published_rota import published_assignments

Place = tuple[str, str]  # person, duty
_NOR = ", nor for another duty at that time"


@dataclass(frozen=True)
class Answered:
    """A book with the answers in it.

    Attributes:
        lines: what was understood, a sentence for each row.
        problems: rows that contradict each other or the rules, a sentence for each; then the book must not be used.
        heard: who did not reply, and who was told.
    """

    book: Book
    lines: tuple[str, ...]
    problems: tuple[str, ...]
    heard: Heard


def with_answers(
    book: Book, outage: Outage, admit: Callable[[Book], Admission], answers: Sequence[PhoneAnswer], as_of: date
) -> Answered:
    """The book with the answers written into it.

    Args:
        book: a book with a rota.
        outage: who and what is missing now.
        admit: makes the facts and rules of a book.
        answers: of one or more call sheets, the oldest first: a later answer replaces an earlier one.
        as_of: the day of the repair; earlier duties are past.
    """
    return _Writing(book, outage, admit, as_of).of(answers)


class _Writing:
    """Writes answers into one book."""

    def __init__(self, book: Book, outage: Outage, admit: Callable[[Book], Admission], as_of: date) -> None:
        self._book, self._outage, self._admit, self._as_of = book, outage, admit, as_of
        self._duties = {duty.id: duty for duty in book.duties}
        self._people = {person.id: person for person in book.people}
        self._names = Names(book.people)
        self._problems: list[str] = []

    def of(self, answers: Sequence[PhoneAnswer]) -> Answered:
        """The book with the answers, and what was understood of each."""
        told = frozenset((item.person, item.duty, item.sentence) for item in answers if item.reply is Reply.TOLD)
        replies = self._latest([item for item in answers if item.reply is not Reply.TOLD])
        settled = [item for item in replies if item.reply is not Reply.NO_REPLY and self._is_to_come(item)]
        agreed = [item for item in settled if item.can_do(self._duties[item.duty])]
        refused = [item for item in settled if item not in agreed]
        places = {(item.person, item.duty) for item in settled}
        pins = [pin for pin in self._book.pins if (pin.person, self._duty_of(pin).id) not in places]
        besides = self._ruled_out_besides(refused, places | {(pin.person, self._duty_of(pin).id) for pin in pins})
        off = [Pin(person=item.person, duty=item.duty, off=True) for item in refused]
        off += [Pin(person=person, duty=duty, off=True) for some in besides.values() for person, duty in some]
        offered, added = self._with_offers(agreed)
        before = offered.changed(pins=(*pins, *off))
        seats = _Agreed(before, self._outage, self._admit, agreed, self._names)
        self._problems += seats.problems
        on = [Pin(person=item.person, duty=item.duty, seat=seats.seat[item]) for item in agreed if item in seats.seat]
        nor = {item for item, some in besides.items() if some}
        lines = [
            self._line(item, agreed, added) + (_NOR if item in nor else "")
            for item in sorted(answers, key=lambda item: (item.file, item.row))
        ]
        return Answered(
            before.changed(pins=(*pins, *off, *on)) if not self._problems else self._book,
            tuple(dict.fromkeys(lines)),
            tuple(self._problems),
            Heard(frozenset((item.person, item.duty) for item in replies if item.reply is Reply.NO_REPLY), told),
        )

    def _ruled_out_besides(
        self, refused: Sequence[PhoneAnswer], known: AbstractSet[Place]
    ) -> dict[PhoneAnswer, list[Place]]:
        """Each answer of somebody who cannot come -> the other places at that time that it rules out.

        Args:
            known: places with an answer or a pin of their own, which counts.
        """
        rota = self._book.rota.assignments if self._book.rota else ()
        seen = {*known, *((item.person, item.duty) for item in (*rota, *published_assignments(self._book)))}
        found: dict[PhoneAnswer, list[Place]] = {}
        for item in refused:
            role, asked = self._people[item.person].role, self._duties[item.duty]
            places = [
                (item.person, duty.id)
                for duty in self._duties.values()
                if item.rules_out(asked, duty) and any(role in seat.roles for seat in duty.crew.seats)
            ]
            found[item] = [place for place in places if place not in seen]
            seen.update(places)
        return found

    def _latest(self, answers: Sequence[PhoneAnswer]) -> list[PhoneAnswer]:
        """One answer for each person and duty: the last file's; two that differ in one file are a mistake."""
        found: dict[Place, PhoneAnswer] = {}
        for item in answers:
            key = item.person, item.duty
            other = found.get(key)
            if other is not None and other.file == item.file and (other.reply, other.until) != (item.reply, item.until):
                self._problems.append(
                    f"{item.place}: {self._names.full(item.person)} says {item.reply} to"
                    f" {self._duties[item.duty].spoken}, but {other.reply} in row {other.row}; leave one of them"
                )
            elif other is None or other.file != item.file:
                found[key] = item
        return list(found.values())

    def _is_to_come(self, item: PhoneAnswer) -> bool:
        duty = self._duties[item.duty]
        if duty.date < self._as_of and item.can_do(duty):
            self._problems.append(f"{item.place}: {duty.spoken} is past on {spoken_date(self._as_of)}")
        return duty.date >= self._as_of

    def _duty_of(self, pin: Pin) -> Duty:
        return find_duty(pin.duty, self._book.duties)

    def _with_offers(self, agreed: Sequence[PhoneAnswer]) -> tuple[Book, set[PhoneAnswer]]:
        """The book with an offer for each yes to a duty that the person neither works by rota nor had offered."""
        facts = self._admit(self._book.changed(pins=())).facts
        more: dict[str, list[Offer]] = defaultdict(list)
        added = set()
        for item in agreed:
            duty = self._duties[item.duty]
            if not facts.bases(self._people[item.person], duty):
                more[item.person].append(Offer(dates=(duty.date,), call_signs=(duty.call_sign.id,)))
                added.add(item)
        people = [
            person.remade(offers=(*person.offers, *more[person.id])) if person.id in more else person
            for person in self._book.people
        ]
        return (self._book.changed(people=tuple(people)) if more else self._book), added

    def _line(self, item: PhoneAnswer, agreed: Sequence[PhoneAnswer], added: set[PhoneAnswer]) -> str:
        """Says in a sentence what was understood of a row."""
        duty = self._duties[item.duty]
        who = f"{item.place}: {self._names.full(item.person)}"
        if item.reply is Reply.TOLD:
            return f"{who} has been told of {duty.spoken}"
        if item.reply is Reply.NO_REPLY:
            return f"{who} did not reply about {duty.spoken}: is asked last"
        if item in agreed:
            offer = "; the date is added to what they offer" if item in added else ""
            return f"{who} comes on {duty.spoken}: is fixed on it{offer}"
        if item.reply is Reply.ONLY_UNTIL:
            return (
                f"{who} can stay only until {item.until:%H:%M}, and {duty.spoken} runs to {duty.wall_end:%H:%M}:"
                " is not put on it"
            )
        if item.reply is Reply.NO:
            return f"{who} does not come on {duty.spoken}: is not asked for it again"
        return f"{who} said {item.reply} to {duty.spoken}: a later answer counts"


class _Agreed:
    """Finds the seat of everybody who said yes, and what speaks against it now.

    Attributes:
        seat: answer -> the id of the seat.
        problems: a sentence for each answer that cannot be kept.
    """

    def __init__(
        self,
        book: Book,
        outage: Outage,
        admit: Callable[[Book], Admission],
        agreed: Sequence[PhoneAnswer],
        names: Names,
    ) -> None:
        admission = admit(outage.written_into(book.changed(pins=())))
        self._facts, self._rules, self._names = admission.facts, admission.rules, names
        self.seat: dict[PhoneAnswer, str] = {}
        self.problems: list[str] = []
        off = {(pin.person, find_duty(pin.duty, book.duties).id) for pin in book.pins if pin.off}
        pinned = {(pin.person, find_duty(pin.duty, book.duties).id): pin for pin in book.pins if not pin.off}
        told = [item for item in published_assignments(book) if item.duty in self._facts.duty]
        known = {(item.person, item.duty) for item in told}
        told += [self._as_pinned(pin) for place, pin in pinned.items() if place not in known]
        rota = book.rota.assignments if book.rota else ()
        self._pinned, self._now = set(pinned), {(item.person, item.duty) for item in rota}
        self._there = [item for item in still_possible(admission, told) if (item.person, item.duty) not in off]
        self._vehicles = {item.duty: item.vehicle for item in book.rota.duties} if book.rota else {}
        self._on: dict[PhoneAnswer, Assignment] = {}
        for item in agreed:
            self._take(item)
        for item in self._on:
            self.problems += self._against(item)

    def _as_pinned(self, pin: Pin) -> Assignment:
        """Where a pin puts a person: into its seat, else the first that is for their role."""
        duty, person = find_duty(pin.duty, self._facts.duties), self._facts.people[pin.person]
        fitting = [seat.id for seat in duty.crew.seats if person.role in seat.roles]
        basis = next(iter(self._facts.bases(person, duty)), Basis.OFFERED)
        seat = pin.seat or next(iter(fitting), duty.crew.seats[0].id)
        return Assignment(person=person.id, duty=duty.id, seat=seat, basis=basis)

    def _take(self, item: PhoneAnswer) -> None:
        """Puts a person into the seat that they said yes to, where it has room."""
        duty, person = self._facts.duty[item.duty], self._facts.people[item.person]
        seats = [seat for seat in duty.crew.seats if person.role in seat.roles and item.seat in (None, seat.id)]
        if not seats:
            self.problems.append(
                f"{item.place}: {self._names.full(person.id)} is a {person.role}, and no such seat of {duty.spoken} is"
                f" for that role"
            )
            return
        free = next((seat for seat in seats if len(self._in_seat(duty, seat)) < seat.maximum), None)
        if free is None:
            self.problems.append(f"{item.place}: {self._full(duty, seats[0], person)}")
            return
        basis = next(iter(self._facts.bases(person, duty)), Basis.OFFERED)
        self.seat[item] = free.id
        self._on[item] = Assignment(person=person.id, duty=duty.id, seat=free.id, basis=basis)

    def _in_seat(self, duty: Duty, seat: Seat) -> list[str]:
        """Who is fixed in a seat: by a pin, or by a yes, then with its row."""
        pinned = [
            self._names.full(one.person)
            for one in self._there
            if (one.duty, one.seat) == (duty.id, seat.id) and (one.person, one.duty) in self._pinned
        ]
        return pinned + [
            f"{self._names.full(one.person)} (row {item.row})"
            for item, one in self._on.items()
            if (one.duty, one.seat) == (duty.id, seat.id)
        ]

    def _full(self, duty: Duty, seat: Seat, person: Person) -> str:
        return (
            f"{self._names.full(person.id)} said yes to {duty.spoken}, but the {seat.name or seat.id} seat takes"
            f" {seat.maximum}, and {' and '.join(self._in_seat(duty, seat))} said yes too; leave as"
            " many as it takes"
        )

    def _without_surplus(self, kept: Sequence[Assignment]) -> list[Assignment]:
        """Returns the people told, without those whose seats went to people who said yes."""
        room = {(duty.id, seat.id): seat.maximum for duty in self._facts.duties for seat in duty.crew.seats}
        for one in self._on.values():
            room[one.duty, one.seat] -= 1
        found = []
        for one in sorted(kept, key=self._goes_first):
            if room[one.duty, one.seat] > 0:
                room[one.duty, one.seat] -= 1
                found.append(one)
        return found

    def _goes_first(self, one: Assignment) -> int:
        """Sorts those who are pinned before those who are on it in the rota now: a repair may have moved the others."""
        place = one.person, one.duty
        return 0 if place in self._pinned else 1 if place in self._now else 2

    def _against(self, item: PhoneAnswer) -> Iterator[str]:
        """The sentence about an answer that the rules forbid, with all other answers kept."""
        duty, person = self._facts.duty[item.duty], self._facts.people[item.person]
        nights = {(one.person, self._facts.duty[one.duty].date) for one in self._on.values()}
        kept = [
            one
            for one in self._there
            if (one.person, one.duty) in self._pinned or (one.person, self._facts.duty[one.duty].date) not in nights
        ]
        kept = self._without_surplus(kept)
        others = [one for other, one in self._on.items() if other is not item]
        view = RotaView(self._facts, [*kept, *others], self._vehicles)
        runs = RotaView(self._facts, [*kept, *self._on.values()], self._vehicles).runs(duty)
        step = ReplacementFinder(view, self._rules).step_in(person, duty, duty.crew.seat(self._on[item].seat))
        # A crew that waits for another yes is not complete yet: what it lacks does not speak against this person.
        broken = [breach.message for breach in step.broken if runs or breach.person == person.id]
        if broken:
            yield (
                f"{item.place}: {self._names.full(person.id)} said yes to {duty.spoken}, but the rules forbid it by"
                f" now: {'; '.join(dict.fromkeys(broken))}"
            )


__all__ = ["Answered", "with_answers"]
