"""The money of a sweep as plain data for JSON."""

from __future__ import annotations

from typing import Any

from roster.planning.money.assumptions import with_planners_values
from roster.planning.results.money import Case, CellMoney
from roster.planning.results.sweep import Table
from roster.planning.summary.options import Option, options_of


def money_data(table: Table) -> dict[str, Any]:
    """Every assumption, and what each cell costs and avoids: GBP for the number of days in `days`."""
    figures = with_planners_values(table.money)
    return {
        "figures": [figure.model_dump(mode="json") for figure in figures.values()],
        "cells": {option.cell.id: _option(option) for option in options_of(table, figures)},
    }


def _option(option: Option) -> dict[str, Any] | None:
    if option.money is None:
        return None
    return {
        **_cell(option.money),
        "more_duties": option.more_duties,
        "more_cost": option.more_cost,
        "more_net": option.more_net,
        "cost_of_a_duty": option.cost_of_a_duty,
        "beaten_by": option.beaten_by,
    }


def _cell(money: CellMoney) -> dict[str, Any]:
    data = money.model_dump(mode="json")
    for case in Case:
        effects = money.at(case)
        data["cases"][case.value] |= {"avoided": effects.avoided, "cost": effects.cost, "net": effects.net}
    return data
