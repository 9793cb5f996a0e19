"""Finds the duty, seat and person that a question names; an unknown name is an error with "did you mean"."""

from __future__ import annotations

from constraints.facts import Facts
from constraints.view import RotaView
from models.duty import Duty, DutyReferenceError, find_duty
from models.problems import BookError, Problem, did_you_mean
from models.service import Seat
from roster.analysis import names


def find_duty_and_seat(view: RotaView, duty: str, seat: str | None, instead_of: str | None) -> tuple[Duty, Seat | None]:
    """Finds a duty and one of its seats.

    Args:
        view: the rota.
        duty: the duty, as `CALLSIGN@DATE[/SHIFT]`.
        seat: the id of a seat; None for no seat.
        instead_of: the id of a person who must be on the duty (and in the seat); None for nobody.

    Raises:
        BookError: with every name that is unknown or does not fit; its paths are `duty`, `seat` and `instead_of`.
    """
    problems: list[Problem] = []
    found: Duty | None = None
    try:
        found = find_duty(duty, view.facts.duties)
    except DutyReferenceError as error:
        problems.append(Problem(("duty",), str(error)))
    found_seat: Seat | None = None
    if found is not None and seat is not None:
        found_seat = next((item for item in found.crew.seats if item.id == seat), None)
        if found_seat is None:
            known = [item.id for item in found.crew.seats]
            hint = did_you_mean(seat, known) or f"; it has {', '.join(known)}"
            problems.append(Problem(("seat",), f"seat '{seat}' is not in the crew of {found.id}{hint}"))
    if instead_of is not None:
        problems += _problems_of_person(view, found, found_seat, instead_of)
    if problems or found is None:
        raise BookError(problems)
    return found, found_seat


def _problems_of_person(view: RotaView, duty: Duty | None, seat: Seat | None, person: str) -> list[Problem]:
    if problem := unknown_person(view.facts, person):
        return [Problem(("instead_of",), problem)]
    if duty is None:
        return []
    seated = [item for item in view.crew_of(duty) if item.person == person]
    if not seated:
        return [Problem(("instead_of",), f"{person} is not on {duty.id}")]
    if seat is not None and all(item.seat != seat.id for item in seated):
        return [Problem(("instead_of",), f"{person} is in the {seated[0].seat} seat of {duty.id}, not in {seat.id}")]
    return []


def unknown_person(facts: Facts, person: str) -> str | None:
    """The sentence for a person who is not in the book; None for one who is."""
    return names.unknown_person(facts.people.values(), person)
