"""What is on record of people's work, and what it makes of planned duties.

A record is a fact: it takes the place of what was planned for that person and time, in every rule alike. `Facts` turns
each spell of recorded work into a commitment, and `fates` says what became of each planned turn on a duty:

| the plan has the person | the record says | what counts |
|---|---|---|
| on a duty | nothing | the duty, as planned |
| on a duty | work in its time, with its call sign or none | they are in the seat; the recorded times count |
| on a duty | work in its time elsewhere, at training or on another call sign | off the seat; the recorded times count |
| on a duty | a no-show | off the seat; nothing counts |
| not on a duty | work with a call sign, in the time of one of its duties | in a seat if one is free; the times count |
| anywhere | any other work | the recorded times count |

Work that touches only the fringe of a duty (less than half of the shorter of the two) says nothing of the duty: the
two are held against each other, as any commitment and duty are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from models.clock import minutes_between
from models.duty import Duty
from models.records.history import Worked, WorkedKind
from models.rota import Assignment, Basis

# Where two records claim the same minutes, they count for the kind that stands first.
_KINDS = (WorkedKind.DUTY, WorkedKind.ELSEWHERE, WorkedKind.TRAINING)


@dataclass(frozen=True)
class Spell:
    """Work on record without a break: one record, or several of a person that meet or overlap.

    Attributes:
        records: in order of start.
        start, end: instants (UTC), half-open.
        minutes: by kind, minutes by the clock on the wall; a minute that two records claim counts once.
    """

    records: tuple[Worked, ...]
    start: datetime
    end: datetime
    minutes: Mapping[WorkedKind, int]

    @property
    def date(self) -> date:
        """The date it belongs to: the one it starts on."""
        return self.records[0].date

    @property
    def kind(self) -> WorkedKind:
        """The kind it is named by: a duty of the unit if any of it is."""
        return next(kind for kind in _KINDS if kind in self.minutes)

    @property
    def on_unit(self) -> bool:
        """Whether any of it was a duty of this unit."""
        return WorkedKind.DUTY in self.minutes

    @property
    def call_sign(self) -> str | None:
        """The call sign of its work on the unit: the first of several, or None."""
        signs = (item.call_sign for item in self.records if item.kind is WorkedKind.DUTY)
        return next((sign for sign in signs if sign is not None), None)

    @property
    def rostered_minutes(self) -> int:
        """Minutes by the clock on the wall, of all kinds together."""
        return sum(self.minutes.values())

    @property
    def wall_start(self) -> datetime:
        """When it starts, in local time."""
        return self.records[0].start

    @property
    def wall_end(self) -> datetime:
        """When it ends, in local time."""
        return max(self.records, key=lambda item: item.end).end


def spells_of(records: Iterable[Worked], zone: ZoneInfo) -> list[Spell]:
    """The spells of one person's records, in order of start; no-shows are left out."""
    groups: list[list[Worked]] = []
    until: datetime | None = None
    for item in sorted((item for item in records if not item.no_show), key=lambda item: item.instants(zone)):
        start, end = item.instants(zone)
        if until is not None and start <= until:
            groups[-1].append(item)
            until = max(until, end)
        else:
            groups.append([item])
            until = end
    return [_spell(group, zone) for group in groups]


def _spell(records: Sequence[Worked], zone: ZoneInfo) -> Spell:
    instants = [item.instants(zone) for item in records]
    minutes: dict[WorkedKind, int] = {}
    counted: list[tuple[datetime, datetime]] = []
    for kind in _KINDS:
        for item in records:
            if item.kind is kind:
                again = _covered([(item.start, item.end)], counted)
                minutes[kind] = minutes.get(kind, 0) + max(0, item.rostered_minutes - again)
                counted.append((item.start, item.end))
    return Spell(tuple(records), min(start for start, _ in instants), max(end for _, end in instants), minutes)


def _covered(spans: Sequence[tuple[datetime, datetime]], by: Sequence[tuple[datetime, datetime]]) -> int:
    """Minutes of some spans of time that lie in any of other spans; no minute counts twice."""
    edges = sorted({edge for span in (*spans, *by) for edge in span})
    return sum(
        minutes_between(start, end)
        for start, end in pairwise(edges)
        if any(first <= start and end <= last for first, last in spans)
        and any(first <= start and end <= last for first, last in by)
    )


class Outcome(StrEnum):
    """What became of a person's planned duty."""

    WORKED = "worked"  # as planned, or at other times
    OTHERWISE = "otherwise"  # they worked in its time, but not on it
    NO_SHOW = "no-show"


@dataclass(frozen=True)
class Fate:
    """What is on record of one person's turn on one duty.

    Attributes:
        seat: where they sat, if they worked it and a seat was free; None otherwise.
        spell: the work in its time; None for a no-show.
        sentence: the end of a sentence that begins with the person.
    """

    outcome: Outcome
    sentence: str
    seat: Assignment | None = None
    spell: Spell | None = None


