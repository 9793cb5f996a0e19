"""Finds or adds the cell styles of one workbook in the style sheet of another."""

from __future__ import annotations

from xml.dom.minidom import Element

from roster.io.xlsx.round_trip.parts.package import children, parsed, root_of

_FIRST_OWN_FORMAT = 164  # number formats below are built in
# The order in which the lists of a style sheet stand.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")


class Styles:
    """The style sheet of a workbook, to which styles of another workbook are added as needed."""

    def __init__(self, own: bytes, others: bytes) -> None:
        self._document = parsed(own)
        self._root = root_of(self._document)
        self._prefix = (self._root.tagName.rpartition(":")[0] + ":").lstrip(":")
        self._theirs = root_of(parsed(others))
        self._known: dict[str, dict[str, int]] = {}
        self._found: dict[tuple[str, int], int] = {}
        self._formats: dict[int, int] = {}

    def xml(self) -> bytes:
        """Returns the XML of the style sheet."""
        data: bytes = self._document.toxml(encoding="UTF-8")
        return data

    def look(self, number: int) -> int:
        """Returns the number of a cell style (`s` of a cell) of the other workbook in this one."""
        if ("cellXfs", number) not in self._found:
            look = self._copy(children(self._list_of(self._theirs, "cellXfs"))[number])
            for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                if said := look.getAttribute(attribute):
                    look.setAttribute(attribute, str(self._number(name, int(said))))
            look.setAttribute("numFmtId", str(self._format(int(look.getAttribute("numFmtId") or 0))))
            look.setAttribute("xfId", str(self._named(int(look.getAttribute("xfId") or 0))))
            self._found["cellXfs", number] = self._place("cellXfs", look)
        return self._found["cellXfs", number]

    def conditional(self, number: int) -> int:
        """Returns the number of a conditional style (`dxfId`) of the other workbook in this one."""
        return self._number("dxfs", number)

    def _number(self, name: str, number: int) -> int:
        """Returns the number of an item of a list in this workbook."""
        if (name, number) not in self._found:
            item = self._copy(children(self._list_of(self._theirs, name))[number])
            self._found[name, number] = self._place(name, item)
        return self._found[name, number]

    def _format(self, number: int) -> int:
        """Returns the number of a number format in this workbook."""
        if number < _FIRST_OWN_FORMAT:
            return number
        if number not in self._formats:
            theirs = {
                item.getAttribute("numFmtId"): item.getAttribute("formatCode")
                for item in children(self._list_of(self._theirs, "numFmts"))
            }
            listed = self._list_of(self._root, "numFmts")
            code = theirs[str(number)]
            own = {item.getAttribute("formatCode"): int(item.getAttribute("numFmtId")) for item in children(listed)}
            if code not in own:
                own[code] = max(_FIRST_OWN_FORMAT - 1, *own.values(), 0) + 1
                item = self._document.createElement(f"{self._prefix}numFmt")
                item.setAttribute("numFmtId", str(own[code]))
                item.setAttribute("formatCode", code)
                self._append(listed, item)
            self._formats[number] = own[code]
        return self._formats[number]

    def _named(self, number: int) -> int:
        """Returns the number of a named style (Normal, Good) in this workbook."""
        names = {item.getAttribute("xfId"): item.getAttribute("name") for item in self._names(self._theirs)}
        own = {item.getAttribute("name"): int(item.getAttribute("xfId") or 0) for item in self._names(self._root)}
        return own.get(names.get(str(number), ""), 0)

    def _names(self, root: Element) -> list[Element]:
        return [item for listed in children(root, "cellStyles") for item in children(listed)]

    def _place(self, name: str, item: Element) -> int:
        """Returns the number of an item in a list of this workbook; adds it where it is missing."""
        listed = self._list_of(self._root, name)
        if name not in self._known:
            self._known[name] = {}
            for number, each in enumerate(children(listed)):
                self._known[name].setdefault(each.toxml(), number)
        known = self._known[name]
        text = item.toxml()
        if text not in known:
            known[text] = len(children(listed))
            self._append(listed, item)
        return known[text]

    def _append(self, listed: Element, item: Element) -> None:
        listed.appendChild(item)
        listed.setAttribute("count", str(len(children(listed))))

    def _list_of(self, root: Element, name: str) -> Element:
        """Returns a list of a style sheet; adds it to this workbook where it is missing."""
        if found := children(root, name):
            return found[0]
        made = self._document.createElement(f"{self._prefix}{name}")
        if root is self._root:
            later = _ORDER[_ORDER.index(name) + 1 :]
            before = next((child for child in children(root) if child.localName not in (*_ORDER, None)), None)
            before = next((child for child in children(root) if child.localName in later), before)
            root.insertBefore(made, before)
        return made

    def _copy(self, item: Element) -> Element:
        """Copies an item of the other workbook into this document, with its prefix."""
        copy = self._document.importNode(item, True)
        assert isinstance(copy, Element)
        for element in (copy, *copy.getElementsByTagName("*")):
            element.tagName = element.nodeName = f"{self._prefix}{element.tagName.rpartition(':')[2]}"
        return copy
