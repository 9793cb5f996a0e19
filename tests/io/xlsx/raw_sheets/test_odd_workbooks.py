"""Workbooks as people send them: each is read as it was meant, or refused in a sentence that says where and what."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tests.io.xlsx.inputs.conftest import edited
from tests.io.xlsx.raw_sheets.edits import FIRST, all_of, check, heading, put


def moved_column(sheet: str, text: str, to: int) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        page = workbook[sheet]
        at = heading(page, text)
        values = [page.cell(row, at).value for row in range(1, page.max_row + 1)]
        page.delete_cols(at)
        page.insert_cols(to)
        for row, value in enumerate(values, start=1):
            page.cell(row, to).value = value

    return edit


def blank_rows(workbook: Any) -> None:
    workbook["People"].insert_rows(7, 3)
    workbook["Crews"].insert_rows(6, 2)


def spaces(workbook: Any) -> None:
    for row in workbook["People"].iter_rows(min_row=FIRST, max_col=4):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f"\u00a0{cell.value} \u200b "


def padded_headings(workbook: Any) -> None:
    for cell in workbook["People"][4]:
        cell.value = f"  {str(cell.value).upper()}\u00a0:" if cell.value else None


def uk_dates(workbook: Any) -> None:
    workbook["Period"]["B7"] = "01/01/2027"
    workbook["Period"]["B8"] = "31 Jan 2027"
    workbook["Held"]["D5"] = "30.06.27"
    workbook["Requests"]["C5"] = "2/1/2027; Sat 9 January 2027"


def dates_with_times(workbook: Any) -> None:
    workbook["Period"]["B7"] = datetime(2027, 1, 1, 0, 0)
    workbook["Worked"]["B5"] = "13/01/2027 19:00"
    workbook["Worked"]["C5"] = datetime(2027, 1, 13, 22, 0, 0, 400)


def times(workbook: Any) -> None:
    sheet = workbook["Shifts"]
    sheet["D5"], sheet["E5"] = "1800", "2am"
    sheet["D6"], sheet["E6"] = 2 / 3, timedelta(hours=2)
    sheet["D6"].number_format = "General"
    sheet["D7"], sheet["E7"] = "7.00", time(17, 0)


def numbers_as_text(workbook: Any) -> None:
    sheet = workbook["Crews"]
    for row in sheet.iter_rows(min_row=FIRST, min_col=7, max_col=9):
        for cell in row:
            if cell.value is not None:
                cell.value = f" {cell.value}"
    workbook["People"].cell(FIRST, heading(workbook["People"], "Hours a week")).value = "22.50"


def ids_as_numbers(workbook: Any) -> None:
    for sheet, column in (("Areas", 1), ("Call signs", 3)):
        workbook[sheet].cell(FIRST, column).value = 4
        workbook[sheet].cell(FIRST, column).number_format = "00"
    for name, text in (("Fleet", "Spare for"), ("People", "Areas")):
        page = workbook[name]
        column = heading(page, text)
        for row in range(FIRST, page.max_row + 1):
            if page.cell(row, column).value == "TOWN":
                page.cell(row, column).value = "04"


def merged_title(workbook: Any) -> None:
    for name in ("People", "Rules"):
        workbook[name].merge_cells("A1:F1")
        workbook[name].merge_cells("A2:F2")


def tall_headings(workbook: Any) -> None:
    """Headings merged over two rows."""
    sheet = workbook["Roles"]
    sheet.insert_rows(5)
    for column in "ABCDE":
        sheet.merge_cells(f"{column}4:{column}5")


def merged_crew(workbook: Any) -> None:
    workbook["Crews"]["A6"] = None
    workbook["Crews"].merge_cells("A5:A6")


def hidden(workbook: Any) -> None:
    workbook["People"].sheet_state = "hidden"
    workbook["Rules"].sheet_state = "veryHidden"
    workbook["People"].row_dimensions[6].hidden = True
    workbook["People"].column_dimensions["C"].hidden = True
    workbook["People"].auto_filter.ref = "A4:Q13"


def own_sheets(workbook: Any) -> None:
    workbook.create_sheet("Phone numbers", 0).append(["P01", "01632 960001"])
    workbook.create_chartsheet("A chart").add_chart(BarChart())
    workbook.create_sheet("Notes").append(["=1/0", "#REF!"])


def own_columns(workbook: Any) -> None:
    sheet = workbook["People"]
    sheet.insert_cols(2)
    sheet["B4"] = "Locker"
    sheet["B5"] = "01632 960001"
    workbook["Availability"].insert_cols(3)
    workbook["Availability"]["C4"] = "Remarks"
    workbook["Availability"]["C5"] = "ask before Friday"


def renamed_politely(workbook: Any) -> None:
    workbook["Call signs"].title = "CALL_SIGNS"
    workbook["People"].title = "people "
    workbook["Fleet"].title = "Vehicles"


def decorated(workbook: Any) -> None:
    sheet = workbook["People"]
    sheet["A5"].comment = Comment("Rings back", "Somebody")
    sheet["A5"].hyperlink = "https://example.org"
    sheet["B6"].fill = PatternFill("solid", start_color="FF0000")
    sheet.protection.sheet = True
    workbook.security.lockStructure = True
    workbook["Start here"]["A3"] = None


def epoch_1904(workbook: Any) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook.epoch = CALENDAR_MAC_1904


def removed(*names: str) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        for name in names:
            del workbook[name]

    return edit


def grid_words(workbook: Any) -> None:
    sheet = workbook["Availability"]
    row = next(row for row in range(FIRST, 30) if sheet.cell(row, 1).value == "SC03")
    sheet.cell(row, 3).value, sheet.cell(row, 4).value, sheet.cell(row, 5).value = " a ", "yes", "no"
    sheet.cell(row, 6).value, sheet.cell(row, 7).value = "P, L", "Annual leave"


FINE: dict[str, Callable[[Any], Any]] = {
    "as it was written": lambda workbook: None,
    "blank rows": blank_rows,
    "blanks around words, hard ones too": spaces,
    "headings in capitals, with blanks and colons": padded_headings,
    "UK dates typed as text": uk_dates,
    "dates with a time": dates_with_times,
    "times as text, fractions and lengths": times,
    "numbers stored as text": numbers_as_text,
    "ids stored as numbers": ids_as_numbers,
    "a merged title": merged_title,
    "headings merged downwards": tall_headings,
    "a crew merged over its seats": merged_crew,
    "hidden sheets, rows and columns": hidden,
    "sheets of the user's own": own_sheets,
    "columns of the user's own": own_columns,
    "columns in another order": all_of(moved_column("People", "Role", 1), moved_column("Rules", "Parameters", 1)),
    "sheets in another order": lambda workbook: workbook.move_sheet("Rules", -20),
    "sheets renamed within reason": renamed_politely,
    "comments, links, colours, protection": decorated,
    "dates counted from 1904": epoch_1904,
    "optional sheets taken out": removed("Start here", "Lists", "Off road", "Day jobs", "Derogations", "Settings"),
    "codes in words": grid_words,
    "a very long text": put("Period", "B6", "long " * 3_900),
    "a date in a text column": put("People", "B5", date(2027, 1, 1)),
    "true for a name": put("People", "B5", True),
    "a cell far away": put("People", "XFD1048576", "x"),
    "a note below the table, beside it": put("People", "Z40", "checked by AB"),
    "an error in a column nobody reads": put("People", "Z5", "#REF!"),
    "weekdays in words": put("Services", "F5", "Friday - Saturday"),
    "capitals in a choice": put("Requests", "B5", "OFF"),
}


@pytest.mark.parametrize("name", FINE)
def test_read_as_it_was_meant(name: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(edited(FINE[name]))
    code, output = check(path)
    assert code == 0, output
    assert "9 people, 18 duties" in output


def test_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(edited(epoch_1904))
    assert "Fri 1 Jan to Sun 31 Jan 2027" in check(path)[1]


FAULTY: dict[str, tuple[Callable[[Any], Any], str]] = {
    "a misspelt role": (
        put("People", "C5", "Paramedc"),
        "book.xlsx: People!C5: role 'Paramedc' is unknown; did you mean 'paramedic'?",
    ),
    "a date that is none": (put("Period", "B7", "31/02/2027"), "Period!B7: '31/02/2027' is not a date"),
    "an American date": (put("Period", "B8", "01/31/2027"), "Period!B8: '01/31/2027' is not a date"),
    "a date as a number": (put("Period", "B7", 46388, "General"), "Period!B7: '46388' is not a date"),
    "a number that is none": (put("Crews", "G5", "two"), "Crews!G5: minimum should be a whole number (found 'two')"),
    "half a person": (put("Crews", "G5", 1.5), "Crews!G5: minimum should be a whole number"),
    "an error value": (put("Services", "D5", "#REF!"), "Services!D5: holds the error #REF!"),
    "division by nought": (put("People", "A5", "#DIV/0!"), "People!A5: holds the error #DIV/0!"),
    "a formula that nobody calculated": (
        put("People", "C5", '="para"&"medic"'),
        "People!C5: holds a formula whose result",
    ),
    "a sheet renamed beyond reason": (
        lambda workbook: setattr(workbook["People"], "title", "Peopel"),
        "Peopel: is no sheet of a book; did you mean 'People'?",
    ),
    "a sheet taken out": (removed("People"), "there is no sheet People"),
    "no sheet of ours": (removed("Period", "Roles", "Services"), "there is no sheet Period"),
    "a line taken out of a form": (put("Period", "A7", None), "Period: there is no line 'First date'"),
    "two sheets of one name": (
        lambda workbook: setattr(workbook.create_sheet("x"), "title", "People "),
        "there are two sheets People",
    ),
    "a heading there twice": (
        put("People", "D4", "Role"),
        "People!D4: the heading 'Role' is there twice; the first is People!C4",
    ),
    "a misspelt heading": (
        put("People", "D4", "Araes"),
        "People!D4: 'Araes' is no column of this sheet; did you mean 'Areas'?",
    ),
    "a column taken out": (put("People", "C4", None), "there is no column 'Role' on this sheet"),
    "headings taken out": (lambda workbook: workbook["Roles"].delete_rows(1, 4), "Roles: has no row of headings"),
    "a heading merged over two columns": (
        all_of(put("People", "C4", None), lambda workbook: workbook["People"].merge_cells("B4:C4")),
        "is merged over several columns; unmerge it",
    ),
    "an id there twice": (put("People", "A6", "P01"), "People!A6: person 'P01' is there twice; the first is People!A5"),
    "an id with a stroke": (put("Areas", "A5", "N/A"), "Areas!A5: 'N/A' cannot be used here"),
    "a name nobody knows, in a list": (put("Offers", "A5", "SC99"), "Offers!A5: person 'SC99' is unknown"),
    "nobody": (put("Held", "A5", None), "Held!A5: the person is missing"),
    "a code that is none": (
        put("Availability", "D5", "QQ"),
        "Availability!D5: code 'QQ' is unknown; the codes are A, P, L, E",
    ),
    "codes for somebody unknown": (put("Availability", "A5", "XX9"), "Availability!A5: person 'XX9' is unknown"),
    "a date over the grid there twice": (
        put("Availability", "D4", date(2027, 1, 1)),
        "the date 2027-01-01 is there twice",
    ),
    "a date over the grid that is none": (put("Availability", "C4", "1/13/2027"), "'1/13/2027' is not a date"),
    "a grid without people": (put("Availability", "A4", "Who"), "has no row of headings"),
    "parameters without a value": (put("Rules", "O5", "hours"), "Rules!O5: 'hours' has no value"),
    "parameters that are no fields": (put("Rules", "O5", "hours: [11"), "Rules!O5: cannot be read as fields"),
    "a parameter the rule has not": (put("Rules", "O5", "hours: 11, dayz: 7"), "Rules!O5: 'dayz' is not a field here"),
    "a rule nobody knows": (
        put("Rules", "A5", "daily-rset"),
        "Rules!A5: rule 'daily-rset' is unknown; did you mean 'daily-rest'?",
    ),
    "a field that has a column": (put("Roles", "E5", "name: Other"), "'name' has a column of its own"),
    "a field nobody knows": (put("Roles", "E5", "colour: red"), "Roles!E5: 'colour' is not a field here"),
    "an example half written over": (
        all_of(put("Roles", "A5", "e.g. paramedic"), put("Roles", "B5", "My own")),
        "'e.g. paramedic' marks an example",
    ),
    "an impossible pin": (put("Pins", "B5", "JR-01@2027-01-04"), "Pins!B5: there is no duty"),
    "a time that is none": (put("Shifts", "D5", "25:00"), "Shifts!D5: '25:00' is not a time of day"),
    "an end before the start": (
        put("Worked", "C5", datetime(2027, 1, 13, 18, 0)),
        "Worked!A5: ends at 2027-01-13 18:00",
    ),
    "leave of another kind": (
        all_of(
            put("Absences", "A5", "P01"), put("Absences", "B5", "jury service"), put("Absences", "C5", date(2027, 1, 3))
        ),
        "Absences!B5: 'jury service' is not one of annual leave",
    ),
    "a text that is too long": (
        put("Organisations", "B5", "x" * 3_000),
        "Organisations!B5: name is longer than 2000 letters",
    ),
    "a part that is not there": (put("Settings", "B5", "police.xlsx"), "police.xlsx: there is no such file"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_refused_with_its_place(name: str, tmp_path: Path) -> None:
    edit, words = FAULTY[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(edited(edit))
    code, output = check(path)
    assert code == 2, output
    assert words in output
