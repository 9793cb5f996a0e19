"""A solved workbook is the one that was handed in, with the rota's sheets in it."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName

from models.book import Book
from models.people import Absence, AbsenceKind
from roster import api
from roster.io.xlsx.workbook import SHEETS, workbook_bytes
from tests.io.conftest import RICH_SEATS, with_rota


def handed_in(rich: dict[str, Any], path: Path) -> Path:
    """A workbook as somebody keeps it: a sheet and a column of their own, colours, a chart, formulas with results."""
    workbook = load_workbook(io.BytesIO(workbook_bytes(Book.model_validate(rich), [])))
    notes = workbook.create_sheet("My notes", 1)
    notes["A1"], notes["B1"], notes["B2"], notes["B3"] = "people", "=COUNTA(People!A5:A9)", "=B1*2", "=Rota!C11"
    notes["A1"].fill = PatternFill("solid", start_color="FF00FF")
    notes["A1"].comment = Comment("ring her first", "me")
    notes.column_dimensions["A"].width = 41
    notes.conditional_formatting.add("B1:B9", CellIsRule("greaterThan", ["3"], fill=PatternFill(bgColor="00FF00")))
    workbook.defined_names["crews"] = DefinedName("crews", attr_text="'My notes'!$A$1:$B$2")
    chart = BarChart()
    chart.add_data(Reference(notes, min_col=2, min_row=1, max_row=2))
    notes.add_chart(chart, "D5")
    people = workbook["People"]
    people.insert_cols(2)
    people["B4"], people["B5"] = "Locker", "01234 567"
    people["A5"].fill = PatternFill("solid", start_color="00FF00")
    workbook.save(path)
    data = path.read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part = part.replace(b"<f>COUNTA(People!A5:A9)</f><v />", b"<f>COUNTA(People!A5:A9)</f><v>5</v>")
                part = part.replace(b"<f>Rota!C11</f><v />", b"<f>Rota!C11</f><v>99</v>")
            new.writestr(name, part)
    path.write_bytes(buffer.getvalue())
    return path


def solved(rich: dict[str, Any], source: Path, target: Path, book: Book | None = None) -> list[str]:
    """Write a rota into the workbook; gives what could not be kept."""
    opened = api.open_book(source)
    rota = with_rota(rich, RICH_SEATS)[0].rota
    said: list[str] = []
    api.write_book(
        replace(opened, book=(book or opened.book).model_copy(update={"rota": rota})), target, say=said.append
    )
    return said


@pytest.fixture
def own(rich: dict[str, Any], tmp_path: Path) -> Path:
    return handed_in(rich, tmp_path / "own.xlsx")


def test_everything_of_theirs_is_there(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    target = tmp_path / "rota.xlsx"
    before = own.read_bytes()
    assert solved(rich, own, target) == []
    assert own.read_bytes() == before
    workbook, values = load_workbook(target), load_workbook(target, data_only=True)
    theirs = load_workbook(own).sheetnames
    assert [name for name in workbook.sheetnames if name not in (*SHEETS, "_roster")] == theirs
    assert tuple(workbook.sheetnames[: len(SHEETS)]) == SHEETS
    notes = workbook["My notes"]
    assert notes["A1"].fill.start_color.rgb == "00FF00FF"
    assert notes["A1"].comment.text == "ring her first"
    assert notes.column_dimensions["A"].width == 41
    assert len(notes._charts) == 1
    assert [rule.type for rules in notes.conditional_formatting for rule in rules.rules] == ["cellIs"]
    assert "crews" in workbook.defined_names
    assert [cell.value for cell in workbook["People"][4]][:3] == ["ID *", "Locker", "Name"]
    assert workbook["People"]["A5"].fill.start_color.rgb == "0000FF00"
    # What formulas came to stays, but for those that follow the rota.
    assert [values["My notes"][cell].value for cell in ("B1", "B2", "B3")] == [5, None, None]
    assert [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected] == ["Summary"]
    again = api.open_book(target)
    assert again.edits is None
    assert again.book == api.open_book(own).book.model_copy(update={"rota": again.book.rota})


def test_solving_again_replaces_the_sheets_where_they_are(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    solved(rich, own, first)
    workbook = load_workbook(first)
    workbook.move_sheet("Vehicles", 9)
    workbook["About"].sheet_state = "hidden"
    workbook.active = workbook.index(workbook["Vehicles"])
    workbook.save(first)
    order = load_workbook(first).sheetnames
    solved(rich, first, second)
    again = load_workbook(second)
    assert again.sheetnames == order
    assert again["About"].sheet_state == "hidden"
    assert again.active is not None
    assert again.active.title == "Vehicles"


def test_changed_inputs_are_written_onto_their_sheets(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    target = tmp_path / "rota.xlsx"
    book = api.open_book(own).book
    people = list(book.people)
    sick = Absence(kind=AbsenceKind.SICKNESS, first="2026-12-04", last="2026-12-06")  # type: ignore[arg-type]
    people[1] = people[1].model_copy(update={"absences": (sick,)})
    pins = [{"person": "P01", "duty": "JR-04@2026-12-04", "seat": "paramedic"}]
    changed = book.changed(people=tuple(people), pins=pins, worked=(), name="Another name")
    assert solved(rich, own, target, changed) == []
    again = api.open_book(target).book
    assert again.model_copy(update={"rota": None}) == changed
    workbook = load_workbook(target)
    assert [cell.value for cell in workbook["People"][4]][:3] == ["ID *", "Locker", "Name"]
    assert workbook["My notes"]["A1"].value == "people"


def test_changes_without_a_place_make_the_sheets_of_inputs_anew(
    rich: dict[str, Any], own: Path, tmp_path: Path
) -> None:
    workbook = load_workbook(own)
    del workbook["Pins"]
    workbook.save(own)
    target = tmp_path / "rota.xlsx"
    changed = api.open_book(own).book.changed(pins=[{"person": "P01", "duty": "JR-04@2026-12-04"}])
    said = solved(rich, own, target, changed)
    assert any("written anew" in line for line in said)
    assert api.open_book(target).book.model_copy(update={"rota": None}) == changed
    assert load_workbook(target)["My notes"]["A1"].value == "people"


def test_a_sheet_of_theirs_that_is_called_as_ours_is_renamed(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    workbook = load_workbook(own)
    workbook.create_sheet("hours")["A1"] = "mine"
    workbook["Fleet"].title = "Vehicles"
    workbook.save(own)
    target = tmp_path / "rota.xlsx"
    said = solved(rich, own, target)
    assert any("hours is now called Hours (own)" in line for line in said)
    assert any("Vehicles is now called Fleet" in line for line in said)
    again = load_workbook(target)
    assert again["Hours (own)"]["A1"].value == "mine"
    assert again["Fleet"]["A5"].value == "CAR-1"
    assert api.open_book(target).edits is None


def test_parts_that_nothing_links_to_are_kept(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    data = own.read_bytes()
    with zipfile.ZipFile(own, "w") as new, zipfile.ZipFile(io.BytesIO(data)) as old:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name in ("xl/slicers/slicer1.xml", "xl/threadedComments/threadedComment1.xml"):
            new.writestr(name, b"<x/>")
    said = solved(rich, own, tmp_path / "rota.xlsx")
    assert said == []
    with zipfile.ZipFile(tmp_path / "rota.xlsx") as archive:
        assert archive.read("xl/slicers/slicer1.xml") == b"<x/>"


def test_macros_are_kept_where_the_suffix_is_kept(rich: dict[str, Any], own: Path, tmp_path: Path) -> None:
    source = tmp_path / "own.xlsm"
    with zipfile.ZipFile(source, "w") as new, zipfile.ZipFile(own) as old:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"macros")
    assert solved(rich, source, tmp_path / "rota.xlsm") == []
    with zipfile.ZipFile(tmp_path / "rota.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
    said = solved(rich, source, tmp_path / "rota.xlsx")
    assert said == ["not kept in the workbook that is written: 1 set of macros"]


def test_another_suffix_and_another_source_are_written_as_ever(rich: dict[str, Any], tmp_path: Path) -> None:
    book, rules = with_rota(rich, RICH_SEATS)
    path, plain = tmp_path / "rota.xlsx", tmp_path / "rota.json"
    api.write_book(book, plain)
    api.write_book(api.open_book(plain), path)
    assert path.read_bytes() == workbook_bytes(book, rules)
