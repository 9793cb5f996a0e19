"""What every sheet and page of a sweep draws from, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.cells import CellResult, Sweep, Table
from models.money import Figure
from roster.io.workbook.contents import period_in_words
from roster.report.planning.figures import with_demand, with_own
from roster.report.planning.options import Option, options_of
from roster.report.planning.tally import DutyKind, kinds_of

READER = "Planner's copy: holds ids of people"


@dataclass(frozen=True)
class Plan:
    """A sweep with its money.

    Attributes:
        given: the figures, without those of call signs.
    """

    sweep: Sweep
    given: Mapping[str, Figure]

    @classmethod
    def of(cls, sweep: Sweep, figures: Mapping[str, Figure] | None = None) -> Plan:
        """The plan of a sweep, with our figures and the planner's own unless others are given."""
        return cls(sweep, with_own(sweep.table.money) if figures is None else figures)

    @property
    def table(self) -> Table:
        """Its cells."""
        return self.sweep.table

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure, in the order in which they are shown."""
        signs = sorted({line.call_sign for cell in self.table.cells for month in cell.months for line in month.lines})
        found = dict(self.given)
        busy = {name: figure for name, figure in with_demand({}, signs).items() if name not in found}
        shown: dict[str, Figure] = {}
        for name, figure in found.items():
            if figure.group not in ("What is asked for", "Incidents") and busy:
                shown |= busy
                busy = {}
            shown[name] = figure
        return shown | busy

    @cached_property
    def options(self) -> list[Option]:
        """The cells as options."""
        return options_of(self.table, self.figures)

    @cached_property
    def done(self) -> list[Option]:
        """Those that were worked out."""
        return [option for option in self.options if option.figures is not None]

    @cached_property
    def kinds(self) -> list[DutyKind]:
        """Every kind of duty there is in any of them."""
        return kinds_of([option.tally for option in self.options])

    @property
    def days(self) -> float:
        """How many days amounts are for."""
        return self.figures["days"].central

    @property
    def period(self) -> str:
        """The period in words."""
        return period_in_words(self.table.period)

    @cached_property
    def labels(self) -> list[str]:
        """The options' names with their numbers, each once: `3 paramedics 7, late turn 8 h`."""
        return [f"{option.number} {option.name}" for option in self.options]

    @property
    def drawn(self) -> str:
        """How figures stand for draws, in words."""
        draws = self.table.draws
        return (
            "one draw of luck"
            if draws == 1 and self.table.drawn
            else (
                f"median of {draws} draws, 10th and 90th percentile beside it"
                if draws > 1
                else "nothing is left to chance"
            )
        )

    @cached_property
    def uncounted(self) -> list[str]:
        """Roles on duty whose pay is not known, and therefore not in any amount."""
        return sorted({role for option in self.options for role in option.tally.uncounted})

    def changed(self, cell: CellResult) -> str:
        """What a cell changes, in words."""
        return "; ".join(cell.changes) or ("nothing: this is the base" if cell is self.table.base else "nothing")
