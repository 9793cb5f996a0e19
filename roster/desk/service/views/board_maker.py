"""Makes the board of a rota for one viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from constraints.facts import Counting, Facts
from constraints.view import RotaView
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.people import AbsenceKind, Person
from models.service import Seat
from models.wishes import Pin
from roster.analysis.names import Names, names_of_areas
from roster.analysis.words import period_in_words
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking
from roster.desk.service.views.board import Board, BoardDuty, BoardGroup, BoardPerson, BoardSeat, Place
from roster.desk.service.views.verdict_strip import BestRota, breach_lines, verdict_strip
from roster.io.xlsx.kit.grid_codes import CodeTable


def make_board(live: LiveRota, masking: Masking, *, revision: int, best: BestRota | None = None) -> Board:
    """Makes the board of a rota for one viewer.

    Args:
        live: the rota with its verdict.
        masking: hides what the viewer may not see.
        revision: the number of the state of the unit that `live` is.
        best: the best rota known; None where none is.
    """
    book, maker = live.book, _BoardMaker(live, masking)
    return Board(
        name=book.name,
        revision=revision,
        period=period_in_words(book.period),
        zone=book.period.time_zone,
        dates=tuple(book.period.dates),
        holidays=maker.holidays(),
        call_signs=maker.call_signs(),
        areas=maker.areas(),
        duties=tuple(maker.duty(duty) for duty in maker.facts.duties),
        groups=tuple(maker.groups()),
        codes=tuple((code.code, f"{code.name}, {code.times}") for code in maker.codes.shifts),
        numbers=tuple((number, sign) for sign, number in maker.codes.numbers.items()),
        verdict=verdict_strip(live.verdict, best or BestRota(), masking),
        solved=book.rota is not None,
    )


def rota_view(live: LiveRota) -> RotaView:
    """The rota as planned; one with empty seats where the book holds none."""
    if live.book.rota is None:
        return RotaView(live.opened.admission.facts, (), {})
    return live.opened.view


def pins_by_place(live: LiveRota) -> dict[tuple[str, str], list[Pin]]:
    """(person, duty) -> the pins by which the coordinator fixed them there."""
    duties = live.opened.admission.facts.duties
    found: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in live.book.pins:
        if not pin.off:
            found[pin.person, find_duty(pin.duty, duties).id].append(pin)
    return found


class _BoardMaker:
    """Makes the parts of one board."""

    def __init__(self, live: LiveRota, masking: Masking) -> None:
        self._book = live.book
        self.facts: Facts = live.opened.admission.facts
        self._view = rota_view(live)
        self._masking = masking
        self._names = Names(self._book.people)
        self.codes = CodeTable.of(self.facts)
        self._areas = names_of_areas(self._book)
        self._vehicles = {vehicle.id: vehicle.name or vehicle.id for vehicle in self._book.vehicles}
        self._pinned = pins_by_place(live)
        self._wrong: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
        for line in breach_lines(live.verdict.hard, masking):
            self._wrong[line.person, line.duty].append(line.message)

    def holidays(self) -> dict[date, str]:
        """The bank holidays of the period, by date."""
        found: dict[date, str] = {}
        for days in self.facts.bank_holidays.values():
            found |= days
        return found

    def call_signs(self) -> tuple[str, ...]:
        """The call signs that have duties, in the order of the book."""
        used = {duty.call_sign.id for duty in self.facts.duties}
        return tuple(sign.id for sign in self._book.call_signs if sign.id in used)

    def areas(self) -> dict[str, str]:
        """Call sign -> the name of the area that it serves; empty where the book has one area alone."""
        if len(self._areas) < 2:
            return {}
        return {sign.id: self._areas[sign.area] for sign in self._book.call_signs if sign.area in self._areas}

    def duty(self, duty: Duty) -> BoardDuty:
        """A duty with its seats."""
        vehicle = self._view.vehicles.get(duty.id) or ""
        return BoardDuty(
            id=duty.id,
            call_sign=duty.call_sign.id,
            area=self._areas[self.facts.area_of(duty)],
            date=duty.date,
            shift=duty.shift_called,
            times=duty.times,
            vehicle=self._vehicles.get(vehicle, vehicle),
            code=self.codes.text(duty),
            tint=self.codes.shifts.index(self.codes.code_of(duty)),
            state=self._view.state(duty),
            seats=tuple(self._seat(duty, seat) for seat in duty.crew.seats),
            wrong=tuple(self._wrong.get((None, duty.id), ())),
        )

    def _seat(self, duty: Duty, seat: Seat) -> BoardSeat:
        there = self._view.in_seat(duty, seat.id)
        return BoardSeat(
            id=seat.id,
            name=seat.name or seat.id,
            places=tuple(
                Place(
                    person=item.person,
                    name=self._names.short(item.person),
                    pinned=(item.person, duty.id) in self._pinned,
                    wrong=tuple(self._wrong.get((item.person, duty.id), ())),
                )
                for item in there
            ),
            missing=max(0, seat.preferred - len(there)),
            needed=max(0, seat.minimum - len(there)),
        )

    def groups(self) -> Iterator[BoardGroup]:
        """The people by organisation and role, in the order of the book."""
        for organisation in self._book.organisations:
            for role in self._book.roles:
                people = [person for person in self._book.people if person.role == role.id]
                if role.organisation == organisation.id and people:
                    title = f"{organisation.name or organisation.id}: {role.name or role.id}"
                    yield BoardGroup(title=title, people=tuple(map(self._person, people)))

    def _person(self, person: Person) -> BoardPerson:
        duties = self._view.planned_duties_of(person)
        hidden = person.id in self._masking.hidden
        taken = {duty.date for duty in duties}
        offered = () if hidden else self.facts.reachable(person)
        return BoardPerson(
            id=person.id,
            name=self._names.short(person.id),
            duties=tuple(dict.fromkeys(duty.id for duty in duties)),
            hours=None if hidden else self._view.minutes_of(person, duties, Counting.ROSTERED) / 60,
            away=dict(self._away(person, hidden)),
            offered=frozenset(
                duty.date for duty in offered if duty.date not in taken and self.facts.offered(person, duty)
            ),
            wrong=tuple(dict.fromkeys(self._messages_of(person))),
        )

    def _away(self, person: Person, hidden: bool) -> Iterator[tuple[date, str]]:
        period = self._book.period
        for absence in reversed(person.absences):  # where two name a date, the first is shown
            for day in absence.dates_within(period.first, period.last):
                yield day, str(AbsenceKind.OTHER if hidden else absence.kind)

    def _messages_of(self, person: Person) -> Iterable[str]:
        for (name, _), messages in self._wrong.items():
            if name == person.id:
                yield from messages


__all__ = ["make_board", "pins_by_place", "rota_view"]
