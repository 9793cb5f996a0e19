"""Amounts of money and shares as texts, rounded for a board."""

from __future__ import annotations

from roster.analysis.words import rounded_percent


def pounds(amount: float | None) -> str:
    """An amount of money to about three digits: `GBP 12,300`, `GBP -540`, `GBP 1.24 m`."""
    if amount is None:
        return "-"
    size = abs(amount)
    if size >= 999_500:
        return f"GBP {amount / 1e6:,.2f} m"
    step = 100 if size >= 10_000 else 10 if size >= 1_000 else 1
    rounded = round(amount / step) * step
    return f"GBP {rounded or 0:,.0f}"


def share(value: float | None) -> str:
    """A share as a percentage with one decimal; only a share of 1 is written 100 %."""
    return "-" if value is None else "100 %" if rounded_percent(value) == 100 else f"{rounded_percent(value):.1f} %"
