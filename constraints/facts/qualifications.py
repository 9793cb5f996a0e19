"""Whether a person's qualification holds for the whole of a duty."""

from __future__ import annotations

from datetime import date, timedelta

from models.clock import spoken_date
from models.duty import Duty
from models.people import Person


def last_date(duty: Duty) -> date:
    """The local date on which a duty is last on: one that ends at midnight is not on the next."""
    return (duty.wall_end - timedelta(minutes=1)).date()


def qualification_gap(person: Person, duty: Duty, qualification: str) -> str | None:
    """Why a qualification does not hold for the whole of a duty; None when it does."""
    spells = [held for held in person.qualifications if held.id == qualification]
    if not spells:
        return f"does not hold {qualification}"
    last_moment = last_date(duty)
    # Two spells may follow each other within the duty, when a qualification is renewed that night.
    if all(any(held.valid_on(day) for held in spells) for day in (duty.date, last_moment)):
        return None
    lapsed = [held.valid_to for held in spells if held.valid_to and held.valid_to < last_moment]
    if lapsed:
        return f"holds {qualification} only to {spoken_date(max(lapsed))}, before the duty ends"
    begins = min(held.valid_from for held in spells if held.valid_from)
    return f"holds {qualification} only from {spoken_date(begins)}"
