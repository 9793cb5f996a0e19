"""What hours are worth: Band 6 enhancements by hour of the day, an officer's time, incidents of a duty."""

from __future__ import annotations

from models.base import Weekday
from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.tally import DutyKind

_DAY = 24


def incidents_of(kind: DutyKind, values: AssumptionValues) -> float:
    """Incidents attended on one duty of a kind."""
    usual = values["usual_length"]
    longer = 1 + values["longer_duties"] * (kind.length - usual) / usual
    quiet = values["quiet_days"] if kind.quiet else 1.0
    busy = values.demand_of(kind.call_sign)
    return max(0.0, min(values["most_incidents"], values["incidents_per_duty"] * busy * quiet * longer))


def enhancement_of(kind: DutyKind, values: AssumptionValues) -> float:
    """What is paid on top of plain time for an hour of a duty of a kind, on average over the duty.

    A duty that starts on a weekday is paid at the rate of most of its hours; Saturdays, Sundays and public holidays
    count from midnight to midnight. What falls on a public holiday after midnight counts as an ordinary day.

    Source: Agenda for Change section 2 (Bands 4 to 9).
    """
    lower, higher = values["unsocial_lower"], values["unsocial_higher"]
    before, after = min(kind.end, _DAY) - kind.start, max(kind.end - _DAY, 0.0)
    if by_most_hours(kind):
        unsocial = lower if 2 * night_hours(kind, values) > kind.length else 0.0
    else:
        first = higher if kind.holiday or kind.weekday is Weekday.SUN else lower
        unsocial = (before * first + _next_day(kind, after, values)) / kind.length
    fixed = values["fixed_share"]
    return (1 - fixed) * unsocial + fixed * values["fixed_rate"]


def by_most_hours(kind: DutyKind) -> bool:
    """Whether the whole duty has one rate, that of most of its hours."""
    return not kind.holiday and kind.weekday not in (Weekday.SAT, Weekday.SUN)


def night_hours(kind: DutyKind, values: AssumptionValues) -> float:
    """How many hours of a duty lie in the weekday night."""
    start, stop = values["night_from"], values["night_to"]
    early = max(0.0, min(kind.end, stop) - kind.start)
    late = max(0.0, min(kind.end, _DAY + stop) - max(kind.start, start))
    return early + late


def _next_day(kind: DutyKind, after: float, values: AssumptionValues) -> float:
    """Hours after midnight, each times its rate."""
    if kind.weekday is Weekday.SAT:
        return after * values["unsocial_higher"]
    if kind.weekday is Weekday.FRI:
        return after * values["unsocial_lower"]
    return min(after, values["night_to"]) * values["unsocial_lower"]


def hour_of_pay(values: AssumptionValues) -> float:
    """What an hour of plain time of a Band 6 person costs the employer, in GBP."""
    return values["pay_point"] / (values["pay_weeks"] * values["pay_hours"]) * (1 + values["on_costs"])


def officer_hours(values: AssumptionValues) -> float:
    """Hours of one officer at one incident that are spared, by the method chosen. Response time has no part in it."""
    match round(values["police_method"]):
        case 1:
            return (values["cycle_usual"] - values["cycle_joint"]) / 60
        case 2:
            return values["cycle_usual"] / 60
        case _:
            return values["officer_incident"] / values["officer_hour"]
