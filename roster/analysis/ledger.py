"""The hours ledger: what each person promised, what they will have worked, what is lacking, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from constraints.base import Rule
from constraints.counting.promises import Promise
from constraints.counting.stretches import Per
from constraints.facts import Facts
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from models.base import format_minutes
from models.book import Book
from models.clock import month_of, spoken_date
from models.duty import Duty
from models.people import Person
from models.records.history import WorkedKind
from roster.analysis.gaps import Gap, gaps
from roster.analysis.reasons import Standing, reason

# Why an offered duty was not given, where the words of the standing would say something else.
_WHY_NOT_ON = {Standing.FREE: "no place that helps", Standing.CREW: "not with that crew"}


class Light(StrEnum):
    """Whether the promise will be met at the end of the month, by the forecast and not by what is worked so far."""

    GREEN = "green"  # the promise is met
    AMBER = "amber"  # at least half of it
    RED = "red"  # less than half of it

    @property
    def words(self) -> str:
        """The light in words, for readers who do not see colours."""
        return {Light.GREEN: "met", Light.AMBER: "short", Light.RED: "far short"}[self]


class MissedOffer(NamedTuple):
    """What became of an offered date on which a person has no duty: of the duty that came nearest.

    Attributes:
        order: how near it came; the smaller, the nearer. A `Standing`, where the duty is not stood down.
        fate: the reason in words.
        stood_down: whether the duty is stood down.
        duty: its id.
    """

    order: int
    fate: str
    stood_down: bool
    duty: str


@dataclass(frozen=True)
class LedgerLine:
    """One person's hours in one month (or the period). All amounts are minutes.

    Attributes:
        carried_in: worked in the month before the period.
        elsewhere: worked for the force, but not for this unit.
        offered: what their offers and own limits allow.
        assigned: what the rota gives them, as planned.
        worked: what is on record of the unit's duties in the period.
        settled: the part of `assigned` for which there is a record: there `worked` counts instead.
        reasons: why the forecast is short of the promise; empty when it is not.
        lost: where it is short, the planned duties that were not worked in full, in words: `did not come on Fri 4 Dec`.
        missed: where it is short, the offered dates without a duty, in order of date.
    """

    person: str
    name: str
    month: str
    promised: int
    carried_in: int
    elsewhere: int
    offered: int
    assigned: int
    worked: int = 0
    settled: int = 0
    reasons: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    missed: list[MissedOffer] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The forecast: what counts towards the promise once the rest of the rota is worked as planned."""
        return self.carried_in + self.elsewhere + self.worked + self.assigned - self.settled

    @property
    def to_go(self) -> int:
        """What the forecast lacks of the promise."""
        return max(0, self.promised - self.total)

    @property
    def light(self) -> Light:
        """Whether the forecast meets the promise."""
        if self.total >= self.promised:
            return Light.GREEN
        return Light.AMBER if 2 * self.total >= self.promised else Light.RED


def ledger(
    book: Book,
    facts: Facts,
    rules: Sequence[Rule],
    known_gaps: Sequence[Gap] | None = None,
    people: Collection[str] | None = None,
) -> list[LedgerLine]:
    """Makes a line for each person with a promise and each month; before a book is solved, nothing is assigned.

    Args:
        book: with or without a rota.
        facts: the facts of that book.
        rules: its rules; promises come from those of the kind `minimum-hours`.
        known_gaps: the gaps of the rota as on record, where the caller has them already.
        people: ids of those whose lines are wanted; everybody when None.
    """
    view = RotaView.of(book, facts) if book.rota is not None else RotaView(facts, [], {})
    found = known_gaps if known_gaps is not None else gaps(view.with_record, rules) if book.rota is not None else []
    short = {gap.duty.id: gap for gap in found}
    return [
        _line(view, rules, rule, person, promise, short)
        for rule in rules
        if isinstance(rule, MinimumHours)
        for person in facts.people.values()
        if (people is None or person.id in people) and rule.concerns_person(person)
        for promise in rule.promises(facts, person)
    ]


