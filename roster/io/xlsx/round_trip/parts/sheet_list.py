"""Rewrites the workbook part, which lists sheets and defined names, after sheets were added, removed or moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.dom.minidom import Element

from roster.io.xlsx.round_trip.parts.package import RELATIONSHIPS, SheetEntry, children, parsed, root_of

# The elements that come before the names and the settings for calculation (CT_Workbook).
_BEFORE_NAMES = tuple(
    """
    fileVersion fileSharing workbookPr AlternateContent revisionPtr absPath workbookProtection bookViews sheets
    functionGroups externalReferences
    """.split()  # noqa: SIM905  # a list of words is easier to read without the quotes
)
_BEFORE_CALCULATION = (*_BEFORE_NAMES, "definedNames")


class SheetList:
    """The workbook part, as a tree that can be changed."""

    def __init__(self, data: bytes) -> None:
        self._document = parsed(data)
        self._root = root_of(self._document)
        self._prefix = (self._root.tagName.rpartition(":")[0] + ":").lstrip(":")

    def xml(self) -> bytes:
        """Returns the XML of the part."""
        data: bytes = self._document.toxml(encoding="UTF-8")
        return data

    def put_sheets(self, sheets: Sequence[SheetEntry], links: Mapping[str, str], active: int) -> None:
        """Replaces the list of sheets.

        Args:
            links: part -> id of the link to it.
            active: the position of the sheet to open on.
        """
        listed = children(self._root, "sheets")[0]
        for child in list(listed.childNodes):
            listed.removeChild(child)
        for sheet in sheets:
            entry = self._element("sheet", name=sheet.title, sheetId=str(sheet.number))
            if sheet.state != "visible":
                entry.setAttribute("state", sheet.state)
            entry.setAttribute("xmlns:r", RELATIONSHIPS)
            entry.setAttribute("r:id", links[sheet.part])
            listed.appendChild(entry)
        for views in children(self._root, "bookViews"):
            for number, view in enumerate(children(views, "workbookView")):
                if view.hasAttribute("firstSheet"):
                    view.removeAttribute("firstSheet")
                view.setAttribute("activeTab", str(active if number == 0 else 0))
        there = {str(sheet.number) for sheet in sheets}
        for views in children(self._root, "customWorkbookViews"):
            for view in children(views, "customWorkbookView"):
                if view.getAttribute("activeSheetId") not in there:
                    view.setAttribute("activeSheetId", str(sheets[active].number))

    def put_names(self, others: bytes, moved: Callable[[int], int | None], theirs: Callable[[int], int | None]) -> None:
        """Keeps the defined names of sheets that remain, and adds those of new sheets.

        Args:
            others: the workbook part of the workbook that the new sheets come from.
            moved: maps the old position of a sheet to the new one; None for a removed sheet.
            theirs: maps the position of a sheet in the other workbook to the new one; None for a kept sheet.
        """
        names = self._names()
        _move_local_names(names, moved)
        own = {name.getAttribute("name").casefold(): name for name in children(names) if not _is_local(name)}
        for name in _all_names(others):
            if _is_local(name):
                place = theirs(int(name.getAttribute("localSheetId")))
                if place is not None:
                    names.appendChild(self._name(name, localSheetId=str(place)))
            elif name.getAttribute("name").casefold() not in own:
                names.appendChild(self._name(name))
            elif name.getAttribute("hidden") in ("1", "true"):  # a name that this program defines
                names.replaceChild(self._name(name), own[name.getAttribute("name").casefold()])
        for name in sorted(children(names), key=_by_name):
            names.appendChild(name)
        if not children(names):
            self._root.removeChild(names)

    def calculate_when_opened(self) -> None:
        """Makes Excel calculate all formulas when it opens the workbook."""
        found = children(self._root, "calcPr")
        calculation = found[0] if found else self._insert("calcPr", _BEFORE_CALCULATION)
        calculation.setAttribute("fullCalcOnLoad", "1")

    def _names(self) -> Element:
        found = children(self._root, "definedNames")
        return found[0] if found else self._insert("definedNames", _BEFORE_NAMES)

    def _name(self, name: Element, **attributes: str) -> Element:
        """Copies a defined name as an element of this document."""
        kept = {key: value for key, value in dict(name.attributes.items()).items() if not key.startswith("xmlns")}
        made = self._element("definedName", **{**kept, **attributes})
        text = "".join(child.data for child in name.childNodes if hasattr(child, "data"))
        made.appendChild(self._document.createTextNode(text))
        return made

    def _element(self, tag: str, /, **attributes: str) -> Element:
        made = self._document.createElement(f"{self._prefix}{tag}")
        for key, value in attributes.items():
            made.setAttribute(key, value)
        return made

    def _insert(self, name: str, after: Sequence[str]) -> Element:
        """Inserts a new element after those that come before it."""
        made = self._document.createElement(f"{self._prefix}{name}")
        later = next((child for child in children(self._root) if child.localName not in after), None)
        self._root.insertBefore(made, later)
        return made


def _move_local_names(names: Element, moved: Callable[[int], int | None]) -> None:
    """Gives names of single sheets the new positions of their sheets; removes those of sheets that were removed."""
    for name in children(names):
        if local := name.getAttribute("localSheetId"):
            place = moved(int(local))
            if place is None:
                names.removeChild(name)
            else:
                name.setAttribute("localSheetId", str(place))


def _all_names(workbook: bytes) -> list[Element]:
    return [name for names in children(root_of(parsed(workbook)), "definedNames") for name in children(names)]


def _is_local(name: Element) -> bool:
    return bool(name.hasAttribute("localSheetId"))


def _by_name(name: Element) -> tuple[str, str]:
    return name.getAttribute("name").casefold(), name.getAttribute("localSheetId")
