"""Planned duties as records of work: used when a period ends, and when a repair keeps what has already happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from constraints.admission import Admission, obstacle
from constraints.base import CandidateRule
from constraints.facts import Facts
from models.clock import Fold
from models.duty import Duty
from models.records.history import Worked
from models.rota import Assignment


def planned_assignments(facts: Facts) -> Iterator[tuple[Assignment, Duty | None]]:
    """Yields each planned assignment with its duty: of the rota, or of what was published where there is no rota.

    The duty is None where no service of the book asks for it any longer.
    """
    book = facts.book
    plan = book.rota or book.published
    for assignment in plan.assignments if plan else ():
        yield assignment, facts.duty.get(assignment.duty)


def worked_as_planned(person: str, duty: Duty, zone: ZoneInfo) -> Worked:
    """The record of a duty that was worked as planned, with its real length on a night the clocks changed."""
    found = Worked(person=person, start=duty.wall_start, end=duty.wall_end, call_sign=duty.call_sign.id)
    if duty.rostered_minutes != found.rostered_minutes:
        found = found.model_copy(update={"length": duty.rostered_minutes})
    if found.instants(zone) != (duty.start, duty.end):
        found = found.model_copy(update={"fold": Fold.SECOND})
    return found


def still_possible(admission: Admission, assignments: Iterable[Assignment]) -> list[Assignment]:
    """The planned assignments that have no record yet and that the person's data still allow."""
    facts = admission.facts
    gates = [rule for rule in admission.rules if isinstance(rule, CandidateRule)]
    return [
        item
        for item in assignments
        if (item.person, item.duty) not in facts.fates and obstacle(facts, gates, facts.candidate(item)) is None
    ]
