"""Reads an instance of the Second International Nurse Rostering Competition: a scenario, a history and a row of weeks.

The instances are not part of the project: they are read from the folder that the environment variable INRC2_INSTANCES
names, or from `shared/benchmarks/inrc2` beside the checkout.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(
    os.environ.get("INRC2_INSTANCES") or Path(__file__).resolve().parents[3].parent / "shared" / "benchmarks" / "inrc2"
)
NAME = re.compile(r"(n\d+w\d+)_(\d+)_(\d+(?:-\d+)*)")
TITLES = (
    *("SCENARIO", "WEEKS", "SKILLS", "SHIFT_TYPES", "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS", "CONTRACTS", "NURSES"),
    *("HISTORY", "NURSE_HISTORY", "WEEK_DATA", "REQUIREMENTS", "SHIFT_OFF_REQUESTS"),
)
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Band = tuple[int, int]  # the least and the most, or the least and the best


@dataclass(frozen=True)
class Contract:
    """Limits of the nurses who have it.

    Attributes:
        total: assignments over the horizon.
        working, free: consecutive days of work, and off.
        weekends: the most that are worked.
        complete: whether weekends are worked whole or not at all.
    """

    total: Band
    working: Band
    free: Band
    weekends: int
    complete: bool


@dataclass(frozen=True)
class History:
    """What a nurse did before the horizon.

    Attributes:
        total, weekends: assignments and weekends that count towards the limits over the horizon.
        shift: of the last day; None where it was free.
        same, working, free: how many days running it was that shift, work, or free.
    """

    total: int
    weekends: int
    shift: str | None
    same: int
    working: int
    free: int


@dataclass(frozen=True)
class Nurse:
    """A nurse of the scenario."""

    id: str
    contract: Contract
    skills: Sequence[str]
    history: History


@dataclass
class Instance:
    """One problem, its weeks laid end to end; days count from 0, a Monday.

    Attributes:
        shifts: by shift, consecutive days of it.
        never_next: by shift, those that may not follow on the next day.
        need: by shift, skill and day, the nurses needed and those that would be best.
        off: nurse, shift (None for any) and day on which they asked not to work it.
    """

    name: str
    days: int = 0
    skills: list[str] = field(default_factory=list)
    shifts: dict[str, Band] = field(default_factory=dict)
    never_next: dict[str, list[str]] = field(default_factory=dict)
    nurses: list[Nurse] = field(default_factory=list)
    need: dict[tuple[str, str, int], Band] = field(default_factory=dict)
    off: list[tuple[str, str | None, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Files:
    """The files of an instance."""

    scenario: Path
    history: Path
    weeks: Sequence[Path]

    @classmethod
    def of(cls, name: str, folder: Path = FOLDER) -> Files:
        """The files of an instance by its name: `n005w4_1_6-2-9-1` is history 1 and the weeks 6, 2, 9 and 1.

        Raises:
            ValueError: when it is not such a name, or has not as many weeks as it says.
        """
        match = NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"'{name}' is not the name of an instance, such as n005w4_1_6-2-9-1")
        scenario, history, weeks = match.groups()
        numbers = weeks.split("-")
        if len(numbers) != int(scenario.rpartition("w")[2]):
            raise ValueError(f"'{name}' names {len(numbers)} weeks; its scenario has {scenario.rpartition('w')[2]}")
        home = folder / scenario
        return cls(
            home / f"Sc-{scenario}.txt",
            home / f"H0-{scenario}-{history}.txt",
            [home / f"WD-{scenario}-{number}.txt" for number in numbers],
        )

    @property
    def missing(self) -> list[Path]:
        """Those that are not there."""
        return [path for path in (self.scenario, self.history, *self.weeks) if not path.is_file()]

    def texts(self) -> tuple[str, str, list[str]]:
        """What stands in them."""
        return self.scenario.read_text(), self.history.read_text(), [path.read_text() for path in self.weeks]


def parse(name: str, scenario: str, history: str, weeks: Sequence[str]) -> Instance:
    """An instance from the texts of its files."""
    found = Instance(name)
    contracts: dict[str, Contract] = {}
    before = _histories(history)
    for title, rows in _sections(scenario):
        if title == "SKILLS":
            found.skills = [row[0] for row in rows]
        elif title == "SHIFT_TYPES":
            found.shifts = {row[0]: _band(row[1]) for row in rows}
        elif title == "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS":
            found.never_next = {row[0]: row[2:] for row in rows}
        elif title == "CONTRACTS":
            contracts = {row[0]: _contract(row[1:]) for row in rows}
        elif title == "NURSES":
            found.nurses = [Nurse(row[0], contracts[row[1]], row[3:], before[row[0]]) for row in rows]
    for text in weeks:
        _add_week(found, text)
    return found


def _sections(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The sections of a file: its title, and its rows cut into words."""
    title, rows = "", list[list[str]]()
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.split()
        if words[0] in TITLES and words[1:2] in ([], ["="]):
            yield title, rows
            title, rows = words[0], []
        else:
            rows.append(words)
    yield title, rows


def _band(text: str) -> Band:
    low, high = map(int, text.strip("()").split(","))
    return low, high


def _contract(words: Sequence[str]) -> Contract:
    total, working, free = map(_band, words[:3])
    return Contract(total, working, free, int(words[3]), words[4] == "1")


def _histories(text: str) -> Mapping[str, History]:
    found = {}
    for title, rows in _sections(text):
        if title == "NURSE_HISTORY":
            for name, total, weekends, shift, *running in rows:
                same, working, free = map(int, running)
                found[name] = History(
                    int(total), int(weekends), None if shift == "None" else shift, same, working, free
                )
    return found


def _add_week(instance: Instance, text: str) -> None:
    first = instance.days
    for title, rows in _sections(text):
        if title == "REQUIREMENTS":
            for shift, skill, *bands in rows:
                for number, band in enumerate(bands):
                    instance.need[shift, skill, first + number] = _band(band)
        elif title == "SHIFT_OFF_REQUESTS":
            for nurse, shift, day in rows:
                number = first + DAY_NAMES.index(day[:3])
                instance.off.append((nurse, None if shift == "Any" else shift, number))
    instance.days += len(DAY_NAMES)
