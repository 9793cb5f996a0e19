"""Whatever is in somebody's workbook is there when it comes back; what is not is told, sheet by sheet, in words."""

import io
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from roster import api
from roster.io.xlsx.round_trip.loss_report import loss_report
from roster.io.xlsx.round_trip.parts.package import Package
from tests.io.xlsx.round_trip.packages import EXTRAS, SHEET, with_extras
from tests.io.xlsx.round_trip.test_updated_workbook import handed_in, solved


@pytest.fixture(scope="module")
def own_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from tests.io.conftest import RICH

    return handed_in(RICH, tmp_path_factory.mktemp("own") / "own.xlsx").read_bytes()


def notes_part(package: Package) -> str:
    return next(sheet.part for sheet in package.sheets() if sheet.title == "My notes")


def titles(data: bytes) -> dict[str, str]:
    return {sheet.title: sheet.title for sheet in Package(data).sheets()}


@pytest.mark.parametrize("name", EXTRAS)
def test_it_is_there_when_the_workbook_comes_back(
    rich: dict[str, Any], own_bytes: bytes, tmp_path: Path, name: str
) -> None:
    extra = EXTRAS[name]
    source, target = tmp_path / "own.xlsx", tmp_path / "rota.xlsx"
    source.write_bytes(with_extras(own_bytes, extra))
    assert solved(rich, source, target) == []
    before, after = Package(source.read_bytes()), Package(target.read_bytes())
    for part, data in extra.parts.items():
        assert after.parts[part] == data
        assert after.type_of(part) == before.type_of(part)
    for part, kind, to in extra.links:
        here = notes_part(after) if part == SHEET else part
        assert (kind, to) in [(link.kind, link.target) for link in after.links(here)]
    assert extra.sheet in after.parts[notes_part(after)].decode()
    assert extra.cells[1] in after.parts[notes_part(after)].decode()
    assert [sheet.title for sheet in after.sheets()][:2] == ["Summary", "Rota"]
    assert api.open_book(target).book.rota is not None


@pytest.mark.parametrize("name", EXTRAS)
def test_it_is_told_when_it_is_lost(own_bytes: bytes, name: str) -> None:
    extra = EXTRAS[name]
    before = with_extras(own_bytes, extra)
    said = loss_report(before, own_bytes, titles(before))
    where = "sheet 'My notes': " if extra.of_sheet else "not kept in the workbook that is written: "
    assert [line for line in said if where in line and extra.words in line], said


def test_all_of_them_at_once(rich: dict[str, Any], own_bytes: bytes, tmp_path: Path) -> None:
    one_drawing = [extra for extra in EXTRAS.values() if not extra.sheet.startswith(("<drawing", "<legacyDrawing"))]
    source, target = tmp_path / "own.xlsx", tmp_path / "rota.xlsx"
    source.write_bytes(with_extras(own_bytes, *one_drawing))
    assert solved(rich, source, target) == []
    again = tmp_path / "again.xlsx"
    assert solved(rich, target, again) == []  # and once more, from what was written
    first, second = Package(target.read_bytes()), Package(again.read_bytes())
    assert len(first.parts) == len(second.parts)
    assert len(second.parts["xl/styles.xml"]) == len(first.parts["xl/styles.xml"])  # looks are not piled up


def test_nothing_is_said_to_be_lost_where_nothing_is(own_bytes: bytes) -> None:
    buffer = io.BytesIO()
    load_workbook(io.BytesIO(own_bytes)).save(buffer)
    assert loss_report(own_bytes, buffer.getvalue(), titles(own_bytes)) == []


def test_what_a_library_drops_is_told(own_bytes: bytes) -> None:
    """Whatever openpyxl cannot keep is seen by comparing, not by a list of what it is known to drop."""
    names = ["check boxes", "edit ranges", "dynamic array", "x14 drop-downs", "nobody knows this element", "printer"]
    before = with_extras(own_bytes, *(EXTRAS[name] for name in names))
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        load_workbook(io.BytesIO(before)).save(buffer)
    said = " ".join(loss_report(before, buffer.getvalue(), titles(before)))
    for name in names:
        assert EXTRAS[name].words in said


