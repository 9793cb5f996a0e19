"""The parts of a workbook's zip file and the links between them (Open Packaging Conventions, ISO/IEC 29500-2)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.dom.minidom import Document, Element
from xml.sax.saxutils import quoteattr

from defusedxml.minidom import parseString

from models.errors import RosterError

WHOLE = ""  # the package itself, for the links of its root
TYPES = "[Content_Types].xml"
_SAME_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest time of a zip: the same workbook gives the same bytes
_TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class ForeignPackageError(RosterError):
    """A package with a structure that this program does not know."""


@dataclass(frozen=True)
class Link:
    """A link from one part to another, or out of the package.

    Attributes:
        id: its name in the XML of the part.
        kind: its type, a URI.
        target: the part it leads to; the written target where it is external.
        external: whether it leads out of the package.
    """

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def word(self) -> str:
        """The last word of its type: `worksheet`."""
        return self.kind.rpartition("/")[2]


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it.

    Attributes:
        number: its `sheetId`, which never changes.
        state: `visible`, `hidden` or `veryHidden`.
        part: the part that holds it.
    """

    title: str
    number: int
    state: str
    part: str


def parsed(data: bytes) -> Document:
    """Parses a part into a tree that keeps prefixes and order.

    Raises:
        ForeignPackageError: the XML is not well-formed.
    """
    try:
        document = parseString(data)  # type: ignore[arg-type]  # the stubs allow text only
    except Exception as error:  # errors of expat and of defusedxml
        raise ForeignPackageError(str(error)) from None
    assert isinstance(document, Document)
    return document


def root_of(document: Document) -> Element:
    """Returns the root element."""
    root = document.documentElement
    assert root is not None
    return root


def children(element: Element, name: str = "") -> list[Element]:
    """Returns the child elements of an element, of one local name if given."""
    return [
        child for child in element.childNodes if isinstance(child, Element) and (not name or child.localName == name)
    ]


