"""Reads a scenarios file: YAML, JSON or a workbook. Every mistake is reported at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.base import AS_WRITTEN
from models.problems import Problem
from roster.io.sources import is_workbook, read_source
from roster.io.storage.files import FileError
from roster.planning.scenarios.problems import scenarios_problems
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.scenarios.workbook.sheets import WorkbookSheets

_LISTS_OF_A_BOOK = ("period", "people", "services")  # every book has them, and no scenarios file


class ScenariosMistakesError(FileError):
    """A scenarios file has mistakes.

    Attributes:
        rest: the scenarios without mistakes, which can still be checked against a book; None where there are none.
    """

    def __init__(self, lines: Sequence[str], rest: ScenariosFile | None) -> None:
        super().__init__(list(lines))
        self.rest = rest


@dataclass(frozen=True)
class ScenariosFile:
    """A scenarios file that was read.

    Attributes:
        line_of: makes the line that reports a problem to the user, with file and place.
    """

    path: Path
    scenarios: Scenarios
    line_of: Callable[[Problem], str]

    def error(self, problems: Sequence[Problem]) -> FileError:
        """An error that reports these problems as problems of the file."""
        return FileError.of(self.path, list(dict.fromkeys(problems)), self.line_of)


def read_scenarios(path: Path) -> ScenariosFile:
    """Reads the scenarios in a file.

    Raises:
        FileError: with every mistake, each with its place.
    """
    raw: Any
    problems: list[Problem] = []
    if is_workbook(path):
        sheets = WorkbookSheets(path)
        if sheets.has(_LISTS_OF_A_BOOK[1:]):
            raise _is_a_book(path)
        sheets.read()
        raw, line_of, problems = sheets.raw, sheets.line_of, sheets.problems
    else:
        source = read_source(path)
        raw = source.raw
        if isinstance(raw, dict) and all(name in raw for name in _LISTS_OF_A_BOOK):
            raise _is_a_book(path)

        def line_of(problem: Problem) -> str:
            return f"{path}: {source.sentence(problem).removeprefix('book: ')}"

    try:
        scenarios = Scenarios.model_validate(raw if raw is not None else {}, context=AS_WRITTEN)
    except ValidationError as error:
        # A part of a workbook that could not be read is incomplete: further problems inside it would mislead.
        places = [problem.path for problem in problems]
        problems += [
            item for item in scenarios_problems(error) if not any(item.path[: len(place)] == place for place in places)
        ]
    if problems:
        lines = FileError.of(path, problems, line_of).lines
        raise ScenariosMistakesError(lines, _rest(ScenariosFile(path, Scenarios(), line_of), raw, problems))
    return ScenariosFile(path, scenarios, line_of)


def _rest(file: ScenariosFile, raw: Any, problems: Sequence[Problem]) -> ScenariosFile | None:
    """The scenarios of a file that have no mistakes; their problems are reported at the places they have in the file.

    None where a mistake is elsewhere, or where nothing is left.
    """
    if not isinstance(raw, dict) or any(problem.path[:1] != ("scenarios",) for problem in problems):
        return None
    faulty = {problem.path[1] for problem in problems if len(problem.path) > 1}
    written = raw.get("scenarios")
    if not isinstance(written, list):
        return None
    places = [number for number in range(len(written)) if number not in faulty]
    left = {"base": raw.get("base", []), "scenarios": [written[number] for number in places]}
    try:
        scenarios = Scenarios.model_validate(left, context=AS_WRITTEN)
    except ValidationError:
        return None

    def line_of(problem: Problem) -> str:
        if problem.path[:1] != ("scenarios",) or len(problem.path) < 2:
            return file.line_of(problem)
        number = places[int(problem.path[1])]
        return file.line_of(Problem(("scenarios", number, *problem.path[2:]), problem.message))

    return ScenariosFile(file.path, scenarios, line_of) if places else None


def _is_a_book(path: Path) -> FileError:
    return FileError([f"{path}: is a book, and no scenarios file: `roster whatif BOOK SCENARIOS`"])


__all__ = ["ScenariosFile", "ScenariosMistakesError", "read_scenarios"]
