"""A week so small that every amount of money can be computed by hand."""

from datetime import date

from models.base import Weekday
from models.period import Period
from roster.planning.money.assumptions import (
    ASSUMPTIONS,
    AssumptionValues,
)
from roster.planning.money.tally import DutyKind
from roster.planning.results.cell import CellResult
from roster.planning.results.money import Assumption, Case
from roster.planning.results.month import HoursLine, MonthResult
from tests.planning.summary.sweeps import line

CENTRAL = AssumptionValues(ASSUMPTIONS, Case.CENTRAL)


WEEK = Period(first=date(2026, 12, 7), last=date(2026, 12, 13))


def kind(weekday: Weekday, hours: int = 8, *, holiday: bool = False) -> DutyKind:
    return DutyKind.of(line("JR-04", weekday, 1, hours=hours, holiday=holiday))


def a_week(*, draw: int = 1, stood_down: int = 0) -> MonthResult:
    """One car: a Monday late turn of ten hours with two constables, and a Saturday night with two Specials."""
    lines = (line("JR-04", Weekday.MON, 1, 0, stood_down, hours=10), line("JR-04", Weekday.SAT, 1))
    return MonthResult(
        draw=draw,
        period=WEEK,
        scores=(),
        most_running=2,
        lines=lines,
        hours=(HoursLine(role="paramedic", people=1, salaried=2250, contract=2250),),
    )


def cell(*months: MonthResult) -> CellResult:
    return CellResult(id="one", name="one", months=months)


def with_values(**values: float) -> dict[str, Assumption]:
    """Our figures with some set to a value in every case."""
    changed = {
        name: ASSUMPTIONS[name].model_copy(update=dict.fromkeys(("cautious", "central", "favourable"), value))
        for name, value in values.items()
    }
    return dict(ASSUMPTIONS) | changed
