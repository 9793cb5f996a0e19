"""Finds the bottleneck of a month, by solving it again without one requirement after another.

A requirement is a seat, a qualification of the crew, or a vehicle. The bottleneck is the one without which most of the
stood-down duties run; of several that are equal, the narrowest.
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
from models.rota import DutyState
from models.rules import Level
from models.text.lists import listed
from roster import api
from roster.analysis.gaps import gaps
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
class _Requirement:
    """A requirement that may stand duties down."""

    kind: Literal["seat", "qualification", "vehicle"]
    names: tuple[str, ...]
    roles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The requirement in a sentence."""
        if self.kind == "vehicle":
            return "vehicles"
        names = " and ".join(self.names)
        return (
            f"the {names} seat{'s' if len(self.names) > 1 else ''}" if self.kind == "seat" else f"a {names} in the crew"
        )

    @property
    def relaxed(self) -> str:
        """The condition that it is removed."""
        if self.kind == "vehicle":
            return "if there were always one"
        if self.kind == "qualification":
            return "if none were needed"
        return f"if {'they' if len(self.names) > 1 else 'it'} needed nobody"


def first_bottleneck(month: SolvedMonth, options: MonthOptions) -> Bottleneck:
    """The first bottleneck of a solved month.

    Args:
        month: the solved month.
        options: how it is solved again.
    """
    down = set(month.stood_down)
    if not down:
        return _fewest_in_seat(month)
    answers = [(requirement, _without(month, requirement, options)) for requirement in _requirements(month)]
    best = _best(month, answers)
    if best is None and (together := _all_seats(month)):
        best = _best(month, [(together, _without(month, together, options))])
    if best is None:
        return Bottleneck(
            kind="none",
            proven=all(item.most_running == month.running for _, item in answers),
            sentence=f"{counted(len(down), 'duties')} stood down; no seat, qualification or vehicle alone holds them"
            f" back{_beside_gaps(month, ())}",
        )
    requirement, relaxed = best
    gained = [name for name in month.stood_down if name not in relaxed.stood_down]
    most = relaxed.most_running - month.running
    proven = month.running == month.most_running and relaxed.running == relaxed.most_running
    proven &= all(item.most_running <= relaxed.running for other, item in answers if other is not requirement)
    equals = [other for other, item in answers if other is not requirement and item.running == relaxed.running]
    named = [name for item in (requirement, *equals) for name in item.names]
    weekdays = _weekdays(month.opened.book, gained)
    nights = ", ".join(f"{day.value.capitalize()} {number}" for day, number in weekdays.most_common())
    return Bottleneck(
        kind=requirement.kind,
        names=requirement.names,
        roles=requirement.roles,
        duties=tuple(gained),
        most=most,
        weekdays=tuple(day for day, _ in weekdays.most_common()),
        proven=proven,
        sentence=f"{requirement.words}: {requirement.relaxed},"
        f" {_of(relaxed.running - month.running, len(down))} would run ({nights}){'; proven' if proven else ''}"
        f"{_as_many(equals)}{_beside_gaps(month, named)}",
    )


def _as_many(equals: Sequence[_Requirement]) -> str:
    """The other requirements without each of which as many duties would run."""
    return f"; as many are held back by {listed([item.words for item in equals])}" if equals else ""


def _beside_gaps(month: SolvedMonth, names: Sequence[str]) -> str:
    """Why the sheet Gaps names other seats than the bottleneck; empty where it names no others."""
    admission = month.opened.admission
    down = (gap for gap in gaps(month.opened.view, admission.rules) if gap.state is DutyState.STOOD_DOWN)
    lacking = (item.seat for gap in down for item in gap.lacking)
    others = list(dict.fromkeys(seat.name or seat.id for seat in lacking if seat.id not in names))
    if not others:
        return ""
    return (
        f"; the sheet Gaps names {listed([f'the {name} seat' for name in others])} too: it leaves everybody on the"
        " duties they have, and here all may change places"
    )


def _of(number: int, down: int) -> str:
    return "the duty stood down" if down == 1 else f"{number} of {down} duties stood down"


