"""The part that lists a workbook's sheets and names, rewritten for sheets that came, went or moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.dom.minidom import Element

from roster.io.xlsx.round_trip.parts.package import RELATIONSHIPS, SheetEntry, children, parsed, root_of

# The order of what may stand around the names and the settings for calculating (CT_Workbook).
_BEFORE_NAMES = tuple(
    """
    fileVersion fileSharing workbookPr AlternateContent revisionPtr absPath workbookProtection bookViews sheets
    functionGroups externalReferences
    """.split()  # noqa: SIM905  # a list of words is easier to read without the quotes
)
_BEFORE_CALCULATION = (*_BEFORE_NAMES, "definedNames")


class SheetList:
    """The part itself, while it is rewritten."""

    def __init__(self, data: bytes) -> None:
        self._document = parsed(data)
        self._root = root_of(self._document)
        self._prefix = (self._root.tagName.rpartition(":")[0] + ":").lstrip(":")

    def xml(self) -> bytes:
        """The part as it now is."""
        data: bytes = self._document.toxml(encoding="UTF-8")
        return data

    def put_sheets(self, sheets: Sequence[SheetEntry], links: Mapping[str, str], active: int) -> None:
        """List these sheets, and open on one of them.

        Args:
            links: part -> id of the workbook's link to it.
            active: the place of the sheet to open on.
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
        """Keep the names that still stand for something, and take those that the new sheets bring.

        Args:
            others: the list of sheets and names of the workbook that the new sheets come from.
            moved: where one of the sheets there were is now, by its place before; None where it is gone.
            theirs: where a sheet of the other workbook is now, by its place there; None for one that was here before.
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
            elif name.getAttribute("hidden") in ("1", "true"):  # ours, for formulas
                names.replaceChild(self._name(name), own[name.getAttribute("name").casefold()])
        for name in sorted(children(names), key=_by_name):
            names.appendChild(name)
        if not children(names):
            self._root.removeChild(names)

    def calculate_when_opened(self) -> None:
        """Have formulas worked out when the workbook is opened."""
        found = children(self._root, "calcPr")
        calculation = found[0] if found else self._insert("calcPr", _BEFORE_CALCULATION)
        calculation.setAttribute("fullCalcOnLoad", "1")

    def _names(self) -> Element:
        found = children(self._root, "definedNames")
        return found[0] if found else self._insert("definedNames", _BEFORE_NAMES)

    def _name(self, name: Element, **attributes: str) -> Element:
        """A name as an element of this document."""
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
        """A new element behind those that stand before it."""
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
