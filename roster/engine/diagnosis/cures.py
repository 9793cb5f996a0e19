"""The smallest changes that would crew duties that are stood down, each confirmed by a rota that has it so.

With a cure the duty runs, and so does every duty that ran before. Nearly all changes cure nothing, and to solve the
book anew with each takes minutes; so one model holds them all, each behind a switch, and is asked for the cheapest that
will do. Its answer is a whole rota: the checks look at it in the changed book, and only what they pass is told.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
from models.rota import POINT, Basis, Cure, CureKind, CuresOfDuty, DutyState
from models.rules import SOFT_LEVELS
from roster.engine.diagnosis.cure_changes import Change, Changes, with_changes
from roster.engine.model.build import built
from roster.engine.model.solution_io import read_in, read_out
from roster.engine.params.groups import DiagnosisParams
from roster.engine.solvers.cpsat import Run, Settings, Status, minimise
from roster.engine.solvers.cpsat_thread import weighted

MOST_OF_A_KIND = 2  # cures told for a duty; past that a list helps nobody
LONGER_SEARCH = "a longer search"
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
    """The single changes with which duties that are stood down would run, by duty in order of start.

    Args:
        book: with its rota.
        wanted: names of duties; every one that is stood down when None.
        seconds: after that, what was not looked at is said to be so.
        most: of a kind, for each duty.
    """
    deadline = time.monotonic() + seconds
    assert book.rota is not None
    facts = Facts(book)
    down = {record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN}
    asked = [duty for duty in facts.duties if duty.id in down and (wanted is None or duty.id in wanted)]
    found = {duty.id: CuresOfDuty(duty=duty.id) for duty in asked}
    stop = stop or threading.Event()
    building = (
        params.cure_seconds_per_pair * sum(len(facts.reachable(person)) for person in book.people) if asked else 0
    )
    if asked and not stop.is_set() and building < seconds:
        search = _Search(book, facts, rules, asked, _Means(deadline, stop, params))
        # What weighs most comes first, should time run out.
        for duty in sorted(asked, key=lambda duty: -duty.priority):
            found[duty.id] = search.cures(duty, most)
    return tuple(found.values())


def held(
    book: Book,
    rules: Sequence[Rule],
    *,
    seconds: float,
    stop: threading.Event | None = None,
    params: DiagnosisParams = _DEFAULTS,
) -> Iterator[tuple[str, Cure, bool | None]]:
    """Each cure that a rota tells of, with its duty, and whether it crews what it is said to; None where it is open.

    Args:
        book: with its rota, scored and recorded as it is.
        seconds: after that, the rest is open.
    """
    assert book.rota is not None
    means = _Means(time.monotonic() + seconds, stop or threading.Event(), params)
    facts = Facts(book)
    changes = Changes(book, facts, rules)
    down = [facts.duty[item.duty] for item in book.rota.duties if item.state is DutyState.STOOD_DOWN]
    known = {change.sentence: change for duty in down for change in changes.of(duty)}
    answers: dict[tuple[str, tuple[str, ...]], bool | None] = {}
    for item in book.rota.cures:
        for cure in item.cures:
            place = (cure.change, cure.crews)
            if place not in answers:
                answers[place] = _holds(book, rules, cure, known.get(cure.change), means)
            yield item.duty, cure, answers[place]


def _holds(book: Book, rules: Sequence[Rule], cure: Cure, change: Change | None, means: _Means) -> bool | None:
    """Whether a cure crews the duties it names, by a rota that the checks pass; None where that is not known."""
    if change is None and (cure.kind is not CureKind.LONGER_SEARCH or cure.change != LONGER_SEARCH):
        return False  # nothing of the kind could be done
    if means.over:
        return None
    model = _Model(book, rules, [change] if change is not None else [])
    if not model.allows_present(means):
        return None
    answer = model.together(cure.crews, means)
    if answer.cure is not None:
        return set(cure.crews) <= set(answer.cure.crews)
    return False if answer.status is Status.INFEASIBLE else None


@dataclass(frozen=True)
class _Means:
    """What may be used up."""

    deadline: float
    stop: threading.Event
    params: DiagnosisParams

    @property
    def seconds(self) -> float:
        """What is left."""
        return self.deadline - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether nothing is."""
        return self.stop.is_set() or self.seconds <= 0


