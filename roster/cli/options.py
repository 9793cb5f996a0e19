"""The click arguments and options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

AnyFunction = Callable[..., Any]

PATH = click.Path(path_type=Path)

book_argument = click.argument("book", type=PATH)
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the answer."
)
worked_option = click.option(
    "--worked",
    multiple=True,
    type=PATH,
    metavar="FILE.csv",
    help="What was worked (.csv or .xlsx): person, date, start, end and, where it matters, end date, type, status,"
    " no-show, call sign. May be given several times.",
)
history_option = click.option(
    "--history",
    multiple=True,
    type=PATH,
    metavar="BOOK",
    help="The last period's solved or published book: rest, hours and fair shares remember it.",
)
quiet_option = click.option("--quiet", is_flag=True, help="No progress and no summary.")


def seed_option(text: str) -> Callable[[AnyFunction], AnyFunction]:
    """The option `--seed`, with its line of help."""
    return click.option(
        "--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, metavar="N", help=text
    )


search_seed_option = seed_option("Another number is another search, and perhaps another of several equally good rotas.")


def workers_option(text: str) -> Callable[[AnyFunction], AnyFunction]:
    """The option `--workers`, with its line of help."""
    return click.option("--workers", type=click.IntRange(1, 256), metavar="N", help=text)


def time_limit_option(default: float, text: str) -> Callable[[AnyFunction], AnyFunction]:
    """The option `--time-limit` in seconds, above 0 and finite, with its default and line of help."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=default,
        show_default=True,
        callback=_finite,
        metavar="S",
        help=text,
    )


def _finite(context: click.Context, parameter: click.Parameter, given: float) -> float:
    if not math.isfinite(given):
        raise click.BadParameter("the time limit is a number of seconds", param_hint="--time-limit")
    return given


def with_trust(command: click.Command) -> click.Command:
    """Adds the option `--trust` to a command: rule files of every book it opens then run without a question."""
    if not any(parameter.name == "trust" for parameter in command.params):
        option = click.Option(
            ["--trust"],
            is_flag=True,
            expose_value=False,
            callback=_trust_rule_files,
            help="Run the rule files of every book that is named, allowed by `roster trust` or not: for scripts whose"
            " books are your own.",
        )
        command.params.append(option)
    return command


def _trust_rule_files(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    if given:
        from roster.io.trust import trusting

        context.with_resource(trusting())
