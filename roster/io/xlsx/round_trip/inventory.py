"""What there is in a workbook besides the contents of cells, counted sheet by sheet from its parts and elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

from roster.io.xlsx.round_trip.feature_names import IGNORED, INSIDE_LINKED, IS_CELLS, IS_STRUCTURE
from roster.io.xlsx.round_trip.parts.package import WHOLE, Package, SheetEntry
from roster.io.xlsx.round_trip.parts.sheet_xml import MAIN

WHOLE_WORKBOOK = ""  # where something is that belongs to no sheet
FeatureCounts = dict[str, Counter[str]]
_EVERY_WORKBOOK = {  # what a program that writes a workbook makes anew, with nothing in it that anybody put there
    "worksheet",
    "chartsheet",
    "styles",
    "theme",
    "sharedStrings",
    "calcChain",
    "core-properties",
    "extended-properties",
    "officeDocument",
}


def inventory(package: Package, titles: Mapping[str, str]) -> FeatureCounts:
    """What there is, by sheet and by kind (see `things`).

    Args:
        titles: what the sheets that count are called here -> what they are called in the answer.
    """
    found: FeatureCounts = {label: Counter() for label in (WHOLE_WORKBOOK, *titles.values())}
    seen: set[str] = set()
    for sheet in package.sheets():
        counted = found[titles[sheet.title]] if sheet.title in titles else Counter()
        counted["sheet"] += 1
        _count_sheet(package, sheet, counted, seen)
    whole = found[WHOLE_WORKBOOK]
    _count_elements(package.parts[package.workbook], "workbook", whole)
    for part in (WHOLE, package.workbook):
        for link in package.links(part):
            if link.word not in _EVERY_WORKBOOK and link.target not in seen:
                _count_linked(package, link.word, link.target, whole, seen)
    for part in set(package.parts) - seen - package.reached():
        if not part.endswith(".rels"):
            whole[f"part:{_folder(part)}"] += 1
    return found


def _count_sheet(package: Package, sheet: SheetEntry, counted: Counter[str], seen: set[str]) -> None:
    """The elements of a sheet, and what it links to."""
    seen.add(sheet.part)
    _count_elements(package.parts[sheet.part], "sheet", counted)
    for link in package.links(sheet.part):
        if link.external:
            continue  # counted where the sheet speaks of it
        _count_linked(package, link.word, link.target, counted, seen)


def _count_linked(package: Package, word: str, part: str, counted: Counter[str], seen: set[str]) -> None:
    """A part and all it links to."""
    if part in seen or part not in package.parts:
        return
    seen.add(part)
    inside = INSIDE_LINKED.get(word)
    if inside is None:
        counted[f"part:{word}"] += 1
    else:
        _count_elements(package.parts[part], inside, counted)
    for link in package.links(part):
        if not link.external:
            _count_linked(package, link.word, link.target, counted, seen)


def _folder(part: str) -> str:
    """What a part that nothing links to is named after: its folder, or itself where it lies right in `xl`."""
    *folders, name = part.split("/")
    return folders[-1] if folders and folders != ["xl"] else name


def _count_elements(data: bytes, where: str, counted: Counter[str]) -> None:
    """The elements of a part that are things of their own."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Elements(where, counted)
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = None
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        counted[f"part:{where}"] += 1  # drawings of the old kind need not be well-formed


class _Elements:
    """Counts elements as they begin; those inside a thing belong to it."""

    def __init__(self, where: str, counted: Counter[str]) -> None:
        self._where = where
        self._counted = counted
        self._path: list[str] = []
        self._inside = 0  # the depth at which a thing began that is not looked into

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        namespace, _, local = name.rpartition(" ")
        self._path.append(local)
        if self._inside:
            return
        where = self._where
        if where == "sheet" and local in IS_CELLS:
            self._count_cell(local, attributes)
        elif local in IS_STRUCTURE.get(where, ()):
            return
        elif local in IGNORED.get(where, ()):
            self._inside = len(self._path)
        else:
            self._count_thing(where, namespace, local, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._inside == len(self._path):
            self._inside = 0
        self._path.pop()

    def _count_cell(self, local: str, attributes: dict[str, str]) -> None:
        for attribute in ("cm", "vm", "ph"):
            if local == "c" and attributes.get(attribute, "0") not in ("0", "false"):
                self._counted[f"cell:{attribute}"] += 1
        if local == "f" and attributes.get("t") in ("array", "dataTable"):
            self._counted[f"formula:{attributes['t']}"] += 1

    def _count_thing(self, where: str, namespace: str, local: str, attributes: dict[str, str]) -> None:
        if where == "vml":
            if local == "ClientData":
                self._counted[f"vml:{attributes.get('ObjectType', '')}"] += 1
            return
        if where == "drawing":
            if local == "graphicData":
                self._counted[f"frame:{attributes.get('uri', '').rpartition('/')[2]}"] += 1
                self._inside = len(self._path)
            elif local in ("sp", "cxnSp", "pic", "contentPart"):
                self._counted[f"drawing:{local}"] += 1
                self._inside = len(self._path)
            return
        if where in ("sheet", "workbook") and local == "ext":
            return  # what is in it is counted
        self._inside = len(self._path)
        extended = "" if namespace in (MAIN, "") or where not in ("sheet", "workbook") else "extended "
        self._counted[f"{where}:{extended}{local}"] += 1
