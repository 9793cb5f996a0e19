"""Reads the rows of a call sheet, as answers to what people were asked on the telephone.

Needed are the columns person, duty and answer; the headings of seats between the rows are passed over. An answer is
one of the words of the drop-down, or what people write instead: `y`, `nope`, `voicemail`, `until 11pm`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from models.book import Book
from models.duty import Duty
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.text.dates_and_times import written_clock
from roster.analysis.stepping_in.phone_answer import PhoneAnswer, Reply
from roster.tables.cells.findings import CellProblem, TableReading
from roster.tables.cells.text import normalised
from roster.tables.reading.headings import WHO, KnownColumns
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.people_lookup import PeopleLookup
from roster.tables.reading.table_reader import TableReader

if TYPE_CHECKING:
    from pandas import DataFrame

ANSWERS = KnownColumns(
    {
        "person": WHO["person"],
        "duty": ("duty", "duty id"),
        "seat": ("seat", "seat id"),
        "sentence": ("what to ask or tell",),
        "answer": ("answer", "reply", "response", "answered"),
    },
    needed=("person", "duty", "answer"),
    fewest=3,
    several=frozenset({"person"}),
)
_WORDS = {
    Reply.YES: ("yes", "y", "yes please", "yep", "yeah", "ok", "okay", "can", "will come", "accepted",
                "\u2713", "\u2714"),
    Reply.NO: ("no", "n", "nope", "cannot", "can't", "no thanks", "declined", "not available", "\u2717", "\u2718"),
    Reply.NO_REPLY: (
        "no reply", "no answer", "no response", "not reached", "voicemail", "voice mail", "left message",
        "left a message", "rang out", "engaged", "did not reply", "did not answer",
    ),
    Reply.TOLD: ("told", "informed", "knows", "been told"),
}  # fmt: skip
_REPLIES = {word: reply for reply, words in _WORDS.items() for word in words}
_UNTIL = re.compile(r"(?:yes,? )?(?:but )?(?:only )?(?:until|till|til|to) (?P<clock>.+)")


@dataclass(frozen=True)
class AnswersReading(TableReading):
    """The result of reading a call sheet.

    Attributes:
        answers: in the order of the rows.
        problems: every mistake with its row, in the order of the rows.
        notes: sentences about rows without an answer.
    """

    answers: tuple[PhoneAnswer, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]


def answers_from(frame: DataFrame, book: Book, file: str) -> AnswersReading:
    """Reads the answers in a table.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`InputTable`).
        book: whose people and duties the rows name.
        file: the name of the file, for sentences about its rows.
    """
    table = InputTable(frame, ANSWERS)
    if table.heading_problems:
        return AnswersReading((), table.heading_problems, ())
    reader = _AnswersReader(book, table, file)
    reader.read_rows()
    return AnswersReading(tuple(reader.answers), reader.problems, tuple(reader.sentences))


class _AnswersReader(TableReader):
    """Reads a call sheet."""

    def __init__(self, book: Book, table: InputTable, file: str) -> None:
        super().__init__(book, table)
        self.answers: list[PhoneAnswer] = []
        self._file = file
        self._blank = 0
        self._people = PeopleLookup(book.people, self.findings)
        self._duties = book.duties

    def read_row(self, row: int, cells: list[Any]) -> None:
        """Reads one row; a heading of a seat, which names no person, is passed over."""
        texts = {name: self.table.text(name, cells) for name in ANSWERS.columns}
        names = [name for name in self.table.names(cells) if name]
        if not texts["answer"]:
            self._blank += bool(names and texts["duty"])
            return
        if not names or not texts["duty"]:
            self.findings.add_problem(row, "answer", f"'{texts['answer']}' stands beside no person and duty")
            return
        person = self._people.find(row, names)
        duty = self._duty(row, texts["duty"])
        reply, until = self._reply(row, self.table.cell("answer", cells), texts["answer"])
        seat = self._seat(row, duty, texts["seat"]) if duty else None
        if person is None or duty is None or reply is None or self.row_has_problem:
            return
        told = reply is Reply.TOLD
        self.answers.append(
            PhoneAnswer(person.id, duty.id, seat, reply, self._file, row, until, texts["sentence"] if told else "")
        )

    def _duty(self, row: int, text: str) -> Duty | None:
        try:
            return find_duty(text, self._duties)
        except DutyReferenceError as error:
            self.findings.add_problem(row, "duty", str(error))
            return None

    def _seat(self, row: int, duty: Duty, text: str) -> str | None:
        if not text:
            return None
        named = {name.lower(): seat.id for seat in duty.crew.seats for name in (seat.name, seat.id) if name}
        if text.lower() not in named:
            seats = list(named.values())
            self.findings.add_problem(
                row, "seat", f"{duty.spoken} has no seat '{text}'{self.findings.suggestion(text, seats)}"
            )
        return named.get(text.lower())

    def _reply(self, row: int, cell: Any, text: str) -> tuple[Reply | None, time | None]:
        """What an answer means; None, and the mistake is noted, where that is not clear."""
        word = normalised(text).strip(".!?").strip()
        if cell is True or cell is False:
            return (Reply.YES if cell else Reply.NO), None
        if word in _REPLIES:
            return _REPLIES[word], None
        if isinstance(cell, time | datetime):
            return Reply.ONLY_UNTIL, time(cell.hour, cell.minute)
        match = _UNTIL.fullmatch(word)
        clock = written_clock("24:00" if match["clock"] == "midnight" else match["clock"]) if match else None
        if clock is not None:
            minutes = int(clock.after_midnight.total_seconds() // 60) % (24 * 60)
            return Reply.ONLY_UNTIL, time(minutes // 60, minutes % 60)
        cure = "write the time, as in only until 23:00"
        if not re.match(r"only|until|till?\b", word):
            cure = "write yes, no, no reply, or only until 23:00"
        self.findings.add_problem(row, "answer", f"'{text}' is not understood; {cure}")
        return None, None

    @property
    def sentences(self) -> list[str]:
        """What was read, and what has no answer yet."""
        notes = [note for note in self.notes if not note.startswith("not read: ")]
        read = f"{len(self.answers)} answer{'' if len(self.answers) == 1 else 's'}"
        return [*notes, f"{read}; {self._blank} row{'' if self._blank == 1 else 's'} without an answer"]


__all__ = ["ANSWERS", "AnswersReading", "answers_from"]
