"""Merges new sheets and changed cells into a user's workbook, part by part, and leaves all other parts as they were.

openpyxl drops what it does not know: form controls, slicers, comment threads, labels. So its output is not used as a
whole: only the sheets of the rota and the changed cells of inputs are copied from it into the original package.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from roster.io.xlsx.round_trip.parts import sheet_xml as sheet_text
from roster.io.xlsx.round_trip.parts.package import ForeignPackageError, Package, SheetEntry
from roster.io.xlsx.round_trip.parts.sheet_list import SheetList
from roster.io.xlsx.round_trip.parts.sheet_xml import Place
from roster.io.xlsx.round_trip.parts.styles import Styles

PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_VBA = "vbaProject"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# The titles of sheets in the document properties, which would be out of date.
_TITLES = re.compile(rb"<(?:\w+:)?(HeadingPairs|TitlesOfParts)>.*?</(?:\w+:)?\1>", re.DOTALL)
_TABLE = re.compile(rb'(<(?:\w+:)?table\b[^>]*?\sid=")(\d+)(")')
_STRING = re.compile(rb"<(\w+:)?si(?:\s[^>]*)?(?:/>|>.*?</(?:\w+:)?si>)", re.DOTALL)
_USED = re.compile(rb"""\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d+)\s*<""")


@dataclass(frozen=True)
class KeptSheet:
    """A sheet of the original workbook that is kept, except for some cells.

    Attributes:
        title: its title in the original workbook.
        cells: (row, column) of the changed cells.
        stale: cells whose stored results no longer hold.
    """

    title: str
    cells: Collection[Place] = ()
    stale: Collection[str] = field(default_factory=frozenset)


def merge_sheets(
    before: bytes, written: bytes, kept: Mapping[str, KeptSheet], active: str, *, macros: bool, made_at: datetime
) -> bytes:
    """Returns the original workbook with new sheets and changed cells in it.

    Args:
        before: the original workbook.
        written: the output of openpyxl: all sheets in their new order, with the changed cells and the new sheets.
        kept: title of a sheet in `written` -> the original sheet; all others are new.
        active: the title of the sheet to open on.
        macros: whether to keep macros.
        made_at: the new date of modification.

    Raises:
        ForeignPackageError: the structure of the workbook is unknown.
    """
    try:
        return _SheetMerger(Package(before), Package(written), kept, active).zipped(macros=macros, made_at=made_at)
    except (ValueError, KeyError, IndexError, AttributeError) as error:  # other programs write packages in many ways
        raise ForeignPackageError(str(error)) from None


class _SheetMerger:
    """Merges two packages."""

    def __init__(self, base: Package, new: Package, kept: Mapping[str, KeptSheet], active: str) -> None:
        self.base = base
        self.new = new
        self.kept = kept
        self.active = active
        self.before = base.sheets()
        self.reached = base.reached()
        styles, others = base.linked("styles"), new.linked("styles")
        if styles is None or others is None:
            raise ForeignPackageError("no styles")
        self.styles = Styles(base.parts[styles], new.parts[others])
        self.styles_part = styles

    def zipped(self, *, macros: bool, made_at: datetime) -> bytes:
        """Returns the bytes of the merged workbook."""
        base = self.base
        written = self.new.sheets()
        sheets = self._sheets(written)
        self._list(sheets, written)
        base.parts[self.styles_part] = self.styles.xml()
        removed = [part for word in ("calcChain", "origin") for part in base.unlink(word)]
        # The calculation chain names removed cells, and a digital signature no longer fits the contents.
        removed += [part for part in base.parts if part.startswith("_xmlsignatures/")]
        if not macros:
            removed += base.unlink(_VBA)
            removed += [part for part in base.parts if part.startswith(f"xl/{_VBA}")]
        base.set_type(base.workbook, WITH_MACROS if macros else PLAIN)
        base.remove([*removed, *(self.reached - base.reached())])
        self._blank_unused_strings()
        for part, data in list(base.parts.items()):
            if part == _CORE:
                stamp = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
                base.parts[part] = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            elif part.startswith("docProps/app"):
                base.parts[part] = _TITLES.sub(b"", data)
        return base.zipped()

    # --- the sheets

    def _sheets(self, written: Sequence[SheetEntry]) -> list[SheetEntry]:
        """Merges the sheets; returns them in their new order, each with its part in the package."""
        old = {sheet.title: sheet for sheet in self.before}
        numbers = {sheet.title.casefold(): sheet.number for sheet in self.before}
        free = max((sheet.number for sheet in self.before), default=0)
        sheets = []
        for sheet in written:
            is_active = sheet.title == self.active
            if (kept := self.kept.get(sheet.title)) is not None:
                was = old.pop(kept.title)
                self._change(was.part, sheet, kept, is_active=is_active)
                sheets.append(replace(was, title=sheet.title, state=sheet.state))
                continue
            part = self.base.take_over(self.new, sheet.part)
            xml = sheet_text.with_looks(self.base.parts[part].decode(), self.styles.look, self.styles.conditional)
            self.base.parts[part] = sheet_text.selected(xml, is_selected=is_active).encode()
            self._number_tables(part)
            number = numbers.pop(sheet.title.casefold(), 0)
            if not number or any(number == other.number for other in sheets):
                free += 1
                number = free
            sheets.append(SheetEntry(sheet.title, number, sheet.state, part))
        return sheets

    def _number_tables(self, part: str) -> None:
        """Gives the tables of a new sheet numbers that are unique in the workbook."""
        for link in self.base.links(part):
            if link.word == "table":
                others = [name for name in self.base.parts if "/tables/" in name and name != link.target]
                taken = [int(match[2]) for name in others if (match := _TABLE.search(self.base.parts[name]))]
                number = rb"\g<1>%d\g<3>" % (max(taken, default=0) + 1)
                self.base.parts[link.target] = _TABLE.sub(number, self.base.parts[link.target], count=1)

    def _change(self, part: str, sheet: SheetEntry, kept: KeptSheet, *, is_active: bool) -> None:
        """Writes the changes of a kept sheet into its part."""
        data = self.base.parts[part]
        if b"worksheet" not in data[:2000] and not kept.cells:
            return  # a chart sheet
        xml = data.decode()
        if kept.cells:
            written = self.new.parts[sheet.part].decode()

            def mapped(cells: str) -> str:
                return sheet_text.with_looks(cells, self.styles.look, self.styles.conditional)

            xml = sheet_text.with_cells(xml, written, kept.cells, mapped)
        xml = sheet_text.without_results(xml, kept.stale)
        self.base.parts[part] = sheet_text.selected(xml, is_selected=is_active).encode()

    def _list(self, sheets: Sequence[SheetEntry], written: Sequence[SheetEntry]) -> None:
        """Updates the list of sheets and names in the workbook part."""
        base, workbook = self.base, self.base.workbook
        before = {link.target: link for link in base.links(workbook)}
        there = {sheet.part for sheet in sheets}
        removed = {sheet.part for sheet in self.before} - there
        base.set_links(workbook, [link for link in base.links(workbook) if link.target not in removed])
        kind = next(link.kind for link in self.new.links(self.new.workbook) if link.word == "worksheet")
        ids = {
            sheet.part: before[sheet.part].id if sheet.part in before else base.add_link(workbook, kind, sheet.part)
            for sheet in sheets
        }
        listed = SheetList(base.parts[workbook])
        active = next((place for place, sheet in enumerate(sheets) if sheet.title == self.active), 0)
        listed.put_sheets(sheets, ids, active)
        places = {sheet.part: place for place, sheet in enumerate(sheets)}
        # For the sheet of a name, openpyxl counts sheets of cells only, without chart sheets.
        of_cells = [sheet for sheet in written if "/chartsheets/" not in sheet.part]

        def moved(place: int) -> int | None:
            return places.get(self.before[place].part) if place < len(self.before) else None

        def theirs(place: int) -> int | None:
            title = of_cells[place].title
            return None if title in self.kept else written.index(of_cells[place])

        listed.put_names(self.new.parts[self.new.workbook], moved, theirs)
        listed.calculate_when_opened()
        base.parts[workbook] = listed.xml()

    def _blank_unused_strings(self) -> None:
        """Blanks the shared strings that no sheet uses any more: an old rota must not remain in the file."""
        name = self.base.linked("sharedStrings")
        if name is None or not self.reached - set(self.base.parts):
            return
        used = {int(number) for sheet in self.base.sheets() for number in _USED.findall(self.base.parts[sheet.part])}
        count = -1

        def forgotten(match: re.Match[bytes]) -> bytes:
            nonlocal count
            count += 1
            if count in used:
                return match[0]
            prefix = match[1] or b""
            return b"<%ssi><%st/></%ssi>" % (prefix, prefix, prefix)

        self.base.parts[name] = _STRING.sub(forgotten, self.base.parts[name])
