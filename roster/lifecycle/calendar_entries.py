"""A duty as it stands in one person's calendar."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from constraints.view import RotaView
from models.duty import Duty
from roster.analysis.names import Names


@dataclass(frozen=True)
class CalendarEntry:
    """What one person is told of one duty.

    Attributes:
        seat: the name of the place they sit in.
        area, vehicle: where, and in what; the vehicle is empty where none is known.
        mates: who else is on it and in which seat, in the crew's order.
    """

    person: str
    duty: Duty
    seat: str
    area: str
    vehicle: str
    mates: tuple[tuple[str, str], ...]

    @property
    def key(self) -> tuple[str, str]:
        """Whose it is, and of which duty."""
        return self.person, self.duty.id

    @property
    def summary(self) -> str:
        """The entry in a line: `JR-04 Peak night`."""
        return f"{self.duty.call_sign.id} {self.duty.shift_called}"

    @cached_property
    def lines(self) -> list[str]:
        """The entry's small print."""
        sign = self.duty.call_sign
        told = [f"Call sign: {sign.id}" + (f" ({sign.name})" if sign.name else ""), f"Seat: {self.seat}"]
        if self.vehicle:
            told.append(f"Vehicle: {self.vehicle}")
        told.append("With: " + ("; ".join(f"{name} ({seat})" for name, seat in self.mates) or "nobody else yet"))
        return told

    @cached_property
    def digest(self) -> str:
        """Of all that the entry shows."""
        shown = [self.duty.start.isoformat(), self.duty.end.isoformat(), self.summary, self.area, self.lines]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


def calendar_entries(view: RotaView, names: Names) -> Iterator[CalendarEntry]:
    """Every entry of a rota, duty by duty in order of start; nobody is told of a duty that is stood down."""
    areas = {area.id: area.name or area.id for area in view.facts.book.areas}
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
        # An exception on record may put somebody into two seats of a crew; one entry is enough.
        for own in {item.person: item for item in reversed(crew)}.values():
            mates = tuple((names.short(item.person), seats[item.seat]) for item in crew if item.person != own.person)
            yield CalendarEntry(own.person, duty, seats[own.seat], area, vehicle, mates)
