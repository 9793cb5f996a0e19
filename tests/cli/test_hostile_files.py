r"""Files that are made to harm, or that are no files: each is refused in a sentence before it is read to its end."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from roster.io import books, yaml_text
from roster.io.storage.files import FileError
from roster.io.storage.limits import LIMITS, Limits
from roster.io.xlsx.raw_sheets import safe_opening as opening
from tests.conftest import SMALL
from tests.io.xlsx.inputs.conftest import starter

# --- what is no file

NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (os.mkfifo, "is a pipe, not a file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is a device, not a file"),
    "a folder": (Path.mkdir, "is a folder, not a file"),
    "a folder behind a link": (lambda path: path.symlink_to(path.parent), "is a folder, not a file"),
}
PLACES = {
    "book": ("check", "X.json"),
    "yaml book": ("check", "X.yaml"),
    "workbook": ("check", "X.xlsx"),
    "workbook with macros": ("check", "X.xlsm"),
    "marked workbook": ("check", "X.xlsx", "--mark", "copy.xlsx"),
    "what was worked": ("check", "book.json", "--worked", "X.csv"),
    "history": ("solve", "book.json", "-o", "out.json", "--history", "X.json"),
    "history workbook": ("solve", "book.json", "-o", "out.json", "--history", "X.xlsx"),
    "a solved book to go on from": ("solve", "book.json", "-o", "out.json", "--resume", "X.json"),
    "scenarios": ("whatif", "book.json", "X.yaml"),
    "scenarios workbook": ("whatif", "book.json", "X.xlsx"),
    "the other of two": ("diff", "book.json", "X.json"),
    "an included part": ("check", "includes.json"),
}


@pytest.mark.parametrize("kind", NO_FILES)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_not_waited_for(run, write, tmp_path: Path, kind: str, place: str) -> None:
    make, words = NO_FILES[kind]
    write(SMALL)
    write({**SMALL, "include": ["X.json"]}, "includes.json")
    for suffix in ("json", "yaml", "xlsx", "xlsm", "csv"):
        make(tmp_path / f"X.{suffix}")
    command, *rest = PLACES[place]
    result = run(command, *(part if part.startswith("-") else tmp_path / part for part in rest))
    assert result.exit_code == 2
    assert words in result.output
    assert "X." in result.output


def test_a_file_that_is_too_large_is_refused_before_it_is_read(run, write, tmp_path: Path, monkeypatch) -> None:
    """A gigabyte of nothing, which takes no room on the disk; not a byte of it is read."""
    for name in ("b.yaml", "b.json", "b.xlsx", "b.csv"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(1 << 30)
    write(SMALL)
    real = os.fdopen

    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("it was read")

    def opened(handle: int, *rest: object, **more: object) -> object:
        large = os.fstat(handle).st_size > LIMITS.text_bytes
        return Unread() if large else real(handle, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", opened)
    for arguments in (["b.yaml"], ["b.json"], ["b.xlsx"], ["book.json", "--worked", "b.csv"]):
        result = run("check", *(part if part.startswith("-") else tmp_path / part for part in arguments))
        assert result.exit_code == 2
        assert "is larger than" in result.output


# --- texts

BOMB = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("flow.yaml", "a: " + "[" * 100_000, "nested deeper than"),
        ("hidden.yaml", "a: " + '["]",' * 100_000, "nested deeper than"),  # the brackets in quotes close none
        ("stairs.yaml", "\n".join(" " * level + "-" for level in range(1500)), "nested deeper than"),
        ("deep.json", "[" * 1_000_000, "nested too deep"),
        ("maps.json", '{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deep"),
        ("bomb.yaml", BOMB, "unfolds"),
        ("digits.yaml", "name: x\nschema_version: " + "9" * 5000, "line 2: holds a number that is longer than any"),
        ("digits.json", '{"schema_version": ' + "9" * 5000 + "}", "a number that is longer than any"),
        ("large.yaml", "schema_version: 99999999999999999999", "is a larger number than any in a book"),
        ("large.json", '{"schema_version": 99999999999999999999}', "is a larger number than any in a book"),
        ("negative.json", '{"schema_version": -99999999999999999999}', "is a larger number than any in a book"),
        ("blanks.yaml", " " * 100_000 + "\n" * 100_000, "the file is empty"),
        ("blanks.json", " \t\r\n" * 100_000, "the file is empty"),
    ],
)
def test_texts_that_harm(run, tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    result = run("check", tmp_path / name)
    assert result.exit_code == 2
    assert words in result.output
    assert "set_int_max_str_digits" not in result.output


def test_blanks_before_a_book_are_no_depth(run, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(" " * 100_000 + "\n" + json.dumps(SMALL))
    assert run("check", tmp_path / "b.yaml").exit_code == 0


@pytest.mark.parametrize(("suffix", "most"), [("yaml", LIMITS.yaml_values), ("json", LIMITS.json_values)])
def test_more_values_than_any_book_are_not_read(run, tmp_path: Path, monkeypatch, suffix: str, most: int) -> None:
    monkeypatch.setattr(yaml_text.yaml, "compose", lambda *_, **__: pytest.fail("it was read"))
    monkeypatch.setattr(json, "loads", lambda *_, **__: pytest.fail("it was read"))
    (tmp_path / f"b.{suffix}").write_text('{"people": [' + ",".join(["{}"] * (most // 2)) + "]}")
    result = run("check", tmp_path / f"b.{suffix}")
    assert result.exit_code == 2
    assert f"more than {most:,} values" in result.output


def test_of_very_many_mistakes_the_first_are_told_and_the_number(run, write) -> None:
    result = run("check", write({**SMALL, "people": [{}] * 10_001}))
    assert result.exit_code == 2
    assert "holds 20,002 mistakes; these are the first" in result.output
    assert "people[299].role: is missing" in result.output
    assert "people[300]" not in result.output


# --- workbooks

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}  # at the beginning, where Python writes none itself
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "iso-8859-15"]
READ_AS_XML = [
    "xl/workbook.xml",
    "xl/worksheets/sheet3.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
    "docProps/core.xml",
]


def changed(name: str, change: Callable[[str], bytes]) -> bytes:
    """The starter workbook with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new, zipfile.ZipFile(io.BytesIO(starter())) as old:
        for each in old.namelist():
            data = old.read(each)
            new.writestr(each, change(data.decode()) if each == name else data)
    return buffer.getvalue()


