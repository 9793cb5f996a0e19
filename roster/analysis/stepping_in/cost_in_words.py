"""What stepping in means for a person, in words that can be read out on the telephone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.base import format_minutes
from roster.analysis.stepping_in.step_in import StepIn
from roster.analysis.words import plain

_RESTED = 72 * 60  # minutes of rest from which nobody asks how many


def cost_in_words(step: StepIn) -> str:
    """`has not offered it; 8 of 16 h promised in December, 16 with it; 11h rest before, 13h after`."""
    return "; ".join(_parts(step))


def _parts(step: StepIn) -> Iterator[str]:
    if step.asks_offer:
        yield "has not offered it"
    yield from (item.sentence for item in step.uncovers)
    for promise in step.promises:
        before, after, promised = (plain(minutes / 60) for minutes in (promise.before, promise.after, promise.promised))
        yield f"{before} of {promised} h promised in {_month(promise.name)}, {after} with it"
    if not step.promises:
        yield f"{plain(step.hours_before / 60)} h on the rota, {plain(step.hours_after / 60)} with it"
    rest = [
        f"{format_minutes(minutes)} rest {when}"
        for minutes, when in ((step.rest_before, "before"), (step.rest_after, "after"))
        if minutes is not None and minutes < _RESTED
    ]
    if rest:
        yield ", ".join(rest)
    if step.vehicle:
        yield f"in {step.vehicle}"


def _month(name: str) -> str:
    """`December` for `2026-12`; another name, a promise for the whole period, unchanged."""
    try:
        return f"{date.fromisoformat(f'{name}-01'):%B}"
    except ValueError:
        return name


__all__ = ["cost_in_words"]
