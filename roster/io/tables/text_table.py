"""Reads a table from a text file (CSV): guesses its encoding and separator, and splits its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from models.text.dates_and_times import written_clock, written_date, written_moment
from roster.io.storage.files import FileError
from roster.io.storage.limits import LIMITS

if TYPE_CHECKING:
    from pandas import DataFrame

SEPARATORS = (",", ";", "\t", "|")
_MARKS = (  # the longer first: the mark of UTF-32 starts like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<mark>\\t|[^"\r\n])"?[ ,;]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


@dataclass(frozen=True)
class Rows:
    """All rows of a table, titles and headings included.

    Attributes:
        frame: the rows, indexed from 1 as in a spreadsheet; cells are text, or values of a sheet.
        lines: row -> the line of the file on which it starts, where that differs from its number.
        faults: (row, column from 0) -> the problem with a cell that cannot be read.
    """

    frame: DataFrame
    lines: Mapping[int, int] = field(default_factory=dict)
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def place(self, row: int) -> str:
        """Returns the name of a row in messages: `row 4 (line 6)`."""
        return f"row {row}" + (f" (line {self.lines[row]})" if row in self.lines else "")


def decoded(path: Path, data: bytes) -> tuple[str, str | None]:
    """Decodes bytes into text.

    Returns:
        The text, and a sentence on the encoding where it was guessed.

    Raises:
        FileError: no text, or an unknown encoding.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _utf_16(data)
    guess = None
    try:
        try:
            text = data.decode(encoding or "utf-8")
        except UnicodeDecodeError:
            if encoding is not None:
                raise
            text = data.decode("cp1252")  # the encoding in which Excel saves CSV files in Britain
            guess = "is not UTF-8; it is read as Windows saves text here (cp1252)"
    except UnicodeDecodeError as error:
        raise FileError([f"{path}: is no text (byte {error.start}), or cut short; save it as CSV UTF-8"]) from None
    if "\0" in text:
        raise FileError([f"{path}: is no text, so no CSV file"])
    return text, guess


def _utf_16(data: bytes) -> str | None:
    """Detects UTF-16 without a byte order mark: every second byte of Latin letters is 0."""
    head = data[:4096]
    half = max(1, len(head) // 2)
    if len(head) >= 8 and head[1::2].count(0) > 0.6 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if len(head) >= 8 and head[::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def split_rows(path: Path, text: str, separator: str) -> Rows:
    """Splits a text into rows; a first line that names the separator is left out, as spreadsheets do.

    Raises:
        FileError: quotes that are not closed, or closed within a cell; too many rows or columns.
    """
    import pandas as pd

    body, begins = _without_separator_line(text)
    width = max((line.count(separator) for line in io.StringIO(body, newline=None)), default=0) + 1
    if width > LIMITS.table_columns:
        raise FileError([f"{path}: has more than {LIMITS.table_columns:,} columns; no record of worked time has"])
    try:
        frame = pd.read_csv(
            io.StringIO(body, newline=None),
            sep=separator,
            engine="python",  # the strict engine: a quote that closes inside a cell is an error
            header=None,
            names=range(width),
            index_col=False,
            skipinitialspace=True,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            nrows=LIMITS.table_rows + 1,
        ).fillna("")
    except (pd.errors.ParserError, csv.Error) as error:
        where = _where_it_breaks(body, separator, begins) or f'a quote (") is not closed where it should be: {error}'
        raise FileError([f"{path}: {where}"]) from None
    if len(frame) > LIMITS.table_rows:
        raise FileError([f"{path}: has more than {LIMITS.table_rows:,} rows; no record of a period has"])
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Rows(frame, _lines(frame, begins))


def likeliest_separator(text: str, score: Callable[[list[str]], int], rows: int) -> str:
    """Guesses the separator of a text.

    A separator named by a first line such as `sep=;` is preferred, then the most frequent one.

    Args:
        score: how much a row looks like the wanted headings.
        rows: how many first rows may be the headings.
    """
    body, _ = _without_separator_line(text)
    match = _SEPARATOR_LINE.match(text)
    named = [match["mark"].replace("\\t", "\t")] if match else []
    head = list(islice(io.StringIO(body, newline=None), rows))
    often = sorted(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in head), reverse=True)
    return max(
        dict.fromkeys([*named, *often]),
        key=lambda mark: max((score(line.rstrip("\n").replace('"', "").split(mark)) for line in head), default=0),
    )


def _without_separator_line(text: str) -> tuple[str, int]:
    """Returns the text without a first line such as `sep=;`, and the number of its first line."""
    match = _SEPARATOR_LINE.match(text)
    return (text[match.end() :], 2) if match else (text, 1)


def _lines(frame: DataFrame, begins: int) -> dict[int, int]:
    """Maps rows to the lines on which they start, where these differ from the row numbers."""
    found = {}
    line = begins
    for row, cells in zip(frame.index, frame.itertuples(index=False, name=None), strict=True):
        if line != row:
            found[row] = line
        line += 1 + sum(cell.count("\n") for cell in cells)
    return found


def _where_it_breaks(body: str, separator: str, begins: int) -> str | None:
    """Returns a sentence on the row in which a quote is wrong; None where there is none."""
    reader = csv.reader(io.StringIO(body, newline=None), delimiter=separator, skipinitialspace=True, strict=True)
    row, line = 1, 0
    try:
        for row, _ in enumerate(reader, start=2):  # noqa: B007 - the row that comes next
            line = reader.line_num
    except csv.Error as error:
        first = line + begins
        place = f"row {row}" + (f" (line {first})" if first != row else "")
        if "field larger" in str(error) or "end of data" in str(error):
            return f'{place}: a quote (") that opens in this row is never closed'
        return f'{place}: a quote (") closes in the middle of a cell: {error}'
    return None


def unclosed_quotes(rows: Rows, separator: str, headings: int) -> Iterator[str]:
    """Yields sentences on rows that contain other rows, because a quote is not closed.

    Args:
        headings: the row of the headings; 0 for none.
    """
    columns = sum(map(bool, rows.frame.loc[headings])) if headings else LIMITS.table_columns
    for row, cells in zip(rows.frame.index, rows.frame.itertuples(index=False, name=None), strict=True):
        if not any("\n" in cell for cell in cells):
            continue
        lines = separator.join(cells).split("\n")
        full = [line for line in lines if _looks_like_a_row(line.split(separator), columns)]
        if len(full) > (0 if row <= headings else 1):
            yield f"{rows.place(row)}: a quote (\") is not closed before '{full[-1][:60]}', which looks like a row"


def _looks_like_a_row(cells: list[str], columns: int) -> bool:
    """Whether cells hold at least two dates or times, or one and are as many as the columns."""
    read = (written_clock, written_date, written_moment)
    dated = sum(any(known(cell.strip('" ')) is not None for known in read) for cell in cells)
    return dated >= 2 or (dated == 1 and len(cells) >= columns)
