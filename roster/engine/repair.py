"""A rota repaired: cover first, then the fewest people disturbed, then all the rest; what is past stays as it is.

Whoever is disturbed anyway could be moved about freely, for a little fairness: so after the preferred seats, and before
hours, the duties that people gain or lose are as few as can be.

The book is solved anew with who and what is not there written into its inputs. For the search what people were told
counts as published, notice counts from the day of the repair, and one rule counts the people whose duties change above
whatever else the book counts at that level. The book that comes out states its own rules, and what was published, as
before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeGuard

from constraints.admission import Admission
from constraints.base import Rule
from constraints.change.keep_published import Count, KeepPublished
from constraints.change.notice_period import NoticePeriod
from constraints.rota_model import Objective, RotaModel
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.rota import POINT, Assignment, Breach, DutyState, LevelScore, Rota
from models.rules import SOFT_LEVELS, AppliesTo, Level, RuleEntry
from roster.engine.answers import Answers
from roster.engine.diagnosis.conflict import find_conflict
from roster.engine.levels import LevelResult, Outcome, Progress, solve_levels
from roster.engine.model.build import built
from roster.engine.model.solution_io import read_in, read_out
from roster.engine.options import Options, SearchOptions
from roster.engine.solvers.cpsat import Status, minimise
from roster.engine.workers.team import Team
from roster.errors import EngineError, RepairError
from roster.lifecycle.outage import Outage
from roster.lifecycle.planned_work import still_possible, worked_as_planned
from roster.lifecycle.published_rota import as_published, published_assignments

Admit = Callable[[Book], Admission]

LARGEST_WEIGHT = 1_000_000
_MAIN = 0.6  # of the time goes to the repair itself where other budgets are asked about too
_SPARE = 0.05  # of the time is kept for checking and writing
_LEAST = 0.5  # seconds for a question of its own
_MOST_ROUNDS = 10  # in which what cannot run is stood down, until what is left is legal
_MOST_TOLD = 5  # breaches of the past


@dataclass(frozen=True)
class Bought:
    """What another limit on the people disturbed would buy.

    Attributes:
        people: the limit; None for none at all.
        disturbed: people who would be disturbed then.
        cover: points saved at the level of cover.
        runs: duties that would run and do not in the repair.
        seats: preferred seats that would be filled more, where cover is the same.
        certain: whether no more can be had for it.
    """

    people: int | None
    disturbed: int
    cover: float
    runs: tuple[Duty, ...]
    seats: int
    certain: bool

    @property
    def anything(self) -> bool:
        """Whether it buys anything."""
        return self.cover > 0 or (self.cover == 0 and self.seats > 0)


@dataclass(frozen=True)
class Repaired:
    """A repaired book, and how it stands against what people were told.

    Attributes:
        book: with the absences among its inputs, its rules and what was published as they were.
        before: the book as people were told of it: the inputs before, and that rota.
        as_of: what starts before this day was not touched.
        scores, breaches: of the repair, level by level, people disturbed among them.
        disturbed: whose duties change, other than by their own absence, in order of the book.
        changes: duties that these gain or lose, and whether fewer would not do.
        touched: whether anything had to be done at all.
        budgets: what other limits would buy; empty where there was no time to find out.
    """

    book: Book
    before: Book
    as_of: date
    scores: tuple[LevelScore, ...]
    breaches: tuple[Breach, ...]
    disturbed: tuple[str, ...]
    changes: tuple[int, bool]
    touched: bool
    budgets: tuple[Bought, ...] = ()


def repair(
    book: Book,
    outage: Outage,
    admit: Admit,
    options: Options,
    *,
    as_of: date,
    most_people: int | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Repaired:
    """The book with its rota repaired.

    Args:
        book: with a rota.
        admit: makes a book's facts and rules.
        as_of: what starts before this day is past.
        most_people: may be disturbed.

    Raises:
        RepairError: no rota obeys the limit, the past, the pins and the hard rules.
        EngineError: the checks disagree with the solver.
    """
    search = _Search(book, outage, admit, SearchOptions.of(options), as_of, stop or threading.Event())
    if search.legal_as_it_is:
        return search.unchanged()
    return search.repaired(most_people, report)


class _Search:
    """The search for the repair of one book."""

    def __init__(
        self, book: Book, outage: Outage, admit: Admit, options: SearchOptions, as_of: date, stop: threading.Event
    ) -> None:
        assert book.rota is not None
        self._began = time.monotonic()
        self._book = book
        self._rota = book.rota
        self._admit = admit
        self._options = options
        self._as_of = as_of
        self._stop = stop
        self._new = outage.written_into(book, as_of)
        dates = {duty.id: duty.date for duty in self._new.duties}
        # What is past is as it was worked, as planned where nothing is on record; of what is to come, what was told.
        self._past = tuple(item for item in self._rota.assignments if dates[item.duty] < as_of)
        self._told = tuple(
            item for item in published_assignments(book) if item.duty in dates and dates[item.duty] >= as_of
        )
        self._working = self._new.changed(
            published=as_published(book, (*self._past, *self._told), as_of),
            rules=_rules(self._new, as_of),
            worked=(
                *self._new.worked,
                *(
                    worked_as_planned(item.person, self._own.facts.duty[item.duty], book.period.zone)
                    for item in self._counted
                ),
            ),
        )
        admission = admit(self._working)
        self._facts, self._rules = admission.facts, admission.rules
        self._keep = next(rule for rule in self._rules if _counts_people(rule))
        vehicles = {item.duty: item.vehicle for item in self._rota.duties}
        self._present = self._view(self._rota.assignments, vehicles).as_worked

    def _view(self, assignments: Sequence[Assignment], vehicles: Mapping[str, str | None]) -> RotaView:
        return RotaView(self._facts, assignments, vehicles)

    @property
    def _left(self) -> float:
        """Seconds that are left."""
        return self._options.seconds * (1 - _SPARE) - (time.monotonic() - self._began)

    # --- nothing to do

    @property
    def legal_as_it_is(self) -> bool:
        """Whether the rota keeps every hard rule, whoever and whatever is not there."""
        return verify(self._present, [rule for rule in self._rules if rule.hard]).legal

    def unchanged(self) -> Repaired:
        """The same rota among the new inputs; what was proven of it was proven of the old ones."""
        book = self._restated(self._rota, ())
        assert book.rota is not None
        return Repaired(
            book, self._before(), self._as_of, book.rota.scores, book.rota.breaches, (), (0, True), touched=False
        )

    # --- the repair

    def repaired(self, most_people: int | None, report: Callable[[Progress], None]) -> Repaired:
        """The repair, and what other limits would buy."""
        model = self._model(self._rules, most_people)
        answers = Answers(self._facts, self._rules, self._options, self._began, model=model)
        outcome = self._solved(
            model, self._start(), self._left * _MAIN, report, between={Level.FULL: self._changes(model)}
        )
        if outcome.status is Status.INFEASIBLE:
            raise RepairError(self._why_not(most_people))
        if outcome.solution is None:
            raise RepairError(["no repair was found within the time limit"])
        solved = answers.book(outcome.solution, outcome.levels, interrupted=self._stop.is_set())
        assert solved.rota is not None
        disturbed = self._disturbed(solved.rota)
        changes = outcome.between.get(Level.FULL)
        if most_people is not None and len(disturbed) > most_people:
            raise EngineError(f"the repair disturbs {len(disturbed)} people, {most_people} at most were allowed")
        return Repaired(
            self._restated(solved.rota, solved.rota.scores),
            self._before(),
            self._as_of,
            solved.rota.scores,
            solved.rota.breaches,
            disturbed,
            (self._changed(solved.rota), changes is not None and changes.proven),
            touched=True,
            budgets=tuple(self._budgets(solved.rota, outcome.levels, len(disturbed), most_people)),
        )

    def _model(self, rules: Sequence[Rule], most_people: int | None) -> RotaModel:
        """The model of some rules, the past fixed in it, and at most so many people disturbed."""
        model = built(self._facts, rules)
        self._freeze(model)
        if most_people is not None:
            model.cp.add(sum(self._keep.disturbed(model)) <= most_people)
        return model

    def _freeze(self, model: RotaModel) -> None:
        """What is past stays; but for who cannot have been there, and the crew that could not run without them."""
        there = {self._facts.candidate(item) for item in self._past}
        void = {item.duty for item in there if item not in model.assigned}
        vehicles = {(item.duty, item.vehicle) for item in self._rota.duties}
        for candidate, literal in model.assigned.items():
            if self._facts.duty[candidate.duty].date >= self._as_of:
                continue
            if candidate not in there:
                model.cp.add(literal == 0)
            elif candidate.duty not in void:
                model.cp.add(literal == 1)
        for (duty, vehicle), literal in model.carried.items():
            # A vehicle that the books now say was off the road cannot be kept.
            kept = any((duty, item.id) in vehicles for item in self._facts.vehicles_for(self._facts.duty[duty]))
            if self._facts.duty[duty].date < self._as_of and duty not in void and kept:
                model.cp.add(literal == int((duty, vehicle) in vehicles))

    def _solved(
        self,
        model: RotaModel,
        start: Rota,
        seconds: float,
        report: Callable[[Progress], None] = lambda progress: None,
        enough: Callable[[LevelResult], bool] = lambda result: False,
        between: Mapping[Level, Objective] | None = None,
    ) -> Outcome:
        with Team(workers=self._options.threads, seed=self._options.seed, stop=self._stop) as team:
            return solve_levels(
                model,
                team,
                seconds=seconds,
                start=read_in(model, start),
                report=report,
                enough=enough,
                between=between,
            )

    def _changes(self, model: RotaModel) -> Objective:
        """The duties that people gain or lose."""
        terms, constant = self._keep.changed(model)
        return Objective([(literal, factor * POINT) for literal, factor in terms], constant * POINT)

    def _start(self) -> Rota:
        """The rota without who and what is not there; crews that cannot run so are stood down, until all is legal."""
        kept, vehicles = list(self._present.assignments), dict(self._present.vehicles)
        hard = [rule for rule in self._rules if rule.hard]
        for _ in range(_MOST_ROUNDS):
            broken = verify(self._view(kept, vehicles), hard).hard
            if not broken:
                break
            alone = {(item.person, item.duty) for item in broken if item.rule == "availability"}
            down = {item.duty for item in broken if item.rule != "availability"}
            kept = [item for item in kept if (item.person, item.duty) not in alone and item.duty not in down]
            vehicles |= dict.fromkeys((name for name in down if name is not None), None)
        manned = {item.duty for item in kept}
        records = [
            item.model_copy(update={"vehicle": vehicles.get(item.duty) if item.duty in manned else None})
            for item in self._rota.duties
        ]
        return self._rota.model_copy(update={"assignments": tuple(kept), "duties": tuple(records)})

    def _disturbed(self, rota: Rota) -> tuple[str, ...]:
        """Whose duties change, as the rule counts them."""
        found = {breach.person for breach in self._keep.check(self._view(rota.assignments, {}))}
        return tuple(name for name in self._facts.people if name in found)

    def _changed(self, rota: Rota) -> int:
        """How many duties these gain or lose, as the rule counts them."""
        by_duty = self._keep.model_copy(update={"count": Count.DUTIES})
        return len(list(by_duty.check(self._view(rota.assignments, {}))))

    def _why_not(self, most_people: int | None) -> list[str]:
        """Why there is no repair: the limit, what is past, or pins and rules that contradict each other."""
        if most_people is not None:
            model = self._model([rule for rule in self._rules if rule.hard], None)
            disturbed = self._keep.disturbed(model)
            model.cp.minimize(sum(disturbed))
            run = minimise(
                model.cp,
                seconds=max(_LEAST, self._left),
                workers=self._options.threads,
                seed=self._options.seed,
                stop=self._stop,
            )
            if run.found and run.bound is not None:
                return [
                    f"no repair disturbs at most {most_people} {_people(most_people)}: even with duties stood down,"
                    f" the duties of {run.bound} change, so at least {run.bound} must be allowed"
                ]
        past = verify(
            self._view(self._past, {}), [rule for rule in self._rules if rule.hard and rule.kind != "vehicle"]
        )
        told_of = [item.message for item in past.hard][:_MOST_TOLD]
        if told_of:
            return [f"what lies before {spoken_date(self._as_of)} stays as it is, and breaks hard rules:", *told_of]
        return find_conflict(
            self._facts,
            self._rules,
            seconds=max(_LEAST, self._left),
            workers=self._options.threads,
            seed=self._options.seed,
            stop=self._stop,
        ).sentences

    # --- what other limits would buy

    def _budgets(
        self, rota: Rota, levels: Sequence[LevelResult], disturbed: int, most_people: int | None
    ) -> Iterator[Bought]:
        """One person more, and where there is a limit none at all, as far as there is time."""
        cover = next((item for item in levels if item.level is Level.COVER), None)
        limits: list[int | None] = [max(disturbed, most_people or 0) + 1]
        if most_people is not None:
            limits.append(None)
        for number, limit in enumerate(limits):
            seconds = self._left / (len(limits) - number)
            if seconds < _LEAST or self._stop.is_set() or cover is None:
                return
            yield self._bought(rota, limit, seconds)

    def _bought(self, rota: Rota, limit: int | None, seconds: float) -> Bought:
        """What a limit buys in cover and preferred seats; without one, disturbing the fewest for it."""
        rules = [rule for rule in self._rules if rule.hard or rule.level is not Level.DISTURBANCE or limit is None]
        model = self._model(rules, limit)
        outcome = self._solved(model, rota, seconds, enough=lambda result: result.level is Level.FULL)
        assert outcome.solution is not None  # the repair itself obeys a wider limit
        view = RotaView(self._facts, *read_out(model, outcome.solution))
        verdict = verify(view, self._rules)
        was = {item.duty for item in rota.duties if item.state is not DutyState.STOOD_DOWN}
        found = {item.level: item for item in outcome.levels}
        seats = sum(_filled(view, duty) for duty in view.duties) - sum(
            _filled(self._view(rota.assignments, {}), duty) for duty in view.duties
        )
        return Bought(
            people=limit,
            disturbed=len({breach.person for breach in self._keep.check(view)}),
            cover=rota.score_at(Level.COVER).value - verdict.value(Level.COVER),
            runs=tuple(duty for duty in view.duties if view.runs(duty) and duty.id not in was),
            seats=seats,
            certain=all(found[level].proven for level in (Level.COVER, Level.FULL) if level in found),
        )

    # --- the book that comes out

    def _before(self) -> Book:
        """The book as people were told of it."""
        assignments = (*self._past, *self._told)
        return self._book.model_copy(update={"rota": self._rota.model_copy(update={"assignments": assignments})})

    def _restated(self, rota: Rota, scores: Sequence[LevelScore]) -> Book:
        """The new book with a rota, scored by the book's own rules.

        What was proven of the repair holds wherever its value is the same; of the changes the book may ask otherwise.
        """
        rota = self._with_the_past(rota)
        admission = self._admit(self._new.changed(rota=rota))
        facts, rules = admission.facts, admission.rules
        view = RotaView(facts, rota.assignments, {item.duty: item.vehicle for item in rota.duties}).as_worked
        verdict = verify(view, rules)
        known = {score.level: score for score in scores}
        # A rota says nothing of changes where no rule of its book counts any.
        counts = self._new.published is not None and any(rule.level is Level.DISTURBANCE for rule in rules)
        restated = []
        for level in SOFT_LEVELS:
            value = verdict.value(level)
            if level is Level.DISTURBANCE and not value and not counts:
                continue
            score = known.get(level)
            restated.append(score if score and score.value == value else LevelScore(level=level, value=value))
        made = rota.provenance.model_copy(update={"input_hash": self._new.input_hash, "repaired": True})
        return self._new.changed(
            rota=rota.model_copy(
                update={
                    "scores": tuple(restated),
                    "breaches": tuple(verdict.soft),
                    "cures": (),
                    "provenance": made,
                }
            )
        )

    @cached_property
    def _counted(self) -> list[Assignment]:
        """The past turns that count as worked as they were planned."""
        return still_possible(self._own, self._past)

    def _with_the_past(self, rota: Rota) -> Rota:
        """A rota with the past as it was planned, whatever is on record of it; but for whom its inputs now keep off."""
        told_of = {(item.person, item.duty) for item in self._counted} | self._own.facts.fates.keys()
        kept_off = {item.duty for item in self._past if (item.person, item.duty) not in told_of}
        past = {duty.id for duty in self._new.duties if duty.date < self._as_of} - kept_off
        records = {item.duty: item for item in self._rota.duties if item.duty in past}
        past_turns = [item for item in self._past if item.duty in past]
        to_come = [item for item in rota.assignments if item.duty not in past]
        return rota.model_copy(
            update={
                "assignments": (*past_turns, *to_come),
                "duties": tuple(records.get(item.duty, item) for item in rota.duties),
            }
        )

    @cached_property
    def _own(self) -> Admission:
        """The new book's own facts and rules."""
        return self._admit(self._new)


