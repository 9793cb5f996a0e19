"""Prints sentences and JSON: every command writes to standard output and standard error through these functions."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from roster.cli.escaping import escaped


def say(sentence: str, *, err: bool = False) -> None:
    """Prints a sentence on a line of its own; control characters in it are shown and have no effect.

    Args:
        err: print to standard error instead of standard output.
    """
    click.echo(escaped(sentence), err=err)


def command(*words: object) -> str:
    """A command of this program as it is typed; a path with a space is in quotes."""
    return " ".join(["roster", *(f'"{word}"' if " " in str(word) else str(word) for word in words)])


def print_json(data: Any) -> None:
    """Prints data as JSON on standard output."""
    json.dump(data, sys.stdout, indent=1, ensure_ascii=False, default=str)
    sys.stdout.write("\n")
