"""Checks what a book says of rules and pins: what `models` cannot check, because it knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from constraints.base import CandidateRule, Rule
from constraints.facts import Candidate, Facts
from constraints.obstacles import Obstacle, ObstacleKind
from constraints.registry import Registry
from models.book import Book
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.problems import Problem
from models.rota import Basis
from models.wishes import Pin


@dataclass(frozen=True)
class Admission:
    """A book with its facts and rules, and what is wrong with them."""

    facts: Facts
    rules: list[Rule]
    problems: list[Problem]


def admit(book: Book, registry: Registry, indices: Mapping[str, Sequence[int]] | None = None) -> Admission:
    """Build a book's rules and try its pins against the data.

    Args:
        indices: where the items of a salvaged book stand in the input (`models.reading.examine.Reading`).
    """
    facts = Facts(book)
    rules, problems = registry.build(book.rules, facts)
    problems += registry.exceptions(book.derogations, rules)
    gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
    problems += [
        Problem(("pins", number), message)
        for number, pin in enumerate(book.pins)
        if (message := impossible_pin(facts, gates, pin))
    ]
    return Admission(facts, rules, [_in_input(problem, indices or {}) for problem in problems])


def _in_input(problem: Problem, indices: Mapping[str, Sequence[int]]) -> Problem:
    section, *rest = problem.path
    if section in indices and rest and isinstance(rest[0], int):
        return Problem((section, indices[str(section)][rest[0]], *rest[1:]), problem.message)
    return problem


def obstacle(facts: Facts, gates: Iterable[CandidateRule], candidate: Candidate) -> Obstacle | None:
    """Finds the first obstacle that the data alone put in a candidate's way; None where there is none."""
    for gate in gates:
        if gate.concerns(facts, candidate) and (what := gate.obstacle(facts, candidate)):
            return Obstacle.of(what)
    return None


def impossible_pin(facts: Facts, gates: Sequence[CandidateRule], pin: Pin) -> str | None:
    """Why the data alone rules a pin out; None when it does not."""
    person = facts.people[pin.person]
    try:
        duty = find_duty(pin.duty, facts.duties)
    except DutyReferenceError as error:
        return str(error)
    if pin.off or (person.id, duty.id) in facts.fates:  # what is on record goes before a pin
        return None
    seats = [seat for seat in duty.crew.seats if pin.seat in (None, seat.id)]
    obstacles: list[Obstacle] = []
    for seat in seats:
        for basis in Basis:
            what = obstacle(facts, gates, Candidate(person.id, duty.id, seat.id, basis))
            if what is None:
                return None
            obstacles.append(what)
    return f"{person.id} cannot be on {duty.spoken}: {most_telling(obstacles)}"


def most_telling(obstacles: Sequence[Obstacle]) -> Obstacle:
    """Returns the obstacle that says most, of those against each seat and basis.

    One about a seat of the person's role goes before one about another seat, and 'has not offered it' before
    'is not rostered'.
    """
    vague = (ObstacleKind.ROLE, ObstacleKind.NOT_ROSTERED)
    return next((item for item in obstacles if item.kind not in vague), obstacles[-1])
