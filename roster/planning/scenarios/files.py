"""A scenarios file: YAML or JSON as the models read it, or a workbook of three sheets.

- `Scenarios`: `Scenario` (its id; `base` for changes made to every cell; blank for the one above), `Name`, `Change`
  (the kind), `With` (its fields: `role: paramedic, count: 1`).
- `Grid`: `Axis`, `Values`.
- `Settings`: `Setting` and `Value`: name, description, base_name, combined, draws, last_level, gains, gain_months and
  money, as in YAML.

Sheets may be missing; other sheets and columns are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.base import AS_WRITTEN
from models.problems import Path as Place
from models.problems import Problem, did_you_mean
from roster.io import yaml_text
from roster.io.sources import is_workbook, read_source
from roster.io.storage.files import FileError
from roster.planning.scenarios.scenarios import Scenarios, scenarios_problems

SETTINGS = ("name", "description", "base_name", "combined", "draws", "last_level", "gains", "gain_months", "money")
_SHEETS = {
    "Scenarios": ("Scenario", "Change", "With"),
    "Grid": ("Axis", "Values"),
    "Settings": ("Setting", "Value"),
}
BASE = "base"
_BOOKS_OWN = ("period", "people", "services")  # lists that every book has, and no scenarios file


@dataclass(frozen=True)
class ScenariosFile:
    """A scenarios file as it was read.

    Attributes:
        told: a problem of it with its file and place, as a user of the file reads it.
    """

    path: Path
    scenarios: Scenarios
    told: Callable[[Problem], str]

    def error(self, problems: Sequence[Problem]) -> FileError:
        """The error of some problems."""
        return FileError.of(self.path, list(dict.fromkeys(problems)), self.told)


def read_scenarios(path: Path) -> ScenariosFile:
    """The scenarios in a file.

    Raises:
        FileError: with every mistake, each with its place.
    """
    raw: Any
    problems: list[Problem] = []
    if is_workbook(path):
        sheets = _Sheets(path)
        raw, told, problems = sheets.raw, sheets.told, sheets.problems
    else:
        source = read_source(path)
        raw = source.raw
        if isinstance(raw, dict) and all(name in raw for name in _BOOKS_OWN):
            raise FileError([_a_book(path)])

        def told(problem: Problem) -> str:
            return f"{path}: {source.sentence(problem).removeprefix('book: ')}"

    try:
        scenarios = Scenarios.model_validate(raw if raw is not None else {}, context=AS_WRITTEN)
    except ValidationError as error:
        # Of what could not be read, nothing more is said.
        places = [problem.path for problem in problems]
        problems += [
            item for item in scenarios_problems(error) if not any(item.path[: len(place)] == place for place in places)
        ]
    if problems:
        raise FileError.of(path, problems, told)
    return ScenariosFile(path, scenarios, told)


def _a_book(path: Path) -> str:
    return f"{path}: is a book, and no scenarios file: `roster whatif BOOK SCENARIOS`"


@dataclass
class _Sheets:
    """The sheets of a workbook as raw data, and the cell of each part."""

    path: Path
    raw: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _cells: dict[Place, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from roster.io.xlsx.raw_sheets.safe_opening import (
            open_workbook,  # here, not above: openpyxl takes a while to import
        )

        book = open_workbook(self.path, values=True)
        names = {name.strip().lower(): name for name in book.sheetnames}
        if all(name in names for name in _BOOKS_OWN[1:]):
            raise FileError([_a_book(self.path)])
        if not any(name.lower() in names for name in _SHEETS):
            raise FileError([f"{self.path}: has none of the sheets of a scenarios file, {', '.join(_SHEETS)}"])
        for name, read in (("Scenarios", self._scenarios), ("Grid", self._grid), ("Settings", self._settings)):
            if name.lower() in names:
                read(list(self._rows(name, book[names[name.lower()]])))

    def told(self, problem: Problem) -> str:
        """A problem with its cell."""
        for length in range(len(problem.path), -1, -1):
            if problem.path[:length] in self._cells:
                rest = Problem(problem.path[length:], "").place if len(problem.path) > length else ""
                rest = f" ({rest})" if rest else ""
                return f"{self.path}: {self._cells[problem.path[:length]]}{rest}: {problem.message}"
        return f"{self.path}: {problem.place}: {problem.message}" if problem.path else f"{self.path}: {problem.message}"

    def _rows(self, name: str, sheet: Any) -> Iterator[dict[str, tuple[str, str]]]:
        """Each row that is not blank, by heading: the text of its cells, and where they are."""
        rows = list(sheet.iter_rows())
        head: dict[int, str] = {}
        for row in rows:
            texts = {number: _text(cell.value) for number, cell in enumerate(row)}
            if not head:
                if _SHEETS[name][0].lower() in (text.lower() for text in texts.values()):
                    head = {number: text.lower() for number, text in texts.items() if text}
                continue
            found = {
                head[number]: (text, f"{sheet.title}!{row[number].coordinate}")
                for number, text in texts.items()
                if number in head
            }
            if any(text for text, _ in found.values()) and not next(iter(texts.values())).startswith("e.g."):
                yield found
        missing = [word for word in _SHEETS[name] if word.lower() not in head.values()]
        if missing:
            self.problems.append(
                Problem((), f"the sheet {sheet.title} has no column {' and no column '.join(missing)}")
            )

    def _scenarios(self, rows: Sequence[dict[str, tuple[str, str]]]) -> None:
        scenarios: list[dict[str, Any]] = []
        changes: list[Any] | None = None
        above: Place = ()
        for row in rows:
            name, cell = row.get("scenario", ("", ""))
            if name.lower() == BASE:
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
            self._cells[place] = text_cell or kind_cell
            self._cells[(*place, "change")] = kind_cell
            fields = self._fields(text, place)
            if kind and "change" in fields:
                self.problems.append(Problem(place, "says once more what changes: that is in the column Change"))
            changes.append({**fields, "change": kind} if kind else fields)
        if scenarios:
            self.raw["scenarios"] = scenarios

    def _fields(self, text: str, place: Place) -> dict[str, Any]:
        """`role: paramedic, count: 1` as fields."""
        try:
            found = yaml_text.parse("{" + text.strip().removeprefix("{").removesuffix("}") + "}")
        except yaml_text.YamlError as error:
            self.problems.append(Problem(place, f"'{text}' is not fields such as `role: paramedic, count: 1`: {error}"))
            return {}
        return dict(found or {})

    def _grid(self, rows: Sequence[dict[str, tuple[str, str]]]) -> None:
        grid: dict[str, Any] = {}
        for row in rows:
            (name, cell), (values, _) = row.get("axis", ("", "")), row.get("values", ("", ""))
            self._cells["grid", name] = cell
            if not name:
                self.problems.append(Problem(("grid", name), "an axis needs a name"))
                continue
            if name in grid:
                self.problems.append(Problem(("grid", name), f"the axis '{name}' is there twice"))
            written_out = values.startswith("{")
            grid[name] = self._fields(values, ("grid", name)) if written_out else values
        if grid:
            self.raw["grid"] = grid

    def _settings(self, rows: Sequence[dict[str, tuple[str, str]]]) -> None:
        for row in rows:
            (name, cell), (text, value_cell) = row.get("setting", ("", "")), row.get("value", ("", ""))
            key = name.lower().replace(" ", "_")
            self._cells[key,] = value_cell or cell
            if key not in SETTINGS:
                self.problems.append(Problem((key,), f"'{name}' is no setting{did_you_mean(key, SETTINGS)}"))
                continue
            if not text:
                continue
            try:
                plain = key in ("name", "description", "base_name")
                self.raw[key] = text if plain else yaml_text.parse(text)
            except yaml_text.YamlError as error:
                self.problems.append(Problem((key,), f"'{text}' cannot be read: {error}"))


def _text(value: object) -> str:
    """A cell as text; a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


__all__ = ["ScenariosFile", "read_scenarios"]