class _Search:
    """The search for the cures of several duties of one book."""

    def __init__(self, book: Book, facts: Facts, rules: Sequence[Rule], wanted: Sequence[Duty], means: _Means) -> None:
        self._book = book
        self._rules = rules
        self._means = means
        self._found: list[Cure] = []
        changes = Changes(book, facts, rules)
        self._tried = {duty.id: changes.of(duty) for duty in wanted}
        self._switched: list[Change] = []
        self._screen: _Model | None = None
        # A renewal changes what somebody counts for who could sit there anyway: no switch can stand for that. Nor does
        # one for a newcomer where a hard rule asks something of everybody, whom the switch cannot excuse.
        for kinds in ((CureKind.OFFER, CureKind.NEWCOMER), (CureKind.OFFER,)):
            every = {change.sentence: change for tried in self._tried.values() for change in tried}
            self._switched = [change for change in every.values() if change.kind in kinds]
            model = _Model(book, rules, self._switched)
            if model.allows_present(means):
                self._screen = model
                break

    def cures(self, duty: Duty, most: int) -> CuresOfDuty:
        """The cures of one duty: those of other duties that cure it too, then what else there is."""
        if self._screen is None:  # not a rota of this book, so there is nothing a change could be compared with
            return CuresOfDuty(duty=duty.id)
        told = {cure.change: cure for cure in self._found if duty.id in cure.crews}
        left, complete = list(self._tried[duty.id]), True
        while left := _worth_asking(left, told, most):
            if self._means.over:
                complete = False
                break
            switched = [change for change in left if change in self._switched]
            asked = switched or left[:1]
            model = self._screen if switched else _Model(self._book, self._rules, asked)
            answer = model.ask(duty, asked, self._means)
            complete &= answer.status is not Status.UNKNOWN
            if answer.cure is None:
                left = [change for change in left if change not in answer.without]
                continue
            told[answer.cure.change] = answer.cure
            self._found.append(answer.cure)
            if answer.cure.kind is CureKind.LONGER_SEARCH:
                break
        cures = sorted(told.values(), key=lambda cure: (cure.kind.effort, -len(cure.crews)))
        return CuresOfDuty(duty=duty.id, cures=tuple(cures), complete=complete)


def _worth_asking(left: Sequence[Change], told: Mapping[str, Cure], most: int) -> list[Change]:
    """What is not told yet, of kinds of which there is room for more."""
    kinds = Counter(cure.kind for cure in told.values())
    return [
        change
        for change in left
        if change.sentence not in told and change.beyond not in told and kinds[change.kind] < most
    ]


@dataclass(frozen=True)
class _Answer:
    """What a model says of a duty.

    Attributes:
        status: INFEASIBLE when none of the changes crews it, UNKNOWN when time ran out.
        without: changes that need not be asked for again.
    """

    status: Status
    cure: Cure | None = None
    without: tuple[Change, ...] = ()


