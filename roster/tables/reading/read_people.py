"""Reads a table of people, as people of a book.

Columns, in any order, are those that `people` makes, each also under the headings that people give them; other columns
are not read, and a note names them. Only `person`, the id, is needed. A person who is in the book already keeps there
what the table has no column for: qualifications, offers, absences. A blank cell clears the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.book import Book, sections_of
from models.people import Person
from models.problems import Path
from models.references.check import ReferenceCheck
from models.references.sections import Sections
from models.text.contacts import phone_cell
from roster.analysis.words import counted, plain
from roster.tables.cells.findings import CellProblem, TableReading
from roster.tables.cells.lists import NO_DAY, cell_items
from roster.tables.cells.text import MOST_ROWS_TOLD, cell_text, unescaped
from roster.tables.reading.headings import IDS, NAMES, KnownColumns
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.table_reader import TableReader

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
        "phone": ("phone", "phone number", "mobile", "mobile number", "tel", "telephone"),
        "email": ("email", "e mail", "mail", "e mail address", "email address"),
    },
    needed=("person",),
)
# Column -> the path of the field of a person that it holds.
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
    "phone": ("phone",),
    "email": ("email",),
}
_ReadCell = Callable[[int, str, Any], Any]
_COLUMNS: dict[Path, str] = {("id",): "person"} | {path: column for column, path in _FIELDS.items()}


@dataclass(frozen=True)
class PeopleReading(TableReading):
    """The result of reading a table of people.

    Attributes:
        people: a person for each row, in the order of the rows.
        problems: every mistake with its row, in the order of the rows.
        notes: sentences about what was left out or not read.
        total: a sentence that counts the rows, known people and new ones.
    """

    people: tuple[Person, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these people: each replaces the one of the same id, new ones are added, none is removed.

        Raises:
            TableError: the table has mistakes.
        """
        self.refuse()
        return book.changed(people=tuple(_merged_people(book, self.people)))


def people_from(frame: DataFrame, book: Book) -> PeopleReading:
    """Reads the people in a table, such as `people` makes.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`GivenTable`); cells
            are text, or dates and numbers.
        book: whose roles, areas and teams the rows name, and whose people they may replace.
    """
    table = InputTable(frame, PEOPLE)
    if table.heading_problems:
        return PeopleReading((), table.heading_problems, (), "")
    reader = _PeopleReader(book, table)
    reader.read_rows()
    return reader.reading()


