"""Lists the cells of a sweep: the base, each scenario, each combination, each point of the grid.

Every mistake in scenarios and changes is reported here, before any cell is solved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path as FilePath

from models.book import Book
from models.errors import RosterError
from models.problems import BookError, Path, Problem, did_you_mean
from models.rules import Level
from roster.io.rule_files import allowed
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.money.assumptions import wrong_assumptions
from roster.planning.scenarios.axes import Axis, Value, axes_of, size_of
from roster.planning.scenarios.book_changes import AddItems
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.cell import changed_book_of
from roster.planning.solving.sampling.sample import needs_sampling
from roster.planning.solving.tasks import NOTHING_DRAWN, CellOptions, CellTask
from roster.planning.solving.unserved_areas import unserved_seats
from roster.planning.sweep.change_checks import ChangeChecks

BASE = "base"
MAX_UNASKED = 500  # cells of a sweep that begins without asking
_MAX_WARNED = 200  # cells whose book is looked at before solving; the notes of the others say the same afterwards
MAX_CELLS = 100_000  # cells of any sweep: beyond that no reader finds anything in the table


class TooManyError(RosterError, ValueError):
    """A sweep has more cells than were meant, or than a table holds."""


@dataclass(frozen=True)
class SweepPlan:
    """What a sweep is to solve.

    Attributes:
        book: the book before any change.
        axes: the axes of the grid.
        tasks: the cells in order, the base first.
        warnings: what is known of the cells before they are solved: seats that nobody may fill.
    """

    scenarios: Scenarios
    book: Book
    axes: Sequence[Axis]
    tasks: Sequence[CellTask]
    warnings: Sequence[str] = ()

    @property
    def undrawn(self) -> CellTask | None:
        """The base with nothing drawn, for cover alone; None where that is no other book than the base's."""
        base = self.tasks[0]
        if not base.draws.anything or changed_book_of(base).span != base.book.period:
            return None
        options = replace(base.options, last=Level.COVER, gain_months=0)
        return replace(base, id=f"{BASE}, nothing drawn", draws=NOTHING_DRAWN, options=options)


def refuse_size(scenarios: Scenarios, *, sure: bool) -> int:
    """Counts the cells without making them.

    Args:
        sure: whether the user confirmed a large sweep.

    Raises:
        TooManyError: more than `MAX_UNASKED` unless confirmed, or more than any table holds.
    """
    cells = 1 + len(scenarios.scenarios) + len(scenarios.combined) + size_of(scenarios)
    if cells > MAX_CELLS:
        raise TooManyError(
            f"these are {cells:,} cells; a table holds at most {MAX_CELLS:,}: leave out values of the grid"
        )
    if cells > MAX_UNASKED and not sure:
        raise TooManyError(f"these are {cells:,} cells, more than {MAX_UNASKED}; say --yes when all of them are meant")
    return cells


def plan_cells(scenarios: Scenarios, book: Book, options: CellOptions, folder: FilePath | None) -> SweepPlan:
    """Lists every cell, the base first.

    Args:
        folder: where the rule files of the book are.

    Raises:
        BookError: every mistake in the scenarios, each with its place in the scenarios file.
    """
    start = ChangedBook(book, book.period, scenarios.draws)
    if mistakes := ChangeChecks(start, folder).problems(scenarios.base, ("base",)):
        raise BookError(mistakes)  # nothing else can be checked against a faulty base
    base = apply_changes(start, scenarios.base, ("base",))
    checks = ChangeChecks(base, folder)
    axes = _checked_axes(scenarios, checks)
    base_task = CellTask(
        id=BASE,
        name=scenarios.base_name or BASE,
        book=book,
        common=scenarios.base,
        draws=scenarios.draws,
        options=options,
        folder=folder,
        trusted=allowed(book, folder or FilePath()),
    )
    tasks = _tasks(scenarios, axes, base_task)
    problems = [*_combination_problems(scenarios, checks), *_repeated_names(tasks)]
    if problems:
        raise BookError(problems)
    return SweepPlan(scenarios, book, axes, tasks, list(_warnings(tasks)))


def _warnings(tasks: Sequence[CellTask]) -> Iterator[str]:
    """The seats that nobody may fill: those of the base, and of each other cell those that the base does not have."""
    known: frozenset[str] = frozenset()
    for number, task in enumerate(tasks[:_MAX_WARNED]):
        try:
            found = dict.fromkeys(unserved_seats(changed_book_of(task).book))
        except BookError:  # a combination whose changes do not go together fails by itself, and says so
            continue
        yield from (f"{task.name}: {sentence}" for sentence in found if sentence not in known)
        known = known if number else frozenset(found)


def _tasks(scenarios: Scenarios, axes: Sequence[Axis], base: CellTask) -> list[CellTask]:
    by_id = {scenario.id: scenario for scenario in scenarios.scenarios}
    tasks = [base, *(base.for_cell(item.id, item.name, item.changes) for item in scenarios.scenarios)]
    for names in scenarios.combined:
        title = " + ".join(by_id[name].name or name for name in names)
        tasks.append(base.for_cell(" + ".join(names), title, _together(scenarios, names)))
    for values in product(*(axis.values for axis in axes)) if axes else ():
        places = {axis.name: value.name for axis, value in zip(axes, values, strict=True)}
        cell_id = ", ".join(f"{axis} {value}" for axis, value in places.items())
        title = ", ".join(_in_words(axis, value) for axis, value in places.items())
        tasks.append(base.for_cell(cell_id, title, [change for value in values for change in value.changes], places))
    return tasks


