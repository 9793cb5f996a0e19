"""The base classes of rules: what a rule has, how it is posted to the solver, and how a breach reads."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import ConfigDict

from constraints.deadline import OutOfTimeError
from constraints.facts import REACH
from constraints.facts.fixed_work import is_of
from constraints.terms import Bands, banded
from constraints.topics import Topic
from models.base import Model
from models.duty import Duty
from models.errors import RosterError
from models.people import Person
from models.rota import POINT, Breach
from models.rules import DUTIES, PEOPLE, AppliesTo, Derogation, Level, Weight

if TYPE_CHECKING:
    from constraints.facts import Candidate, Commitment, Facts
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class Rule(Model, ABC):
    """One rule of the catalogue, with the parameters a book gave it.

    A subclass sets `kind`, `unit`, `example` and `holds_for`, gives its parameters as fields, and states the rule
    twice: `post` asks the model for variables and constrains or prices them; `check` walks the finished rota and yields
    breaches.
    Both must agree on every rota (tests/constraints/test_agreement.py tries them all).

    Attributes:
        kind: name in books and the catalogue; the file's name with dashes.
        unit: what amounts are counted in. `hours` are posted and priced by the minute.
        reads: the data of a book that it reads (`constraints.unread` warns of data that no rule reads).
        suggested_for: of these, the data for which it is suggested where no rule reads them, each with the parameters
            that the suggestion shows.
        always: whether it holds in every book, stated or not.
        softenable: whether a book may give it a soft level; a rule about what is physically so may not.
        hardenable: whether a book may make it hard; a rule that asks for something may not, since a shortage is an
            answer.
        holds_for: the fields of `applies_to` that it takes, such as `PEOPLE + DUTIES` of `models.rules`; a book that
            gives it another is refused. A rule that does not say takes what its base class sees to by itself: of a
            `PersonRule` and a `CandidateRule` all fields, of a `DutyRule` those that name duties, of any other none.
        level: hard, or the level at which breaches are priced.
        weight: points a unit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    unit: ClassVar[str]
    example: ClassVar[str]
    reads: ClassVar[frozenset[Topic]] = frozenset()
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {}
    always: ClassVar[bool] = False
    softenable: ClassVar[bool] = True
    hardenable: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    level: Level = Level.HARD
    weight: Weight = 1
    applies_to: AppliesTo = AppliesTo()
    source: str = ""

    @abstractmethod
    def post(self, model: RotaModel) -> None:
        """State the rule to the solver."""

    @abstractmethod
    def check(self, view: RotaView) -> Iterator[Breach]:
        """Every breach in a finished rota."""

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Yields what is wrong with the rule's parameters in this book, as pairs (parameter, sentence)."""
        return iter(())

    @property
    def shares_read(self) -> frozenset[str]:
        """Names of shares carried in that it reads, besides those that its parameters name."""
        return frozenset()

    def looks_back_to(self, facts: Facts) -> date:
        """The first date before the period on which it may look at single duties.

        A book that is continued from the last one is given them one by one as far back as this.
        """
        return facts.book.period.first - REACH

    @property
    def hard(self) -> bool:
        """Whether it is never broken."""
        return self.level is Level.HARD

    @property
    def unit_price(self) -> int:
        """Sixtieths of a point that one posted unit costs: a minute where the unit is hours, else one whole unit."""
        return self.weight * (1 if self.unit == "hours" else POINT)

    def breach(
        self,
        amount: int,
        message: str,
        *,
        bands: Bands | None = None,
        unit: str | None = None,
        person: str | None = None,
        duty: str | None = None,
        date: date | None = None,
    ) -> Breach:
        """A breach of this rule; `amount` counts posted units (minutes where the unit is hours).

        A hard rule that limits two things may give the unit of each.
        """
        return Breach(
            rule=self.kind,
            level=self.level,
            amount=amount / 60 if (unit or self.unit) == "hours" else amount,
            unit=unit or self.unit,
            message=message,
            cost=0 if self.hard else banded(amount, bands) * self.unit_price / POINT,
            person=person,
            duty=duty,
            date=date,
        )

    def concerns_person(self, person: Person) -> bool:
        """Whether it concerns this person: `applies_to` names them, or nobody."""
        to = self.applies_to
        if not (to.people or to.roles or to.tags):
            return True
        return person.id in to.people or person.role in to.roles or any(tag in to.tags for tag in person.tags)

    def concerns_duty(self, facts: Facts, duty: Duty) -> bool:
        """Whether it concerns this duty: `applies_to` names it, or no duties."""
        to = self.applies_to
        return (
            (not to.call_signs or duty.call_sign.id in to.call_signs)
            and (not to.services or duty.service.id in to.services)
            and (not to.shifts or duty.shift.id in to.shifts)
            and (not to.areas or any(facts.area_of(duty) in facts.book.area_names.ids(area) for area in to.areas))
        )


