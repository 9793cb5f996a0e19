"""Finds the duty, seat and person that a question names; an unknown name is an error with "did you mean"."""

from __future__ import annotations

from dataclasses import dataclass

from constraints.view import RotaView
from models.duty import Duty
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.lookup.names import NameLookup, UnknownNameError
from models.problems import BookError, Problem, did_you_mean
from models.service import Seat
from roster.analysis import names


@dataclass(frozen=True)
class Asked:
    """What a question is about.

    Attributes:
        duty: the duty.
        seat: the seat; None where the question names none.
        instead_of: the id of the person who leaves the seat; None where the question names nobody.
    """

    duty: Duty
    seat: Seat | None = None
    instead_of: str | None = None


def find_asked(view: RotaView, duty: str, seat: str | None, instead_of: str | None) -> Asked:
    """Finds a duty, one of its seats and a person on it.

    Args:
        view: the rota.
        duty: the duty, as `find_duty` takes it: `CALLSIGN@DATE[/SHIFT]`, or as people write it.
        seat: the id or name of a seat; None for no seat.
        instead_of: the id or name of a person who must be on the duty (and in the seat); None for nobody.

    Raises:
        BookError: with every name that is unknown or does not fit; its paths are `duty`, `seat` and `instead_of`.
    """
    problems: list[Problem] = []
    found: Duty | None = None
    try:
        found = find_duty(duty, view.facts.duties)
    except DutyReferenceError as error:
        problems.append(Problem(("duty",), str(error)))
    found_seat = _seat(found, seat, problems) if found is not None and seat is not None else None
    person = None
    if instead_of is not None:
        try:
            person = names.person_named(view.facts.people.values(), instead_of)
        except UnknownNameError as error:
            problems.append(Problem(("instead_of",), str(error)))
    if found is not None and person is not None:
        problems += _problems_of_person(view, found, found_seat, person)
    if problems or found is None:
        raise BookError(problems)
    return Asked(found, found_seat, person)


def _seat(duty: Duty, given: str, problems: list[Problem]) -> Seat | None:
    """The seat of a duty with an id or name; None, and a problem more, where it has none."""
    seats = {item.id: item for item in duty.crew.seats}
    ids = NameLookup((item.id, item.name) for item in seats.values()).ids(given)
    if len(ids) == 1:
        return seats[ids[0]]
    hint = did_you_mean(given, seats) or f"; it has {', '.join(seats)}"
    problems.append(Problem(("seat",), f"seat '{given}' is not in the crew of {duty.id}{hint}"))
    return None


def _problems_of_person(view: RotaView, duty: Duty, seat: Seat | None, person: str) -> list[Problem]:
    seated = [item for item in view.crew_of(duty) if item.person == person]
    if not seated:
        return [Problem(("instead_of",), f"{person} is not on {duty.id}")]
    if seat is not None and all(item.seat != seat.id for item in seated):
        return [Problem(("instead_of",), f"{person} is in the {seated[0].seat} seat of {duty.id}, not in {seat.id}")]
    return []
