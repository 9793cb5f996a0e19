"""Writes the sheet `Gaps`: each duty that is not fully crewed, why, who was nearest, and what would crew it."""

from __future__ import annotations

from models.rota import DutyState
from roster.analysis.gaps import Gap, ShortSeat
from roster.io.xlsx.kit.cell_styles import BODY, DATE, HEADER, NOTE, STATE_FILLS, SUBTITLE, TITLE, WRAPPED
from roster.io.xlsx.kit.page import Page, fitting
from roster.io.xlsx.rota.rota_contents import RotaContents

HEADER_ROW = 4
_WHO = "Nearest, and what stopped them"
_CURES = "What would crew it, cheapest first"
_NOT_ALL = (
    "Not all that would crew them was looked for in the time there was; `roster explain --duty` takes longer over one."
)
_HEADERS = ["Date", "Day", "Call sign", "Shift", "State", "Missing", "Why", _CURES, _WHO, "How all stand"]


def write_gaps(page: Page, contents: RotaContents) -> None:
    """Fills the sheet."""
    page.put(1, 1, "Gaps", TITLE)
    page.put(2, 1, _summary(contents), SUBTITLE)
    if not contents.cures_complete:
        page.put(3, 1, _NOT_ALL, NOTE)
    page.put_row(HEADER_ROW, _HEADERS, HEADER)
    page.height(HEADER_ROW, 20)
    row = HEADER_ROW
    for row, gap in enumerate(contents.gaps, start=HEADER_ROW + 1):
        _row(page, contents, row, gap)
    short = fitting((gap.missing for gap in contents.gaps), 11, 26)
    shifts = fitting((gap.duty.shift_called for gap in contents.gaps), 10, 24)
    page.widths([13, 7, 11, shifts, 14, short, 26, 40, 54, 34])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 4)
    page.filter(HEADER_ROW, max(row, HEADER_ROW + 1), len(_HEADERS))
    page.print_set_up(contents.book.name, contents.period, (HEADER_ROW, HEADER_ROW))


def _summary(contents: RotaContents) -> str:
    if not contents.gaps:
        return "Every duty is fully crewed."
    down = sum(gap.state is DutyState.STOOD_DOWN for gap in contents.gaps)
    part, of = len(contents.gaps) - down, len(contents.facts.duties)
    return f"{down + part} of {of} duties are not fully crewed: {down} stood down, {part} part-crewed."


def _row(page: Page, contents: RotaContents, row: int, gap: Gap) -> None:
    top = BODY.but(upright="top")
    duty = gap.duty
    page.put_row(
        row,
        [
            duty.date,
            f"{duty.date:%a}",
            duty.call_sign.id,
            duty.shift_called,
            gap.state.value,
            gap.missing,
            contents.named(gap.sentence),
            "\n".join(f"• {line}" for line in contents.cures(duty)),
            "\n".join(_nearest(contents, short, several=len(gap.seats) > 1) for short in gap.seats),
            "\n".join(short.sentence for short in gap.seats),
        ],
        [
            DATE.but(upright="top"),
            top,
            top.but(bold=True),
            top,
            top.but(across="center", bold=True, colour=STATE_FILLS[gap.state]),
            *[WRAPPED] * 5,
        ],
    )


def _nearest(contents: RotaContents, short: ShortSeat, *, several: bool) -> str:
    lines = [_with_name(contents, reason.person, reason.sentence) for reason in short.nearest]
    named = lines or ["nobody has a role for it here"]
    return "\n".join(f"{short.seat.name or short.seat.id}: {line}" if several else line for line in named)


def _with_name(contents: RotaContents, person: str, sentence: str) -> str:
    """Returns a sentence about a person with their name before the id, if they have one."""
    called = contents.full_name(person)
    if called == person:
        return contents.named(sentence if sentence.startswith(person) else f"{person}: {sentence}")
    return f"{called}: {contents.named(sentence.removeprefix(person).strip())}"
