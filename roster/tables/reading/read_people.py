"""A table of people, as people of a book.

Columns, in any order, are those that `people` makes, each also under the headings that people give them; others are not
read, and named. Only `person`, the id, is needed. Whoever is in the book keeps there what the table has no column for:
what they hold, offer, are away for. A blank cell means that there is nothing to say, not that nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.book import Book, sections_of
from models.people import Person
from models.problems import Path
from models.reading.messages import problem_message
from models.references.check import ReferenceCheck
from models.references.sections import Sections
from models.text.dates_and_times import weekdays_written
from roster.analysis.words import counted, plain
from roster.tables.cells.dates import DateReader
from roster.tables.cells.findings import CellProblem, Findings, TableReading
from roster.tables.cells.lists import NO_DAY, cell_items
from roster.tables.cells.text import MOST_ROWS_TOLD, cell_text, unescaped
from roster.tables.reading.headings import IDS, NAMES, KnownColumns
from roster.tables.reading.input_table import InputTable

if TYPE_CHECKING:
    from pandas import DataFrame

PEOPLE = KnownColumns(
    {
        "person": IDS,
        "name": NAMES,
        "role": ("role",),
        "areas": ("areas", "area"),
        "joined": ("joined", "joined on", "date joined"),
        "tags": ("tags", "tag"),
        "hours per week": ("hours per week", "hours a week", "contract hours"),
        "weekdays": ("weekdays", "posted weekdays"),
        "balance hours": ("balance hours", "balance"),
        "posted from": ("posted from",),
        "posted to": ("posted to",),
        "team": ("team",),
        "duties per month": ("duties per month", "duties a month"),
        "hours per month": ("hours per month", "hours a month"),
        "duties per week": ("duties per week", "duties a week"),
        "nights per weekend": ("nights per weekend", "nights a weekend"),
    },
    needed=("person",),
)
# Column -> the field of a person that it holds.
_FIELDS: dict[str, Path] = {
    "name": ("name",),
    "role": ("role",),
    "areas": ("areas",),
    "joined": ("joined",),
    "tags": ("tags",),
    "hours per week": ("posting", "hours_per_week"),
    "weekdays": ("posting", "weekdays"),
    "balance hours": ("posting", "balance"),
    "posted from": ("posting", "first"),
    "posted to": ("posting", "last"),
    "team": ("team",),
    "duties per month": ("caps", "duties_per_month"),
    "hours per month": ("caps", "hours_per_month"),
    "duties per week": ("caps", "duties_per_week"),
    "nights per weekend": ("caps", "nights_per_weekend"),
}
_Reads = Callable[[int, str, Any], Any]
_COLUMNS: dict[Path, str] = {("id",): "person"} | {path: column for column, path in _FIELDS.items()}


@dataclass(frozen=True)
class PeopleReading(TableReading):
    """What a table of people says.

    Attributes:
        people: a person for each row, in its order.
        problems: every mistake with its row, in the order of the rows.
        notes: what was left out or not read, in sentences.
        total: how many rows there were and what became of them, in a sentence.
    """

    people: tuple[Person, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these people: in the places of those of the same id, new ones after them, nobody taken out.

        Raises:
            TableError: the table has mistakes.
        """
        self.refuse()
        return book.changed(people=tuple(_together(book, self.people)))


def people_from(frame: DataFrame, book: Book) -> PeopleReading:
    """The people in a table, such as `people` makes.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`GivenTable`); cells
            are text, or dates and numbers.
        book: whose roles, areas and teams they name, and whose people they may be.
    """
    given = InputTable(frame, PEOPLE)
    if given.mistakes:
        return PeopleReading((), given.mistakes, (), "")
    reading = _Reading(book, given)
    for row, cells in given.rows(reading.findings):
        reading.row(row, cells)
    return reading.finished()


