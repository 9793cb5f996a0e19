"""Turns the values of a solver into a rota, and a rota into values."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.rota_model import RotaModel
from models.rota import Assignment, Rota


def read_out(model: RotaModel, solution: Sequence[int]) -> tuple[list[Assignment], dict[str, str]]:
    """Returns the assignments, and the vehicle of each duty by their ids, of a solution.

    Args:
        solution: a value for each variable of the model.
    """
    assignments = [
        Assignment(person=candidate.person, duty=candidate.duty, seat=candidate.seat, basis=candidate.basis)
        for candidate, literal in model.assigned.items()
        if solution[literal.index]
    ]
    vehicles = {duty: vehicle for (duty, vehicle), literal in model.carried.items() if solution[literal.index]}
    return assignments, vehicles


def read_in(model: RotaModel, rota: Rota) -> dict[int, int]:
    """Returns the values of the decisions of a rota, by variable index.

    Assignments and vehicles for which the model has no variable are left out.
    """
    seated = {(item.person, item.duty, item.seat, item.basis) for item in rota.assignments}
    manned = {item.duty for item in rota.assignments}
    vehicles = {(record.duty, record.vehicle) for record in rota.duties}
    return (
        {literal.index: int(tuple(candidate) in seated) for candidate, literal in model.assigned.items()}
        | {literal.index: int(duty in manned) for duty, literal in model.running.items()}
        | {literal.index: int(place in vehicles) for place, literal in model.carried.items()}
    )
