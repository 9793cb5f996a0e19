"""The answer to "who could step in?" as sentences for people and as data for scripts."""

from __future__ import annotations

from models.rules import SOFT_LEVELS
from roster.analysis.stepping_in.step_in import DutyCover, StepIn


def cost_sentences(item: StepIn) -> list[str]:
    """What a candidate costs, level by level: `fair +3 (SC07 has 4 Friday and Saturday duties; an even share is 2)`."""
    found = []
    for level in SOFT_LEVELS:
        points = item.points.get(level, 0)
        personal = [
            breach.message for breach in item.dearer if breach.level is level and breach.person == item.person.id
        ]
        # Points of next to nothing are printed as +0, and say nothing.
        if personal or f"{points:+g}" not in ("+0", "-0"):
            found.append(f"{level} {points:+g}" + (f" ({'; '.join(personal)})" if personal else ""))
    return found


def as_data(found: DutyCover) -> dict[str, object]:
    """The candidates for scripts. Hours and rest are in hours."""
    return {
        "duty": found.duty.id,
        "seats": [
            {
                "seat": item.seat.id,
                "people": item.people,
                "replaced": item.replaced,
                "candidates": [_candidate_data(one) for one in item.candidates],
            }
            for item in found.seats
        ],
    }


def _candidate_data(one: StepIn) -> dict[str, object]:
    return {
        "person": one.person.id,
        "name": one.person.name,
        "legal": one.legal,
        "legal_once_offered": one.asks_offer,
        "reasons": one.reasons,
        "basis": one.basis,
        "instead_of": one.instead_of,
        "vehicle": one.vehicle,
        "uncovers": [{"duty": item.duty.id, "state_before": item.before, "state": item.after} for item in one.uncovers],
        "hours_before": one.hours_before / 60,
        "hours": one.hours_after / 60,
        "rest_before": None if one.rest_before is None else one.rest_before / 60,
        "rest_after": None if one.rest_after is None else one.rest_after / 60,
        "promises": [
            {
                "month": item.name,
                "promised": item.promised / 60,
                "hours_before": item.before / 60,
                "hours": item.after / 60,
            }
            for item in one.promises
        ],
        "notice_days": one.notice,
        "points": {str(level): one.points.get(level, 0) for level in SOFT_LEVELS},
        "costs": [breach.message for breach in one.dearer],
    }
