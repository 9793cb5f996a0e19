"""Solves one cell in one thread: changes its book, draws and solves its months, finds bottleneck and gains."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

from pydantic import ValidationError

from constraints.base import RuleFailureError
from models.book import Book
from models.period import Period
from models.problems import BookError, Problem
from models.rota import Rota
from models.rules import Level
from roster.analysis.words import counted
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
from roster.planning.solving.gains import find_gains
from roster.planning.solving.measures import is_rostered
from roster.planning.solving.month_solver import MonthOptions, SolvedMonth, open_changed_book, solve_month
from roster.planning.solving.months import month_book, months_in
from roster.planning.solving.sampling import RandomNumbers, with_sampled_absences
from roster.planning.solving.tasks import CellAnswer, CellTask

MOST_OF_TIME = 4  # one in so many of the seconds that are left is for the next month, unless fewer months are


def changed_book_of(task: CellTask) -> ChangedBook:
    """A cell's case.

    Raises:
        BookError: every mistake in its changes.
    """
    return apply_changes(ChangedBook(task.book, task.book.period, task.draws), (*task.common, *task.changes))


def solve_cell(task: CellTask, keep_rotas: bool = False) -> bytes:
    """Solve a cell; what goes wrong in it is its result.

    Returns:
        An `Answer` as JSON.
    """
    began = time.monotonic()
    rotas: dict[str, Rota] = {}
    grant(task.trusted)
    try:
        result = _result(task, rotas, began)
    except (BookError, ConflictError, NothingFoundError, EngineError, HistoryError, RuleFailureError) as error:
        result = failed_result(task, _said(error))
    except Exception as error:  # one bad cell must not lose the others
        result = failed_result(task, f"{type(error).__name__}: {error}")
    done = CellAnswer(result=result, seconds=round(time.monotonic() - began, 2), rotas=rotas if keep_rotas else {})
    return done.model_dump_json().encode()


def failed_result(task: CellTask, error: str) -> CellResult:
    """The result of a cell that has none."""
    return CellResult(
        id=task.id,
        name=task.name,
        axes=dict(task.axes),
        changes=change_sentences(task.changes),
        error=error,
        sentence=error,
    )


def _said(error: Exception) -> str:
    if isinstance(error, BookError):
        return "; ".join(dict.fromkeys(problem.message for problem in error.problems))
    return "; ".join(str(error).splitlines())


def _result(task: CellTask, rotas: dict[str, Rota], began: float) -> CellResult:
    case = changed_book_of(task)
    spans = months_in(case.span)
    months: list[MonthResult] = []
    first: SolvedMonth | None = None
    pins = 0
    bottlenecks: list[Bottleneck] = []
    more: list[list[Gain]] = []
    for draw in range(1, task.draws.months + 1):
        last: Book | None = None
        for number, period in enumerate(spans):
            means = _means(task, began, left=(task.draws.months - draw) * len(spans) + len(spans) - number)
            luck = RandomNumbers(task.ask.seed, draw)
            month = _month(task, case, luck, last, period, means, (draw, number))
            last = month.opened.book
            first = first or month
            if period.first == task.book.period.first and not task.draws.anything:
                pins = max(pins, len(task.book.pins) - len(last.pins))
            rotas[f"{draw}/{number}"] = month.rota
            months.append(_measured(month, draw, period, task.ask.last))
            if number == 0 and draw <= task.ask.gain_months:
                bottlenecks.append(first_bottleneck(month, means))
                as_drawn = partial(with_sampled_absences, case, period=period, luck=luck)
                more.append(find_gains(month, task.ask.gains, means, as_drawn))
    assert first is not None
    figures = cell_figures(months, task.draws.months)
    people = _people(case.book)
    bottleneck = bottlenecks[0] if bottlenecks else None
    return CellResult(
        id=task.id,
        name=task.name,
        axes=dict(task.axes),
        changes=change_sentences(task.changes),
        notes=(f"{counted(pins, 'pins')} of the book could no longer hold, and went",) if pins else (),
        people=people,
        months=tuple(months),
        figures=figures,
        converged=is_converged(figures, task.draws.months),
        bottleneck=bottleneck,
        gains=tuple(_summed(more)),
        sentence=cell_sentence(months, people, bottleneck),
        rota=_rota(first),
    )


def _month(
    task: CellTask,
    case: ChangedBook,
    luck: RandomNumbers,
    last: Book | None,
    period: Period,
    means: MonthOptions,
    place: tuple[int, int],
) -> SolvedMonth:
    try:
        book = month_book(case, luck, last, period)
    except ValidationError as error:  # a shift that is not possible in that month, for the clocks change
        told = [f"{period.first} to {period.last}: {problem.message}" for problem in problems_of(error)]
        raise BookError([Problem((), message) for message in told]) from error
    return solve_month(open_changed_book(book, task.folder), means, task.starts.get(place))


def _means(task: CellTask, began: float, left: int) -> MonthOptions:
    """What a month may use of what is left of the cell's time: a hard one more than its share, for most are quick."""
    seconds = max(2.0, (task.ask.seconds - (time.monotonic() - began)) / min(max(1, left), MOST_OF_TIME))
    return MonthOptions(seconds, task.ask.seed, task.ask.last)


def _measured(month: SolvedMonth, draw: int, period: Period, last: Level) -> MonthResult:
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
    """How many people there are: `posted paramedic`, `paramedic` who only offer."""
    names = Counter(
        f"{'posted ' if person.posting else ''}{person.role}" if is_rostered(person) else person.role
        for person in book.people
    )
    return dict(sorted(names.items()))


def _summed(found: Sequence[Sequence[Gain]]) -> list[Gain]:
    """Gains of several months; the sentence says which where there is more than one."""
    if len(found) <= 1:
        return list(found[0]) if found else []
    by_role: dict[str, list[Gain]] = {}
    for gain in (gain for month in found for gain in month):
        by_role.setdefault(gain.role, []).append(gain)
    summed = [
        of_role[0].model_copy(
            update={
                "running": sum(gain.running for gain in of_role),
                "most": sum(gain.most for gain in of_role),
                "seats": sum(gain.seats for gain in of_role),
                "sentence": f"one more {role}: {sum(gain.running for gain in of_role) / len(of_role):.1f} more duties"
                f" run in a month, and {sum(gain.seats for gain in of_role) / len(of_role):.1f} more seats filled"
                f" (mean of {len(of_role)} drawn months)",
            }
        )
        for role, of_role in by_role.items()
    ]
    return sorted(summed, key=lambda gain: (-gain.running, -gain.seats))


def month_of_key(name: str) -> tuple[int, int]:
    """The draw and the number of the month of a rota's name: the inverse of `1/0`."""
    draw, number = name.split("/")
    return int(draw), int(number)


def _rota(month: SolvedMonth) -> CellRota:
    book = month.opened.book
    there = {item.person for item in month.rota.assignments}
    return CellRota(
        period=book.period,
        assignments=month.rota.assignments,
        duties=month.rota.duties,
        names={person.id: person.name for person in book.people if person.id in there},
    )
