"""Writes the sheet `Call sheet`: whom to ask for each seat, whom to tell what, and room for the answers.

Its last columns hold the ids by which `roster repair --answered` reads the sheet back, in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.worksheet.datavalidation import DataValidation

from models.clock import spoken_date
from roster.analysis.stepping_in.cost_in_words import cost_in_words
from roster.analysis.stepping_in.phone_answer import Reply
from roster.io.xlsx.kit.cell_styles import BODY, COUNT, GRID, HEADER, NOTE, PALE_BLUE, SUBTITLE, TITLE, WRAPPED, Look
from roster.io.xlsx.kit.page import Page, fitting, stretch
from roster.lifecycle.call_sheet import CallSheet, if_nobody, notice_in_words, seat_heading

HEADER_ROW = 4
HEADINGS = (
    "No.", "Who", "Phone", "What to ask or tell", "What it means for them", "Answer", "Notes", "Person", "Duty", "Seat",
)  # fmt: skip
_ANSWER = HEADINGS.index("Answer") + 1
_PRINTED = HEADINGS.index("Notes") + 1  # the last column that is printed
_TO_WRITE_IN = BODY.but(colour="FFF9DB", wrap=True, upright="top", border=GRID)
_SECTION = BODY.but(bold=True, colour=PALE_BLUE, border=None)
_TOP = BODY.but(upright="top")
_LOOKS = (
    COUNT.but(upright="top"), WRAPPED.but(bold=True), _TOP, WRAPPED, WRAPPED, _TO_WRITE_IN, _TO_WRITE_IN,
    *[NOTE.but(upright="top")] * 3,
)  # fmt: skip
ASKED = (Reply.YES, Reply.NO, Reply.NO_REPLY, f"{Reply.ONLY_UNTIL} ...")
TOLD = (Reply.TOLD, Reply.NO_REPLY)


@dataclass(frozen=True)
class CallRow:
    """A row of the sheet: a call, or a heading (`cells` is empty then).

    Attributes:
        heading: of a seat or of the news; or what happens if nobody can.
        cells: one for each of `HEADINGS`.
        choices: the words of the drop-down.
        shaded: whether a heading begins a block.
    """

    heading: str = ""
    cells: tuple[str | int | None, ...] = ()
    choices: tuple[str, ...] = ()
    shaded: bool = True


def call_rows(sheet: CallSheet) -> Iterator[CallRow]:
    """The rows of a call sheet: the seats to fill, each with whom to ask; then whom to tell."""
    for seat in sheet.seats:
        yield CallRow(seat_heading(sheet, seat))
        for number, one in enumerate(seat.candidates, start=1):
            person = one.step.person
            called = sheet.names.full(person.id)
            yield CallRow(
                cells=(
                    number,
                    f"{called}\nin the repaired rota" if one.planned else called,
                    person.phone or None,
                    sheet.question(seat),
                    cost_in_words(one.step),
                    Reply.NO_REPLY.value if one.unsure else None,
                    None,
                    person.id,
                    seat.duty.id,
                    seat.seat.id,
                ),
                choices=ASKED,
            )
        yield CallRow(if_nobody(seat), shaded=False)
    if sheet.news:
        yield CallRow("To tell, the soonest duty first")
    for number, call in enumerate(sheet.news, start=1):
        for line in call.lines:
            otherwise = f"if not: {', '.join(map(sheet.names.full, line.otherwise))}" if line.otherwise else None
            yield CallRow(
                cells=(
                    number,
                    sheet.names.full(call.person.id),
                    call.person.phone or None,
                    line.sentence,
                    "; ".join(filter(None, (notice_in_words(line.notice), otherwise))),
                    None,
                    None,
                    call.person.id,
                    line.change.duty.id,
                    None,
                ),
                choices=TOLD,
            )


def write_calls(page: Page, sheet: CallSheet, title: str, period: str) -> None:
    """Fills the sheet: for each seat whom to ask, the best first; then whom to tell."""
    page.put(1, 1, "Call sheet", TITLE)
    page.put(2, 1, _summary(sheet), SUBTITLE)
    page.put_row(HEADER_ROW, HEADINGS, [*[HEADER] * _PRINTED, *[NOTE] * (len(HEADINGS) - _PRINTED)])
    page.height(HEADER_ROW, 20)
    chosen: dict[tuple[str, ...], list[int]] = {}
    rows = list(call_rows(sheet))
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        if row.cells:
            page.put_row(number, row.cells, _LOOKS)
            chosen.setdefault(row.choices, []).append(number)
        else:
            _write_heading(page, number, row)
    for choices, numbers in chosen.items():
        _offer(page, choices, numbers)
    called = [str(row.cells[1]) for row in rows if row.cells]
    page.widths([5, fitting(called, 20, 30), 18, 40, 38, 14, 20, 9, 22, 11])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 3)
    page.print_set_up(title, period, (HEADER_ROW, HEADER_ROW))
    page.sheet.print_area = stretch((1, 1), (HEADER_ROW + max(1, len(rows)), _PRINTED))


def _write_heading(page: Page, number: int, row: CallRow) -> None:
    look: Look = _SECTION if row.shaded else BODY.but(italic=True, border=None, indent=2)
    page.put_row(number, [row.heading, *[None] * (_PRINTED - 1)], look)
    page.height(number, 18 if row.shaded else 16)


def _offer(page: Page, choices: tuple[str, ...], rows: list[int]) -> None:
    """Puts a drop-down into the cells for answers; another text may be written too."""
    shown = DataValidation(
        type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, showErrorMessage=False, showInputMessage=True
    )
    shown.promptTitle = "Answer"
    shown.prompt = ", ".join(choices).replace("...", "23:00")
    for row in rows:
        shown.add(stretch((row, _ANSWER), (row, _ANSWER)))
    page.sheet.add_data_validation(shown)


def _summary(sheet: CallSheet) -> str:
    if not sheet.seats and not sheet.news:
        return "Nobody need be rung."
    wanted = sum(seat.needed for seat in sheet.seats)
    ask = f"{wanted} {'place' if wanted == 1 else 'places'} to fill: ask in this order, the first yes fills it"
    tell = f"{len(sheet.news)} to tell"
    parts = [part for part, there in ((ask, sheet.seats), (tell, sheet.news)) if there]
    back = "Write the answers in, then: roster repair --answered"
    return f"{'; '.join(parts)}. Notice counts from {spoken_date(sheet.as_of)}. {back}"
