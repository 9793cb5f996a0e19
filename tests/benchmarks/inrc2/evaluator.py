"""The independent evaluator, check_inrc2.py beside the instances, and the best values known."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.benchmarks.inrc2.instance import DAY_NAMES, FOLDER, Files
from tests.benchmarks.inrc2.to_book import Roster


@dataclass(frozen=True)
class Verdict:
    """What the evaluator says of a roster: breaches of each hard rule, and what each soft one costs."""

    hard: Mapping[str, int]
    cost: Mapping[str, int]

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken."""
        return not any(self.hard.values())

    @property
    def value(self) -> int:
        """The objective."""
        return sum(self.cost.values())


class Evaluator:
    """check_inrc2.py, for one instance.

    Args:
        files: of the instance.
        folder: where check_inrc2.py lies.
    """

    def __init__(self, files: Files, folder: Path = FOLDER) -> None:
        self._code = _module(checker(folder))
        self._scenario = self._code.scenario(files.scenario)
        self._history = self._code.history(files.history)
        self._weeks = [self._code.week(path) for path in files.weeks]

    def verdict(self, roster: Roster) -> Verdict:
        """The verdict on a roster, which is handed over in files as the competition has them."""
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / f"week-{number}.txt" for number in range(len(self._weeks))]
            for number, path in enumerate(paths):
                path.write_text(_week_of(roster, number), encoding="utf-8")
            return Verdict(*self._code.evaluate(self._scenario, self._history, self._weeks, paths))


def checker(folder: Path = FOLDER) -> Path:
    """The evaluator's file."""
    return folder / "check_inrc2.py"


def best_known(folder: Path = FOLDER) -> dict[str, int]:
    """By instance, the best value known: the last column of the table beside the instances."""
    found = {}
    path = folder / "README.md"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) > 2 and cells[-1].isdigit():
            found[cells[0]] = int(cells[-1])
    return found


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_inrc2", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _week_of(roster: Roster, week: int) -> str:
    lines: Sequence[str] = [
        f"{nurse} {name} {' '.join(cell)}"
        for nurse, row in roster.items()
        for name, cell in zip(DAY_NAMES, row[7 * week :], strict=False)
        if cell is not None
    ]
    return "\n".join(["SOLUTION", f"{week}", "", f"ASSIGNMENTS = {len(lines)}", *lines, ""])
