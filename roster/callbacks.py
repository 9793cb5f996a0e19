"""The functions that a search calls while it goes on, and the event that ends it."""

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
    """What `solve` and `repair` call while they search.

    Attributes:
        report: called with the progress of the search, some twenty times a second.
        better: called from another thread with a checked book that holds the best rota so far, when there is the first
            one and from time to time after that; `repair` does not call it.
        say: called with a sentence when something that was asked for is not possible; `repair` does not call it.
        stop: set it, from any thread, to end the search; the best rota so far is returned.
    """

    report: Callable[[Progress], None] = lambda progress: None
    better: Callable[[Book], None] | None = None
    say: Callable[[str], None] = lambda sentence: None
    stop: threading.Event = field(default_factory=threading.Event)

    def replaced(self, **given: Any) -> Callbacks:
        """A copy in which some attributes are replaced; those given as None stay."""
        return replace(self, **{name: value for name, value in given.items() if value is not None})
