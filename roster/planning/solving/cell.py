"""Solves one cell in one thread: changes its book, draws and solves its months, finds bottleneck and gains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from pydantic import ValidationError

from constraints.base import RuleFailureError
from models.book import Book
from models.period import Period
from models.problems import BookError, Problem
from models.rota import Rota
from models.rules import Level
from roster.engine.options import SearchOptions
from roster.errors import ConflictError, EngineError, HistoryError, NothingFoundError
from roster.io.trust import grant
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.changes.draft import problems_of
from roster.planning.results.cell import Bottleneck, CellResult, CellRota, Gain
from roster.planning.results.month import MonthResult
from roster.planning.scenarios.sentences import change_sentences
from roster.planning.solving import measures
from roster.planning.solving.bottleneck import first_bottleneck
from roster.planning.solving.cell_figures import cell_figures, cell_sentence, is_converged
from roster.planning.solving.cell_notes import cell_notes
from roster.planning.solving.gains import find_gains
from roster.planning.solving.measures import is_rostered
from roster.planning.solving.month_solver import MonthOptions, SolvedMonth, open_changed_book, solve_month
from roster.planning.solving.months import month_book, months_in
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.sampling.sample import as_newcomer
from roster.planning.solving.tasks import CellAnswer, CellTask
from roster.planning.solving.timing.busy_clock import BusyClock

# A month gets its equal part of the remaining time, but at least this part: a hard month may take more than its share,
# because most months are solved quickly.
_LEAST_PART_OF_TIME = 1 / 4


def changed_book_of(task: CellTask) -> ChangedBook:
    """The book of a cell with all its changes.

    Raises:
        BookError: every mistake in the changes.
    """
    return apply_changes(ChangedBook(task.book, task.book.period, task.draws), (*task.common, *task.changes))


def solve_cell(task: CellTask, keep_rotas: bool = False) -> bytes:
    """Solves a cell; an error becomes its result.

    Args:
        keep_rotas: whether the answer has the rotas of the months.

    Returns:
        A `CellAnswer` as JSON.
    """
    clock = BusyClock()
    months = _Months()
    grant(task.trusted)
    try:
        result = _result(task, months, clock)
    except (BookError, ConflictError, NothingFoundError, EngineError, HistoryError, RuleFailureError) as error:
        result = failed_result(task, _message(error))
    except Exception as error:  # one bad cell must not lose the others
        result = failed_result(task, f"{type(error).__name__}: {error}")
    rotas = months.rotas if keep_rotas else {}
    answer = CellAnswer(result=result, seconds=round(clock.passed(), 2), rotas=rotas)
    return answer.model_dump_json().encode()


def failed_result(task: CellTask, error: str) -> CellResult:
    """The result of a cell that could not be solved."""
    return CellResult(
        id=task.id,
        name=task.name,
        axes=dict(task.axes),
        changes=change_sentences(task.changes),
        error=error,
        sentence=error,
    )


def _message(error: Exception) -> str:
    if isinstance(error, BookError):
        return "; ".join(dict.fromkeys(problem.message for problem in error.problems))
    return "; ".join(str(error).splitlines())


def month_of_key(key: str) -> tuple[int, int]:
    """The number of the draw and the number of the month of a key `draw/month` of `CellAnswer.rotas`."""
    draw, number = key.split("/")
    return int(draw), int(number)


@dataclass
class _Months:
    """The solved months of a cell so far.

    Attributes:
        first: the first month of the first draw.
        lost_pins: the number of pins of the book that no longer hold in its own first month.
        rotas: the rotas by `draw/month`.
        bottlenecks: of the first month of each draw looked at.
        gains: the same.
    """

    results: list[MonthResult] = field(default_factory=list)
    first: SolvedMonth | None = None
    lost_pins: int = 0
    rotas: dict[str, Rota] = field(default_factory=dict)
    bottlenecks: list[Bottleneck] = field(default_factory=list)
    gains: list[list[Gain]] = field(default_factory=list)


def _result(task: CellTask, months: _Months, clock: BusyClock) -> CellResult:
    changed = changed_book_of(task)
    for draw in range(1, task.draws.months + 1):
        _solve_draw(task, changed, draw, months, clock)
    assert months.first is not None
    figures = cell_figures(months.results, task.draws.months)
    people = _people(changed.book)
    bottleneck = months.bottlenecks[0] if months.bottlenecks else None
    pins = months.lost_pins
    return CellResult(
        id=task.id,
        name=task.name,
        axes=dict(task.axes),
        changes=change_sentences(task.changes),
        notes=tuple(cell_notes(changed, months.first.opened.book, pins)),
        people=people,
        months=tuple(months.results),
        figures=figures,
        converged=is_converged(figures, task.draws.months),
        bottleneck=bottleneck,
        gains=tuple(_summed(months.gains)),
        sentence=cell_sentence(months.results, people, bottleneck),
        rota=_cell_rota(months.first),
    )


def _solve_draw(task: CellTask, changed: ChangedBook, draw: int, months: _Months, clock: BusyClock) -> None:
    """Solves the months of one draw, each after the rota of the month before."""
    periods = months_in(changed.span)
    numbers = RandomNumbers(task.options.seed, draw)
    last: Book | None = None
    for number, period in enumerate(periods):
        months_left = (task.draws.months - draw) * len(periods) + len(periods) - number
        options = _month_options(task, clock, months_left)
        book = _drawn_book(changed, numbers, last, period)
        month = solve_month(open_changed_book(book, task.folder), options, task.warm_starts.get((draw, number)))
        last = month.opened.book
        months.first = months.first or month
        if period.first == task.book.period.first and not task.draws.anything:
            months.lost_pins = max(months.lost_pins, len(task.book.pins) - len(last.pins))
        months.rotas[f"{draw}/{number}"] = month.rota
        months.results.append(_month_result(month, draw, period, task.options.last))
        if number == 0 and draw <= task.options.gain_months:
            months.bottlenecks.append(first_bottleneck(month, options))
            as_drawn = partial(as_newcomer, changed, period=period, numbers=numbers)
            months.gains.append(find_gains(month, task.options.gains, options, as_drawn))


def _drawn_book(changed: ChangedBook, numbers: RandomNumbers, last: Book | None, period: Period) -> Book:
    try:
        return month_book(changed, numbers, last, period)
    except ValidationError as error:  # a shift that does not exist in that month, because the clocks change
        messages = [f"{period.first} to {period.last}: {problem.message}" for problem in problems_of(error)]
        raise BookError([Problem((), message) for message in messages]) from error


def _month_options(task: CellTask, clock: BusyClock, months_left: int) -> MonthOptions:
    """The options of the next month, with its part of the time that is left to the cell."""
    left = task.options.seconds - clock.counted()
    part = max(1 / max(1, months_left), _LEAST_PART_OF_TIME)
    return MonthOptions(max(2.0, left * part), task.options.seed, task.options.last, clock=clock)


def _month_result(month: SolvedMonth, draw: int, period: Period, last: Level) -> MonthResult:
    view, rules = month.opened.view, month.opened.admission.rules
    asks = SearchOptions(last=last).asks_for
    return MonthResult(
        draw=draw,
        period=period,
        scores=tuple(score for score in month.rota.scores if asks(score.level)),
        most_running=month.most_running,
        cut_short=month.cut_short,
        lines=tuple(measures.duty_lines(view)),
        hours=tuple(measures.hours_lines(view, rules)),
        fair=tuple(measures.fair_lines(view)),
    )


def _people(book: Book) -> dict[str, int]:
    """The number of people by role: `posted paramedic`, and `paramedic` for those who only offer."""
    names = Counter(
        f"{'posted ' if person.posting else ''}{person.role}" if is_rostered(person) else person.role
        for person in book.people
    )
    return dict(sorted(names.items()))


def _summed(found: Sequence[Sequence[Gain]]) -> list[Gain]:
    """The gains of several months added up by role, the best first."""
    if len(found) <= 1:
        return list(found[0]) if found else []
    by_role: dict[str, list[Gain]] = {}
    for gain in (gain for month in found for gain in month):
        by_role.setdefault(gain.role, []).append(gain)
    summed = [_sum_of_role(role, gains) for role, gains in by_role.items()]
    return sorted(summed, key=lambda gain: (-gain.running, -gain.seats))


def _sum_of_role(role: str, gains: Sequence[Gain]) -> Gain:
    running, seats = sum(gain.running for gain in gains), sum(gain.seats for gain in gains)
    any_dates = sum(gain.any_dates for gain in gains)
    months = f"{len(gains)} drawn months"
    given = (
        f"no more duties run in any of {months}, whoever it is and whatever they offer (proven)"
        if any_dates <= 0
        else f"{running / len(gains):.1f} more duties run in a month (mean of {months};"
        f" with the best dates, areas and qualifications at most {any_dates / len(gains):.1f})"
    )
    return gains[0].model_copy(
        update={
            "running": running,
            "most": sum(gain.most for gain in gains),
            "seats": seats,
            "any_dates": any_dates,
            "sentence": f"one more {role}: {given}; {seats / len(gains):.1f} more seats filled",
        }
    )


def _cell_rota(month: SolvedMonth) -> CellRota:
    book = month.opened.book
    on_duty = {item.person for item in month.rota.assignments}
    return CellRota(
        period=book.period,
        assignments=month.rota.assignments,
        duties=month.rota.duties,
        names={person.id: person.name for person in book.people if person.id in on_duty},
    )
