"""The call sheet of a repaired rota: whom to ask for each seat, best first, and what to tell the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from constraints.base import Rule
from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.people import Person
from models.rota import Assignment, Basis, DutyState
from roster.analysis.differences import ChangeKind, Differences, PersonChange
from roster.analysis.names import Names, names_of_areas
from roster.analysis.stepping_in.cost_in_words import cost_in_words
from roster.analysis.stepping_in.phone_answer import NOTHING_HEARD, Heard
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.seats_to_fill import SeatsToFill, SeatToFill
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
    """The calls to make.

    Attributes:
        calls: everybody of whom the repaired rota wants something: the soonest duty first, and for one duty, questions
            before news.
        seats: the seats that need somebody's yes, and whom to ask for each, the best first.
        areas: duty -> the name of its area.
    """

    calls: tuple[Call, ...]
    names: Names
    as_of: date
    seats: tuple[SeatToFill, ...] = ()
    areas: Mapping[str, str] = field(default_factory=dict)

    @property
    def news(self) -> tuple[Call, ...]:
        """The calls to people who are only told something, with what they are told."""
        found = (Call(call.person, tuple(line for line in call.lines if not line.asks)) for call in self.calls)
        return tuple(call for call in found if call.lines)

    def question(self, seat: SeatToFill) -> str:
        """`Sat 12 Dec 18:00-02:00, JR-04, Medway: can you come instead of Paramedic 05?`."""
        duty = seat.duty
        instead = f" instead of {' or '.join(map(self.names.short, seat.leaving))}" if seat.leaving else ""
        place = f"{spoken_date(duty.date)} {duty.times}, {duty.call_sign.id}, {self.areas[duty.id]}"
        return f"{place}: can you come{instead}?"


def call_sheet(
    found: Differences,
    before: Book,
    after: RotaView,
    rules: Sequence[Rule],
    outage: Outage,
    as_of: date,
    heard: Heard = NOTHING_HEARD,
) -> CallSheet:
    """Lists the calls that a repair requires; absent people are not rung about duties they miss by their absence.

    Args:
        found: how the repaired rota differs from what people were told.
        before: the book that people were told of.
        after: the repaired rota.
        rules: of the repaired book.
        outage: who and what became unavailable.
        as_of: the day of the calls; earlier duties are left out.
        heard: what was answered before: who did not reply is asked last, what was told is not told again.
    """
    calls = []
    was = RotaView.of(before)
    book = after.facts.book
    agreed = {(pin.person, find_duty(pin.duty, book.duties).id) for pin in book.pins if not pin.off}
    area_names = names_of_areas(book)
    finder = ReplacementFinder(after, rules, as_of)
    for name, changes in found.people.items():
        if name not in after.facts.people:
            continue
        lines = tuple(
            line
            for change in changes
            if change.duty.date >= as_of and not _needs_no_call(change, outage, after.facts, agreed)
            for line in (_line(change, was, after, finder, found.names, as_of),)
            if (name, change.duty.id, line.sentence) not in heard.told
        )
        if lines:
            calls.append(Call(after.facts.people[name], lines))
    return CallSheet(
        tuple(sorted(calls, key=lambda call: (call.soonest.start, not call.asks, call.person.id))),
        found.names,
        as_of,
        tuple(SeatsToFill(was, after, rules, as_of, heard.unsure).found()),
        {duty.id: area_names[after.facts.area_of(duty)] for duty in after.facts.duties},
    )


def _needs_no_call(change: PersonChange, outage: Outage, facts: Facts, agreed: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a person knows of a change: it is their own absence, or they said yes to it."""
    if change.what is ChangeKind.ON:
        return (change.person, change.duty.id) in agreed
    return change.what is ChangeKind.OFF and (
        any(item.name == change.person and item.covers(change.duty) for item in outage.absent)
        or facts.absent(facts.people[change.person], change.duty)  # rung in with an earlier call
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


def seat_heading(sheet: CallSheet, seat: SeatToFill) -> str:
    """`JR-04 on Fri 11 Dec, 18:00-02:00 (Peak night): 1 paramedic seat, instead of Paramedic 05 (P05)`."""
    leaving = f", instead of {' and '.join(map(sheet.names.full, seat.leaving))}" if seat.leaving else ""
    places = f"{seat.seat.name or seat.seat.id} seat" if seat.needed == 1 else f"{seat.seat.name or seat.seat.id} seats"
    return f"{seat.duty.described}: {seat.needed} {places}{leaving}"


def if_nobody(seat: SeatToFill) -> str:
    """What happens to a duty for which nobody says yes."""
    state = "runs part-crewed" if seat.runs else "is stood down"
    more = f" ({seat.more} more could come: see roster cover --duty {seat.duty.id})" if seat.more else ""
    return f"if nobody can{more}: {seat.duty.spoken} {state}"


def question_sentences(sheet: CallSheet) -> list[str]:
    """Whom to ask for each seat, as lines of text."""
    lines = []
    for seat in sheet.seats:
        ask = f"ask: {sheet.question(seat)}" if seat.candidates else "there is nobody to ask"
        lines += [seat_heading(sheet, seat), f"  {ask}"]
        for number, one in enumerate(seat.candidates, start=1):
            person = one.step.person
            marks = [word for word, holds in (("planned", one.planned), ("no reply so far", one.unsure)) if holds]
            phone = f", {person.phone}" if person.phone else ""
            lines.append(
                f"  {number}. {sheet.names.full(person.id)}{phone}: {cost_in_words(one.step)}"
                + (f" [{', '.join(marks)}]" if marks else "")
            )
        lines.append(f"  {if_nobody(seat)}")
    return lines


def news_sentences(sheet: CallSheet) -> list[str]:
    """Whom to tell, as lines of text: each person, then what to say to them."""
    lines = []
    for number, call in enumerate(sheet.news, start=1):
        phone = f", {call.person.phone}" if call.person.phone else ""
        lines.append(f"{number}. {sheet.names.full(call.person.id)}, {call.person.role}{phone}")
        for line in call.lines:
            lines.append(f"   tell: {line.sentence} [{notice_in_words(line.notice)}]")
            if line.otherwise:
                lines.append(f"        if not: {', '.join(map(sheet.names.full, line.otherwise))}")
    return lines


def notice_in_words(days: int) -> str:
    """`today`, `tomorrow` or `in 3 days`."""
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def seats_as_data(sheet: CallSheet) -> list[Mapping[str, object]]:
    """The seats to fill for scripts."""
    return [
        {
            "duty": seat.duty.id,
            "seat": seat.seat.id,
            "needed": seat.needed,
            "leaving": seat.leaving,
            "question": sheet.question(seat),
            "runs_without": seat.runs,
            "more": seat.more,
            "ask": [
                {
                    "person": one.step.person.id,
                    "name": one.step.person.name,
                    "phone": one.step.person.phone,
                    "means": cost_in_words(one.step),
                    "offered": not one.step.asks_offer,
                    "planned": one.planned,
                    "no_reply": one.unsure,
                }
                for one in seat.candidates
            ],
        }
        for seat in sheet.seats
    ]


def as_data(sheet: CallSheet) -> list[Mapping[str, object]]:
    """The sheet for scripts."""
    return [
        {
            "order": number,
            "person": call.person.id,
            "name": call.person.name,
            "role": call.person.role,
            "phone": call.person.phone,
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
