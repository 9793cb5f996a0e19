"""Writes the sheet `Summary`: coverage, levels, hours and the biggest gaps, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from models.clock import spoken_date
from models.rota import DutyState
from roster.analysis.gaps import Gap
from roster.analysis.ledger import Light
from roster.analysis.words import left_out_sentence, level_sentence
from roster.io.xlsx.kit.cell_styles import (
    BODY,
    COUNT,
    HEADER,
    LIGHT_FILLS,
    NOTE,
    SECTION,
    STATE_FILLS,
    SUBTITLE,
    TITLE,
    UNREAD,
    Look,
)
from roster.io.xlsx.kit.page import Page, place, short_text, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.io.xlsx.rota.hours import HoursRows
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.io.xlsx.rota.vehicles import VehicleRows

_MOST_GAPS = 12
_RIGHT = 8  # first column of the small tables to the right
_STATES = (DutyState.CREWED, DutyState.PART_CREWED, DutyState.STOOD_DOWN)
_LETTERS = 110  # characters on a line over all columns
_SHARE = COUNT.but(number_format="0%")


def write_summary(page: Page, contents: RotaContents, vehicles: VehicleRows, hours: HoursRows) -> None:
    """Fills the sheet."""
    page.put(1, 1, short_text(contents.book.name), TITLE)
    made = contents.rota.provenance.made_at.astimezone(contents.book.period.zone)
    omitted = left_out_sentence(contents.rota, len(contents.book.people))
    told = f"Rota for {contents.period}, made on {made:%d %B %Y at %H:%M}." + (f" {omitted}." if omitted else "")
    page.put(2, 1, told, SUBTITLE)
    first = _checked(page, contents, 3) + 1
    left = _coverage(page, contents, vehicles, first)
    right = _standing(page, contents, hours, first)
    left = _levels(page, contents, left + 1)
    right = _vehicles(page, contents, vehicles, right)
    _gaps(page, contents, max(left, right) + 1)
    page.widths([16, 12, 14, 14, 14, 14, 6, 18, 10])
    page.print_set_up(contents.book.name, contents.period, (1, 1))


def _checked(page: Page, contents: RotaContents, row: int) -> int:
    """Writes which inputs no rule reads, so that the rota is not overestimated; returns the next row."""
    for item in contents.unread:
        sentence = contents.named(item.sentence)
        page.put(row, 1, f"{sentence[:1].upper()}{sentence[1:]}.", UNREAD)
        page.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_RIGHT + 1)
        page.height(row, 15 * ceil(len(sentence) / _LETTERS))
        row += 1
    return row


def _coverage(page: Page, contents: RotaContents, vehicles: VehicleRows, row: int) -> int:
    # Counted as on the sheet Vehicles, so that these numbers equal the results of its formulas.
    counts = Counter((duty.call_sign.id, contents.view.state(duty)) for duty in contents.facts.duties)
    page.put(row, 1, "Coverage", SECTION)
    heads = ["Call sign", "Duties", *(state.capitalize() for state in _STATES), "Running"]
    page.put_row(row + 1, heads, [HEADER, *[HEADER.but(across="center")] * 5])
    first = row = row + 2
    for call_sign in contents.codes.numbers:
        _coverage_line(
            page,
            row,
            call_sign,
            [vehicles.by_call_sign(place(row, 1), state, counts[call_sign, state]) for state in _STATES],
        )
        row += 1
    sums = []
    for column, state in enumerate(_STATES, start=3):
        total = sum(number for (_, of), number in counts.items() if of is state)
        sums.append(
            Formula(f"=SUM({stretch((first, column), (max(first, row - 1), column))})" if counts else "=0", total)
        )
    _coverage_line(page, row, "All call signs", sums, bold=True)
    return row + 1


def _coverage_line(page: Page, row: int, name: str, states: Sequence[Formula], *, bold: bool = False) -> None:
    crewed, part_crewed, stood_down = (int(state.value) for state in states)
    running, duties = crewed + part_crewed, crewed + part_crewed + stood_down
    first, second, last, all_of = place(row, 3), place(row, 4), place(row, 5), place(row, 2)
    share = Formula(f'=IF({all_of}=0,"-",({first}+{second})/{all_of})', running / duties if duties else "-")
    looks = [
        COUNT.but(bold=bold, colour=STATE_FILLS[state] if counted.value else None)
        for state, counted in zip(_STATES, states, strict=True)
    ]
    page.put_row(
        row,
        [name, Formula(f"=SUM({first}:{last})", duties), *states, share],
        [BODY.but(bold=True), COUNT.but(bold=bold), *looks, _SHARE.but(bold=bold)],
    )


def _levels(page: Page, contents: RotaContents, row: int) -> int:
    page.put(row, 1, "How good it is, most important first", SECTION)
    for score in contents.rota.scores:
        row += 1
        page.put(row, 1, level_sentence(contents.rota, score), Look(size=10))
    return row + 1


def _standing(page: Page, contents: RotaContents, hours: HoursRows, row: int) -> int:
    if not contents.ledger:
        return row
    lines = [(f"{light.value}: {light.words}", LIGHT_FILLS[light], hours.standing(light)) for light in Light]
    return _beside(
        page,
        row,
        "Promised hours",
        ["Promise", "People" if len({line.month for line in contents.ledger}) == 1 else "Lines"],
        lines,
    )


def _vehicles(page: Page, contents: RotaContents, vehicles: VehicleRows, row: int) -> int:
    if not contents.book.vehicles:
        return row
    used = Counter(contents.view.vehicles.get(duty.id) for duty in contents.facts.duties)
    first = row + 2
    lines = [
        (vehicle.id, None, vehicles.by_vehicle(place(line, _RIGHT), used[vehicle.id]))
        for line, vehicle in enumerate(contents.book.vehicles, start=first)
    ]
    return _beside(page, row, "Vehicles", ["Vehicle", "Duties"], lines)


def _beside(
    page: Page, row: int, title: str, heads: Sequence[str], lines: Sequence[tuple[str, str | None, Formula]]
) -> int:
    """Writes a small table on the right; returns the row after it and a blank row."""
    page.put(row, _RIGHT, title, SECTION)
    page.put_row(row + 1, heads, [HEADER, HEADER.but(across="center")], _RIGHT)
    row += 2
    for name, colour, count in lines:
        page.put_row(row, [name, count], [BODY.but(bold=True, colour=colour), COUNT], _RIGHT)
        row += 1
    return row + 1


def _gaps(page: Page, contents: RotaContents, row: int) -> None:
    page.put(row, 1, "Biggest gaps", SECTION)
    if not contents.gaps:
        page.put(row + 1, 1, "None: every duty is fully crewed.", Look(size=10))
        return
    ranked = sorted(contents.gaps, key=_size, reverse=True)
    for gap in sorted(ranked[:_MOST_GAPS], key=lambda gap: gap.duty.start):
        row += 1
        duty = gap.duty
        texts = [
            spoken_date(duty.date),
            duty.call_sign.id,
            duty.shift_called,
            contents.named(gap.sentence),
            *[None] * 5,
        ]
        page.put_row(row, texts, [BODY, BODY.but(bold=True), *[BODY] * 7])
    if len(ranked) > _MOST_GAPS:
        page.put(row + 1, 1, f"and {len(ranked) - _MOST_GAPS} more on the sheet Gaps.", NOTE)


def _size(gap: Gap) -> tuple[bool, int, int]:
    return gap.state is DutyState.STOOD_DOWN, gap.duty.priority, sum(short.missing for short in gap.seats)
