"""Finds the row of headings on a sheet, and the column of each declared heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from roster.io.xlsx.inputs.sheets.declarations import Column
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, Place, RawSheet

LOOKED_AT = 40  # rows from the top in which headings are looked for
_CLOSE = 3  # letters; a shorter heading is never taken for a misspelt one


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet.

    Attributes:
        row: the row of the headings.
        columns: declared heading -> its column.
        mistakes: problems with headings: the cell and a sentence.
    """

    row: int
    columns: Mapping[str, int]
    mistakes: Sequence[tuple[Place, str]]


def words_of(text: str) -> str:
    """Normalises a heading or the name of a sheet for comparison: `Call signs *` and `call_signs` are equal."""
    return re.sub(r"[\s_\-]+", " ", tidy(text).strip("*: ")).casefold()


def find_headings(sheet: RawSheet, declared: Sequence[Column], more: str) -> Headings | None:
    """Finds the headings of a sheet; None when no row looks like headings.

    Args:
        more: the heading of the column for other fields; empty for none.
    """
    names = {words_of(name): column.heading for column in declared for name in (column.heading, *column.also)}
    names |= {words_of(column.heading): column.heading for column in declared}
    if more:
        names[words_of(more)] = more
    best_row, most = 0, 0
    for number in sorted(row for row in sheet.rows if row <= _last_row_looked_at(sheet)):
        known = {
            names[word] for column in sheet.rows[number] if (word := words_of(sheet.text(number, column))) in names
        }
        if len(known) >= max(most, 1):  # of two equally good rows (headings merged downwards) the lower
            best_row, most = number, len(known)
    if not best_row or most < min(2, len(declared)):
        return None
    return _read(sheet, best_row, names, declared, more)


def _last_row_looked_at(sheet: RawSheet) -> int:
    rows = sorted(sheet.rows)[:LOOKED_AT]
    return rows[-1] if rows else 0


def _read(sheet: RawSheet, row: int, names: Mapping[str, str], declared: Sequence[Column], more: str) -> Headings:
    """Assigns the cells of the row of headings to declared columns."""
    columns: dict[str, int] = {}
    unknown: list[int] = []
    mistakes: list[tuple[Place, str]] = []
    for column in sorted(sheet.rows[row]):
        heading = _declared_heading(words_of(sheet.text(row, column)), names, more)
        if heading is None:
            if not isinstance(sheet.rows[row][column], CellFault):
                unknown.append(column)
        elif heading in columns:
            first = sheet.place(row, columns[heading])
            mistakes.append((sheet.place(row, column), f"the heading '{heading}' is there twice; the first is {first}"))
        else:
            columns[heading] = column
    missing = [column.heading for column in declared if column.heading not in columns]
    misspelt, missing = _misspelt(sheet, row, unknown, missing)
    mistakes += [*misspelt, *_merged_over_columns(sheet, row, columns)]
    required = {column.heading for column in declared if column.required}
    if any(number > row for number in sheet.rows):
        mistakes += [
            (sheet.place(row, 1), f"there is no column '{name}' on this sheet") for name in missing if name in required
        ]
    return Headings(row, columns, mistakes)


def _declared_heading(word: str, names: Mapping[str, str], more: str) -> str | None:
    """Returns the declared heading that a cell means; None for another heading.

    Args:
        more: the heading of the column for other fields, which a number may follow: `More 2`.
    """
    heading = names.get(word)
    if more and heading is None and (match := re.fullmatch(rf"{words_of(more)} (\d)", word)):
        return f"{more} {match[1]}"
    return heading


def _misspelt(
    sheet: RawSheet, row: int, unknown: Sequence[int], missing: Sequence[str]
) -> tuple[list[tuple[Place, str]], list[str]]:
    """Finds unknown headings that resemble a missing one; returns the mistakes, and what is still missing."""
    mistakes: list[tuple[Place, str]] = []
    left = list(missing)
    for column in unknown:
        text = sheet.text(row, column)
        meant = did_you_mean(text, left) if len(text) >= _CLOSE else ""
        if meant:
            mistakes.append((sheet.place(row, column), f"'{text}' is no column of this sheet{meant}"))
            left = [name for name in left if f"'{name}'" not in meant]
    return mistakes, left


def _merged_over_columns(sheet: RawSheet, row: int, columns: Mapping[str, int]) -> Iterator[tuple[Place, str]]:
    """Finds headings that are merged over columns with cells below: which column each of these is cannot be told."""
    for wide_row, first_column, last_column in sheet.wide:
        covered = range(first_column + 1, last_column + 1)
        if wide_row == row and first_column in columns.values() and _anything_below(sheet, row, covered):
            text = sheet.text(row, first_column)
            yield sheet.place(row, first_column), f"the heading '{text}' is merged over several columns; unmerge it"


def _anything_below(sheet: RawSheet, row: int, columns: range) -> bool:
    return any(column in cells for number, cells in sheet.rows.items() if number > row for column in columns)
