"""Reads a sheet that came back: the person, the ticked dates, limits of time, caps, and lines that were added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from models.clock import spoken_date
from models.people import Person
from models.period import Period
from models.text.dates_and_times import written_date
from roster.offers.asking import sheet_words as words
from roster.offers.asking.slots import Slot
from roster.offers.reading.date_row import RowAnswer, read_date_row
from roster.offers.replies import FileReading, Grid, Remark, Reply
from roster.offers.words.answers import AnswerError, DateAnswer, chosen, said_no
from roster.offers.words.people_named import PeopleNamed, WhoError
from roster.offers.words.written_caps import CapError, cap_asked, read_cap
from roster.offers.words.written_dates import dates_in
from roster.tables.cells.text import cell_text, normalised_heading

SlotsOf = Callable[[Person], Sequence[Slot]]

_HEADINGS = {normalised_heading(heading): heading for heading in words.HEADINGS}
_TICKED = {"can you", "yes", "yes?", "available", "available?", "tick", "x", "ok"}
for _word in _TICKED:
    _HEADINGS[normalised_heading(_word)] = words.ANSWER
_LABELS = {normalised_heading(label): label for label in (words.PERSON, words.PERSON_ID, words.NOTHING, words.REMARK)}


@dataclass
class _DateRows:
    """The rows of one date: the answers to its shifts.

    Attributes:
        slots: the shifts that are ticked without a limit.
        asked: the shifts that have a row.
    """

    slots: list[Slot] = field(default_factory=list)
    answers: list[DateAnswer] = field(default_factory=list)


def heading_row(grid: Grid) -> int | None:
    """The row of the headings of a returned sheet; None where the grid is no such sheet."""
    for row, cells in sorted(grid.rows.items()):
        found = {_HEADINGS.get(normalised_heading(cell_text(cell))) for cell in cells.values()}
        if words.DATE in found and words.ANSWER in found and len(found - {None}) >= 3:
            return row
    return None


class SheetReader:
    """Reads one returned sheet.

    Args:
        grid: its cells.
        headings: the row of its headings.
        people: finds the people of the book.
        period: of the book.
        slots_of: the shifts that a person could work.
    """

    def __init__(self, grid: Grid, headings: int, people: PeopleNamed, period: Period, slots_of: SlotsOf) -> None:
        self._grid = grid
        self._headings = headings
        self._people = people
        self._period = period
        self._slots_of = slots_of
        self._reading = FileReading()
        self._columns: dict[str, int] = {}
        for column, cell in sorted(grid.rows[headings].items()):
            name = _HEADINGS.get(normalised_heading(cell_text(cell)))
            if name is not None:
                self._columns.setdefault(name, column)
        self._answered = False
        self._said: dict[tuple[date, tuple[Slot, ...]], tuple[int, bool]] = {}

    def read(self) -> FileReading:
        """Reads the sheet as a reply, or as one without an answer."""
        try:
            person = self._person()
        except WhoError as error:
            self._reading.problems.append(Remark(self._grid.place(), str(error)))
            return self._reading
        self._reply = Reply(person, self._grid.place(), self._grid.moment)
        self._slots = self._slots_of(person)
        self._fault_rows()
        for row in sorted(self._grid.rows):
            if row < self._headings:
                self._above(row)
        self._dates()
        if self._answered or self._reply.problems:
            self._reading.replies.append(self._reply)
        else:
            self._reading.blank.append((person, self._grid.place()))
            self._reading.notes += self._reply.remarks
        return self._reading

    # --- whose it is

    def _person(self) -> Person:
        """The person: by id and name in the sheet, else by the name of the sheet or of the file.

        Raises:
            WhoError: nobody, or different people.
        """
        named = [
            cell_text(value)
            for cells in self._grid.rows.values()
            for column, cell in cells.items()
            if normalised_heading(cell_text(cell)) in _LABELS
            and _LABELS[normalised_heading(cell_text(cell))] in (words.PERSON, words.PERSON_ID)
            for value in [self._right_of(cells, column)]
            if value is not None
        ]
        if named:
            return self._people.one_of(named)
        stem = PurePath(self._grid.file).stem
        starts = [stem[: match.start()] for match in re.finditer(r"[^0-9A-Za-z]", stem)]
        for text in (self._grid.title, stem, *reversed(starts)):
            if len(found := self._people.find(text)) == 1:
                return found[0]
        raise WhoError("does not say whose reply it is; write the name or ID into it")

    def _right_of(self, cells: object, column: int) -> object | None:
        assert isinstance(cells, dict)
        return next((cells[place] for place in sorted(cells) if place > column), None)

    # --- above the dates

    def _above(self, row: int) -> None:
        """Reads a row above the headings: a cap, 'nothing this time', a remark; other texts of the person are noted."""
        cells = {column: text for column, cell in self._grid.rows[row].items() if (text := cell_text(cell))}
        label = next((text for _, text in sorted(cells.items())), "")
        key = _LABELS.get(normalised_heading(label))
        values = [text for _, text in sorted(cells.items())[1:] if not words.is_ours(text)]
        if key in (words.PERSON, words.PERSON_ID):
            self._remark(row, values[1:])
        elif key == words.NOTHING:
            self._nothing(row, values)
        elif key == words.REMARK:
            self._answered = self._answered or bool(values)
            self._remark(row, values)
        elif (cap := cap_asked(label)) is not None:
            self._cap(row, cap, values)
        elif not words.is_ours(label):
            self._remark(row, [label, *values])
        else:
            self._remark(row, values)

    def _nothing(self, row: int, values: list[str]) -> None:
        if not values:
            return
        no = said_no(values[0])
        if no is False:
            self._answered = self._declined = True
        elif no is None:
            self._problem(row, f"'{values[0]}' is neither yes nor no, beside '{words.NOTHING}'")
        self._remark(row, values[1:])

    _declined = False

    def _cap(self, row: int, name: str, values: list[str]) -> None:
        if not values:
            return
        try:
            self._reply.caps[name] = read_cap(name, values[0])
            self._answered = True
        except CapError as error:
            self._problem(row, str(error))
        self._remark(row, values[1:])

    # --- the dates

    def _dates(self) -> None:
        rows: dict[date, _DateRows] = {}
        for row in sorted(self._grid.rows):
            if row > self._headings:
                self._date_row(row, rows)
        for day, found in rows.items():
            every = [slot for slot in self._slots if slot.date == day]
            if found.slots:
                found.answers += chosen(list(dict.fromkeys(found.slots)), every)
            self._reply.answers += found.answers
        if rows and self._declined and self._reply.answers:
            self._problem(0, f"says '{words.NOTHING}', and offers {len(self._reply.answers)} dates; which is right?")

    def _date_row(self, row: int, rows: dict[date, _DateRows]) -> None:
        """Reads one row below the headings."""
        texts = {name: cell_text(self._grid.rows[row].get(column)) for name, column in self._columns.items()}
        known = set(self._columns.values())
        other = [text for at, cell in self._grid.rows[row].items() if at not in known and (text := cell_text(cell))]
        answer, first, last = (texts.get(name, "") for name in (words.ANSWER, words.FIRST, words.LAST))
        note = texts.get(words.NOTE, "")
        if self._has_fault(row):
            return
        if not (answer or first or last or note or other):
            self._added_without_answer(row, texts)
            return
        day = self._date(row, texts.get(words.DATE, ""), [answer, note, *other])
        if day is None:
            return
        self._remark(row, [note, *other], day)
        try:
            found = read_date_row(texts, day, [slot for slot in self._slots if slot.date == day])
        except AnswerError as error:
            self._problem(row, f"{spoken_date(day)}: {error}")
            return
        self._answered = self._answered or bool(answer or first or last)
        self._says_both(row, day, found)
        kept = rows.setdefault(day, _DateRows())
        kept.slots += found.slots if found.whole else ()
        kept.answers += found.answers

    def _says_both(self, row: int, day: date, found: RowAnswer) -> None:
        """A date that stands there twice, with yes and with no, is a mistake."""
        if not (found.whole or found.answers or found.says_no):
            return
        before = self._said.setdefault((day, found.slots), (row, found.says_no))
        if before[1] != found.says_no:
            self._problem(row, f"{spoken_date(day)} says yes in one row and no in another (row {before[0]})")

    def _date(self, row: int, text: str, others: Sequence[str]) -> date | None:
        """The date of a row; a mistake where it has none."""
        if not text:
            said = next((other for other in others if other), "")
            if any(said_no(other) is False for other in others if other):
                self._problem(row, f"'{said}' stands beside no date")
            else:
                self._remark(row, [other for other in others if other])
                self._answered = True
            return None
        if (day := written_date(text[:10]) if text[4:5] == "-" else written_date(text)) is not None:
            return day
        dates, problems = dates_in(text, self._period)
        if len(dates) == 1 and not problems:
            return dates[0]
        self._problem(row, problems[0] if problems else f"'{text}' is not a date; write it as Fri 4 Dec")
        return None

    def _added_without_answer(self, row: int, texts: dict[str, str]) -> None:
        """Notes a row that is not one of ours and has no answer."""
        text = texts.get(words.DATE, "")
        if not text:
            return
        days, problems = dates_in(text, self._period)
        if problems or not days:
            self._remark(row, [text])
            self._answered = True
        elif not any(slot.date in days for slot in self._slots):
            self._problem(
                row, f"{spoken_date(days[0])} was added without an answer; write Yes beside it, or take it away"
            )

    # --- findings

    def _has_fault(self, row: int) -> bool:
        return any(place == row and column in self._columns.values() for place, column in self._grid.faults)

    def _fault_rows(self) -> None:
        for (row, _), sentence in sorted(self._grid.faults.items()):
            self._problem(row, f"a cell {sentence}")

    def _problem(self, row: int, sentence: str) -> None:
        self._reply.problems.append(Remark(self._grid.place(row), sentence))

    def _remark(self, row: int, texts: Sequence[str], day: date | None = None) -> None:
        said = "; ".join(text for text in texts if text and not words.is_ours(text))
        if said:
            about = f" of {spoken_date(day)}" if day else ""
            self._reply.remarks.append(
                Remark(self._grid.place(row), f"{self._reply.person.id} writes{about}: '{said}'")
            )
