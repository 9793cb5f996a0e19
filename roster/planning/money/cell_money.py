"""Computes the cost of a cell and the cost it avoids, in each case, from its tally and the assumptions.

The workbook states the same in live formulas (`roster/planning/xlsx/working_sheets.py`); a test lets LibreOffice
recalculate them and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

from roster.planning.money.assumptions import ASSUMPTIONS, AssumptionValues
from roster.planning.money.derived_amounts import derived
from roster.planning.money.pay import enhancement_of, hour_of_pay, incidents_of, officer_hours, overtime_of
from roster.planning.money.tally import Tally
from roster.planning.results.money import Assumption, Case, CellMoney, Effects

YEAR = 365


def money_of(counted: Tally, figures: Mapping[str, Assumption] = ASSUMPTIONS) -> CellMoney:
    """The money of a cell, scaled to the number of days that the assumption `days` asks for.

    Args:
        counted: the tally of the cell.
        figures: the assumptions.
    """
    days = figures["days"].central
    scale = days / counted.planned_days if counted.planned_days else 0.0
    return CellMoney(
        days=days,
        planned_days=counted.planned_days,
        duties=sum(line.running for line in counted.lines.values()) * scale,
        hours=sum(line.hours for line in counted.lines.values()) * scale,
        cases={case: _effects(counted, AssumptionValues(figures, case), scale) for case in Case},
        uncounted=counted.uncounted,
    )


def _effects(counted: Tally, values: AssumptionValues, scale: float) -> Effects:
    lines = counted.lines.items()
    incidents = sum(line.running * incidents_of(kind, values) for kind, line in lines) * scale
    ambulances = incidents * values["ambulance_sent"] * (1 - values["conveyed"])
    officers = incidents * values["police_sent"] * values["officers_spared"] * officer_hours(values)
    hour, officer = hour_of_pay(values), derived("officer", values)
    beyond = sum(line.beyond * overtime_of(kind, values) for kind, line in lines)
    offered = sum(line.offered * overtime_of(kind, values) for kind, line in lines)
    paid = values["offered_paid"]
    unpaid_turns = sum(line.volunteers + line.offered_turns * (1 - paid) for _, line in lines)
    constables = sum(line.constables + line.constables_beyond * values["constable_overtime"] for _, line in lines)
    return Effects(
        incidents=incidents,
        ambulances_spared=ambulances,
        officer_hours_spared=officers,
        ambulance_avoided=ambulances * values["ambulance"] * values["ambulance_share"] * values["price_rise"],
        police_avoided=officers * officer,
        posts=counted.salaried * hour * scale,
        unsocial=sum(line.posted * enhancement_of(kind, values) for kind, line in lines) * hour * scale,
        beyond_posts=beyond * hour * scale,
        extra_shifts=offered * paid * hour * scale,
        constables=constables * officer * values["count_constables"] * scale,
        volunteers=unpaid_turns * values["volunteer_expenses"] * scale,
        cars=counted.call_signs * values["car_year"] * counted.planned_days / YEAR * scale,
    )
