"""A solver's values as a rota."""

from __future__ import annotations

from collections.abc import Sequence

from constraints.context import RotaModel
from models.rota import Assignment


def read_out(model: RotaModel, solution: Sequence[int]) -> tuple[list[Assignment], dict[str, str]]:
    """The assignments, and duty -> vehicle, of a value for each variable."""
    assignments = [
        Assignment(person=candidate.person, duty=candidate.duty, seat=candidate.seat, basis=candidate.basis)
        for candidate, literal in model.assigned.items()
        if solution[literal.index]
    ]
    vehicles = {duty: vehicle for (duty, vehicle), literal in model.carried.items() if solution[literal.index]}
    return assignments, vehicles