class Package:
    """The parts of a workbook's zip file, which can be changed.

    Attributes:
        parts: name of a part -> its bytes.
    """

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            self.parts = {name: archive.read(name) for name in names}
        self._links: dict[str, list[Link]] = {}
        self._defaults: dict[str, str] = {}
        self._types: dict[str, str] = {}
        for entry in children(root_of(parsed(self.parts.pop(TYPES)))):
            kind = entry.getAttribute("ContentType")
            if entry.localName == "Default":
                self._defaults[entry.getAttribute("Extension").lower()] = kind
            else:
                self._types[entry.getAttribute("PartName").lstrip("/")] = kind

    def zipped(self) -> bytes:
        """Returns the bytes of the zip file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {TYPES: self._types_xml(), **self.parts}.items():
                entry = zipfile.ZipInfo(name, _SAME_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return buffer.getvalue()

    # --- content types

    def type_of(self, part: str) -> str:
        """Returns the content type of a part."""
        return self._types.get(part) or self._defaults.get(part.rpartition(".")[2].lower(), "")

    def set_type(self, part: str, kind: str) -> None:
        """Sets the content type of a part."""
        self._types[part] = kind

    def _types_xml(self) -> bytes:
        defaults = "".join(
            f"<Default Extension={quoteattr(name)} ContentType={quoteattr(kind)}/>"
            for name, kind in self._defaults.items()
        )
        types = "".join(
            f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(kind)}/>"
            for name, kind in self._types.items()
            if name in self.parts
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<Types xmlns="{_TYPES_NAMESPACE}">{defaults}{types}</Types>'.encode()

    # --- links

    def links(self, part: str) -> list[Link]:
        """Returns the links of a part, or of the package (`WHOLE`)."""
        if part not in self._links:
            data = self.parts.get(_links_part(part))
            self._links[part] = [] if data is None else list(self._read_links(part, data))
        return self._links[part]

    def _read_links(self, part: str, data: bytes) -> Iterator[Link]:
        lower = {name.lower(): name for name in self.parts}
        for entry in children(root_of(parsed(data))):
            target = entry.getAttribute("Target")
            external = entry.getAttribute("TargetMode") == "External"
            if not external:
                inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
                target = lower.get(inside.lower(), inside)
            yield Link(entry.getAttribute("Id"), entry.getAttribute("Type"), target, external)

    def set_links(self, part: str, links: Sequence[Link]) -> None:
        """Replaces the links of a part."""
        self._links[part] = list(links)
        name = _links_part(part)
        if not links:
            self.parts.pop(name, None)
            return
        self.parts[name] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<Relationships xmlns="{_LINKS_NAMESPACE}">'
            + "".join(
                f"<Relationship Id={quoteattr(link.id)} Type={quoteattr(link.kind)}"
                f" Target={quoteattr(link.target if link.external else '/' + link.target)}"
                + (' TargetMode="External"/>' if link.external else "/>")
                for link in links
            )
            + "</Relationships>"
        ).encode()

    def add_link(self, part: str, kind: str, target: str) -> str:
        """Adds a link from a part to another; returns its id."""
        links = self.links(part)
        taken = {link.id for link in links}
        name = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        self.set_links(part, [*links, Link(name, kind, target)])
        return name

    def reached(self) -> set[str]:
        """Returns every part that links lead to, from the package on."""
        found: set[str] = set()
        waiting = [WHOLE]
        while waiting:
            for link in self.links(waiting.pop()):
                if not link.external and link.target in self.parts and link.target not in found:
                    found.add(link.target)
                    waiting.append(link.target)
        return found

    def remove(self, parts: Iterable[str]) -> None:
        """Removes parts and their links; links that lead to them are not removed."""
        for part in list(parts):
            self.parts.pop(part, None)
            self.parts.pop(_links_part(part), None)
            self._links.pop(part, None)
            self._types.pop(part, None)

    def unlink(self, word: str) -> list[str]:
        """Removes every link of a kind from the workbook part and the package; returns the parts they led to."""
        removed = []
        for part in (WHOLE, self.workbook):
            links = self.links(part)
            removed += [link.target for link in links if link.word == word]
            if len(left := [link for link in links if link.word != word]) < len(links):
                self.set_links(part, left)
        return removed

    def take_over(self, other: Package, part: str) -> str:
        """Copies a part of another package, and all parts it links to, under free names; returns its name here."""
        names: dict[str, str] = {}
        waiting = [part]
        while waiting:
            theirs = waiting.pop()
            if theirs in names or theirs not in other.parts:
                continue
            names[theirs] = own = self._free(theirs)
            self.parts[own] = other.parts[theirs]
            self.set_type(own, other.type_of(theirs))
            waiting += [link.target for link in other.links(theirs) if not link.external]
        for theirs, own in names.items():
            links = [
                link if link.external else replace(link, target=names.get(link.target, link.target))
                for link in other.links(theirs)
            ]
            if links:
                self.set_links(own, links)
        return names[part]

    def _free(self, name: str) -> str:
        """Returns a name similar to another that no part has."""
        match = re.fullmatch(r"(.*?)\d*(\.\w+)", name)
        stem, suffix = match.groups() if match else (name, "")
        taken = {part.lower() for part in self.parts}
        numbers = range(1, len(taken) + 2)
        return next(f"{stem}{number}{suffix}" for number in numbers if f"{stem}{number}{suffix}".lower() not in taken)

    # --- the workbook

    @property
    def workbook(self) -> str:
        """The part that lists the sheets.

        Raises:
            ForeignPackageError: there is none.
        """
        for link in self.links(WHOLE):
            if link.word == "officeDocument" and link.target in self.parts:
                return link.target
        raise ForeignPackageError("no workbook")

    def linked(self, word: str) -> str | None:
        """Returns the part that a link of the workbook part leads to, by kind: `styles`, `sharedStrings`."""
        return next((link.target for link in self.links(self.workbook) if link.word == word), None)

    def sheets(self) -> list[SheetEntry]:
        """Returns the sheets in their order.

        Raises:
            ForeignPackageError: one has no part.
        """
        targets = {link.id: link.target for link in self.links(self.workbook)}
        listed = children(root_of(parsed(self.parts[self.workbook])), "sheets")
        found = []
        for entry in children(listed[0], "sheet") if listed else ():
            id_ = entry.getAttributeNS(RELATIONSHIPS, "id")
            if targets.get(id_) not in self.parts:
                raise ForeignPackageError("a sheet without a part")
            number = int(entry.getAttribute("sheetId") or 0)
            state = entry.getAttribute("state") or "visible"
            found.append(SheetEntry(entry.getAttribute("name"), number, state, targets[id_]))
        return found


def _links_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
