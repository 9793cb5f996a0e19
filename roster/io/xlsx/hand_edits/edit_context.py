"""What is needed to read edits of a rota's sheets: the embedded rota, the present inputs, the words used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from constraints.facts import Facts
from models.book import Book
from models.lookup.names import NameLookup, UnknownNameError
from models.rota import Rota
from models.service import Seat
from models.text.dates_and_times import tidy
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.kit.grid_codes import PINNED
from roster.io.xlsx.raw_sheets.raw_sheet import Place, RawSheet

_SEPARATORS = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class DutySlot:
    """A duty as the sheets name it: call sign, date and shift."""

    call_sign: str
    date: date
    shift: str

    @property
    def duty(self) -> str:
        """The id of the duty."""
        return f"{self.call_sign}@{self.date}/{self.shift}"


@dataclass
class EditContext:
    """The embedded rota and the present inputs of a workbook, and the problems found in its sheets.

    Attributes:
        inputs: the present book, without the rota.
        kept: the embedded rota.
        rota_words: the words that the sheets of the rota used.
        wrong: problems: the cell and a sentence.
        notes: what may surprise a user, and does no harm.
    """

    inputs: Book
    kept: Rota
    rota_words: RotaWords
    wrong: list[tuple[Place, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_problem(self, place: Place, sentence: str) -> None:
        """Adds a problem with a cell."""
        self.wrong.append((place, sentence))

    @cached_property
    def facts(self) -> Facts:
        """The facts of the inputs."""
        return Facts(self.inputs)

    # --- the embedded rota

    @cached_property
    def seated(self) -> dict[tuple[str, str], list[str]]:
        """(duty, seat) -> the people in it."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for item in self.kept.assignments:
            found[item.duty, item.seat].append(item.person)
        return found

    @cached_property
    def slots(self) -> dict[str, DutySlot]:
        """Every duty of the embedded rota or of the present inputs, by id."""
        found = {record.duty: DutySlot(record.call_sign, record.date, record.shift) for record in self.kept.duties}
        return found | {duty.id: DutySlot(duty.call_sign.id, duty.date, duty.shift.id) for duty in self.facts.duties}

    @cached_property
    def _by_date(self) -> dict[date, list[tuple[str, DutySlot]]]:
        found: dict[date, list[tuple[str, DutySlot]]] = defaultdict(list)
        for duty, slot in self.slots.items():
            found[slot.date].append((duty, slot))
        return found

    def on(self, day: date) -> list[tuple[str, DutySlot]]:
        """Returns the duties of a date, with their ids."""
        return self._by_date.get(day, [])

    @cached_property
    def marked(self) -> set[tuple[str, str]]:
        """(person, duty) that the sheets showed as pinned."""
        return set(self.rota_words.pins)

    # --- people

    @cached_property
    def _people(self) -> NameLookup:
        """Finds people by id, by their present name, and by the name that the sheets of the rota showed."""
        return NameLookup(
            [*((person.id, person.name) for person in self.inputs.people), *self.rota_words.names.items()]
        )

    def people_in(self, place: Place, text: str) -> list[tuple[str, bool]]:
        """Returns the people that a cell names, and whether each is pinned; reports names that fit no person."""
        pieces = [piece for piece in (tidy(part) for part in _SEPARATORS.split(text)) if piece]
        if self._people_named(text):
            pieces = [text]
        found: list[tuple[str, bool]] = []
        at = 0
        while at < len(pieces):
            for end in range(len(pieces), at, -1):  # a name may hold a comma
                said = ", ".join(pieces[at:end])
                if (whom := self._people_named(said)) or end == at + 1:
                    break
            if len(whom) == 1:
                found.append((next(iter(whom)), said.rstrip().endswith(PINNED)))
            elif whom:
                self.add_problem(place, f"'{_without_pin(said)}' may be {' or '.join(sorted(whom))}; write the ID")
            else:
                self.add_problem(
                    place, f"'{_without_pin(said)}' is nobody of this book{self._suggestion(_without_pin(said))}"
                )
            at = end
        return found

    def _people_named(self, said: str) -> set[str]:
        """Returns the ids of the people that a text may name."""
        return set(self._people.ids(said) or self._people.ids(_without_pin(said)))

    def _suggestion(self, said: str) -> str:
        return self._people.suggestion(said)

    def known(self, person: str) -> bool:
        """Whether a person is in the book, or was when the rota was written."""
        return person in self.facts.people or person in self.rota_words.names

    def person_of(self, place: Place, said: str) -> str | None:
        """Returns the id of the person of a row; None where there is no such person, which is reported."""
        if said in self.facts.people or said in self.rota_words.names:
            return said
        try:
            return self._people.find(said, "person")
        except UnknownNameError as error:
            self.add_problem(place, str(error))
            return None

    def seats_for(self, person: str, duty: str) -> list[Seat]:
        """Returns the seats of a duty that accept a person's role."""
        if person not in self.facts.people or duty not in self.facts.duty:
            return []
        return self.facts.seats_for(self.facts.people[person], self.facts.duty[duty])

    def why_no_seat(self, person: str, duty: str, seat: str | None = None) -> str:
        """Returns the sentence on why a person can take no seat of a duty, or not the given one."""
        crew = self.facts.duty[duty].crew
        seats = [item for item in crew.seats if seat in (None, item.id)]
        roles = "; ".join(f"{item.name or item.id}: {', '.join(item.roles)}" for item in seats)
        return (
            f"{person} is {self.facts.people[person].role}, which no such seat of {self.called(duty)} takes ({roles})"
        )

    def called(self, duty: str) -> str:
        """Returns the name of a duty in messages."""
        return self.facts.duty[duty].spoken if duty in self.facts.duty else duty


def _without_pin(said: str) -> str:
    return said.strip().removesuffix(PINNED).rstrip()


def find_row(sheet: RawSheet, wanted: Iterable[str], most: int = 60) -> tuple[int, Mapping[str, int]] | None:
    """Finds the first row with all wanted headings; returns it, and heading in small letters -> column."""
    needed = {words_of(word) for word in wanted}
    for number in sorted(sheet.rows)[:most]:
        heads: dict[str, int] = {}
        for column in sorted(sheet.rows[number]):
            heads.setdefault(words_of(sheet.text(number, column)), column)
        if needed <= set(heads):
            return number, heads
    return None
