"""Builds the model of a book: its candidate assignments, every rule posted, every pin fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.base import CandidateRule, Rule, blamed_on
from constraints.deadline import Deadline
from constraints.facts import Candidate, Facts
from constraints.rota_model import RotaModel
from roster.engine.model.pins import pin_all
from roster.garbage import collection_paused


def built(
    facts: Facts,
    rules: Sequence[Rule],
    deadline: Deadline | None = None,
    considered: frozenset[str] | None = None,
) -> RotaModel:
    """Builds the model of a book, with its pins fixed.

    Args:
        deadline: when it must be done; None where it may take as long as it takes.
        considered: ids of people who may be on a duty; everybody when None.

    Raises:
        OutOfTimeError: the deadline passed.
    """
    with collection_paused():
        model = built_without_pins(facts, rules, deadline, considered)
        pin_all(model, facts.book.pins)
    return model


def built_without_pins(
    facts: Facts,
    rules: Sequence[Rule],
    deadline: Deadline | None = None,
    considered: frozenset[str] | None = None,
) -> RotaModel:
    """The model of a book with every rule posted and no pin fixed.

    Args:
        deadline, considered: as for `built`.

    Raises:
        OutOfTimeError: when the deadline passes.
        RuleFailureError: when a rule's code fails.
    """
    model = RotaModel(facts, candidates(facts, rules, deadline, considered), deadline)
    for rule in rules:
        model.keep_time()
        with blamed_on(rule, "post"):
            rule.post(model)
    model.run_limits.post(model)
    return model


def candidates(
    facts: Facts,
    rules: Sequence[Rule],
    deadline: Deadline | None = None,
    considered: frozenset[str] | None = None,
) -> Iterator[Candidate]:
    """The assignments that the solver may choose: those against which no `CandidateRule` has an obstacle.

    Args:
        deadline, considered: as for `built`.

    Raises:
        OutOfTimeError: when the deadline passes.
    """
    # Each with whether it concerns every candidate: nearly always, and asking for each would take most of the time.
    gates = [(rule, rule.concerns_all) for rule in rules if isinstance(rule, CandidateRule)]
    on_record = {(item.person, item.duty) for seated in facts.seated_on_record.values() for item in seated}
    for person in facts.people.values():
        if deadline is not None:
            deadline.keep()
        if considered is not None and person.id not in considered:
            continue
        for duty, bases in facts.open_to(person):
            if on_record and (person.id, duty.id) in on_record:
                continue  # they are in their seat, whatever the rules say
            for seat in facts.seats_for(person, duty):
                for basis in bases:
                    candidate = Candidate(person.id, duty.id, seat.id, basis)
                    if not any(
                        (every or gate.concerns(facts, candidate)) and gate.obstacle(facts, candidate)
                        for gate, every in gates
                    ):
                        yield candidate
