"""Workbooks of other writers: solved and marked as any other."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from roster.io.xlsx.round_trip.parts.package import Package
from tests.io.xlsx.inputs.conftest import starter

REPORTED = Path(__file__).parents[2] / "reported"
STRICT = "http://purl.oclc.org/ooxml/"
_ODD = {"officeDocument/2006/extended-properties": "officeDocument/extendedProperties"}


def strict(data: bytes) -> bytes:
    """A workbook as Excel saves it as "Strict Open XML Spreadsheet"."""

    def name(match: re.Match[str]) -> str:
        return STRICT + _ODD.get(match[1], match[1].replace("/2006/", "/"))

    package = Package(data)
    for part, text in list(package.parts.items()):
        if part.endswith((".xml", ".rels")):
            plain = re.sub(r"http://schemas\.openxmlformats\.org/((?:spread|office|draw)[^\"]*)", name, text.decode())
            package.parts[part] = plain.encode()
    package.parts[package.workbook] = package.parts[package.workbook].replace(
        b"<workbook ", b'<workbook conformance="strict" ', 1
    )
    return package.zipped()


def test_a_workbook_without_settings_for_calculating_is_solved(run, tmp_path: Path) -> None:
    source, target = REPORTED / "x01-no-calcpr.xlsx", tmp_path / "rota.xlsx"
    assert b"calcPr" not in Package(source.read_bytes()).parts["xl/workbook.xml"]
    result = run("solve", source, "-o", target, "--time-limit", 10, "--quiet")
    assert result.exit_code == 0
    assert "not kept" not in result.output
    workbook = load_workbook(target)
    assert workbook.sheetnames[:2] == ["Summary", "Rota"]
    assert workbook.calculation.fullCalcOnLoad


@pytest.mark.parametrize("without", [b"<calcPr[^>]*/>", b"<bookViews>.*</bookViews>", b"<workbookProtection ?/>"])
def test_what_a_writer_leaves_out_is_no_matter(run, tmp_path: Path, without: bytes) -> None:
    package = Package(starter())
    for part in (package.workbook, *(sheet.part for sheet in package.sheets())):
        package.parts[part] = re.sub(without, b"", package.parts[part])
    source = tmp_path / "own.xlsx"
    source.write_bytes(package.zipped())
    assert run("solve", source, "-o", tmp_path / "rota.xlsx", "--time-limit", 5, "--quiet").exit_code == 0
    package.parts[package.workbook] = package.parts[package.workbook].replace(b'name="People"', b'name="Peple"')
    source.write_bytes(package.zipped())
    marked = run("check", source, "--mark", tmp_path / "copy.xlsx")
    assert marked.exit_code == 2
    assert "marked: " in marked.output
    assert load_workbook(tmp_path / "copy.xlsx").sheetnames[0] == "Mistakes"


def test_strict_open_xml_is_read_and_said_to_be_written_otherwise(run, tmp_path: Path) -> None:
    source, target = tmp_path / "strict.xlsx", tmp_path / "rota.xlsx"
    source.write_bytes(strict(starter()))
    assert STRICT.encode() in Package(source.read_bytes()).parts["xl/styles.xml"]
    plain = tmp_path / "plain.xlsx"
    plain.write_bytes(starter())
    assert run("check", source).output == run("check", plain).output
    result = run("solve", source, "-o", target, "--time-limit", 5, "--quiet")
    assert result.exit_code == 0
    assert "it was saved as Strict Open XML, and is written as an ordinary workbook" in result.output
    assert not [part for part, data in Package(target.read_bytes()).parts.items() if STRICT.encode() in data]
    assert run("check", target).exit_code == 0
