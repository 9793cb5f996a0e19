"""The source of a table: a book, or a book that was opened; gives its facts and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from constraints.admission import Admission, admit
from constraints.base import Rule
from constraints.facts import Facts
from constraints.registry import registry_for
from models.book import Book
from models.problems import BookError, Problem


class OpenedBook(Protocol):
    """A book with its facts and rules, such as `roster.OpenBook`."""

    @property
    def book(self) -> Book:
        """The book itself."""

    @property
    def admission(self) -> Admission:
        """Its facts and its rules."""


def facts_of(book: Book | OpenedBook) -> Facts:
    """The facts of a book, without building its rules."""
    return Facts(book) if isinstance(book, Book) else book.admission.facts


def with_rules(book: Book | OpenedBook) -> tuple[Facts, Sequence[Rule]]:
    """The facts and the rules of a book.

    Raises:
        BookError: its rules or pins are not possible, or it names rule files: these are read only when a book is opened
            with `roster.open_book`.
    """
    if not isinstance(book, Book):
        return book.admission.facts, book.admission.rules
    if book.rule_files:
        names = ", ".join(book.rule_files)
        raise BookError([Problem(("rule_files",), f"the rules in {names} are not read; give roster.open_book(path)")])
    admission = admit(book, registry_for([]))
    if admission.problems:
        raise BookError(admission.problems)
    return admission.facts, admission.rules
