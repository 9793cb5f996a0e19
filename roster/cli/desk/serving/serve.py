"""`roster serve`: the desk, a live rota in the browser."""

from __future__ import annotations

import signal
import webbrowser
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click

from roster.cli.errors import WRONG, failure, reports_errors
from roster.cli.options import book_argument
from roster.cli.output import say

_NEEDS = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "multipart", "argon2")


@click.command()
@book_argument
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="P", help="The port to listen on [default: a free one from 8765]."
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@reports_errors
def serve(book: Path, port: int | None, no_browser: bool) -> None:
    """Open BOOK in the browser: a board on which every change has its verdict at once.

    For one person on their own computer: nobody else can reach it, and the printed address opens it once. What you do
    is kept in the file BOOK.desk beside the book; the book itself is not written to.
    """
    if missing := [name for name in _NEEDS if find_spec(name) is None]:
        raise failure(
            [f"roster serve needs more packages ({', '.join(missing)}); install them: pip install 'jru-roster[desk]'"],
            WRONG,
        )
    run_serve(book, port, open_browser=not no_browser)


def run_serve(book: Path, port: int | None, *, open_browser: bool) -> None:
    """Serves a book until the process is told to stop.

    Raises:
        FileError: every mistake of the book.
        StoreError: the file beside the book cannot be used.
        PortError: the port is taken.
    """
    from roster.desk.web import server
    from roster.desk.web.local import open_local

    with server.listen(port) as listening:
        local = open_local(book, listening.getsockname()[1])
        for note in local.notes:
            say(f"note: {book}: {note}", err=True)
        address = f"http://{server.LOOPBACK}:{listening.getsockname()[1]}/sign-in?token={local.sessions.new_token()}"

        def ready() -> None:
            say(f"{local.name} is open on this computer, for one browser: {address}")
            say(f"what you do is kept in {local.store.name}; Ctrl-C ends it")
            if open_browser:
                webbrowser.open(address)

        # To be told to end, by Ctrl-C or by the system, is how a server ends well.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with suppress(KeyboardInterrupt):
                server.serve(local.app, listening, ready)
        finally:
            local.close()
