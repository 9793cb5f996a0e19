"""Duties: one call sign, one date and one shift each, as the services of a book ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.base import format_minutes
from models.clock import ClockError, instant, minutes_between, spoken_date
from models.period import Period
from models.problems import Problem
from models.service import CallSign, Crew, Service, Shift


@dataclass(frozen=True)
class Duty:
    """One call sign, one date, one shift.

    Attributes:
        wall_start, wall_end: naive local times.
        start, end: instants (UTC).
        priority: what standing it down weighs.
        shift_to_name: the shift, as sentences name it, where the call sign has another duty on that date; else empty.
    """

    call_sign: CallSign
    date: date
    shift: Shift
    service: Service
    crew: Crew
    wall_start: datetime
    wall_end: datetime
    start: datetime
    end: datetime
    priority: int
    shift_to_name: str = field(default="", compare=False)  # other duties of its date make it no other duty

    @cached_property
    def id(self) -> str:
        """`JR-04@2026-12-25/peak`."""
        return f"{self.call_sign.id}@{self.date}/{self.shift.id}"

    @cached_property
    def rostered_minutes(self) -> int:
        """Minutes by the clock on the wall; a shift with a length has that."""
        return self.shift.length or minutes_between(self.wall_start, self.wall_end)

    @cached_property
    def elapsed_minutes(self) -> int:
        """Minutes that really pass."""
        return minutes_between(self.start, self.end)

    @property
    def called(self) -> str:
        """`JR-04`; `JR-04 (Late turn)` where the call sign has another duty on that date."""
        return f"{self.call_sign.id} ({self.shift_to_name})" if self.shift_to_name else self.call_sign.id

    @cached_property
    def spoken(self) -> str:
        """`JR-04 on Fri 25 Dec`, as every sentence names a duty."""
        return f"{self.called} on {spoken_date(self.date)}"

    @property
    def shift_called(self) -> str:
        """`Peak night`: the shift's name; its id where it has no name, or where two duties would read the same."""
        return self.shift_to_name or self.shift.name or self.shift.id

    @property
    def described(self) -> str:
        """`JR-04 on Fri 25 Dec, 18:00-02:00 (Peak night)`: the heading of an answer about it."""
        shift = "" if self.shift_to_name else f" ({self.shift_called})"
        return f"{self.spoken}, {self.times}{shift}"

    @property
    def times(self) -> str:
        """Local start and end: `18:00-02:00`."""
        return f"{self.wall_start:%H:%M}-{self.wall_end:%H:%M}"


@dataclass(frozen=True)
class Times:
    """The start and end of a shift on one date: naive local times, and instants (UTC)."""

    wall_start: datetime
    wall_end: datetime
    start: datetime
    end: datetime


def times_of(shift: Shift, day: date, zone: ZoneInfo) -> Times:
    """Works out when a shift starts and ends on a date.

    Raises:
        ClockError: when the clocks make its start or end impossible or unclear, naming the cures.
    """
    wall_start = datetime.combine(day, shift.start)
    try:
        start = instant(wall_start, zone, shift.fold)
    except ClockError as error:
        cure = "a fold (first or second)" if "twice" in str(error) else "another start"
        raise ClockError(f"the start {error}; give the shift {cure}") from None
    ending = shift.end_on(day)
    if ending is None:
        end = start + timedelta(minutes=shift.length or 0)
        return Times(wall_start, end.astimezone(zone).replace(tzinfo=None), start, end)
    wall_end, fold = ending
    try:
        end = instant(wall_end, zone, fold)
    except ClockError as error:
        nominal = minutes_between(wall_start, wall_end)
        raise ClockError(
            f"the end {error}; give the shift `length: {format_minutes(nominal)}` instead of an end, or an end of its"
            f" own for that night (`dated_ends: [{{date: {day}, end: 'HH:MM'}}]`, with `fold: first` or `second` where"
            " it occurs twice)"
        ) from None
    if end <= start:
        raise ClockError(f"the shift would last no time at all on {spoken_date(day)}")
    return Times(wall_start, wall_end, start, end)


def duty_of(period: Period, service: Service, call_sign: CallSign, shift: Shift, crew: Crew, day: date) -> Duty:
    """The duty of one service, call sign and date.

    Raises:
        ClockError: as `times_of`.
    """
    times = times_of(shift, day, period.zone)
    return Duty(
        call_sign=call_sign,
        date=day,
        shift=shift,
        service=service,
        crew=crew,
        wall_start=times.wall_start,
        wall_end=times.wall_end,
        start=times.start,
        end=times.end,
        priority=service.priority_on(day),
    )


def expand(
    period: Period,
    services: Iterable[Service],
    call_signs: Iterable[CallSign],
    shifts: Iterable[Shift],
    crews: Iterable[Crew],
) -> tuple[list[Duty], list[Problem]]:
    """Makes the duties that services ask for inside a period, in order of start, and finds those that cannot be.

    A service whose call sign, shift or crew is unknown is skipped: the reference check reports it.
    """
    by_call_sign = {item.id: item for item in call_signs}
    by_shift = {item.id: (index, item) for index, item in enumerate(shifts)}
    by_crew = {item.id: item for item in crews}
    duties: dict[str, Duty] = {}
    problems: list[Problem] = []
    for index, service in enumerate(services):
        if service.shift not in by_shift or service.crew not in by_crew:
            continue
        shift_index, shift = by_shift[service.shift]
        clock_problems: dict[str, None] = {}
        twice: list[str] = []
        for day in period.dates:
            if not service.runs_on(day):
                continue
            for call_sign in service.call_signs:
                if call_sign not in by_call_sign:
                    continue
                try:
                    duty = duty_of(period, service, by_call_sign[call_sign], shift, by_crew[service.crew], day)
                except ClockError as error:
                    clock_problems[str(error)] = None
                    continue
                if duty.id in duties:
                    twice.append(duty.id)
                duties[duty.id] = duty
        problems += [Problem(("shifts", shift_index), f"shift '{shift.id}': {problem}") for problem in clock_problems]
        if twice:
            more = f" and {len(twice) - 1} more" if len(twice) > 1 else ""
            problems.append(
                Problem(("services", index), f"asks for {twice[0]}{more}, which another service asks for already")
            )
    ordered = sorted(
        _with_shifts_to_name(duties.values()), key=lambda duty: (duty.start, duty.call_sign.id, duty.shift.id)
    )
    return ordered, problems


def _with_shifts_to_name(duties: Iterable[Duty]) -> Iterator[Duty]:
    """Sets `shift_to_name` of duties that share their call sign and date."""
    lines: dict[tuple[str, date], list[Duty]] = defaultdict(list)
    for duty in duties:
        lines[duty.call_sign.id, duty.date].append(duty)
    for same in lines.values():
        if len(same) == 1:
            yield same[0]
            continue
        names = {(duty.shift.name or duty.shift.id).casefold() for duty in same}
        named = len(names) == len(same)  # names of shifts may be alike, ids are not
        for duty in same:
            yield replace(duty, shift_to_name=(named and duty.shift.name) or duty.shift.id)
