"""The figures that money and effect are worked out from, as `figures.toml` has them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from models.money import Case, Figure, Standing

# How an officer's time at an incident is valued; the figure `police_method` is one of these numbers.
METHODS = {
    1: "the difference of job cycles, usual less joint unit",
    2: "a whole usual job cycle, for the unit's own officers are counted as a cost",
    3: "the price of an officer's presence at a CAT3 incident",
}


_TABLE = tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))
SOURCES: Mapping[str, str] = _TABLE.pop("sources")


def _figure(name: str, entry: dict[str, Any]) -> Figure:
    values = entry.pop("range", None) or [entry.pop("value")] * len(Case)
    return Figure(name=name, **dict(zip((case.value for case in Case), values, strict=True)), **entry)


FIGURES: Mapping[str, Figure] = {name: _figure(name, entry) for name, entry in _TABLE.items()}
_DEMAND = "demand of "


def demand_of(call_sign: str) -> str:
    """The name of the figure that says how busy a call sign is beside the average."""
    return _DEMAND + call_sign


def with_demand(figures: Mapping[str, Figure], call_signs: Iterable[str]) -> dict[str, Figure]:
    """The figures, and for each call sign how busy it is: as the average, unless somebody says otherwise."""
    busy = {
        demand_of(sign): Figure(
            name=demand_of(sign),
            group="Incidents by call sign",
            title=f"{sign}: incidents, of the number above",
            unit="times",
            cautious=1,
            central=1,
            favourable=1,
            standing=Standing.ASSUMED,
            source="no source counts by area",
            caveat="A new area may be quieter, or busier.",
        )
        for sign in call_signs
    }
    return busy | dict(figures)


class Values:
    """The values of all figures in one case, by name."""

    def __init__(self, figures: Mapping[str, Figure], case: Case) -> None:
        self._figures = figures
        self.case = case

    def __getitem__(self, name: str) -> float:
        return self._figures[name].at(self.case)

    def demand_of(self, call_sign: str) -> float:
        """How busy a call sign is beside the average."""
        figure = self._figures.get(demand_of(call_sign))
        return figure.at(self.case) if figure is not None else 1.0


__all__ = ["FIGURES", "METHODS", "SOURCES", "Values", "demand_of", "with_demand"]