def without_declaration(xml: str) -> str:
    return xml.partition("?>")[2] if xml.startswith("<?xml") else xml


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("part", READ_AS_XML)
def test_entities_are_refused_in_any_encoding(run, tmp_path: Path, encoding: str, part: str) -> None:
    name = encoding.removesuffix("-sig").replace("-le", "").replace("-be", "")
    padding = f"<!-- {'x' * 5000} -->"  # so that a look at the beginning sees nothing

    def change(xml: str) -> bytes:
        text = f'<?xml version="1.0" encoding="{name}"?>{padding}{DOCTYPE}{without_declaration(xml)}'
        return MARKS.get(encoding, b"") + text.encode(encoding, "xmlcharrefreplace")

    (tmp_path / "b.xlsx").write_bytes(changed(part, change))
    result = run("check", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "defines entities of its own" in result.output


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-15", "cp1251"])
def test_other_encodings_are_read_as_any(run, tmp_path: Path, encoding: str) -> None:
    """Merged cells and formulas without results are looked for in the bytes of a sheet: these must be plain by then."""

    def change(xml: str) -> bytes:
        text = f'<?xml version="1.0" encoding="{encoding}"?>{without_declaration(xml)}'
        return text.encode(encoding, "xmlcharrefreplace")

    (tmp_path / "b.xlsx").write_bytes(changed("xl/worksheets/sheet3.xml", change))
    assert run("check", tmp_path / "b.xlsx").exit_code == 0
    data = opening.checked_workbook(tmp_path, (tmp_path / "b.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<sheetData>" in archive.read("xl/worksheets/sheet3.xml")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_xml_that_is_nested_too_deep(run, tmp_path: Path, part: str) -> None:
    def change(xml: str) -> bytes:
        head, _, tail = xml.rpartition("</")
        return f"{head}{'<x>' * 100_000}{'</x>' * 100_000}</{tail}".encode()

    (tmp_path / "b.xlsx").write_bytes(changed(part, change))
    result = run("check", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "is nested deeper than any workbook" in result.output


def test_too_many_elements_are_not_read_to_the_end(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(starter())
    with pytest.raises(FileError, match="has more than 100 elements"):
        books.read(tmp_path / "b.xlsx", Limits(xml_elements=100))


def test_more_rows_than_any_sheet_are_not_read(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(ReadOnlyWorksheet, "iter_rows", lambda *_, **__: pytest.fail("it was read"))
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1000, 1001 + LIMITS.sheet_rows))
    part = "xl/worksheets/sheet1.xml"  # the first, so that no other is read before it
    (tmp_path / "b.xlsx").write_bytes(
        changed(part, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>").encode())
    )
    result = run("check", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "holds more than 60,000 rows" in result.output


def test_a_zip_that_unpacks_to_a_gigabyte_is_not_unpacked(run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "b.xlsx").write_bytes(starter())
    with (
        zipfile.ZipFile(tmp_path / "b.xlsx", "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/zeros.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1024):
            part.write(bytes(1 << 20))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    result = run("check", tmp_path / "b.xlsx")
    assert result.exit_code == 2
    assert "unpacks to more than" in result.output


@pytest.mark.parametrize(
    ("part", "was", "now"),
    [
        ("xl/styles.xml", "<fills", "<fills><fill/></fills><fills"),
        ("xl/styles.xml", "<borders", "<borders><border><left style='wavy'/></border></borders><borders"),
        ("xl/workbook.xml", "<sheets>", "<sheets><sheet name='x' sheetId='99' r:id='rId999'/>"),
        ("xl/workbook.xml", "r:id=", "id="),
        ("xl/worksheets/sheet3.xml", "<sheetData>", "<sheetData><row r='2'><c r='A2' t='s'><v>123456</v></c></row>"),
        ("xl/worksheets/sheet3.xml", "<sheetData>", "<sheetData><row r='x'/>"),
        ("xl/worksheets/sheet3.xml", "<sheetData>", "<sheetData><row r='3'><c r='A3' s='9999'><v>1</v></c></row>"),
        ("xl/worksheets/sheet3.xml", "<sheetData>", "<sheetData><row r='3'><c r='A3' t='d'><v>yesterday</v></c></row>"),
        ("xl/_rels/workbook.xml.rels", "Target=", "Aim="),
        ("[Content_Types].xml", "spreadsheetml", "pizza"),
    ],
)
@pytest.mark.parametrize("mark", [False, True])
def test_no_words_of_pythons(run, tmp_path: Path, part: str, was: str, now: str, mark: bool) -> None:
    """A part that openpyxl stumbles over is named as people name it, or does not matter."""
    (tmp_path / "b.xlsx").write_bytes(changed(part, lambda xml: xml.replace(was, now, 1).encode()))
    result = run("check", tmp_path / "b.xlsx", *(("--mark", tmp_path / "copy.xlsx") if mark else ()))
    assert result.exit_code in (0, 2)
    for word in ("Error", "expected <", "object", "NoneType", "index", "rId999", "invalid literal", "archive"):
        assert word not in result.output


def test_a_text_of_json_may_hold_more_than_one_of_yaml(tmp_path: Path) -> None:
    """What `solve` writes of a large book, a breach for each ungranted wish, can be read again."""
    for suffix in ("json", "yaml"):
        (tmp_path / f"b.{suffix}").write_text(json.dumps(SMALL))
    assert books.read(tmp_path / "b.json", Limits(yaml_values=40)).reading.book is not None
    with pytest.raises(FileError, match="more than 40 values"):
        books.read(tmp_path / "b.yaml", Limits(yaml_values=40))
    assert LIMITS.json_values > LIMITS.yaml_values
