"""One model of a book with possible changes behind switches: finds the change that crews a duty.

Nearly all changes crew nothing, and to solve the book anew with each would take minutes. So one model holds them all,
each behind a switch, and is asked for the cheapest that crews the duty while every duty that ran before still does. Its
answer is a whole rota; the checks look at it in the changed book, and only what they pass is a cure.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.cover.crew_cover import CrewCover
from constraints.facts import Facts
from constraints.rota_model import Literal
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.rota import POINT, Basis, Cure, CureKind, DutyState
from models.rules import SOFT_LEVELS
from roster.engine.diagnosis.cure_changes import Change, with_changes
from roster.engine.model.build import built
from roster.engine.model.solution_io import read_in, read_out
from roster.engine.params.around_search import DiagnosisParams
from roster.engine.solvers.cpsat import Run, Settings, Status, minimise
from roster.engine.solvers.objectives import expression

LONGER_SEARCH = "a longer search"  # the cure where no change is needed: only time was lacking


@dataclass(frozen=True)
class Budget:
    """What the search for cures may use.

    Attributes:
        deadline: the end of the time, as `time.monotonic()` counts.
        stop: ends the search when it is set.
        params: tuning numbers.
    """

    deadline: float
    stop: threading.Event
    params: DiagnosisParams

    @property
    def seconds(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()

    @property
    def used_up(self) -> bool:
        """Whether the time is up or the search was stopped."""
        return self.stop.is_set() or self.seconds <= 0


@dataclass(frozen=True)
class Answer:
    """The answer of a model about a duty.

    Attributes:
        status: INFEASIBLE where no change crews it, UNKNOWN where time ran out.
        cure: the change that crews it, confirmed by the checks; None where there is none.
        settled: changes that need not be asked about again.
    """

    status: Status
    cure: Cure | None = None
    settled: tuple[Change, ...] = ()


class CureModel:
    """The model of a book with some changes behind switches, in which every duty that runs goes on running.

    Only hard rules and the levels down to the cover of duties are in it: lower levels have no say.

    Args:
        book: with its rota.
        changes: at most one of them is made, except in `together`.
    """

    def __init__(self, book: Book, rules: Sequence[Rule], changes: Sequence[Change]) -> None:
        assert book.rota is not None
        self._book = book
        self._rota = book.rota
        cover = next(rule.level for rule in rules if isinstance(rule, CrewCover))
        self._levels = SOFT_LEVELS[: SOFT_LEVELS.index(cover) + 1]
        self._rules = [rule for rule in rules if rule.hard or rule.level in self._levels]
        self._model = built(Facts(with_changes(book, changes)), self._rules)
        for record in book.rota.duties:
            if record.state is not DutyState.STOOD_DOWN:
                self._model.cp.add(self._model.running[record.duty] == 1)
        self._switches = self._add_switches(changes)
        self._stood_down = [record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN]
        # The values of the book's own rota, with every switch off.
        self._present = self._model.completed(read_in(self._model, self._rota))

    def _add_switches(self, changes: Sequence[Change]) -> list[tuple[Change, Literal]]:
        """Adds a switch for each change. Candidates that only a change makes possible are 0 while its switch is 0."""
        # Keys: (person,) for a newcomer; (person, call sign, date) for an offer.
        switches_by_place: dict[tuple[str, ...], list[Literal]] = {}
        switches = []
        for change in changes:
            switch = self._model.cp.new_bool_var(change.sentence)
            switches.append((change, switch))
            if change.kind is CureKind.NEWCOMER:
                switches_by_place[change.person.id,] = [switch]
            elif change.offer is not None:
                for day in change.offer.dates:
                    for call_sign in change.offer.call_signs:
                        place = (change.person.id, call_sign, day.isoformat())
                        switches_by_place.setdefault(place, []).append(switch)
        before = Facts(self._book)
        for candidate, literal in self._model.assigned.items():
            duty = self._model.facts.duty[candidate.duty]
            needed = switches_by_place.get((candidate.person,))
            if needed is None and candidate.basis is Basis.OFFERED:
                needed = switches_by_place.get((candidate.person, duty.call_sign.id, duty.date.isoformat()))
                if needed is not None and before.offered(before.people[candidate.person], duty):
                    needed = None  # another shift of that date, which they have offered already
            if needed is not None:
                self._model.cp.add(literal <= sum(needed))
        return switches

    def allows_present(self, budget: Budget) -> bool:
        """Tells whether the book's own rota obeys the model with every switch off."""
        question = self._model.cp.clone()
        decisions = [*self._model.assigned.values(), *self._model.carried.values()]
        for literal in [*decisions, *(switch for _, switch in self._switches)]:
            question.add(literal == self._present[literal.index])
        return self._solved(question, budget).found

    def cheapest(self, duty: Duty, changes: Sequence[Change], budget: Budget) -> Answer:
        """Finds the cheapest of some changes with which a duty runs; of equals, the one with which most others run.

        A model of several changes may also answer that none is needed: then only time was lacking.
        """
        question = self._with_running([duty.id])
        allowed = [switch for change, switch in self._switches if change in changes]
        question.add(sum(switch for _, switch in self._switches) == sum(allowed))
        question.add(sum(allowed) <= 1 if len(self._switches) > 1 else sum(allowed) == 1)
        # First the effort, then the other duties that run, then the order in which the changes are given.
        order, most = len(self._switches) + 1, len(self._stood_down) + 1
        question.minimize(
            sum(
                (change.kind.effort * most * order + number) * switch
                for number, (change, switch) in enumerate(self._switches)
            )
            - sum(order * self._model.running[name] for name in self._stood_down)
        )
        run = self._solved(question, budget)
        if not run.found:
            return Answer(run.status, settled=tuple(changes))
        change = next((change for change, switch in self._switches if run.solution[switch.index]), None)
        return Answer(run.status, self._confirmed(change, run), () if change is None else (change,))

    def together(self, duties: Sequence[str], budget: Budget) -> Answer:
        """Tells whether some duties, by id, can run when all changes of the model are made."""
        question = self._with_running(duties)
        for _, switch in self._switches:
            question.add(switch == 1)
        run = self._solved(question, budget)
        change = self._switches[0][0] if self._switches else None
        return Answer(run.status, self._confirmed(change, run) if run.found else None)

    def _with_running(self, duties: Sequence[str]) -> cp_model.CpModel:
        """Returns the model with some duties running, no level worse than in the rota, and the last level better."""
        question = self._model.cp.clone()
        for name in duties:
            question.add(self._model.running[name] == 1)
        for level in self._levels:
            most = round(self._rota.score_at(level).value * POINT) - (level is self._levels[-1])
            question.add(expression(self._model.objectives[level]) <= most)
        return question

    def _solved(self, question: cp_model.CpModel, budget: Budget) -> Run:
        """Solves a question, with the book's own rota as the hint."""
        for index, value in enumerate(self._present):
            question.add_hint(question.get_int_var_from_proto_index(index), value)
        # One thread with the full LP relaxation takes a tenth of a second where several without it never end.
        settings = Settings(budget.seconds * budget.params.cure_share, workers=1, seed=0, full_relaxation=True)
        return minimise(question, settings, stop=budget.stop)

    def _confirmed(self, change: Change | None, run: Run) -> Cure | None:
        """Returns a change as a cure, if the checks pass the rota found in the book with only that change."""
        facts = Facts(with_changes(self._book, [change] if change is not None else []))
        assignments, vehicles = read_out(self._model, run.solution)
        view = RotaView(facts, assignments, vehicles)
        verdict = verify(view, self._rules)
        better = self._rota.score_at(self._levels[-1]).value > verdict.value(self._levels[-1])
        if not verdict.legal or not better:
            return None
        return Cure(
            kind=change.kind if change is not None else CureKind.LONGER_SEARCH,
            change=change.sentence if change is not None else LONGER_SEARCH,
            person=change.person.id if change is not None and change.kind is not CureKind.NEWCOMER else None,
            crews=tuple(name for name in self._stood_down if view.runs(facts.duty[name])),
        )
