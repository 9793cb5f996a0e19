"""Reads a mapping that was filled in; every mistake is reported with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.problems import did_you_mean
from roster.importing.answers import ANSWER_FIELDS, LABEL_MEANINGS, MEANINGS, MappingRow, Topic
from roster.importing.words.dates import date_parts, hints_in
from roster.importing.words.time_spans import clock_of, span_in
from roster.io.storage.files import FileError
from roster.io.xlsx.mapping.columns import ANSWERED_IN, COLUMNS, SHEET
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, RawSheet
from roster.tables.cells.text import cell_text, normalised, normalised_heading

_FIELDS = {heading.lower(): field for field, (heading, _) in COLUMNS.items()}


def rows_of_mapping(path: Path, sheets: Sequence[RawSheet]) -> tuple[list[MappingRow], list[str]]:
    """Reads the rows of the sheet Mapping.

    Returns:
        The rows, and sentences on rows that are not read.

    Raises:
        FileError: without such a sheet, or with mistakes.
    """
    sheet = next((sheet for sheet in sheets if normalised(sheet.name) == SHEET.lower()), None)
    if sheet is None:
        names = ", ".join(sheet.name for sheet in sheets)
        raise FileError([f"{path}: has no sheet {SHEET} (it has {names}); `roster import` writes one"])
    reader = _Reader(path, sheet)
    reader.read()
    if reader.problems:
        raise FileError(reader.problems)
    return reader.rows, reader.notes


class _Reader:
    def __init__(self, path: Path, sheet: RawSheet) -> None:
        self.path = path
        self.sheet = sheet
        self.rows: list[MappingRow] = []
        self.notes: list[str] = []
        self.problems: list[str] = []

    def read(self) -> None:
        columns, headings = self._columns()
        if "topic" not in columns.values() or "text" not in columns.values():
            raise FileError([f"{self.path}: {SHEET} has no headings 'What' and 'In the rota'"])
        for row in sorted(self.sheet.rows):
            if row > headings:
                self._row(row, columns)

    def _columns(self) -> tuple[dict[int, str], int]:
        best: tuple[dict[int, str], int] = ({}, 0)
        for row, cells in sorted(self.sheet.rows.items())[:20]:
            found = {
                column: _FIELDS[name]
                for column, value in cells.items()
                if isinstance(value, str) and (name := normalised_heading(value)) in _FIELDS
            }
            if len(found) > len(best[0]):
                best = (found, row)
        return best

    def _row(self, row: int, columns: dict[int, str]) -> None:
        fields: dict[str, str] = {}
        for column, value in self.sheet.rows[row].items():
            place = self.sheet.place(row, column)
            if isinstance(value, CellFault):
                self.problems.append(f"{self.path}: {place}: {value.sentence}")
            elif column not in columns:
                self.notes.append(f"{self.path}: {place}: is in a column that is not read")
            else:
                clock = clock_of(value) if columns[column] in ("start", "end") else None
                fields[columns[column]] = f"{clock:%H:%M}" if clock is not None else cell_text(value)
        topic = fields.pop("topic", "").lower()
        if topic not in set(Topic):
            if fields:
                wrong = f"'{topic}' is none of {', '.join(Topic)}{did_you_mean(topic, list(Topic))}"
                self.problems.append(f"{self.path}: {self.sheet.name}!A{row}: {wrong}")
            return
        found = MappingRow(Topic(topic), fields.pop("text", ""), asks=False, **fields)
        self._check(row, found, columns)
        self.rows.append(found)

    def _check(self, row: int, found: MappingRow, columns: dict[int, str]) -> None:
        """Reports answers that cannot be understood, and those in a column that this kind of row does not have."""
        places = {field: self.sheet.place(row, column) for column, field in columns.items()}
        for field in ANSWER_FIELDS:
            text = getattr(found, field)
            if text and field not in ANSWERED_IN[found.topic]:
                self.problems.append(f"{self.path}: {places[field]}: a row '{found.topic}' has no {COLUMNS[field][0]}")
            elif text and (wrong := _wrong(found, field, text)):
                self.problems.append(f"{self.path}: {places[field]}: {wrong}")
        if found.topic is Topic.CODE and bool(found.start) != bool(found.end) and span_in(found.start) is None:
            self.problems.append(f"{self.path}: {places['start']}: a shift needs its start and its end")


def _wrong(row: MappingRow, field: str, text: str) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if field == "means":
        words = {Topic.CODE: MEANINGS, Topic.LABEL: LABEL_MEANINGS}.get(row.topic)
        if words is not None and text.lower() not in words:
            return f"'{text}' is none of {', '.join(words)}{did_you_mean(text, list(words))}"
        if words is None and hints_in([text]).year is None and date_parts(text) is None:
            return f"'{text}' is neither a date nor a year; write 2026-12-07, or 2026"
    if field in ("start", "end"):
        if row.topic is Topic.PERIOD and hints_in([text]).start is None:
            return f"'{text}' is not a date; write it as 2026-12-31"
        if row.topic is Topic.CODE and clock_of(text) is None and span_in(text) is None:
            return f"'{text}' is not a time of day; write it as HH:MM, for example 18:00"
    return ""
