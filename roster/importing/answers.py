"""What a mapping says: the coordinator's answers to what a rota leaves open, and corrections of what was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.people import AbsenceKind
from roster.tables.cells.text import normalised

SHIFT, NOTHING, SECTION, PERSON, CALL_SIGN, SEAT = "shift", "nothing", "section", "person", "call sign", "seat"
NO_SHIFT = "(no shift named)"  # the code that is asked about where a rota names no shift and no times
MEANINGS = (SHIFT, *AbsenceKind, NOTHING)
LABEL_MEANINGS = (PERSON, SECTION, NOTHING)


class Topic(StrEnum):
    """What a row of the mapping is about."""

    DATES = "dates"
    PERIOD = "period"
    CODE = "code"
    LABEL = "label"  # the text before a row: a person, the head of a section, or neither
    ROLE = "role"
    PERSON = "person"


@dataclass(frozen=True)
class MappingRow:
    """One row of the mapping: what stands in the rota, what it was taken for, and the answer.

    Attributes:
        topic: what the row is about.
        text: as it stands in the rota.
        where: the first cells with it.
        taken_for: a sentence; for a question, what is asked.
        asks: whether an answer is needed.
        means: a word of `MEANINGS` for a code, of `LABEL_MEANINGS` for a label; a year or a date for dates.
        start, end: times of a shift, `18:00`; dates of the period, `2026-12-01`.
        name: of the shift, the person or the role.
        id: of the person or the role.
        role: of a section or a person.
        organisation: of a role.
        call_sign: on which a code is worked.
    """

    topic: Topic
    text: str
    where: str = ""
    taken_for: str = ""
    asks: bool = False
    means: str = ""
    start: str = ""
    end: str = ""
    name: str = ""
    id: str = ""
    role: str = ""
    organisation: str = ""
    call_sign: str = ""


ANSWER_FIELDS = ("means", "start", "end", "name", "id", "role", "organisation", "call_sign")


class Answers:
    """The rows of a mapping that was filled in, by topic and text."""

    def __init__(self, rows: Iterable[MappingRow] = ()) -> None:
        self.rows = tuple(rows)
        self._found: dict[tuple[Topic, str], MappingRow] = {}
        self._exact: dict[tuple[Topic, str], MappingRow] = {}
        for row in self.rows:
            if any(getattr(row, name) for name in ANSWER_FIELDS):
                self._exact[row.topic, row.text.strip()] = row
                self._found.setdefault((row.topic, normalised(row.text)), row)

    def about(self, topic: Topic, text: str) -> MappingRow | None:
        """The answer about a text; None where there is none."""
        return self._exact.get((topic, text.strip())) or self._found.get((topic, normalised(text)))
