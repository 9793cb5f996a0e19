"""`roster import` from the file to the book, with the mapping written and read back."""

from datetime import datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from roster import import_book


@pytest.fixture
def rota(tmp_path: Path) -> Path:
    """A workbook with real dates, times of day, merged dates, and one code that nothing explains."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Dec"
    sheet.append(["Crew rota"])
    sheet.append(["Name", "Role", datetime(2026, 12, 4), None, datetime(2026, 12, 5), None])
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("E2:F2")
    sheet.append([None, None, "Start", "Finish", "Start", "Finish"])
    sheet.append(["Ann Hill", "Paramedic", time(18), time(2), "A/L", None])
    sheet.append(["Bo Ray", "Special", time(18), time(2), "Q", None])
    path = tmp_path / "rota.xlsx"
    workbook.save(path)
    return path


def answer(path: Path, text: str, **cells: str) -> None:
    """Fills in a row of a mapping."""
    workbook = load_workbook(path)
    sheet = workbook["Mapping"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    [row] = [cells[0].row for cells in sheet.iter_rows(min_row=5) if cells[1].value == text]
    for head, value in cells.items():
        sheet.cell(row, heads[head]).value = value
    workbook.save(path)


def test_a_mapping_is_filled_in_and_read_back(run, rota: Path, tmp_path: Path):
    book = tmp_path / "book.xlsx"
    first = run("import", rota, "-o", book)
    assert first.exit_code == 0, first.output
    assert "Dec!E5: 'Q'" in first.output
    assert "question: code 'Q' (Dec!E5)" in first.output
    mapping = tmp_path / "book-mapping.xlsx"
    answer(mapping, "Q", Means="shift", Start="15:00", End="23:00", Name="Quiet evening")
    second = run("import", rota, "--mapping", mapping, "-o", book)
    assert second.exit_code == 0, second.output
    assert "question" not in second.output
    assert (tmp_path / "book-mapping-2.xlsx").exists()  # the one with answers is kept
    checked = run("check", book)
    assert checked.exit_code == 0, checked.output
    assert "2 people, 2 duties" in checked.output
    following = run("new", tmp_path / "next.json", "--after", book)
    assert following.exit_code == 0, following.output


def test_every_cell_of_the_file_is_in_the_sheet_of_cells(run, rota: Path, tmp_path: Path):
    assert run("import", rota, "-o", tmp_path / "book.json").exit_code == 0
    listed = load_workbook(tmp_path / "book-mapping.xlsx")["Cells"]
    found = {(row[0].value, row[1].value) for row in listed.iter_rows(min_row=3)}
    source = load_workbook(rota)["Dec"]
    held = {("Dec", cell.coordinate) for row in source.iter_rows() for cell in row if cell.value is not None}
    assert found == held


def test_mistakes_in_a_mapping_are_all_told_with_their_cells(run, rota: Path, tmp_path: Path):
    run("import", rota, "-o", tmp_path / "book.json")
    mapping = tmp_path / "book-mapping.xlsx"
    answer(mapping, "Q", Means="shfit", Start="soon", Organisation="police")
    result = run("import", rota, "--mapping", mapping, "-o", tmp_path / "other.json")
    assert result.exit_code == 2
    assert "did you mean 'shift'" in result.output
    assert "'soon' is not a time of day" in result.output
    assert "a row 'code' has no Organisation" in result.output
    assert not (tmp_path / "other.json").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("old.xls", b"x", "a rota is read from"),
        ("empty.csv", b"", "the file is empty"),
        ("page.csv", b"<html><table></table></html>", "is a web page"),
        ("broken.xlsx", b"PK\x03\x04 no", "broken.xlsx"),
    ],
)
def test_a_file_that_is_no_rota_is_refused(run, tmp_path: Path, name: str, data: bytes, said: str):
    path = tmp_path / name
    path.write_bytes(data)
    result = run("import", path, "-o", tmp_path / "book.json")
    assert result.exit_code == 2, result.output
    assert said in result.output


def test_without_a_duty_no_book_is_written(run, tmp_path: Path):
    path = tmp_path / "notes.csv"
    path.write_text("Shopping,milk\nPlease,bread\n")
    result = run("import", path, "-o", tmp_path / "book.json")
    assert result.exit_code == 1
    assert "no rota was recognised" in result.output
    assert not (tmp_path / "book.json").exists()
    assert "notes!A1" in result.output


def test_the_rota_itself_is_never_overwritten(run, rota: Path):
    before = rota.read_bytes()
    assert run("import", rota, "-o", rota).exit_code == 2
    assert rota.read_bytes() == before


def test_breaches_of_an_imported_rota_are_told(run, tmp_path: Path):
    path = tmp_path / "short-rest.csv"
    path.write_text("Name,Role,4 Dec 2026,5 Dec 2026\nAnn Hill,Paramedic,18:00-02:00,07:00-15:00\n")
    result = run("import", path, "-o", tmp_path / "book.json")
    assert result.exit_code == 0
    assert "daily-rest" in result.output


def test_a_night_into_leave_and_a_change_of_the_clocks_make_a_valid_book(tmp_path: Path):
    path = tmp_path / "clocks.csv"
    path.write_text(
        "Name,Role,27 Mar 2027,28 Mar 2027\nAnn Hill,Paramedic,17:30-01:30,A/L\nBo Ray,Special,22:00-08:00,AL\n"
    )
    made = import_book(path)
    assert made.verdict is not None
    assert not made.verdict.hard
    assert made.opened is not None
    assert {shift.length for shift in made.opened.book.shifts} == {480, None}
