"""What a search tells its caller while it goes on, and how the caller ends it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.book import Book
    from roster.engine.levels import Progress


@dataclass(frozen=True)
class Callbacks:
    """One object for all of it, for `solve` and `repair`.

    Attributes:
        report: called with where the search stands, some twenty times a second.
        better: called with a checked book that holds the best rota so far, at once and then now and again, from another
            thread; `repair` has nothing to give it.
        say: called with a sentence about what was asked for and cannot be had; `repair` says nothing.
        stop: set it, from any thread, to end the search; the best rota so far is returned.
    """

    report: Callable[[Progress], None] = lambda progress: None
    better: Callable[[Book], None] | None = None
    say: Callable[[str], None] = lambda sentence: None
    stop: threading.Event = field(default_factory=threading.Event)

    def with_given(self, **given: Any) -> Callbacks:
        """The same, but for those that are given by themselves; None is not given."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})
