"""Files that are no workbook, or a strange one, are refused in a sentence or read as they are meant."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from roster.cli.main import cli
from roster.io.xlsx.raw_sheets.safe_opening import _ENCRYPTED, _OLE
from tests.io.xlsx.inputs.conftest import edited, starter
from tests.io.xlsx.raw_sheets.edits import check, put
from tests.io.xlsx.raw_sheets.test_odd_workbooks import FAULTY, FINE

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
