"""What was found in a rota: people, turns of duty, days away, and the dates it covers; not yet a book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from models.people import AbsenceKind
from models.text.lists import first_few
from roster.importing.grid import Cell
from roster.importing.words.codes import LegendEntry
from roster.importing.words.roles import RoleWord
from roster.importing.words.time_spans import TimeSpan


@dataclass(frozen=True)
class Turn:
    """One person on duty on one date, as the rota has it.

    Attributes:
        person: the name as written.
        date: the date on which it starts.
        cell: where it stands.
        span: its times, where the cell or its heading gives them.
        code: the code or name of its shift, where it has one.
        call_sign: empty where the rota names none.
        role: of the seat, where the layout gives it.
        seat: the heading of the seat, where it names no role.
        vehicle: empty where the rota names none.
    """

    person: str
    date: date
    cell: Cell
    span: TimeSpan | None = None
    code: str = ""
    call_sign: str = ""
    role: RoleWord | None = None
    seat: str = ""
    vehicle: str = ""


@dataclass(frozen=True)
class Away:
    """One person away on one date."""

    person: str
    date: date
    kind: AbsenceKind
    cell: Cell


@dataclass
class Mention:
    """A person as the labels of a rota describe them.

    Attributes:
        name: as written.
        role: of a column, a section or a title.
        role_text: the words for it, where they are no role of the list.
        id: of a column of ids.
        team: of a column of teams.
        phone, email: of columns beside the name.
    """

    name: str
    role: RoleWord | None = None
    role_text: str = ""
    id: str = ""
    team: str = ""
    phone: str = ""
    email: str = ""
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Facts:
    """Everything found in the sheets of a rota.

    Attributes:
        turns, aways, mentions: see there.
        dates: every date the rota has a column or a row for.
        whole: whether these dates are all dates of the period, as a calendar has them, and no list of single ones.
        of_month: whether a title names the month, and no first date.
        legend: code -> what the legend says.
        lines: a sentence on each table, column and code: what it was taken for.
        open_codes: code -> the cells that hold it, where its meaning or its times are not known.
        undated: place of a table -> what is asked about its dates.
        labels: text before a row -> its cell, where it may be a person or a section.
    """

    turns: list[Turn] = field(default_factory=list)
    aways: list[Away] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: set[date] = field(default_factory=set)
    whole: bool = False
    of_month: bool = False
    legend: dict[str, LegendEntry] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    open_codes: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    code_cells: dict[str, list[Cell]] = field(default_factory=lambda: defaultdict(list))
    undated: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Cell] = field(default_factory=dict)

    def legend_for(self, code: str) -> LegendEntry | None:
        """The legend's entry for a code: spelt the same, or the only one that differs in capitals."""
        if code in self.legend:
            return self.legend[code]
        alike = [entry for known, entry in self.legend.items() if known.lower() == code.lower()]
        return alike[0] if len(alike) == 1 else None


def some_cells(cells: Iterable[Cell], most: int = 3) -> str:
    """Places in words: `Dec!C5, Dec!D5 and 4 more`."""
    return first_few(list(dict.fromkeys(map(str, cells))), most)
