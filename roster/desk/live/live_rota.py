"""A book with its verdict, and the same after some changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from constraints.verify import Verdict, verify
from models.book import Book
from roster.api.opened import OpenBook, ready
from roster.desk.changes.apply import changed_book, opened_after, with_scores
from roster.desk.changes.change import Change


@dataclass(frozen=True)
class LiveRota:
    """A book that is ready to work with, and the verdict of its rota.

    Attributes:
        opened: the book with its facts and rules.
        verdict: the same as `roster.api.check` gives; empty for a book without a rota.
    """

    opened: OpenBook
    verdict: Verdict

    @property
    def book(self) -> Book:
        """The book."""
        return self.opened.book

    @classmethod
    def of(cls, book: Book, folder: Path | None = None) -> LiveRota:
        """Checks a book.

        Args:
            folder: where its rule files lie; the current folder when None.

        Raises:
            BookError: rules or pins that are not possible.
        """
        opened = ready(book, folder)
        return cls(opened, _verdict(opened))

    def after(self, changes: Sequence[Change]) -> LiveRota:
        """The same after some changes; this one stays as it is.

        Raises:
            ChangeError: everything that is wrong with the changes.
        """
        if not changes:
            return self
        changed = changed_book(self.book, changes)
        opened = opened_after(changed.book, self.opened.folder)
        verdict = _verdict(opened)
        if changed.needs_scores:
            opened = replace(opened, book=with_scores(opened.book, verdict))
        return LiveRota(opened, verdict)


def _verdict(opened: OpenBook) -> Verdict:
    if opened.book.rota is None:
        return Verdict([], [])
    return verify(opened.as_worked, opened.admission.rules)


__all__ = ["LiveRota"]
