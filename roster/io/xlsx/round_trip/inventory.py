"""Counts the features of a workbook besides the values of cells (charts, comments, filters), sheet by sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from xml.parsers import expat

from roster.io.xlsx.round_trip.feature_names import IGNORED, INSIDE_LINKED, IS_CELLS, IS_STRUCTURE
from roster.io.xlsx.round_trip.parts.package import WHOLE, Package, SheetEntry
from roster.io.xlsx.round_trip.parts.sheet_xml import MAIN

WHOLE_WORKBOOK = ""  # the label of features that belong to no sheet
FeatureCounts = dict[str, Counter[str]]
_EVERY_WORKBOOK = {  # parts that every program writes again, without contents of the user
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
    """Counts features by sheet and kind (see `feature_names`).

    Args:
        titles: title of a sheet to count -> its label in the result.
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
    """Counts the elements of a sheet, and the parts that it links to."""
    seen.add(sheet.part)
    _count_elements(package.parts[sheet.part], "sheet", counted)
    for link in package.links(sheet.part):
        if link.external:
            continue  # counted by the element that uses it
        _count_linked(package, link.word, link.target, counted, seen)


def _count_linked(package: Package, word: str, part: str, counted: Counter[str], seen: set[str]) -> None:
    """Counts a part, and all parts that it links to."""
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
    """Returns the kind of a part without links to it: its folder, or its name where it lies directly in `xl`."""
    *folders, name = part.split("/")
    return folders[-1] if folders and folders != ["xl"] else name


def _count_elements(data: bytes, where: str, counted: Counter[str]) -> None:
    """Counts the elements of a part that are features."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Elements(where, counted)
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = None
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        counted[f"part:{where}"] += 1  # VML drawings need not be well-formed


class _Elements:
    """Counts features as their elements begin; elements inside a feature belong to it."""

    def __init__(self, where: str, counted: Counter[str]) -> None:
        self._where = where
        self._counted = counted
        self._path: list[str] = []
        self._inside = 0  # the depth of the feature that the parser is in; 0 for none

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Handles the start of an element."""
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
            self._count_feature(where, namespace, local, attributes)

    def end(self, name: str) -> None:
        """Handles the end of an element."""
        if self._inside == len(self._path):
            self._inside = 0
        self._path.pop()

    def _count_cell(self, local: str, attributes: dict[str, str]) -> None:
        for attribute in ("cm", "vm", "ph"):
            if local == "c" and attributes.get(attribute, "0") not in ("0", "false"):
                self._counted[f"cell:{attribute}"] += 1
        if local == "f" and attributes.get("t") in ("array", "dataTable"):
            self._counted[f"formula:{attributes['t']}"] += 1

    def _count_feature(self, where: str, namespace: str, local: str, attributes: dict[str, str]) -> None:
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
            return  # its children are counted
        self._inside = len(self._path)
        extended = "" if namespace in (MAIN, "") or where not in ("sheet", "workbook") else "extended "
        self._counted[f"{where}:{extended}{local}"] += 1
