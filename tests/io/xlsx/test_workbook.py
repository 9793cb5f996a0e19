"""A workbook as a whole: its sheets, print set-up, stored results, texts from users, codes."""

import io
import re
import zipfile
from typing import Any

import pytest

from constraints.facts import Facts
from models.book import Book
from roster.io.books import encode
from roster.io.xlsx.kit.grid_codes import CodeTable, short_numbers
from roster.io.xlsx.kit.stored_values import StoredValueError, with_values
from roster.io.xlsx.workbook import SHEETS, workbook_bytes
from tests.io.conftest import RICH_SEATS, opened, with_rota, written
from tests.io.xlsx.sheet_cells import column_of, row_of, texts

# --- the workbook as a whole


def test_holds_every_sheet_and_opens_on_the_summary(rich_workbook: bytes) -> None:
    workbook = opened(rich_workbook)
    assert tuple(workbook.sheetnames[: len(SHEETS)]) == SHEETS
    assert workbook.active is not None
    assert workbook.active.title == "Summary"
    assert workbook.calculation.fullCalcOnLoad


def test_every_formula_has_a_stored_value(rich_workbook: bytes) -> None:
    formulas, values = opened(rich_workbook), opened(rich_workbook, values=True)
    found = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        if sheet.title in SHEETS  # among the inputs a name is nothing where nobody stands
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(found) > 100
    missing = column_of(values["Vehicles"], 4, "Missing")  # nothing where the crew is full
    assert [
        (title, cell)
        for title, cell in found
        if values[title][cell].value is None and (title, values[title][cell].column) != ("Vehicles", missing)
    ] == []
    assert {sheet for sheet, _ in found} == {"Summary", "Rota", "Vehicles", "Hours"}


def test_the_same_book_gives_the_same_bytes_dated_when_the_rota_was_made(
    rich: dict[str, Any], rich_workbook: bytes
) -> None:
    assert written(rich, RICH_SEATS) == rich_workbook
    archive = zipfile.ZipFile(io.BytesIO(rich_workbook))
    core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-11-20T09:30:00Z") == 2
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_page_prints_on_a4_landscape_one_page_wide(rich_workbook: bytes) -> None:
    for sheet in opened(rich_workbook):
        if sheet.sheet_state != "visible":
            continue
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddHeader.left.text == "Rich && strange"
        assert sheet.oddHeader.right.text == "1 to 31 December 2026"
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.print_title_rows
    assert opened(rich_workbook)["Rota"].print_title_cols == "$A:$E"


def test_long_lists_keep_their_headings_in_sight_and_can_be_filtered(rich_workbook: bytes) -> None:
    workbook = opened(rich_workbook)
    assert workbook["Rota"].freeze_panes == "F10"
    assert [workbook[name].freeze_panes for name in ("Vehicles", "Hours", "Gaps")] == ["D5", "B5", "D5"]
    assert workbook["Vehicles"].auto_filter.ref == "A4:L24"
    assert workbook["Hours"].auto_filter.ref
    assert workbook["Gaps"].auto_filter.ref


