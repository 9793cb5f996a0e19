"""The result of one cell: the book with one list of changes, over all draws and months.

The period of a cell is drawn `draws.months` times (once where nothing is drawn); each draw is solved month by month.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import FiniteFloat

from models.base import Id, Model, Weekday
from models.period import Period
from models.rota import Assignment, DutyRecord
from roster.planning.results.month import Count, MonthResult


class Spread(Model):
    """The distribution of one figure over the draws of a cell.

    Attributes:
        p10, median, p90: percentiles; all the same with one draw.
        mean: the mean of the draws.
        error: half the width of the 95 % confidence interval of the mean; None with fewer than two draws.
    """

    p10: FiniteFloat
    median: FiniteFloat
    p90: FiniteFloat
    mean: FiniteFloat
    error: FiniteFloat | None = None


class CellFigures(Model):
    """The figures of a cell, each over its draws. Shares are 0 to 1; hours and duties are those of the whole period.

    Attributes:
        duties: duties asked for.
        cover: share of duties that run, crewed at least at minimum.
        crewed, part_crewed, stood_down: shares of duties.
        most_cover: proven upper bound of `cover`.
        promise_unmet: hours short of promises (the 16 hours of a Special).
        contract_unmet: paid hours of contracts that are not used.
        overtime, extra: paid hours beyond contracts, and of additional shifts.
        extra_duties: the number of turns of both.
        uneven: the largest difference, in duties, between two people of one role in one month.
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
    """The bottleneck: the requirement that stands most duties down, found by solving the month again without it.

    Attributes:
        kind: `seat`; `qualification`, required of a crew; `vehicle`; or `none`, where nothing is stood down, or no
            requirement that was tried makes a difference.
        names: ids of the seats, or the qualification; several seats where only removing them together helps.
        roles: the roles that could fill the seats.
        duties: the duties that run without the requirement and not with it (in the months looked at).
        most: proven upper bound on the number of these duties.
        weekdays: the days of the week of these duties, the most frequent first.
        proven: whether it is proven that removing the requirement gives no more, and no other seat alone gives more.
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
    """What one more person of a role would give, in the months looked at.

    Attributes:
        like: the person the newcomer is copied from.
        running: the number of additional duties that run.
        most: proven upper bound of `running`.
        any_dates: proven upper bound of the same for somebody with every qualification who offers every date, anywhere.
        seats: the number of additional preferred seats filled.
        sentence: the same in words.
    """

    role: Id
    like: Id
    running: int
    most: int
    any_dates: int = 0
    seats: int = 0
    sentence: str

    @property
    def for_a_board(self) -> str:
        """The sentence without the id of the colleague, which says nothing to a board."""
        return self.sentence.replace(f", like {self.like}:", ":", 1)


class CellRota(Model):
    """The rota of the first month of a cell's first draw, to compare rotas of cells.

    Attributes:
        names: the names of the people in it, by id.
    """

    period: Period
    assignments: tuple[Assignment, ...]
    duties: tuple[DutyRecord, ...]
    names: Mapping[str, str] = {}


class CellResult(Model):
    """The result of one cell of the table.

    Attributes:
        id: `base`, a scenario's id, ids joined by ` + `, or `paramedics 7, late-turn 8 h`.
        axes: its value on each axis of the grid; empty for cells outside the grid.
        changes: the changes as sentences, without those applied to every cell.
        notes: remarks for the reader.
        error: why there is no result; the fields below are then empty.
        people: the number of people by role: `posted paramedic`, and `paramedic` for those who only offer.
        months: every month of every draw.
        figures: the figures over the draws; None with an error.
        converged: whether the mean cover is known to within one percentage point (95 % confidence); None with one draw.
        beats_base: the number of draws with more cover than the base less the number with less, as a share of the
            draws; both use the same random numbers.
        bottleneck: the first one; None where it was not computed.
        gains: the gain of one more person of each role, the best first.
        sentence: the result in one sentence, with what is proven: `at most 91 % with 6 paramedics, proven`.
        rota: the rota of the first month of the first draw.
    """

    id: str
    name: str
    axes: Mapping[str, str] = {}
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None
    people: Mapping[Id, int] = {}
    months: tuple[MonthResult, ...] = ()
    figures: CellFigures | None = None
    converged: bool | None = None
    beats_base: FiniteFloat | None = None
    bottleneck: Bottleneck | None = None
    gains: tuple[Gain, ...] = ()
    sentence: str = ""
    rota: CellRota | None = None
