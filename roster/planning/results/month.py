"""The result of one month of one draw: its duties, hours and fairness, line by line.

Money is not counted here: it is computed from `DutyLine` and `HoursLine` in `roster/planning/money/`.
"""

from typing import Annotated

from pydantic import Field, FiniteFloat

from models.base import ClockTime, Id, Model, Weekday
from models.period import Period
from models.rota import Basis, LevelScore

Count = Annotated[int, Field(ge=0)]


class SeatLine(Model):
    """The filled seats of some duties, for people of one role who are there on one basis (rostered or offered).

    Attributes:
        in_post: whether these people have a post or a team in the unit; others only offer, paid or as volunteers.
        people: the number of filled seats: two on one duty count twice.
        minutes: elapsed minutes, summed over the seats.
        paid_minutes: minutes of local clock time less the role's unpaid break, summed over the seats.
    """

    role: Id
    basis: Basis
    in_post: bool = True
    people: Count
    minutes: Count
    paid_minutes: Count


class DutyLine(Model):
    """The duties of one month for one call sign, shift and day of the week; bank holidays have lines of their own.

    Attributes:
        holiday: whether the duties start on a bank holiday of an organisation whose people crew them.
        starts, ends: local times of the shift; an end not after the start is on the next day.
        running_minutes: elapsed minutes of the duties that run, summed.
        seats: the filled seats of the duties that run.
    """

    call_sign: Id
    area: Id
    weekday: Weekday
    holiday: bool = False
    shift: Id
    starts: ClockTime
    ends: ClockTime
    crewed: Count
    part_crewed: Count
    stood_down: Count
    running_minutes: Count
    seats: tuple[SeatLine, ...] = ()

    @property
    def duties(self) -> int:
        """The number of duties."""
        return self.crewed + self.part_crewed + self.stood_down

    @property
    def running(self) -> int:
        """The number of duties crewed at least at minimum."""
        return self.crewed + self.part_crewed


class HoursLine(Model):
    """The hours of the people of one role in one month. All amounts of time are minutes.

    Attributes:
        people: the number of people.
        promised: the hours volunteers promised, by the rule `minimum-hours`.
        promise_unmet: the part of the promises that the rota does not fill.
        not_offered: the part of `promise_unmet` that lacks offers.
        salaried: paid hours of the posts, whether their holders are on duty or away: what salaries are paid for.
        contract: paid hours that posted people owe, less credited absence.
        contract_unmet: the part of `contract` that is not rostered.
        rostered: paid hours inside contracts and the tours of teams.
        overtime: paid hours that people with a post or a team offered in addition.
        extra: paid hours of additional shifts: of people without post or team, whose role has posts or teams.
        volunteered: paid hours of people of roles without posts and teams.
        overtime_duties, extra_duties: the number of turns of overtime and of additional shifts.
    """

    role: Id
    people: Count
    promised: Count = 0
    promise_unmet: Count = 0
    not_offered: Count = 0
    salaried: Count = 0
    contract: Count = 0
    contract_unmet: Count = 0
    rostered: Count = 0
    overtime: Count = 0
    extra: Count = 0
    volunteered: Count = 0
    overtime_duties: Count = 0
    extra_duties: Count = 0


class FairLine(Model):
    """How evenly duties are spread over the people of a role in one month; people who are never available are left out.

    Attributes:
        rostered: true for people with a post or a team, false for people who only offer.
        counts: what is counted: `duties`, or `friday-saturday` (nights).
        least, median, most: the smallest, median and largest number of a person.
    """

    role: Id
    rostered: bool
    counts: str
    least: FiniteFloat
    median: FiniteFloat
    most: FiniteFloat


class MonthResult(Model):
    """One month of one draw.

    Attributes:
        draw: the number of the draw, from 1.
        scores: the levels that were solved, each with its proven bound.
        most_running: proven upper bound on the number of duties that run; all duties where nothing is proven.
        cut_short: whether time ran out; then another run may give another result.
        lines: every duty, by call sign, day of the week and shift.
        hours: the hours of each role.
        fair: how evenly duties are spread, for each role.
    """

    draw: Annotated[int, Field(ge=1)]
    period: Period
    scores: tuple[LevelScore, ...]
    most_running: Count
    cut_short: bool = False
    lines: tuple[DutyLine, ...]
    hours: tuple[HoursLine, ...] = ()
    fair: tuple[FairLine, ...] = ()

    @property
    def duties(self) -> int:
        """The number of duties asked for."""
        return sum(line.duties for line in self.lines)

    @property
    def running(self) -> int:
        """The number of duties crewed at least at minimum."""
        return sum(line.running for line in self.lines)

    @property
    def crewed(self) -> int:
        """The number of duties with every preferred seat filled."""
        return sum(line.crewed for line in self.lines)

    @property
    def part_crewed(self) -> int:
        """The number of duties crewed at minimum only."""
        return sum(line.part_crewed for line in self.lines)

    @property
    def stood_down(self) -> int:
        """The number of duties below minimum, that do not run."""
        return sum(line.stood_down for line in self.lines)

    @property
    def proven(self) -> bool:
        """Whether it is proven that no rota runs more duties."""
        return self.running == self.most_running
