"""Measures a solved month: duties by call sign and day of the week, hours by role, overtime, fairness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from constraints.base import Rule
from constraints.facts import Counting, Facts
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from models.base import Weekday
from models.duty import Duty
from models.people import Person, Posting
from models.rota import Basis, DutyState
from roster.planning.results.month import DutyLine, FairLine, HoursLine, SeatLine

WEEKEND_NIGHTS = (Weekday.FRI, Weekday.SAT)


# --- duties


@dataclass
class _Line:
    """The duties of one line, added up.

    Attributes:
        first: the first of them.
        states: how many are in each state.
        minutes: elapsed minutes of those that run.
        seats: by role, basis and whether people have a post or team: [filled seats, elapsed minutes, paid minutes].
    """

    first: Duty
    states: Counter[DutyState] = field(default_factory=Counter)
    minutes: int = 0
    seats: dict[tuple[str, Basis, bool], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))


def duty_lines(view: RotaView) -> Iterator[DutyLine]:
    """Counts every duty by call sign, day of the week, holiday and shift."""
    facts = view.facts
    lines: dict[tuple[str, int, bool, str], _Line] = {}
    for duty in view.duties:
        key = (duty.call_sign.id, duty.date.weekday(), is_holiday(facts, duty), duty.shift.id)
        line = lines.setdefault(key, _Line(duty))
        state = view.state(duty)
        line.states[state] += 1
        if state is DutyState.STOOD_DOWN:
            continue
        line.minutes += duty.elapsed_minutes
        for assignment in view.crew_of(duty):
            person = facts.people[assignment.person]
            sums = line.seats[person.role, assignment.basis, is_rostered(person)]
            sums[0] += 1
            sums[1] += duty.elapsed_minutes
            sums[2] += facts.minutes(person, duty, Counting.PAID)
    for key in sorted(lines):
        line, duty = lines[key], lines[key].first
        yield DutyLine(
            call_sign=duty.call_sign.id,
            area=facts.area_of(duty),
            weekday=Weekday.of(duty.date),
            holiday=key[2],
            shift=duty.shift.id,
            starts=duty.wall_start.time(),
            ends=duty.wall_end.time(),
            crewed=line.states[DutyState.CREWED],
            part_crewed=line.states[DutyState.PART_CREWED],
            stood_down=line.states[DutyState.STOOD_DOWN],
            running_minutes=line.minutes,
            seats=tuple(
                SeatLine(role=role, basis=basis, in_post=in_post, people=sums[0], minutes=sums[1], paid_minutes=sums[2])
                for (role, basis, in_post), sums in sorted(line.seats.items())
            ),
        )


def is_holiday(facts: Facts, duty: Duty) -> bool:
    """Whether a duty starts on a bank holiday of an organisation whose people crew it."""
    roles = {role for seat in duty.crew.seats for role in seat.roles}
    employers = {facts.roles[role].organisation for role in roles}
    return any(duty.date in facts.bank_holidays[name] for name in employers)


# --- hours


def hours_lines(view: RotaView, rules: Sequence[Rule]) -> Iterator[HoursLine]:
    """Counts promises, contracts, overtime and additional shifts by role."""
    facts = view.facts
    rostered_roles = {person.role for person in facts.people.values() if is_rostered(person)}
    for role in facts.roles:
        people = [person for person in facts.people.values() if person.role == role]
        if not people:
            continue
        sums: Counter[str] = Counter()
        for person in people:
            _add_promise(sums, view, rules, person)
            _add_worked(sums, view, person, posted_elsewhere=role in rostered_roles)
        yield HoursLine(role=role, people=len(people), **sums)


def is_rostered(person: Person) -> bool:
    """Whether a person is posted to the unit or in a team, and does not only offer."""
    return person.posting is not None or person.team is not None


def _add_promise(sums: Counter[str], view: RotaView, rules: Sequence[Rule], person: Person) -> None:
    for rule in rules:
        if not isinstance(rule, MinimumHours) or not rule.concerns_person(person):
            continue
        for promise in rule.promises(view.facts, person):
            has = promise.before + rule.to_come(view, person, promise)
            unmet = max(0, promise.promised - has)
            sums["promised"] += promise.promised
            sums["promise_unmet"] += unmet
            sums["not_offered"] += min(unmet, max(0, promise.promised - promise.before - promise.target))


def _add_worked(sums: Counter[str], view: RotaView, person: Person, *, posted_elsewhere: bool) -> None:
    facts = view.facts
    rostered = 0
    for assignment in view.planned_of(person):
        paid = facts.minutes(person, facts.duty[assignment.duty], Counting.PAID)
        if assignment.basis is Basis.ROSTERED:
            rostered += paid
        elif is_rostered(person):
            sums["overtime"] += paid
            sums["overtime_duties"] += 1
        elif posted_elsewhere:
            sums["extra"] += paid
            sums["extra_duties"] += 1
        else:
            sums["volunteered"] += paid
    sums["rostered"] += rostered
    if person.posting is not None:
        sums["salaried"] += _salaried(facts, person, person.posting)
        contract = facts.contract_minutes(person)
        sums["contract"] += contract
        sums["contract_unmet"] += max(0, contract - rostered)


def _salaried(facts: Facts, person: Person, posting: Posting) -> int:
    """Paid minutes of a post in the period, whether its holder is on duty or away."""
    dates = facts.book.period.dates
    there = sum(posting.covers(day) and (person.joined is None or person.joined <= day) for day in dates)
    return round(posting.hours_per_week * 60 * there / 7)


# --- fairness


def fair_lines(view: RotaView) -> Iterator[FairLine]:
    """Counts duties, and Friday and Saturday nights, of the people who could have had one, by role."""
    facts = view.facts
    groups: dict[tuple[str, bool], list[Person]] = defaultdict(list)
    for person in facts.people.values():
        if any(facts.bases(person, duty) and not facts.absent(person, duty) for duty in facts.reachable(person)):
            groups[person.role, is_rostered(person)].append(person)
    for (role, rostered), people in sorted(groups.items()):
        of_each = [view.planned_duties_of(person) for person in people]
        nights = [sum(Weekday.of(duty.date) in WEEKEND_NIGHTS for duty in duties) for duties in of_each]
        for counts, numbers in (("duties", list(map(len, of_each))), ("friday-saturday", nights)):
            if any(numbers):
                yield FairLine(
                    role=role,
                    rostered=rostered,
                    counts=counts,
                    least=min(numbers),
                    median=median(numbers),
                    most=max(numbers),
                )
