"""What one rule finds in a rota, kept by person, duty or place, so that a part of it can be found again alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from constraints.base import CandidateRule, DutyRule, PersonRule, Rule, breaches_of
from constraints.facts import Candidate
from constraints.view import RotaView
from models.rota import Breach

if TYPE_CHECKING:
    from roster.desk.live.touched import Touched

# Rules about the whole rota that depend only on which duties run, and in which vehicle.
_OF_RUNNING = frozenset({"vehicle", "even-stand-downs", "most-cars-at-once"})


class Found(ABC):
    """The breaches of one rule in one rota."""

    @abstractmethod
    def breaches(self) -> Iterator[Breach]:
        """All breaches, in the order in which the rule's check gives them."""

    @abstractmethod
    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        """The breaches after a change.

        Args:
            rule: the same rule, as built for the changed book.
            view: the changed rota, as worked.
            touched: how it differs from the one before.
        """


def found(rule: Rule, view: RotaView) -> Found:
    """The breaches of a rule, found in full.

    Rules from a user's file may look at anything: nothing of what they find is ever kept.
    """
    check = type(rule).check
    if not type(rule).__module__.startswith("constraints."):
        return _Whole(breaches_of(rule, view))
    if isinstance(rule, PersonRule) and check is PersonRule.check and not rule.compares_people:
        return _ByPerson({name: _of_person(rule, view, name) for name in view.facts.people})
    if isinstance(rule, DutyRule) and check is DutyRule.check:
        return _ByDuty({name: _of_duty(rule, view, name) for name in view.facts.duty})
    if isinstance(rule, CandidateRule) and check is CandidateRule.check:
        return _ByPlace({}, []).looked_up(rule, view)
    if rule.kind in _OF_RUNNING:
        return _OfRunning(breaches_of(rule, view))
    return _Whole(breaches_of(rule, view))


@dataclass(frozen=True)
class _Whole(Found):
    """The breaches of a rule that may look at the whole rota: found again after every change."""

    all: list[Breach]

    def breaches(self) -> Iterator[Breach]:
        return iter(self.all)

    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        return _Whole(breaches_of(rule, view))


@dataclass(frozen=True)
class _OfRunning(_Whole):
    """The same of a rule that depends only on which duties run, and in which vehicle."""

    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        return _OfRunning(breaches_of(rule, view)) if touched.running else self


@dataclass(frozen=True)
class _ByPerson(Found):
    """The breaches of a rule that looks at one person at a time."""

    of: Mapping[str, list[Breach]]

    def breaches(self) -> Iterator[Breach]:
        return chain.from_iterable(self.of.values())

    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        return _ByPerson(
            {
                name: _of_person(rule, view, name) if name in touched.people else self.of[name]
                for name in view.facts.people
            }
        )


@dataclass(frozen=True)
class _ByDuty(Found):
    """The breaches of a rule that looks at one duty at a time, and at its call sign's duty of the date before."""

    of: Mapping[str, list[Breach]]

    def breaches(self) -> Iterator[Breach]:
        return chain.from_iterable(self.of.values())

    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        return _ByDuty(
            {name: _of_duty(rule, view, name) if name in touched.duties else self.of[name] for name in view.facts.duty}
        )


@dataclass(frozen=True)
class _ByPlace(Found):
    """The breaches of a rule that says who may sit where.

    Attributes:
        known: candidate -> its breach, or None where the rule has nothing against it.
        all: the breaches of the rota.
    """

    known: Mapping[Candidate, Breach | None]
    all: list[Breach] = field(default_factory=list)

    def breaches(self) -> Iterator[Breach]:
        return iter(self.all)

    def after(self, rule: Rule, view: RotaView, touched: Touched) -> Found:
        kept = {
            candidate: breach
            for candidate, breach in self.known.items()
            if candidate.person not in touched.people and candidate.duty not in touched.duties
        }
        return _ByPlace(kept).looked_up(rule, view)

    def looked_up(self, rule: Rule, view: RotaView) -> _ByPlace:
        """The breaches of a rota; only those of candidates that are not known yet are found."""
        known = {}
        for assignment in view.assignments:
            candidate = view.facts.candidate(assignment)
            if candidate in self.known:
                known[candidate] = self.known[candidate]
            else:
                only = RotaView(view.facts, [assignment], view.vehicles, [], [])
                known[candidate] = next(iter(breaches_of(rule, only)), None)
        return _ByPlace(known, [breach for breach in known.values() if breach is not None])


def _of_person(rule: Rule, view: RotaView, name: str) -> list[Breach]:
    return breaches_of(rule, view.looking_at([name], []))


def _of_duty(rule: Rule, view: RotaView, name: str) -> list[Breach]:
    return breaches_of(rule, view.looking_at([], [name]))


__all__ = ["Found", "found"]
