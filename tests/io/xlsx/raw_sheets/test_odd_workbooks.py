"""Workbooks as people send them: each is read as it was meant, or refused in a sentence that says where and what."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from roster.cli.main import cli
from roster.io.xlsx.raw_sheets.safe_opening import _ENCRYPTED, _OLE
from tests.io.xlsx.inputs.conftest import edited, starter

FIRST = 5  # row of data


def check(path: Path, *options: str) -> tuple[int, str]:
    """`roster check`; the workbook must not have changed."""
    before = path.read_bytes()
    result = CliRunner().invoke(cli, ["check", str(path), *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert path.read_bytes() == before
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def put(sheet: str, cell: str, value: Any, number_format: str | None = None) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        workbook[sheet][cell] = value
        if number_format:
            workbook[sheet][cell].number_format = number_format

    return edit


def all_of(*edits: Callable[[Any], Any]) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        for one in edits:
            one(workbook)

    return edit


def heading(sheet: Worksheet, text: str) -> int:
    """The column of a heading."""
    for cell in sheet[4]:
        if str(cell.value or "").strip(" *") == text:
            return int(cell.column)
    raise AssertionError(text)


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
    sheet["B4"] = "Phone"
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


# --- files that are no workbook, or a strange one


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(ending: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(starter())
    name = next(name for name in parts if name.endswith(ending))
    return zipped(parts | {name: change(parts[name])})


def encrypted_zip() -> bytes:
    data = bytearray(starter())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


BOOK_XML = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
NOT_BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "the file is empty"),
    "CSV": (lambda: b"ID,Name,Role\nP01,Paramedic 01,paramedic\n", "is text (CSV?), not a workbook"),
    "CSV in UTF-16": (lambda: "ID\tName\n".encode("utf-16"), "is text (CSV?), not a workbook"),
    "HTML": (lambda: b"\xef\xbb\xbf<html><table><tr><td>P01</td></tr></table></html>", "is a web page (HTML)"),
    "XML of 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', "is XML, not a workbook"),
    "JSON": (lambda: b'{"name": "x"}', "is text (JSON?)"),
    "PDF": (lambda: b"%PDF-1.7\n", "is a PDF"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d", "is not a workbook"),
    "old xls": (lambda: _OLE + b"\x00" * 2000, "is a workbook of the old form (.xls)"),
    "password": (lambda: _OLE + b"\x00" * 900 + _ENCRYPTED + b"\x00" * 900, "is protected by a password"),
    "zip password": (encrypted_zip, "is protected by a password"),
    "cut short": (lambda: starter()[: len(starter()) // 2], "the workbook is damaged or cut short"),
    "beginning only": (lambda: b"PK\x03\x04", "the workbook is damaged or cut short"),
    "a flipped byte": (
        lambda: starter()[:3000] + bytes([starter()[3000] ^ 255]) + starter()[3001:],
        "the workbook",
    ),
    "a zip of something": (lambda: zipped({"a.txt": b"x"}), "is a zip file, but no workbook"),
    "Word": (lambda: zipped({"word/document.xml": b"x"}), "is a Word document"),
    "slides": (lambda: zipped({"ppt/presentation.xml": b"x"}), "is a presentation"),
    "xlsb": (lambda: zipped({"xl/workbook.bin": b"x"}), "is a binary workbook"),
    "OpenDocument": (lambda: zipped({"mimetype": b"x", "content.xml": b"x"}), "is an OpenDocument file"),
    "bomb": (lambda: zipped({**parts_of(starter()), "xl/media/b.bin": b"\0" * (300 << 20)}), "unpacks to more than"),
    "entities": (lambda: replaced("xl/workbook.xml", lambda _: BOOK_XML), "defines entities of its own"),
    "no workbook inside": (
        lambda: zipped({name: data for name, data in parts_of(starter()).items() if "workbook.xml" not in name}),
        "but no workbook",
    ),
    "a sheet's part missing": (
        lambda: zipped({name: data for name, data in parts_of(starter()).items() if "sheet3.xml" not in name}),
        "there is no sheet",
    ),
    "broken XML": (lambda: replaced("sheet2.xml", lambda data: data[:-40]), "cannot be read"),
    "broken styles": (lambda: replaced("styles.xml", lambda _: b"<styleSheet>"), "cannot be read"),
    "a shared text that is not there": (
        lambda: replaced(
            "sheet2.xml",
            lambda data: data.replace(
                b"</sheetData>", b'<row r="90"><c r="A90" t="s"><v>99999</v></c></row></sheetData>'
            ),
        ),
        "cannot be read",
    ),
    "a row beyond all rows": (
        lambda: replaced("sheet2.xml", lambda data: data.replace(b'<row r="5"', b'<row r="999999999"')),
        "has cells where no workbook has any",
    ),
    "a column beyond all columns": (
        lambda: replaced("sheet2.xml", lambda data: data.replace(b'r="B5"', b'r="ZZZZZ5"')),
        "has cells where no workbook has any",
    ),
}


@pytest.mark.parametrize("name", NOT_BOOKS)
def test_files_that_are_no_workbook(name: str, tmp_path: Path) -> None:
    make, words = NOT_BOOKS[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(make())
    code, output = check(path)
    assert code == 2, output
    assert words in output
    assert len(output.strip().splitlines()) == 1, "one sentence"


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    for name, words in (("folder.xlsx", "is a folder"), ("none.xlsx", "there is no such file")):
        result = CliRunner().invoke(cli, ["check", str(tmp_path / name)])
        assert result.exit_code == 2
        assert words in result.output


def test_a_workbook_with_macros_is_read(tmp_path: Path) -> None:
    parts = parts_of(starter())
    kinds = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    path = tmp_path / "book.xlsm"
    path.write_bytes(zipped(parts | {"[Content_Types].xml": kinds, "xl/vbaProject.bin": b"macro"}))
    assert check(path)[0] == 0


def test_a_million_formatted_rows_that_are_blank(tmp_path: Path) -> None:
    rows = b"".join(
        b'<row r="%d" s="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(200, 1_000_000)
    )
    parts = parts_of(starter())
    name = next(name for name, data in parts.items() if b"SC03" in data or name.endswith("sheet14.xml"))
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(parts | {name: parts[name].replace(b"</sheetData>", rows + b"</sheetData>")}))
    code, output = check(path)
    assert code == 0, output


def test_a_formula_with_its_stored_result_is_read_as_that(tmp_path: Path) -> None:
    data = edited(put("People", "C5", '="para"&"medic"'))
    parts = parts_of(data)
    name = next(
        name for name, xml in parts.items() if b'="para"' in xml or b"&quot;para&quot;" in xml or b'"para"' in xml
    )
    shown = re.sub(
        rb'(<c r="C5"[^>]*?)(>)(<f>[^<]*</f>)<v ?/?>(</v>)?', rb'\1 t="str"\2\3<v>paramedic</v>', parts[name]
    )
    assert shown != parts[name]
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(parts | {name: shown}))
    assert check(path)[0] == 0


def test_a_formula_that_comes_to_nothing_is_a_blank_cell(tmp_path: Path) -> None:
    data = edited(put("People", "E5", '=IF(1=1,"","x")'))
    parts = parts_of(data)
    name = next(name for name, xml in parts.items() if b"IF(1=1" in xml)
    shown = re.sub(rb'(<c r="E5"[^>]*?)(>)(<f>[^<]*</f>)<v ?/?>(</v>)?', rb'\1 t="str"\2\3<v></v>', parts[name])
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(parts | {name: shown}))
    assert check(path)[0] == 0


def test_links_to_other_files_are_never_followed(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(starter()))
    workbook["People"]["Z5"] = "='[other.xlsx]Sheet1'!A1"
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    assert check(path)[0] == 0


def test_a_sheet_that_lies_about_its_size(tmp_path: Path) -> None:
    parts = parts_of(starter())
    for name in [name for name in parts if "/worksheets/sheet" in name]:
        parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts[name])
    path = tmp_path / "book.xlsx"
    path.write_bytes(zipped(parts))
    assert check(path)[0] == 0


def test_there_are_sixty_kinds() -> None:
    assert len(FINE) + len(FAULTY) + len(NOT_BOOKS) >= 60