def _counts_people(rule: Rule) -> TypeGuard[KeepPublished]:
    """Whether it is the rule of the search: of a book's own, the level of disturbance has no other that does."""
    return isinstance(rule, KeepPublished) and rule.level is Level.DISTURBANCE and rule.count is Count.PEOPLE


def _rules(book: Book, as_of: date) -> tuple[RuleEntry, ...]:
    """The book's rules; of what it counts of changes, people count above all the rest together.

    Where it counts people and nothing else at the level of disturbance, its rules are right as they are.
    """
    changes = [entry for entry in book.rules if entry.kind in (KeepPublished.kind, NoticePeriod.kind) and _soft(entry)]
    of_people = RuleEntry.model_validate({"kind": KeepPublished.kind})
    if len(changes) == 1 and _plain(changes[0]):
        return book.rules
    others = [entry for entry in changes if not (entry.kind == KeepPublished.kind and _by_people(entry))]
    most = sum(_most_counted(book, entry, as_of) for entry in others)
    of_people = of_people.model_copy(update={"weight": min(most + 1, LARGEST_WEIGHT)})
    return (*(entry for entry in book.rules if entry not in changes or entry in others), of_people)


def _soft(entry: RuleEntry) -> bool:
    return entry.level in (None, Level.DISTURBANCE)


def _by_people(entry: RuleEntry) -> bool:
    return str((entry.model_extra or {}).get("count", Count.PEOPLE)) == Count.PEOPLE


def _plain(entry: RuleEntry) -> bool:
    """Whether it counts people, and everybody."""
    return entry.kind == KeepPublished.kind and _by_people(entry) and entry.applies_to in (None, AppliesTo())


def _most_counted(book: Book, entry: RuleEntry, as_of: date) -> int:
    """More than a rule of changes can come to: everybody gains and loses a duty on each date it looks at."""
    days = (entry.model_extra or {}).get("days")
    dates = [day for day in book.period.dates if days is None or (day - as_of).days < int(days)]
    return 2 * len(book.people) * len(dates) * (entry.weight or 1)


def _filled(view: RotaView, duty: Duty) -> int:
    return sum(min(len(view.in_seat(duty, seat.id)), seat.preferred) for seat in duty.crew.seats)


def _people(number: int) -> str:
    return "person" if number == 1 else "people"
