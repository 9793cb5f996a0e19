"""What a planner's questions came to: for each cell its months, cover, hours, what holds it back, and what is proven.

A *cell* is the book with one set of changes. Its span is drawn `draws.months` times (once, where nothing is left
to chance), and each draw is made month by month; a `MonthResult` is one of these months. All that is shown as one
figure of a cell is a `Spread` over its draws.

Two sweeps with the same book, scenarios, seed and version of the program give equal `Table`s. Times of day, seconds and
processes are in `Run`, which is not part of the table.

Money is not counted here: `DutyLine` holds what it is counted from.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from models.base import ClockTime, Id, Model, Weekday
from models.period import Period
from models.rota import Assignment, Basis, DutyRecord, LevelScore
from models.rules import Level
from roster.planning.results.money import Three

Count = Annotated[int, Field(ge=0)]


class SeatLine(Model):
    """People of one role, by one right, in the seats of some duties.

    Attributes:
        people: seats they filled: two on one duty count twice.
        minutes: how long that really was, together.
        paid_minutes: by the clock on the wall, less the role's unpaid break.
    """

    role: Id
    basis: Basis
    people: Count
    minutes: Count
    paid_minutes: Count


class DutyLine(Model):
    """The duties of one month of one call sign and shift on one day of the week, holidays apart.

    Attributes:
        holiday: whether they start on a bank holiday of an organisation whose people crew them.
        starts, ends: local times of the shift; an end not after the start is on the next day.
        running_minutes: how long those that run really last, together.
        seats: who sits in those that run.
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
        """All of them."""
        return self.crewed + self.part_crewed + self.stood_down

    @property
    def running(self) -> int:
        """Those crewed at least at minimum."""
        return self.crewed + self.part_crewed


class HoursLine(Model):
    """The hours of a role's people in one month. All amounts are minutes.

    Attributes:
        people: how many there are.
        promised: what volunteers promised, the promises of `minimum-hours`.
        promise_unmet: what they will lack of it, of which
        not_offered: is for want of offers.
        salaried: paid hours of posted people's posts, whether they are there or away: what salaries are paid for.
        contract: paid hours that posted people owe, less credited absence.
        contract_unmet: of these, not rostered.
        rostered: paid, inside contracts and teams' tours.
        overtime: paid hours of posted people, and those of teams, that they offered beyond it.
        extra: paid hours of others whose role is otherwise posted or in teams: additional shifts.
        volunteered: hours of those whose role nobody is posted to.
        overtime_duties, extra_duties: how many turns these are.
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
    """How evenly duties fall on the people of a role in one month; those who are never there are left out.

    Attributes:
        rostered: whether these are the people posted full-time or in teams, or those who only offer.
        counts: what is counted: `duties`, or `friday-saturday`.
        least, median, most: of one person.
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
        draw: which draw, from 1.
        scores: the levels that were solved, each with its proven bound.
        most_running: no rota runs more duties than these: proven. All of them where nothing is.
        cut_short: whether time ran out; then another run may come to something else.
        lines: every duty, by call sign, day of the week and shift.
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
        """All that were asked for."""
        return sum(line.duties for line in self.lines)

    @property
    def running(self) -> int:
        """Those crewed at least at minimum."""
        return sum(line.running for line in self.lines)

    @property
    def crewed(self) -> int:
        """Those with every preferred seat filled."""
        return sum(line.crewed for line in self.lines)

    @property
    def part_crewed(self) -> int:
        """Those at minimum only."""
        return sum(line.part_crewed for line in self.lines)

    @property
    def stood_down(self) -> int:
        """Those below minimum."""
        return sum(line.stood_down for line in self.lines)

    @property
    def proven(self) -> bool:
        """Whether the number of duties that run is proven to be the most there can be."""
        return self.running == self.most_running


class Spread(Model):
    """A figure over a cell's draws.

    Attributes:
        p10, median, p90: of the draws; all the same where there is one.
        mean: of the draws.
        error: half the width of the 95 % confidence interval of the mean; None with fewer than two draws.
    """

    p10: FiniteFloat
    median: FiniteFloat
    p90: FiniteFloat
    mean: FiniteFloat
    error: FiniteFloat | None = None


class Figures(Model):
    """A cell in figures, each over its draws. Shares are 0 to 1, hours and duties are those of the whole span.

    Attributes:
        duties: asked for.
        cover: the share that runs, crewed at least at minimum.
        crewed, part_crewed, stood_down: shares of duties.
        most_cover: the share beyond which no rota could go: proven.
        promise_unmet: hours short of promises (the 16 hours of a Special).
        contract_unmet: paid hours of contracts that are not used.
        overtime, extra: paid hours beyond contracts, and of additional shifts.
        extra_duties: how many turns of both.
        uneven: the widest gap, in duties, between two people of one role in one month.
    """

    duties: Spread
    cover: Spread
    crewed: Spread
    part_crewed: Spread
    stood_down: Spread
    most_cover: Spread
    promise_unmet: Spread
    contract_unmet: Spread
    overtime: Spread
    extra: Spread
    extra_duties: Spread
    uneven: Spread


