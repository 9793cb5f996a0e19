"""Looks up the candidate assignments of a person, a duty or a seat, with their literals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Self

from constraints.facts import Candidate, Facts
from constraints.terms import Literal
from models.duty import Duty
from models.people import Person
from models.rota import Basis
from models.rules import Derogation

NOTHING_HIDDEN: tuple[str, frozenset[str]] = ("", frozenset())


class DecisionIndex:
    """Looks up the candidate assignments of a model.

    A person sits in a seat of a duty at most once, so the literals of one person and duty add up to 0 or 1.

    Attributes:
        facts: of the book.
        assigned: every candidate assignment, with its literal.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.assigned: dict[Candidate, Literal] = {}
        self._by_pair: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._literals: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        self._by_seat: dict[tuple[str, str], list[tuple[Candidate, Literal]]] = defaultdict(list)
        self._duties_of: dict[str, list[Duty]] = defaultdict(list)
        self._by_date: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        self._hidden = NOTHING_HIDDEN  # a person, and the ids of the duties of theirs that are hidden

    def _note_choice(self, candidate: Candidate, literal: Literal) -> None:
        """Take in a candidate assignment that is the solver's to decide."""
        if (candidate.person, candidate.duty) not in self._by_pair:
            duty = self.facts.duty[candidate.duty]
            self._duties_of[candidate.person].append(duty)
            self._by_date[candidate.person, duty.date].append(duty)
        self._note(candidate, literal)

    def _note(self, candidate: Candidate, literal: Literal) -> None:
        """Take in a candidate assignment; rules about people see only those of `_note_choice`."""
        self.assigned[candidate] = literal
        self._by_pair[candidate.person, candidate.duty].append((candidate, literal))
        self._literals[candidate.person, candidate.duty].append(literal)
        self._by_seat[candidate.duty, candidate.seat].append((candidate, literal))

    # --- duties hidden from a rule

    def hiding(self, person: Person, derogations: Sequence[Derogation], unseen: frozenset[str] = frozenset()) -> Self:
        """The same model, with some duties of a person hidden from the rule that looks at it.

        Args:
            derogations: duties and recorded work on their dates are hidden.
            unseen: ids of more duties to hide.
        """
        if not derogations and not unseen:  # nearly always, for every rule and person
            return self
        other = copy(self)
        other._hidden = (person.id, unseen)
        if derogations:
            excepted = {duty.id for duty in self.facts.duties if any(item.covers(duty.date) for item in derogations)}
            other._hidden = (person.id, unseen | excepted)
            other.facts = self.facts.hiding(person, derogations)
        return other

    def sees(self, person: Person, duty: Duty) -> bool:
        """Whether a duty is not hidden from a rule that looks at a person."""
        name, hidden = self._hidden
        return name != person.id or duty.id not in hidden

    def _seen(self, person: Person, duties: list[Duty]) -> list[Duty]:
        if self._hidden[0] != person.id:
            return duties
        return [duty for duty in duties if self.sees(person, duty)]

    # --- look-ups

    def duties_of(self, person: Person) -> list[Duty]:
        """The duties a person could be on, in order of start."""
        return self._seen(person, self._duties_of.get(person.id, []))

    def duties_on(self, person: Person, day: date) -> list[Duty]:
        """The duties starting on a date that a person could be on."""
        return self._seen(person, self._by_date.get((person.id, day), []))

    def on(self, person: Person, duty: Duty, basis: Basis | None = None) -> list[Literal]:
        """Literals whose sum says whether a person is on a duty, by one basis or by any."""
        if basis is None and self._hidden[0] != person.id:
            return self._literals.get((person.id, duty.id), [])
        return [
            literal
            for candidate, literal in self.candidates_of(person, duty)
            if basis is None or candidate.basis is basis
        ]

    def candidates_of(self, person: Person, duty: Duty) -> list[tuple[Candidate, Literal]]:
        """Each seat and basis by which a person could be on a duty, with its literal."""
        if self._hidden[0] == person.id and not self.sees(person, duty):
            return []
        return self._by_pair.get((person.id, duty.id), [])

    def in_seat(self, duty: Duty, seat: str) -> list[tuple[Candidate, Literal]]:
        """Everyone who could sit in one seat of a duty, with the literal."""
        return self._by_seat.get((duty.id, seat), [])

    def seats_of(self, person: Person, duty: Duty, seat: str | None) -> list[Literal]:
        """The literals of a person in one seat of a duty, or in any when none is named."""
        return [literal for candidate, literal in self.candidates_of(person, duty) if seat in (None, candidate.seat)]