def test_an_old_rota_leaves_nothing_behind(rich: dict[str, Any], own_bytes: bytes, tmp_path: Path) -> None:
    """Excel puts texts into one part that all sheets share: those of an old rota go with its sheets."""
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    (tmp_path / "own.xlsx").write_bytes(own_bytes)
    solved(rich, tmp_path / "own.xlsx", first)
    parts = Package(first.read_bytes())
    rota = next(sheet.part for sheet in parts.sheets() if sheet.title == "Rota")
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>of the old rota</t></si>'
    shared += b"<si><t>of the notes</t></si></sst>"
    parts.parts["xl/sharedStrings.xml"] = shared
    parts.set_type(
        "xl/sharedStrings.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    parts.add_link(parts.workbook, kind, "xl/sharedStrings.xml")
    for part, cell in ((rota, b'<c r="AZ1" t="s"><v>0</v></c>'), (notes_part(parts), b'<c r="AZ1" t="s"><v>1</v></c>')):
        parts.parts[part] = parts.parts[part].replace(b"</row>", cell + b"</row>", 1)
    first.write_bytes(parts.zipped())
    solved(rich, first, second)
    after = Package(second.read_bytes())
    assert b"of the old rota" not in after.parts["xl/sharedStrings.xml"]
    assert load_workbook(second)["My notes"]["AZ1"].value == "of the notes"
    assert len(after.sheets()) == len(parts.sheets())
    with zipfile.ZipFile(second) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


# --- a marked copy


def faulty(data: bytes, path: Path) -> Path:
    """The workbook with a mistake on its sheet People."""
    package = Package(data)
    part = next(sheet.part for sheet in package.sheets() if sheet.title == "People")
    assert b"<t>paramedic</t>" in package.parts[part]
    package.parts[part] = package.parts[part].replace(b"<t>paramedic</t>", b"<t>paramedik</t>", 1)
    path.write_bytes(package.zipped())
    return path


@pytest.mark.parametrize("name", EXTRAS)
def test_a_marked_copy_keeps_the_sheets_without_marks(own_bytes: bytes, tmp_path: Path, name: str) -> None:
    extra = EXTRAS[name]
    source, copy = faulty(with_extras(own_bytes, extra), tmp_path / "own.xlsx"), tmp_path / "marked.xlsx"
    said: list[str] = []
    assert api.mark_mistakes(source, copy, say=said.append)
    assert said == []
    after = Package(copy.read_bytes())
    assert {part: after.parts.get(part) for part in extra.parts} == dict(extra.parts)
    listed = after.sheets()[0]
    assert listed.title == "Mistakes"
    assert b"paramedik" in after.parts[listed.part]


def test_what_a_marked_sheet_loses_is_told(own_bytes: bytes, tmp_path: Path) -> None:
    package = Package(own_bytes)
    part = next(sheet.part for sheet in package.sheets() if sheet.title == "People")
    ranges = b"<protectedRanges><protectedRange sqref='A1' name='x'/></protectedRanges></worksheet>"
    package.parts[part] = package.parts[part].replace(b"</worksheet>", ranges)
    said: list[str] = []
    source = faulty(package.zipped(), tmp_path / "own.xlsx")
    assert api.mark_mistakes(source, tmp_path / "marked.xlsx", say=said.append)
    assert said == ["not kept in the workbook that is written: sheet 'People': 1 range that some may edit"]


def test_what_openpyxl_cannot_open_is_marked_without_it(own_bytes: bytes, tmp_path: Path) -> None:
    """A drawing on another sheet that openpyxl fails over is no matter."""
    broken = EXTRAS["shape"].parts | {"xl/drawings/drawing90.xml": b"<notADrawing"}
    extra = replace(EXTRAS["shape"], parts=broken)
    source, copy = faulty(with_extras(own_bytes, extra), tmp_path / "own.xlsx"), tmp_path / "marked.xlsx"
    assert api.mark_mistakes(source, copy)
    assert Package(copy.read_bytes()).parts["xl/drawings/drawing90.xml"] == b"<notADrawing"
