"""One table with dates across: its columns of dates, its columns of labels, its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise, zip_longest

from roster.importing.grid import Cell, Grid
from roster.importing.layouts.date_axis import DateAxis
from roster.importing.ledger import Ledger
from roster.importing.words.codes import is_shift_name, legend_entries
from roster.importing.words.dates import date_parts
from roster.importing.words.headings import heading_kind, is_total
from roster.importing.words.roles import role_named
from roster.importing.words.time_spans import span_in

_LEGEND_HEADS = {"key", "legend", "codes", "shift codes", "notes", "abbreviations", "code"}
_MOST_HEADINGS = 3  # rows of headings below the dates, at most


@dataclass(frozen=True)
class DateColumn:
    """A column of entries.

    Attributes:
        column: its number.
        date: its date.
        heading: what stands below the date: `Start`, `Late`; empty where nothing does.
    """

    column: int
    date: date
    heading: str = ""


@dataclass
class Block:
    """A table with dates across.

    Attributes:
        grid: the sheet, with rows and columns exchanged where its dates go down.
        axis: the heading of dates.
        rows: the rows below the headings that hold something, up to the next heading of dates.
        columns: the columns of entries.
        labels: the other columns, left and right of them.
        headings: the heading of each such column.
    """

    grid: Grid
    axis: DateAxis
    rows: list[int]
    columns: list[DateColumn] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)

    @property
    def place(self) -> Cell:
        """The cell of the first date."""
        return self.grid.cell(self.axis.rows[0], self.axis.first)

    def entries(self, row: int) -> list[tuple[DateColumn, str]]:
        """The entries of a row: those of merged cells count for each column they cover."""
        found = []
        for column in self.columns:
            top, left = self.grid.origin(row, column.column)
            if (text := self.grid.text(top, left)) and self._counts(top, left, column.column):
                found.append((column, text))
        return found

    def _counts(self, top: int, left: int, column: int) -> bool:
        """Whether a merged cell counts for a column: for the first of each date that it covers."""
        return left == column or any(item.column == left for item in self.columns)

    @cached_property
    def legend_row(self) -> int | None:
        """The first row of a legend below the people, headed `Key` or the like; None where there is none.

        The codes may stand in the columns of the dates: `Key: | L = 18:00-02:00 | RD = Rest day`.
        """
        for row in self.rows:
            head = next(iter(self.labels_of(row).values()), "").strip(" :").lower()
            if head not in _LEGEND_HEADS:
                continue
            entries = self.entries(row)
            if not entries or any(True for _, text in entries for _ in legend_entries(text)):
                return row
        return None

    def label(self, row: int, column: int) -> str:
        """The label of a row, also where it is merged over several rows."""
        top, left = self.grid.origin(row, column)
        return self.grid.text(top, left) if left == column else ""

    def labels_of(self, row: int) -> dict[int, str]:
        """Column -> label of a row."""
        return {column: text for column in self.labels if (text := self.label(row, column))}


def blocks_of(grid: Grid, axes: list[DateAxis]) -> list[Block]:
    """The tables below the headings of dates; the dates of the axes may not be known yet."""
    found = []
    for axis, following in zip_longest(axes, axes[1:]):
        last = following.rows[0] if following is not None else max(grid.rows) + 1
        below = [row for row in grid.rows if axis.rows[-1] < row < last]
        found.append(Block(grid, axis, below))
    return found


def lay_out(block: Block, ledger: Ledger) -> None:
    """Finds the columns of a table whose dates are known, and accounts for the cells of its headings."""
    grid, axis = block.grid, block.axis
    owners = _owners(block)
    used = {column for row in [*axis.rows, *block.rows] for column in grid.columns(row)}
    block.labels = sorted(
        column for column in used if column not in owners and (column < axis.first or not grid.turned)
    )
    subs = _heading_rows(block, owners)
    headings = {column: _joined(grid.text(row, column) for row in subs) for column in owners}
    block.columns = [
        DateColumn(column, axis.dates[owner], headings[column])
        for column, owner in sorted(owners.items())
        if owner in axis.dates
    ]
    above = [axis.rows[0] - 1, *axis.rows, *subs]
    for column in block.labels:
        texts = (grid.text(row, column) for row in above)
        block.headings[column] = next((text for text in texts if text and (heading_kind(text) or is_total(text))), "")
        block.headings[column] = block.headings[column] or _joined(
            grid.text(row, column) for row in [*axis.rows, *subs]
        )
    block.rows = [row for row in block.rows if row not in subs]
    _account(block, subs, owners, ledger)


def _owners(block: Block) -> dict[int, int]:
    """Column of entries -> the column of the date it belongs to: a date may have several columns below it."""
    axis, grid = block.axis, block.grid
    dated = sorted(axis.columns)
    gaps = Counter(two - one for one, two in pairwise(dated))
    usual = gaps.most_common(1)[0][0] if gaps else max(grid.width(row, dated[0]) for row in axis.rows)
    owners = {column: column for column in dated}
    for column, following in zip(dated, [*dated[1:], dated[-1] + usual], strict=True):
        for other in range(column + 1, following):
            covered = any(grid.origin(row, other) == (row, column) for row in axis.rows)
            unheaded = not any(grid.text(row, other) for row in axis.rows)
            if covered or (unheaded and (usual == following - column or grid.turned) and _filled(block, other)):
                owners[other] = column
    return owners


def _filled(block: Block, column: int) -> bool:
    return any(block.grid.text(row, column) for row in block.rows)


def _heading_rows(block: Block, owners: dict[int, int]) -> list[int]:
    """The rows below the dates that are headings of columns: Start and Finish, Early and Late, or of the labels."""
    found = []
    for row in block.rows[:_MOST_HEADINGS]:
        texts = {column: block.grid.text(row, column) for column in block.grid.columns(row)}
        below = [text for column, text in texts.items() if column in owners]
        beside = [text for column, text in texts.items() if column not in owners]
        if not all(heading_kind(text) or is_total(text) for text in beside):
            break
        if not all(_is_heading(text) for text in below) or (not below and not beside):
            break
        if below and not beside and (len(below) < 2 or block.grid.turned):
            break
        if beside and not below and len(beside) == 1 and is_total(beside[0]):
            break
        if beside and all(is_total(text) for text in beside) and below:
            break
        found.append(row)
    return found


def _is_heading(text: str) -> bool:
    kind = heading_kind(text)
    if kind in ("start", "end", "shift", "role", "person", "total", "time", "call sign", "note", "weekday"):
        return True
    if is_shift_name(text) or role_named(text) is not None or date_parts(text) is not None:
        return True
    return span_in(text) is not None


def _joined(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(text for text in texts if text))


def _account(block: Block, subs: list[int], owners: dict[int, int], ledger: Ledger) -> None:
    grid, axis = block.grid, block.axis
    for row in axis.rows:
        for column in grid.columns(row):
            cell = grid.cell(row, column)
            if column in axis.columns and column not in axis.dates:
                ledger.refuse(cell, "is no date of a calendar")
            elif column in owners or date_parts(grid.value(row, column)) is not None:
                ledger.take(cell, "a heading of dates")
    for row in [axis.rows[0] - 1, *axis.rows, *subs]:
        for column in grid.columns(row):
            known = column in block.labels and grid.text(row, column) in block.headings.get(column, "")
            if row in subs or (known and (row in axis.rows or heading_kind(grid.text(row, column)))):
                ledger.take(grid.cell(row, column), "a heading")