class PersonRule(Rule):
    """A rule that looks at one person at a time.

    Where a book names duties in `applies_to`, the others are hidden from it, in `post_person` and `check_person` alike:
    `model.duties_of(person)` and `view.duties_of(person)` leave them out, and so does `commitments`, which gives the
    fixed work that counts.
    """

    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    @property
    def compares_people(self) -> bool:
        """Whether its breaches of one person may depend on the duties of others."""
        return False

    @abstractmethod
    def post_person(self, model: RotaModel, person: Person) -> None:
        """State it for one person."""

    @abstractmethod
    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """The breaches of one person."""

    def post(self, model: RotaModel) -> None:
        """State it for everyone it concerns who could be on a duty at all."""
        for person in model.facts.people.values():
            model.keep_time()
            if self.concerns_person(person):
                self.post_person(self.model_for(model, person), person)

    def model_for(self, model: RotaModel, person: Person) -> RotaModel:
        """The model without the duties of a person that the rule does not look at."""
        return model.hiding(person, self._exceptions(model.facts, person), self.unseen(model.facts))

    def check(self, view: RotaView) -> Iterator[Breach]:
        """The breaches of everyone it concerns."""
        view = view.leaving_out(self.unseen(view.facts))
        for person in view.people:
            if self.concerns_person(person):
                yield from self.check_person(view.hiding(person, self._exceptions(view.facts, person)), person)

    def unseen(self, facts: Facts) -> frozenset[str]:
        """The ids of the duties that it does not look at: those that the book does not name."""
        if not self.applies_to.names_duties:
            return frozenset()
        return facts.once(
            ("duties not named", self.applies_to),
            lambda: frozenset(duty.id for duty in facts.duties if not self.concerns_duty(facts, duty)),
        )

    def commitments(self, facts: Facts, person: Person) -> list[Commitment]:
        """The fixed work that it looks at: all, or what is known to be of the duties named (`fixed_work`)."""
        to = self.applies_to
        if not to.names_duties:  # nearly always
            return facts.commitments(person)
        return facts.once(
            ("fixed work named", to, person.id),
            lambda: [item for item in facts.commitments(person) if is_of(facts, person, item, to)],
        )

    @property
    def only(self) -> str:
        """The end of a sentence of a rule that looks at some duties only: `, counting only shift night`."""
        given = {name: getattr(self.applies_to, name) for name in DUTIES}
        parts = [f"{name[:-1].replace('_', ' ')} {' or '.join(values)}" for name, values in given.items() if values]
        return f", counting only {' and '.join(parts)}" if parts else ""

    def _exceptions(self, facts: Facts, person: Person) -> list[Derogation]:
        """The derogations of a person from this rule, which does not look at their duties on those dates."""
        if not facts.book.derogations:  # nearly always
            return []
        return [item for item in facts.book.derogations if item.rule == self.kind and item.person == person.id]

    def excused(self, view: RotaView, derogation: Derogation) -> Iterator[Breach]:
        """The breaches of a person that a derogation allows."""
        person = view.facts.people[derogation.person]
        if not self.concerns_person(person):
            return
        kept = list(self.check(view))
        for breach in self.check_person(view.leaving_out(self.unseen(view.facts)), person):
            if breach not in kept and (breach.date is None or derogation.covers(breach.date)):
                yield breach


