"""What stands most duties down: found, and proven, by solving with it relaxed.

A seat that needs nobody, a qualification that no crew needs, vehicles without end: whichever lets most of the duties
run that are stood down is the first bottleneck. The narrowest comes first among those that give the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from constraints.base import Rule
from constraints.people.crew_qualification import CrewQualification
from models.base import Weekday
from models.book import Book
from models.rules import Level
from roster import api
from roster.analysis.words import counted
from roster.api import OpenBook
from roster.planning.results.cell import Bottleneck
from roster.planning.solving.month_solver import (
    MonthOptions,
    SolvedMonth,
    solve_month,
    with_rules,
    without_lower_levels,
)


@dataclass(frozen=True)
class _Asked:
    """Something that may hold a month back."""

    kind: Literal["seat", "qualification", "vehicle"]
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """As it reads in a sentence."""
        if self.kind == "vehicle":
            return "vehicles"
        told = " and ".join(self.names)
        return (
            f"the {told} seat{'s' if len(self.names) > 1 else ''}" if self.kind == "seat" else f"a {told} in the crew"
        )

    @property
    def relaxed(self) -> str:
        """As it is put when it holds nothing back."""
        if self.kind == "vehicle":
            return "if there were always one"
        if self.kind == "qualification":
            return "if none were needed"
        return f"if {'they' if len(self.names) > 1 else 'it'} needed nobody"


def first_bottleneck(month: SolvedMonth, means: MonthOptions) -> Bottleneck:
    """What stands down most of a month's duties."""
    down = set(month.stood_down)
    if not down:
        return _of_seats(month)
    answers = [(asked, _without(month, asked, means)) for asked in _asked(month)]
    best = _best(month, answers)
    if best is None and (together := _together(month)):
        best = _best(month, [(together, _without(month, together, means))])
    if best is None:
        return Bottleneck(
            kind="none",
            proven=all(item.most_running == month.running for _, item in answers),
            sentence=f"{counted(len(down), 'duties')} stood down; no seat, qualification or vehicle alone holds them"
            " back",
        )
    asked, relaxed = best
    gained = [name for name in month.stood_down if name not in relaxed.stood_down]
    most = relaxed.most_running - month.running
    proven = month.running == month.most_running and relaxed.running == relaxed.most_running
    proven &= all(item.most_running <= relaxed.running for other, item in answers if other is not asked)
    weekdays = _weekdays(month.opened.book, gained)
    nights = ", ".join(f"{day.value.capitalize()} {number}" for day, number in weekdays.most_common())
    return Bottleneck(
        kind=asked.kind,
        names=asked.names,
        roles=asked.roles,
        duties=tuple(gained),
        most=most,
        weekdays=tuple(day for day, _ in weekdays.most_common()),
        proven=proven,
        sentence=f"{asked.words}: {asked.relaxed}, {_of(relaxed.running - month.running, len(down))} would run"
        f" ({nights}){'; proven' if proven else ''}",
    )


def _of(number: int, down: int) -> str:
    return "the duty stood down" if down == 1 else f"{number} of {down} duties stood down"


def _asked(month: SolvedMonth) -> Iterator[_Asked]:
    """What may hold the duties back that are stood down, the narrowest first."""
    book, facts = month.opened.book, month.opened.admission.facts
    crews = {facts.duty[name].crew.id: facts.duty[name].crew for name in month.stood_down}
    qualifications = {
        rule.qualification: None
        for rule in month.opened.admission.rules
        if isinstance(rule, CrewQualification) and rule.hard
    }
    yield from (_Asked("qualification", (name,)) for name in qualifications)
    if book.vehicles:
        yield _Asked("vehicle", ())
    roles: dict[str, dict[str, None]] = {}
    for crew in crews.values():
        for seat in crew.seats:
            if seat.minimum:
                roles.setdefault(seat.id, {}).update(dict.fromkeys(seat.roles))
    yield from (_Asked("seat", (seat,), tuple(found)) for seat, found in roles.items())


def _together(month: SolvedMonth) -> _Asked | None:
    """All the seats at once, where there are several."""
    seats = [item for item in _asked(month) if item.kind == "seat"]
    if len(seats) < 2:
        return None
    roles = dict.fromkeys(role for item in seats for role in item.roles)
    return _Asked("seat", tuple(item.names[0] for item in seats), tuple(roles))


def _best(month: SolvedMonth, answers: Sequence[tuple[_Asked, SolvedMonth]]) -> tuple[_Asked, SolvedMonth] | None:
    """The one that lets most run, the first of several; None where none lets any."""
    found = max(answers, key=lambda pair: pair[1].running, default=None)
    return found if found is not None and found[1].running > month.running else None


def _without(month: SolvedMonth, asked: _Asked, means: MonthOptions) -> SolvedMonth:
    """The month solved for cover with something relaxed."""
    return solve_month(_relaxed(month.opened, asked), means.down_to(Level.COVER), month.rota)


def _relaxed(month: OpenBook, asked: _Asked) -> OpenBook:
    book = month.book.model_copy(update={"rota": None})
    if asked.kind == "seat":
        book = with_relaxed_seats(book, asked.names)
    elif asked.kind == "vehicle":
        book = book.changed(vehicles=())
    opened = api.ready(book, month.folder) if asked.kind != "qualification" else month
    return with_rules(
        without_lower_levels(opened, Level.COVER), lambda rules: [rule for rule in rules if _stays(rule, asked)]
    )


def with_relaxed_seats(book: Book, seats: Sequence[str]) -> Book:
    """A book whose seats of these ids need nobody."""
    return book.changed(
        crews=tuple(
            crew.remade(seats=tuple(seat.remade(minimum=0) if seat.id in seats else seat for seat in crew.seats))
            for crew in book.crews
        )
    )


def _stays(rule: Rule, asked: _Asked) -> bool:
    """Whether a rule holds although something is relaxed: a seat without anybody cannot bring a driver."""
    if not isinstance(rule, CrewQualification) or not rule.hard:
        return True
    if asked.kind == "qualification":
        return rule.qualification not in asked.names
    return asked.kind != "seat" or bool(rule.roles and not set(rule.roles) & set(asked.roles))


def _weekdays(book: Book, duties: Sequence[str]) -> Counter[Weekday]:
    dates = {duty.id: duty.date for duty in book.duties}
    return Counter(Weekday.of(dates[name]) for name in duties)


def _of_seats(month: SolvedMonth) -> Bottleneck:
    """Where nothing is stood down: the seat that lacks people most often."""
    empty: Counter[str] = Counter()
    days: dict[str, Counter[Weekday]] = {}
    roles: dict[str, tuple[str, ...]] = {}
    there = Counter((item.duty, item.seat) for item in month.rota.assignments)
    for duty in month.opened.book.duties:
        for seat in duty.crew.seats:
            if missing := max(0, seat.preferred - there[duty.id, seat.id]):
                empty[seat.id] += missing
                roles[seat.id] = seat.roles
                days.setdefault(seat.id, Counter())[Weekday.of(duty.date)] += missing
    if not empty:
        return Bottleneck(kind="none", proven=True, sentence="every duty has its full crew")
    (name, number), *_ = empty.most_common(1)
    nights = ", ".join(f"{day.value.capitalize()} {count}" for day, count in days[name].most_common())
    return Bottleneck(
        kind="none",
        names=(name,),
        roles=roles[name],
        weekdays=tuple(day for day, _ in days[name].most_common()),
        proven=True,
        sentence=f"every duty runs; the {name} seat is short of its preferred number most often, {number} times"
        f" ({nights})",
    )


__all__ = ["first_bottleneck", "with_relaxed_seats"]
