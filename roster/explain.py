"""Explains why a duty is crewed as it is, and why a person is on it or not: asks the rules, then solves again."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from constraints.base import Rule
from constraints.facts import Candidate, Facts
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.people import Person
from models.rota import Basis, CuresOfDuty, DutyState
from models.service import Seat
from roster.analysis.cure_sentences import cure_lines
from roster.analysis.gaps import gap_of
from roster.analysis.ledger import LedgerLine, ledger
from roster.analysis.reasons import Reason, Standing, reason, reasons_for
from roster.engine.diagnosis.cures import find_cures
from roster.engine.diagnosis.forced import Consequence, Force, consequence, in_seat, running

# For people in these standings the data alone do not decide: the engine finds what a rota with them would give up.
ASKED = (
    Standing.FREE,
    Standing.SEAT_FULL,
    Standing.LIMIT,
    Standing.CREW,
    Standing.ELSEWHERE,
    Standing.RESTING,
)

MOST_CURES = 6  # of each kind: more than a rota keeps, since the question is about a single duty


@dataclass(frozen=True)
class Explained:
    """Why one person is not in one seat, and what a rota with them in it would give up.

    Attributes:
        reason: what keeps them out.
        consequence: what would be given up; None where the data alone decide, or time ran out.
    """

    reason: Reason
    consequence: Consequence | None = None

    @property
    def sentence(self) -> str:
        """Reason and consequence in one sentence."""
        because, forced = self.reason.sentence, self.consequence
        if forced is None:
            return because
        if forced.level is not None and self.reason.standing in (Standing.FREE, Standing.SEAT_FULL):
            return f"{because}, but then {forced.loss}"
        return f"{because}; {forced.sentence}"


@dataclass(frozen=True)
class SeatExplained:
    """A seat of a duty: the people in it, and the others whose role it accepts, nearest first."""

    seat: Seat
    people: list[str]
    others: list[Explained]


@dataclass(frozen=True)
class DutyExplained:
    """A duty with its state, why its crew is not complete, and its seats.

    Attributes:
        if_it_ran: for a duty that is stood down, what a rota that runs it would give up; empty where not known.
        cures: the single changes with which it would run; None unless it is stood down.
        cure_lines: the cures in sentences, and which kinds were not looked for.
    """

    duty: Duty
    state: DutyState
    sentence: str
    if_it_ran: str
    cures: CuresOfDuty | None
    cure_lines: list[str]
    seats: list[SeatExplained]


@dataclass(frozen=True)
class PersonExplained:
    """A person with their duties, the ledger of their promised hours, and the duties they are not on, nearest first."""

    person: Person
    duties: list[Duty]
    ledger: list[LedgerLine]
    others: list[tuple[Duty, Explained]] = field(default_factory=list)


class Explainer:
    """Explains duties and people of one solved book.

    Args:
        book: the book.
        facts: its facts.
        rules: its rules.
        seconds: for all solving together; the rules are asked without a limit.
        workers: how many may work at once; all cores when None.
        stop: set it to end the solving.
    """

    def __init__(
        self,
        book: Book,
        facts: Facts,
        rules: Sequence[Rule],
        *,
        seconds: float = 60,
        workers: int | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._book = book
        self._facts = facts
        self._rules = rules
        self._view = RotaView.of(book, facts).with_record
        self._workers = workers or os.cpu_count() or 1
        self._deadline = time.monotonic() + seconds
        self._stop = stop or threading.Event()

    def duty(self, duty: Duty) -> DutyExplained:
        """Explains why a duty is crewed as it is."""
        gap = gap_of(self._view, self._rules, duty)
        if_it_ran, found, lines = "", None, []
        if gap.state is DutyState.STOOD_DOWN:
            if_it_ran = self._if_it_ran(duty)
            found = self._cures(duty)
            down = [other for other in self._view.duties if not self._view.runs(other)]
            lines = cure_lines(duty, found, down)
        seats = [self._seat(duty, seat) for seat in duty.crew.seats]
        return DutyExplained(duty, gap.state, gap.sentence, if_it_ran, found, lines, seats)

    def _cures(self, duty: Duty) -> CuresOfDuty | None:
        """Finds the cures of a duty, more of each kind than a rota keeps; when there is no time, those in the rota."""
        assert self._book.rota is not None
        kept = next((item for item in self._book.rota.cures if item.duty == duty.id), None)
        found = find_cures(
            self._book,
            self._rules,
            [duty.id],
            seconds=self._deadline - time.monotonic(),
            stop=self._stop,
            most=MOST_CURES,
        )
        return found[0] if found and (found[0].cures or found[0].complete) else kept

    def _seat(self, duty: Duty, seat: Seat) -> SeatExplained:
        on_it = [assignment.person for assignment in self._view.in_seat(duty, seat.id)]
        others = reasons_for(self._view, self._rules, duty, seat)
        return SeatExplained(seat, on_it, [self._explained(item, duty, seat) for item in others])

    def person(self, person: Person, nearest: int = 8) -> PersonExplained:
        """Explains why a person has their duties and hours.

        Args:
            nearest: for how many of the duties they are not on the engine is asked.
        """
        on = {duty.id for duty in self._view.planned_duties_of(person)}
        near: list[tuple[Reason, Duty, Seat]] = []
        for duty in self._facts.reachable(person):
            seats = self._facts.seats_for(person, duty)
            if duty.id not in on and seats and self._facts.bases(person, duty):
                reasons = [(reason(self._view, self._rules, person, duty, seat), duty, seat) for seat in seats]
                near.append(min(reasons, key=lambda item: item[0].standing))
        near.sort(key=lambda item: (item[0].standing, item[1].start))
        lines = [line for line in ledger(self._book, self._facts, self._rules) if line.person == person.id]
        others = [
            (duty, self._explained(item, duty, seat) if number < nearest else Explained(item))
            for number, (item, duty, seat) in enumerate(near)
        ]
        return PersonExplained(person, self._view.planned_duties_of(person), lines, others)

    def _explained(self, item: Reason, duty: Duty, seat: Seat) -> Explained:
        left = self._deadline - time.monotonic()
        if item.standing not in ASKED or left <= 0 or self._stop.is_set():
            return Explained(item)
        ways = [Candidate(item.person, duty.id, seat.id, basis) for basis in Basis]
        return Explained(item, self._consequence(in_seat(ways), self._rules))

    def _consequence(self, force: Force, rules: Sequence[Rule]) -> Consequence:
        return consequence(
            self._facts,
            rules,
            self._book,
            force,
            seconds=max(0.1, self._deadline - time.monotonic()),
            workers=self._workers,
            stop=self._stop,
        )

    def _if_it_ran(self, duty: Duty) -> str:
        """What a rota that runs a stood-down duty would give up; where none can run it, the rules that forbid it."""
        if time.monotonic() > self._deadline or not self._facts.has_vehicle(duty):
            return ""
        forced = self._consequence(running(duty), self._rules)
        if forced.possible:
            return f"it could run, but then {forced.loss}" if forced.level is not None else forced.sentence
        if not forced.proven:
            return ""
        lifted = []
        for rule in self._rules:
            if rule.hard and not rule.always and time.monotonic() < self._deadline:
                rest = [other for other in self._rules if other is not rule]
                if self._consequence(running(duty), rest).possible:
                    lifted.append(rule.kind)
        if lifted:
            return f"no rota can run it; without the rule {' or '.join(lifted)} one could"
        return "no rota can run it: the people there are do not suffice, whatever else is given up"
