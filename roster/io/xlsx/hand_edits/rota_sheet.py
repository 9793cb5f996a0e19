"""Reads the sheet `Rota`: who is on which duty on which date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from models.clock import spoken_date
from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from roster.io.xlsx.hand_edits.edit_context import EditContext, find_row
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE, WORD
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES, EMPTY, OFFERED, PINNED
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, Place, RawSheet

_ID, _NAME = "id", "name"
_ABOVE = 4  # rows above the headings in which dates are looked for
_AWAY = set(ABSENCE_CODES.values())


@dataclass
class RotaEntries:
    """The contents of the sheet.

    Attributes:
        duties: (person, date) -> duty -> cell; of every person and date on the sheet.
        cells: (person, date) -> the first cell.
        away: (person, date) -> the code of an absence.
        pins: (person, duty) with the mark of a pin.
    """

    duties: dict[tuple[str, date], dict[str, Place]] = field(default_factory=dict)
    cells: dict[tuple[str, date], Place] = field(default_factory=dict)
    away: dict[tuple[str, date], str] = field(default_factory=dict)
    pins: set[tuple[str, str]] = field(default_factory=set)


def read_rota(sheet: RawSheet, context: EditContext) -> RotaEntries:
    """Reads the sheet; problems are added to the context."""
    said = RotaEntries()
    found = find_row(sheet, (_ID, _NAME))
    if found is None:
        return said
    header, heads = found
    dates = _dates(sheet, header)
    for row in sorted(number for number in sheet.rows if number > header):
        cells = sheet.rows[row]
        own = cells.get(heads[_ID])
        if own is None or isinstance(own, CellFault):
            continue
        person = context.person_of(sheet.place(row, heads[_ID]), WORD.read(own))
        if person is None:
            continue
        for column, day in dates.items():
            place = sheet.place(row, column)
            duties = said.duties.setdefault((person, day), {})
            said.cells.setdefault((person, day), place)
            value = cells.get(column)
            if isinstance(value, CellFault):
                context.add_problem(place, value.sentence)
            elif value is not None:
                _cell(context, said, place, person, day, duties, tidy(WORD.read(value)))
    return said


def _dates(sheet: RawSheet, header: int) -> dict[int, date]:
    """Finds the date of each column, in the row of the headings or just above."""
    best: dict[int, date] = {}
    for row in range(max(1, header - _ABOVE), header + 1):
        found: dict[int, date] = {}
        for column, value in sheet.rows.get(row, {}).items():
            if isinstance(value, CellFault):
                continue
            try:
                found[column] = date.fromisoformat(str(DATE.read(value)))
            except ValueError:
                continue
        if len(found) > len(best):
            best = found
    return best


def _cell(
    context: EditContext, said: RotaEntries, place: Place, person: str, day: date, duties: dict[str, Place], text: str
) -> None:
    """Reads the duties that one cell names."""
    for word in filter(None, (tidy(part) for part in re.split(r"[,;\n]", text))):
        bare = word.removesuffix(PINNED).rstrip()
        if bare in ("", EMPTY, OFFERED):
            continue
        if bare.upper() in _AWAY and not any(code == bare.upper() for code in context.rota_words.codes):
            said.away[person, day] = bare.upper()
            continue
        duty = _duty(context, place, person, day, bare)
        if duty is None:
            continue
        if duty in duties:
            context.add_problem(
                place, f"{context.called(duty)} is there twice for {person}; the first is {duties[duty]}"
            )
            continue
        duties[duty] = place
        if word.endswith(PINNED):
            said.pins.add((person, duty))


def _duty(context: EditContext, place: Place, person: str, day: date, word: str) -> str | None:
    """Returns the duty that a code means on a date; None where it means none, which is reported."""
    there = context.on(day)
    readings = list(_readings(context, word))
    found = [
        duty
        for duty, slot in there
        if any(shift in (None, slot.shift) and call_sign in (None, slot.call_sign) for shift, call_sign in readings)
    ]
    if len(found) > 1:  # a code without a call sign, where only one duty has a seat for the person
        found = [duty for duty in found if context.seats_for(person, duty)] or found
    if len(found) == 1:
        return _if_seat(context, place, person, found[0])
    told = f"'{word}'"
    if found:
        options = ", ".join(_code(context, duty) for duty in found)
        context.add_problem(place, f"{told} fits several duties on {spoken_date(day)}: {options}")
    elif not readings:
        known = [f"{code} {number}" for code in context.rota_words.codes for number in context.rota_words.numbers]
        meant = did_you_mean(word, known)
        shifts, numbers = ", ".join(context.rota_words.codes), ", ".join(context.rota_words.numbers)
        context.add_problem(
            place,
            f"code {told} is unknown{meant or f'; write a shift ({shifts}), a blank and a call sign ({numbers})'}",
        )
    else:
        options = ", ".join(dict.fromkeys(_code(context, duty) for duty, _ in there))
        context.add_problem(
            place, f"there is no duty {told} on {spoken_date(day)}" + (f"; there are {options}" if options else "")
        )
    return None


def _if_seat(context: EditContext, place: Place, person: str, duty: str) -> str | None:
    """Returns the duty if the person was on it or could take a seat; else None, which is reported."""
    if any(person in context.seated.get((duty, seat), ()) for seat in set(context.rota_words.seats.values())):
        return duty
    if person not in context.facts.people:
        context.add_problem(place, f"{person} is no longer among the people of this book")
        return None
    if duty not in context.facts.duty:
        context.add_problem(place, f"no service asks for {duty} any longer")
        return None
    if not context.seats_for(person, duty):
        context.add_problem(place, context.why_no_seat(person, duty))
        return None
    return duty


def _readings(context: EditContext, word: str) -> Iterator[tuple[str | None, str | None]]:
    """Yields what a code may mean: (shift, call sign), with None for a part that it leaves out."""
    codes = context.rota_words.codes | {shift.code.upper(): shift.id for shift in context.inputs.shifts if shift.code}
    numbers = {number.casefold(): name for number, name in context.rota_words.numbers.items()}
    numbers |= {call_sign.id.casefold(): call_sign.id for call_sign in context.inputs.call_signs}
    short = {number.lstrip("0"): name for number, name in numbers.items() if number.lstrip("0")}
    said = " ".join(word.split())

    def call_sign(text: str) -> str | None:
        text = text.strip().casefold()
        return numbers.get(text) or short.get(text.lstrip("0") if text.isdigit() else text)

    for code, shift in codes.items():
        if not said.upper().startswith(code):
            continue
        rest = said[len(code) :]
        if not rest:
            yield shift, None
        elif (name := call_sign(rest)) is not None:
            yield shift, name
    if (name := call_sign(said)) is not None:
        yield None, name


def _code(context: EditContext, duty: str) -> str:
    """Returns the code of a duty in the grid."""
    slot = context.slots[duty]
    code = next((code for code, shift in context.rota_words.codes.items() if shift == slot.shift), slot.shift)
    number = next(
        (short for short, name in context.rota_words.numbers.items() if name == slot.call_sign), slot.call_sign
    )
    return f"{code} {number}"
