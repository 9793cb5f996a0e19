"""The data from which all sheets of a rota are written; each part is computed once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from constraints.base import Rule
from constraints.facts import Facts
from constraints.unread import Unread, unread
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.people import Person, Role
from models.period import Organisation
from models.rota import CuresOfDuty, DutyState, Rota
from models.service import Seat
from roster.analysis.cure_sentences import cure_lines
from roster.analysis.gaps import Gap, Lacking, gaps, in_words
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.names import Names, NamesInSentences
from roster.analysis.words import period_in_words
from roster.io.xlsx.kit.grid_codes import PINNED, CodeTable

MOST_PLACES = 12  # columns of one seat on the sheet Vehicles; the last lists everybody else in the seat


@dataclass(frozen=True)
class Place:
    """A place in a crew: one column of the sheet Vehicles.

    Attributes:
        number: of the place within its seat, from 0.
        of: how many places the seat has.
        heading: of the column.
    """

    seat: str
    number: int
    of: int
    heading: str


@dataclass(frozen=True)
class RotaContents:
    """A solved book with its rules and reports.

    Attributes:
        rota: the rota of the book.
        rules: the rules of the book.
    """

    book: Book
    rota: Rota
    rules: Sequence[Rule]

    @cached_property
    def facts(self) -> Facts:
        """The facts of the book."""
        return Facts(self.book)

    @cached_property
    def unread(self) -> list[Unread]:
        """Inputs of the book that no rule reads."""
        return unread(self.facts, self.rules)

    @cached_property
    def view(self) -> RotaView:
        """A view of the rota, for queries."""
        return RotaView.of(self.book, self.facts)

    @cached_property
    def gaps(self) -> list[Gap]:
        """Duties that are not fully crewed, in order of start."""
        return gaps(self.view.with_record, self.rules)

    @cached_property
    def _down(self) -> list[Duty]:
        return [gap.duty for gap in self.gaps if gap.state is DutyState.STOOD_DOWN]

    @cached_property
    def _gap_of(self) -> dict[str, Gap]:
        return {gap.duty.id: gap for gap in self.gaps}

    def lacking(self, duty: Duty) -> tuple[Lacking, ...]:
        """Returns the seats of a duty whose people are really missing; none where it lacks nobody."""
        gap = self._gap_of.get(duty.id)
        if gap is not None and gap.state is self.view.state(duty):
            return gap.lacking
        # The rota as planned, where the record of work says something else.
        short = ((seat, len(self.view.in_seat(duty, seat.id))) for seat in duty.crew.seats)
        return tuple(Lacking(seat, there, seat.preferred) for seat, there in short if there < seat.preferred)

    def missing(self, duty: Duty) -> str:
        """Returns the same in words: `no paramedic`, `only 1 of 2 police`; empty for a full crew."""
        gap = self._gap_of.get(duty.id)
        if gap is not None and gap.state is self.view.state(duty):
            return gap.missing
        return in_words(self.lacking(duty))

    def cures(self, duty: Duty) -> list[str]:
        """Returns sentences on what would crew a duty; empty unless the duty is stood down."""
        if duty not in self._down:
            return []
        return cure_lines(duty, self._cures_found.get(duty.id), self._down, self.full_name)

    @property
    def cures_complete(self) -> bool:
        """Whether the search for cures of stood-down duties was complete."""
        found = self._cures_found
        return all(duty.id in found and found[duty.id].complete for duty in self._down)

    @cached_property
    def _cures_found(self) -> dict[str, CuresOfDuty]:
        return {item.duty: item for item in self.rota.cures}

    @cached_property
    def ledger(self) -> list[LedgerLine]:
        """The hours ledger."""
        return ledger(self.book, self.facts, self.rules, self.gaps)

    @cached_property
    def ledger_of(self) -> dict[str, list[LedgerLine]]:
        """The lines of the hours ledger by person."""
        found: dict[str, list[LedgerLine]] = defaultdict(list)
        for line in self.ledger:
            found[line.person].append(line)
        return dict(found)

    @cached_property
    def codes(self) -> CodeTable:
        """The codes of shifts and call signs in the grid."""
        return CodeTable.of(self.facts)

    @cached_property
    def period(self) -> str:
        """The period in words: `1 to 31 December 2026`."""
        return period_in_words(self.book.period)

    @cached_property
    def _names(self) -> Names:
        return Names(self.book.people)

    def name(self, person_id: str) -> str:
        """Returns a person's name; with the id where two share a name; the id where there is no name."""
        return self._names.short(person_id)

    def full_name(self, person_id: str) -> str:
        """Returns a person's name followed by the id, for sentences; the id where there is no name."""
        return self._names.full(person_id)

    @cached_property
    def _in_sentences(self) -> NamesInSentences:
        return NamesInSentences(self.book)

    def named(self, sentence: str) -> str:
        """Returns a sentence with people's names before their ids."""
        return self._in_sentences.named(sentence)

    def role_name(self, role_id: str) -> str:
        """Returns a role's name, or its id."""
        return self.facts.roles[role_id].name or role_id

    @cached_property
    def pinned(self) -> set[tuple[str, str]]:
        """(person, duty) of the assignments that are pinned."""
        pins = {(pin.person, find_duty(pin.duty, self.facts.duties).id) for pin in self.book.pins if not pin.off}
        return pins & {(item.person, item.duty) for item in self.rota.assignments}

    def mark(self, person: str, duty: Duty) -> str:
        """Returns the mark after a code or name of a pinned assignment; empty for others."""
        return PINNED if (person, duty.id) in self.pinned else ""

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """Every seat of the crews that have duties, by id, in the order of the book."""
        used = {duty.crew.id for duty in self.facts.duties}
        found: dict[str, Seat] = {}
        for crew in self.book.crews:
            if crew.id in used:
                for seat in crew.seats:
                    found.setdefault(seat.id, seat)
        return found

    @cached_property
    def places(self) -> list[Place]:
        """Every place in a crew, in order: a seat for two people has two places."""
        wanted: dict[str, int] = dict.fromkeys(self.seats, 1)
        for duty in self.facts.duties:
            for seat in duty.crew.seats:
                there = len(self.view.in_seat(duty, seat.id))
                wanted[seat.id] = min(MOST_PLACES, max(wanted[seat.id], seat.preferred, there))
        shared = Counter((seat.name or seat.id).casefold() for seat in self.seats.values())
        found = []
        for seat in self.seats.values():
            name = seat.name or seat.id
            called = f"{name} ({seat.id})" if shared[name.casefold()] > 1 else name
            called = called[:1].upper() + called[1:]
            count = wanted[seat.id]
            found += [
                Place(seat.id, number, count, called if count == 1 else f"{called} {number + 1}")
                for number in range(count)
            ]
        return found

    def in_place(self, duty: Duty, place: Place) -> list[str] | None:
        """Returns the ids of the people in a place of a duty; None where its crew has no such seat."""
        if place.seat not in {own.id for own in duty.crew.seats}:
            return None
        people = [item.person for item in self.view.in_seat(duty, place.seat)]
        return people[place.number :] if place.number == place.of - 1 else people[place.number : place.number + 1]

    @cached_property
    def groups(self) -> list[tuple[Organisation, Role, list[Person]]]:
        """The people by organisation and role, in the order of the book; roles without people are left out."""
        found = []
        for organisation in self.book.organisations:
            for role in self.book.roles:
                people = [person for person in self.book.people if person.role == role.id]
                if role.organisation == organisation.id and people:
                    found.append((organisation, role, people))
        return found

    @cached_property
    def holidays(self) -> list[str]:
        """The bank holidays of the period in words, with the organisations that keep them unless all do."""
        keep: dict[tuple[str, str], list[str]] = {}
        for organisation, days in self.facts.bank_holidays.items():
            for day, name in days.items():
                shown = self.facts.organisations[organisation].name or organisation
                keep.setdefault((day.isoformat(), f"{spoken_date(day)} {name}"), []).append(shown)
        everybody = len(self.book.organisations)
        return [
            text if len(who) == everybody else f"{text} ({', '.join(who)})" for (_, text), who in sorted(keep.items())
        ]
