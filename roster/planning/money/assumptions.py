"""The assumptions about money and effect, from `assumptions.toml`: each has three values and a source."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from models.problems import did_you_mean
from roster.planning.results.money import Assumption, Case, Standing, Three

# The methods of valuing an officer's time at an incident; the assumption `police_method` is one of these numbers.
METHODS = {
    1: "the difference of job cycles, usual less joint unit",
    2: "a whole usual job cycle, for the unit's own officers are counted as a cost",
    3: "the price of an officer's presence at a CAT3 incident",
}


_TABLE = tomllib.loads((Path(__file__).parent / "assumptions.toml").read_text(encoding="utf-8"))
SOURCES: Mapping[str, str] = _TABLE.pop("sources")


def _figure(name: str, entry: dict[str, Any]) -> Assumption:
    values = entry.pop("range", None) or [entry.pop("value")] * len(Case)
    return Assumption(name=name, **dict(zip((case.value for case in Case), values, strict=True)), **entry)


ASSUMPTIONS: Mapping[str, Assumption] = {name: _figure(name, entry) for name, entry in _TABLE.items()}
_DEMAND = "demand of "
_DIVISORS = ("usual_length", "officer_hour", "pay_weeks", "pay_hours")


def demand_of(call_sign: str) -> str:
    """Returns the name of the assumption on how busy a call sign is; its figure: `AssumptionValues.demand_of`."""
    return _DEMAND + call_sign


def with_demand(figures: Mapping[str, Assumption], call_signs: Iterable[str]) -> dict[str, Assumption]:
    """Adds for each call sign how busy it is: as the average, where the assumptions do not say otherwise."""
    busy = {
        demand_of(sign): Assumption(
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


def wrong_assumptions(replaced: Mapping[str, Three], call_signs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Checks the assumptions that a planner replaced: (name, sentence) for each mistake."""
    known = with_demand(ASSUMPTIONS, call_signs)
    for name, values in replaced.items():
        if name not in known:
            yield name, f"there is no figure '{name}'{did_you_mean(name, known)}"
        elif known[name].unit == "share" and max(values) > 1:
            yield name, f"{max(values):g} is no share: write a number from 0 to 1"
        elif known[name].unit == "method" and not set(values) <= set(METHODS):
            yield name, f"write {', '.join(map(str, METHODS))}: {'; '.join(METHODS.values())}"
        elif name in _DIVISORS and min(values) == 0:
            yield name, "0 cannot be meant: other figures are divided by it"


def with_planners_values(replaced: Mapping[str, Three]) -> dict[str, Assumption]:
    """The assumptions, with those that a planner replaced.

    Args:
        replaced: three values by name, as in the scenarios file.
    """
    known = with_demand({}, [name.removeprefix(_DEMAND) for name in replaced if name.startswith(_DEMAND)]) | dict(
        ASSUMPTIONS
    )
    for name, values in replaced.items():
        cases = dict(zip((case.value for case in Case), values, strict=True))
        given = {"standing": Standing.CHOSEN, "source": "the scenarios file", "dated": ""}
        known[name] = known[name].model_copy(update=cases | given)
    return known


class AssumptionValues:
    """The values of all assumptions in one case, by name."""

    def __init__(self, figures: Mapping[str, Assumption], case: Case) -> None:
        self._figures = figures
        self.case = case

    def __getitem__(self, name: str) -> float:
        return self._figures[name].at(self.case)

    def demand_of(self, call_sign: str) -> float:
        """How busy a call sign is, as a factor: 1.0 for average demand, and where nothing is assumed of it."""
        figure = self._figures.get(demand_of(call_sign))
        return figure.at(self.case) if figure is not None else 1.0


__all__ = [
    "ASSUMPTIONS",
    "METHODS",
    "SOURCES",
    "AssumptionValues",
    "demand_of",
    "with_demand",
    "with_planners_values",
    "wrong_assumptions",
]
