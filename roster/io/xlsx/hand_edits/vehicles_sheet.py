"""Reads the sheet `Vehicles`: who is in which seat of each duty, and the vehicle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from roster.io.xlsx.hand_edits.edit_context import DutySlot, EditContext, find_row
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.inputs.sheets.cell_kinds import CLOCK, DATE, WORD
from roster.io.xlsx.kit.grid_codes import EMPTY
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, CellValue, Place, RawSheet

_DATE, _CALL_SIGN, _VEHICLE, _SHIFT, _FROM = "date", "call sign", "vehicle", "shift", "from"


@dataclass
class VehicleEntries:
    """The contents of the sheet.

    Attributes:
        seats: (duty, seat) -> person -> cell; of every duty that has a row.
        cells: (duty, seat) -> the first cell of the seat.
        pins: (person, duty) with the mark of a pin.
        vehicles: duty -> (vehicle, cell), where the vehicle differs from the embedded rota.
    """

    seats: dict[tuple[str, str], dict[str, Place]] = field(default_factory=dict)
    cells: dict[tuple[str, str], Place] = field(default_factory=dict)
    pins: set[tuple[str, str]] = field(default_factory=set)
    vehicles: dict[str, tuple[str | None, Place]] = field(default_factory=dict)


def read_vehicles(sheet: RawSheet, context: EditContext) -> VehicleEntries:
    """Reads the sheet; problems are added to the context."""
    entries = VehicleEntries()
    found = find_row(sheet, (_DATE, _CALL_SIGN, _SHIFT))
    if found is None:
        return entries
    header, heads = found
    places = {heads[words_of(name)]: seat for name, seat in context.rota_words.seats.items() if words_of(name) in heads}
    seen: dict[str, int] = {}
    kept = {record.duty: record.vehicle for record in context.kept.duties}
    for row in sorted(number for number in sheet.rows if number > header):
        duty = _duty(sheet, context, row, heads, places)
        if duty is None:
            continue
        if duty in seen:
            context.add_problem(
                sheet.place(row, heads[_CALL_SIGN]),
                f"{context.called(duty)} is there twice; the first is row {seen[duty]}",
            )
            continue
        seen[duty] = row
        _crew(sheet, context, row, duty, places, entries)
        if _VEHICLE in heads:
            _vehicle(sheet, context, row, heads[_VEHICLE], duty, kept.get(duty), entries)
    return entries


def _duty(
    sheet: RawSheet, context: EditContext, row: int, heads: Mapping[str, int], places: Mapping[int, str]
) -> str | None:
    """Returns the duty of a row; None where the row has none."""
    cells = sheet.rows[row]
    parts = [cells.get(heads[name]) for name in (_DATE, _CALL_SIGN, _SHIFT)]
    if any(part is None or isinstance(part, CellFault) for part in parts):
        return None
    day, call_sign, shift = DATE.read(parts[0]), WORD.read(parts[1]), WORD.read(parts[2])  # type: ignore[arg-type]
    try:
        there = context.on(date.fromisoformat(str(day)))
    except ValueError:
        return None
    fitting = [(duty, slot) for duty, slot in there if slot.call_sign == call_sign and _has_shift(context, slot, shift)]
    if len(fitting) > 1 and _FROM in heads and (start := cells.get(heads[_FROM])) is not None:
        times = {duty.id: f"{duty.wall_start:%H:%M}" for duty in context.facts.duties}
        clock = "" if isinstance(start, CellFault) else CLOCK.read(start)
        fitting = [(duty, slot) for duty, slot in fitting if times.get(duty) == clock] or fitting
    if fitting:
        return fitting[0][0]
    if any(column in cells and sheet.text(row, column) not in ("", EMPTY) for column in places):
        names = {slot.call_sign for _, slot in there}
        meant = did_you_mean(call_sign, names) if call_sign not in names else ""
        context.add_problem(
            sheet.place(row, heads[_CALL_SIGN]), f"no service asks for {call_sign} ({shift}) on {day}{meant}"
        )
    return None


def _has_shift(context: EditContext, slot: DutySlot, shift: str) -> bool:
    """Whether a text names the shift of a duty, now or when the sheet was written."""
    now = context.facts.shifts.get(slot.shift)
    names = {slot.shift, context.rota_words.shifts.get(slot.shift), now.name if now else None}
    return shift.casefold() in {name.casefold() for name in names if name}


def _crew(
    sheet: RawSheet, context: EditContext, row: int, duty: str, places: Mapping[int, str], entries: VehicleEntries
) -> None:
    """Reads who is named in the crew cells of a row.

    Args:
        places: column -> the seat it shows.
    """
    columns_of: dict[str, list[int]] = defaultdict(list)
    for column, seat in places.items():
        columns_of[seat].append(column)
    known = context.facts.duty.get(duty)
    seats = {seat.id for seat in known.crew.seats} if known is not None else None
    for seat, columns in columns_of.items():
        people: dict[str, Place] = {}
        before = context.seated.get((duty, seat), [])
        for column in columns:
            place = sheet.place(row, column)
            text = _text(context, place, sheet.rows[row].get(column))
            if text is None:
                continue
            if seats is not None and seat not in seats and not before:
                sentence = f"the crew of {context.called(duty)} has no seat '{seat}'{did_you_mean(seat, seats)}"
                context.add_problem(place, sentence)
                continue
            for person, pinned in context.people_in(place, text):
                if _may_sit(context, place, person, duty, seat, people):
                    people[person] = place
                    if pinned:
                        entries.pins.add((person, duty))
        if seats is None or seat in seats or before:
            entries.seats[duty, seat] = people
            entries.cells[duty, seat] = sheet.place(row, columns[0])


def _text(context: EditContext, place: Place, value: CellValue | CellFault | None) -> str | None:
    """Returns the text of a crew cell; None where it names no person, or cannot be read, which is noted."""
    if isinstance(value, CellFault):
        context.add_problem(place, value.sentence)
        return None
    text = "" if value is None else tidy(WORD.read(value))
    return None if text in ("", EMPTY) else text


def _may_sit(
    context: EditContext, place: Place, person: str, duty: str, seat: str, people: Mapping[str, Place]
) -> bool:
    """Whether a person can be put into a seat; notes the reason where not.

    Args:
        people: those who are in the seat so far, with their cells.
    """
    if person in people:
        context.add_problem(place, f"{person} is there twice; the first is {people[person]}")
        return False
    if person in context.seated.get((duty, seat), []):
        return True
    if person not in context.facts.people:
        context.add_problem(place, f"{person} is no longer among the people of this book")
        return False
    if duty in context.facts.duty and seat not in {item.id for item in context.seats_for(person, duty)}:
        context.add_problem(place, context.why_no_seat(person, duty, seat))
        return False
    return True


def _vehicle(
    sheet: RawSheet, context: EditContext, row: int, column: int, duty: str, before: str | None, entries: VehicleEntries
) -> None:
    """Reads the vehicle of a row."""
    found = sheet.rows[row].get(column)
    place = sheet.place(row, column)
    if isinstance(found, CellFault):
        context.add_problem(place, found.sentence)
        return
    text = "" if found is None else tidy(WORD.read(found))
    now = None if text in ("", EMPTY) else text
    if now == before:
        return
    known = {vehicle.id for vehicle in context.inputs.vehicles}
    if now is not None and now not in known:
        context.add_problem(place, f"vehicle '{now}' is unknown{did_you_mean(now, known)}")
        return
    entries.vehicles[duty] = (now, place)
