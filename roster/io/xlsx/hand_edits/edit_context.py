"""What the sheets of a rota are understood by: the rota as it was kept, the inputs as they now are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from constraints.facts import Facts
from models.book import Book
from models.problems import did_you_mean
from models.rota import Rota
from models.service import Seat
from models.text.dates_and_times import tidy
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.kit.grid_codes import PINNED
from roster.io.xlsx.raw_sheets.raw_sheet import Place, RawSheet

_PARTED = re.compile(r"[,;\n]")


@dataclass(frozen=True)
class Slot:
    """A duty as the sheets name it."""

    call_sign: str
    date: date
    shift: str

    @property
    def duty(self) -> str:
        """Its id."""
        return f"{self.call_sign}@{self.date}/{self.shift}"


@dataclass
class EditContext:
    """The rota as it was kept, the inputs as they now are, and what is wrong in the sheets.

    Attributes:
        inputs: a book without the rota.
        wrong: cells, with a sentence each.
    """

    inputs: Book
    kept: Rota
    rota_words: RotaWords
    wrong: list[tuple[Place, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_problem(self, place: Place, sentence: str) -> None:
        """Note a mistake."""
        self.wrong.append((place, sentence))

    @cached_property
    def facts(self) -> Facts:
        """The facts of the inputs."""
        return Facts(self.inputs)

    # --- what there was

    @cached_property
    def seated(self) -> dict[tuple[str, str], list[str]]:
        """(duty, seat) -> who sat there."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for item in self.kept.assignments:
            found[item.duty, item.seat].append(item.person)
        return found

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """Every duty there was or is, by id."""
        found = {record.duty: Slot(record.call_sign, record.date, record.shift) for record in self.kept.duties}
        return found | {duty.id: Slot(duty.call_sign.id, duty.date, duty.shift.id) for duty in self.facts.duties}

    @cached_property
    def _by_date(self) -> dict[date, list[tuple[str, Slot]]]:
        found: dict[date, list[tuple[str, Slot]]] = defaultdict(list)
        for duty, slot in self.slots.items():
            found[slot.date].append((duty, slot))
        return found

    def on(self, day: date) -> list[tuple[str, Slot]]:
        """The duties of a date."""
        return self._by_date.get(day, [])

    @cached_property
    def marked(self) -> set[tuple[str, str]]:
        """(person, duty) that stood there as pinned."""
        return set(self.rota_words.pins)

    # --- people

    @cached_property
    def _people(self) -> dict[str, set[str]]:
        """What people are called, in small letters -> whom that may mean."""
        found: dict[str, set[str]] = defaultdict(set)
        for person in self.inputs.people:
            for name in (person.name, f"{person.name} ({person.id})"):
                found[_plain(name)].add(person.id)
        for person_id, name in self.rota_words.names.items():
            found[_plain(name)].add(person_id)
        for person_id in (*self.rota_words.names, *self.facts.people):
            found[_plain(person_id)] = {person_id}  # an id means whose it is, whatever names there are
        found.pop("", None)
        return found

    def people_in(self, place: Place, text: str) -> list[tuple[str, bool]]:
        """Who is named in a cell, and whether they are marked as pinned; what names nobody is noted."""
        pieces = [piece for piece in (tidy(part) for part in _PARTED.split(text)) if piece]
        if self._whom(text):
            pieces = [text]
        found: list[tuple[str, bool]] = []
        at = 0
        while at < len(pieces):
            for end in range(len(pieces), at, -1):  # a name may hold a comma
                said = ", ".join(pieces[at:end])
                if (whom := self._whom(said)) or end == at + 1:
                    break
            if len(whom) == 1:
                found.append((next(iter(whom)), said.rstrip().endswith(PINNED)))
            elif whom:
                self.add_problem(place, f"'{_bare(said)}' may be {' or '.join(sorted(whom))}; write the ID")
            else:
                self.add_problem(place, f"'{_bare(said)}' is nobody of this book{self._meant(_bare(said))}")
            at = end
        return found

    def _whom(self, said: str) -> set[str]:
        exact = self._people.get(_plain(said))
        return exact or self._people.get(_plain(_bare(said)), set())

    def _meant(self, said: str) -> str:
        names = [person.name for person in self.inputs.people if person.name]
        return did_you_mean(said, names) or did_you_mean(said, self.facts.people)

    def known(self, person: str) -> bool:
        """Whether a person is in the book, or was when the rota was made."""
        return person in self.facts.people or person in self.rota_words.names

    def person_of(self, place: Place, said: str) -> str | None:
        """The person of a row, by id; None where that is nobody, which is noted."""
        if said in self.facts.people or said in self.rota_words.names:
            return said
        people = self._people.get(_plain(said), set())
        if len(people) == 1:
            return next(iter(people))
        self.add_problem(place, f"person '{said}' is unknown{did_you_mean(said, self.facts.people)}")
        return None

    def seats_for(self, person: str, duty: str) -> list[Seat]:
        """The seats of a duty that take a person's role."""
        if person not in self.facts.people or duty not in self.facts.duty:
            return []
        return self.facts.seats_for(self.facts.people[person], self.facts.duty[duty])

    def why_no_seat(self, person: str, duty: str, seat: str | None = None) -> str:
        """Why a person can sit in none of a duty's seats, or not in one of them."""
        crew = self.facts.duty[duty].crew
        seats = [item for item in crew.seats if seat in (None, item.id)]
        roles = "; ".join(f"{item.name or item.id}: {', '.join(item.roles)}" for item in seats)
        return (
            f"{person} is {self.facts.people[person].role}, which no such seat of {self.called(duty)} takes ({roles})"
        )

    def called(self, duty: str) -> str:
        """A duty as people speak of it."""
        return self.facts.duty[duty].spoken if duty in self.facts.duty else duty


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _bare(said: str) -> str:
    return said.strip().removesuffix(PINNED).rstrip()


def find_row(sheet: RawSheet, wanted: Iterable[str], most: int = 60) -> tuple[int, Mapping[str, int]] | None:
    """The row among the first that holds all of some headings, and the columns of its headings, in small letters."""
    needed = {words_of(word) for word in wanted}
    for number in sorted(sheet.rows)[:most]:
        heads: dict[str, int] = {}
        for column in sorted(sheet.rows[number]):
            heads.setdefault(words_of(sheet.text(number, column)), column)
        if needed <= set(heads):
            return number, heads
    return None