def _requirements(month: SolvedMonth) -> Iterator[_Requirement]:
    """The requirements of the stood-down duties, the narrowest first."""
    book, facts = month.opened.book, month.opened.admission.facts
    crews = {facts.duty[name].crew.id: facts.duty[name].crew for name in month.stood_down}
    qualifications = {
        rule.qualification: None
        for rule in month.opened.admission.rules
        if isinstance(rule, CrewQualification) and rule.hard
    }
    yield from (_Requirement("qualification", (name,)) for name in qualifications)
    if book.vehicles:
        yield _Requirement("vehicle", ())
    roles: dict[str, dict[str, None]] = {}
    for crew in crews.values():
        for seat in crew.seats:
            if seat.minimum:
                roles.setdefault(seat.id, {}).update(dict.fromkeys(seat.roles))
    yield from (_Requirement("seat", (seat,), tuple(found)) for seat, found in roles.items())


def _all_seats(month: SolvedMonth) -> _Requirement | None:
    """All seats at once; None where there is only one."""
    seats = [item for item in _requirements(month) if item.kind == "seat"]
    if len(seats) < 2:
        return None
    roles = dict.fromkeys(role for item in seats for role in item.roles)
    return _Requirement("seat", tuple(item.names[0] for item in seats), tuple(roles))


def _best(
    month: SolvedMonth, answers: Sequence[tuple[_Requirement, SolvedMonth]]
) -> tuple[_Requirement, SolvedMonth] | None:
    """The requirement without which most duties run, the first of several; None where none makes a difference."""
    found = max(answers, key=lambda pair: pair[1].running, default=None)
    return found if found is not None and found[1].running > month.running else None


def _without(month: SolvedMonth, requirement: _Requirement, options: MonthOptions) -> SolvedMonth:
    """The month solved for cover without a requirement."""
    return solve_month(_relaxed(month.opened, requirement), options.down_to(Level.COVER), month.rota)


def _relaxed(month: OpenBook, requirement: _Requirement) -> OpenBook:
    book = month.book.model_copy(update={"rota": None})
    if requirement.kind == "seat":
        book = with_relaxed_seats(book, requirement.names)
    elif requirement.kind == "vehicle":
        book = book.changed(vehicles=())
    opened = api.ready(book, month.folder) if requirement.kind != "qualification" else month
    return with_rules(
        without_lower_levels(opened, Level.COVER), lambda rules: [rule for rule in rules if _stays(rule, requirement)]
    )


def with_relaxed_seats(book: Book, seats: Sequence[str]) -> Book:
    """A book in which the seats of these ids need nobody."""
    return book.changed(
        crews=tuple(
            crew.remade(seats=tuple(seat.remade(minimum=0) if seat.id in seats else seat for seat in crew.seats))
            for crew in book.crews
        )
    )


def _stays(rule: Rule, requirement: _Requirement) -> bool:
    """Whether a rule holds without a requirement: a seat that needs nobody need not bring a qualification either."""
    if not isinstance(rule, CrewQualification) or not rule.hard:
        return True
    if requirement.kind == "qualification":
        return rule.qualification not in requirement.names
    return requirement.kind != "seat" or bool(rule.roles and not set(rule.roles) & set(requirement.roles))


def _weekdays(book: Book, duties: Sequence[str]) -> Counter[Weekday]:
    dates = {duty.id: duty.date for duty in book.duties}
    return Counter(Weekday.of(dates[name]) for name in duties)


def _fewest_in_seat(month: SolvedMonth) -> Bottleneck:
    """For a month without stood-down duties: the seat that most often has fewer people than preferred."""
    empty: Counter[str] = Counter()
    days: dict[str, Counter[Weekday]] = {}
    roles: dict[str, tuple[str, ...]] = {}
    filled = Counter((item.duty, item.seat) for item in month.rota.assignments)
    for duty in month.opened.book.duties:
        for seat in duty.crew.seats:
            if missing := max(0, seat.preferred - filled[duty.id, seat.id]):
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
