"""The data of the board paper: a sweep with its options, amounts and remarks, computed once for sheets and page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from roster.analysis.words import period_in_words
from roster.planning.money.assumptions import with_demand, with_planners_values
from roster.planning.money.tally import DutyKind, kinds_of
from roster.planning.results.cell import CellResult
from roster.planning.results.money import Assumption, Case
from roster.planning.results.sweep import Sweep, Table
from roster.planning.summary.options import Option, options_of
from roster.planning.summary.proven import is_cut_short, is_in_a_row

_MAX_FAILED = 3  # options without a result named on page one
READER = "Planner's copy: holds ids of people"


@dataclass(frozen=True)
class ReportData:
    """A sweep with everything that is computed from it for readers.

    Attributes:
        sweep: the sweep.
        given: the assumptions about money, without those of call signs.
    """

    sweep: Sweep
    given: Mapping[str, Assumption]

    @classmethod
    def of(cls, sweep: Sweep, figures: Mapping[str, Assumption] | None = None) -> ReportData:
        """The data of a sweep; assumptions are those of the package and the planner unless others are given."""
        return cls(sweep, with_planners_values(sweep.table.money) if figures is None else figures)

    @property
    def table(self) -> Table:
        """The table of all cells."""
        return self.sweep.table

    @cached_property
    def figures(self) -> dict[str, Assumption]:
        """Every assumption, in the order in which they are shown."""
        signs = sorted({line.call_sign for cell in self.table.cells for month in cell.months for line in month.lines})
        found = dict(self.given)
        busy = {name: figure for name, figure in with_demand({}, signs).items() if name not in found}
        shown: dict[str, Assumption] = {}
        for name, figure in found.items():
            if figure.group not in ("What is asked for", "Incidents") and busy:
                shown |= busy
                busy = {}
            shown[name] = figure
        return shown | busy

    @cached_property
    def options(self) -> list[Option]:
        """All cells as options."""
        return options_of(self.table, self.figures)

    @cached_property
    def done(self) -> list[Option]:
        """The options with a result."""
        return [option for option in self.options if option.figures is not None]

    @cached_property
    def kinds(self) -> list[DutyKind]:
        """Every kind of duty in any option."""
        return kinds_of([option.tally for option in self.options])

    @property
    def days(self) -> float:
        """The number of days that amounts are for."""
        return self.figures["days"].central

    @property
    def period(self) -> str:
        """The period as text."""
        return period_in_words(self.table.period)

    @cached_property
    def labels(self) -> list[str]:
        """The names of the options with their numbers, so that each is unique: `3 paramedics 7, late turn 8 h`."""
        return [f"{option.number} {option.name}" for option in self.options]

    @property
    def drawn(self) -> str:
        """How figures represent the draws, in words."""
        draws = self.table.draws
        return (
            "one month tried"
            if draws == 1 and self.table.drawn
            else (
                f"middle of {draws} months tried, 10th and 90th percentile beside it"
                if draws > 1
                else "nothing is left to chance"
            )
        )

    @property
    def not_worked_out(self) -> list[str]:
        """Why options have no result, a line for each; of many the first."""
        failed = [option for option in self.options if option.figures is None]
        lines = [
            f"Option {item.number} {item.name}: not worked out: {item.cell.error}" for item in failed[:_MAX_FAILED]
        ]
        more = len(failed) - len(lines)
        return [*lines, f"{more} more were not worked out"] if more else lines

    @property
    def months_tried(self) -> str:
        """In how many months each option was tried, for a board."""
        if self.table.draws > 1:
            return f"each tried in the same {self.table.draws} months, with absences and offers as they may fall"
        return (
            "each tried in one month with chance absences and offers"
            if self.table.drawn
            else "each tried in the month as written"
        )

    @cached_property
    def uncounted(self) -> list[str]:
        """Roles on duty whose pay is not known and therefore in no amount."""
        return sorted({role for option in self.options for role in option.tally.uncounted})

    @property
    def first_month_only(self) -> str:
        """The remark on what is computed for the first month alone; empty where there is one month."""
        if all(len(cell.months) <= 1 for cell in self.table.cells):
            return ""
        return "The sentence counts all months tried; what holds back, and one more of a role, are of the first."

    @cached_property
    def other_spans(self) -> str:
        """The remark on options of another number of days than the base, whose hours cannot be compared."""
        base = self.options[0].tally.planned_days
        found: dict[int, list[str]] = {}
        for option in self.done:
            if option.tally.planned_days != base:
                found.setdefault(option.tally.planned_days, []).append(str(option.number))
        groups = [
            f"option{'s' if len(names) > 1 else ''} {', '.join(names)}: of {days}" for days, names in found.items()
        ]
        return f"Duties and hours of the period are of {base} days; {'; '.join(groups)}." if groups else ""

    @cached_property
    def in_a_row(self) -> str:
        """The remark on options of several months, which are proven month by month."""
        found = [str(option.number) for option in self.done if is_in_a_row(option.cell)]
        which = f"option{'s' if len(found) > 1 else ''} {', '.join(found)}"
        return f"In {which}, of several months, each month is proven after the rota of the one before." if found else ""

    @cached_property
    def not_in_costs(self) -> str:
        """The remark on what no source gives a price for, and is therefore in no cost."""
        free = not any(self.figures["car_year"].at(case) for case in Case)
        if not free:
            return "Recruiting and training newcomers is NOT in the costs: no source says what it costs."
        return (
            "Cars, and recruiting and training newcomers, are NOT in the costs: no source says what they cost;"
            " Assumptions has a line for cars."
        )

    @cached_property
    def offered_shifts(self) -> str:
        """The remark on shifts of paramedics without a post, who may be paid or not; empty where there are none."""
        turns = any(line.offered_turns for option in self.options for line in option.tally.lines.values())
        return (
            "Shifts offered by paramedics without a post cost pay where they are paid, and expenses where they are"
            f" volunteers: Assumptions, '{self.figures['offered_paid'].title}'."
            if turns
            else ""
        )

    @cached_property
    def cut_short(self) -> str:
        """The remark on options in which time ran out."""
        found = [str(option.number) for option in self.done if is_cut_short(option.cell)]
        which = f"option{'s' if len(found) > 1 else ''} {', '.join(found)}"
        return f"Time ran out in {which}: more of it (--time-limit) may do better there." if found else ""

    def changed(self, cell: CellResult) -> str:
        """The changes of a cell, in words."""
        return "; ".join(cell.changes) or ("nothing: as it is" if cell is self.table.base else "nothing")
