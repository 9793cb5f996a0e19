"""Writes the sheets of inputs into a workbook: those of a book, or of the empty template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from constraints.registry import installed
from models.book import Book
from roster.analysis.words import period_in_words
from roster.io.xlsx.inputs.availability.cell_codes import EXAMPLE_ROW, AvailabilityCodes
from roster.io.xlsx.inputs.availability.template_dates import date_formulas
from roster.io.xlsx.inputs.book_to_rows import Cells, InputRows, rows_of
from roster.io.xlsx.inputs.people_formulas import full_name_formula, name_formula
from roster.io.xlsx.inputs.sheets.all_sheets import FORMS, GRID, INPUTS, START, TABLES
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE, TEXT, WHOLE, WORDS, Kind
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed, Form, Table
from roster.io.xlsx.inputs.sheets.example_rows import example_text
from roster.io.xlsx.inputs.sheets.people_sheets import GREEN, PEOPLE
from roster.io.xlsx.inputs.sheets.rule_sheets import GREY, LISTS, RULE_KINDS, RULES
from roster.io.xlsx.inputs.sheets.rule_words import sentence_of, sentence_of_kind
from roster.io.xlsx.kit.cell_styles import AWAY, HEADER, NOTE, SUBTITLE, TITLE, UNREAD, WEEKEND, Look, fill
from roster.io.xlsx.kit.cell_styles import GRID as GRID_LINES
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES
from roster.io.xlsx.kit.page import Page, Value, fitting, place, safe_text, short_text, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue

_ABOUT_ROW, _NOTES_ROW, _HEADINGS_ROW, _FIRST_ROW = 2, 3, 4, 5
_SPARE_ROWS, _TEMPLATE_ROWS = 12, 30  # empty rows, formatted for input, below the filled ones
_REACH = 200  # rows below those in which drop-downs still work
_TEMPLATE_DAYS = 42
INPUT = "FFF9DB"  # the colour of cells for input
_EXAMPLE_FILL = "EFEFEF"
_CELL = Look(border=GRID_LINES, colour=INPUT, indent=1)
_EXAMPLE_CELL = _CELL.but(colour=_EXAMPLE_FILL, italic=True)
_FIXED = Look(border=GRID_LINES, indent=1)
_NOTE = NOTE.but(wrap=True, upright="bottom", indent=1)
_LAST_DAY = str((date(2200, 12, 31) - date(1899, 12, 30)).days)  # as Excel counts
_CODE = Look(size=8, across="center", border=GRID_LINES, colour=INPUT)
_OFFERED = "C6E0B4"
_PEOPLE, _PEOPLE_COLUMN = Feed("People"), 4  # drop-downs of people take names with ids from the sheet Lists
# Kinds of cells that are centred; others are aligned to the left.
_CENTRED = ("date", "time", "date and time", "whole number", "number", "figure", "hours", "yes or no")

MakePage = Callable[[str], Page]
_THREE_LINES = (
    "1. Fill in the pale yellow cells, sheet after sheet; * marks what must be there. What begins with “e.g.” is"
    " an example and counts for nothing. Write over it, or leave it.",
    "2. Save, and run  roster check BOOK  : it names every mistake by its cell; with  --mark COPY  it marks them in a"
    " copy.",
    "3. Run  roster solve BOOK -o ROTA.xlsx  : the rota, with these sheets in it, so that it can be solved again.",
)
_THREE_LINES_OF_A_UNIT = (
    "1. The unit stands on these sheets: who is in it, when its cars run, which rules hold. Change what is not right,"
    " save, and run  roster check BOOK  : it names every mistake by its cell.",
    "2. Nobody has offered yet. Run  roster ask BOOK FOLDER  , and, with the replies,  roster offers BOOK REPLIES -o"
    " NEW.xlsx  . Or fill in Availability by hand.",
    "3. Run  roster solve NEW.xlsx -o ROTA.xlsx  : the rota, with these sheets in it, so that it can be solved again.",
)


def write_inputs(
    workbook: Workbook,
    page: MakePage,
    book: Book | None,
    unread: Sequence[str] = (),
    starting: Mapping[str, list[Cells]] = MappingProxyType({}),
    front: Sequence[str] = (),
) -> None:
    """Writes every sheet of inputs into a workbook.

    Args:
        page: makes a new sheet of a name.
        book: the book; None for the template.
        unread: sentences on inputs that no rule reads, for the first sheet.
        starting: sheet -> rows of the template.
        front: of a new unit: the names of the sheets that stand in front, in this order.
    """
    rows = rows_of(book) if book is not None else None
    title = short_text(book.name) if book is not None else ""
    period = period_in_words(book.period) if book is not None else ""
    sheets = _Sheets(page, rows, title, period, starting)
    sheets.start(unread, front)
    for sheet in INPUTS:
        if isinstance(sheet, Form):
            sheets.form(sheet)
        elif isinstance(sheet, Table):
            sheets.table(sheet)
        else:
            sheets.grid()
    sheets.lists()


class _Sheets:
    """Writes the sheets of inputs."""

    def __init__(
        self,
        page: MakePage,
        rows: InputRows | None,
        title: str,
        period: str,
        starting: Mapping[str, list[Cells]],
    ) -> None:
        self._page = page
        self.rows = rows
        self.title = title
        self.period = period
        self.starting = starting
        self.tables = {table.name: table for table in TABLES}

    def _new(self, name: str, about: str, colour: str) -> Page:
        page = self._page(name)
        page.sheet.sheet_properties.tabColor = colour
        page.put(1, 1, name, TITLE)
        page.put(_ABOUT_ROW, 1, about, SUBTITLE)
        return page

    def _set_up(self, page: Page, *, columns: int = 0, wide: int = 1) -> None:
        page.print_set_up(self.title, self.period, (_HEADINGS_ROW, _HEADINGS_ROW), repeat_columns=columns, wide=wide)

    def start(self, unread: Sequence[str], front: Sequence[str]) -> None:
        """Writes the first sheet: how to start, what each sheet is for, and inputs that no rule reads."""
        page = self._page(START)
        page.put(1, 1, self.title or "A book for a rota", TITLE)
        for row, line in enumerate(_THREE_LINES_OF_A_UNIT if front else _THREE_LINES, start=2):
            page.put(row, 1, line, Look(size=11, wrap=True))
            page.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            page.height(row, 32)
        page.put_row(6, ["Sheet", "What it holds"], HEADER)
        declared: list[Form | Table] = [*TABLES, *FORMS]
        about = {sheet.name: sheet.about for sheet in declared}
        about |= {
            GRID: "Who offers which date, and who is away: people down, dates across.",
            LISTS: "Every kind of rule.",
        }
        names = [*(item if isinstance(item, str) else item.name for item in INPUTS), LISTS]
        first = [name for name in front if name in names]
        for row, name in enumerate([*first, *(name for name in names if name not in first)], start=7):
            page.put_row(row, [name, about[name]], _FIXED)
            page.sheet.cell(row, 1).hyperlink = f"#'{name}'!A1"
            last = row
        for row, sentence in enumerate(unread, start=last + 2):
            page.put(row, 1, f"{sentence[:1].upper()}{sentence[1:]}.", UNREAD)
            page.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            page.height(row, 32)
        page.widths([24, 96])
        page.print_set_up(self.title, self.period, (6, 6))

    # --- forms and tables

    def form(self, form: Form) -> None:
        """Writes a form: a label and a value in each line."""
        page = self._new(form.name, form.about, form.colour)
        heads: list[Value] = ["What", "Value", "What to write"]
        page.put_row(_HEADINGS_ROW, [*heads, *(["Example"] if self.rows is None else [])], HEADER)
        cells = self.rows.forms[form.name] if self.rows is not None else {}
        for row, column in enumerate(form.columns, start=_FIRST_ROW):
            page.put(row, 1, column.heading + (" *" if column.required else ""), _FIXED.but(bold=True))
            wrap = column.kind is TEXT
            look = replace(
                _CELL, number_format=column.kind.number_format, wrap=wrap, upright="top" if wrap else "center"
            )
            page.put(row, 2, _value(cells.get(column.heading)), look)
            page.put(row, 3, column.note, _FIXED)
            if self.rows is None:
                self._form_example(page, row, column, form.examples[row - _FIRST_ROW])
            _validate(page, column.kind, 2, row, row)
        page.widths([24, 60, 60, 34])
        page.fit_heights(_FIRST_ROW)
        page.freeze(_FIRST_ROW, 2)
        self._set_up(page)

    def _form_example(self, page: Page, row: int, column: Column, example: str) -> None:
        value = column.kind.write(column.kind.read(example)) if example else None
        page.put(row, 4, _value(value), _EXAMPLE_CELL.but(number_format=column.kind.number_format))

    def table(self, table: Table) -> None:
        """Writes a table: rows under headings."""
        page = self._new(table.name, table.about, table.colour)
        rows = self.rows.tables[table.name] if self.rows is not None else self.starting.get(table.name, [])
        extra = sorted({name for row in rows for name in row if name.startswith(f"{table.more} ")})
        more = Column(table.more, (), TEXT, table.more_note, 34)
        columns = [*table.columns, more, *(replace(more, heading=name, note="") for name in extra)]
        page.put_row(_NOTES_ROW, [column.note for column in columns], _NOTE)
        page.put_row(_HEADINGS_ROW, [column.heading + (" *" if column.required else "") for column in columns], HEADER)
        row = _FIRST_ROW
        if self.rows is None:
            self._example(page, table, columns)
            row += 1
        looks = [_FIXED.but(wrap=True) if column.shown else _look(column.kind) for column in columns]
        for cells in rows:
            page.put_row(row, [self._shown(column, row, cells) for column in columns], looks)
            row += 1
        spare = _SPARE_ROWS if self.rows is not None else _TEMPLATE_ROWS
        for blank in range(row, row + spare):
            page.put_row(blank, [self._shown(column, blank, {}) for column in columns], looks)
        last = row + spare - 1 + _REACH
        for number, column in enumerate(columns, start=1):
            if column.feed is not None:
                _offer(
                    page,
                    self._range(column.feed),
                    number,
                    last,
                    several=column.kind in (WORDS,) or column.feed == _PEOPLE,
                )
            else:
                _validate(page, column.kind, number, _FIRST_ROW, last)
        widths = []
        for column in columns:
            texts = [cell for cells in rows if isinstance(cell := cells.get(column.heading), str)]
            widths.append(fitting(texts, max(column.width, len(column.heading) / 1.1 + 4), 60))
        page.widths(widths)
        page.fit_heights(_NOTES_ROW)
        page.freeze(_FIRST_ROW, 2)
        page.filter(_HEADINGS_ROW, row + spare - 1, len(columns))
        self._set_up(page, columns=1)

    def _shown(self, column: Column, row: int, cells: Cells) -> Value:
        """Returns the value of a cell; a formula for a column that only shows something."""
        if not column.shown:
            return _value(cells.get(column.heading))
        kinds = f"{LISTS}!{stretch((_FIRST_ROW, 1), (_HEADINGS_ROW + len(installed().kinds), 2), fixed=True)}"
        said = sentence_of_kind(cells.get(RULES.key.heading))
        return Formula(f'=IFERROR(VLOOKUP({place(row, 1)},{kinds},2,FALSE)&"","")', said)

    def _example(self, page: Page, table: Table, columns: list[Column]) -> None:
        example = dict(table.example)
        for number, column in enumerate(columns, start=1):
            value = example.get(column.heading)
            look = _EXAMPLE_CELL.but(number_format=column.kind.number_format, across=_across(column.kind))
            page.put(_FIRST_ROW, number, None if value is None else example_text(value), look)

    def _range(self, feed: Feed) -> str:
        """Returns the range that a drop-down takes its choices from."""
        if feed.sheet == LISTS:
            last = _HEADINGS_ROW + len(installed().kinds)
            return f"{LISTS}!{stretch((_FIRST_ROW, 1), (last, 1), fixed=True)}"
        if feed == _PEOPLE:
            return (
                f"{LISTS}!{stretch((_FIRST_ROW, _PEOPLE_COLUMN), (self._last_row(PEOPLE), _PEOPLE_COLUMN), fixed=True)}"
            )
        table = self.tables[feed.sheet]
        number = next(n for n, column in enumerate(table.columns, start=1) if column.heading == feed.heading)
        return f"'{feed.sheet}'!{stretch((_FIRST_ROW, number), (self._last_row(table), number), fixed=True)}"

    def _last_row(self, table: Table) -> int:
        """The last row of a sheet from which drop-downs take choices."""
        filled = len(self.rows.tables[table.name]) if self.rows is not None else 0
        return _FIRST_ROW + filled + _TEMPLATE_ROWS + _REACH

    # --- the grid

    def grid(self) -> None:
        """Writes the sheet Availability: people down, dates across, codes in the cells."""
        codes = (self.rows or InputRows()).codes
        page = self._new(GRID, f"{codes.legend}. A cell may hold several, parted by a blank or a comma.", GREEN)
        dates = self.rows.dates if self.rows is not None else []
        days: list[Value] = (
            [*dates] if self.rows is not None else [*date_formulas(_TEMPLATE_DAYS, _HEADINGS_ROW, 3, _FIRST_ROW)]
        )
        heading = HEADER.but(number_format="ddd d mmm", across="center")
        page.put_row(_HEADINGS_ROW, ["Person *", "Name"], HEADER)
        page.put_row(_HEADINGS_ROW, days, heading, 3)
        for number in range(len(days)):
            page.sheet.cell(_HEADINGS_ROW, 3 + number).alignment = Alignment("center", "center", text_rotation=90)
        page.height(_HEADINGS_ROW, 58)
        row = _FIRST_ROW
        if self.rows is None:
            shown: list[Value] = [example_text(value) if value else None for value in EXAMPLE_ROW]
            shown += [None] * (2 + len(days) - len(shown))
            page.put_row(row, shown, [_EXAMPLE_CELL] * 2 + [_CODE.but(colour=_EXAMPLE_FILL, italic=True)] * len(days))
            row += 1
        people = self.rows.grid if self.rows is not None else {}
        for person, said in people.items():
            cells: list[Value] = [
                " ".join(said[day.isoformat()]) or None if day.isoformat() in said else None for day in dates
            ]
            page.put_row(row, [person, self._name(row, person)], [_CELL.but(number_format="@"), _FIXED])
            page.put_row(row, cells, _CODE, 3)
            row += 1
        spare = _SPARE_ROWS if self.rows is not None else _TEMPLATE_ROWS
        for blank in range(row, row + spare):
            page.put_row(blank, [None, self._name(blank, "")], [_CELL.but(number_format="@"), _FIXED])
            page.put_row(blank, [None] * len(days), _CODE, 3)
        last = row + spare - 1
        _offer(page, self._range(_PEOPLE), 1, last + _REACH, several=True)
        _colour_codes(page, codes, last, len(days))
        listed = ",".join(codes.known)
        if days and len(listed) < 250 and '"' not in listed:
            choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            choice.add(stretch((_FIRST_ROW, 3), (last + _REACH, 2 + len(days))))
            page.sheet.add_data_validation(choice)
        names = list(self.rows.names.values()) if self.rows is not None else []
        chosen = [f"{name} ({person})" for person, name in self.rows.names.items()] if self.rows is not None else []
        page.widths([fitting([*people, *chosen], 14, 30), fitting(names, 18, 30), *[5.2] * len(days)])
        page.freeze(_FIRST_ROW, 3)
        self._set_up(page, columns=2, wide=max(1, -(-len(days) // 45)))

    def _name(self, row: int, person: str) -> Formula:
        """Returns the formula that shows the name of the person in the first column."""
        reach = _FIRST_ROW + len(self.rows.names if self.rows is not None else ()) + _TEMPLATE_ROWS + _REACH
        name = safe_text(self.rows.names.get(person, "")) if self.rows is not None else ""
        return name_formula(place(row, 1), _FIRST_ROW, reach, name)

    # --- lists

    def lists(self) -> None:
        """Writes the sheet Lists: the kinds of rules, for drop-downs and for people."""
        page = self._new(LISTS, "What drop-downs offer; roster rules KIND says more of each.", GREY)
        page.put_row(_HEADINGS_ROW, [RULE_KINDS, "What it says"], HEADER)
        registry = installed()
        for row, kind in enumerate(registry.kinds, start=_FIRST_ROW):
            page.put_row(row, [kind, sentence_of(registry[kind])], _FIXED)
        page.put(_HEADINGS_ROW, _PEOPLE_COLUMN, "People", HEADER)
        known = list(self.rows.names.items()) if self.rows is not None else []
        for row in range(_FIRST_ROW, self._last_row(PEOPLE) + 1):
            person, name = known[row - _FIRST_ROW] if row - _FIRST_ROW < len(known) else ("", "")
            page.put(row, _PEOPLE_COLUMN, full_name_formula(row, person, name), _FIXED)
        page.widths([30, 110, 4, 40])
        page.freeze(_FIRST_ROW, 2)
        self._set_up(page)


def _value(found: CellValue | None) -> Value:
    return found  # type: ignore[return-value]


def _across(kind: Kind) -> str:
    return "center" if kind.name in _CENTRED else "left"


def _look(kind: Kind) -> Look:
    return replace(_CELL, number_format=kind.number_format, across=_across(kind))


def _offer(page: Page, cells: str, column: int, last: int, *, several: bool) -> None:
    """Adds a drop-down with choices from cells; Excel warns of other values, unless a cell may hold several."""
    choice = DataValidation("list", formula1=f"={cells}", allow_blank=True, showErrorMessage=not several)
    choice.errorStyle, choice.errorTitle = "warning", "Not on its sheet"
    choice.error = "This is not yet on the sheet it should be on. Keep it?"
    choice.add(stretch((_FIRST_ROW, column), (last, column)))
    page.sheet.add_data_validation(choice)


def _validate(page: Page, kind: Kind, column: int, first: int, last: int) -> None:
    """Adds a check of what is typed into cells of a kind, as far as Excel can; it warns and never forbids."""
    if kind.choices:
        check = DataValidation("list", formula1=f'"{",".join(kind.choices)}"', allow_blank=True)
        check.error = f"One of {', '.join(kind.choices)}."[:200]
    elif kind is DATE:
        check = DataValidation("date", operator="between", formula1="1", formula2=_LAST_DAY)
        check.error = "A date is wanted: 25/12/2026"
    elif kind is WHOLE:
        check = DataValidation("whole", operator="between", formula1="0", formula2="1000000")
        check.error = "A whole number is wanted."
    else:
        return
    check.errorStyle, check.errorTitle = "warning", "Is that meant?"
    check.showErrorMessage = True
    check.add(stretch((first, column), (last, column)))
    page.sheet.add_data_validation(check)


def _colour_codes(page: Page, codes: AvailabilityCodes, last: int, days: int) -> None:
    """Colours offers, absences and weekends; other words stay as they are."""
    if not days:
        return
    cells = stretch((_FIRST_ROW, 3), (last + _REACH, 2 + days))
    cell, day = place(_FIRST_ROW, 3), f"C${_HEADINGS_ROW}"
    words = f'" "&SUBSTITUTE({cell},","," ")&" "'
    plain = [code for code in codes.known if code.isalnum()]  # others contain wildcards of formulas
    found = {code: f'ISNUMBER(SEARCH(" {code} ",{words}))' for code in plain}
    away = ",".join(formula for code, formula in found.items() if code in ABSENCE_CODES.values())
    offered = ",".join(formula for code, formula in found.items() if code not in ABSENCE_CODES.values())
    for formula, colour in (
        (f"OR({away or 'FALSE'})", AWAY),
        (f"OR({offered or 'FALSE'})", _OFFERED),
        (f"AND(ISNUMBER({day}),WEEKDAY({day},2)>5)", WEEKEND),
    ):
        rule = FormulaRule(formula=[formula], fill=fill(colour), stopIfTrue=True)  # type: ignore[no-untyped-call]
        page.sheet.conditional_formatting.add(cells, rule)


__all__ = ["INPUT", "write_inputs"]
