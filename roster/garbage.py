"""Sets Python's garbage collector for work that makes very many objects and keeps nearly all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # Python's own number, 700, is for programs that throw most objects away


def collect_seldom() -> None:
    """Makes the collector run seldom, for the rest of a process that ends after one command.

    Imports, a book, a model and a workbook are millions of objects of which nearly all are kept: looking through them
    after every 700 new ones is a tenth of the time of a command on a small book.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Switches the garbage collector off for a while.

    For work that makes millions of objects and keeps nearly all of them, such as building a model or reading a large
    YAML file: searching them for garbage takes about a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def existing_objects_skipped() -> Iterator[None]:
    """Makes the garbage collector skip the objects that exist now, such as a large model, for a while."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
