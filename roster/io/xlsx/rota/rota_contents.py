"""What every sheet draws from, worked out once."""

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
from models.duty import Duty, find_duty
from models.people import Person, Role
from models.period import Organisation
from models.rota import CuresOfDuty, DutyState, Rota
from models.service import Seat
from roster.analysis.cure_sentences import cure_lines
from roster.analysis.gaps import Gap, gaps
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.names import Names
from roster.analysis.words import period_in_words
from roster.io.xlsx.kit.grid_codes import PINNED, CodeTable

MOST_PLACES = 12  # columns of one seat on the sheet Vehicles; a ward's crew is listed in the last of them


@dataclass(frozen=True)
class Place:
    """A place in a crew: one column of the sheet Vehicles.

    Attributes:
        number: which of the seat's places, from 0, of how many.
    """

    seat: str
    number: int
    of: int
    heading: str


@dataclass(frozen=True)
class RotaContents:
    """A solved book with its rules, and what the reports say of it."""

    book: Book
    rota: Rota
    rules: Sequence[Rule]

    @cached_property
    def facts(self) -> Facts:
        """The book's facts."""
        return Facts(self.book)

    @cached_property
    def unread(self) -> list[Unread]:
        """What it says that none of its rules reads."""
        return unread(self.facts, self.rules)

    @cached_property
    def view(self) -> RotaView:
        """Its rota from every side."""
        return RotaView.of(self.book, self.facts)

    @cached_property
    def gaps(self) -> list[Gap]:
        """Its short duties, in order of start."""
        return gaps(self.view.with_record, self.rules)

    @cached_property
    def _down(self) -> list[Duty]:
        return [gap.duty for gap in self.gaps if gap.state is DutyState.STOOD_DOWN]

    def cures(self, duty: Duty) -> list[str]:
        """What would crew a duty, in sentences; nothing unless it is stood down."""
        if duty not in self._down:
            return []
        return cure_lines(duty, self._cures_found.get(duty.id), self._down, self.full_name)

    @property
    def cures_complete(self) -> bool:
        """Whether everything that would crew the duties that are stood down was looked for."""
        found = self._cures_found
        return all(duty.id in found and found[duty.id].complete for duty in self._down)

    @cached_property
    def _cures_found(self) -> dict[str, CuresOfDuty]:
        return {item.duty: item for item in self.rota.cures}

    @cached_property
    def ledger(self) -> list[LedgerLine]:
        """Its hours ledger."""
        return ledger(self.book, self.facts, self.rules, self.gaps)

    @cached_property
    def ledger_of(self) -> dict[str, list[LedgerLine]]:
        """The ledger's lines by person."""
        found: dict[str, list[LedgerLine]] = defaultdict(list)
        for line in self.ledger:
            found[line.person].append(line)
        return dict(found)

    @cached_property
    def codes(self) -> CodeTable:
        """What stands for shifts and call signs in the grid."""
        return CodeTable.of(self.facts)

    @cached_property
    def period(self) -> str:
        """The period in words: `1 to 31 December 2026`."""
        return period_in_words(self.book.period)

    @cached_property
    def _names(self) -> Names:
        return Names(self.book.people)

    def name(self, person_id: str) -> str:
        """What a person is called; the id too where two share a name, the id alone where there is none."""
        return self._names.short(person_id)

    def full_name(self, person_id: str) -> str:
        """A person's name with the id behind it, for sentences; the id alone where there is no name."""
        return self._names.full(person_id)

    def role_name(self, role_id: str) -> str:
        """A role's name, or its id."""
        return self.facts.roles[role_id].name or role_id

    @cached_property
    def pinned(self) -> set[tuple[str, str]]:
        """(person, duty) of the assignments that are pinned."""
        pins = {(pin.person, find_duty(pin.duty, self.facts.duties).id) for pin in self.book.pins if not pin.off}
        return pins & {(item.person, item.duty) for item in self.rota.assignments}

    def mark(self, person: str, duty: Duty) -> str:
        """What stands behind a code or a name where the coordinator fixed it there."""
        return PINNED if (person, duty.id) in self.pinned else ""

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """Every seat of the crews that duties ask for, by id, in the book's order."""
        used = {duty.crew.id for duty in self.facts.duties}
        found: dict[str, Seat] = {}
        for crew in self.book.crews:
            if crew.id in used:
                for seat in crew.seats:
                    found.setdefault(seat.id, seat)
        return found

    @cached_property
    def places(self) -> list[Place]:
        """Every place in a crew, in order: a seat for two is two of them."""
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
        """Who has a place on a duty, by id; all that are left in the last one, None where the crew has no such seat."""
        if place.seat not in {own.id for own in duty.crew.seats}:
            return None
        people = [item.person for item in self.view.in_seat(duty, place.seat)]
        return people[place.number :] if place.number == place.of - 1 else people[place.number : place.number + 1]

    @cached_property
    def groups(self) -> list[tuple[Organisation, Role, list[Person]]]:
        """The people by organisation and role, all in the book's order; roles nobody has are left out."""
        found = []
        for organisation in self.book.organisations:
            for role in self.book.roles:
                people = [person for person in self.book.people if person.role == role.id]
                if role.organisation == organisation.id and people:
                    found.append((organisation, role, people))
        return found

    @cached_property
    def holidays(self) -> list[str]:
        """The bank holidays of the period in words, each with the organisations that keep it unless all do."""
        keep: dict[tuple[str, str], list[str]] = {}
        for organisation, days in self.facts.bank_holidays.items():
            for day, name in days.items():
                shown = self.facts.organisations[organisation].name or organisation
                keep.setdefault((day.isoformat(), f"{spoken_date(day)} {name}"), []).append(shown)
        everybody = len(self.book.organisations)
        return [
            text if len(who) == everybody else f"{text} ({', '.join(who)})" for (_, text), who in sorted(keep.items())
        ]
