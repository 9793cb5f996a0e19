"""What stepping in means for the person: hours on duty, rest around the duty, and their promise of hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.facts import Candidate, Counting
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from models.clock import minutes_between
from models.duty import Duty
from models.people import Person
from roster.analysis.stepping_in.step_in import PromiseEffect


def minutes_on_duty(view: RotaView, person: Person) -> int:
    """Minutes that the rota has a person on duty in the period, by the clock on the wall."""
    return view.minutes_of(person, view.planned_duties_of(person), Counting.ROSTERED)


def rest_around(view: RotaView, person: Person, duty: Duty) -> tuple[int | None, int | None]:
    """Minutes between a duty and the person's work before and after it, fixed work included.

    0 where they overlap; None where there is no work on that side.
    """
    facts = view.facts
    candidates = [facts.candidate(item) for item in view.assignments_of(person)]
    spells = [(other.start, other.end) for other in view.duties_of(person) if other.id != duty.id]
    spells += [
        (item.start, item.end)
        for item in facts.commitments(person)
        if not any(facts.replaces(Candidate(*candidate), item) for candidate in candidates)
    ]
    before = [max(0, minutes_between(end, duty.start)) for start, end in spells if start <= duty.start]
    after = [max(0, minutes_between(duty.end, start)) for start, _ in spells if start > duty.start]
    return min(before, default=None), min(after, default=None)


def promise_effects(
    before: RotaView, after: RotaView, promises: Sequence[MinimumHours], person: Person, duty: Duty
) -> Iterator[PromiseEffect]:
    """How the person's promises of hours stand: those that the change touches, and that of the duty's month."""
    for rule in promises:
        if rule.concerns_person(person):
            for promise in rule.promises(before.facts, person):
                was, now = (rule.assigned(view, person, promise) for view in (before, after))
                if now != was or promise.name == f"{duty.date:%Y-%m}":
                    yield PromiseEffect(promise.name, promise.promised, promise.before + was, promise.before + now)
