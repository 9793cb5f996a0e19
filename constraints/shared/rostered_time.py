"""Paid minutes of a person's rostered duties, for the post and for the check of a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constraints.facts import Counting, Facts
from models.people import Person
from models.rota import Basis

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


def worked_minutes(facts: Facts, person: Person) -> int:
    """Paid minutes of rostered time on record in the period, less the unpaid break of each spell."""
    unpaid = facts.roles[person.role].unpaid_break
    return sum(
        max(0, item.unit_minutes - unpaid)
        for item in facts.commitments(person)
        if item.on_unit and item.basis is Basis.ROSTERED and item.date in facts.book.period
    )


def rostered_terms(model: RotaModel, person: Person) -> list[tuple[Literal, int]]:
    """Each way in which a person may be rostered for a duty, with the paid minutes it brings."""
    return [
        (literal, model.facts.minutes(person, duty, Counting.PAID))
        for duty in model.duties_of(person)
        for candidate, literal in model.candidates_of(person, duty)
        if candidate.basis is Basis.ROSTERED
    ]


def rostered_minutes(view: RotaView, person: Person) -> int:
    """Paid minutes of the duties a person is rostered for."""
    rostered = [
        view.facts.duty[assignment.duty]
        for assignment in view.assignments_of(person)
        if assignment.basis is Basis.ROSTERED
    ]
    return view.minutes_of(person, rostered, Counting.PAID)
