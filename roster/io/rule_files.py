"""Loads the rule files of a book, the only place that does; copies them along when the book is written.

A rule file lies in the book's folder or below, and runs only when the user has allowed it (`trust.py`).
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from constraints.registry import Registry, RegistryError, registry_for
from constraints.rule_file import RuleFile
from models.book import Book
from models.problems import BookError, Problem
from roster.io import trust
from roster.io.storage.files import STANDARD, FileError, read_bytes, resolve_links

FIELD = "rule_files"


def registry_of(book: Book, folder: Path, source: Path | None = None) -> Registry:
    """Returns the rules that a book may use, and runs its rule files, if the user has allowed them.

    Args:
        folder: the folder of the book.
        source: the file of the book, for the command in messages that allows its rule files.

    Raises:
        BookError: rule files that are missing, lie outside of the folder, are not allowed or fail; built-in rules that
            are missing.
    """
    files = rule_files_of(book, folder)
    refused = [
        Problem((FIELD, number), _not_allowed(book.rule_files[number], file, source))
        for number, file in enumerate(files)
        if not trust.is_trusted(file)
    ]
    if refused:
        raise BookError(refused)
    try:
        registry = registry_for(files)
    except RegistryError as error:
        raise BookError([Problem((FIELD,), str(error))]) from error
    if missing := registry.missing():
        told = (
            f"built-in rules are missing: {', '.join(missing)}; another package called 'constraints' or 'models' may"
            " have overwritten ours: install jru-roster into an environment of its own"
        )
        raise BookError([Problem((FIELD,), told)])
    return registry


def rule_files_of(book: Book, folder: Path) -> list[RuleFile]:
    """Reads the rule files that a book names, without running them.

    Raises:
        BookError: with each file that cannot be read, or lies outside of the folder.
    """
    files: list[RuleFile] = []
    problems: list[Problem] = []
    for number, name in enumerate(book.rule_files):
        try:
            place = _place_of(name, folder)
            files.append(RuleFile(place, read_bytes(place)))
        except (ValueError, FileError) as error:
            problems.append(Problem((FIELD, number), str(error)))
    if problems:
        raise BookError(problems)
    return files


def allowed(book: Book, folder: Path) -> frozenset[str]:
    """Returns the digests of the rule files that the user has allowed, for worker processes that may run them too."""
    return frozenset(file.digest for file in rule_files_of(book, folder) if trust.is_trusted(file))


def _place_of(name: str, folder: Path) -> Path:
    """Returns the path of a rule file.

    Raises:
        ValueError: it lies outside of the book's folder, also by a link; or it is no regular file.
    """
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    advice = "put the file into the book's folder, and name it as seen from there"
    if windows.drive or windows.root or posix.root:
        raise ValueError(f"'{name}' is not seen from the book's folder; {advice}")
    if ".." in windows.parts or ".." in posix.parts:
        raise ValueError(f"'{name}' leads out of the book's folder; {advice}")
    try:
        # Either system's separator is one, so that a book means the same on both.
        place, home = folder / windows.as_posix(), resolve_links(folder)
        target = resolve_links(place)
    except ValueError:  # a character that no name of a file has
        raise ValueError(f"'{name}' cannot be the name of a file") from None
    if not target.is_relative_to(home):
        raise ValueError(f"'{name}' is a link, or lies behind one, that leads out of the book's folder; {advice}")
    if not target.exists():
        raise ValueError(f"rule file {place} is not there")
    if not target.is_file():
        raise ValueError(f"rule file {place} is not a Python file that can be read")
    return place


def _not_allowed(name: str, file: RuleFile, source: Path | None) -> str:
    book = shlex.quote(str(source)) if source is not None else "BOOK"
    says = f'says of itself "{file.summary}"' if file.summary else "says nothing of itself"
    state = "has changed since you allowed it" if trust.has_changed(file) else "you have not allowed to run yet"
    return f"'{name}' is a program that {state}: {file.path} {says}. Read it, then allow it with: roster trust {book}"


def refuse_copies(book: Book, folder: Path | None, paths: Sequence[Path]) -> None:
    """Checks, before any work is done, that rule files can be copied to the folders of outputs.

    Raises:
        FileError: a different file of that name lies there.
    """
    for path in paths:
        with_copies(book, folder, path)


def with_copies(
    book: Book, folder: Path | None, path: Path, say: Callable[[str], None] = lambda sentence: None
) -> tuple[Book, list[tuple[Path, bytes]]]:
    """Returns a book as it is written to a path, and the copies of its rule files that have to lie beside it.

    Nothing is copied where the rule files lie in the output's folder or below. Standard output has no folder: there
    they are named relative to the working folder or, where that is impossible, as before.

    Args:
        folder: the folder of the book; None for a book that came from no file.
        say: receives a sentence for each copy, and each file that can no longer be copied.

    Raises:
        FileError: a different file of that name lies there.
    """
    if folder is None or not book.rule_files:
        return book, []
    is_standard = str(path) == STANDARD
    home, target = resolve_links(folder), resolve_links(Path() if is_standard else path.parent)
    if home.is_relative_to(target):
        return _renamed(book, [(home.relative_to(target) / name).as_posix() for name in _with_slashes(book)]), []
    if is_standard:
        say("its rule files are named as in the book itself; save it in the folder where they lie")
        return book, []
    try:
        files = rule_files_of(book, folder)
    except BookError as error:  # changed since the book was opened: the answer is worth more than its rule files
        for problem in error.problems:
            say(f"{path}: goes without its rule file: {problem.message}")
        return book, []
    copies: dict[Path, bytes] = {}
    for file in files:
        copy = path.parent / file.path.name
        there = copies.get(copy, _content(copy))
        if there is not None and there != file.source:
            raise FileError(
                [f"{copy}: is another file than the rule file {file.path}, which goes beside {path.name}; move it away"]
            )
        if there is None:
            copies[copy] = file.source
            say(f"its rule file {file.path} goes along: {copy}")
    return _renamed(book, [file.path.name for file in files]), list(copies.items())


def _content(path: Path) -> bytes | None:
    """Returns the bytes of a file; empty for anything else at that path; None where there is nothing."""
    if not os.path.lexists(path):
        return None
    return read_bytes(path) if path.is_file() else b""


def _with_slashes(book: Book) -> list[str]:
    return [PureWindowsPath(name).as_posix() for name in book.rule_files]


def _renamed(book: Book, names: Sequence[str]) -> Book:
    return book.model_copy(update={FIELD: tuple(names)})