@dataclass
class _Reading:
    """A table as it is read, row by row."""

    book: Book
    given: InputTable
    findings: Findings = field(default_factory=Findings)
    found: dict[str, tuple[int, Person]] = field(default_factory=dict)
    rows: int = 0

    def __post_init__(self) -> None:
        self._known = {person.id.lower(): person for person in self.book.people}
        self._ids: dict[str, int] = {}
        self._dates = DateReader(self.book.period, self.findings)
        self._kinds: dict[str, _Reads] = {
            "name": self._name, "areas": self._list, "tags": self._list, "weekdays": self._weekdays,
            "joined": self._date, "posted from": self._date, "posted to": self._date, "hours per week": self._number,
            "balance hours": self._number, "duties per month": self._number, "hours per month": self._number,
            "duties per week": self._number, "nights per weekend": self._number,
        }  # fmt: skip

    def row(self, row: int, cells: list[Any]) -> None:
        """One row."""
        self.rows += 1
        before = len(self.findings.problems)
        if self.given.surplus(cells):
            self.findings.problem(row, None, "has more cells than there are headings")
        name = self.given.said("person", cells)
        if not name:
            self.findings.problem(row, "person", "is empty")
        elif name.lower() in self._ids:
            self.findings.problem(row, "person", f"'{name}' is in row {self._ids[name.lower()]} already")
        self._ids.setdefault(name.lower(), row)
        known = self._known.get(name.lower())
        raw = known.model_dump(mode="json", exclude_defaults=True) if known else {"id": name}
        for column in self.given.columns.at:
            if column in _FIELDS:
                self._put(raw, column, self._value(row, column, cells))
        if not raw.get("posting", True):
            del raw["posting"]
        if len(self.findings.problems) > before:
            return
        try:
            person = Person.model_validate(raw)
        except ValidationError as error:
            for details in error.errors():
                self.findings.problem(row, _column_of(tuple(details["loc"])), problem_message(details, Person))
            return
        self.found[person.id] = (row, person)

    # --- cells

    def _value(self, row: int, column: str, cells: list[Any]) -> Any:
        """What a cell says; None where it is blank."""
        cell = self.given.cell(column, cells)
        if cell is None or cell_text(cell) == "":
            return None
        read: _Reads = self._kinds.get(column, self._text)
        return read(row, column, cell)

    def _put(self, raw: dict[str, Any], column: str, value: Any) -> None:
        *above, name = map(str, _FIELDS[column])
        for part in above:
            raw = raw.setdefault(part, {})
        if value is None:
            raw.pop(name, None)
        else:
            raw[name] = value

    def _text(self, row: int, column: str, cell: Any) -> str:
        return cell_text(cell)

    def _name(self, row: int, column: str, cell: Any) -> str:
        """A name, letter by letter as it was written."""
        return unescaped(cell) if isinstance(cell, str) else cell_text(cell)

    def _list(self, row: int, column: str, cell: Any) -> list[str]:
        return cell_items(cell)

    def _weekdays(self, row: int, column: str, cell: Any) -> list[str]:
        days: list[str] = []
        for word in self._list(row, column, cell):
            if word.lower() == NO_DAY:
                continue
            if not (found := weekdays_written(word)):
                self.findings.problem(row, column, f"'{word}' is no day of the week")
            days += found
        return days

    def _date(self, row: int, column: str, cell: Any) -> str | None:
        day = self._dates.read(row, column, cell_text(cell))
        return day.isoformat() if day is not None else None

    def _number(self, row: int, column: str, cell: Any) -> Any:
        """A number as it stands; of a text the model says whether it is one."""
        return cell_text(cell) if isinstance(cell, str) else cell

    # --- the whole

    def finished(self) -> PeopleReading:
        """All that was found, once every row is read."""
        people = tuple(person for _, person in self.found.values())
        self._look_up(_together(self.book, people))
        notes = [*self.given.unread, *self.findings.notes]
        others = [person.id for person in self.book.people if person.id.lower() not in self._ids]
        if others:
            named = ", ".join(others[:MOST_ROWS_TOLD])
            more = f" and {len(others) - MOST_ROWS_TOLD:,} more" if len(others) > MOST_ROWS_TOLD else ""
            notes.append(f"not in the table: {named}{more}; the book keeps them as they are")
        new = sum(name not in self._known for name in (person.id.lower() for person in people))
        total = f"{counted(self.rows, 'rows')}: {plain(len(people) - new)} known, {plain(new)} new"
        problems = sorted(self.findings.problems, key=lambda problem: problem.row or 0)
        return PeopleReading(people, tuple(problems), tuple(notes), total)

    def _look_up(self, together: list[Person]) -> None:
        """Note what names nothing in the book."""
        fields = {**sections_of(dict(self.book)), "people": tuple(together)}
        sections: Mapping[str, Any] = fields
        for problem in ReferenceCheck(Sections(self.book.period, sections)).run():
            if problem.path[:1] != ("people",) or len(problem.path) < 2:
                continue
            person = together[int(problem.path[1])]
            if person.id in self.found and self.found[person.id][1] is person:
                column = _column_of(problem.path[2:])
                self.findings.problem(self.found[person.id][0], column, problem.message)


def _column_of(path: Path) -> str | None:
    """The column that holds a field of a person, or what lies in it."""
    return _COLUMNS.get(path[:2]) or _COLUMNS.get(path[:1])


def _together(book: Book, people: tuple[Person, ...]) -> list[Person]:
    """The people of a book with those of a table in the places of the same ids, and after them the new ones."""
    given = {person.id: person for person in people}
    return [*(given.pop(person.id, person) for person in book.people), *given.values()]


__all__ = ["PeopleReading", "people_from"]
