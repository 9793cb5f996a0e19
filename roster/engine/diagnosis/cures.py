"""Finds the smallest changes to a book that would crew duties that are stood down.

With a cure the duty runs, and so does every duty that ran before. Each cure is confirmed by a rota that the checks
pass in the changed book.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from constraints.base import Rule
from constraints.facts import Facts
from models.book import Book
from models.duty import Duty
from models.rota import Cure, CureKind, CuresOfDuty, DutyState
from roster.engine.diagnosis.cure_changes import Change, Changes
from roster.engine.diagnosis.cure_model import LONGER_SEARCH, Budget, CureModel
from roster.engine.params.around_search import DiagnosisParams
from roster.engine.solvers.cpsat import Status

MOST_OF_A_KIND = 2  # cures of one kind for a duty: a longer list helps nobody
_DEFAULTS = DiagnosisParams()


def find_cures(
    book: Book,
    rules: Sequence[Rule],
    wanted: Sequence[str] | None = None,
    *,
    seconds: float,
    stop: threading.Event | None = None,
    most: int = MOST_OF_A_KIND,
    params: DiagnosisParams = _DEFAULTS,
) -> tuple[CuresOfDuty, ...]:
    """Finds the single changes with which duties that are stood down would run.

    Args:
        book: a book with its rota.
        wanted: ids of duties; all that are stood down when None.
        seconds: time limit; the answer says of which duties not all changes were tried.
        stop: ends the search when it is set.
        most: the most cures of one kind for a duty.
        params: tuning numbers.

    Returns:
        The cures of each duty, in the order in which duties start.
    """
    deadline = time.monotonic() + seconds
    assert book.rota is not None
    facts = Facts(book)
    stood_down = {record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN}
    duties = [duty for duty in facts.duties if duty.id in stood_down and (wanted is None or duty.id in wanted)]
    found = {duty.id: CuresOfDuty(duty=duty.id) for duty in duties}
    budget = Budget(deadline, stop or threading.Event(), params)
    if duties and not budget.stop.is_set() and _building_seconds(book, facts, params) < seconds:
        search = _CureSearch(book, facts, rules, duties, budget)
        for duty in sorted(duties, key=lambda duty: -duty.priority):  # the most important first, if time runs out
            found[duty.id] = search.cures(duty, most)
    return tuple(found.values())


def _building_seconds(book: Book, facts: Facts, params: DiagnosisParams) -> float:
    """Estimates how long it takes to build a model with all changes."""
    return params.cure_seconds_per_pair * sum(len(facts.reachable(person)) for person in book.people)


def confirm_cures(
    book: Book,
    rules: Sequence[Rule],
    *,
    seconds: float,
    stop: threading.Event | None = None,
    params: DiagnosisParams = _DEFAULTS,
) -> Iterator[tuple[str, Cure, bool | None]]:
    """Tests each cure that a rota claims.

    Args:
        book: a book whose rota claims cures; its scores and states are as the checks count them.
        seconds: time limit.
        stop: ends the search when it is set.
        params: tuning numbers.

    Yields:
        The id of the duty, the cure, and whether it crews the duties it names; None where there was no time.
    """
    assert book.rota is not None
    budget = Budget(time.monotonic() + seconds, stop or threading.Event(), params)
    changes = Changes(book, facts := Facts(book), rules)
    stood_down = [facts.duty[item.duty] for item in book.rota.duties if item.state is DutyState.STOOD_DOWN]
    known = {change.sentence: change for duty in stood_down for change in changes.of(duty)}
    answers: dict[tuple[str, tuple[str, ...]], bool | None] = {}
    for item in book.rota.cures:
        for cure in item.cures:
            claim = (cure.change, cure.crews)
            if claim not in answers:
                answers[claim] = _is_cure(book, rules, cure, known.get(cure.change), budget)
            yield item.duty, cure, answers[claim]


def _is_cure(book: Book, rules: Sequence[Rule], cure: Cure, change: Change | None, budget: Budget) -> bool | None:
    """Tells whether a cure crews the duties it names; None where there was no time.

    Args:
        change: the change that the cure names; None where the book has no such change.
    """
    if change is None and (cure.kind is not CureKind.LONGER_SEARCH or cure.change != LONGER_SEARCH):
        return False
    if budget.used_up:
        return None
    model = CureModel(book, rules, [change] if change is not None else [])
    if not model.allows_present(budget):
        return None
    answer = model.together(cure.crews, budget)
    if answer.cure is not None:
        return set(cure.crews) <= set(answer.cure.crews)
    return False if answer.status is Status.INFEASIBLE else None


class _CureSearch:
    """The search for the cures of several duties of one book."""

    def __init__(self, book: Book, facts: Facts, rules: Sequence[Rule], duties: Sequence[Duty], budget: Budget) -> None:
        self._book = book
        self._rules = rules
        self._budget = budget
        self._found: list[Cure] = []
        changes = Changes(book, facts, rules)
        self._changes = {duty.id: changes.of(duty) for duty in duties}
        # A change behind a switch must not alter the model while its switch is off. A renewal does, since the person
        # counts for others in the crew; so does a newcomer, where a hard rule asks something of every person.
        self._switched: list[Change] = []
        self._model: CureModel | None = None
        for kinds in ((CureKind.OFFER, CureKind.NEWCOMER), (CureKind.OFFER,)):
            every = {change.sentence: change for tried in self._changes.values() for change in tried}
            self._switched = [change for change in every.values() if change.kind in kinds]
            model = CureModel(book, rules, self._switched)
            if model.allows_present(budget):
                self._model = model
                break

    def cures(self, duty: Duty, most: int) -> CuresOfDuty:
        """Returns the cures of one duty: those found for other duties that crew this one too, then further ones."""
        if self._model is None:  # the rota is not a rota of this book, so changes cannot be compared with it
            return CuresOfDuty(duty=duty.id)
        found = {cure.change: cure for cure in self._found if duty.id in cure.crews}
        left, complete = self._changes[duty.id], True
        while left := _worth_trying(left, found, most):
            if self._budget.used_up:
                complete = False
                break
            switched = [change for change in left if change in self._switched]
            tried = switched or left[:1]
            model = self._model if switched else CureModel(self._book, self._rules, tried)
            answer = model.cheapest(duty, tried, self._budget)
            complete &= answer.status is not Status.UNKNOWN
            if answer.cure is None:
                left = [change for change in left if change not in answer.settled]
                continue
            found[answer.cure.change] = answer.cure
            self._found.append(answer.cure)
            if answer.cure.kind is CureKind.LONGER_SEARCH:
                break
        cures = sorted(found.values(), key=lambda cure: (cure.kind.effort, -len(cure.crews)))
        return CuresOfDuty(duty=duty.id, cures=tuple(cures), complete=complete)


def _worth_trying(changes: Sequence[Change], found: Mapping[str, Cure], most: int) -> list[Change]:
    """Returns the changes that are not found yet, of kinds of which there may be more."""
    kinds = Counter(cure.kind for cure in found.values())
    return [
        change
        for change in changes
        if change.sentence not in found and change.beyond not in found and kinds[change.kind] < most
    ]
