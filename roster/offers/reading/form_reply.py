"""Reads the rows of a form's export, or of any list with a person and dates in each row, as replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from models.base import Weekday
from models.book import Book
from models.clock import spoken_date
from models.people import Person
from models.text.dates_and_times import clock_time, written_moment
from roster.offers.asking.slots import Slot
from roster.offers.reading import form_columns as columns
from roster.offers.reading.refused_dates import read_refused
from roster.offers.reading.sheet_reply import SlotsOf
from roster.offers.reading.submitted import submission_times
from roster.offers.replies import FileReading, Grid, Remark, Reply
from roster.offers.words.answers import AnswerError, DateAnswer, limited, read_answer, said_no
from roster.offers.words.chosen_dates import read_offered
from roster.offers.words.people_named import PeopleNamed, WhoError
from roster.offers.words.time_limits import TimeLimit
from roster.offers.words.written_caps import CapError, read_cap
from roster.tables.cells.lists import list_items
from roster.tables.cells.text import cell_text, normalised

_HEADING_ROWS = 30  # first rows in which headings are looked for


def form_headings(grid: Grid, book: Book, mapped: Mapping[str, str]) -> int | None:
    """The row of the headings of a form; None where the grid is none."""
    for row in sorted(grid.rows)[:_HEADING_ROWS]:
        headings = [cell_text(cell) for _, cell in sorted(grid.rows[row].items())]
        if columns.is_form(columns.kinds_of(headings, book.period, mapped)):
            return row
    return None


class FormReader:
    """Reads one table of replies.

    Args:
        grid: its cells.
        headings: the row of its headings.
        people: finds the people of the book.
        book: for whose period the replies are.
        slots_of: the shifts that a person could work.
        mapped: heading -> how the column is taken, from the file of columns.
    """

    def __init__(
        self, grid: Grid, headings: int, people: PeopleNamed, book: Book, slots_of: SlotsOf, mapped: Mapping[str, str]
    ) -> None:
        self._grid = grid
        self._first = headings
        self._people = people
        self._book = book
        self._slots_of = slots_of
        self._headings = {at: cell_text(cell) for at, cell in sorted(grid.rows[headings].items())}
        kinds = columns.kinds_of(list(self._headings.values()), book.period, mapped)
        self._kinds = dict(zip(self._headings, kinds, strict=True))
        self._reading = FileReading()
        self._every = _slots_of_book(book)

    def read(self) -> FileReading:
        """Reads every row."""
        rows = {row: cells for row, cells in sorted(self._grid.rows.items()) if row > self._first}
        for row in sorted(self._grid.rows):
            if row < self._first:
                said = " ".join(filter(None, (cell_text(cell) for cell in self._grid.rows[row].values())))
                self._reading.notes.append(
                    Remark(self._grid.place(row), f"above the headings, not read: '{said[:80]}'")
                )
        self._name_columns(rows)
        moments = self._moments(rows)
        replies: dict[str, Reply] = {}
        for row, cells in rows.items():
            texts = {at: text for at, cell in cells.items() if (text := cell_text(cell))}
            if not texts or list(texts.values()) == [text for text in self._headings.values() if text]:
                continue
            reply = self._row(row, texts, moments.get(row))
            if reply is None:
                continue
            if moments or reply.person.id not in replies:
                replies[reply.person.id] = reply
                self._reading.replies.append(reply)
            else:  # a list of offers, one date a row
                _join(replies[reply.person.id], reply)
        return self._reading

    # --- columns

    def _name_columns(self, rows: Mapping[int, Mapping[int, object]]) -> None:
        """Records how each column is taken, and which with something in it are unknown."""
        for at, heading in self._headings.items():
            sample = next((text for cells in rows.values() if (text := cell_text(cells.get(at)))), "")
            if not sample:
                continue
            self._reading.columns[heading] = self._kinds[at]
            if self._kinds[at] == columns.NOT_AVAILABLE and not self._asks_for_dates:
                sentence = f"column '{heading[:60]}': every date that is not named in it is taken as offered"
                self._reading.notes.append(Remark(self._grid.place(), sentence))
            if self._kinds[at] == columns.UNKNOWN:
                self._reading.unknown_columns[heading] = sample

    def _moments(self, rows: Mapping[int, Mapping[int, object]]) -> dict[int, datetime]:
        """When each row was submitted; the latest of several columns of times."""
        found: dict[int, datetime] = {}
        for at, kind in self._kinds.items():
            if kind == columns.TIME:
                times = submission_times({row: cells.get(at) for row, cells in rows.items()})
                before = min(times.values(), default=None)
                for row, cells in rows.items():
                    if row in times:
                        before = times[row]
                        found[row] = max(found.get(row, before), before)
                    elif text := cell_text(cells.get(at)):
                        sentence = f"'{text}' is not a time; which reply is the later one goes by the order of the rows"
                        self._reading.notes.append(Remark(self._grid.place(row), sentence))
                        if before is not None:
                            found.setdefault(row, before)
        return found

    def _texts(self, kind: str, texts: Mapping[int, str]) -> list[str]:
        return [texts[at] for at, known in self._kinds.items() if known == kind and at in texts]

    # --- a row

    def _row(self, row: int, texts: Mapping[int, str], moment: datetime | None) -> Reply | None:
        """Reads one row; None where it is not clear whose it is."""
        place = self._grid.place(row)
        forename, surname = (" ".join(self._texts(kind, texts)) for kind in (columns.FORENAME, columns.SURNAME))
        named = [
            *self._texts(columns.PERSON, texts),
            f"{forename} {surname}".strip(),
            *self._texts(columns.EMAIL, texts),
        ]
        try:
            person = self._people.one_of(named)
        except WhoError as error:
            self._reading.problems.append(Remark(place, str(error)))
            return None
        reply = Reply(person, place, moment or self._grid.moment)
        self._faults(row, reply)
        self._surplus(row, texts, reply)
        for at, text in sorted(texts.items()):
            if at in self._kinds:
                self._cell(reply, self._kinds[at], self._headings[at], text)
        self._without_refused(reply, texts)
        self._limit_all(reply, texts)
        nothing = any(said_no(text) is False for text in self._texts(columns.NOTHING, texts))
        if nothing and reply.answers:
            sentence = f"says that no date is offered, and offers {len(reply.answers)}; which is right?"
            reply.problems.append(Remark(place, sentence))
        return reply

    def _cell(self, reply: Reply, kind: str, heading: str, text: str) -> None:
        """Reads one cell of a row into the reply."""
        first, _, rest = kind.partition(" ")
        try:
            if kind == columns.DATES:
                self._dates(reply, heading, text)
            elif first == columns.ON_DATE:
                self._on_date(reply, heading, date.fromisoformat(rest), text)
            elif first == columns.EVERY:
                for day in self._book.period.dates:
                    if Weekday.of(day).value == rest:
                        self._on_date(reply, heading, day, text)
            elif kind in columns.CAPS.values():
                name = next(name for name, words in columns.CAPS.items() if words == kind)
                reply.caps[name] = read_cap(name, text)
            elif kind == columns.REMARK or (kind == columns.NOTHING and said_no(text) is None):
                reply.remarks.append(Remark(reply.place, f"{reply.person.id} writes: '{text}'"))
        except (AnswerError, CapError) as error:
            reply.problems.append(Remark(reply.place, f"column '{heading[:60]}': {error}"))

    def _dates(self, reply: Reply, heading: str, text: str) -> None:
        if said_no(text) or normalised(text) in ("none of these", "none of the above", "no dates"):
            return
        slots = _in_heading(heading, self._slots_of(reply.person))
        reading = read_offered(text, self._book.period, lambda day: [slot for slot in slots if slot.date == day])
        if reading.problems:  # perhaps a shift that they could not work
            again = read_offered(text, self._book.period, lambda day: self._every.get(day, []))
            reading = again if not again.problems else reading
        reply.answers += [self._of_heading(answer, heading, reply.person) for answer in reading.answers]
        reply.problems += [Remark(reply.place, problem) for problem in reading.problems]

    def _without_refused(self, reply: Reply, texts: Mapping[int, str]) -> None:
        """Applies the columns for dates that cannot be worked; where no column asks for offers, all others are offered.

        A question that is left empty offers nothing.
        """
        answered = self._texts(columns.NOT_AVAILABLE, texts)
        if not answered:
            if columns.NOT_AVAILABLE in self._kinds.values() and not self._asks_for_dates:
                sentence = f"{reply.person.id} leaves empty which dates they cannot work; that is taken for no offer"
                reply.remarks.append(Remark(reply.place, sentence))
            return
        reading = read_refused(answered, self._book.period, lambda day: self._every.get(day, []))
        reply.problems += [Remark(reply.place, problem) for problem in reading.problems]
        if not self._asks_for_dates and not reading.problems:
            reply.answers += reading.others(self._slots_of(reply.person))
        elif both := sorted({answer.date for answer in reply.answers if reading.refuses(answer)}):
            said = ", ".join(map(spoken_date, both))
            reply.problems.append(Remark(reply.place, f"offers {said}, and says that they cannot; which is right?"))

    @property
    def _asks_for_dates(self) -> bool:
        return any(
            kind.partition(" ")[0] in (columns.DATES, columns.ON_DATE, columns.EVERY) for kind in self._kinds.values()
        )

    def _on_date(self, reply: Reply, heading: str, day: date, text: str) -> None:
        slots = [slot for slot in self._slots_of(reply.person) if slot.date == day]
        for answer in self._each_answer(text, day, _in_heading(heading, slots)):
            reply.answers.append(self._of_heading(answer, heading, reply.person))

    def _each_answer(self, text: str, day: date, slots: Sequence[Slot]) -> list[DateAnswer]:
        """The answer of a cell that may hold several ticked choices.

        Raises:
            AnswerError: it is not understood.
        """
        try:
            return read_answer(text, day, slots)
        except AnswerError as error:
            parts = [part for part in re.split(r"[;,\n]", text) if part.strip()]
            if len(parts) < 2:
                if (every := self._every.get(day)) and (found := _or_none(text, day, every)) is not None:
                    return found
                raise
            if len({said_no(part) for part in parts} & {True, False}) == 2:
                raise AnswerError(f"'{text}' says yes and no") from error
            return [answer for part in parts for answer in read_answer(part, day, slots)]

    def _of_heading(self, answer: DateAnswer, heading: str, person: Person) -> DateAnswer:
        """The answer, limited to the shift and call signs that the heading of its column names."""
        slots = [slot for slot in self._slots_of(person) if slot.date == answer.date]
        named = _in_heading(heading, slots)
        if answer.start is not None or len(named) != 1 or len(slots) == 1:
            return answer
        return DateAnswer(
            answer.date, named[0].start.time(), named[0].end.time(), answer.call_signs or named[0].call_signs
        )

    def _limit_all(self, reply: Reply, texts: Mapping[int, str]) -> None:
        """Applies the columns for a limit of time, and for call signs, to every date without one of its own."""
        clocks = []
        for kind in (columns.FROM, columns.UNTIL):
            text = next(iter(self._texts(kind, texts)), "")
            moment = written_moment(text) if text else None
            clock = moment.wall.time() if moment else clock_time(text) if text else None
            if text and clock is None:
                reply.problems.append(Remark(reply.place, f"'{text}' is not a time; write it as 18:00"))
            clocks.append(clock)
        signs = self._signs(reply, texts)
        if not any(clock is not None for clock in clocks) and not signs:
            return
        limit = TimeLimit(clocks[0], clocks[1])
        for place, answer in enumerate(reply.answers):
            changed = answer
            if answer.start is None and any(clock is not None for clock in clocks):
                slots = [slot for slot in self._slots_of(reply.person) if slot.date == answer.date]
                try:
                    changed = limited(limit, answer.date, slots)
                except AnswerError as error:
                    reply.problems.append(Remark(reply.place, str(error)))
            reply.answers[place] = DateAnswer(changed.date, changed.start, changed.end, answer.call_signs or signs)

    def _signs(self, reply: Reply, texts: Mapping[int, str]) -> tuple[str, ...]:
        known = {sign.id.casefold(): sign.id for sign in self._book.call_signs}
        words = [word for text in self._texts(columns.SIGNS, texts) for word in list_items(text)]
        for word in words:
            if word.casefold() not in known:
                reply.problems.append(Remark(reply.place, f"call sign '{word}' is unknown"))
        return tuple(known[word.casefold()] for word in words if word.casefold() in known)

    # --- findings

    def _faults(self, row: int, reply: Reply) -> None:
        for (at_row, _), sentence in self._grid.faults.items():
            if at_row == row:
                reply.problems.append(Remark(reply.place, f"a cell {sentence}"))

    def _surplus(self, row: int, texts: Mapping[int, str], reply: Reply) -> None:
        """Reports cells that have no heading: it is not known what they answer."""
        others = [text for at, text in texts.items() if not self._headings.get(at)]
        if others:
            sentence = f"{reply.person.id} writes, in a column without a heading: '{'; '.join(others)}'"
            reply.remarks.append(Remark(reply.place, sentence))


def _join(reply: Reply, more: Reply) -> None:
    """Adds a further row of a list without times to the reply of the same person."""
    reply.answers += more.answers
    reply.caps |= more.caps
    reply.remarks += more.remarks
    reply.problems += more.problems


def _or_none(text: str, day: date, slots: Sequence[Slot]) -> list[DateAnswer] | None:
    try:
        return read_answer(text, day, slots)
    except AnswerError:
        return None


def _in_heading(heading: str, slots: Sequence[Slot]) -> Sequence[Slot]:
    """The shifts whose times or name stand in a heading; all where it names none."""
    words = re.sub(r"\s*[-\u2010-\u2015]\s*", "-", normalised(heading))
    named = [slot for slot in slots if slot.times in words or slot.shift.casefold() in words]
    both = [slot for slot in named if slot.times in words and slot.shift.casefold() in words]
    return both or named or slots


def _slots_of_book(book: Book) -> dict[date, list[Slot]]:
    """The shifts of all duties of a book, by date."""
    found: dict[date, dict[tuple[str, datetime, datetime], list[str]]] = {}
    for duty in book.duties:
        key = (duty.shift.name or duty.shift.id, duty.wall_start, duty.wall_end)
        found.setdefault(duty.date, {}).setdefault(key, []).append(duty.call_sign.id)
    return {
        day: [Slot(day, shift, start, end, tuple(dict.fromkeys(signs))) for (shift, start, end), signs in slots.items()]
        for day, slots in found.items()
    }


__all__ = ["FormReader", "form_headings"]
