"""The amounts that follow from the assumptions alone: each formula stands here once, for amounts and workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from roster.planning.money.assumptions import AssumptionValues
from roster.planning.money.formulas import Choice, Expression, Name

DUTIES_A_YEAR = 365  # one car on every day of the year


@dataclass(frozen=True)
class DerivedAmount:
    """An amount that follows from assumptions.

    Attributes:
        name: by which other formulas use it.
        title: what it is, for readers of the workbook.
        unit: `GBP` or `h`.
        formula: how it follows from assumptions and other derived amounts.
    """

    name: str
    title: str
    unit: str
    formula: Expression


_ALL = (
    DerivedAmount(
        "hour",
        "An hour of plain time of a Band 6 paramedic, with on-costs",
        "GBP",
        Name("pay_point") / (Name("pay_weeks") * Name("pay_hours")) * (1 + Name("on_costs")),
    ),
    DerivedAmount(
        "officer_hours",
        "Time of one officer that is spared at one incident",
        "h",
        Choice(
            Name("police_method"),
            (
                (Name("cycle_usual") - Name("cycle_joint")) / 60,
                Name("cycle_usual") / 60,
                Name("officer_incident") / Name("officer_hour"),
            ),
        ),
    ),
    DerivedAmount(
        "officer",
        "An hour of a constable, in prices of the pay points",
        "GBP",
        Name("officer_hour") * Name("price_rise"),
    ),
    DerivedAmount(
        "ambulance_incident",
        "Ambulance cost avoided at an average incident",
        "GBP",
        Name("ambulance_sent")
        * (1 - Name("conveyed"))
        * Name("ambulance")
        * Name("ambulance_share")
        * Name("price_rise"),
    ),
    DerivedAmount(
        "police_incident",
        "Police cost avoided at an average incident",
        "GBP",
        Name("police_sent") * Name("officers_spared") * Name("officer_hours") * Name("officer"),
    ),
    DerivedAmount(
        "check",
        f"Hours of PC time that one car spares in {DUTIES_A_YEAR} duties",
        "h",
        DUTIES_A_YEAR
        * Name("incidents_per_duty")
        * Name("police_sent")
        * Name("officers_spared")
        * Name("officer_hours"),
    ),
)
DERIVED: Mapping[str, DerivedAmount] = {amount.name: amount for amount in _ALL}


def derived(name: str, values: AssumptionValues) -> float:
    """The value of a derived amount, or of an assumption, in one case."""
    if name not in DERIVED:
        return values[name]
    return DERIVED[name].formula.value(lambda other: derived(other, values))


__all__ = ["DERIVED", "DUTIES_A_YEAR", "DerivedAmount", "derived"]
