"""Reads all sheets of a rota: finds the tables, then the legends, then what the tables say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roster.importing.answers import Answers, Topic
from roster.importing.facts import Facts
from roster.importing.grid import Grid
from roster.importing.layouts.block import Block, blocks_of, lay_out
from roster.importing.layouts.date_axis import DateAxis, find_axes, resolve
from roster.importing.layouts.legends import read_legends
from roster.importing.layouts.lists.find_list import ListTable, find_list
from roster.importing.layouts.lists.list_table import read_list
from roster.importing.layouts.meanings import Meanings
from roster.importing.layouts.names_grid import read_names_grid
from roster.importing.layouts.people_grid import read_people_grid
from roster.importing.layouts.reading import Reading
from roster.importing.layouts.side_by_side import parted
from roster.importing.ledger import Ledger
from roster.importing.words.codes import absence_of, call_sign_in, is_shift_name, looks_like_code
from roster.importing.words.dates import DateHints, date_parts, hints_in
from roster.importing.words.headings import heading_kind, is_total
from roster.importing.words.names import looks_like_name, one_word_name
from roster.importing.words.roles import role_named
from roster.importing.words.time_spans import TimeSpan, clock_of, span_in

_LONGEST_TITLE = 200  # characters
_FOR_ALL = re.compile(r"\b(?:all|every|each|unless)\b", re.IGNORECASE)


@dataclass
class _Sheet:
    """A sheet with its tables."""

    grid: Grid
    table: ListTable | None
    blocks: list[Block]


@dataclass(frozen=True)
class Found:
    """What was found in a rota, and what each of its cells was taken for."""

    facts: Facts
    ledger: Ledger


def read_grids(grids: Sequence[Grid], answers: Answers, *, file_name: str = "", around: int) -> Found:
    """Reads the sheets of a rota.

    Args:
        answers: of a mapping that was filled in.
        file_name: of the rota, without its suffix; it may name the month.
        around: the year of today, for dates whose days of the week tell the year.
    """
    facts, ledger = Facts(), Ledger(grids)
    sheets = [_find_tables(part) for grid in grids for part in parted(grid)]
    reading = Reading(facts, ledger, answers, Meanings(facts, answers), around)
    after: date | None = None
    for sheet in sheets:
        for block in list(sheet.blocks):
            after = _date(sheet, block, reading, file_name, after)
    used = {text for sheet in sheets for text in _used(sheet)}
    for sheet in sheets:
        read_legends(sheet.grid, _free(sheet, used), used, facts, ledger)
    _see_spans(sheets, reading)
    for sheet in sheets:
        _read(sheet, reading, file_name)
    for sheet in sheets:
        _rest(sheet, reading)
    return Found(facts, ledger)


def _find_tables(grid: Grid) -> _Sheet:
    table = find_list(grid)
    if table is not None:
        return _Sheet(grid, table, [])
    across, turned = find_axes(grid), grid.exchanged()
    down = find_axes(turned)
    longest_across = max((len(axis.columns) for axis in across), default=0)
    longest_down = max((len(axis.columns) for axis in down), default=0)
    if longest_down > longest_across:
        kept = [axis for axis in down if len(axis.columns) * 2 >= longest_down]
        return _Sheet(grid, None, blocks_of(turned, kept[:1]))
    return _Sheet(grid, None, blocks_of(grid, across))


# --- dates


def _date(sheet: _Sheet, block: Block, reading: Reading, file_name: str, after: date | None) -> date | None:
    """Works out the dates of a table; a table without dates is asked about, and is not read."""
    place = f"{block.place}"
    hints = _answered(reading.answers, place).or_else(
        hints_in([*_titles(sheet, block), sheet.grid.name]).or_else(_general_hints(sheet, file_name))
    )
    reading.facts.of_month |= hints.start is None and hints.month is not None
    asked = resolve(block.axis, hints, reading.around, after)
    if asked:
        reading.facts.undated[place] = asked
        sheet.blocks.remove(block)
        _refuse_all(block, reading, asked)
        return after
    lay_out(block, reading.ledger)
    days = [column.date for column in block.columns]
    reading.facts.dates |= set(days)
    return max(days, default=after)


def _answered(answers: Answers, place: str) -> DateHints:
    row = answers.about(Topic.DATES, place)
    if row is None:
        return DateHints()
    hints = hints_in([row.means])
    if hints == DateHints() and (parts := date_parts(row.means)) is not None:
        hints = DateHints(None, parts.month, parts.year)
    return hints


def _titles(sheet: _Sheet, block: Block) -> list[str]:
    """The texts above a table, up to the one before, the nearest first; and those in its heading beside the dates."""
    grid = block.grid
    earlier = [other.axis.rows[-1] for other in sheet.blocks if other.axis.rows[-1] < block.axis.rows[0]]
    top = max(earlier, default=0)
    rows = [row for row in reversed(grid.rows) if top < row <= block.axis.rows[-1]]
    if grid.turned:
        natural = sheet.grid
        first = min(block.axis.columns)
        return [natural.text(row, column) for row in natural.rows if row < first for column in natural.columns(row)]
    return [
        grid.text(row, column)
        for row in rows
        for column in grid.columns(row)
        if row not in block.axis.rows or column < block.axis.first
    ]


def _general_hints(sheet: _Sheet, file_name: str) -> DateHints:
    """What the first lines of the sheet and the name of the file say of month and year; no first date of a week."""
    grid = sheet.grid
    texts = [grid.text(row, column) for row in grid.rows[:4] for column in grid.columns(row)]
    found = hints_in([text for text in texts if len(text) <= _LONGEST_TITLE and not text.isdigit()])
    own = hints_in([grid.name])
    year = own.year or found.year
    name = hints_in([file_name.replace("_", " ")])
    alone = hints_in([grid.text(row, grid.columns(row)[0]) for row in grid.rows[4:] if len(grid.columns(row)) == 1])
    return DateHints(
        own.start or name.start, own.month or found.month or name.month or alone.month, year or name.year or alone.year
    )


def _refuse_all(block: Block, reading: Reading, why: str) -> None:
    for row in [*block.axis.rows, *block.rows]:
        for column in block.grid.columns(row):
            reading.ledger.refuse(block.grid.cell(row, column), f"the table has no dates yet: {why}")


# --- legends


def _used(sheet: _Sheet) -> list[str]:
    found = []
    for block in sheet.blocks:
        for row in block.rows:
            found += [text for _, text in block.entries(row) if len(text) <= 24]
            found += [
                part for _, text in block.entries(row) for part in text.replace("/", " ").split() if len(part) < 7
            ]
            found += [text for text in block.labels_of(row).values() if is_shift_name(text)]
        found += [column.heading for column in block.columns if column.heading]
    if sheet.table is not None and sheet.table.dated and "shift" in sheet.table.columns:
        column = sheet.table.columns["shift"]
        found += [text for row in sheet.table.rows if (text := sheet.grid.text(row, column))]
    return found


def _free(sheet: _Sheet, used: set[str]) -> list[tuple[int, int]]:
    """The places of a sheet that no table needs: beside, above and below."""
    taken: set[tuple[int, int]] = set()
    if sheet.table is not None:
        taken = {
            (row, c) for row in sheet.table.rows for c in sheet.table.columns.values() if _in_list(sheet.table, row)
        }
        taken |= {(sheet.table.row, column) for column in sheet.table.columns.values()}
    for block in sheet.blocks:
        area = {(row, column.column) for row in block.rows for column in block.columns}
        area |= {(row, c) for row in [*block.axis.rows, *block.rows] for c in block.labels if _is_label(block, row, c)}
        area |= {(row, c) for row in block.axis.rows for c in block.axis.columns}
        taken |= {(c, r) for r, c in area} if block.grid.turned else area
    return [place for place in sheet.grid.places if place not in taken or _outside(sheet, place, used)]


def _in_list(table: ListTable, row: int) -> bool:
    column = table.columns.get("date", table.columns.get("start"))
    return column is None or bool(table.grid.text(row, column))


def _is_label(block: Block, row: int, column: int) -> bool:
    return row in block.axis.rows or (bool(block.entries(row)) and column < block.axis.first)


def _outside(sheet: _Sheet, place: tuple[int, int], used: set[str]) -> bool:
    """Whether a cell lies in the columns of a table and yet in a row below the people, as a legend beneath does."""
    row, column = place
    for block in sheet.blocks:
        if block.grid.turned or row not in block.rows or not any(block.labels_of(other) for other in block.rows):
            continue
        if block.legend_row is not None and row >= block.legend_row:
            return True
        if (not block.labels_of(row) and column >= block.axis.first) or _explains_a_code(block, row, used):
            return True
    return False


def _explains_a_code(block: Block, row: int, used: set[str]) -> bool:
    """Whether a row has a code as its label, and beside it what the code means."""
    labels = list(block.labels_of(row).values())
    code = labels[0].strip(" :=") if labels else ""
    if not looks_like_code(code) or one_word_name(code) or code.isdigit():
        return False
    texts = [*labels[1:], *(text for _, text in block.entries(row))]
    if len(texts) > 4:
        return False
    known = code.lower() in {text.lower() for text in used}
    clocks = [clock_of(block.grid.value(row, column.column)) for column, _ in block.entries(row)]
    means = any(absence_of(text) or is_shift_name(text) or span_in(text) for text in texts)
    if known:
        return bool(texts)
    unlike_an_id = len(labels) == 1 and not any(character.isdigit() for character in code)
    return unlike_an_id and len(block.columns) > 4 and bool(means or any(clocks))


def _see_spans(sheets: Sequence[_Sheet], reading: Reading) -> None:
    for sheet in sheets:
        for row, column in sheet.grid.places:
            reading.meanings.see(sheet.grid.text(row, column))


# --- tables


def _read(sheet: _Sheet, reading: Reading, file_name: str) -> None:
    if sheet.table is not None:
        hints = _list_hints(sheet, file_name)
        reading.facts.of_month |= hints.start is None and hints.month is not None
        read_list(sheet.table, reading, hints, _span_of_all(sheet, reading))
    for block in sheet.blocks:
        block.rows = [row for row in block.rows if not _all_taken(block, row, reading)]
        if _holds_names(block):
            read_names_grid(block, reading, _span_of_titles(sheet, block) or _span_of_all(sheet, reading))
        else:
            read_people_grid(block, reading)
        reading.facts.whole = reading.facts.whole or _without_gaps(block)


def _list_hints(sheet: _Sheet, file_name: str) -> DateHints:
    assert sheet.table is not None
    grid = sheet.grid
    above = [grid.text(row, c) for row in grid.rows if row < sheet.table.top for c in grid.columns(row)]
    return hints_in([*above, grid.name, file_name])


def _all_taken(block: Block, row: int, reading: Reading) -> bool:
    """Whether a legend has taken all cells of a row."""
    columns = block.grid.columns(row)
    return bool(columns) and all(reading.ledger.has(block.grid.cell(row, column)) for column in columns)


def _without_gaps(block: Block) -> bool:
    days = sorted({column.date for column in block.columns})
    return bool(days) and days[-1] - days[0] == timedelta(days=len(days) - 1)


def _holds_names(block: Block) -> bool:
    """Whether the cells hold names; else they hold codes and times, and the names stand beside them."""
    rows = [row for row in block.rows if not _is_beside(block, row)]
    texts = [text for row in rows for _, text in block.entries(row)]
    names = sum(looks_like_name(text.split("/")[0].split("\n")[0]) or one_word_name(text) for text in texts)
    plain = [text for text in texts if not text.replace(".", "", 1).isdigit() and not _says_of_a_duty(text)]
    if not texts or names * 2 <= len(plain):
        return False
    labels = {label for row in rows if block.entries(row) for label in block.labels_of(row).values()}
    people = sum(looks_like_name(text) for text in labels)
    posts = sum(
        role_named(text) is not None
        or is_shift_name(text)
        or call_sign_in(text) is not None
        or span_in(text) is not None
        for text in labels
    )
    sure = sum(looks_like_name(text) and absence_of(text) is None for text in texts)
    return posts > 0 or people * 2 <= len(labels) or sure * 2 > len(plain)


def _says_of_a_duty(text: str) -> bool:
    """Whether a text is only the times or the call sign of a duty, as they stand above or below its crew."""
    span, sign = span_in(text), call_sign_in(text)
    return (span is not None and not span.rest) or (sign is not None and not sign[1])


def _is_beside(block: Block, row: int) -> bool:
    """Whether the cells of a row say more of the dates, as a column of times or notes beside them does."""
    kinds = {heading_kind(text) for text in block.labels_of(row).values()}
    return bool(kinds & {"shift", "time", "start", "end", "call sign", "vehicle", "weekday", "note", "total"})


def _span_of_titles(sheet: _Sheet, block: Block) -> TimeSpan | None:
    spans = {found.clear for text in _titles(sheet, block) if (found := span_in(text)) is not None}
    return spans.pop() if len(spans) == 1 else None


def _span_of_all(sheet: _Sheet, reading: Reading) -> TimeSpan | None:
    """The times that a title or a note gives for all duties: `All duties 18:00-02:00 unless stated`."""
    grid = sheet.grid
    cells = [
        (row, column)
        for row in grid.rows
        for column in grid.columns(row)
        if (found := span_in(grid.text(row, column))) is not None
        and (_FOR_ALL.search(grid.text(row, column)) or (len(grid.columns(row)) == 1 and not found.rest))
    ]
    spans = {found.clear for place in cells if (found := span_in(grid.text(*place))) is not None}
    if len(spans) != 1:
        return None
    for place in cells:
        reading.ledger.take(grid.cell(*place), "the times of all duties without others")
    return spans.pop()


# --- what is left


def _rest(sheet: _Sheet, reading: Reading) -> None:
    """Recognises titles, totals and notes among the cells that no table and no legend has taken."""
    grid = sheet.grid
    starts = [block.place.row for block in sheet.blocks] + ([sheet.table.top] if sheet.table else [])
    first = min(starts, default=None)
    for row in grid.rows:
        columns = grid.columns(row)
        texts = [grid.text(row, column) for column in columns]
        totals = is_total(texts[0]) or (len(texts) > 1 and is_total(texts[1]))
        for column, text in zip(columns, texts, strict=True):
            cell = grid.cell(row, column)
            if reading.ledger.has(cell):
                continue
            number = text.replace(".", "", 1).replace("-", "", 1).isdigit()
            if totals and (number or is_total(text)):
                reading.ledger.set_aside(cell, "a row of totals")
            elif is_total(text):
                reading.ledger.set_aside(cell, "the heading of totals")
            elif first is not None and row <= first:
                reading.ledger.set_aside(cell, "a title or a heading")
            elif first is None:
                reading.ledger.refuse(cell, "stands on a sheet without a table of dates")
            elif not number and len(text.split()) > 1:
                reading.ledger.set_aside(cell, f"a note: {text[:60]}")


__all__ = ["DateAxis", "Found", "read_grids"]
