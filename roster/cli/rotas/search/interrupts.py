"""Lets Ctrl-C and SIGTERM end a search in such a way that its incumbent is kept."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from roster.cli.output import say


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C and SIGTERM set; a second Ctrl-C raises KeyboardInterrupt as usual."""
    stop = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set() and number == signal.SIGINT:
            signal.default_int_handler(number, frame)
        stop.set()
        click.echo(err=True)
        say("stopping; the best rota so far is kept", err=True)

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)
    return stop
