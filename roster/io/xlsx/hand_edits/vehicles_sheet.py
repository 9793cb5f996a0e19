"""What the sheet `Vehicles` says: who has which place on which duty, in what vehicle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from roster.io.xlsx.hand_edits.edit_context import EditContext, Slot, find_row
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.inputs.sheets.cell_kinds import CLOCK, DATE, WORD
from roster.io.xlsx.kit.grid_codes import EMPTY
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, Place, RawSheet

_DATE, _CALL_SIGN, _VEHICLE, _SHIFT, _FROM = "date", "call sign", "vehicle", "shift", "from"


@dataclass
class VehicleEntries:
    """What it says.

    Attributes:
        seats: (duty, seat) -> person -> the cell; of every seat whose row is there.
        pins: (person, duty) that are marked.
        vehicles: duty -> vehicle and cell, where it is another than was kept.
    """

    seats: dict[tuple[str, str], dict[str, Place]] = field(default_factory=dict)
    cells: dict[tuple[str, str], Place] = field(default_factory=dict)
    pins: set[tuple[str, str]] = field(default_factory=set)
    vehicles: dict[str, tuple[str | None, Place]] = field(default_factory=dict)


def read_vehicles(sheet: RawSheet, ground: EditContext) -> VehicleEntries:
    """What the sheet says; mistakes are noted."""
    said = VehicleEntries()
    found = find_row(sheet, (_DATE, _CALL_SIGN, _SHIFT))
    if found is None:
        return said
    header, heads = found
    places = {heads[words_of(name)]: seat for name, seat in ground.rota_words.seats.items() if words_of(name) in heads}
    seen: dict[str, int] = {}
    kept = {record.duty: record.vehicle for record in ground.kept.duties}
    for row in sorted(number for number in sheet.rows if number > header):
        duty = _duty(sheet, ground, row, heads, places)
        if duty is None:
            continue
        if duty in seen:
            ground.say(
                sheet.place(row, heads[_CALL_SIGN]),
                f"{ground.called(duty)} is there twice; the first is row {seen[duty]}",
            )
            continue
        seen[duty] = row
        _crew(sheet, ground, row, duty, places, said)
        if _VEHICLE in heads:
            _vehicle(sheet, ground, row, heads[_VEHICLE], duty, kept.get(duty), said)
    return said


def _duty(
    sheet: RawSheet, ground: EditContext, row: int, heads: Mapping[str, int], places: Mapping[int, str]
) -> str | None:
    """The duty of a row; None where it is none."""
    cells = sheet.rows[row]
    parts = [cells.get(heads[name]) for name in (_DATE, _CALL_SIGN, _SHIFT)]
    if any(part is None or isinstance(part, CellFault) for part in parts):
        return None
    day, call_sign, shift = DATE.read(parts[0]), WORD.read(parts[1]), WORD.read(parts[2])  # type: ignore[arg-type]
    try:
        there = ground.on(date.fromisoformat(str(day)))
    except ValueError:
        return None
    fitting = [(duty, slot) for duty, slot in there if slot.call_sign == call_sign and _is(ground, slot, shift)]
    if len(fitting) > 1 and _FROM in heads and (start := cells.get(heads[_FROM])) is not None:
        times = {duty.id: f"{duty.wall_start:%H:%M}" for duty in ground.facts.duties}
        clock = "" if isinstance(start, CellFault) else CLOCK.read(start)
        fitting = [(duty, slot) for duty, slot in fitting if times.get(duty) == clock] or fitting
    if fitting:
        return fitting[0][0]
    if any(column in cells and sheet.text(row, column) not in ("", EMPTY) for column in places):
        names = {slot.call_sign for _, slot in there}
        meant = did_you_mean(call_sign, names) if call_sign not in names else ""
        ground.say(sheet.place(row, heads[_CALL_SIGN]), f"no service asks for {call_sign} ({shift}) on {day}{meant}")
    return None


def _is(ground: EditContext, slot: Slot, shift: str) -> bool:
    """Whether a shift is called so, now or when the rota was made."""
    now = ground.facts.shifts.get(slot.shift)
    names = {slot.shift, ground.rota_words.shifts.get(slot.shift), now.name if now else None}
    return shift.casefold() in {name.casefold() for name in names if name}


def _crew(
    sheet: RawSheet, ground: EditContext, row: int, duty: str, places: Mapping[int, str], said: VehicleEntries
) -> None:
    """Who is named in the places of a row."""
    by_seat: dict[str, list[int]] = defaultdict(list)
    for column, seat in places.items():
        by_seat[seat].append(column)
    crew = ground.facts.duty[duty].crew if duty in ground.facts.duty else None
    seats = {seat.id for seat in crew.seats} if crew is not None else None
    for seat, columns in by_seat.items():
        people: dict[str, Place] = {}
        before = ground.seated.get((duty, seat), [])
        for column in columns:
            found = sheet.rows[row].get(column)
            place = sheet.place(row, column)
            if isinstance(found, CellFault):
                ground.say(place, found.sentence)
                continue
            text = "" if found is None else tidy(WORD.read(found))
            if text in ("", EMPTY):
                continue
            if seats is not None and seat not in seats and not before:
                ground.say(place, f"the crew of {ground.called(duty)} has no seat '{seat}'{did_you_mean(seat, seats)}")
                continue
            for person, pinned in ground.people_in(place, text):
                if person in people:
                    ground.say(place, f"{person} is there twice; the first is {people[person]}")
                    continue
                if person not in before:
                    if person not in ground.facts.people:
                        ground.say(place, f"{person} is no longer among the people of this book")
                        continue
                    if seat not in {item.id for item in ground.seats_for(person, duty)} and duty in ground.facts.duty:
                        ground.say(place, ground.why_no_seat(person, duty, seat))
                        continue
                people[person] = place
                if pinned:
                    said.pins.add((person, duty))
        if seats is None or seat in seats or before:
            said.seats[duty, seat] = people
            said.cells[duty, seat] = sheet.place(row, columns[0])
    return


def _vehicle(
    sheet: RawSheet, ground: EditContext, row: int, column: int, duty: str, before: str | None, said: VehicleEntries
) -> None:
    """The vehicle of a row."""
    found = sheet.rows[row].get(column)
    place = sheet.place(row, column)
    if isinstance(found, CellFault):
        ground.say(place, found.sentence)
        return
    text = "" if found is None else tidy(WORD.read(found))
    now = None if text in ("", EMPTY) else text
    if now == before:
        return
    known = {vehicle.id for vehicle in ground.inputs.vehicles}
    if now is not None and now not in known:
        ground.say(place, f"vehicle '{now}' is unknown{did_you_mean(now, known)}")
        return
    said.vehicles[duty] = (now, place)
