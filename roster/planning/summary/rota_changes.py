"""Compares the rotas of two cells: which duties are crewed differently, by the ids of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.rota import DutyRecord, DutyState
from roster.planning.results.cell import CellRota


@dataclass(frozen=True)
class RotaChange:
    """A duty that is crewed differently, or that only one of the rotas has.

    Attributes:
        duty, call_sign, date: which duty.
        before, after: its state in each rota; None where the rota does not have the duty.
        off, on: the ids of the people who are no longer on it, and of those who are new on it.
    """

    duty: str
    call_sign: str
    date: date
    before: DutyState | None
    after: DutyState | None
    off: tuple[str, ...]
    on: tuple[str, ...]

    @property
    def runs_only_after(self) -> bool:
        """Whether it runs in the second rota and not in the first."""
        return _runs(self.after) and not _runs(self.before)

    @property
    def runs_only_before(self) -> bool:
        """Whether it runs in the first rota and not in the second."""
        return _runs(self.before) and not _runs(self.after)


def _runs(state: DutyState | None) -> bool:
    return state in (DutyState.CREWED, DutyState.PART_CREWED)


def crews(rota: CellRota | None) -> dict[str, tuple[str, ...]]:
    """Duty -> the ids of its crew, in the order of the assignments."""
    found: dict[str, list[str]] = {record.duty: [] for record in rota.duties} if rota else {}
    for item in rota.assignments if rota else ():
        found.setdefault(item.duty, []).append(item.person)
    return {duty: tuple(people) for duty, people in found.items()}


def rota_changes(before: CellRota | None, after: CellRota | None) -> list[RotaChange]:
    """The differences, sorted by date and call sign; none where one of the rotas was not kept."""
    if before is None or after is None:
        return []
    was, now = crews(before), crews(after)
    old, new = ({record.duty: record for record in rota.duties} for rota in (before, after))
    found = []
    for duty, record in sorted((old | new).items(), key=lambda item: (item[1].date, item[1].call_sign, item[0])):
        change = _change(duty, record, old.get(duty), new.get(duty), was.get(duty, ()), now.get(duty, ()))
        if change.before is not change.after or change.off or change.on:
            found.append(change)
    return found


def _change(
    duty: str,
    record: DutyRecord,
    old: DutyRecord | None,
    new: DutyRecord | None,
    was: tuple[str, ...],
    now: tuple[str, ...],
) -> RotaChange:
    return RotaChange(
        duty,
        record.call_sign,
        record.date,
        old.state if old else None,
        new.state if new else None,
        tuple(person for person in was if person not in now),
        tuple(person for person in now if person not in was),
    )


def people_concerned(changes: list[RotaChange]) -> int:
    """The number of people with a different duty."""
    return len({person for change in changes for person in (*change.off, *change.on)})