class _Model:
    """The book with some changes in it, of which one at most is made; everything that runs goes on running."""

    def __init__(self, book: Book, rules: Sequence[Rule], changes: Sequence[Change]) -> None:
        assert book.rota is not None
        self._book = book
        self._rota = book.rota
        level = next(rule.level for rule in rules if isinstance(rule, CrewCover))
        # What ranks below the cover of duties has no say, and need not be built.
        self._levels = SOFT_LEVELS[: SOFT_LEVELS.index(level) + 1]
        self._rules = [rule for rule in rules if rule.hard or rule.level in self._levels]
        self._model = built(Facts(with_changes(book, changes)), self._rules)
        for record in book.rota.duties:
            if record.state is not DutyState.STOOD_DOWN:
                self._model.cp.add(self._model.running[record.duty] == 1)
        self._switches = self._switched(changes)
        self._down = [record.duty for record in book.rota.duties if record.state is DutyState.STOOD_DOWN]
        # The book's own rota, every switch off.
        self._present = self._model.completed(read_in(self._model, self._rota))

    def _switched(self, changes: Sequence[Change]) -> list[tuple[Change, Literal]]:
        """A switch for each change, without which nobody can be where they only can with it."""
        by_place: dict[tuple[str, ...], list[Literal]] = {}
        switches = []
        for change in changes:
            switch = self._model.cp.new_bool_var(change.sentence)
            switches.append((change, switch))
            if change.kind is CureKind.NEWCOMER:
                by_place[change.person.id,] = [switch]
            elif change.offer is not None:
                for day in change.offer.dates:
                    for call_sign in change.offer.call_signs:
                        by_place.setdefault((change.person.id, call_sign, day.isoformat()), []).append(switch)
        offered = Facts(self._book)
        for candidate, literal in self._model.assigned.items():
            duty = self._model.facts.duty[candidate.duty]
            needed = by_place.get((candidate.person,))
            if needed is None and candidate.basis is Basis.OFFERED:
                needed = by_place.get((candidate.person, duty.call_sign.id, duty.date.isoformat()))
                if needed is not None and offered.offered(offered.people[candidate.person], duty):
                    needed = None  # another shift of that date, which they had offered
            if needed is not None:
                self._model.cp.add(literal <= sum(needed))
        return switches

    def allows_present(self, means: _Means) -> bool:
        """Whether the book's own rota obeys the model with every switch off."""
        asked = self._model.cp.clone()
        decisions = [*self._model.assigned.values(), *self._model.carried.values()]
        for literal in [*decisions, *(switch for _, switch in self._switches)]:
            asked.add(literal == self._present[literal.index])
        return self._run(asked, means).found

    def ask(self, duty: Duty, changes: Sequence[Change], means: _Means) -> _Answer:
        """The cheapest of some changes with which a duty runs, and of these the one with which most others do too.

        A model of several changes is asked for none of them as well: then nothing but time was lacking.
        """
        asked = self._with_running([duty.id])
        on = [switch for change, switch in self._switches if change in changes]
        asked.add(sum(switch for _, switch in self._switches) == sum(on))
        asked.add(sum(on) <= 1 if len(self._switches) > 1 else sum(on) == 1)
        # First the effort, then what else runs, then the order in which they are given.
        order, most = len(self._switches) + 1, len(self._down) + 1
        asked.minimize(
            sum(
                (change.kind.effort * most * order + number) * switch
                for number, (change, switch) in enumerate(self._switches)
            )
            - sum(order * self._model.running[name] for name in self._down)
        )
        run = self._run(asked, means)
        if not run.found:
            return _Answer(run.status, without=tuple(changes))
        change = next((change for change, switch in self._switches if run.solution[switch.index]), None)
        cure = self._confirmed(change, run)
        return _Answer(run.status, cure, () if change is None else (change,))

    def together(self, duties: Sequence[str], means: _Means) -> _Answer:
        """What all changes together bring, if some duties run with them."""
        asked = self._with_running(duties)
        for _, switch in self._switches:
            asked.add(switch == 1)
        run = self._run(asked, means)
        change = self._switches[0][0] if self._switches else None
        return _Answer(run.status, self._confirmed(change, run) if run.found else None)

    def _with_running(self, duties: Sequence[str]) -> cp_model.CpModel:
        """The model with some duties running; no level is worse for it, and the last one better."""
        asked = self._model.cp.clone()
        for name in duties:
            asked.add(self._model.running[name] == 1)
        for level in self._levels:
            best = round(self._rota.score_at(level).value * POINT) - (level is self._levels[-1])
            asked.add(weighted(self._model.objectives[level]) <= best)
        return asked

    def _run(self, asked: cp_model.CpModel, means: _Means) -> Run:
        for index, value in enumerate(self._present):
            asked.add_hint(asked.get_int_var_from_proto_index(index), value)
        # One thread that looks at all rows together is done in a tenth of a second where several others never are.
        settings = Settings(means.seconds * means.params.cure_share, workers=1, seed=0, full_relaxation=True)
        return minimise(asked, settings, stop=means.stop)

    def _confirmed(self, change: Change | None, run: Run) -> Cure | None:
        """What a change brings, if the checks pass the rota found in the book with that change alone."""
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
            crews=tuple(name for name in self._down if view.runs(facts.duty[name])),
        )
