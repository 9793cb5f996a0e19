"""What a table is made from: a book by itself, or one that was opened."""

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
    """A book that was made ready, such as `roster.OpenBook`."""

    @property
    def book(self) -> Book:
        """The book itself."""

    @property
    def admission(self) -> Admission:
        """Its facts and its rules."""


def facts_of(book: Book | OpenedBook) -> Facts:
    """What follows from a book without its rules."""
    return Facts(book) if isinstance(book, Book) else book.admission.facts


def with_rules(book: Book | OpenedBook) -> tuple[Facts, Sequence[Rule]]:
    """What follows from a book, and its rules.

    Raises:
        BookError: rules or pins that are not possible, or rules in files of the book's own, which are read where it is
            opened.
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
