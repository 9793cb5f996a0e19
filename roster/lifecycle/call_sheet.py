"""The call sheet of a repaired rota: the people to ring, in order, and what to ask or tell each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from constraints.base import Rule
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, DutyState
from roster.analysis.differences import ChangeKind, Differences, PersonChange
from roster.analysis.names import Names
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.lifecycle.outage import Outage

MOST_FALLBACKS = 3  # replacements named, should the person say no


@dataclass(frozen=True)
class Line:
    """One thing to say to a person.

    Attributes:
        asks: whether it is a question that they may say no to; else they are only told.
        notice: days from the call to the duty.
        otherwise: ids of those who could be asked if they say no, the best first.
    """

    change: PersonChange
    asks: bool
    sentence: str
    notice: int
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """One person to ring.

    Attributes:
        lines: what to say, the soonest duty first.
    """

    person: Person
    lines: tuple[Line, ...]

    @property
    def soonest(self) -> Duty:
        """The earliest duty that the call is about."""
        return self.lines[0].change.duty

    @property
    def asks(self) -> bool:
        """Whether any line is a question."""
        return any(line.asks for line in self.lines)


@dataclass(frozen=True)
class CallSheet:
    """The calls to make: the soonest duty first, and for one duty, questions before news."""

    calls: tuple[Call, ...]
    names: Names
    as_of: date


def call_sheet(
    found: Differences, before: Book, after: RotaView, rules: Sequence[Rule], outage: Outage, as_of: date
) -> CallSheet:
    """Lists the calls that a repair requires; absent people are not rung about duties they miss by their absence.

    Args:
        found: how the repaired rota differs from what people were told.
        before: the book that people were told of.
        after: the repaired rota.
        rules: of the repaired book.
        outage: who and what became unavailable.
        as_of: the day of the calls; earlier duties are left out.
    """
    calls = []
    was = RotaView.of(before)
    finder = ReplacementFinder(after, rules, as_of)
    for name, changes in found.people.items():
        if name not in after.facts.people:
            continue
        lines = tuple(
            _line(change, was, after, finder, found.names, as_of)
            for change in changes
            if change.duty.date >= as_of and not _is_their_absence(change, outage)
        )
        if lines:
            calls.append(Call(after.facts.people[name], lines))
    return CallSheet(
        tuple(sorted(calls, key=lambda call: (call.soonest.start, not call.asks, call.person.id))), found.names, as_of
    )


def _is_their_absence(change: PersonChange, outage: Outage) -> bool:
    return change.what is ChangeKind.OFF and any(
        item.name == change.person and item.covers(change.duty) for item in outage.absent
    )


def _line(
    change: PersonChange, was: RotaView, after: RotaView, finder: ReplacementFinder, names: Names, as_of: date
) -> Line:
    notice = (change.duty.date - as_of).days
    place = f"{change.duty.spoken}, {change.duty.times}"
    seat = " and ".join(change.seats)
    if change.what is ChangeKind.OFF:
        return Line(change, False, f"off {place}: {_why_off(change, was, after, names)}", notice)
    if change.what is not ChangeKind.ON:
        return Line(change, False, f"still on {place}, but {change.what}: {seat}, before {change.was}", notice)
    assigned = next(item for item in after.crew_of(change.duty) if item.person == change.person)
    mates = [names.short(item.person) for item in after.crew_of(change.duty) if item.person != change.person]
    crew = f", with {' and '.join(mates)}" if mates else ""
    if assigned.basis is Basis.ROSTERED:
        return Line(
            change,
            False,
            f"on {place}, {seat} seat{crew} (rostered time)",
            notice,
            _replacements(assigned, finder, after),
        )
    return Line(
        change,
        True,
        f"can you take {place}, {seat} seat{crew}? (you offered it)",
        notice,
        _replacements(assigned, finder, after),
    )


def _why_off(change: PersonChange, was: RotaView, after: RotaView, names: Names) -> str:
    """Why a person is off a duty: it is not asked for, stood down, or has others on it."""
    duty = after.facts.duty.get(change.duty.id)
    if duty is None:
        return "it is no longer asked for"
    if after.state(duty) is DutyState.STOOD_DOWN:
        return "it is stood down"
    there = {item.person for item in was.crew_of(was.facts.duty[change.duty.id])}
    new = [names.short(item.person) for item in after.crew_of(duty) if item.person not in there]
    return f"{' and '.join(new)} {'is' if len(new) == 1 else 'are'} on it instead" if new else "it runs without them"


def _replacements(assigned: Assignment, finder: ReplacementFinder, after: RotaView) -> tuple[str, ...]:
    """Ids of those who could take the seat at once in the repaired rota."""
    duty = after.facts.duty[assigned.duty]
    found = finder.free_replacements(duty, duty.crew.seat(assigned.seat), assigned.person)
    return tuple(item.person.id for item in found[:MOST_FALLBACKS])


def sentences(sheet: CallSheet) -> list[str]:
    """The sheet as lines of text: each person, then what to say to them."""
    lines = []
    for number, call in enumerate(sheet.calls, start=1):
        lines.append(f"{number}. {sheet.names.full(call.person.id)}, {call.person.role}")
        for line in call.lines:
            word = "ask" if line.asks else "tell"
            lines.append(f"   {word}: {line.sentence} [{_notice(line.notice)}]")
            if line.otherwise:
                lines.append(f"        if not: {', '.join(map(sheet.names.full, line.otherwise))}")
    return lines


def _notice(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def as_data(sheet: CallSheet) -> list[Mapping[str, object]]:
    """The sheet for scripts."""
    return [
        {
            "order": number,
            "person": call.person.id,
            "name": call.person.name,
            "role": call.person.role,
            "lines": [
                {
                    "ask": line.asks,
                    "what": line.change.what,
                    "duty": line.change.duty.id,
                    "seats": line.change.seats,
                    "sentence": line.sentence,
                    "notice_days": line.notice,
                    "otherwise": line.otherwise,
                }
                for line in call.lines
            ],
        }
        for number, call in enumerate(sheet.calls, start=1)
    ]
