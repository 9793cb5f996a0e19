"""A book with its verdict, and the same after some changes."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from constraints.admission import Admission
from constraints.facts import Facts
from constraints.facts.taken_over import take_over
from constraints.verify import Verdict
from models.book import Book
from roster.api.opened import OpenBook, ready
from roster.desk.changes.apply import changed_book, opened_after, with_scores
from roster.desk.changes.change import Change
from roster.desk.live.checked_rota import CheckedRota
from roster.desk.live.touched import same_facts, same_fates, same_people
from roster.garbage import collection_paused


@dataclass(frozen=True)
class LiveRota:
    """A book that is ready to work with, and the verdict of its rota.

    Attributes:
        opened: the book with its facts and rules.
        checked: what every rule finds in its rota; None for a book without one.
    """

    opened: OpenBook
    checked: CheckedRota | None

    @property
    def book(self) -> Book:
        """The book."""
        return self.opened.book

    @property
    def verdict(self) -> Verdict:
        """The same as `roster.api.check` gives; without breaches for a book without a rota."""
        return self.checked.verdict if self.checked else Verdict([], [])

    @classmethod
    def of(cls, book: Book, folder: Path | None = None) -> LiveRota:
        """Checks a book.

        Args:
            folder: where its rule files lie; the current folder when None.

        Raises:
            BookError: rules or pins that are not possible.
        """
        return cls._checked(ready(book, folder), None)

    def after(self, changes: Sequence[Change]) -> LiveRota:
        """The same after some changes; this one stays as it is.

        Raises:
            ChangeError: everything that is wrong with the changes.
        """
        if not changes:
            return self
        facts = self.opened.admission.facts
        # Its objects are nearly all kept: searching them, and all other units, for garbage would double its time.
        with collection_paused():
            changed = changed_book(self.book, changes, facts)
            live = self._checked(self._opened(changed.book), self.checked)
        if not changed.needs_scores:
            return live
        book = with_scores(live.book, live.verdict)
        return replace(live, opened=replace(live.opened, book=book))

    @classmethod
    def _checked(cls, opened: OpenBook, before: CheckedRota | None) -> LiveRota:
        if opened.book.rota is None:
            return cls(opened, None)
        view, rules = opened.as_worked, opened.admission.rules
        return cls(opened, before.after(view, rules) if before else CheckedRota.of(view, rules))

    def _opened(self, book: Book) -> OpenBook:
        """The changed book, ready to work with; facts that still hold are not found again."""
        facts = self._facts_of(book)
        if facts is None or book.pins != self.book.pins:
            opened = opened_after(book, self.opened.folder)
            known = self.opened.admission.facts
            if same := same_people(known, opened.admission.facts):
                take_over(opened.admission.facts, known, same)
            return opened
        return replace(self.opened, book=book, admission=Admission(facts, self.opened.admission.rules, []))

    def _facts_of(self, book: Book) -> Facts | None:
        """The facts of the book before, where they are those of a changed book; else None.

        They are not where the rota decides what a record of work is a record of, and decides it otherwise now.
        """
        if not same_facts(self.book, book):
            return None
        known = self.opened.admission.facts
        if not same_fates(known, book):
            return None
        facts = copy(known)
        facts.book = book
        return facts


__all__ = ["LiveRota"]
