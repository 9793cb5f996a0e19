"""Reads a sheet that came back: the person, the ticked dates, limits of time, caps, and lines that were added."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import PurePath

from models.clock import spoken_date
from models.people import Person
from models.period import Period
from models.text.dates_and_times import written_date
from roster.offers.asking import sheet_words as words
from roster.offers.asking.slots import Slot
from roster.offers.replies import FileReading, Grid, Remark, Reply
from roster.offers.words.answers import AnswerError, DateAnswer, chosen, is_unsure, limited, read_answer, said_no
from roster.offers.words.people_named import PeopleNamed, WhoError
from roster.offers.words.time_limits import TimeLimit, clock_of
from roster.offers.words.written_caps import CapError, cap_asked, read_cap
from roster.offers.words.written_dates import dates_in
from roster.tables.cells.text import cell_text, normalised, normalised_heading

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
        slots = self._slots_of_row(texts, day)
        try:
            answers, whole = self._answer(answer, first, last, day, slots)
        except AnswerError as error:
            self._problem(row, f"{spoken_date(day)}: {error}")
            return
        self._answered = self._answered or bool(answer or first or last)
        if (answers or whole) and is_unsure(note):
            self._problem(
                row, f"{spoken_date(day)}: the remark '{note}' may limit the offer; decide, and write Yes or No"
            )
            return
        found = rows.setdefault(day, _DateRows())
        found.slots += slots if whole else []
        found.answers += answers if not whole else answers if not slots else []

    def _answer(
        self, answer: str, first: str, last: str, day: date, slots: Sequence[Slot]
    ) -> tuple[list[DateAnswer], bool]:
        """What a row offers, and whether it offers its shifts without a limit.

        Raises:
            AnswerError: it is not understood.
        """
        said = said_no(answer) if answer else None
        if said is True:
            return [], False
        limit = self._limit(first, last)
        if limit is not None:
            if answer and said is None:
                raise AnswerError(f"'{answer}' beside '{limit}' is not understood")
            return [limited(limit, day, slots)], False
        if not answer:
            return [], False
        answers = read_answer(answer, day, slots)
        return answers, answers == [DateAnswer(day)]

    def _limit(self, first: str, last: str) -> TimeLimit | None:
        if not first and not last:
            return None
        clocks: list[time | None] = []
        for heading, text in ((words.FIRST, first), (words.LAST, last)):
            clock = clock_of(text) if text else None
            if text and clock is None:
                raise AnswerError(f"'{text}' in column '{heading}' is not a time; write it as 18:00")
            clocks.append(clock)
        return TimeLimit(clocks[0], clocks[1])

    def _slots_of_row(self, texts: dict[str, str], day: date) -> list[Slot]:
        """The shifts that a row is about: by its times and duty; all of the date where the row names none."""
        slots = [slot for slot in self._slots if slot.date == day]
        times, duty = normalised(texts.get(words.TIMES, "")), normalised(texts.get(words.DUTY, ""))
        named = [slot for slot in slots if slot.times == times and duty.startswith(normalised(slot.shift))]
        return named or [slot for slot in slots if slot.times == times] or slots

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