def test_text_is_black_or_white_only(rich_workbook: bytes) -> None:
    colours = {
        cell.font.color.rgb
        for sheet in opened(rich_workbook)
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert colours == {"00000000", "00FFFFFF"}


def test_a_book_without_a_rota_has_only_the_sheets_of_its_inputs(rich: dict[str, Any]) -> None:
    workbook = opened(workbook_bytes(Book.model_validate(rich), []))
    assert workbook.sheetnames[0] == "Start here"
    assert not {"Summary", "Rota", "Vehicles"} & set(workbook.sheetnames)


def test_the_suffix_asks_for_a_workbook(rich: dict[str, Any], tmp_path: Any) -> None:
    book, rules = with_rota(rich, RICH_SEATS)
    assert encode(book, tmp_path / "rota.XLSX", rules).startswith(b"PK")


# --- texts from users


@pytest.mark.parametrize("name", ["=1+1", "+44", "-x", "@sum", "#N/A", "TRUE", "0012", "=cmd|' /C calc'!A0"])
def test_names_stay_text_whatever_they_begin_with(rich: dict[str, Any], name: str) -> None:
    rich["people"][0]["name"] = name
    workbook = opened(written(rich, RICH_SEATS))
    cell = workbook["Rota"].cell(row_of(workbook["Rota"], "P01", 2), 1)
    assert (cell.value, cell.data_type) == (name, "s")
    assert cell.quotePrefix == (name[0] in "=+-@")


def test_characters_that_xml_forbids_are_left_out(rich: dict[str, Any]) -> None:
    rich["name"] = rich["people"][0]["name"] = "Bell\x07 \x00tab\x0b \ufffe\uffffend"
    workbook = opened(written(rich, RICH_SEATS))
    assert "Bell tab end" in texts(workbook["Rota"])
    assert workbook["Summary"]["A1"].value == "Bell tab end"
    assert workbook["Rota"].oddHeader.left.text == "Bell tab end"


def test_very_long_names_do_no_harm(rich: dict[str, Any]) -> None:
    rich["name"] = "N" * 2000
    rich["people"][0]["name"] = "Ж" * 2000
    workbook = opened(written(rich, RICH_SEATS))
    assert len(workbook["Summary"]["A1"].value) == 90
    header = workbook["Rota"].oddHeader
    assert sum(len(part.text) for part in (header.left, header.center, header.right)) < 200
    assert "Ж" * 2000 in texts(workbook["Rota"])


# --- parts


@pytest.mark.parametrize(
    ("names", "numbers"),
    [
        (["JR-04", "JR-07"], ["04", "07"]),
        (["JR-04", "KR-04"], ["JR-04", "KR-04"]),
        (["Unit A", "Unit B"], ["A", "B"]),
        (["Car Northwest", "Car East"], ["Car Northwest", "Car East"]),
        ([], []),
    ],
)
def test_call_signs_are_shortened_where_that_tells_them_apart(names: list[str], numbers: list[str]) -> None:
    assert list(short_numbers(names).values()) == numbers


def test_shift_codes_are_letters_and_digits_and_no_two_alike(rich: dict[str, Any]) -> None:
    rich["shifts"][0]["code"], rich["shifts"][1]["code"] = "<m*", "M"
    book, _ = with_rota(rich, [])
    assert [code.code for code in CodeTable.of(Facts(book)).shifts] == ["M", "M2", "M3"]


def test_values_are_stored_in_the_cells_of_their_formulas() -> None:
    xml = '<c r="A1" s="3"><f>SUM(B1)</f><v /></c><c r="A2"><f>"a"&amp;"b"</f><v></v></c><c r="A3"><f>X</f><v/></c>'
    assert with_values(xml, {"A1": 2.5, "A2": "a<b"}) == (
        '<c r="A1" s="3"><f>SUM(B1)</f><v>2.5</v></c>'
        '<c r="A2" t="str"><f>"a"&amp;"b"</f><v>a&lt;b</v></c><c r="A3"><f>X</f><v/></c>'
    )
    with pytest.raises(StoredValueError, match="C7"):
        with_values(xml, {"C7": 1})


def test_no_cell_points_at_the_machine_it_was_made_on(rich_workbook: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(rich_workbook))
    everything = b"".join(archive.read(name) for name in archive.namelist() if "theme" not in name)
    assert not re.search(rb"/(work|home|tmp|root)/", everything)


def test_a_book_without_duties_has_empty_sheets(rich: dict[str, Any]) -> None:
    rich["services"], rich["pins"] = [], []
    workbook = opened(written(rich, []))
    assert row_of(workbook["Vehicles"], "Date")
    assert "no service asks for" not in texts(workbook["Vehicles"])
