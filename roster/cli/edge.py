"""The edge between the program and its user: errors become sentences and exit statuses, data becomes JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click

from models.problems import BookError
from roster.cli.printable import printable
from roster.io.storage.files import FileError

P = ParamSpec("P")
R = TypeVar("R")

NO = 1
WRONG = 2

format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the answer."
)


def say(sentence: str, *, err: bool = False) -> None:
    """Print a sentence on a line of its own, whatever the names in it hold."""
    click.echo(printable(sentence), err=err)


def complain(lines: Sequence[str], status: int) -> click.exceptions.Exit:
    """Say what is wrong on standard error, one line each; raise what is returned."""
    many = len(lines) > 1 and status == WRONG
    if many:
        say(f"{len(lines)} mistakes:", err=True)
    for line in lines:
        say(f"  {line}" if many else line, err=True)
    return click.exceptions.Exit(status)


def at_the_edge(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what a user can cause into sentences: mistakes in files and books are exit status 2."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        from constraints.base import RuleFailureError  # here, not above: `--help` need not load the models

        try:
            answer = command(*args, **kwargs)
            if sys.stdout is not None:
                sys.stdout.flush()
            return answer
        except FileError as error:
            raise complain(error.lines, WRONG) from None
        except BookError as error:
            raise complain([str(problem) for problem in error.problems], WRONG) from None
        except RuleFailureError as error:
            raise complain([str(error)], WRONG) from None
        except BrokenPipeError:  # the reader, say `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            what = f"{error.filename}: cannot be used" if error.filename else "standard output cannot be written"
            raise complain([f"{what}: {error.strerror or error}"], WRONG) from None
        except KeyboardInterrupt:
            raise complain(["stopped"], NO) from None

    return guarded


def print_json(data: Any) -> None:
    """Print data as JSON on standard output."""
    json.dump(data, sys.stdout, indent=1, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
