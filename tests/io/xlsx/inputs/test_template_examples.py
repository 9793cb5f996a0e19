"""The example row of the template leaves nothing of itself behind, however much of it is written over."""

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.sheets.all_sheets import TABLES
from roster.io.xlsx.workbook import template_bytes
from tests.io.xlsx.inputs.conftest import Edit, edited

ROW = 5  # of the examples


@cache
def template() -> bytes:
    return template_bytes()


def read(edit: Edit) -> ParsedBook:
    def filled(workbook: Any) -> None:
        workbook["Period"]["B7"], workbook["Period"]["B8"] = date(2027, 1, 1), date(2027, 1, 31)
        edit(workbook)

    return read_sheets(Path("book.xlsx"), edited(filled, template()))


def sentences(book: ParsedBook) -> list[str]:
    return [book.places.sentence(problem) for problem in book.problems]


def test_every_cell_of_an_example_row_is_marked() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template()))
    for name in [*(table.name for table in TABLES), "Availability"]:
        texts = [cell.value for cell in workbook[name][ROW] if cell.value is not None]
        assert len(texts) > 1, name
        assert all(str(text).startswith(("e.g. ", "=")) for text in texts), name


def test_the_empty_template_holds_nothing() -> None:
    book = read(lambda workbook: None)
    assert sentences(book) == []
    assert all(not value for name, value in book.raw.items() if name not in ("period", "carried_in", "rules"))


def test_what_is_left_of_the_grid_example_is_no_offer() -> None:
    def edit(workbook: Any) -> None:
        for name, row in (("People", ROW), ("People", 6)):
            workbook[name].cell(row, 1).value = f"P{row}"
        workbook["Availability"]["A5"], workbook["Availability"]["C5"] = "P5", "Y"
        workbook["Availability"]["A6"], workbook["Availability"]["D6"] = "P6", "AL"

    book = read(edit)
    assert sentences(book) == []
    assert book.raw["people"] == [
        {"id": "P5", "offers": [{"dates": ["2027-01-01"]}]},
        {"id": "P6", "absences": [{"kind": "annual leave", "first": "2027-01-02"}]},
    ]


@pytest.mark.parametrize("column", [1, 2, 4])
def test_one_cell_written_over_keeps_nothing_of_the_others(column: int) -> None:
    """Whichever cell it is: the others of the row are blank, or the row is refused."""

    def edit(workbook: Any) -> None:
        workbook["Areas"].cell(ROW, column).value = "MY-OWN"

    book = read(edit)
    if column == 1:
        assert book.raw["areas"] == [{"id": "MY-OWN"}]
        assert sentences(book) == []
    else:
        assert book.raw["areas"] == []
        assert "Areas!A5: 'e.g. MS' marks an example" in "\n".join(sentences(book))


def test_every_table_forgets_its_example() -> None:
    def edit(workbook: Any) -> None:
        for table in TABLES:
            if table.section is not None:
                workbook[table.name].cell(ROW, 1).value = "OWN"

    book = read(edit)
    for table in TABLES:
        if table.section is not None:
            items: Any = book.raw
            for name in table.section:
                items = items[name]
            item = items[0]  # the template brings rules of its own, below the example
            assert len(items) == 1 or table.name == "Rules"
            assert set(item) <= {table.key.path[0], table.group}, table.name
    assert all("e.g." not in sentence for sentence in sentences(book))


def test_an_example_row_with_its_id_cleared() -> None:
    def edit(workbook: Any) -> None:
        for name in ("People", "Availability", "Rules"):
            workbook[name].cell(ROW, 1).value = None

    book = read(edit)
    assert sentences(book) == []
    assert book.raw["people"] == []
    assert all(rule["kind"] != "rest-after-nights" for rule in book.raw["rules"])


def test_offers_written_into_the_example_row_are_not_lost() -> None:
    def edit(workbook: Any) -> None:
        workbook["Availability"]["H5"] = "A"

    assert sentences(read(edit)) == [
        "Availability!A5: 'e.g. SC01' marks an example, which is passed over; write what is meant, or clear it"
    ]


def test_a_text_that_begins_like_an_example_is_kept() -> None:
    def edit(workbook: Any) -> None:
        workbook["Areas"]["A6"], workbook["Areas"]["B6"] = "TOWN", "e.g. the town"

    assert read(edit).raw["areas"] == [{"id": "TOWN", "name": "e.g. the town"}]


def test_example_rows_as_they_were_before_every_cell_was_marked() -> None:
    """Templates made by earlier versions: only the first cell says `e.g.`."""

    def edit(workbook: Any) -> None:
        for table in TABLES:
            for number, column in enumerate(table.columns[1:], start=2):
                value = dict(table.example).get(column.heading)
                cell = workbook[table.name].cell(ROW, number)
                cell.value = column.kind.write(column.kind.read(value)) if value is not None else None
        for column, value in enumerate(["A", "A", None, "AL", "AL"], start=3):
            workbook["Availability"].cell(ROW, column).value = value

    book = read(edit)
    assert sentences(book) == []
    assert book.raw["people"] == []
