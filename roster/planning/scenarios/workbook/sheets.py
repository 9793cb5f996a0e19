"""Reads the sheets of a scenarios workbook as raw data, and remembers the cell of each part.

- `Scenarios`: `Scenario` (its id; `base` for changes applied to every cell; blank to continue the one above), `Name`,
  `Change` (the kind), the columns of `columns.py` (`Role`, `Person`...), `With` (further fields: `role: paramedic`).
- `Grid`: `Axis`, `Values`.
- `Settings`: `Setting` and `Value`: name, description, base_name, combined, draws, last_level, gains, gain_months and
  money, as in YAML.

`Scenarios` must be there, with or without rows; the others may be missing. Other sheets and columns are ignored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from models.problems import Path as Place
from models.problems import Problem, did_you_mean
from roster.io import yaml_text
from roster.io.storage.files import FileError
from roster.planning.scenarios.workbook.columns import COLUMNS, field_of, misplaced, value_of

SETTINGS = ("name", "description", "base_name", "combined", "draws", "last_level", "gains", "gain_months", "money")
_PLAIN_SETTINGS = ("name", "description", "base_name")  # texts; the others are written as in YAML
_HEADINGS = {
    "Scenarios": ("Scenario", "Change", "With"),
    "Grid": ("Axis", "Values"),
    "Settings": ("Setting", "Value"),
}
_SCENARIOS = "Scenarios"
_BASE = "base"
Row = dict[str, tuple[str, str]]  # heading in lower case -> (text of the cell, its address)


class WorkbookSheets:
    """The sheets of a scenarios workbook.

    Attributes:
        raw: the scenarios as raw data, once read.
        problems: what could not be read.
    """

    def __init__(self, path: Path) -> None:
        from roster.io.xlsx.raw_sheets.safe_opening import open_workbook  # slow to import: it needs openpyxl

        self.path = path
        self.raw: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self._cells: dict[Place, str] = {}
        self._keys: dict[Place, str] = {}  # the cells of names, where what stands under a name has a cell of its own
        self._headings: dict[Place, str] = {}  # of blank cells
        self._book = open_workbook(path, values=True)
        self._names = {name.strip().lower(): name for name in self._book.sheetnames}

    def has(self, sheets: Collection[str]) -> bool:
        """Whether the workbook has all of these sheets (in lower case)."""
        return all(name in self._names for name in sheets)

    def read(self) -> None:
        """Reads every sheet that is there.

        Raises:
            FileError: none of them is there.
        """
        if not any(self.has([name.lower()]) for name in _HEADINGS):
            raise FileError([f"{self.path}: has none of the sheets of a scenarios file, {', '.join(_HEADINGS)}"])
        self._check_titles()
        for name, read in (("Scenarios", self._scenarios), ("Grid", self._grid), ("Settings", self._settings)):
            if name.lower() in self._names:
                read(list(self._rows(name, self._book[self._names[name.lower()]])))

    def _check_titles(self) -> None:
        """Reports a sheet whose title is misspelt, and that there is no sheet of scenarios."""
        absent = [name for name in _HEADINGS if name.lower() not in self._names]
        for title in self._book.sheetnames:
            ours = title.strip().lower() in (*map(str.lower, _HEADINGS), "names")
            if not ours and (hint := did_you_mean(title, absent)):
                self.problems.append(Problem((), f"the sheet '{title}' is none of a scenarios file{hint}"))
        if _SCENARIOS in absent and not self.problems:
            sentence = f"there is no sheet '{_SCENARIOS}'; where it has nothing to ask, it has its headings alone"
            self.problems.append(Problem((), sentence))

    def line_of(self, problem: Problem) -> str:
        """The line that reports a problem, with file and cell."""
        if problem.in_key and problem.path in self._keys:
            return f"{self.path}: {self._keys[problem.path]}: {problem.message}"
        for length in range(len(problem.path), -1, -1):
            if problem.path[:length] in self._cells:
                rest = Problem(problem.path[length:], "").place if len(problem.path) > length else ""
                rest = f" ({rest})" if rest else f": {heading}" if (heading := self._headings.get(problem.path)) else ""
                return f"{self.path}: {self._cells[problem.path[:length]]}{rest}: {problem.message}"
        return f"{self.path}: {problem.place}: {problem.message}" if problem.path else f"{self.path}: {problem.message}"

    def _rows(self, name: str, sheet: Any) -> Iterator[Row]:
        """The rows below the headings that are neither blank nor examples (`e.g. ...`)."""
        rows = list(sheet.iter_rows())
        head: dict[int, str] = {}
        for row in rows:
            texts = {number: _text(cell.value) for number, cell in enumerate(row)}
            if not head:
                if _HEADINGS[name][0].lower() in (text.lower() for text in texts.values()):
                    head = {number: text.lower() for number, text in texts.items() if text}
                continue
            found = {
                head[number]: (text, f"{sheet.title}!{row[number].coordinate}")
                for number, text in texts.items()
                if number in head
            }
            if any(text for text, _ in found.values()) and not next(iter(texts.values())).startswith("e.g."):
                yield found
        missing = [word for word in _HEADINGS[name] if word.lower() not in head.values()]
        if missing:
            self.problems.append(
                Problem((), f"the sheet {sheet.title} has no column {' and no column '.join(missing)}")
            )

    def _scenarios(self, rows: Sequence[Row]) -> None:
        scenarios: list[dict[str, Any]] = []
        changes: list[Any] | None = None
        above: Place = ()
        for row in rows:
            name, cell = row.get("scenario", ("", ""))
            if name.lower() == _BASE:
                changes, above = self.raw.setdefault("base", []), ("base",)
            elif name:
                if not scenarios or name != scenarios[-1]["id"]:
                    scenarios.append({"id": name, "name": row.get("name", ("", ""))[0], "changes": []})
                    self._cells["scenarios", len(scenarios) - 1] = cell
                changes, above = scenarios[-1]["changes"], ("scenarios", len(scenarios) - 1, "changes")
            if changes is None:
                self._cells[("scenarios", 0)] = cell
                self.problems.append(Problem(("scenarios", 0), "the first change belongs to no scenario"))
                return
            kind, kind_cell = row.get("change", ("", ""))
            text, text_cell = row.get("with", ("", ""))
            place = (*above, len(changes))
            self._cells[place] = text_cell if kind and text else kind_cell
            self._cells[(*place, "change")] = kind_cell
            fields = self._fields(text, place)
            fields |= self._columns(row, kind, place) if kind else {}
            self._remember_blanks(row, kind, place, fields)
            if kind and "change" in fields:
                self.problems.append(Problem(place, "says once more what changes: that is in the column Change"))
            changes.append({**fields, "change": kind} if kind else fields)
        if scenarios:
            self.raw["scenarios"] = scenarios

    def _fields(self, text: str, place: Place) -> dict[str, Any]:
        """Parses `role: paramedic, count: 1` as the fields of a change."""
        try:
            found = yaml_text.parse("{" + text.strip().removeprefix("{").removesuffix("}") + "}")
        except yaml_text.YamlError as error:
            self.problems.append(Problem(place, f"'{text}' is not fields such as `role: paramedic, count: 1`: {error}"))
            return {}
        return dict(found or {})

    def _columns(self, row: Row, kind: str, place: Place) -> dict[str, Any]:
        """The fields of a change that have a column of their own."""
        found: dict[str, Any] = {}
        for column in COLUMNS:
            text, cell = row.get(column, ("", ""))
            if not text:
                continue
            field = field_of(kind, column)
            if field is None:
                self._cells[(*place, column)] = cell
                self.problems.append(Problem((*place, column), misplaced(kind, column)))
                continue
            self._cells[(*place, field)] = cell
            found[field] = value_of(field, text)
        return found

    def _remember_blanks(self, row: Row, kind: str, place: Place, fields: Collection[str]) -> None:
        """Remembers the blank cells of fields that the change may have: where one is missing, it belongs there."""
        for column in COLUMNS:
            field = field_of(kind, column)
            text, cell = row.get(column, ("", ""))
            if field is not None and cell and not text and field not in fields:
                self._cells.setdefault((*place, field), cell)
                self._headings[(*place, field)] = column.capitalize()

    def _grid(self, rows: Sequence[Row]) -> None:
        grid: dict[str, Any] = {}
        for row in rows:
            (name, cell), (values, values_cell) = row.get("axis", ("", "")), row.get("values", ("", ""))
            place: Place = ("grid", name)
            if not name:
                self._keys[place] = cell
                self.problems.append(Problem(place, "an axis needs a name", in_key=True))
                continue
            if name in grid:
                self.problems.append(Problem((), f"{cell}: the axis '{name}' is there twice"))
                continue
            self._keys[place], self._cells[place] = cell, values_cell or cell
            grid[name] = self._fields(values, place) if values.startswith("{") else values
        if grid:
            self.raw["grid"] = grid

    def _settings(self, rows: Sequence[Row]) -> None:
        for row in rows:
            (name, cell), (text, value_cell) = row.get("setting", ("", "")), row.get("value", ("", ""))
            key = name.lower().replace(" ", "_")
            self._keys[key,], self._cells[key,] = cell, value_cell or cell
            if key not in SETTINGS:
                sentence = f"'{name}' is no setting{did_you_mean(key, SETTINGS)}"
                self.problems.append(Problem((key,), sentence, in_key=True))
                continue
            if not text:
                continue
            try:
                self.raw[key] = text if key in _PLAIN_SETTINGS else yaml_text.parse(text)
            except yaml_text.YamlError as error:
                self.problems.append(Problem((key,), f"'{text}' cannot be read: {error}"))


def _text(value: object) -> str:
    """The text of a cell; a whole number without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
