"""Notes duties that run past midnight into a day of absence, where no rule forbids it."""

from __future__ import annotations

from constraints.facts.into_absence import first_day_run_into
from constraints.view import RotaView
from models.clock import spoken_date


def running_into_absences(view: RotaView) -> list[str]:
    """A sentence for each assignment whose duty ends on a whole day of absence and is legal, in order of start."""
    found = []
    for assignment in sorted(view.assignments, key=lambda item: (view.facts.duty[item.duty].start, item.person)):
        person, duty = view.facts.people[assignment.person], view.facts.duty[assignment.duty]
        if view.facts.absent(person, duty):
            continue
        days = {day: item.kind for item in person.absences if (day := first_day_run_into(item, duty))}
        if days:
            day = min(days)
            away = f"{spoken_date(day.date())}, a day away ({days[day]})"
            found.append(f"{person.id}, on {duty.spoken}, is on duty to {duty.wall_end:%H:%M} on {away}")
    return list(dict.fromkeys(found))


__all__ = ["running_into_absences"]
