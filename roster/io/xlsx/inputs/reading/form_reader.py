"""Reads a form: a sheet of labels with a value next to each."""

from __future__ import annotations

from typing import Any

from models.problems import Path as BookPath
from models.problems import did_you_mean
from models.text.dates_and_times import tidy
from roster.analysis.words import counted
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.reading.table_reader import put_at
from roster.io.xlsx.inputs.sheets.declarations import Column, Form
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, Place, RawSheet

_MOST_LABELS = 200  # rows of a form
_HEADS = ("What", "Value")  # the headings of our forms
_CLOSE = 4  # letters; a shorter label is never taken for a misspelt one


def read_form(book: ParsedBook, form: Form) -> None:
    """Reads a form into the book, if the workbook has it."""
    sheet = book.inputs.get(form.name)
    for declared in form.columns:
        book.places.missing[declared.path] = f"{form.name}: {declared.heading}"
    if sheet is not None:
        _FormReader(book, form, sheet).read()


class _FormReader:
    """Reads one form."""

    def __init__(self, book: ParsedBook, form: Form, sheet: RawSheet) -> None:
        self.book = book
        self.sheet = sheet
        self.form = form
        self.labels = {words_of(name): column for column in form.columns for name in (column.heading, *column.also)}
        self.found_labels: set[str] = set()
        self.filled = 0
        self.unknown_labels: list[Place] = []

    def read(self) -> None:
        rows = sorted(self.sheet.rows)[:_MOST_LABELS]
        for row in rows:
            self._row(row)
        missing = [column.heading for column in self.form.columns if column.heading not in self.found_labels]
        passed_over = []
        for place in self.unknown_labels:
            text = self.sheet.text(place.row, place.column)
            if len(text) >= _CLOSE and (meant := did_you_mean(text, missing)):
                self.book.add_problem((), place, f"'{text}' is no line of this sheet{meant}")
            else:
                passed_over.append(f"{place.cell} '{text}'")
        read = f"{counted(self.filled, 'lines')} filled in" if self.filled else ""
        self.book.summarise_sheet(self.sheet, read, passed_over=passed_over)

    def _row(self, row: int) -> None:
        cells = self.sheet.rows[row]
        first = min(cells)
        label = self.labels.get(words_of(self.sheet.text(row, first)))
        wide = next((right for at, left, right in self.sheet.wide if (at, left) == (row, first)), 0)
        beside = max(first, wide) + 1
        place = self.sheet.place(row, first)
        if label is None:
            if beside in cells and self.sheet.text(row, beside) != _HEADS[1]:
                self.unknown_labels.append(place)
        elif label.heading in self.found_labels:
            self.book.add_problem((), place, f"'{label.heading}' is there twice")
        else:
            self.found_labels.add(label.heading)
            self.filled += beside in cells
            self._line(label, self.sheet.place(row, beside), cells.get(beside))

    def _line(self, column: Column, place: Place, found: Any) -> None:
        """Reads one line of the form."""
        path: BookPath = column.path
        self.book.places.put(path or ("more",), place, column.heading)
        if column.required and len(path) > 1:
            self.book.raw.setdefault(column.path[0], {})  # so that the line is reported as missing, not the whole sheet
        if found is None or (isinstance(found, str) and not tidy(found)):
            return
        if isinstance(found, CellFault):
            self.book.add_problem(path or ("more",), place, found.sentence)
            return
        try:
            value = column.kind.read(found)
        except ValueError as error:
            self.book.add_problem(path or ("more",), place, str(error))
            return
        if path:
            put_at(self.book.raw, column.path, value)
        else:
            for name, inner in value.items():
                if name in self.book.raw:
                    self.book.add_problem((), place, f"'{name}' has a line of its own, which is filled in too")
                self.book.places.put((name,), place, name)
                self.book.raw.setdefault(name, inner)
