"""Values a duty: its incidents, the enhancement of pay by local time, an hour of pay, the time of an officer."""

from __future__ import annotations

from models.base import Weekday
from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.derived_amounts import derived
from roster.planning.money.tally import DutyKind

_DAY = 24


def incidents_of(kind: DutyKind, values: AssumptionValues) -> float:
    """Estimates the incidents attended on a duty by its length, day and demand; at most `most_incidents`."""
    usual = values["usual_length"]
    longer = 1 + values["longer_duties"] * (kind.length - usual) / usual
    quiet = values["quiet_days"] if kind.quiet else 1.0
    busy = values.demand_of(kind.call_sign)
    return max(0.0, min(values["most_incidents"], values["incidents_per_duty"] * busy * quiet * longer))


def enhancement_of(kind: DutyKind, values: AssumptionValues) -> float:
    """The enhancement of an hour of pay, as a share of plain time, on average over a duty of a kind.

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


def overtime_of(kind: DutyKind, values: AssumptionValues) -> float:
    """The price of an hour of overtime, or of a paid shift beyond any post, in hours of plain time."""
    return values["overtime_holiday" if kind.holiday else "overtime"]


def by_most_hours(kind: DutyKind) -> bool:
    """Whether the whole duty is paid at one rate, that of most of its hours."""
    return not kind.holiday and kind.weekday not in (Weekday.SAT, Weekday.SUN)


def night_hours(kind: DutyKind, values: AssumptionValues) -> float:
    """The hours of a duty that are in the weekday night."""
    start, stop = values["night_from"], values["night_to"]
    early = max(0.0, min(kind.end, stop) - kind.start)
    late = max(0.0, min(kind.end, _DAY + stop) - max(kind.start, start))
    return early + late


def _next_day(kind: DutyKind, after: float, values: AssumptionValues) -> float:
    """The hours after midnight, each times its rate."""
    if kind.weekday is Weekday.SAT:
        return after * values["unsocial_higher"]
    if kind.weekday is Weekday.FRI:
        return after * values["unsocial_lower"]
    return min(after, values["night_to"]) * values["unsocial_lower"]


def hour_of_pay(values: AssumptionValues) -> float:
    """The cost of an hour of plain time of a Band 6 person to the employer, in GBP."""
    return derived("hour", values)


def officer_hours(values: AssumptionValues) -> float:
    """Hours of one officer that are spared at one incident, by the chosen method. Response time plays no part."""
    return derived("officer_hours", values)
