"""The cells of a sweep: the base, each scenario, those combined, the grid; every mistake is said before any work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path as FilePath

from models.book import Book
from models.errors import RosterError
from models.problems import BookError, Path, Problem, did_you_mean
from roster.analysis.words import counted
from roster.io.rule_files import allowed
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.money.assumptions import wrong_assumptions
from roster.planning.scenarios.axes import Axis, Value, axes_of, size_of
from roster.planning.scenarios.book_changes import AddItems
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.month_solver import open_changed_book
from roster.planning.solving.sampling import needs_sampling
from roster.planning.solving.tasks import CellOptions, CellTask

BASE = "base"
MAX_UNASKED = 500  # cells of a sweep that begins without asking
MAX_CELLS = 100_000  # cells of any sweep: beyond that no reader finds anything in the table


class TooManyError(RosterError, ValueError):
    """A sweep of more cells than were meant, or than can be."""


def refuse_size(scenarios: Scenarios, *, sure: bool) -> int:
    """How many cells there are.

    Raises:
        TooManyError: more than is asked for without `--yes`, or than any table holds.
    """
    cells = 1 + len(scenarios.scenarios) + len(scenarios.combined) + size_of(scenarios)
    if cells > MAX_CELLS:
        raise TooManyError(
            f"these are {cells:,} cells; a table holds at most {MAX_CELLS:,}: leave out values of the grid"
        )
    if cells > MAX_UNASKED and not sure:
        raise TooManyError(f"these are {cells:,} cells, more than {MAX_UNASKED}; say --yes when all of them are meant")
    return cells


def plan_cells(
    scenarios: Scenarios, book: Book, ask: CellOptions, folder: FilePath | None
) -> tuple[list[Axis], list[CellTask]]:
    """The axes of the grid, and every cell in order, the base first.

    Raises:
        BookError: every mistake in the changes, each with its place in the scenarios file.
    """
    start = ChangedBook(book, book.period, scenarios.draws)
    if mistakes := _problems(start, scenarios.base, ("base",), folder):
        raise BookError(mistakes)  # with these nothing can be said of the rest
    base = apply_changes(start, scenarios.base, ("base",))
    problems = list(_unknown_roles(scenarios, base.book))
    problems += _combined_problems(scenarios)
    ids = [scenario.id for scenario in scenarios.scenarios]
    problems += [
        Problem(("scenarios", number, "id"), f"scenario '{name}' is there twice")
        for number, name in enumerate(ids)
        if name in ids[:number]
    ]
    signs = _call_signs(scenarios, base.book)
    problems += [Problem(("money", name), said) for name, said in wrong_assumptions(scenarios.money, signs)]
    for number, scenario in enumerate(scenarios.scenarios):
        problems += _problems(base, scenario.changes, ("scenarios", number, "changes"), folder)
    axes: list[Axis] = []
    try:
        axes = axes_of(scenarios, base.book)
    except BookError as error:
        problems += error.problems
    for axis in axes:
        for value in axis.values:
            problems += _problems(base, value.changes, _place(scenarios, axis, value), folder)
    every = [item.changes for item in scenarios.scenarios] + [value.changes for axis in axes for value in axis.values]
    draws = scenarios.draws.months
    if draws > 1 and not problems and not any(_by_chance(base, changes) for changes in ((), *every)):
        same = f"nothing is left to chance, so all {draws} draws would be the same: say who is away, or offers"
        problems.append(Problem(("draws", "months"), same))
    if problems:
        raise BookError(problems)

    trusted = allowed(book, folder or FilePath())

    def task(name: str, title: str, changes: Sequence[Change], axes: dict[str, str] | None = None) -> CellTask:
        return CellTask(
            id=name,
            name=title or name,
            book=book,
            changes=tuple(changes),
            common=scenarios.base,
            axes=axes or {},
            draws=scenarios.draws,
            ask=ask,
            folder=folder,
            trusted=trusted,
        )

    by_id = {scenario.id: scenario for scenario in scenarios.scenarios}
    tasks = [task(BASE, scenarios.base_name, ())]
    tasks += [task(item.id, item.name, item.changes) for item in scenarios.scenarios]
    for number, names in enumerate(scenarios.combined):
        together = [change for name in names for change in by_id[name].changes]
        # Each alone is fine: what is wrong with them is wrong with them together.
        told = dict.fromkeys(problem.message for problem in _problems(base, together, (), folder))
        problems += [Problem(("combined", number), f"together: {message}") for message in told]
        title = " + ".join(by_id[name].name or name for name in names)
        tasks.append(task(" + ".join(names), title, together))
    for values in product(*(axis.values for axis in axes)) if axes else ():
        places = {axis.name: value.name for axis, value in zip(axes, values, strict=True)}
        title = ", ".join(f"{axis} {value}" for axis, value in places.items())
        tasks.append(task(title, title, [change for value in values for change in value.changes], places))
    # Cells that go together by an id of their own are told apart by what they are called.
    twice = [name for name, times in Counter(one.id for one in tasks).items() if times > 1]
    problems += [Problem((), f"two cells are called '{name}'; give the scenario another id") for name in twice]
    if problems:
        raise BookError(problems)
    return axes, tasks


def _by_chance(base: ChangedBook, changes: Sequence[Change]) -> bool:
    """Whether chance decides anything in the base with some changes."""
    case = apply_changes(base, changes)
    return needs_sampling(case, case.span)


def _problems(base: ChangedBook, changes: Sequence[Change], path: Path, folder: FilePath | None) -> list[Problem]:
    """What is wrong with some changes, made to the base.

    What is wrong with the book they make, and not with a change by itself, is laid to the change that brought it in.
    """
    found = _wrong(base, changes, path, folder)
    return [
        problem if problem.path != path else Problem(_blamed(base, changes, path, folder, problem), problem.message)
        for problem in found
    ]


def _wrong(base: ChangedBook, changes: Sequence[Change], path: Path, folder: FilePath | None) -> list[Problem]:
    """The same, with the place of all changes where it is the book that is wrong."""
    try:
        case = apply_changes(base, changes, path)
    except BookError as error:
        return error.problems
    try:
        open_changed_book(case.book, folder)
    except BookError as error:
        return [Problem(path, _of_rule(case.book, problem)) for problem in error.problems]
    return []


def _blamed(
    base: ChangedBook, changes: Sequence[Change], path: Path, folder: FilePath | None, problem: Problem
) -> Path:
    """The place of the first change since which a problem is there; of all of them, where there is only one place."""
    if not changes or (len(path) > 0 and path[0] == "grid"):
        return path
    number = len(changes)
    while number > 1 and any(
        other.message == problem.message for other in _wrong(base, changes[: number - 1], path, folder)
    ):
        number -= 1
    return (*path, number - 1)


def _of_rule(book: Book, problem: Problem) -> str:
    """A problem of the book in words that need no other place; most are a rule's."""
    section, *rest = problem.path or ("book",)
    if section == "rules" and rest and isinstance(rest[0], int):
        if rest[1:] == ["kind"]:
            return problem.message
        place = Problem(tuple(rest[1:]), "").place if rest[1:] else ""
        return f"rule '{book.rules[rest[0]].kind}': " + (f"{place}: " if place else "") + problem.message
    return str(problem)


def _place(scenarios: Scenarios, axis: Axis, value: Value) -> Path:
    """Where a value is written: by itself where the axis is written out, else with the others."""
    written_out = isinstance(scenarios.grid.get(axis.name), Mapping)
    return ("grid", axis.name, value.name) if written_out else ("grid", axis.name)


def _combined_problems(scenarios: Scenarios) -> Iterator[Problem]:
    known = {scenario.id for scenario in scenarios.scenarios}
    for number, names in enumerate(scenarios.combined):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Problem(("combined", number), f"scenario '{name}' is there twice")
        for place, name in enumerate(names):
            if name not in known:
                yield Problem(("combined", number, place), f"scenario '{name}' is unknown{did_you_mean(name, known)}")


def _call_signs(scenarios: Scenarios, book: Book) -> list[str]:
    """Those of the book, and those that a scenario adds."""
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


def spoken_size(cells: int, draws: int) -> str:
    """`24 cells`, `24 cells of 12 drawn months`."""
    return counted(cells, "cells") + (f" of {draws} drawn months" if draws > 1 else "")