class Records:
    """The records of a book, by person.

    Args:
        records: of all people, from before the period and in it.
        duties: of the book, in any order.
        planned: who was to be on what, as far as the book says.
    """

    def __init__(
        self, records: Iterable[Worked], duties: Iterable[Duty], planned: Iterable[Assignment], zone: ZoneInfo
    ) -> None:
        self._zone = zone
        self._by_person: dict[str, list[Worked]] = defaultdict(list)
        for item in records:
            self._by_person[item.person].append(item)
        self._duties = duties
        self._planned = {(item.person, item.duty): item for item in planned}

    @cached_property
    def spells(self) -> Mapping[str, Sequence[Spell]]:
        """By person, the spells of recorded work in order of start."""
        return {person: found for person, items in self._by_person.items() if (found := spells_of(items, self._zone))}

    def missed(self, person: str) -> list[Worked]:
        """The person's no-shows."""
        return [item for item in self._by_person.get(person, ()) if item.no_show]

    @cached_property
    def _outcomes(self) -> Mapping[tuple[str, str], tuple[Outcome, Duty, Spell | None]]:
        """By person and duty, what became of that duty; only where a record says so."""
        found: dict[tuple[str, str], tuple[Outcome, Duty, Spell | None]] = {}
        for person, items in self._by_person.items():
            missed = [item for item in items if item.no_show]
            first = min(item.instants(self._zone)[0] for item in items)
            last = max(item.instants(self._zone)[1] for item in items)
            near = [duty for duty in self._duties if duty.start < last and first < duty.end]
            for duty in near:
                if any(_is_about(item, duty) and self._takes_up([item], duty) for item in missed):
                    found[person, duty.id] = (Outcome.NO_SHOW, duty, None)
            for spell in self.spells.get(person, ()):
                touched = [duty for duty in near if duty.start < spell.end and spell.start < duty.end]
                worked = self._worked(person, spell, touched)
                for duty in touched:
                    if duty.id in worked:
                        found[person, duty.id] = (Outcome.WORKED, duty, spell)
                    elif self._takes_up(spell.records, duty):
                        found[person, duty.id] = (Outcome.OTHERWISE, duty, spell)
        return found

    def _worked(self, person: str, spell: Spell, touched: Sequence[Duty]) -> set[str]:
        """The duties that a spell was work on: by call sign or, where none is named, as planned; best fit first."""
        chosen: list[Duty] = []
        for duty in sorted(touched, key=lambda duty: (_misfit(spell, duty), duty.id)):
            of_it = [
                item
                for item in spell.records
                if item.kind is WorkedKind.DUTY
                and _is_about(item, duty)
                and (item.call_sign is not None or (person, duty.id) in self._planned)
            ]
            separate = all(other.end <= duty.start or duty.end <= other.start for other in chosen)
            if of_it and separate and self._takes_up(of_it, duty):
                chosen.append(duty)
        return {duty.id for duty in chosen}

    def _takes_up(self, records: Sequence[Worked], duty: Duty) -> bool:
        """Whether records and a duty share at least half of the shorter of the two."""
        spans = [item.instants(self._zone) for item in records]
        shared = _covered([(duty.start, duty.end)], spans)
        return shared > 0 and 2 * shared >= min(duty.elapsed_minutes, _covered(spans, spans))

    def fates(self, roles: Mapping[str, str], basis: Callable[[str, Duty], Basis]) -> dict[tuple[str, str], Fate]:
        """By person and duty, what became of each turn of which there is a record.

        Args:
            roles: person -> role.
            basis: on which basis a person worked a duty that they were not planned for.
        """
        found: dict[tuple[str, str], Fate] = {}
        taken: Counter[tuple[str, str]] = Counter()
        # People who were planned sit where they were planned; others take the seats that are left.
        for key, (outcome, duty, spell) in sorted(
            self._outcomes.items(), key=lambda item: item[0] not in self._planned
        ):
            seat = self._seat(key[0], roles[key[0]], duty, taken) if outcome is Outcome.WORKED else None
            assignment = None
            if seat is not None:
                taken[duty.id, seat] += 1
                known = self._planned.get(key)
                right = known.basis if known is not None else basis(key[0], duty)
                assignment = Assignment(person=key[0], duty=duty.id, seat=seat, basis=right)
            found[key] = Fate(outcome, _sentence(outcome, spell), assignment, spell)
        return found

    def _seat(self, person: str, role: str, duty: Duty, taken: Counter[tuple[str, str]]) -> str | None:
        """The seat in which a person worked a duty: the planned one, else the first of their role that has room."""
        planned = self._planned.get((person, duty.id))
        seats = sorted(duty.crew.seats, key=lambda seat: planned is None or seat.id != planned.seat)
        return next((seat.id for seat in seats if role in seat.roles and taken[duty.id, seat.id] < seat.maximum), None)


def _is_about(record: Worked, duty: Duty) -> bool:
    """Whether a record can be of a duty, judged by its call sign."""
    return record.call_sign in (None, duty.call_sign.id)


def _misfit(spell: Spell, duty: Duty) -> int:
    """Minutes between the starts of a spell and a duty, plus minutes between their ends."""
    return abs(minutes_between(spell.start, duty.start)) + abs(minutes_between(spell.end, duty.end))


def _sentence(outcome: Outcome, spell: Spell | None) -> str:
    """What became of a planned duty, as the end of a sentence that begins with the person."""
    if spell is None:
        return "did not come, as on record"
    times = f"from {spell.wall_start:%H:%M} to {spell.wall_end:%H:%M}"
    if outcome is Outcome.WORKED:
        return f"worked it {times}, as on record"
    signs = list(dict.fromkeys(item.call_sign for item in spell.records if item.call_sign is not None))
    doing = {WorkedKind.DUTY: "on duty", WorkedKind.ELSEWHERE: "at work elsewhere", WorkedKind.TRAINING: "at training"}
    where = f"on {' and '.join(signs)}" if signs and spell.on_unit else doing[spell.kind]
    return f"was {where} {times}, as on record"


__all__ = ["Fate", "Outcome", "Records", "Spell", "spells_of"]
