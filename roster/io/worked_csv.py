"""What was worked, from a `.csv` file: one spell of work a row, as DutySheet lists duties.

Columns, in any order, others passed over: person (id or name), date, start, end, type, no-show, call sign. Dates as
people here write them (25/12/2026), the end on the next day where it is not after the start.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.history import Worked, WorkedKind
from models.people import Person
from models.problems import did_you_mean
from models.reading import problem_message
from roster.io.files import MOST_TOLD, FileError, read_text
from roster.io.inputs.cells import CLOCK, DATE, MOMENT, YES_NO, tidy

# Column -> other words for it; DutySheet's own are day, proposed end and duty type.
COLUMNS: dict[str, tuple[str, ...]] = {
    "person": ("id", "name", "person id", "officer", "volunteer"),
    "date": ("day", "duty date", "start date"),
    "start": ("from", "start time", "booked on", "on"),
    "end": ("to", "finish", "end time", "proposed end", "booked off", "off"),
    "type": ("kind", "duty type"),
    "no-show": ("no show", "noshow", "did not attend"),
    "call sign": ("callsign", "call_sign", "vehicle call sign"),
}
NEEDED = ("person", "start", "end")
# Words for the types; any other means duty elsewhere for the force, and is told of.
TYPES = {
    **dict.fromkeys(("", "duty", "jru", "joint response unit", "worked"), WorkedKind.DUTY),
    **dict.fromkeys(("elsewhere", "other duty"), WorkedKind.ELSEWHERE),
    **dict.fromkeys(("training", "course", "officer safety training"), WorkedKind.TRAINING),
}
NO_SHOW = ("no-show", "no show", "did not attend")  # as a type
MOST_ROWS = 200_000

Say = Callable[[str], None]


def read_worked(path: Path, book: Book, say: Say) -> list[Worked]:
    """The book's own record with what a file adds; what both say alike is there once.

    Args:
        say: told, in one sentence each, what was taken to mean something.

    Raises:
        FileError: with every mistake, each with its row and column.
    """
    text = read_text(path, or_else="cp1252")  # as Excel saves a CSV here
    if text.startswith("PK\x03\x04"):
        raise FileError([f"{path}: is a workbook, not a CSV file; save it as CSV, or put it into the sheet Worked"])
    if "\0" in text:
        raise FileError([f"{path}: is no text, so no CSV file"])
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    sheet = _Sheet(path, book)
    try:
        sheet.read(text)
    except csv.Error as error:
        raise FileError([f"{path}: is no CSV file: {error}"]) from None
    if sheet.problems:
        more = len(sheet.problems) - MOST_TOLD
        raise FileError(sheet.problems[:MOST_TOLD] + ([f"{path}: and {more:,} more mistakes"] if more > 0 else []))
    for said, number in sheet.elsewhere.items():
        say(f"type '{said}' ({number} row{'' if number == 1 else 's'}) is taken to be duty elsewhere for the force")
    return [*book.worked, *sheet.new]


@dataclass
class _Sheet:
    """A file as it is read, row by row."""

    path: Path
    book: Book
    found: list[tuple[int, Worked]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._people = {person.id.lower(): person for person in self.book.people}
        self._names: dict[str, list[Person]] = defaultdict(list)
        for person in self.book.people:
            if person.name:
                self._names[_same(person.name)].append(person)
        self._signs = {sign.id.lower(): sign.id for sign in self.book.call_signs}
        self._duties = {duty.id: duty for duty in self.book.duties}

    def _say(self, row: int, column: str, what: str) -> None:
        self.problems.append(f"{self.path}: row {row}, column {column}: {what}")

    def read(self, text: str) -> None:
        """All rows; mistakes are collected."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        columns: dict[str, int] | None = None
        for cells in reader:
            row = reader.line_num
            if not any(tidy(cell) for cell in cells):
                continue
            if columns is None:
                columns = self._columns(row, cells)
                if columns is None:
                    return
                continue
            if row > MOST_ROWS:
                self.problems.append(f"{self.path}: has more than {MOST_ROWS:,} rows; no record of a period has")
                return
            said = {name: tidy(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
            self._row(row, defaultdict(str, said))
        if columns is None:
            self.problems.append(f"{self.path}: the file has no headings")
        self._overlaps()

    def _columns(self, row: int, cells: list[str]) -> dict[str, int] | None:
        """Where each column is; None when one that is needed is missing."""
        known = {word: name for name, words in COLUMNS.items() for word in (name, *words)}
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = known.get(_same(cell).replace("_", " "))
            if name is not None and name in found:
                self.problems.append(f"{self.path}: row {row}: there are two columns for '{name}'")
            elif name is not None:
                found[name] = at
        strange = [cell for cell in map(_same, cells) if cell and cell not in known]
        for name in NEEDED:
            if name not in found:
                meant = did_you_mean(name, strange).replace("did you mean", "is it")
                self.problems.append(f"{self.path}: row {row}: there is no column '{name}'{meant}")
        return None if self.problems else found

    def _row(self, row: int, said: Mapping[str, str]) -> None:
        before = len(self.problems)
        person = self._person(row, said["person"])
        sign = self._call_sign(row, said["call sign"])
        kind = self._kind(row, said["type"], sign)
        no_show = self._no_show(row, said)
        times = self._times(row, said, person, sign, no_show=no_show)
        if len(self.problems) > before or person is None or times is None:
            return
        try:
            worked = Worked(person=person.id, start=times[0], end=times[1], kind=kind, call_sign=sign, no_show=no_show)
        except ValidationError as error:
            for details in error.errors():
                self._say(row, str(details["loc"][0]) if details["loc"] else "end", problem_message(details, Worked))
            return
        self.found.append((row, worked))

    # --- cells

    def _person(self, row: int, said: str) -> Person | None:
        named = self._names.get(_same(said), [])
        if person := self._people.get(said.lower()):
            return person
        if len(named) == 1:
            return named[0]
        if named:
            ids = ", ".join(person.id for person in named)
            self._say(row, "person", f"'{said}' is the name of {ids}; give the id")
        elif not said:
            self._say(row, "person", "is empty")
        else:
            known = [*(person.id for person in self.book.people), *(p.name for p in self.book.people if p.name)]
            self._say(row, "person", f"'{said}' is unknown{did_you_mean(said, known)}")
        return None

    def _call_sign(self, row: int, said: str) -> str | None:
        if said and said.lower() not in self._signs:
            self._say(row, "call sign", f"'{said}' is unknown{did_you_mean(said, self._signs.values())}")
        return self._signs.get(said.lower()) if said else None

    def _kind(self, row: int, said: str, sign: str | None) -> WorkedKind:
        word = _same(said)
        if word in TYPES:
            return TYPES[word]
        if word in NO_SHOW or word in self._signs or sign is not None:
            return WorkedKind.DUTY  # on one of the unit's cars, whatever else it is called
        if meant := did_you_mean(said, [name for name in TYPES if name]):
            self._say(row, "type", f"'{said}' is unknown{meant}")
        self.elsewhere[said] += 1
        return WorkedKind.ELSEWHERE

    def _no_show(self, row: int, said: Mapping[str, str]) -> bool:
        if _same(said["type"]) in NO_SHOW:
            return True
        if not said["no-show"]:
            return False
        found = YES_NO.read(said["no-show"])
        if not isinstance(found, bool):
            self._say(row, "no-show", f"'{said['no-show']}' is neither yes nor no")
        return found is True

    def _times(
        self, row: int, said: Mapping[str, str], person: Person | None, sign: str | None, *, no_show: bool
    ) -> tuple[datetime, datetime] | None:
        """The naive local times of a row; of a no-show without any, those that were planned."""
        if no_show and said["date"] and not said["start"] and not said["end"]:
            day = self._date(row, said["date"])
            return self._planned(row, person, day, sign) if person and day else None
        start = self._moment(row, "start", said["start"], said["date"])
        if start is None:
            return None
        end = self._moment(row, "end", said["end"], str(start.date()))
        if end is None:
            return None
        if end <= start and not _has_date(said["end"]):
            end = self._later(row, "end", end, timedelta(days=1)) or end
        return start, end

    def _date(self, row: int, said: str) -> date | None:
        try:
            return date.fromisoformat(str(DATE.read(said)))
        except ValueError:
            self._say(row, "date", f"'{said}' is not a date; write it as 25/12/2026 or 2026-12-25")
            return None

    def _moment(self, row: int, column: str, said: str, day: str) -> datetime | None:
        if not said:
            self._say(row, column, "is empty")
            return None
        if _has_date(said):
            try:
                return datetime.fromisoformat(str(MOMENT.read(said)))
            except ValueError:
                self._say(row, column, f"'{said}' is not a date and time; write it as 25/12/2026 18:00")
                return None
        if not day:
            self._say(row, "date", "is empty")
            return None
        on = self._date(row, day)
        clock = re.fullmatch(r"(\d{1,2}):(\d\d)", str(CLOCK.read(said)))
        if not clock or int(clock[1]) > 24 or int(clock[2]) > 59 or (int(clock[1]) == 24 and int(clock[2])):
            self._say(row, column, f"'{said}' is not a time of day; write it as 18:00")
            return None
        if on is None:
            return None
        time = timedelta(hours=int(clock[1]), minutes=int(clock[2]))
        return self._later(row, column, datetime(on.year, on.month, on.day), time)

    def _later(self, row: int, column: str, moment: datetime, by: timedelta) -> datetime | None:
        try:
            return moment + by
        except OverflowError:
            self._say(row, column, f"the year {moment.year} cannot be meant")
            return None

    def _planned(self, row: int, person: Person, day: date, sign: str | None) -> tuple[datetime, datetime] | None:
        """The times of the duty that somebody was to be on."""
        told = self.book.rota or self.book.published
        duties: list[Duty] = [
            duty
            for assignment in (told.assignments if told else ())
            if assignment.person == person.id and (duty := self._duties.get(assignment.duty))
            if duty.date == day and sign in (None, duty.call_sign.id)
        ]
        if len(duties) == 1:
            return duties[0].wall_start, duties[0].wall_end
        many = f"{len(duties)} duties are" if duties else "no duty is"
        self._say(row, "start", f"{many} planned for {person.id} on {spoken_date(day)}; give start and end")
        return None

    # --- rows beside each other

    def _overlaps(self) -> None:
        """Spells of one person that overlap, in the file or with the book's own: nobody is on two duties at once."""
        by_person: dict[str, list[tuple[int, Worked]]] = defaultdict(list)
        for row, item in [*((0, item) for item in self.book.worked), *self._rows()]:
            by_person[item.person].append((row, item))
        for spells in by_person.values():
            spells.sort(key=lambda pair: pair[1].start)
            before, known = spells[0]
            for row, item in spells[1:]:
                if item.overlaps(known.start, known.end):
                    self._overlap((before, known), (row, item))
                if item.end > known.end:
                    before, known = row, item

    def _overlap(self, one: tuple[int, Worked], other: tuple[int, Worked]) -> None:
        (first, earlier), (second, later) = sorted((one, other), key=lambda pair: pair[0])
        if second:
            where = f"row {first}" if first else "what the book has"
            self._say(second, "start", f"{_spoken(later)} overlaps {where}, {_spoken(earlier)}")

    def _rows(self) -> list[tuple[int, Worked]]:
        """The rows that say what the book does not, each once."""
        known = set(self.book.worked)
        first: dict[Worked, int] = {}
        for row, item in self.found:
            if item not in known:
                first.setdefault(item, row)
        return [(row, item) for item, row in first.items()]

    @property
    def new(self) -> list[Worked]:
        """What the file adds to the book's record."""
        return [item for _, item in self._rows()]


def _delimiter(text: str) -> str:
    """What stands between the cells of the first line that holds any: a comma, a semicolon or a tab."""
    first = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    return max(",;\t", key=first.count)


def _same(text: str) -> str:
    """A text as it is compared: capitals and blanks make no difference."""
    return " ".join(tidy(text).lower().split())


def _has_date(said: str) -> bool:
    return bool(re.search(r"\d[/.\-\s]\w+[/.\-\s]\d", said))


def _spoken(item: Worked) -> str:
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}"


__all__ = ["read_worked"]