def _in_words(axis: str, value: str) -> str:
    """A value of an axis as people say it: `7 paramedics`, `late-turn 8 h`, `5 days`."""
    counts = value.isdigit() and axis.endswith("s") and axis.replace("-", " ").replace(" ", "").isalpha()
    return f"{value} {axis}" if counts else f"{axis} {value}"


def _together(scenarios: Scenarios, names: Sequence[str]) -> list[Change]:
    """The changes of several scenarios, one after another."""
    by_id = {scenario.id: scenario for scenario in scenarios.scenarios}
    return [change for name in names for change in by_id[name].changes]


# --- checks


def _checked_axes(scenarios: Scenarios, checks: ChangeChecks) -> list[Axis]:
    """The axes of the grid.

    Raises:
        BookError: every mistake in the scenarios, but for those of combinations and names of cells.
    """
    book = checks.base.book
    problems = [
        *_unknown_roles(scenarios, book),
        *_unknown_combined(scenarios),
        *_repeated_ids(scenarios),
        *(
            Problem(("money", name), message)
            for name, message in wrong_assumptions(scenarios.money, _call_signs(scenarios, book))
        ),
    ]
    for number, scenario in enumerate(scenarios.scenarios):
        problems += checks.problems(scenario.changes, ("scenarios", number, "changes"))
    axes: list[Axis] = []
    try:
        axes = axes_of(scenarios, book)
    except BookError as error:
        problems += error.problems
    for axis in axes:
        for value in axis.values:
            problems += checks.problems(value.changes, _place(scenarios, axis, value))
    if not problems and _draws_are_the_same(scenarios, axes, checks.base):
        draws = scenarios.draws.months
        same = f"nothing is left to chance, so all {draws} draws would be the same: say who is away, or offers"
        problems.append(Problem(("draws", "months"), same))
    if problems:
        raise BookError(problems)
    return axes


def _draws_are_the_same(scenarios: Scenarios, axes: Sequence[Axis], base: ChangedBook) -> bool:
    """Whether several draws are asked for and no cell has anything that is drawn at random."""
    if scenarios.draws.months == 1:
        return False
    lists = [(), *(item.changes for item in scenarios.scenarios)]
    lists += [value.changes for axis in axes for value in axis.values]
    books = (apply_changes(base, changes) for changes in lists)
    return not any(needs_sampling(changed, changed.span) for changed in books)


def _place(scenarios: Scenarios, axis: Axis, value: Value) -> Path:
    """Where a value is in the scenarios file: an axis written short has one place for all of its values."""
    written_out = isinstance(scenarios.grid.get(axis.name), Mapping)
    return ("grid", axis.name, value.name) if written_out else ("grid", axis.name)


def _unknown_combined(scenarios: Scenarios) -> Iterator[Problem]:
    known = {scenario.id for scenario in scenarios.scenarios}
    for number, names in enumerate(scenarios.combined):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(("combined", number), f"scenario '{name}' is there twice")
        for place, name in enumerate(names):
            if name not in known:
                yield Problem(("combined", number, place), f"scenario '{name}' is unknown{did_you_mean(name, known)}")


def _combination_problems(scenarios: Scenarios, checks: ChangeChecks) -> Iterator[Problem]:
    """Problems of scenarios that are right by themselves, and wrong together."""
    for number, names in enumerate(scenarios.combined):
        found = checks.problems(_together(scenarios, names), ())
        for message in dict.fromkeys(problem.message for problem in found):
            yield Problem(("combined", number), f"together: {message}")


def _repeated_ids(scenarios: Scenarios) -> Iterator[Problem]:
    ids = [scenario.id for scenario in scenarios.scenarios]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield Problem(("scenarios", number, "id"), f"scenario '{name}' is there twice")


def _repeated_names(tasks: Sequence[CellTask]) -> Iterator[Problem]:
    """Cells with the same id: a scenario may be called like a combination or a point of the grid."""
    for name, times in Counter(task.id for task in tasks).items():
        if times > 1:
            yield Problem((), f"two cells are called '{name}'; give the scenario another id")


def _call_signs(scenarios: Scenarios, book: Book) -> list[str]:
    """The call signs of the book, and those that a scenario adds."""
    changes = [change for scenario in scenarios.scenarios for change in scenario.changes]
    added = [str(item.get("id")) for change in changes if isinstance(change, AddItems) for item in change.call_signs]
    return [sign.id for sign in book.call_signs] + added


def _unknown_roles(scenarios: Scenarios, book: Book) -> Iterator[Problem]:
    known = {role.id for role in book.roles}
    lists: list[tuple[Path, Sequence[str]]] = [(("gains",), scenarios.gains or ())]
    for section in ("away", "offers"):
        for number, item in enumerate(getattr(scenarios.draws, section)):
            lists.append((("draws", section, number, "roles"), item.roles))
    for path, names in lists:
        for number, name in enumerate(names):
            if name not in known:
                yield Problem((*path, number), f"role '{name}' is unknown{did_you_mean(name, known)}")