class DutyRule(Rule):
    """A rule that looks at one duty at a time."""

    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    def looks_at(self, facts: Facts, duty: Duty) -> bool:
        """Whether it looks at this duty; a hard rule never does where a seat is on record.

        To forbid what happened would leave no rota at all.
        """
        return self.concerns_duty(facts, duty) and not (self.hard and facts.seated_on_record.get(duty.id))

    @abstractmethod
    def post_duty(self, model: RotaModel, duty: Duty) -> None:
        """State it for one duty."""

    @abstractmethod
    def check_duty(self, view: RotaView, duty: Duty) -> Iterator[Breach]:
        """The breaches of one duty."""

    def post(self, model: RotaModel) -> None:
        """State it for every duty it concerns."""
        for duty in model.facts.duties:
            model.keep_time()
            if self.looks_at(model.facts, duty):
                self.post_duty(model, duty)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """The breaches of every duty it concerns."""
        for duty in view.duties:
            if self.looks_at(view.facts, duty):
                yield from self.check_duty(view, duty)


class CandidateRule(Rule):
    """A rule that says, from the book alone, whether a person may sit in a seat of a duty.

    It is always hard. It is posted by leaving the candidate out of the model, so that solver and check ask one
    question.
    """

    softenable: ClassVar[bool] = False
    unit: ClassVar[str] = "assignments"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    @abstractmethod
    def obstacle(self, facts: Facts, candidate: Candidate) -> str | None:
        """Why the person may not sit there, as the end of a sentence that begins with the person; None if they may."""

    def post(self, model: RotaModel) -> None:
        """Nothing: a candidate with an obstacle gets no variable (`roster.engine.model.build`)."""

    @property
    def concerns_all(self) -> bool:
        """Whether it concerns everybody on every duty, except for what is on record as worked."""
        return not self.applies_to.given and type(self).concerns is CandidateRule.concerns

    def concerns(self, facts: Facts, candidate: Candidate) -> bool:
        """Whether it concerns this person on this duty; such rules never concern what is on record as worked."""
        return (
            not facts.is_on_record(candidate)
            and self.concerns_person(facts.people[candidate.person])
            and self.concerns_duty(facts, facts.duty[candidate.duty])
        )

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Every assignment that has an obstacle."""
        for assignment in view.assignments:
            candidate = view.facts.candidate(assignment)
            if self.concerns(view.facts, candidate) and (what := self.obstacle(view.facts, candidate)):
                duty = view.facts.duty[assignment.duty]
                yield self.breach(
                    1,
                    f"{assignment.person}, on {duty.spoken}, {what}",
                    person=assignment.person,
                    duty=assignment.duty,
                    date=duty.date,
                )


class RuleFailureError(RosterError):
    """The code of a rule failed; a mistake in a user's rule is for the user to correct."""


@contextmanager
def blamed_on(rule: Rule, deed: str) -> Iterator[None]:
    """Name the rule in the error when its code fails.

    Raises:
        RuleFailureError: with the rule, what it was doing, and what went wrong.
    """
    try:
        yield
    except OutOfTimeError:  # no mistake of the rule's
        raise
    except Exception as error:
        place = inspect.getsourcefile(type(rule)) or type(rule).__module__
        raise RuleFailureError(
            f"rule '{rule.kind}' ({place}) failed in its {deed}: {type(error).__name__}: {error}"
        ) from error


def breaches_of(rule: Rule, view: RotaView) -> list[Breach]:
    """Every breach of a rule in a finished rota.

    Raises:
        RuleFailureError: when the rule's check fails.
    """
    with blamed_on(rule, "check"):
        return list(rule.check(view))


def parameters_of(rule: type[Rule]) -> dict[str, Any]:
    """A rule's own parameters: name -> pydantic field."""
    return {name: field for name, field in rule.model_fields.items() if name not in Rule.model_fields}
