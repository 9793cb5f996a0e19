"""Counts how duties are crewed by call sign and day of the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.base import Weekday
from roster.planning.results.cell import CellResult
from roster.planning.results.month import DutyLine

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Cover:
    """How duties are crewed, on average over the draws.

    Attributes:
        crewed, part_crewed, stood_down: the number of duties in each state.
    """

    crewed: float = 0
    part_crewed: float = 0
    stood_down: float = 0

    @property
    def duties(self) -> float:
        """The number of duties."""
        return self.crewed + self.part_crewed + self.stood_down

    @property
    def share(self) -> float | None:
        """The share of duties that run; None where there is no duty."""
        return (self.crewed + self.part_crewed) / self.duties if self.duties > _TOLERANCE else None


def cover_of(cell: CellResult) -> dict[str, dict[Weekday, Cover]]:
    """Call sign -> day of the week -> how its duties were crewed."""
    lines: list[DutyLine] = [line for month in cell.months for line in month.lines]
    draws = len({month.draw for month in cell.months}) or 1
    found: dict[str, dict[Weekday, Cover]] = {}
    for call_sign in dict.fromkeys(sorted(line.call_sign for line in lines)):
        of_sign = [line for line in lines if line.call_sign == call_sign]
        found[call_sign] = {
            day: added([line for line in of_sign if line.weekday is day], draws)
            for day in Weekday
            if any(line.weekday is day for line in of_sign)
        }
    return found


def added(lines: Sequence[DutyLine], draws: int) -> Cover:
    """Adds lines up, on average over the draws."""
    return Cover(
        sum(line.crewed for line in lines) / draws,
        sum(line.part_crewed for line in lines) / draws,
        sum(line.stood_down for line in lines) / draws,
    )
