"""Turns the validation errors of a scenarios file into problems in plain words, each with its place."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from models.base import Model
from models.problems import Path, Problem, did_you_mean
from models.reading.messages import problem_message
from roster.planning.scenarios.change import CHANGE_BY_KIND
from roster.planning.scenarios.scenarios import Scenarios


def scenarios_problems(error: ValidationError, above: Path = ()) -> list[Problem]:
    """Turns a validation error into problems, each once.

    Args:
        error: of `Scenarios`, or of a list of changes.
        above: where the validated data is in the scenarios file.
    """
    every = error.errors()
    places = [tuple(details["loc"]) for details in every]
    found = {
        _problem(details, place, above): None
        for details, place in zip(every, places, strict=True)
        if not (details["type"] == "too_short" and _has_error_inside(place, places))
    }
    return list(found)


def _has_error_inside(place: Path, places: list[Path]) -> bool:
    """Whether an item of a list is faulty: then pydantic also says that the list is too short without the item."""
    return any(len(other) > len(place) and other[: len(place)] == place for other in places)


def _problem(details: ErrorDetails, place: Path, above: Path) -> Problem:
    kind_at = _kind_position(place)
    model: type[Model] = Scenarios
    inside = details
    path: Path = (*above, *place)
    if kind_at is not None:
        path = (*above, *place[:kind_at], *place[kind_at + 1 :])
        model = CHANGE_BY_KIND[str(place[kind_at])]
        inside = {**details, "loc": place[kind_at + 1 :]}
    if details["type"] == "union_tag_invalid":
        kind = str(details["ctx"]["tag"])
        hint = did_you_mean(kind, CHANGE_BY_KIND) or f"; they are {', '.join(CHANGE_BY_KIND)}"
        return Problem((*path, "change"), f"'{kind}' is no kind of change{hint}")
    if details["type"] == "union_tag_not_found":
        return Problem(path, f"does not say what changes: `change` is one of {', '.join(CHANGE_BY_KIND)}")
    message = problem_message(inside, model)
    if details["type"] == "extra_forbidden" and kind_at == len(place) - 2 and "did you mean" not in message:
        fields = ", ".join(name for name in model.model_fields if name != "change")
        message += f"; {place[kind_at]} takes {fields}"
    return Problem(path, message)


def _kind_position(place: Path) -> int | None:
    """Where a place holds the kind of a change: pydantic names it after the number in the list, like a field."""
    return next(
        (n for n, part in enumerate(place) if n and isinstance(place[n - 1], int) and part in CHANGE_BY_KIND), None
    )
