"""What the program does, as functions: read, solve, find cures, check, tell hours, write."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from constraints.admission import Admission, admit
from constraints.registry import Registry, RegistryError, registry_for
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.problems import BookError, Problem
from models.reading import in_book_order
from roster.io import books
from roster.io.files import FileError
from roster.report.ledger import LedgerLine, ledger

if TYPE_CHECKING:
    from roster.engine.cpsat import EngineError
    from roster.engine.levels import Progress
    from roster.engine.solve import ConflictError, NothingFoundError, Options


@dataclass(frozen=True)
class OpenBook:
    """A book that is ready for work: consistent, its rules built, its pins possible as far as the data tell."""

    book: Book
    admission: Admission
    folder: Path | None = None

    @property
    def view(self) -> RotaView:
        """Its rota; raises ValueError when it holds none."""
        return RotaView.of(self.book, self.admission.facts)


def open_book(path: str | Path) -> OpenBook:
    """Read a book and make it ready.

    Raises:
        FileError: with every mistake, each with its place.
    """
    path = Path(path)
    file = books.read(path)
    reading = file.reading
    problems = list(reading.problems)
    if reading.salvaged is not None:
        try:
            registry = registry_of(reading.salvaged, path.parent)
        except RegistryError as error:
            problems.append(Problem(("rule_files",), str(error)))
        else:
            admission = admit(reading.salvaged, registry, reading.indices)
            if not problems and not admission.problems:
                return OpenBook(reading.salvaged, admission, path.parent)
            problems += admission.problems
    raise file.error(in_book_order(problems))


def ready(book: Book, folder: Path | None = None) -> OpenBook:
    """Make a book that is already in memory ready; its rule files are looked for in `folder`.

    Raises:
        BookError: rules or pins that are not possible.
    """
    try:
        registry = registry_of(book, folder or Path())
    except RegistryError as error:
        raise BookError([Problem(("rule_files",), str(error))]) from error
    admission = admit(book, registry)
    if admission.problems:
        raise BookError(admission.problems)
    return OpenBook(book, admission, folder)


def registry_of(book: Book, folder: Path) -> Registry:
    """The rules a book may use.

    Raises:
        RegistryError: a rule file that does not load, or built-in rules that are missing.
    """
    registry = registry_for([folder / name for name in book.rule_files])
    if missing := registry.missing():
        raise RegistryError(
            f"built-in rules are missing: {', '.join(missing)}; another package called 'constraints' or 'models' may"
            " have overwritten ours: install jru-roster into an environment of its own"
        )
    return registry


def read_book(path: str | Path) -> Book:
    """The book in a `.yaml` or `.json` file.

    Raises:
        FileError: with every mistake, each with its place.
    """
    return open_book(path).book


def write_book(book: Book | OpenBook, *paths: str | Path) -> None:
    """Write a book to `.json`, `.yaml` or, with its rota, `.xlsx`; each file whole or not at all.

    A workbook names every rule: a book with rule files beside it is best given opened.

    Raises:
        FileError: when it cannot be written.
        BookError: a workbook of a book whose rules or pins are not possible.
    """
    files = [Path(path) for path in paths]
    if not isinstance(book, OpenBook) and any(path.suffix.lower() == ".xlsx" for path in files):
        book = ready(book)
    if isinstance(book, OpenBook):
        books.write_all(book.book, files, book.admission.rules, book.folder)
    else:
        books.write_all(book, files)


def solve(
    book: Book | OpenBook,
    options: Options | None = None,
    *,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Book], None] | None = None,
) -> Book:
    """The book with the best rota found, every rule checked.

    Args:
        stop: set it to end the search; the best rota so far is returned.
        report: told where the search stands, some twenty times a second.
        better: given a checked book with the best rota so far, at once and then now and again, from another thread.

    Raises:
        BookError: rules or pins that are not possible.
        ConflictError: no rota obeys the pins.
        NothingFoundError: time ran out before there was any rota.
        EngineError: a mistake in this program.
    """
    from roster.engine import solve as engine

    opened = book if isinstance(book, OpenBook) else ready(book)
    return engine.solve(
        opened.admission.facts,
        opened.admission.rules,
        options or engine.Options(),
        stop=stop,
        report=report,
        better=better,
    )


def find_cures(book: Book | OpenBook, *, seconds: float = 60, stop: threading.Event | None = None) -> Book:
    """The solved book with the single changes that would crew duties that are stood down, kept in its rota.

    Args:
        stop: set it to end the search; what was found by then is kept, and the rest is said not to be looked for.

    Raises:
        BookError: rules or pins that are not possible.
        ValueError: the book holds no rota.
    """
    from roster.engine.cures import find_cures as find

    opened = book if isinstance(book, OpenBook) else ready(book)
    if opened.book.rota is None:
        raise ValueError("the book holds no rota")
    found = find(opened.book, opened.admission.rules, seconds=seconds, stop=stop)
    return opened.book.model_copy(update={"rota": opened.book.rota.model_copy(update={"cures": found})})


def check(book: Book | OpenBook) -> Verdict:
    """Every rule's verdict on the rota a book holds.

    Raises:
        BookError: rules or pins that are not possible.
        ValueError: the book holds no rota.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return verify(opened.view, opened.admission.rules)


def hours(book: Book | OpenBook) -> list[LedgerLine]:
    """The ledger of promised hours: one line a person and month.

    Raises:
        BookError: rules or pins that are not possible.
    """
    opened = book if isinstance(book, OpenBook) else ready(book)
    return ledger(opened.book, opened.admission.facts, opened.admission.rules)


def __getattr__(name: str) -> object:
    # The solver takes half a second to import; reading, checking and the ledger never need it.
    if name in ("ConflictError", "EngineError", "NothingFoundError", "Options"):
        from roster.engine import cpsat
        from roster.engine import solve as engine

        return getattr(cpsat if name == "EngineError" else engine, name)
    raise AttributeError(f"module 'roster.api' has no attribute '{name}'")


__all__ = [
    "ConflictError",
    "EngineError",
    "FileError",
    "NothingFoundError",
    "OpenBook",
    "Options",
    "check",
    "find_cures",
    "hours",
    "open_book",
    "read_book",
    "ready",
    "solve",
    "write_book",
]
