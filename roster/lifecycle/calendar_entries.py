"""A duty as an entry in one person's calendar."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from constraints.view import RotaView
from models.duty import Duty
from roster.analysis.names import Names, names_of_areas

_SEAT, _VEHICLE, _WITH = "Seat: ", "Vehicle: ", "With: "
_NOBODY = "nobody else yet"


@dataclass(frozen=True)
class Said:
    """What the lines of an entry say, read back from them; each is empty where they do not say it."""

    seat: str
    vehicle: str
    mates: str

    @classmethod
    def read(cls, lines: Iterable[str]) -> Said:
        """Reads `CalendarEntry.lines`."""
        found = {
            label: line.removeprefix(label)
            for line in lines
            for label in (_SEAT, _VEHICLE, _WITH)
            if line.startswith(label)
        }
        mates = found.get(_WITH, "")
        return cls(found.get(_SEAT, ""), found.get(_VEHICLE, ""), "" if mates == _NOBODY else mates)


@dataclass(frozen=True)
class CalendarEntry:
    """What one person's calendar shows of one duty.

    Attributes:
        seat: the name of the person's seat.
        area, vehicle: names; the vehicle is empty where none is known.
        mates: (name, seat) of the others in the crew, in the order of its seats.
    """

    person: str
    duty: Duty
    seat: str
    area: str
    vehicle: str
    mates: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str]:
        """The ids of the person and of the duty."""
        return self.person, self.duty.id

    @property
    def summary(self) -> str:
        """The title of the entry: `JR-04 Peak night`."""
        return f"{self.duty.call_sign.id} {self.duty.shift_called}"

    @cached_property
    def lines(self) -> list[str]:
        """The description of the entry, line by line."""
        sign = self.duty.call_sign
        lines = [f"Call sign: {sign.id}" + (f" ({sign.name})" if sign.name else ""), f"{_SEAT}{self.seat}"]
        if self.vehicle:
            lines.append(f"{_VEHICLE}{self.vehicle}")
        lines.append(_WITH + ("; ".join(f"{name} ({seat})" for name, seat in self.mates) or _NOBODY))
        return lines

    @cached_property
    def digest(self) -> str:
        """A hash of everything the entry shows, by which a change is noticed."""
        shown = [self.duty.start.isoformat(), self.duty.end.isoformat(), self.summary, self.area, self.lines]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def calendar_entries(view: RotaView, names: Names) -> Iterator[CalendarEntry]:
    """Yields every entry of a rota, in order of the duties' start; a duty that is stood down has none."""
    areas = names_of_areas(view.facts.book)
    vehicles = {vehicle.id: vehicle.name for vehicle in view.facts.book.vehicles}
    for duty in view.duties:
        if not view.runs(duty):
            continue
        area, vehicle = areas[view.facts.area_of(duty)], view.vehicles.get(duty.id) or ""
        if vehicles.get(vehicle):
            vehicle = f"{vehicle}, {vehicles[vehicle]}"
        seats = {seat.id: seat.name or seat.id for seat in duty.crew.seats}
        order = list(seats)
        crew = sorted(view.crew_of(duty), key=lambda item: (order.index(item.seat), names.short(item.person)))
        # A derogation may put a person into two seats of a crew; they get one entry.
        for entered in {item.person: item for item in reversed(crew)}.values():
            mates = tuple(
                (names.short(item.person), seats[item.seat]) for item in crew if item.person != entered.person
            )
            yield CalendarEntry(entered.person, duty, seats[entered.seat], area, vehicle, mates)