class _PeopleReader(TableReader):
    """Reads a table of people."""

    def __init__(self, book: Book, table: InputTable) -> None:
        super().__init__(book, table)
        self._found: dict[str, tuple[int, Person]] = {}
        self._known = {person.id.lower(): person for person in book.people}
        self._row_of_id: dict[str, int] = {}
        self._read_by_column: dict[str, _ReadCell] = {
            "name": self._name, "areas": self._list, "tags": self._list, "weekdays": self._posted_weekdays,
            "joined": self._date, "posted from": self._date, "posted to": self._date, "hours per week": self._number,
            "balance hours": self._number, "duties per month": self._number, "hours per month": self._number,
            "duties per week": self._number, "nights per weekend": self._number, "phone": self._phone,
        }  # fmt: skip

    def read_row(self, row: int, cells: list[Any]) -> None:
        """Reads one person: new, or one of the book with the table's columns replaced."""
        name = self.table.text("person", cells)
        if not name:
            self.findings.add_problem(row, "person", "is empty")
        elif name.lower() in self._row_of_id:
            self.findings.add_problem(row, "person", f"'{name}' is in row {self._row_of_id[name.lower()]} already")
        self._row_of_id.setdefault(name.lower(), row)
        known = self._known.get(name.lower())
        fields = known.model_dump(mode="json", exclude_defaults=True) if known else {"id": name}
        for column in self.table.columns.at:
            if column in _FIELDS:
                self._put(fields, column, self._value(row, column, cells))
        if not fields.get("posting", True):
            del fields["posting"]
        if not self.row_has_problem and (person := self.validated(row, Person, fields, _column_of)):
            self._found[person.id] = (row, person)

    # --- cells

    def _value(self, row: int, column: str, cells: list[Any]) -> Any:
        """The value of a cell, as its column is read; None where it is blank."""
        cell = self.table.cell(column, cells)
        if cell is None or cell_text(cell) == "":
            return None
        read: _ReadCell = self._read_by_column.get(column, self._text)
        return read(row, column, cell)

    def _put(self, fields: dict[str, Any], column: str, value: Any) -> None:
        """Sets the field of a person that a column holds; removes it where the cell is blank."""
        *above, name = map(str, _FIELDS[column])
        for part in above:
            fields = fields.setdefault(part, {})
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = value

    def _text(self, row: int, column: str, cell: Any) -> str:
        return cell_text(cell)

    def _phone(self, row: int, column: str, cell: Any) -> str:
        """A phone number, with the zero that a spreadsheet took from it."""
        return self._name(row, column, phone_cell(cell))

    def _name(self, row: int, column: str, cell: Any) -> str:
        """A name exactly as it was written."""
        return unescaped(cell) if isinstance(cell, str) else cell_text(cell)

    def _list(self, row: int, column: str, cell: Any) -> list[str]:
        return cell_items(cell)

    def _posted_weekdays(self, row: int, column: str, cell: Any) -> list[str]:
        words = [word for word in cell_items(cell) if word.lower() != NO_DAY]
        return self.weekdays(row, column, words)

    def _date(self, row: int, column: str, cell: Any) -> str | None:
        day = self.dates.read(row, column, cell_text(cell))
        return day.isoformat() if day is not None else None

    def _number(self, row: int, column: str, cell: Any) -> Any:
        """A number as it is; a text is passed on, and validation says whether it is a number."""
        return cell_text(cell) if isinstance(cell, str) else cell

    # --- the result

    def reading(self) -> PeopleReading:
        """The result, once every row is read."""
        people = tuple(person for _, person in self._found.values())
        self._check_references(_merged_people(self.book, people))
        notes = self.notes
        others = [person.id for person in self.book.people if person.id.lower() not in self._row_of_id]
        if others:
            named = ", ".join(others[:MOST_ROWS_TOLD])
            more = f" and {len(others) - MOST_ROWS_TOLD:,} more" if len(others) > MOST_ROWS_TOLD else ""
            notes.append(f"not in the table: {named}{more}; the book keeps them as they are")
        new = sum(name not in self._known for name in (person.id.lower() for person in people))
        total = f"{counted(self.rows, 'rows')}: {plain(len(people) - new)} known, {plain(new)} new"
        return PeopleReading(people, self.problems, tuple(notes), total)

    def _check_references(self, people: list[Person]) -> None:
        """Reports roles, areas, teams and other ids that the book does not have as mistakes, at their cells."""
        fields = {**sections_of(dict(self.book)), "people": tuple(people)}
        sections: Mapping[str, Any] = fields
        for problem in ReferenceCheck(Sections(self.book.period, sections)).run():
            if problem.path[:1] != ("people",) or len(problem.path) < 2:
                continue
            person = people[int(problem.path[1])]
            if person.id in self._found and self._found[person.id][1] is person:
                column = _column_of(problem.path[2:])
                self.findings.add_problem(self._found[person.id][0], column, problem.message)


def _column_of(path: Path) -> str | None:
    """The column that holds a field of a person, or the field around it; None where no column does."""
    return _COLUMNS.get(path[:2]) or _COLUMNS.get(path[:1])


def _merged_people(book: Book, people: tuple[Person, ...]) -> list[Person]:
    """The people of a book, each replaced by the table's person of the same id, and the new people after them."""
    given = {person.id: person for person in people}
    return [*(given.pop(person.id, person) for person in book.people), *given.values()]


__all__ = ["PeopleReading", "people_from"]