class Bottleneck(Model):
    """What stands down most: a seat which, if it needed nobody, would let most duties run. Found by solving so.

    Attributes:
        kind: `seat`; `qualification`, that a crew needs somebody who holds it; `vehicle`; or `none`, where nothing is
            stood down, or nothing that was tried helps.
        names: ids of the seats, or the qualification; several seats where none alone helps and together they do.
        roles: who could fill them.
        duties: those that run with it relaxed and not without (in the months looked at).
        most: the most that could: proven.
        weekdays: on which days of the week these lie, the most frequent first.
        proven: whether the gain is proven to be all it gives, and no other seat alone gives more.
        sentence: the same in words.
    """

    kind: Literal["seat", "qualification", "vehicle", "none"]
    names: tuple[str, ...] = ()
    roles: tuple[Id, ...] = ()
    duties: tuple[str, ...] = ()
    most: Count = 0
    weekdays: tuple[Weekday, ...] = ()
    proven: bool = False
    sentence: str


class Gain(Model):
    """What one more of a role would give, in the months looked at.

    Attributes:
        like: whom the newcomer resembles.
        running: more duties that run.
        most: the most there could be: proven.
        seats: more preferred seats filled, where no more duties run.
        sentence: the same in words.
    """

    role: Id
    like: Id
    running: int
    most: int
    seats: int = 0
    sentence: str


class CellRota(Model):
    """The rota of the first month of a cell's first draw, to be laid beside another's.

    Attributes:
        names: of the people in it, by id.
    """

    period: Period
    assignments: tuple[Assignment, ...]
    duties: tuple[DutyRecord, ...]
    names: Mapping[str, str] = {}


class CellResult(Model):
    """One cell of the table.

    Attributes:
        id: `base`, a scenario's id, ids joined by ` + `, or `paramedics 7, late-turn 8 h`.
        axes: its value on each axis of the grid; empty for cells that are not of the grid.
        changes: what was changed, in sentences, after the changes made to every cell.
        notes: what is not as it might seem.
        error: why there is no result; then nothing below says anything.
        people: how many there are, by role: `posted paramedic`, `paramedic` for those who only offer.
        months: every month of every draw.
        figures: over the draws; None with an error.
        converged: whether the mean of the cover is known to within one percentage point (95 % confidence); None where
            nothing was drawn more than once.
        beats_base: how often, of the draws, more of its duties run than the base's, less how often fewer do, as a share
            of the draws; the same luck in both.
        bottleneck: the first one; None where it was not looked for.
        gains: of one more of each role, the best first.
        sentence: what a planner needs to know, with what is proven: `at most 91 % with 6 paramedics, proven`.
    """

    id: str
    name: str
    axes: Mapping[str, str] = {}
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None
    people: Mapping[Id, int] = {}
    months: tuple[MonthResult, ...] = ()
    figures: Figures | None = None
    converged: bool | None = None
    beats_base: FiniteFloat | None = None
    bottleneck: Bottleneck | None = None
    gains: tuple[Gain, ...] = ()
    sentence: str = ""
    rota: CellRota | None = None


class FewestStep(Model):
    """A number of people that was tried.

    Attributes:
        cover: the share that runs in the best rota found with so many.
        most: the share beyond which no rota goes: proven.
    """

    number: Count
    cover: FiniteFloat
    most: FiniteFloat


class Fewest(Model):
    """The least number of people of a role with whom a cover is reached, and why one less does not do.

    Attributes:
        target: the share of duties that are to run, 0 to 1.
        number: of people; None where even `tried` do not reach it.
        there_are: how many the book has, counted the same way.
        cover: the share that runs with so many.
        most_with_one_less: the share beyond which no rota with one less goes; None where there cannot be one less.
        proven: whether that is below the target: then one less does not do, whoever it is.
        sentence: the same in words.
    """

    role: Id
    counted: str
    target: FiniteFloat
    number: int | None
    there_are: Count
    tried: Count
    cover: FiniteFloat | None = None
    most_with_one_less: FiniteFloat | None = None
    proven: bool = False
    steps: tuple[FewestStep, ...] = ()
    sentence: str


class Table(Model):
    """All cells, in the order of the scenarios file, the base first.

    Attributes:
        book: its name, and
        input_hash: SHA-256 of its inputs before any change.
        common: changes made to every cell, in sentences.
        axes: of the grid, each with its values' names in order.
        drawn: what was left to chance, in sentences; empty for nothing.
        last_level: levels below it were not solved.
        money: figures of the planner's own, in place of ours.
    """

    name: str
    description: str = ""
    book: str
    input_hash: str
    period: Period
    common: tuple[str, ...] = ()
    axes: Mapping[str, tuple[str, ...]] = {}
    draws: Annotated[int, Field(ge=1)] = 1
    drawn: tuple[str, ...] = ()
    last_level: Level
    money: Mapping[str, Three] = {}
    seed: int
    versions: Mapping[str, str] = {}
    cells: tuple[CellResult, ...]
    fewest: Fewest | None = None

    @property
    def base(self) -> CellResult:
        """The cell that others are compared with."""
        return self.cells[0]


class Run(Model):
    """How a table was made; another run of the same differs in this.

    Attributes:
        seconds: of wall time, all in all.
        cells: seconds of each cell, by id.
        resumed: cells that were taken from a sweep that was stopped.
    """

    made_at: datetime
    seconds: FiniteFloat
    jobs: int
    cluster: str | None = None
    cells: Mapping[str, FiniteFloat] = {}
    resumed: Count = 0


class Sweep(Model):
    """A table and how it was made."""

    table: Table
    run: Run