def _line(
    view: RotaView, rules: Sequence[Rule], rule: MinimumHours, person: Person, promise: Promise, short: dict[str, Gap]
) -> LedgerLine:
    assigned = rule.assigned(view, person, promise)
    line = LedgerLine(
        person=person.id,
        name=person.name,
        month=promise.name,
        promised=promise.promised,
        carried_in=promise.carried,
        elsewhere=promise.elsewhere,
        offered=rule.offered_in_all(view.facts, person, promise),
        assigned=assigned,
        worked=promise.worked,
        settled=assigned - rule.to_come(view, person, promise),
    )
    if line.to_go and view.facts.book.rota is not None:
        line.reasons.extend(_reasons(view, rules, rule, person, line, short))
    return line


def _reasons(
    view: RotaView, rules: Sequence[Rule], rule: MinimumHours, person: Person, line: LedgerLine, short: dict[str, Gap]
) -> list[str]:
    """Why the promise is not met: too little offered, duties planned but not worked, what became of offered dates."""
    found = []
    if line.offered + line.carried_in + line.elsewhere < line.promised:
        found.append("offered nothing" if not line.offered else "did not offer enough")
    facts = view.facts

    def inside(duty: Duty) -> bool:
        return rule.per is Per.PERIOD or month_of(duty.date) == line.month

    planned = view.planned_duties_of(person)
    line.lost.extend(what for duty in planned if inside(duty) and (what := _not_worked(view, person, duty)))
    found += line.lost
    offered = [duty for duty in facts.reachable(person) if inside(duty) and facts.offered(person, duty)]
    line.missed.extend(missed_duties(view, rules, person, offered, short))
    fates = Counter(missed.fate for missed in line.missed)
    found += [f"{fate} ({number} offered {'date' if number == 1 else 'dates'})" for fate, number in fates.most_common()]
    return found


def missed_duties(
    view: RotaView, rules: Sequence[Rule], person: Person, duties: Iterable[Duty], short: Mapping[str, Gap]
) -> list[MissedOffer]:
    """What became of dates on which a person could have worked and has no duty, in order of date.

    Args:
        duties: those that they could have worked.
        short: the duties that are not fully crewed, by id.
    """
    worked = {duty.date for duty in view.planned_duties_of(person)}
    by_date: dict[date, list[Duty]] = {}
    for duty in duties:
        if duty.date not in worked and (person.id, duty.id) not in view.facts.fates:
            by_date.setdefault(duty.date, []).append(duty)
    return [min(_why_not_on(view, rules, person, duty, short) for duty in by_date[day]) for day in sorted(by_date)]


def _not_worked(view: RotaView, person: Person, duty: Duty) -> str | None:
    """Says how the record of a planned duty lost the person hours: absent, at training, or worked in part.

    None where there is no record, or no hours were lost.
    """
    fate = view.facts.fates.get((person.id, duty.id))
    if fate is None:
        return None
    only_duty = sum(other.date == duty.date for other in view.planned_duties_of(person)) == 1
    when = spoken_date(duty.date) if only_duty else f"{spoken_date(duty.date)}, {duty.times}"
    if fate.spell is None:
        return f"did not come on {when}"
    if fate.spell.minutes.get(WorkedKind.TRAINING):
        return f"at training on {when}"
    hours, planned = fate.spell.rostered_minutes, duty.rostered_minutes
    if hours < planned:
        return f"worked {format_minutes(hours)} of {format_minutes(planned)} on {when}"
    return None


def _why_not_on(
    view: RotaView, rules: Sequence[Rule], person: Person, duty: Duty, short: Mapping[str, Gap]
) -> MissedOffer:
    """Why a person is not on a duty that they offered."""
    gap = short.get(duty.id)
    if gap is not None and not view.runs(duty):
        return MissedOffer(2, f"stood down: {gap.missing}", True, duty.id)
    reasons = [reason(view, rules, person, duty, seat) for seat in view.facts.seats_for(person, duty)]
    best = min(reasons, key=lambda item: item.standing)
    why = best.brief or _WHY_NOT_ON.get(best.standing, best.standing.words)
    return MissedOffer(int(best.standing), why, False, duty.id)


__all__ = ["LedgerLine", "Light", "MissedOffer", "ledger", "missed_duties"]
