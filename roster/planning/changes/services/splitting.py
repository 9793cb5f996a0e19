"""Splits a service into the part that a change is about and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.base import Weekday
from models.rules import RuleEntry
from models.service import Service
from roster.planning.changes.dangling_references import without
from roster.planning.changes.draft import Draft

_MAX_ID = 60  # characters


def split(
    draft: Draft, service: Service, call_signs: Sequence[str], on: Sequence[Weekday]
) -> tuple[list[Service], Service | None]:
    """Splits a service by call signs and days of the week.

    Args:
        call_signs: of the chosen part; all of them when empty.
        on: the days of the week of the chosen part; all of them when empty.

    Returns:
        The services that are not chosen, and the chosen one; None where the service has no such duty.
    """
    mine = tuple(name for name in service.call_signs if not call_signs or name in call_signs)
    days = tuple(day for day in service.weekdays if not on or day in on)
    if not mine or not days:
        return [service], None
    rest = without(service.call_signs, mine)
    others = without(service.weekdays, days)
    left = []
    if rest:
        left.append(service.remade(call_signs=rest))
    if others:
        name = service.id if not rest else part_of(draft, service, f"{service.id} {' '.join(mine)} otherwise")
        left.append(
            service.remade(id=name, call_signs=mine, weekdays=others, added_dates=on_days(service.added_dates, others))
        )
    if not left:
        return [], service
    name = " ".join([service.id, *(mine if rest else ()), *(["-".join(days)] if others else ())])
    added = on_days(service.added_dates, days) if others else service.added_dates
    chosen = service.remade(id=part_of(draft, service, name), call_signs=mine, weekdays=days, added_dates=added)
    return left, chosen


def part_of(draft: Draft, service: Service, name: str) -> str:
    """Makes an id for a part of a service; rules that apply to the service are made to apply to the part too."""
    taken = {item.id for item in (*draft.before.services, *draft.services)} | set(draft.split_from)
    found, number = name[:_MAX_ID].strip(), 1
    while found in taken:
        number += 1
        found = f"{name[: _MAX_ID - 5].strip()} {number}"
    draft.split_from[found] = draft.split_from.get(service.id, service.id)
    draft.fields["rules"] = [_applied_to_part(entry, service.id, found) for entry in draft.fields["rules"]]
    return found


def on_days(dates: Iterable[date], weekdays: Sequence[Weekday]) -> tuple[date, ...]:
    """The dates that are on these days of the week."""
    return tuple(day for day in dates if Weekday.of(day) in weekdays)


def _applied_to_part(entry: RuleEntry, service: str, part: str) -> RuleEntry:
    to = entry.applies_to
    if to is None or service not in to.services or part in to.services:
        return entry
    return entry.model_copy(update={"applies_to": to.model_copy(update={"services": (*to.services, part)})})


__all__ = ["on_days", "part_of", "split"]
