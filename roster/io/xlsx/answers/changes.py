"""Writes the sheets `Changes` and `Duties changed`: the differences of two rotas, by person and by duty."""

from __future__ import annotations

from models.rota import DutyState
from roster.analysis.differences import ChangeKind, Differences, PersonChange
from roster.io.xlsx.kit.cell_styles import BODY, DATE, HEADER, SECTION, STATE_FILLS, SUBTITLE, TITLE, WRAPPED, Look
from roster.io.xlsx.kit.page import Page, fitting

HEADER_ROW = 4
_OF_PEOPLE = ["Person", "Date", "Day", "Call sign", "Times", "What", "Seat", "Before"]
_OF_DUTIES = ["Date", "Day", "Call sign", "Times", "State", "Before", "Off", "On", "Vehicle"]
_TOP = BODY.but(upright="top")


def write_changes(page: Page, found: Differences, title: str, period: str) -> None:
    """Fills the sheet `Changes`: a row for each person and duty, then the inputs that differ."""
    page.put(1, 1, "Changes", TITLE)
    page.put(2, 1, found.summary[0].upper() + found.summary[1:] + ".", SUBTITLE)
    page.put_row(HEADER_ROW, _OF_PEOPLE, HEADER)
    page.height(HEADER_ROW, 20)
    row = HEADER_ROW
    for person, changes in found.people.items():
        for change in changes:
            row += 1
            _person_row(page, row, found.names.full(person), change)
    page.filter(HEADER_ROW, max(row, HEADER_ROW + 1), len(_OF_PEOPLE))
    if found.inputs:
        row += 2
        page.put(row, 1, "Inputs that differ", SECTION)
        for line in found.inputs:
            row += 1
            page.put(row, 1, line, BODY.but(border=None, indent=0))
    people = fitting(map(found.names.full, found.people), 24, 40)
    page.widths([people, 13, 7, 11, 14, 12, 22, 22])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 2)
    page.print_set_up(title, period, (HEADER_ROW, HEADER_ROW))


def _person_row(page: Page, row: int, called: str, change: PersonChange) -> None:
    duty = change.duty
    page.put_row(
        row,
        [
            called,
            duty.date,
            f"{duty.date:%a}",
            duty.call_sign.id,
            duty.times,
            change.what.value,
            " and ".join(change.seats),
            change.was,
        ],
        [
            BODY.but(bold=True),
            DATE,
            BODY,
            BODY.but(bold=True),
            BODY,
            BODY.but(across="center", bold=change.what in (ChangeKind.ON, ChangeKind.OFF)),
            BODY,
            BODY,
        ],
    )


def write_changed_duties(page: Page, found: Differences, title: str, period: str) -> None:
    """Fills the sheet `Duties changed`: a row for each duty."""
    page.put(1, 1, "Duties changed", TITLE)
    page.put(2, 1, "Who left and who came, duty by duty.", SUBTITLE)
    page.put_row(HEADER_ROW, _OF_DUTIES, HEADER)
    page.height(HEADER_ROW, 20)
    row = HEADER_ROW
    for row, change in enumerate(found.duties, start=HEADER_ROW + 1):
        duty = change.duty
        off, on = (
            "\n".join(f"{found.names.full(person)} ({seat})" for person, seat in some)
            for some in (change.off, change.on)
        )
        page.put_row(
            row,
            [
                duty.date,
                f"{duty.date:%a}",
                duty.call_sign.id,
                duty.times,
                *(state.value if state else "not asked for" for state in (change.after, change.before)),
                off,
                on,
                change.vehicle,
            ],
            [
                DATE.but(upright="top"),
                _TOP,
                _TOP.but(bold=True),
                _TOP,
                _state_look(change.after),
                _TOP.but(across="center"),
                *[WRAPPED] * 3,
            ],
        )
    page.filter(HEADER_ROW, max(row, HEADER_ROW + 1), len(_OF_DUTIES))
    page.widths([13, 7, 11, 14, 14, 14, 36, 36, 24])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 4)
    page.print_set_up(title, period, (HEADER_ROW, HEADER_ROW))


def _state_look(state: DutyState | None) -> Look:
    look = _TOP.but(across="center", bold=True)
    return look.but(colour=STATE_FILLS[state]) if state else look
