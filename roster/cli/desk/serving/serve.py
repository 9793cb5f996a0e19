"""`roster serve`: the desk, a live rota in the browser."""

from __future__ import annotations

import signal
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from roster.cli.desk.opening import needs_the_extra
from roster.cli.errors import WRONG, failure, reports_errors
from roster.cli.options import PATH
from roster.cli.output import say

_NEEDS = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "python_multipart", "argon2")


@click.command()
@click.argument("book", required=False, type=PATH)
@click.option(
    "--database",
    metavar="URL",
    envvar="ROSTER_DATABASE",
    help="Serve the units of a database to everybody who has an account there: sqlite:///FILE or postgresql://...",
)
@click.option(
    "--host", default="127.0.0.1", metavar="H", show_default=True, help="With --database: the address to listen on."
)
@click.option(
    "--behind-proxy",
    metavar="NAME",
    help="With --database: the name of the web server in front, which does TLS, such as desk.example.org.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="P", help="The port to listen on [default: a free one from 8765]."
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@reports_errors
def serve(
    book: Path | None, database: str | None, host: str, behind_proxy: str | None, port: int | None, no_browser: bool
) -> None:
    """Open BOOK in the browser: a board on which every change has its verdict at once.

    For one person on their own computer: nobody else can reach it, and the printed address opens it once. What you do
    is kept in the file BOOK.desk beside the book; the book itself is not written to.

    With --database instead of BOOK, for a force: people sign in with the accounts that `roster desk account` makes.
    """
    if book is not None:
        database = None  # named by the environment for other commands
    if book is None and database is None:
        raise failure(["give the BOOK to open, or --database for a desk with accounts"], WRONG)
    needs_the_extra(_NEEDS)
    if book is not None:
        run_serve(book, port, open_browser=not no_browser)
    elif database is not None:
        run_shared(database, host, behind_proxy, port)


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


def run_shared(database: str, host: str, behind_proxy: str | None, port: int | None) -> None:
    """Serves the units of a database until the process is told to stop.

    Raises:
        StoreError: the database cannot be used.
        PortError: the port is taken, or others could reach it without TLS.
    """
    from roster.desk.web import server
    from roster.desk.web.shared import open_shared

    if host not in server.HOSTS and behind_proxy is None:
        raise server.PortError(
            f"others could reach {host} without TLS, and read passwords on the way: put a web server with TLS in front,"
            " and say its name with --behind-proxy"
        )
    names = [host, *server.HOSTS, *([behind_proxy] if behind_proxy else [])]
    with server.listen(port, host) as listening:
        shared = open_shared(database, names, secure=behind_proxy is not None)
        where = f"https://{behind_proxy}" if behind_proxy else f"http://{host}:{listening.getsockname()[1]}"
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with suppress(KeyboardInterrupt):
                server.serve(
                    shared.app, listening, lambda: say(f"{shared.store.name} is served at {where}; Ctrl-C ends it")
                )
        finally:
            shared.close()
