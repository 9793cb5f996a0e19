"""Whether a person's qualification holds for the whole of a duty."""

from __future__ import annotations

from datetime import date, timedelta

from constraints.obstacles import Obstacle, ObstacleKind
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person


def last_date(duty: Duty) -> date:
    """The local date on which a duty is last on: one that ends at midnight is not on the next."""
    return (duty.wall_end - timedelta(minutes=1)).date()


def qualification_gap(person: Person, duty: Duty, qualification: str) -> Obstacle | None:
    """Why a qualification does not hold for the whole of a duty; None when it does."""
    spells = [held for held in person.qualifications if held.id == qualification]
    if not spells:
        return Obstacle(f"does not hold {qualification}", ObstacleKind.QUALIFICATION)
    last_moment = last_date(duty)
    # Two spells may follow each other within the duty, when a qualification is renewed that night.
    if all(any(held.valid_on(day) for held in spells) for day in (duty.date, last_moment)):
        return None
    lapsed = [held.valid_to for held in spells if held.valid_to and held.valid_to < last_moment]
    if lapsed:
        until = f"{qualification} only to {spoken_date(max(lapsed))}"
        return Obstacle(
            f"holds {until}, before the duty ends", ObstacleKind.QUALIFICATION, f"lapsed qualification: {until}"
        )
    begins = min(held.valid_from for held in spells if held.valid_from)
    return Obstacle(f"holds {qualification} only from {spoken_date(begins)}", ObstacleKind.QUALIFICATION)
