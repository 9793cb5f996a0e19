"""Turns errors into sentences on standard error and an exit status, for every command in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from models.errors import RosterError
from roster.cli.output import say

if TYPE_CHECKING:
    from models.book import Book

R = TypeVar("R")

NO = 1  # the answer is no: a hard rule is broken, pins contradict each other, nothing was found
WRONG = 2  # the input or the call is wrong


def failure(lines: Sequence[str], status: int) -> click.exceptions.Exit:
    """Prints what is wrong on standard error, one line each, and returns the exception that ends the command."""
    many = len(lines) > 1 and status == WRONG
    if many:
        say(f"{len(lines)} mistakes:", err=True)
    for line in lines:
        say(f"  {line}" if many else line, err=True)
    return click.exceptions.Exit(status)


def reports_errors(command: Callable[..., R]) -> Callable[..., R]:
    """Decorates a command: an error that a user can cause ends in sentences and an exit status, without a traceback.

    Sentences that name no file begin with the command's argument BOOK, where it has one.
    """

    @wraps(command)
    def guarded(**options: Any) -> R:
        try:
            answer = command(**options)
            if sys.stdout is not None:
                sys.stdout.flush()
            return answer
        except RosterError as error:
            written = bool(options.get("outputs"))
            raise failure(*sentences_and_status(error, options.get("book"), has_output=written)) from None
        except BrokenPipeError:  # the reader, say `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            what = f"{error.filename}: cannot be used" if error.filename else "standard output cannot be written"
            raise failure([f"{what}: {error.strerror or error}"], WRONG) from None
        except KeyboardInterrupt:
            raise failure(["stopped"], NO) from None

    return guarded


def sentences_and_status(error: RosterError, book: Path | None, *, has_output: bool) -> tuple[list[str], int]:
    """The sentences that tell a user of an error, and the exit status of the command.

    Args:
        error: what was raised.
        book: the file that the command was called with; sentences of errors that know no file begin with it.
        has_output: whether the command writes a book, which after a failure of the engine it does not.
    """
    from models.problems import BookError  # here, not above: `--help` need not load what these modules import
    from roster.errors import (
        ClusterError,
        ConflictError,
        EngineError,
        IllegalRotaError,
        NothingFoundError,
        SentencesError,
    )
    from roster.io.storage.files import FileError

    prefix = "" if book is None else f"{book}: "
    match error:
        case PeopleNamedError():
            lines, status = sentences_and_status(error.error, book, has_output=has_output)
            return [error.named(line) for line in lines], status
        case FileError():
            return error.lines, WRONG
        case BookError():
            return [str(problem) for problem in error.problems], WRONG
        case ConflictError():
            return [f"{prefix}{sentence}" for sentence in error.conflict.sentences], NO
        case SentencesError():
            return [f"{prefix}{sentence}" for sentence in error.sentences], NO
        case NothingFoundError():
            return [f"{prefix}{error}"], NO
        case EngineError():
            return [f"nothing was written: {error}" if has_output else str(error)], NO
        case IllegalRotaError():  # of publishing: other commands say it in their answer
            broken = [f"{prefix}{breach.rule}: {breach.message}" for breach in error.verdict.hard]
            return [*broken, f"{prefix}nothing was published: the rota is not legal"], NO
        case ClusterError():
            return [str(error)], WRONG
    return [str(error)], WRONG


class PeopleNamedError(RosterError):
    """Another error, in whose sentences names stand beside the ids of people.

    Args:
        error: the other error.
        named: puts names into a sentence.
    """

    def __init__(self, error: RosterError, named: Callable[[str], str]) -> None:
        super().__init__(named(str(error)))
        self.error = error
        self.named = named


@contextmanager
def naming_people(book: Book) -> Iterator[None]:
    """Puts names beside the ids of people of a book in the sentences of errors about its rota.

    Raises:
        PeopleNamedError: in the place of such an error.
    """
    from roster.errors import ConflictError, IllegalRotaError, NothingFoundError, SentencesError

    try:
        yield
    except (ConflictError, IllegalRotaError, NothingFoundError, SentencesError) as error:
        from roster.analysis.names import NamesInSentences

        raise PeopleNamedError(error, NamesInSentences(book).named) from error


@contextmanager
def naming_file(file: Path, *kinds: type[RosterError]) -> Iterator[None]:
    """Lets errors of some kinds name the file they are about in each of their sentences.

    Args:
        file: the file.
        kinds: the kinds of errors; others pass unchanged.

    Raises:
        FileError: in the place of an error of these kinds.
    """
    from models.problems import BookError
    from roster.errors import SentencesError
    from roster.io.storage.files import FileError

    try:
        yield
    except kinds as error:
        sentences = [str(error)]
        if isinstance(error, SentencesError):
            sentences = error.sentences
        elif isinstance(error, BookError):
            sentences = [problem.message for problem in error.problems]
        raise FileError([f"{file}: {sentence}" for sentence in sentences]) from None
