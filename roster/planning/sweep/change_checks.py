"""Checks changes before any cell is solved: each mistake is reported with its place in the scenarios file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from models.book import Book
from models.problems import BookError, Path, Problem
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.scenarios.change import Change
from roster.planning.solving.month_solver import open_changed_book


@dataclass(frozen=True)
class ChangeChecks:
    """Checks lists of changes, each list applied to the same book.

    Attributes:
        base: the book to which each list is applied.
        folder: where the rule files of the book are.
    """

    base: ChangedBook
    folder: FilePath | None

    def problems(self, changes: Sequence[Change], path: Path) -> list[Problem]:
        """The problems of a list of changes, and of the book they make.

        A problem of the book as a whole gets the place of the change that first brings it.

        Args:
            path: where the list is in the scenarios file.
        """
        return [
            problem
            if problem.path != path
            else Problem(self._first_change_with(problem, changes, path), problem.message)
            for problem in self._found(changes, path)
        ]

    def _found(self, changes: Sequence[Change], path: Path) -> list[Problem]:
        """The problems; those of the book as a whole have the place of the list."""
        try:
            changed = apply_changes(self.base, changes, path)
        except BookError as error:
            return error.problems
        try:
            open_changed_book(changed.book, self.folder)
        except BookError as error:
            return [Problem(path, _as_sentence(changed.book, problem)) for problem in error.problems]
        return []

    def _first_change_with(self, problem: Problem, changes: Sequence[Change], path: Path) -> Path:
        """Returns the place of the change that first causes a problem; in a grid the place of the whole list."""
        if not changes or (len(path) > 0 and path[0] == "grid"):
            return path
        number = len(changes)
        while number > 1 and any(
            other.message == problem.message for other in self._found(changes[: number - 1], path)
        ):
            number -= 1
        return (*path, number - 1)


def _as_sentence(book: Book, problem: Problem) -> str:
    """A problem of a changed book as a sentence that stands without a place in the book; most are about a rule."""
    section, *rest = problem.path or ("book",)
    if section == "rules" and rest and isinstance(rest[0], int):
        if rest[1:] == ["kind"]:
            return problem.message
        place = Problem(tuple(rest[1:]), "").place if rest[1:] else ""
        return f"rule '{book.rules[rest[0]].kind}': " + (f"{place}: " if place else "") + problem.message
    return str(problem)


__all__ = ["ChangeChecks"]
